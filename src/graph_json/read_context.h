// What a reader knows while it walks an object: where it is, and what was odd on the way.
#pragma once

#include <boost/json/value.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "graph_json/json_text.h"
#include "model/origin.h"

namespace caprock {

class ReadContext {
 public:
  // `subject` names the object in messages, for example "policy `Require MFA`". With `part` given
  // everything unread belongs to it; without, it follows from the pointer inside the policy.
  ReadContext(Place where, std::string subject, std::optional<PolicyPart> part = std::nullopt)
      : where_(std::move(where)), subject_(std::move(subject)), part_(part) {}

  // One step down, for as long as the returned value lives.
  class Step {
   public:
    Step(ReadContext& context, std::string pointer)
        : context_(context), back_(std::exchange(context.pointer_, std::move(pointer))) {}
    ~Step() { context_.pointer_ = std::move(back_); }
    Step(const Step&) = delete;
    Step& operator=(const Step&) = delete;

   private:
    ReadContext& context_;
    std::string back_;
  };
  [[nodiscard]] Step into(std::string_view member) { return {*this, pointer_to(pointer_, member)}; }
  [[nodiscard]] Step into(std::size_t index) { return {*this, pointer_to(pointer_, index)}; }

  // The JSON pointer inside the object that is read.
  const std::string& pointer() const { return pointer_; }
  const std::string& subject() const { return subject_; }
  Place place() const;

  void report(Severity severity, ErrorCode code, const std::string& message, std::string hint = {});

  // Keeps what stands here as not understood.
  void keep_unread(const json::value& found);

  // The value cannot be used: another JSON type than Graph gives it.
  void wrong_type(const json::value& found, std::string_view expected);
  // The value is used although its form is not Graph's.
  void odd_form(std::string_view expected);
  void unknown_value(const json::value& found);
  void unknown_member(std::string_view name, const json::value& found);
  void missing_member(Severity severity, std::string_view name, std::string_view consequence);

  std::vector<Diagnostic> diagnostics;
  std::vector<Unread> unread;

 private:
  PolicyPart part() const;

  Place where_;
  std::string subject_;
  std::optional<PolicyPart> part_;
  std::string pointer_;
};

// A name from the input as it stands in messages: in backticks, cut after 100 bytes.
std::string quoted(std::string_view name);

// The JSON of a value, cut after 200 bytes.
std::string shortened(const json::value& value);

}  // namespace caprock
