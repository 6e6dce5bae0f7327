#include "integration/profile.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "base/instant.h"
#include "base/text.h"
#include "integration/connection_kinds.h"
#include "integration/words.h"
#include "integration/yaml_reader.h"

namespace caprock {
namespace {

using Need = YamlMap::Need;

constexpr int k_profile_version = 1;

// Ids are words that can stand in a file name and on a command line.
bool is_id(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  });
}

// `2026-03-01`, `2026-03` or `2026`: some texts were read on a day nobody wrote down.
bool is_day_month_or_year(std::string_view text) {
  constexpr std::string_view k_first_day = "0000-01-01";
  if (text.size() != 4 && text.size() != 7 && text.size() != 10) return false;
  return parse_instant(std::string(text) + std::string(k_first_day.substr(text.size())))
      .has_value();
}

// Reads `id`, which no item in `others` may have.
template <class T>
void read_id(YamlMap& map, std::string& id, const std::vector<T>& others) {
  map.required("id", id);
  if (!id.empty() && !is_id(id))
    map.refuse("id", "`" + id + "` cannot be an id", "use small letters, digits, `-` and `_` only");
  if (std::any_of(others.begin(), others.end(), [&](const T& other) { return other.id == id; }))
    map.refuse("id", "the id `" + id + "` is there twice", "give each item an id of its own");
}

template <class T>
bool has_id(const std::vector<T>& items, std::string_view id) {
  return std::any_of(items.begin(), items.end(), [&](const T& item) { return item.id == id; });
}

template <class T>
std::string one_of_ids(const std::vector<T>& items) {
  std::vector<std::string_view> ids;
  for (const T& item : items) ids.push_back(item.id);
  return one_of(ids);
}

void read_connection_ids(YamlMap& map, const Profile& profile, std::vector<std::string>& out) {
  map.optional("connections", out);
  for (const std::string& id : out)
    if (!has_id(profile.connections, id))
      map.refuse("connections", "`" + id + "` is not a connection of this profile",
                 one_of_ids(profile.connections));
}

void check_document(YamlMap& map, const Profile& profile, const std::string& id) {
  if (!id.empty() && !has_id(profile.documents, id))
    map.refuse("document", "`" + id + "` is not a document of this profile",
               one_of_ids(profile.documents));
}

void read_document(YamlMap& map, const Profile& profile, ProfileDocument& out) {
  read_id(map, out.id, profile.documents);
  map.required("title", out.title);
  map.required("publisher", out.publisher);
  map.optional("address", out.address);
  map.required("read", out.read);
  map.optional("note", out.note);
  if (!out.read.empty() && !is_day_month_or_year(out.read))
    map.refuse("read", "`" + out.read + "` is not a date",
               "write the day like 2026-03-01, or the month or year if you know no more");
}

// The flows that a connection of this kind can be made with, besides those any person may use.
bool fits(ConnectionKind kind, SignInFlow flow) {
  switch (flow) {
    case SignInFlow::device_code: return kind == ConnectionKind::delegated_device_code;
    case SignInFlow::password: return kind == ConnectionKind::password;
    case SignInFlow::on_behalf_of: return kind == ConnectionKind::on_behalf_of;
    case SignInFlow::managed_identity: return kind == ConnectionKind::managed_identity;
    case SignInFlow::basic_authentication: return kind == ConnectionKind::legacy_protocol;
    case SignInFlow::client_credentials:
      return kind == ConnectionKind::app_only || kind == ConnectionKind::app_only_multi_tenant;
    case SignInFlow::authorization_code:
      return !is_app_only(kind) && kind != ConnectionKind::password &&
             kind != ConnectionKind::legacy_protocol;
  }
  return false;
}

void check_flows(YamlMap& map, const ProfileConnection& connection) {
  for (const SignInFlow flow : connection.flows)
    if (!fits(connection.kind, flow))
      map.refuse("flows",
                 "a connection of kind `" + std::string(word_for(connection.kind)) +
                     "` is not made with the flow `" + std::string(word_for(flow)) + "`",
                 "write another kind, or a connection of its own for this flow");
}

void read_connection(YamlMap& map, const Profile& profile, ProfileConnection& out) {
  read_id(map, out.id, profile.connections);
  map.required("title", out.title);
  map.required("describes", out.describes);
  map.required("kind", out.kind);
  map.required("kind_evidence", out.kind_evidence);
  map.optional("external_kind", out.external_kind);
  map.required("client_name", out.client_name);
  map.optional("client_app", out.client_app);
  map.optional("scopes", out.scopes);
  map.optional("scopes_evidence", out.scopes_evidence);
  map.optional("resources", out.resources);
  std::optional<int> minutes;
  map.optional("refresh_every_minutes", minutes);
  if (minutes) out.refresh_every = std::chrono::minutes(*minutes);
  map.optional("account_of", out.account_of);
  map.optional("consented_by", out.consented_by);
  map.optional("flows", out.flows);
  map.optional("called_from", out.called_from);
  map.optional("own_device", out.own_device);
  map.optional("platform", out.platform);
  map.optional("mfa_at_consent", out.mfa_at_consent);
  map.optional("unattended", out.unattended);
  map.optional("person_can_sign_in", out.person_can_sign_in);
  map.optional("sif_confidential", out.sif_confidential);
  map.required("document", out.document);
  check_document(map, profile, out.document);
  if (out.scopes.empty() && out.resources.empty())
    map.refuse("scopes", "this connection names neither `scopes` nor `resources`",
               "write what it asks for at each refresh: policies are matched by that");
  if (map.has("kind")) check_flows(map, out);
  if (out.platform && !out.own_device)
    map.refuse("platform", "`platform` is about a device of the product's own",
               "write `own_device: true`, or leave `platform` out");
}

