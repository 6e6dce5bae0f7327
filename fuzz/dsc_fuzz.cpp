// Whatever a configuration says, in PowerShell or YAML: resources are of types that are read here,
// keep no way to log in, and every object and every complaint has its place. Nothing is executed,
// nothing crashes or hangs.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/assert.h"
#include "source/dsc_properties.h"
#include "source/dsc_text.h"
#include "source/dsc_yaml.h"
#include "source/policy_yaml.h"

namespace {

using namespace caprock;

void expect_located(const Error& error) {
  CAPROCK_ASSERT(!error.message.empty() && error.where.file == "f");
  CAPROCK_ASSERT(error.where.line >= 0 && error.where.column >= 0);
}

void expect_sound(const Result<Converted>& converted) {
  if (!converted) return expect_located(converted.error());
  for (const ConvertedObject& one : converted->objects)
    CAPROCK_ASSERT(one.where.file == "f" && one.where.line > 0 && one.where.column > 0);
  for (const Diagnostic& one : converted->diagnostics) expect_located(one.error);
}

void expect_sound(const std::vector<DscResource>& resources) {
  for (const DscResource& resource : resources) {
    CAPROCK_ASSERT(!dsc_type(resource.type).empty());
    for (const auto& [name, value] : resource.properties)
      CAPROCK_ASSERT(!is_dsc_connection_parameter(name));
    for (const DscExpression& one : resource.expressions)
      CAPROCK_ASSERT(!is_dsc_connection_parameter(one.property));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  is_dsc_text(text);
  is_dsc_yaml(text);
  is_policy_yaml(text);
  if (const auto resources = parse_dsc(text, "f")) {
    expect_sound(*resources);
    expect_sound(read_dsc_text(text, "f"));
  } else {
    expect_located(resources.error());
  }
  expect_sound(read_dsc_yaml(text, "f"));
  expect_sound(read_policy_yaml(text, "f"));
  return 0;
}
