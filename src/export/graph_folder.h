// The folder of docs/snapshot-format.md.
#pragma once

#include "export/export.h"

namespace caprock {

std::vector<ExportedFile> graph_folder(const Snapshot& snapshot);

}  // namespace caprock
