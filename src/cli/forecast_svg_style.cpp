#include "cli/forecast_svg_style.h"

#include <fmt/format.h>

namespace caprock {

std::string_view svg_style() {
  return R"css(<style>
.caprock-forecast text{font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;font-size:13px;fill:#1f2328}
.caprock-forecast .name{font-size:20px;font-weight:700}
.caprock-forecast .head{font-size:15px;font-weight:600}
.caprock-forecast .bold{font-weight:700}
.caprock-forecast .soft{fill:#57606a}
.caprock-forecast .number{font-size:11px;font-weight:700;fill:#ffffff}
.caprock-forecast .card{fill:#ffffff}
.caprock-forecast .ink{fill:#1f2328}
.caprock-forecast .works{fill:#1a7f37}
.caprock-forecast .possible{fill:#d4a72c}
.caprock-forecast .refused{fill:#cf222e}
.caprock-forecast .dead{fill:#6e7781}
.caprock-forecast .line{fill:none;stroke:#57606a;stroke-width:1}
.caprock-forecast .strong{fill:none;stroke:#1f2328;stroke-width:1.5}
.caprock-forecast .cut{fill:none;stroke:#ffffff}
.caprock-forecast .mark{fill:none;stroke:#1f2328}
@media screen and (prefers-color-scheme:dark){
.caprock-forecast text{fill:#e6edf3}
.caprock-forecast .soft{fill:#9da7b3}
.caprock-forecast .number{fill:#0d1117}
.caprock-forecast .card{fill:#0d1117}
.caprock-forecast .ink{fill:#e6edf3}
.caprock-forecast .works{fill:#3fb950}
.caprock-forecast .possible{fill:#d29922}
.caprock-forecast .refused{fill:#f85149}
.caprock-forecast .dead{fill:#8b949e}
.caprock-forecast .line{stroke:#9da7b3}
.caprock-forecast .strong{stroke:#e6edf3}
.caprock-forecast .cut{stroke:#0d1117}
.caprock-forecast .mark{stroke:#0d1117}
}
</style>
)css";
}

std::string svg_patterns(std::string_view id) {
  const auto pattern = [&](std::string_view name, int size, std::string_view fill,
                           std::string_view lines) {
    return fmt::format(
        R"(<pattern id="{}-{}" width="{}" height="{}" patternUnits="userSpaceOnUse">)"
        R"(<rect class="{}" width="{}" height="{}"/>{}</pattern>)",
        id, name, size, size, fill, size, size, lines);
  };
  return "<defs>" +
         pattern("last", 6, "works", R"(<path class="cut" stroke-width="3" d="M4.5 0V6"/>)") +
         pattern("possible", 10, "possible",
                 R"(<path class="mark" stroke-width="2" d="M-2 12L12 -2M-2 2L2 -2M8 12L12 8"/>)") +
         pattern("refused", 10, "refused",
                 R"(<path class="cut" stroke-width="1.5" d="M0 0L10 10M10 0L0 10"/>)") +
         pattern("dead", 8, "dead", R"(<circle class="card" cx="4" cy="4" r="1.5"/>)") +
         "</defs>\n";
}

}  // namespace caprock
