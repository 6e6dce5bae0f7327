// One resource of a Terraform document: its values, what Terraform does not say of them, and how
// they are read into Graph's members.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "source/converted.h"
#include "source/terraform_attributes.h"

namespace caprock {

// A value of a resource beside what Terraform says of it. Plans leave out what is known only after
// apply; redacted documents leave out what is sensitive.
struct TerraformValue {
  const json::value* value = nullptr;      // nullptr: left out
  const json::value* unknown = nullptr;    // `true`, or `true` deeper in lists and objects
  const json::value* sensitive = nullptr;  // likewise

  TerraformValue member(std::string_view name) const;
  TerraformValue element(std::size_t index) const;
  // The document does not say the value, or not all of it.
  bool is_hidden() const;
};

struct TerraformResource {
  std::string_view type;
  bool is_data = false;  // read by Terraform, not made by it
  TerraformValue values;
  Place where;         // of the resource
  Place where_values;  // of its attributes
};

// The text of a value; empty when it is none.
std::string_view terraform_text(const json::value* value);

// What providers write for "not configured": null, `""`, `0`, `false`, and lists and objects of
// nothing else; also what is left out.
bool is_zero(const json::value& value);
bool is_zero(const json::value* value);

// The object id in a resource id: azuread 3 writes `/users/<guid>`, where older ones write the
// GUID.
std::string_view object_id_in(std::string_view resource_id);

// Where something stands in the document, and where Graph would have it.
struct At {
  std::string own;    // pointer inside the file
  std::string graph;  // pointer inside the object

  At into(std::string_view name, std::string_view member) const {
    return {pointer_to(own, name), pointer_to(graph, member)};
  }
  // The member may be a path, or empty.
  At into(const TerraformAttribute& attribute) const {
    const std::string_view member = attribute.member;
    return {pointer_to(own, attribute.name),
            member.empty() ? graph : graph + '/' + std::string(member)};
  }
};

enum class Spelling : std::uint8_t { graph, snake_case };

// Reads the values of one resource, and remembers what of them is not said.
class ResourceReader {
 public:
  ResourceReader(const TerraformResource& resource, ObjectKind kind,
                 std::vector<Diagnostic>& diagnostics)
      : resource_(resource), kind_(kind), diagnostics_(diagnostics) {}

  // By the attributes of azuread.
  void read(const TerraformValue& block, TerraformAttributes attributes, const At& at,
            json::object& out);

  // Graph's own members, in this spelling.
  json::value read_body(const TerraformValue& body, Spelling spelling, const At& at);
  void lose(const At& at, std::string why);
  void warn(ErrorCode code, std::string message, const std::string& pointer, std::string hint = {});

  std::vector<Loss> lost;
  bool is_whole = true;

 private:
  std::string_view name() const;
  void lose_hidden(const TerraformValue& value, const At& at);
  void read_attribute(const TerraformValue& value, const TerraformAttribute& attribute,
                      const At& at, json::object& out);
  // A block is a list of one object. Graph has no place for a second one.
  void read_block(const TerraformValue& value, const TerraformAttribute& attribute, const At& at,
                  json::object& out);
  void lose_the_rest(const At& at);
  void lose_odd(const At& at);
  void tell_unknown_attributes(const TerraformValue& block, TerraformAttributes attributes,
                               const At& at);
  json::value read_object(const TerraformValue& body, const json::object& object, Spelling spelling,
                          const At& at);
  // Members that the service fills in; they name and date, and never decide.
  static bool decides(std::string_view member);
  json::value read_list(const TerraformValue& body, const json::array& array, Spelling spelling,
                        const At& at);

  const TerraformResource& resource_;
  ObjectKind kind_;
  std::vector<Diagnostic>& diagnostics_;
};

}  // namespace caprock