void check_role(YamlMap& map, std::string_view form, const std::string& value) {
  if (!looks_like_guid(value))
    map.refuse("value", fmt::format("this {} needs a role template id in `value`", form),
               "write the id with its dashes: 62e90394-69f5-4237-9190-012177145e10");
}

void read_requirement(YamlMap& map, const Profile& profile, Requirement& out) {
  map.required("kind", out.kind);
  read_connection_ids(map, profile, out.connections);
  map.required("says", out.says);
  map.optional("days", out.days);
  map.optional("value", out.value);
  map.optional("topics", out.topics);
  map.required("evidence", out.evidence);
  map.required("document", out.document);
  check_document(map, profile, out.document);
  if (out.kind == RequirementKind::remember_mfa_days_at_least && !out.days)
    map.refuse("days", "this requirement needs `days`", "write `days: 365`");
  if (out.kind == RequirementKind::role) check_role(map, "requirement", out.value);
  const bool about_controls = out.kind == RequirementKind::own_policy ||
                              out.kind == RequirementKind::excluded_from_controls;
  if (about_controls && out.topics.empty())
    map.refuse("topics", "this requirement needs the controls it is about in `topics`",
               one_of(word_list<ControlTopic>()));
}

void read_effect(YamlMap& map, const Profile& profile, VendorEffect& out) {
  map.required("topic", out.topic);
  read_connection_ids(map, profile, out.connections);
  map.required("says", out.says);
  map.required("evidence", out.evidence);
  map.required("document", out.document);
  check_document(map, profile, out.document);
}

void read_remedy(YamlMap& map, const Profile& profile, Remedy& out) {
  read_id(map, out.id, profile.remedies);
  map.required("change", out.change);
  map.required("topics", out.topics);
  read_connection_ids(map, profile, out.connections);
  map.required("says", out.says);
  map.optional("caution", out.caution);
  map.optional("days", out.days);
  map.optional("value", out.value);
  map.required("evidence", out.evidence);
  map.required("by_vendor", out.by_vendor);
  map.optional("document", out.document);
  check_document(map, profile, out.document);
  if (map.has("topics") && out.topics.empty())
    map.refuse("topics", "`topics` is empty", one_of(word_list<ControlTopic>()));
  if (out.change == RemedyChange::set_remember_mfa_days && !out.days)
    map.refuse("days", "this remedy needs `days`", "write `days: 365`");
  if (out.change == RemedyChange::exclude_role) check_role(map, "remedy", out.value);
  if (out.by_vendor && out.document.empty())
    map.refuse("document", "a remedy of the vendor needs the `document` that says so",
               one_of_ids(profile.documents));
}

void read_profile(YamlMap& map, Profile& out) {
  map.version(k_profile_version);
  map.required("id", out.id);
  if (!out.id.empty() && !is_id(out.id))
    map.refuse("id", "`" + out.id + "` cannot be an id",
               "use small letters, digits, `-` and `_` only");
  map.required("name", out.name);
  map.required("vendor", out.vendor);
  map.required("made_by", out.made_by);
  map.required("summary", out.summary);
  // Documents and connections come first, whatever their order in the file: the rest names them.
  map.objects("documents", Need::required, "document", out.documents,
              [&](YamlMap& item, ProfileDocument& value) { read_document(item, out, value); });
  map.objects("connections", Need::required, "connection", out.connections,
              [&](YamlMap& item, ProfileConnection& value) { read_connection(item, out, value); });
  map.objects("requirements", Need::optional, "requirement", out.requirements,
              [&](YamlMap& item, Requirement& value) { read_requirement(item, out, value); });
  map.objects("effects", Need::optional, "effect", out.effects,
              [&](YamlMap& item, VendorEffect& value) { read_effect(item, out, value); });
  map.objects("remedies", Need::optional, "remedy", out.remedies,
              [&](YamlMap& item, Remedy& value) { read_remedy(item, out, value); });
  map.required("after_fix", out.after_fix);
  out.where = map.place();
  map.finish();
}

}  // namespace

Result<Profile> parse_profile(std::string_view yaml, const std::string& file) {
  CAPROCK_TRY(const YamlNode root, parse_yaml(yaml, file));
  YamlReader reader(file, ErrorCode::profile_invalid);
  YamlMap map(reader, root, "profile");
  Profile profile;
  read_profile(map, profile);
  if (reader.first_error()) return Failure(*reader.first_error());
  return profile;
}

std::vector<YamlForm> profile_forms() {
  YamlReader reader = YamlReader::describing();
  const YamlNode nothing;
  YamlMap map(reader, nothing, "profile");
  Profile profile;
  read_profile(map, profile);
  return reader.forms();
}

}  // namespace caprock
