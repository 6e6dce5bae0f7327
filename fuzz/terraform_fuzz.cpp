// Whatever a Terraform document holds, its reader refuses it with a place, or gives objects that
// the reader of Graph JSON takes: each with its place, losses of policies only and with a pointer.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/assert.h"
#include "source/collect.h"
#include "source/formats.h"
#include "source/terraform.h"

namespace {

using namespace caprock;

void expect_sound(const Converted& converted) {
  for (const ConvertedObject& one : converted.objects) {
    CAPROCK_ASSERT(one.where.file == "f" && one.where.pointer.starts_with('/'));
    CAPROCK_ASSERT(one.kind == ObjectKind::policy || one.lost.empty());
    CAPROCK_ASSERT(one.kind == ObjectKind::policy || one.object.contains("id"));
    for (const Loss& loss : one.lost) CAPROCK_ASSERT(!loss.why.empty());
  }
  for (const Diagnostic& one : converted.diagnostics)
    CAPROCK_ASSERT(!one.error.message.empty() && one.error.where.file == "f");
}

void expect_located(const Error& error) {
  CAPROCK_ASSERT(error.code == ErrorCode::terraform_malformed);
  CAPROCK_ASSERT(error.where.file == "f" && error.where.pointer.starts_with('/'));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto document = parse_json({reinterpret_cast<const char*>(data), size}, "f");
  if (!document) return 0;
  const JsonFormat* format = json_format_of(document->value);
  if (format == nullptr || !format->name.starts_with("Terraform")) return 0;
  const auto converted = format->read(document->value, "f");
  if (!converted) {
    expect_located(converted.error());
    return 0;
  }
  expect_sound(*converted);
  Collector collector;
  collector.add_converted(*converted);
  collector.finish();
  return 0;
}
