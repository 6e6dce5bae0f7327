#include "source/formats.h"

#include <algorithm>
#include <array>
#include <span>

#include "source/dsc_report.h"
#include "source/dsc_text.h"
#include "source/dsc_yaml.h"
#include "source/policy_csv.h"
#include "source/policy_yaml.h"
#include "source/roadrecon.h"
#include "source/sqlite_database.h"
#include "source/terraform.h"

namespace caprock {
namespace {

// First match wins.
constexpr std::array k_binary_formats = {
    BinaryFormat{"ROADrecon database", is_sqlite, read_roadrecon}};
constexpr std::array k_text_formats = {
    TextFormat{"Microsoft365DSC configuration", is_dsc_text, read_dsc_text},
    TextFormat{"policies in CSV", is_policy_csv, read_policy_csv},
    TextFormat{"groups in CSV", is_group_csv, read_group_csv},
    TextFormat{"YAML policies", is_policy_yaml, read_policy_yaml},
    TextFormat{"Microsoft365DSC YAML", is_dsc_yaml, read_dsc_yaml},
};
constexpr std::array k_json_formats = {
    JsonFormat{"Terraform plan", is_terraform_plan, read_terraform_plan},
    JsonFormat{"Terraform state (terraform show)", is_terraform_state, read_terraform_state},
    JsonFormat{"Terraform state file", is_terraform_state_file, read_terraform_state_file},
    JsonFormat{"Microsoft365DSC report", is_dsc_report, read_dsc_report},
};

template <class Format, class Content>
const Format* first_of(std::span<const Format> formats, const Content& content) {
  const auto at = std::find_if(formats.begin(), formats.end(),
                               [&](const Format& format) { return format.is(content); });
  return at == formats.end() ? nullptr : &*at;
}

}  // namespace

const BinaryFormat* binary_format_of(std::string_view bytes) {
  return first_of(std::span<const BinaryFormat>(k_binary_formats), bytes);
}
const TextFormat* text_format_of(std::string_view text) {
  return first_of(std::span<const TextFormat>(k_text_formats), text);
}
const JsonFormat* json_format_of(const json::value& document) {
  return first_of(std::span<const JsonFormat>(k_json_formats), document);
}

std::vector<std::string_view> format_names() {
  std::vector<std::string_view> names;
  for (const BinaryFormat& format : k_binary_formats) names.push_back(format.name);
  for (const TextFormat& format : k_text_formats) names.push_back(format.name);
  for (const JsonFormat& format : k_json_formats) names.push_back(format.name);
  return names;
}

}  // namespace caprock
