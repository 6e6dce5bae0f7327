// No bytes make the reader of ROADrecon databases crash, hang or take more memory than their size
// explains; what it gives is an object of Graph's shape or a located error.
#include <boost/json/serialize.hpp>
#include <cstddef>
#include <cstdint>
#include <string>

#include "base/assert.h"
#include "base/text.h"
#include "source/collect.h"
#include "source/roadrecon.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace caprock;
  const auto read = read_roadrecon({reinterpret_cast<const char*>(data), size}, "f");
  if (!read) {
    CAPROCK_ASSERT(!read.error().message.empty() && read.error().where.file == "f");
    return 0;
  }
  for (const Diagnostic& one : read->diagnostics) CAPROCK_ASSERT(one.error.where.file == "f");
  std::size_t text = 0;
  for (const ConvertedObject& one : read->objects) {
    const std::string json = json::serialize(one.object);
    CAPROCK_ASSERT(first_invalid_utf8(json) == std::string::npos);
    text += json.size();
  }
  // A packed list of ranges may grow to 1 MiB; little else grows at all.
  CAPROCK_ASSERT(text < (std::size_t{64} << 20) + 100 * size);
  Collector collector;
  collector.add_converted(*read);
  collector.finish();
  return 0;
}
