// The resources of Microsoft365DSC that are read here, and what their properties are in Graph.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "source/recognise.h"

namespace caprock {

// The resource's name as Microsoft365DSC spells it, from the forms in use (`cAADGroup` of composite
// resources, `MSFT_AADGroup`, `microsoft.entra.group`); empty when it is none that is read here.
std::string_view dsc_type(std::string_view word);

// How the tool logs in, and what only the tool needs: never kept, never shown.
bool is_dsc_connection_parameter(std::string_view property);

// What a property names, for resolving names.
enum class DscNames : std::uint8_t { nothing, apps, groups, locations, contexts, strengths };

enum class DscForm : std::uint8_t {
  value,
  texts,         // a list; Microsoft365DSC also takes a single text
  filled_texts,  // the same, and an empty list says nothing
  flags,         // a list where Graph has one text with commas
};

struct DscProperty {
  std::string_view property;
  std::string_view pointer;
  DscForm form = DscForm::value;
  DscNames names = DscNames::nothing;
};

// Nothing for types that are not read here.
std::optional<ObjectKind> dsc_kind_of(std::string_view type);

// In the order in which they are read. REQUIRES: a kind of `dsc_kind_of`.
std::span<const DscProperty> dsc_properties_of(ObjectKind kind);

// nullptr: not known.
const DscProperty* dsc_property_of(ObjectKind kind, std::string_view property);

}  // namespace caprock
