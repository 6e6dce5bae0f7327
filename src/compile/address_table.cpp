#include "compile/address_table.h"

#include <algorithm>
#include <bit>
#include <optional>
#include <unordered_map>

namespace caprock {
namespace {

using Bytes = std::array<std::uint8_t, 16>;

// The prefix index is at most this many bits wide: 256 KiB. bench: decide
constexpr int k_most_prefix_bits = 16;

std::uint32_t as_number(const Bytes& bytes) {
  return (std::uint32_t{bytes[0]} << 24) | (std::uint32_t{bytes[1]} << 16) |
         (std::uint32_t{bytes[2]} << 8) | std::uint32_t{bytes[3]};
}

// The first address behind the range; nothing at the end of the family.
std::optional<Bytes> behind(const IpRange& range) {
  Bytes bytes = range.first().bytes();
  if (range.prefix_length() == 0) return std::nullopt;
  auto at = static_cast<std::size_t>((range.prefix_length() - 1) / 8);
  unsigned carry = 0x80U >> ((range.prefix_length() - 1) % 8);
  for (;; --at) {
    const unsigned sum = bytes[at] + carry;
    bytes[at] = static_cast<std::uint8_t>(sum & 0xffU);
    if (sum <= 0xffU) return bytes;
    if (at == 0) return std::nullopt;
    carry = 1;
  }
}

// Where ranges begin (+1) and end (-1).
struct Event {
  Bytes at{};
  std::uint32_t list = 0;
  int change = 0;
};

void add_events(std::vector<Event>& events, const IpRange& range, std::uint32_t list) {
  events.push_back({range.first().bytes(), list, 1});
  if (const std::optional<Bytes> end = behind(range)) events.push_back({*end, list, -1});
}

// A set's hash is that of its lists, joined by exclusive or: so one list more or less is one step.
// The finalizer of splitmix64.
std::uint64_t hash_of(std::uint32_t list) {
  std::uint64_t hash = (list + std::uint64_t{1}) * 0x9e3779b97f4a7c15U;
  hash = (hash ^ hash >> 30U) * 0xbf58476d1ce4e5b9U;
  hash = (hash ^ hash >> 27U) * 0x94d049bb133111ebU;
  return hash ^ hash >> 31U;
}

std::vector<IpRange> private_ranges() {
  std::vector<IpRange> ranges;
  for (const std::string_view text :
       {"10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7", "fe80::/10"})
    ranges.push_back(IpRange::from_cidr(text).value());
  return ranges;
}

}  // namespace

bool is_private_address(const IpAddress& address) {
  static const std::vector<IpRange> k_ranges = private_ranges();
  return std::any_of(k_ranges.begin(), k_ranges.end(),
                     [&](const IpRange& range) { return range.contains(address); });
}

// Walks over the addresses of a family, from range to range.
class AddressTable::Builder {
 public:
  Builder(AddressTable& table, std::span<const std::vector<IpRange>> lists)
      : table_(table),
        private_list_(static_cast<std::uint32_t>(lists.size())),
        depths_(lists.size() + 1) {
    table_.lists_.resize(2);
    known_.emplace(0, k_nowhere);
    for (std::uint32_t list = 0; list < lists.size(); ++list)
      for (const IpRange& range : lists[list]) add_events(of(range), range, list);
    for (const IpRange& range : private_ranges()) add_events(of(range), range, private_list_);
  }

  // Calls `stretch(start, interval)` in ascending order, beginning with address zero.
  template <class Stretch>
  void walk(IpFamily family, Stretch stretch) {
    std::vector<Event>& events = family == IpFamily::v4 ? v4_ : v6_;
    std::sort(events.begin(), events.end(),
              [](const Event& a, const Event& b) { return a.at < b.at; });
    leave_all();
    std::size_t next = 0;
    Bytes start{};
    std::optional<std::uint32_t> last;
    for (;;) {
      for (; next < events.size() && events[next].at == start; ++next) apply(events[next]);
      const std::uint32_t interval = current();
      if (last != interval) stretch(start, interval);
      last = interval;
      if (next == events.size()) return;
      start = events[next].at;
    }
  }

