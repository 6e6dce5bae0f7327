#include "source/people_reader.h"

#include <simdjson.h>

#include <algorithm>
#include <cstring>

#include "base/guid.h"
#include "base/text.h"
#include "model/id_table.h"
#include "model/people_builder.h"
#include "model/words.h"
#include "source/plain_json.h"

namespace caprock {
namespace {

namespace fs = std::filesystem;
using plain::Layout;
using plain::NamedUse;
using plain::Use;
namespace ondemand = simdjson::ondemand;

constexpr std::size_t k_guid_letters = 36;
constexpr std::uintmax_t k_most_expected_bytes = std::uintmax_t{1} << 30;
constexpr std::uintmax_t k_least_bytes_of_a_user = 64;  // a GUID with its member, and little else

// Members that would make an object another kind (recognise.cpp), or that say more than `People`
// keeps: with one of these an object is for the careful reader.
std::vector<NamedUse> with_forbidden(std::vector<NamedUse> uses) {
  for (const std::string_view name : {"value",
                                      "@odata.context",
                                      "authentication",
                                      "perUserMfaState",
                                      "isMfaRegistered",
                                      "appliedConditionalAccessPolicies",
                                      "conditionalAccessStatus",
                                      "activityDisplayName",
                                      "conditions",
                                      "ipRanges",
                                      "countriesAndRegions",
                                      "compliantNetworkType",
                                      "allowedCombinations",
                                      "isViewingBeforeAcceptanceRequired",
                                      "principalId",
                                      "roleTemplateId",
                                      "rolePermissions",
                                      "isBuiltIn",
                                      "appId",
                                      "verifiedDomains",
                                      "definition",
                                      "tenantId",
                                      "inboundTrust",
                                      "isEnabled",
                                      "isAvailable",
                                      "members@odata.nextLink",
                                      "transitiveMemberOf@odata.nextLink"})
    uses.push_back({name, Use::forbidden});
  uses.push_back({"deletedDateTime", Use::null_only});
  uses.push_back({"@odata.type", Use::odata_type});
  uses.push_back({"id", Use::id});
  return uses;
}

std::vector<NamedUse> members_of_users() {
  return with_forbidden({{"userPrincipalName", Use::name},
                         {"userType", Use::user_type},
                         {"creationType", Use::creation_type},
                         {"displayName", Use::text},
                         {"externalUserState", Use::text},
                         {"accountEnabled", Use::boolean},
                         {"signInSessionsValidFromDateTime", Use::instant},
                         {"lastPasswordChangeDateTime", Use::instant},
                         {"transitiveMemberOf", Use::references},
                         {"groupTypes", Use::forbidden},
                         {"securityEnabled", Use::forbidden},
                         {"members", Use::forbidden}});
}

std::vector<NamedUse> members_of_groups() {
  return with_forbidden({{"displayName", Use::name},
                         {"members", Use::references},
                         {"userPrincipalName", Use::forbidden}});
}

std::vector<NamedUse> members_of_responses() {
  return {
      {"@odata.context", Use::text}, {"@odata.nextLink", Use::name}, {"value", Use::references}};
}

// Reads files of users, then of groups, then of members. Every function answers whether all was
// plain; after a no the whole of it is for the careful reader.
class PeopleReader {
 public:
  PeopleReader(const ReadOptions& options, bool users_exported, bool groups_exported)
      : options_(options), builder_(users_exported, groups_exported) {}

  bool read_users(const Candidate& file) {
    return read_response(file, ObjectKind::user,
                         [&](ondemand::value& item, std::string_view) { return add_user(item); });
  }
  bool read_groups(const Candidate& file) {
    return read_response(file, ObjectKind::group,
                         [&](ondemand::value& item, std::string_view) { return add_group(item); });
  }
  bool read_members(const Candidate& file) {
    members_begun_ = false;
    return read_response(file, ObjectKind::group_member,
                         [&](ondemand::value& item, std::string_view context) {
                           return begin_members(context, file.name) && add_member(item);
                         }) &&
           begin_members(context_, file.name);
  }

  void add_service_principals(const TenantSnapshot& tenant) {
    for (const ServicePrincipal& principal : tenant.service_principals.items)
      builder_.add_service_principal(principal.id.text());
  }
  // REQUIRES: a file of users has been read.
  void expect_users_in(const std::vector<Candidate>& all_files);
  bool ids_are_unique() { return !builder_.has_repeated_ids(); }
  People finish() && { return std::move(builder_).finish(); }

