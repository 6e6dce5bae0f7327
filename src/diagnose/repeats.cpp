#include "diagnose/repeats.h"

#include <algorithm>

#include "base/text.h"

namespace caprock {
namespace {

// How far the lines of one exception reach in a log, in bytes.

void take_text(std::string& into, const std::string& other) {
  if (into.empty()) into = other;
}

template <class T>
void take_value(std::optional<T>& into, const std::optional<T>& other) {
  if (!into) into = other;
}

template <class T>
void take_list(std::vector<T>& into, const std::vector<T>& other) {
  if (into.empty()) into = other;
}

// Everything that the other one knows and this one does not.
void take_over(FoundError& into, const FoundError& other) {
  into.form = std::max(into.form, other.form);
  into.cut = into.cut && other.cut;
  into.code_cut = into.code_cut && other.code_cut;
  take_list(into.codes, other.codes);
  take_text(into.error, other.error);
  take_text(into.suberror, other.suberror);
  into.claims_readable = into.claims_readable || other.claims_readable;
  into.has_claims = into.has_claims || other.has_claims;
  take_list(into.claimed_policies, other.claimed_policies);
  take_text(into.description, other.description);
  take_value(into.issued, other.issued);
  take_value(into.valid_from, other.valid_from);
  take_value(into.lifetime, other.lifetime);
  take_value(into.idle, other.idle);
  take_value(into.at, other.at);
  take_text(into.trace_id, other.trace_id);
  take_text(into.correlation_id, other.correlation_id);
  take_text(into.user, other.user);
  take_text(into.app, other.app);
  take_text(into.app_name, other.app_name);
  take_text(into.resource, other.resource);
  take_text(into.resource_name, other.resource_name);
  take_list(into.policies, other.policies);
  take_list(into.demanded_by, other.demanded_by);
  take_list(into.session_ends, other.session_ends);
}

// A number and nothing that tells this occurrence from another one.
bool only_named(const FoundError& error) {
  return error.form == ErrorForm::text && error.correlation_id.empty() && error.trace_id.empty() &&
         !error.at && !error.issued && error.claimed_policies.empty();
}

std::string key_of(const FoundError& error) {
  std::string key = std::to_string(error.code()) + "/";
  if (!error.correlation_id.empty()) return key + to_lower(error.correlation_id);
  if (error.form == ErrorForm::sign_in_record) return key + "record " + error.trace_id;
  return key + "? " + error.error + " " + error.description.substr(0, 200);
}

std::size_t distance(std::size_t a, std::size_t b) { return a > b ? a - b : b - a; }

// A library says no more than this; without an id each place counts for itself.
std::string key_of_log(const PlacedError& one) {
  const std::string& id = one.error.correlation_id;
  return one.error.error + " " + one.error.suberror + " " +
         (id.empty() ? std::to_string(one.offset / k_exception_bytes) : to_lower(id));
}

}  // namespace

FoundError* Repeats::add_to(Errors& errors, std::string key, PlacedError one) {
  const auto at = errors.find(key);
  if (at != errors.end()) {
    ++at->second.error.times;
    take_over(at->second.error, one.error);
    return &at->second.error;
  }
  if (errors.size() >= limit_) {
    ++dropped_;
    return nullptr;
  }
  return &errors.emplace(std::move(key), std::move(one)).first->second.error;
}

void Repeats::add(PlacedError one) {
  ++added_;
  last_offset_ = one.offset;
  const bool logged = one.error.form == ErrorForm::library_log;
  const bool named = !logged && only_named(one.error);
  Errors& errors = logged ? logged_ : named ? named_ : full_;
  std::string key = logged  ? key_of_log(one)
                    : named ? std::to_string(one.error.code())
                            : key_of(one.error);
  last_ = add_to(errors, std::move(key), std::move(one));
}

FoundError* Repeats::last_within(std::size_t offset, std::size_t reach) {
  return last_ != nullptr && offset - last_offset_ <= reach ? last_ : nullptr;
}

// The full error nearest to `one` that `belongs` says it is part of, or nothing.
template <class Test>
PlacedError* Repeats::nearest(const PlacedError& one, Test belongs) {
  PlacedError* best = nullptr;
  for (auto& [key, other] : full_)
    if (belongs(other.error) && (best == nullptr || distance(other.offset, one.offset) <
                                                        distance(best->offset, one.offset)))
      best = &other;
  return best;
}

void Repeats::join_named() {
  for (auto& [key, one] : named_) {
    const int code = one.error.code();
    PlacedError* full = nearest(one, [&](const FoundError& error) {
      return std::find(error.codes.begin(), error.codes.end(), code) != error.codes.end();
    });
    if (full != nullptr)
      take_over(full->error, one.error);
    else
      full_.emplace("named " + key, std::move(one));
  }
  named_.clear();
}

void Repeats::join_logged() {
  Errors alone;
  for (auto& [key, one] : logged_) {
    const std::string& id = one.error.correlation_id;
    PlacedError* near = nearest(one, [&](const FoundError& error) {
      return id.empty() || error.correlation_id.empty() ||
             equal_ignoring_case(error.correlation_id, id);
    });
    const bool same =
        near != nullptr && (distance(near->offset, one.offset) <= k_exception_bytes ||
                            (!id.empty() && equal_ignoring_case(near->error.correlation_id, id)));
    if (same)
      take_over(near->error, one.error);
    else
      alone.emplace("logged " + key, std::move(one));
  }
  logged_.clear();
  full_.merge(alone);
}

std::vector<FoundError> Repeats::take() {
  join_named();
  join_logged();
  std::vector<PlacedError> placed;
  for (auto& [key, one] : full_) placed.push_back(std::move(one));
  full_.clear();
  last_ = nullptr;
  std::stable_sort(placed.begin(), placed.end(),
                   [](const PlacedError& a, const PlacedError& b) { return a.offset < b.offset; });
  std::vector<FoundError> out;
  for (PlacedError& one : placed) out.push_back(std::move(one.error));
  return out;
}

}  // namespace caprock
