// The tree that EntraExporter writes: a folder a kind, and in it a folder and a file an object.
#pragma once

#include "export/export.h"

namespace caprock {

std::vector<ExportedFile> entra_exporter_tree(const Snapshot& snapshot);

}  // namespace caprock