  std::vector<SourceFile> files;
  std::vector<OpenPage> pages;

 private:
  const char* end() const { return buffer_.text().data() + buffer_.text().size(); }

  // One response: an object with a list of items. What is beside the list must come before it.
  template <class Add>
  bool read_response(const Candidate& file, ObjectKind kind, const Add& add);
  template <class Add>
  bool read_items(ondemand::value& list, const Add& add, std::size_t& count);
  bool is_about(ObjectKind kind, const std::string& file) const;

  // Calls `each` with (use, value) for the members of an object; `layout` is of its kind.
  template <class Each>
  bool read_object(ondemand::value& value, Layout& layout, const Each& each);
  template <class AddId>
  bool read_references(ondemand::value& value, std::string_view only_type, const AddId& add_id);

  bool add_user(ondemand::value& item);
  bool add_group(ondemand::value& item);
  bool begin_members(std::string_view context, const std::string& file);
  bool add_member(ondemand::value& item);
  bool add_member_like_the_last(const char* object);
  void remember_member(const char* object, const char* id);

  const ReadOptions& options_;
  PeopleBuilder builder_;
  plain::Buffer buffer_;
  ondemand::parser parser_;
  Layout users_{members_of_users()};
  Layout groups_{members_of_groups()};
  Layout members_{{{"id", Use::id}}};
  Layout responses_{members_of_responses()};
  Layout references_{{{"id", Use::id}, {"@odata.type", Use::odata_type}}};
  std::string context_;  // of the response being read
  bool members_begun_ = false;
  // The member read last: what stood before its id, and behind it. Empty when that is no pattern.
  std::string before_id_, behind_id_;
  bool groups_list_members_ = false;
  IdTable group_ids_;
  std::vector<bool> has_members_file_;  // by group
  std::optional<GroupId> last_unlisted_group_;
};

template <class Each>
bool PeopleReader::read_object(ondemand::value& value, Layout& layout, const Each& each) {
  ondemand::object object;
  if (value.get_object().get(object) != simdjson::SUCCESS) return false;
  layout.begin();
  for (auto member : object) {
    if (member.error() != simdjson::SUCCESS) return false;
    ondemand::field&& field = std::move(member).value_unsafe();
    const std::optional<Use> use = layout.use_of(field, end());
    if (!use) return false;
    ondemand::value& found = field.value();
    bool good = false;
    switch (*use) {
      case Use::passed_over: good = plain::is_json(found, buffer_.has_escapes()); break;
      case Use::forbidden: good = false; break;
      case Use::null_only: good = plain::is_null(found); break;
      case Use::text: good = plain::is_text_or_null(found, buffer_.has_escapes()); break;
      case Use::boolean: good = plain::is_boolean_or_null(found); break;
      case Use::instant: good = plain::is_instant_or_null(found); break;
      case Use::odata_type:
      case Use::id:
      case Use::name:
      case Use::user_type:
      case Use::creation_type:
      case Use::references: good = each(*use, found); break;
    }
    if (!good) return false;
  }
  return true;
}

template <class Add>
bool PeopleReader::read_items(ondemand::value& list, const Add& add, std::size_t& count) {
  ondemand::array items;
  if (list.get_array().get(items) != simdjson::SUCCESS) return false;
  for (auto item : items) {
    if (item.error() != simdjson::SUCCESS) return false;
    // By reference: to copy what has just been written piece by piece stalls for each item.
    // NOLINTNEXTLINE(performance-move-const-arg): not trivial in every build of the library
    ondemand::value&& value = std::move(item).value_unsafe();
    if (!add(value, context_)) return false;
    ++count;
  }
  return true;
}

bool PeopleReader::is_about(ObjectKind kind, const std::string& file) const {
  const std::optional<ObjectKind> by_context = kind_of_context(context_);
  return (by_context ? by_context : kind_of_file(file)) == kind && !is_of_deleted_items(context_) &&
         !is_of_deleted_items(file);
}

template <class Add>
bool PeopleReader::read_response(const Candidate& file, ObjectKind kind, const Add& add) {
  context_.clear();
  ondemand::document document;
  if (!buffer_.load(file.path, options_.max_file_size) ||
      parser_.iterate(buffer_.text().data(), buffer_.text().size(), buffer_.capacity())
              .get(document) != simdjson::SUCCESS)
    return false;
  ondemand::object response;
  if (document.get_object().get(response) != simdjson::SUCCESS) return false;
  bool has_next = false, has_items = false;
  std::size_t count = 0;
  responses_.begin();
  for (auto member : response) {
    if (member.error() != simdjson::SUCCESS) return false;
    ondemand::field&& field = std::move(member).value_unsafe();
    const std::optional<Use> use = responses_.use_of(field, end());
    if (!use) return false;
    if (*use == Use::passed_over) {
      if (!plain::is_json(field.value(), buffer_.has_escapes())) return false;
    } else if (*use == Use::references) {
      if (!is_about(kind, file.name) || !read_items(field.value(), add, count)) return false;
      has_items = true;
    } else {
      const std::optional<std::string_view> text =
          plain::text_in(field.value(), buffer_.has_escapes());
      if (!text || (has_items && *use == Use::text)) return false;
      if (*use == Use::text) context_ = *text;
      if (*use == Use::name) has_next = !text->empty();
    }
  }
  if (!has_items || document.current_location().error() != simdjson::OUT_OF_BOUNDS) return false;
  pages.push_back(page_in(file.name, has_next));
  const std::string contents =
      count == 0 && kind != ObjectKind::group_member ? "no Graph objects" : count_of(kind, count);
  files.push_back({file.name, "Graph JSON", contents, count});
  return true;
}

bool PeopleReader::add_user(ondemand::value& item) {
  std::string_view id, name, creation;
  std::optional<UserType> type;
  bool lists_groups = false;
  std::vector<std::string> own_groups;
  const auto take = [&](Use use, ondemand::value& value) {
    if (use == Use::references) {
      lists_groups = true;
      return read_references(value, "group",
                             [&](std::string_view group) { own_groups.emplace_back(group); });
    }
    const std::optional<std::string_view> text =
        plain::text_or_null_in(value, buffer_.has_escapes());
    if (!text) return false;
    if (use == Use::odata_type) return *text == "#microsoft.graph.user";
    if (use == Use::id) id = *text;
    if (use == Use::name) name = *text;
    if (use == Use::creation_type) creation = *text;
    if (use != Use::user_type || text->empty()) return true;
    type = value_of<UserType>(*text);
    return type.has_value();
  };
  if (!read_object(item, users_, take) || id.empty()) return false;
  builder_.add_user(id, name, possible_kinds_of(type, creation, name));
  if (!lists_groups) return true;
  builder_.begin_own_groups();
  for (const std::string& group : own_groups) builder_.add_own_group(group);
  return true;
}

// The other files are like the first one. Only a guess that saves moves: sizes of files prove
// nothing, so it never asks for more than a large tenant needs.
void PeopleReader::expect_users_in(const std::vector<Candidate>& all_files) {
  std::uintmax_t bytes = 0;
  for (const Candidate& file : all_files) {
    std::error_code error;
    const std::uintmax_t size = fs::file_size(file.path, error);
    if (!error && size <= options_.max_file_size) bytes += size;  // larger ones are refused
  }
  bytes = std::min(bytes, k_most_expected_bytes);
  const double share = static_cast<double>(bytes) / static_cast<double>(buffer_.text().size());
  const double users = share * 1.02 * static_cast<double>(files.back().objects);
  const auto most = static_cast<std::size_t>(bytes / k_least_bytes_of_a_user);
  builder_.reserve_users(std::min(static_cast<std::size_t>(users), most));
}

// `[{"id": "..."}]` or `["..."]`.
template <class AddId>
bool PeopleReader::read_references(ondemand::value& value, std::string_view only_type,
                                   const AddId& add_id) {
  ondemand::array items;
  if (value.get_array().get(items) != simdjson::SUCCESS) return false;
  for (auto item : items) {
    ondemand::value element;
    if (std::move(item).get(element) != simdjson::SUCCESS) return false;
    std::string_view id, type;
    ondemand::json_type json_type;
    if (element.type().get(json_type) != simdjson::SUCCESS) return false;
    if (json_type == ondemand::json_type::string) {
      id = plain::text_in(element, buffer_.has_escapes()).value_or("");
    } else {
      const auto take = [&](Use use, ondemand::value& inner) {
        const std::optional<std::string_view> text = plain::text_in(inner, buffer_.has_escapes());
        (use == Use::id ? id : type) = text.value_or("");
        return text.has_value();
      };
      if (!read_object(element, references_, take)) return false;
    }
    if (id.empty()) return false;
    if (only_type.empty() || type.empty() || ends_with_ignoring_case(type, only_type)) add_id(id);
  }
  return true;
}

bool PeopleReader::add_group(ondemand::value& item) {
  std::string_view id, name;
  std::optional<std::vector<std::string>> members;
  const auto take = [&](Use use, ondemand::value& value) {
    if (use == Use::references) {
      members.emplace();
      return read_references(value, {},
                             [&](std::string_view member) { members->emplace_back(member); });
    }
    const std::optional<std::string_view> text =
        plain::text_or_null_in(value, buffer_.has_escapes());
    if (!text) return false;
    if (use == Use::odata_type) return *text == "#microsoft.graph.group";
    (use == Use::id ? id : name) = *text;
    return true;
  };
  if (!read_object(item, groups_, take) || id.empty()) return false;
  group_ids_.insert(id);
  has_members_file_.push_back(false);
  const People::GroupIndex group = builder_.add_group(id, name);
  if (!members) return true;
  groups_list_members_ = true;
  builder_.begin_members(group);
  for (const std::string& member : *members) builder_.add_member(member);
  return true;
}

// Groups that only a file of members knows come last, in the order of their ids.
bool PeopleReader::begin_members(std::string_view context, const std::string& file) {
  if (std::exchange(members_begun_, true)) return true;
  if (groups_list_members_) return false;
  const GroupId id = group_of_members(context, file);
  std::optional<People::GroupIndex> group = group_ids_.find(id.text());
  if (!group) {
    if (id.empty() || (last_unlisted_group_ && !(*last_unlisted_group_ < id))) return false;
    last_unlisted_group_ = id;
    group = group_ids_.insert(id.text());
    has_members_file_.push_back(false);
    builder_.add_group(id.text(), {});
  }
  if (has_members_file_[*group]) return false;
  has_members_file_[*group] = true;
  builder_.begin_members(*group);
  return true;
}

// Members of a group are written alike. What is the same, byte by byte, as the object before but
// for the letters of a GUID is as plain as that.
bool PeopleReader::add_member_like_the_last(const char* object) {
  const std::size_t behind = before_id_.size() + k_guid_letters;
  if (before_id_.empty() || static_cast<std::size_t>(end() - object) < behind + behind_id_.size() ||
      std::memcmp(object, before_id_.data(), before_id_.size()) != 0 ||
      std::memcmp(object + behind, behind_id_.data(), behind_id_.size()) != 0)
    return false;
  bool lower_case = false;
  const auto id = Guid::parse({object + before_id_.size(), k_guid_letters}, lower_case);
  if (!id || !lower_case) return false;
  builder_.add_member(*id);
  return true;
}

// `id` is where the text of the object's last member begins.
void PeopleReader::remember_member(const char* object, const char* id) {
  before_id_.clear();
  const char* const quote = id + k_guid_letters;
  const char* at = quote;
  if (end() - quote < 2 || *at++ != '"') return;
  while (at < end() && plain::is_json_space(*at)) ++at;
  if (at == end() || *at != '}') return;
  before_id_.assign(object, id);
  behind_id_.assign(quote, at + 1);
}

bool PeopleReader::add_member(ondemand::value& item) {
  const char* const object = item.raw_json_token().data();
  if (add_member_like_the_last(object)) return true;
  std::string_view id;
  const auto take = [&](Use, ondemand::value& value) {
    const std::optional<std::string_view> text = plain::text_in(value, buffer_.has_escapes());
    id = text.value_or("");
    return text.has_value();
  };
  if (!read_object(item, members_, take)) return false;
  builder_.add_member(id);
  // NOLINTNEXTLINE(bugprone-suspicious-stringview-data-usage): it knows the size
  if (!buffer_.has_escapes() && id.size() == k_guid_letters) remember_member(object, id.data());
  return true;
}

}  // namespace

std::optional<PlainPeople> read_plain_people(const PeopleFiles& files, const TenantSnapshot& tenant,
                                             const ReadOptions& options) {
  PeopleReader reader(options, !files.users.empty(), !files.groups.empty());
  for (const Candidate& file : files.users) {
    if (!reader.read_users(file)) return std::nullopt;
    if (&file == &files.users.front()) reader.expect_users_in(files.users);
  }
  reader.add_service_principals(tenant);
  for (const Candidate& file : files.groups)
    if (!reader.read_groups(file)) return std::nullopt;
  for (const Candidate& file : files.members)
    if (!reader.read_members(file)) return std::nullopt;
  if (!reader.ids_are_unique()) return std::nullopt;
  std::vector<SourceFile> read = std::move(reader.files);
  std::vector<OpenPage> pages = std::move(reader.pages);
  return PlainPeople{std::move(reader).finish(), std::move(read), std::move(pages)};
}

}  // namespace caprock
