// Gathers the objects of one JSON document into a tenant snapshot.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/error.h"
#include "graph_json/json_text.h"
#include "model/tenant_snapshot.h"
#include "source/converted.h"
#include "source/kept.h"
#include "source/policy_history.h"
#include "source/recognise.h"

namespace caprock {

// A page of a paged response that says there is a next one.
struct OpenPage {
  std::string file;
  std::string series;  // pages of one response share it: folder and file name without page number
  bool has_next = false;
};

// The page of a response that stands in this file.
OpenPage page_in(const std::string& file, bool has_next);

// The group a list of members belongs to: from `...#groups('<id>')/members`, else the file's name.
GroupId group_of_members(std::string_view context, std::string_view file);

// CA 1.1: what was deleted can be restored for 30 days and is listed apart.
bool is_of_deleted_items(std::string_view context_or_file);

// Everything read so far. Facts about users that come in files of their own, and group members, are
// kept apart until `finish` joins them, because files come in any order.
class Collector {
 public:
  // Walks one document. `file` is the path relative to the source.
  void add_document(const json::value& document, const std::string& file);

  // What a reader of another format made of one file.
  void add_converted(const Converted& converted);

  // A page that somebody else has read.
  void add_page(OpenPage page) { pages_.push_back(std::move(page)); }
  // Something here says who is in the directory: users, groups, or members of groups.
  bool has_people() const;

  // Changes of policies that the audit records told of so far.
  const PolicyHistory& history() const { return history_; }
  // The policies are those that an audit log tells of; those that did not change are not here.
  bool has_changed_policies_only() const { return changed_policies_only_; }

  // Joins what belongs together and says what is odd about the whole: pages missing, objects given
  // twice with different content, groups that contain each other.
  void finish();

  TenantSnapshot tenant;
  std::vector<Diagnostic> diagnostics;
  std::map<ObjectKind, std::size_t> counts;  // of the file added last
  std::vector<std::string> open_pages;       // files with a next page that is not there
  bool keep_texts = false;                   // of objects that are otherwise read and forgotten
  Kept kept_texts;                           // empty unless `keep_texts`

 private:
  void add_value(const json::value& value, std::optional<ObjectKind> hint, const Place& where);
  void add_text(const json::string& text, const Place& where);
  void add_response(const json::object& response, const json::array& items, const Place& where);
  void add_object(const json::object& object, ObjectKind kind, const Place& where);
  template <class T>
  void keep_text(T& item, const json::object& object) const;
  bool pass_over_deleted(const json::object& object, ObjectKind kind, const Place& where);
  void add_policy(const json::object& object, const Place& where);
  void add_settings(const json::object& object, ObjectKind kind, const Place& where);
  void add_user_fact(const json::object& object, ObjectKind kind, const Place& where);
  void add_role_eligibility(const json::object& object, const Place& where);
  void add_directory_role(const json::object& object, const Place& where);
  void mark_exported(ObjectKind kind);
  template <class T>
  T take(Read<T> read);
  void note_tree_place(const json::object& object, const Place& where);
  bool add_names(const json::object& object, const Place& where);

  template <class T>
  void drop_repeats(Collection<T>& collection, std::string_view what);
  void drop_all_repeats();
  void compare_versions();
  void rebuild_policies();
  void join_names();
  void join_user_facts();
  void join_group_members();
  void join_role_members();
  void note_group_cycles();
  void find_open_pages();

  // The version of Graph that a policy comes from, as far as its list says.
  enum class Version : std::uint8_t { unsaid, v1, beta };

  PolicyHistory history_;
  bool changed_policies_only_ = false;
  bool in_deleted_items_ = false;
  Version version_ = Version::unsaid;     // of the list being read
  std::vector<Version> policy_versions_;  // of tenant.policies
  std::vector<OpenPage> pages_;
  std::map<UserId, PerUserMfaState> per_user_mfa_;
  std::map<UserId, bool> mfa_registered_;
  std::map<GroupId, std::vector<DirectoryObjectId>> group_members_;
  // Names that a table has for ids.
  std::vector<Group> named_groups_;
  std::vector<User> named_users_;
  // Of trees with a folder for each object (tree_place.h). Rules decide who is in the other groups.
  struct RoleMember {
    DirectoryObjectId id;
    Place where;
  };
  bool has_member_folders_ = false;
  std::set<GroupId> assigned_groups_;
  std::map<std::string, std::vector<RoleMember>, std::less<>> role_members_;
  std::map<std::string, RoleTemplateId, std::less<>> role_templates_;
};

}  // namespace caprock