 private:
  std::vector<Event>& of(const IpRange& range) {
    return range.first().family() == IpFamily::v4 ? v4_ : v6_;
  }

  // A list may have several ranges around an address.
  void apply(const Event& event) {
    int& depth = depths_[event.list];
    const bool was_inside = depth > 0;
    depth += event.change;
    if (event.list != private_list_ && was_inside != (depth > 0)) toggle(event.list);
  }

  void toggle(std::uint32_t list) {
    hash_ ^= hash_of(list);
    const auto at = std::lower_bound(inside_.begin(), inside_.end(), list);
    if (at != inside_.end() && *at == list)
      inside_.erase(at);
    else
      inside_.insert(at, list);
  }

  void leave_all() {
    std::fill(depths_.begin(), depths_.end(), 0);
    inside_.clear();
    hash_ = 0;
  }

  std::uint32_t current() {
    if (depths_[private_list_] > 0) return k_private;
    const auto [first, last] = known_.equal_range(hash_);
    for (auto at = first; at != last; ++at)
      if (table_.lists_[at->second] == inside_) return at->second;
    const auto fresh = static_cast<std::uint32_t>(table_.lists_.size());
    table_.lists_.push_back(inside_);
    known_.emplace(hash_, fresh);
    return fresh;
  }

  AddressTable& table_;
  std::vector<Event> v4_, v6_;
  std::uint32_t private_list_;         // the one behind the caller's
  std::vector<int> depths_;            // by list: how many of its ranges are open
  std::vector<std::uint32_t> inside_;  // lists with an open range, ascending
  std::uint64_t hash_ = 0;             // of inside_
  std::unordered_multimap<std::uint64_t, std::uint32_t> known_;  // intervals by hash
};

AddressTable::AddressTable(std::span<const std::vector<IpRange>> lists) {
  Builder builder(*this, lists);
  builder.walk(IpFamily::v4, [&](const Bytes& start, std::uint32_t interval) {
    v4_.starts.push_back(as_number(start));
    v4_.intervals.push_back(interval);
  });
  builder.walk(IpFamily::v6, [&](const Bytes& start, std::uint32_t interval) {
    v6_.starts.push_back(start);
    v6_.intervals.push_back(interval);
  });
  const int bits =
      std::min(k_most_prefix_bits, static_cast<int>(std::bit_width(v4_.starts.size())));
  v4_.shift = 32 - bits;
  std::uint32_t at = 0;
  for (std::uint32_t prefix = 0; prefix < (1U << bits); ++prefix) {
    while (at + 1 < v4_.starts.size() && v4_.starts[at + 1] <= (prefix << v4_.shift)) ++at;
    v4_.first_with_prefix.push_back(at);
  }
  v4_.first_with_prefix.push_back(static_cast<std::uint32_t>(v4_.starts.size() - 1));
}

std::uint32_t AddressTable::interval_of(const IpAddress& address) const noexcept {
  if (address.family() == IpFamily::v6) {
    const auto at = std::upper_bound(v6_.starts.begin(), v6_.starts.end(), address.bytes());
    return v6_.intervals[static_cast<std::size_t>(at - v6_.starts.begin()) - 1];
  }
  const std::uint32_t number = as_number(address.bytes());
  const std::uint32_t prefix = number >> v4_.shift;
  // The start that counts is one of those of the prefix, or the last one before them.
  const auto begin = v4_.starts.begin() + v4_.first_with_prefix[prefix];
  const auto end = v4_.starts.begin() + v4_.first_with_prefix[prefix + 1] + 1;
  const auto at = std::upper_bound(begin, end, number);
  return v4_.intervals[static_cast<std::size_t>(at - v4_.starts.begin()) - 1];
}

bool AddressTable::contains(std::uint32_t interval, std::uint32_t list) const noexcept {
  const std::vector<std::uint32_t>& lists = lists_[interval];
  return std::binary_search(lists.begin(), lists.end(), list);
}

}  // namespace caprock
