#include "cli/html_page.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/printable.h"
#include "cli/xml.h"

namespace caprock {
namespace {

constexpr std::string_view k_style = R"css(
:root{color-scheme:light dark;--paper:#f6f8fa;--card:#ffffff;--ink:#1f2328;--soft:#57606a;--line:#d0d7de;--link:#0550ae;--good:#116329;--care:#7d4e00;--bad:#a40e26}
@media screen and (prefers-color-scheme:dark){:root{--paper:#161b22;--card:#0d1117;--ink:#e6edf3;--soft:#9da7b3;--line:#3d444d;--link:#79c0ff;--good:#56d364;--care:#e3b341;--bad:#ff7b72}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
main{max-width:1120px;margin:0 auto;padding:24px 16px 48px}
h1{font-size:1.75rem;line-height:1.2;margin:0 0 4px;overflow-wrap:anywhere}
h2{font-size:1.3rem;line-height:1.3;margin:0 0 4px;overflow-wrap:anywhere}
h3{font-size:1rem;margin:20px 0 4px}
p{margin:4px 0}
p,li,dd{overflow-wrap:anywhere}
a{color:var(--link)}
:focus-visible{outline:3px solid var(--link);outline-offset:2px}
code{font:0.9em ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;overflow-wrap:anywhere}
.soft{color:var(--soft)}
section{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:20px;margin:24px 0 0}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;min-width:820px;font-size:0.9375rem}
th,td{text-align:left;vertical-align:top;padding:8px 12px 8px 0;border-bottom:1px solid var(--line);overflow-wrap:break-word}
th{font-weight:600}
thead th{color:var(--soft)}
.first>*{border-bottom:0;padding-bottom:0}
caption{text-align:left;color:var(--soft);padding:0 0 4px}
.state{display:inline-block;font-weight:700;white-space:nowrap;border:2px solid currentColor;border-radius:6px;padding:0 6px}
.keeps{color:var(--good)}
.may_break,.breaks{color:var(--care)}
.refused,.dead{color:var(--bad)}
.good{color:var(--good)}
.care{color:var(--care)}
.bad{color:var(--bad)}
.open{color:var(--ink);border-style:dashed}
.badge{font-weight:700;margin-right:4px}
.warn{border-left:4px solid var(--care);padding-left:10px}
.items{list-style-position:outside;padding-left:24px}
.items>li{border-top:1px solid var(--line);padding:8px 0}
.items>li::marker{font-weight:600}
.facts{display:flex;flex-wrap:wrap;gap:2px 20px;margin:4px 0;font-size:0.9375rem}
.facts>div{display:flex;gap:6px}
.facts dt,.legend dt{color:var(--soft)}
.facts dd,.legend dd{margin:0}
.legend>div{display:grid;grid-template-columns:11rem 1fr;gap:0 16px;padding:4px 0}
.number{text-align:right}
.back{margin-top:16px}
.date,time span,.next span{white-space:nowrap}
.text{min-width:11rem}
svg{display:block;width:100%;min-width:640px;height:auto;margin:12px 0}
ul,ol{margin:4px 0;padding-left:20px}
@media (max-width:600px){.legend>div{grid-template-columns:1fr}section{padding:16px}}
@media print{
:root{color-scheme:light;--paper:#ffffff;--card:#ffffff;--ink:#000000;--soft:#333333;--line:#999999;--link:#000000;--good:#116329;--care:#7d4e00;--bad:#a40e26}
body{font-size:11pt}
main{max-width:none;padding:0}
section{border:0;padding:0;margin:18pt 0 0}
svg{break-inside:avoid}
svg,table{min-width:0}
tr,li,.together{break-inside:avoid}
.first{break-after:avoid}
h2,h3{break-after:avoid}
.wide{overflow:visible}
.back{display:none}
}
)css";

}  // namespace

std::string html(std::string_view text) {
  const std::string clean = xml(printable(text));
  // A lone backtick is a part of the text.
  const auto ticks = std::count(clean.begin(), clean.end(), '`');
  if (ticks % 2 != 0) return clean;
  std::string out;
  bool inside = false;
  for (const char c : clean) {
    if (c != '`') {
      out += c;
      continue;
    }
    out += inside ? "</code>" : "<code>";
    inside = !inside;
  }
  return out;
}

std::string diagnostics_html(const std::vector<Diagnostic>& diagnostics) {
  if (diagnostics.empty()) return {};
  std::string out =
      "<section aria-labelledby=\"source\">\n<h2 id=\"source\">What was odd about the "
      "source</h2>\n<ul>\n";
  for (const Diagnostic& one : diagnostics)
    out += fmt::format("<li>{}: {}</li>\n", to_string(one.severity), html(to_string(one.error)));
  return out + "</ul>\n</section>\n";
}

std::string html_page(std::string_view title, std::string_view body) {
  return fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
      "'unsafe-inline'\">\n"
      "<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n<main>\n{}</main>\n</body>\n</"
      "html>\n",
      xml(printable(title)), k_style, body);
}

}  // namespace caprock
