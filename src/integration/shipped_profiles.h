// The profiles of profiles/*.yaml, carried inside the program.
#pragma once

#include <span>
#include <string_view>

namespace caprock {

struct ShippedFile {
  std::string_view name;  // `mio.yaml`
  std::string_view text;
};

std::span<const ShippedFile> shipped_profiles();

}  // namespace caprock
