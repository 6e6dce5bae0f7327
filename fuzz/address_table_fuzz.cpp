// The table of all address ranges says of every address what each range says by itself.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/assert.h"
#include "base/text.h"
#include "compile/address_table.h"

namespace {

using namespace caprock;

// CA 2.6.5, said once more.
bool is_private(const IpAddress& address) {
  for (const char* range :
       {"10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7", "fe80::/10"})
    if (IpRange::from_cidr(range)->contains(address)) return true;
  return false;
}

// One list a line, ranges separated by blanks; what is no range is left out.
std::vector<std::vector<IpRange>> lists_in(std::string_view text) {
  constexpr std::size_t k_most = 24;
  std::vector<std::vector<IpRange>> lists;
  for (const std::string& line : split(text, '\n')) {
    if (lists.size() == k_most) break;
    std::vector<IpRange>& list = lists.emplace_back();
    for (const std::string& word : split(line, ' '))
      if (const auto range = IpRange::from_cidr(word); range && list.size() < k_most)
        list.push_back(*range);
  }
  return lists;
}

IpAddress address_of(const std::array<std::uint8_t, 16>& bytes, IpFamily family) {
  std::string text;
  const std::size_t count = family == IpFamily::v4 ? 4 : 16;
  constexpr std::string_view k_digits = "0123456789abcdef";
  for (std::size_t i = 0; i < count; ++i) {
    if (family == IpFamily::v4) {
      text += (i == 0 ? "" : ".") + std::to_string(bytes[i]);
      continue;
    }
    if (i % 2 == 0 && i > 0) text += ":";
    text += k_digits[bytes[i] / 16U];
    text += k_digits[bytes[i] % 16U];
  }
  const auto address = IpAddress::parse(text);
  CAPROCK_ASSERT(address.has_value());
  return *address;
}

std::array<std::uint8_t, 16> moved(std::array<std::uint8_t, 16> bytes, std::size_t count, int by) {
  for (std::size_t i = count; i-- > 0;) {
    const int sum = bytes[i] + by;
    bytes[i] = static_cast<std::uint8_t>(sum & 255);
    if (sum >= 0 && sum <= 255) break;
  }
  return bytes;
}

// The edges are where a table goes wrong: the first address of each range, the one before it, and
// the ones around its end.
std::vector<IpAddress> edges_of(const IpRange& range) {
  const IpFamily family = range.first().family();
  const std::size_t count = family == IpFamily::v4 ? 4 : 16;
  std::array<std::uint8_t, 16> last = range.first().bytes();
  for (std::size_t bit = static_cast<std::size_t>(range.prefix_length()); bit < count * 8; ++bit)
    last[bit / 8] = static_cast<std::uint8_t>(last[bit / 8] | (128U >> bit % 8));
  return {range.first(), address_of(moved(range.first().bytes(), count, -1), family),
          address_of(last, family), address_of(moved(last, count, 1), family)};
}

void check(const AddressTable& table, const std::vector<std::vector<IpRange>>& lists,
           const IpAddress& address) {
  const std::uint32_t interval = table.interval_of(address);
  CAPROCK_ASSERT(interval < table.interval_count());
  CAPROCK_ASSERT((interval == AddressTable::k_private) == is_private(address));
  for (std::size_t i = 0; i < lists.size(); ++i) {
    const bool inside = !is_private(address) &&
                        std::any_of(lists[i].begin(), lists[i].end(),
                                    [&](const IpRange& range) { return range.contains(address); });
    CAPROCK_ASSERT(table.contains(interval, static_cast<std::uint32_t>(i)) == inside);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto lists = lists_in(text);
  const AddressTable table(lists);
  for (const auto& list : lists)
    for (const IpRange& range : list)
      for (const IpAddress& address : edges_of(range)) check(table, lists, address);
  for (const std::string& word : split(text, ' '))
    if (const auto address = IpAddress::parse(word)) check(table, lists, *address);
  return 0;
}
