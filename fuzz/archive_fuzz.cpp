// Whatever an archive says of itself: what comes out is within the limits, under names that stay
// inside it and are there once; what is refused says where.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>

#include "base/assert.h"
#include "base/text.h"
#include "source/archive.h"

namespace {

using namespace caprock;

ArchiveLimits small() {
  ArchiveLimits limits;
  limits.file = std::uintmax_t{1} << 20;
  limits.total = std::uintmax_t{2} << 20;
  limits.any_ratio = std::uintmax_t{1} << 18;
  limits.entries = 100;
  return limits;
}

void expect_inside(std::string_view name) {
  CAPROCK_ASSERT(!name.empty() && name.front() != '/');
  CAPROCK_ASSERT(first_invalid_utf8(name) == std::string_view::npos);
  for (std::size_t at = 0; at <= name.size();) {
    const std::size_t end = std::min(name.find('/', at), name.size());
    CAPROCK_ASSERT(name.substr(at, end - at) != "..");
    at = end + 1;
  }
}

void expect_bounded(const Archive& archive, const ArchiveLimits& limits) {
  CAPROCK_ASSERT(!archive.format.empty() && archive.files.size() <= limits.entries);
  std::set<std::string> names;
  std::uintmax_t total = 0;
  for (const ArchivedFile& file : archive.files) {
    if (!archive.single) expect_inside(file.name);
    CAPROCK_ASSERT(names.empty() || *names.rbegin() < file.name);
    names.insert(file.name);
    CAPROCK_ASSERT(file.bytes.size() <= limits.file);
    total += file.bytes.size();
  }
  CAPROCK_ASSERT(total <= limits.total);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const ArchiveLimits limits = small();
  const auto archive = read_archive(bytes, "f", limits);
  if (archive)
    expect_bounded(*archive, limits);
  else
    CAPROCK_ASSERT(!archive.error().message.empty() && archive.error().where.file == "f");
  return 0;
}
