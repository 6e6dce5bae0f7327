// Any text is policies, groups or a located error; every row is one object, and what is lost is a
// member of policies.
#include <boost/json/serialize.hpp>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/assert.h"
#include "source/collect.h"
#include "source/policy_csv.h"

namespace {

using namespace caprock;

void check(const Result<Converted>& read, ObjectKind kind) {
  if (!read) {
    CAPROCK_ASSERT(read.error().where.file == "f" && read.error().where.line > 0);
    return;
  }
  for (const ConvertedObject& one : read->objects) {
    CAPROCK_ASSERT(one.kind == kind && one.where.line > 1);
    for (const Loss& loss : one.lost) CAPROCK_ASSERT(loss.pointer.starts_with('/'));
  }
  Collector collector;
  collector.add_converted(*read);
  collector.finish();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (is_policy_csv(text)) check(read_policy_csv(text, "f"), ObjectKind::policy);
  if (is_group_csv(text)) check(read_group_csv(text, "f"), ObjectKind::group);
  return 0;
}
