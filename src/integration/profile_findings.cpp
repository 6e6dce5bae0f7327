#include "integration/profile_findings.h"

#include <fmt/format.h>

#include <algorithm>

#include "integration/connection_kinds.h"
#include "integration/words.h"

namespace caprock {
namespace {

bool is_about(const std::vector<std::string>& ids, const ProfileConnection& connection) {
  return ids.empty() || std::find(ids.begin(), ids.end(), connection.id) != ids.end();
}

bool helps_against(const Remedy& remedy, ControlTopic topic) {
  return std::find(remedy.topics.begin(), remedy.topics.end(), topic) != remedy.topics.end();
}

void doubt(const Profile& profile, std::string message, std::string hint,
           std::vector<Diagnostic>& out) {
  out.push_back(
      {Severity::warning,
       {ErrorCode::profile_doubtful, std::move(message), profile.where, std::move(hint)}});
}

void find_effects_without_remedy(const Profile& profile, std::vector<Diagnostic>& out) {
  for (const VendorEffect& effect : profile.effects)
    for (const ProfileConnection& connection : profile.connections) {
      if (!is_about(effect.connections, connection)) continue;
      const bool offered =
          std::any_of(profile.remedies.begin(), profile.remedies.end(), [&](const Remedy& remedy) {
            return is_about(remedy.connections, connection) && helps_against(remedy, effect.topic);
          });
      if (!offered)
        doubt(profile,
              fmt::format("nothing is offered against `{}` for the connection `{}`",
                          word_for(effect.topic), connection.id),
              "add the topic to a remedy, or a remedy for it", out);
    }
}

void find_remedies_out_of_order(const Profile& profile, std::vector<Diagnostic>& out) {
  const auto& remedies = profile.remedies;
  const auto ours = std::find_if(remedies.begin(), remedies.end(),
                                 [](const Remedy& remedy) { return !remedy.by_vendor; });
  const auto late =
      std::find_if(ours, remedies.end(), [](const Remedy& remedy) { return remedy.by_vendor; });
  if (late != remedies.end())
    doubt(profile,
          fmt::format("the vendor's remedy `{}` stands behind `{}`, which is not the vendor's",
                      late->id, ours->id),
          "list the vendor's remedies first, in the vendor's order", out);
}

bool nobody_signs_in(const ProfileConnection& connection) {
  return !connection.person_can_sign_in || is_app_only(connection.kind) ||
         sends_password(connection.kind);
}

void find_sign_ins_by_nobody(const Profile& profile, std::vector<Diagnostic>& out) {
  for (const Remedy& remedy : profile.remedies) {
    if (remedy.change != RemedyChange::sign_in_with_mfa) continue;
    for (const ProfileConnection& connection : profile.connections)
      if (is_about(remedy.connections, connection) && nobody_signs_in(connection))
        doubt(profile,
              fmt::format("the remedy `{}` asks somebody to sign in for `{}`, and nobody can",
                          remedy.id, connection.id),
              "list the connections that it is for in `connections`", out);
  }
}

}  // namespace

std::vector<Diagnostic> profile_findings(const Profile& profile) {
  std::vector<Diagnostic> out;
  find_effects_without_remedy(profile, out);
  find_remedies_out_of_order(profile, out);
  find_sign_ins_by_nobody(profile, out);
  return out;
}

}  // namespace caprock
