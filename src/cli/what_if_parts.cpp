#include "cli/what_if_parts.h"

#include "base/printable.h"
#include "cli/table.h"

namespace caprock {
namespace {

constexpr std::size_t k_part_label = 12;

}  // namespace

std::string labelled(std::string_view label, std::string_view text, std::size_t width) {
  return paragraph(printable(text), width, k_part_label, label);
}

std::string listed(std::string_view label, const std::vector<std::string>& texts,
                   std::size_t width) {
  return bullets(texts, width, k_part_label, label);
}

}  // namespace caprock
