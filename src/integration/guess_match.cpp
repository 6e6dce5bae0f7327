#include "integration/guess_match.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/printable.h"
#include "base/text.h"
#include "integration/connection_kinds.h"

namespace caprock {
namespace {

using As = AppUse::As;

// Shorter ones are in too many names by chance.
constexpr std::size_t k_shortest_name = 3;

// Letters beyond ASCII belong to words, too.
bool is_in_word(char c) {
  return is_digit(c) || is_letter(c) || static_cast<unsigned char>(c) >= 0x80;
}

// Does `text` have `part` in it, not as a piece of longer words?
bool has_words(std::string_view text, std::string_view part) {
  if (part.size() < k_shortest_name) return false;
  for (std::size_t at = 0; at + part.size() <= text.size(); ++at) {
    const std::size_t end = at + part.size();
    if (equal_ignoring_case(text.substr(at, part.size()), part) &&
        (at == 0 || !is_in_word(text[at - 1])) && (end == text.size() || !is_in_word(text[end])))
      return true;
  }
  return false;
}

// It is in the names of applications that others write for its products.
bool tells_nothing(std::string_view vendor) { return equal_ignoring_case(vendor, "Microsoft"); }

using Ways = std::vector<const ProfileConnection*>;

template <class Accept>
Ways ways_that(const Profile& profile, const Accept& accept) {
  Ways ways;
  for (const ProfileConnection& way : profile.connections)
    if (accept(way)) ways.push_back(&way);
  return ways;
}

ProfileMatch by_name(const Profile& profile, Ways ways, GuessStrength strength, const NamedApp& app,
                     std::string_view what, std::string_view name) {
  return {&profile,
          std::move(ways),
          strength,
          {GuessEvidenceKind::name,
           fmt::format("application {} {} {} {} of the profile {}", in_backticks(app.name),
                       strength == GuessStrength::likely ? "has" : "has in its name", what,
                       in_backticks(name), in_backticks(profile.id))}};
}

// A way that names another appId is another application. `all` is not empty.
ProfileMatch match_names(const Profile& profile, const Ways& all, const NamedApp& app) {
  const std::string product = product_name(profile);
  const auto called = [&](const auto& accept) {
    return ways_that(profile, [&](const ProfileConnection& way) {
      return !way.client_app && accept(way.client_name);
    });
  };
  if (Ways ways = called([&](const auto& name) { return equal_ignoring_case(app.name, name); });
      !ways.empty()) {
    const std::string& name = ways.front()->client_name;
    return by_name(profile, std::move(ways), GuessStrength::likely, app, "the client name", name);
  }
  if (equal_ignoring_case(app.name, product))
    return by_name(profile, all, GuessStrength::likely, app, "the product name", product);
  if (Ways ways = called([&](const auto& name) { return has_words(app.name, name); });
      !ways.empty()) {
    const std::string& name = ways.front()->client_name;
    return by_name(profile, std::move(ways), GuessStrength::possible, app, "the client name", name);
  }
  if (has_words(app.name, product))
    return by_name(profile, all, GuessStrength::possible, app, "the product name", product);
  if (!tells_nothing(profile.vendor) && has_words(app.name, profile.vendor))
    return by_name(profile, all, GuessStrength::possible, app, "the vendor name", profile.vendor);
  return {};
}

ProfileMatch match_profile(const Profile& profile, const NamedApp& app) {
  if (Ways ways = ways_that(profile, [&](const auto& way) { return way.client_app == app.id; });
      !ways.empty())
    return {&profile,
            std::move(ways),
            GuessStrength::certain,
            {GuessEvidenceKind::app_id,
             fmt::format("application {} has the appId that the profile {} names",
                         in_backticks(app.name.empty() ? app.id.text() : app.name),
                         in_backticks(profile.id))}};
  const Ways open = ways_that(profile, [](const auto& way) { return !way.client_app; });
  if (app.is_microsofts || app.name.empty() || open.empty()) return {};
  return match_names(profile, open, app);
}

// --- ways ----------------------------------------------------------------------------------------

constexpr int k_contradicted = 0, k_open = 1, k_fits = 2, k_told = 3;

int fit_of_application(ConnectionKind kind, const AppUse& use) {
  if (kind == ConnectionKind::managed_identity)
    return use.as == As::managed_identity ? k_told : k_contradicted;
  if (use.as == As::managed_identity) return k_contradicted;
  const bool own = kind == ConnectionKind::app_only;
  return !use.single_tenant ? k_fits : own == *use.single_tenant ? k_told : k_open;
}

int fit_of_guest(const ProfileConnection& way, const AppUse& use) {
  if (!use.external_kind) return k_open;
  const ExternalKind seen = *use.external_kind;
  if (seen == ExternalKind::none) return k_contradicted;
  if (way.external_kind != ExternalKind::none)
    return way.external_kind == seen ? k_told : k_contradicted;
  if (way.kind == ConnectionKind::local_guest)
    return seen == ExternalKind::internal_guest ? k_told : k_contradicted;
  if (way.kind == ConnectionKind::direct_connect)
    return seen == ExternalKind::b2b_direct_connect_user ? k_told : k_contradicted;
  return seen == ExternalKind::internal_guest ? k_contradicted : k_told;
}

// Protocols that the log has seen say which way it is; one that it has not seen may be yet to come.
int fit_of_account(const ProfileConnection& way, const AppUse& use) {
  switch (way.kind) {
    case ConnectionKind::guest:
    case ConnectionKind::local_guest:
    case ConnectionKind::direct_connect: return fit_of_guest(way, use);
    case ConnectionKind::delegated_device_code: return use.by_device_code ? k_told : k_open;
    case ConnectionKind::password: return use.by_password ? k_told : k_open;
    case ConnectionKind::legacy_protocol: return use.by_basic_authentication ? k_told : k_open;
    default: break;
  }
  const bool confidential = client_kind_of(way.kind) == ClientKind::confidential_client;
  return !use.confidential || *use.confidential == confidential ? k_fits : k_open;
}

int fit_of(const ProfileConnection& way, const AppUse& use) {
  if (use.as == As::unknown)
    return is_app_only(way.kind) ? std::min(k_fits, fit_of_application(way.kind, use)) : k_fits;
  if (is_app_only(way.kind) != (use.as != As::account)) return k_contradicted;
  return use.as == As::account ? fit_of_account(way, use) : fit_of_application(way.kind, use);
}

}  // namespace

std::string product_name(const Profile& profile) {
  return std::string(trim(std::string_view(profile.name).substr(0, profile.name.find(" ("))));
}

std::vector<ProfileMatch> profiles_of_app(const NamedApp& app,
                                          const std::vector<Profile>& profiles) {
  std::vector<ProfileMatch> matches;
  for (const Profile& profile : profiles)
    if (ProfileMatch match = match_profile(profile, app); match.profile != nullptr)
      matches.push_back(std::move(match));
  if (matches.empty()) return matches;
  const GuessStrength best =
      std::min_element(matches.begin(), matches.end(), [](const auto& a, const auto& b) {
        return a.strength < b.strength;
      })->strength;
  std::erase_if(matches, [&](const ProfileMatch& match) { return match.strength != best; });
  return matches;
}

std::vector<const ProfileConnection*> likeliest_ways(
    const std::vector<const ProfileConnection*>& ways, const AppUse& use) {
  int best = k_open;
  for (const ProfileConnection* way : ways) best = std::max(best, fit_of(*way, use));
  Ways found;
  for (const ProfileConnection* way : ways)
    if (fit_of(*way, use) == best) found.push_back(way);
  return found;
}

}  // namespace caprock
