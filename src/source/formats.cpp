#include "source/formats.h"

#include <algorithm>
#include <array>
#include <span>

#include "source/terraform.h"

namespace caprock {
namespace {

// First match wins.
constexpr std::array<TextFormat, 0> k_text_formats = {};
constexpr std::array k_json_formats = {
    JsonFormat{"Terraform plan", is_terraform_plan, read_terraform_plan},
    JsonFormat{"Terraform state (terraform show)", is_terraform_state, read_terraform_state},
    JsonFormat{"Terraform state file", is_terraform_state_file, read_terraform_state_file},
};

template <class Format, class Content>
const Format* first_of(std::span<const Format> formats, const Content& content) {
  const auto at = std::find_if(formats.begin(), formats.end(),
                               [&](const Format& format) { return format.is(content); });
  return at == formats.end() ? nullptr : &*at;
}

}  // namespace

const TextFormat* text_format_of(std::string_view text) {
  return first_of(std::span<const TextFormat>(k_text_formats), text);
}
const JsonFormat* json_format_of(const json::value& document) {
  return first_of(std::span<const JsonFormat>(k_json_formats), document);
}

}  // namespace caprock
