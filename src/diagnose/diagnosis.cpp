#include "diagnose/diagnosis.h"

#include <fmt/format.h>

#include "base/printable.h"
#include "base/text.h"
#include "diagnose/redaction.h"
#include "diagnose/words.h"
#include "token/words.h"

namespace caprock {
namespace {

constexpr std::chrono::days k_inactivity{90};

bool about_frequency(int code) { return code == 70043 || code == 70044; }

std::string headline_of(const FoundError& error, const AadstsCode* row) {
  if (row != nullptr) return std::string(row->gist);
  if (error.code() != 0) return "a code that is not known here";
  if (const auto words = oauth_error_in_words(error.error); !words.empty())
    return std::string(words);
  if (!error.claimed_policies.empty()) return "a claims challenge that names policies";
  if (error.form == ErrorForm::sign_in_record)
    return "a record of the sign-in log whose error code could not be read";
  return "an error response without a code";
}

// `, 1 day 12 hours before the refusal`
std::string before_refusal(Instant from, const FoundError& error) {
  if (!error.at || *error.at <= from) return {};
  const auto minutes = std::chrono::floor<std::chrono::minutes>(*error.at - from);
  return fmt::format(", {} before the refusal", period_in_words(minutes));
}

void tell_frequency(const FoundError& error, std::vector<std::string>& out) {
  if (error.issued)
    out.push_back(fmt::format("The text dates the sign-in or token to {}{}.",
                              moment_in_words(*error.issued),
                              before_refusal(*error.issued, error)));
  if (error.lifetime && error.issued)
    out.push_back(fmt::format("At most {} were allowed, so it was good until {}.",
                              period_in_words(*error.lifetime),
                              moment_in_words(*error.issued + *error.lifetime)));
  else if (error.code() == 70043)
    out.emplace_back("The text does not say how long a sign-in was allowed to be good.");
}

void tell_terminal(const FoundError& error, std::vector<std::string>& out) {
  if (!error.issued) return;
  const std::string issued = moment_in_words(*error.issued);
  if (error.code() == 700082 && error.idle)
    out.push_back(
        fmt::format("It was given {} and not used for {}.", issued, period_in_words(*error.idle)));
  else if (error.code() == 50173 && error.valid_from)
    out.push_back(fmt::format("The grant is of {}; grants of the account count from {} on.", issued,
                              moment_in_words(*error.valid_from)));
  else if (error.code() == 700084 && error.lifetime)
    out.push_back(fmt::format("It was given {} for {}.", issued, period_in_words(*error.lifetime)));
  else
    out.push_back(fmt::format("It was given {}.", issued));
}

std::vector<std::string> happened_of(const FoundError& error, const AadstsCode* row) {
  std::vector<std::string> out;
  if (about_frequency(error.code()))
    tell_frequency(error, out);
  else
    tell_terminal(error, out);
  if (row != nullptr) out.push_back(fmt::format("Usual cause: {}.", row->when));
  if (const auto words = suberror_in_words(error.suberror); !words.empty())
    out.push_back(fmt::format("Suberror `{}`: {}.", to_lower(error.suberror), words));
  const bool only_code = error.description == fmt::format("AADSTS{}", error.code());
  if (row == nullptr && !error.description.empty() && !only_code)
    out.push_back("The text says: " + in_backticks(excerpt(error.description, 300)));
  return out;
}

std::string token_of(const FoundError& error, const AadstsCode* row) {
  if (row == nullptr) {
    if (error.suberror == "message_only" || error.suberror == "basic_action")
      return "Refused: the same token should work again once the cause is gone; keep it.";
    return "Whether the same token works again is not known.";
  }
  switch (row->ends) {
    case TokenVerdict::refused:
      return "Refused, not dead: the same token works again once the cause is gone; keep it.";
    case TokenVerdict::terminal:
      return "Dead: this token never works again; a new sign-in is needed.";
    case TokenVerdict::ok: return "Says nothing against a refresh token.";
  }
  return {};
}

std::string_view retry_words(RetryClass retry) {
  switch (retry) {
    case RetryClass::wait: return "Trying again helps after a while, with growing pauses.";
    case RetryClass::user:
      return "Trying again does not help until somebody has signed in or the cause is lifted.";
    case RetryClass::admin_policy:
      return "Trying again does not help until an administrator has changed something.";
    case RetryClass::app_owner:
      return "Trying again does not help until the application is mended.";
    case RetryClass::bug: return "Trying again does not help; the request itself must change.";
  }
  return "";
}

std::string_view interactive_words(InteractiveHelps helps) {
  switch (helps) {
    case InteractiveHelps::yes: return " An interactive sign-in helps.";
    case InteractiveHelps::no: return " No sign-in helps.";
    case InteractiveHelps::varies: return " Whether a sign-in helps depends on device and place.";
  }
  return "";
}

std::string retry_of(const FoundError& error, const AadstsCode* row) {
  if (row == nullptr) {
    if (error.error == "temporarily_unavailable") return std::string(retry_words(RetryClass::wait));
    return "Whether trying again helps is not known.";
  }
  std::string out(retry_words(row->retry));
  if (row->retry != RetryClass::wait) out += interactive_words(row->interactive);
  return out;
}

std::vector<std::string> to_do_of(const FoundError& error, const AadstsCode* row) {
  std::vector<std::string> out;
  if (row != nullptr && row->retry == RetryClass::wait)
    out.push_back(capitalised(row->fix) + ".");
  else if (row != nullptr)
    out.push_back(fmt::format("{}: {}.", capitalised(who_acts(row->retry)), row->fix));
  if (row != nullptr && !row->admin_fix.empty())
    out.push_back(fmt::format("Or {}: {}.", who_acts(RetryClass::admin_policy), row->admin_fix));
  if (row == nullptr && error.form != ErrorForm::sign_in_record)
    out.emplace_back("Look the correlation id up in the sign-in log, and give that record here.");
  return out;
}

void doubt_reading(const FoundError& error, std::vector<std::string>& out) {
  if (error.cut)
    out.emplace_back("It is cut off or damaged; what stood behind that place is not known.");
  if (error.code_cut) {
    constexpr std::size_t k_listed = 3;
    std::vector<std::string> longer;
    for (const int code : longer_codes(error.code())) longer.push_back(std::to_string(code));
    std::string more;
    if (longer.size() > k_listed)
      more = fmt::format("; {} known codes begin like this", longer.size());
    else if (!longer.empty())
      more = "; it may have been " + join(longer, " or ");
    out.push_back(fmt::format("The text ends with the number, which may be cut off{}.", more));
  }
  if (error.ids_by_place)
    out.emplace_back(
        "The labels of the ids are in another language; their order tells them apart.");
}

void doubt_meaning(const FoundError& error, const AadstsCode& row, std::vector<std::string>& out) {
  if (row.evidence == Evidence::observed)
    out.emplace_back(
        "What the code means was seen in practice, not read in Microsoft's documents.");
  if (row.evidence == Evidence::unsure) out.emplace_back("What the code means is not certain.");
  if (about_frequency(error.code()) && error.issued)
    out.emplace_back("Whether the date is that of the sign-in or of the token is not certain.");
  if (about_frequency(error.code()) && error.issued && error.at &&
      *error.at - *error.issued > k_inactivity)
    out.emplace_back("More than 90 days lie between; the token may be dead of inactivity as well.");
  if (!error.suberror.empty() && !row.suberror.text.empty() && !row.suberror.unsure &&
      !equal_ignoring_case(error.suberror, row.suberror.text))
    out.push_back(fmt::format("The suberror is {}; with this code `{}` is usual.",
                              in_backticks(safe_word(error.suberror)), row.suberror.text));
}

}  // namespace

Diagnosis diagnose(const FoundError& error, const TenantSnapshot* tenant) {
  Diagnosis out;
  out.error = error;
  out.row = aadsts_code(error.code());
  for (std::size_t i = 1; i < error.codes.size(); ++i)
    if (const AadstsCode* further = aadsts_code(error.codes[i])) out.further.push_back(further);
  out.headline = headline_of(error, out.row);
  out.happened = happened_of(error, out.row);
  out.token = token_of(error, out.row);
  out.retry = retry_of(error, out.row);
  out.to_do = to_do_of(error, out.row);
  doubt_reading(error, out.unsure);
  if (out.row != nullptr) doubt_meaning(error, *out.row, out.unsure);
  out.suspects = find_suspects(error, tenant);
  return out;
}

}  // namespace caprock
