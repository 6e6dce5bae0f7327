// Plain text into GitHub-flavoured Markdown.
#pragma once

#include <string>
#include <string_view>

namespace caprock {

enum class MarkdownPlace { text, table };

// Keeps names of a tenant from being read as links, pictures, HTML, emphasis or table borders.
// Pairs of backticks stay code spans, for our own sentences use them.
std::string markdown(std::string_view text, MarkdownPlace place = MarkdownPlace::text);

// The same for a bare name: its backticks are no code spans.
std::string markdown_name(std::string_view name, MarkdownPlace place = MarkdownPlace::text);

}  // namespace caprock
