#include "diagnose/repeats.h"

#include <algorithm>
#include <map>

#include "base/text.h"

namespace caprock {
namespace {

// How far the lines of one exception reach in a log, in bytes.
constexpr std::size_t k_same_exception = 3000;

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

class Joiner {
 public:
  void add_full(PlacedError one) {
    const auto [at, added] = full_.try_emplace(key_of(one.error), kept_.size());
    if (added) return kept_.push_back(std::move(one));
    ++kept_[at->second].error.times;
    take_over(kept_[at->second].error, one.error);
  }

  // Call it behind all full ones, once for a code.
  void add_named(PlacedError one) {
    const int code = one.error.code();
    PlacedError* full = nearest(one, [&](const FoundError& error) {
      return std::find(error.codes.begin(), error.codes.end(), code) != error.codes.end();
    });
    if (full == nullptr) return kept_.push_back(std::move(one));
    take_over(full->error, one.error);
  }

  // Call it behind all others.
  void add_logged(PlacedError one) {
    const std::string& id = one.error.correlation_id;
    PlacedError* near = nearest(one, [&](const FoundError& error) {
      const bool may_be = id.empty() || error.correlation_id.empty() ||
                          equal_ignoring_case(error.correlation_id, id);
      return may_be && (error.form != ErrorForm::library_log || error.error == one.error.error);
    });
    const bool same =
        near != nullptr && (distance(near->offset, one.offset) <= k_same_exception ||
                            (!id.empty() && equal_ignoring_case(near->error.correlation_id, id)));
    if (!same) return kept_.push_back(std::move(one));
    take_over(near->error, one.error);
  }

  std::vector<FoundError> in_order() {
    std::stable_sort(kept_.begin(), kept_.end(), [](const PlacedError& a, const PlacedError& b) {
      return a.offset < b.offset;
    });
    std::vector<FoundError> out;
    for (PlacedError& one : kept_) out.push_back(std::move(one.error));
    return out;
  }

 private:
  template <class Test>
  PlacedError* nearest(const PlacedError& one, Test belongs) {
    PlacedError* best = nullptr;
    for (PlacedError& other : kept_)
      if (belongs(other.error) && (best == nullptr || distance(other.offset, one.offset) <
                                                          distance(best->offset, one.offset)))
        best = &other;
    return best;
  }

  std::vector<PlacedError> kept_;
  std::map<std::string, std::size_t> full_;  // by key_of, the place in kept_
};

}  // namespace

std::vector<FoundError> without_repeats(std::vector<PlacedError> found) {
  Joiner joiner;
  std::map<int, PlacedError> named;
  std::vector<PlacedError> logged;
  for (PlacedError& one : found) {
    if (one.error.form == ErrorForm::library_log)
      logged.push_back(std::move(one));
    else if (only_named(one.error))
      named.try_emplace(one.error.code(), std::move(one));
    else
      joiner.add_full(std::move(one));
  }
  for (auto& [code, one] : named) joiner.add_named(std::move(one));
  for (PlacedError& one : logged) joiner.add_logged(std::move(one));
  return joiner.in_order();
}

}  // namespace caprock
