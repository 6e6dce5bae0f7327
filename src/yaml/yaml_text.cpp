#include "yaml/yaml_text.h"

#include <algorithm>
#include <optional>
#include <sstream>
#include <utility>

#include <yaml-cpp/yaml.h>

#include <yaml-cpp/eventhandler.h>  // after yaml.h: it does not include what it needs

#include "base/text.h"

namespace caprock {
namespace {

// The parser's exceptions end in parse_yaml; this one of ours travels the same way.
class Refusal : public YAML::ParserException {
 public:
  Refusal(const YAML::Mark& at, std::string message, std::string hint)
      : ParserException(at, message), message_(std::move(message)), hint_(std::move(hint)) {}
  const std::string& message() const { return message_; }
  const std::string& hint() const { return hint_; }

 private:
  std::string message_;
  std::string hint_;
};

// Builds the tree from the parser's events. Refusing at an event keeps the parser's own recursion
// within k_max_yaml_depth, and aliases are refused before they can multiply anything.
class TreeBuilder : public YAML::EventHandler {
 public:
  YamlNode take() && { return std::move(root_); }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (std::exchange(started_, true))
      throw Refusal(mark, "there is text after the end of the document",
                    "keep one YAML document in a file");
  }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t) override {
    add(mark, {}, YamlNode::Kind::null);
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override { refuse_alias(mark); }
  void OnAnchor(const YAML::Mark& mark, const std::string&) override { refuse_alias(mark); }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                const std::string& value) override {
    // The parser's tag is `?` for plain and `!` for quoted scalars that have none of their own.
    refuse_tag(mark, tag);
    YamlNode& node = add(mark, value, YamlNode::Kind::scalar);
    node.quoted = tag == "!";
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                       YAML::EmitterStyle::value) override {
    refuse_tag(mark, tag);
    open(mark, YamlNode::Kind::sequence);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                  YAML::EmitterStyle::value) override {
    refuse_tag(mark, tag);
    open(mark, YamlNode::Kind::map);
  }
  void OnMapEnd() override { close(); }

 private:
  [[noreturn]] static void refuse_alias(const YAML::Mark& mark) {
    throw Refusal(mark, "anchors and aliases (`&name`, `*name`) are not read here",
                  "write the value out, or put it in quotes if it is text");
  }

  static void refuse_tag(const YAML::Mark& mark, const std::string& tag) {
    if (!tag.empty() && tag != "?" && tag != "!")
      throw Refusal(mark, "tags (`!name`) are not read here",
                    "leave the tag out, or put the value in quotes if it is text");
  }

  YamlNode& add(const YAML::Mark& mark, const std::string& text, YamlNode::Kind kind) {
    YamlNode node;
    node.kind = kind;
    node.text = text;
    node.line = mark.line + 1;
    node.column = mark.column + 1;
    if (open_.empty()) return root_ = std::move(node);
    YamlNode& parent = *open_.back();
    const bool is_key =
        parent.kind == YamlNode::Kind::map && parent.keys.size() == parent.items.size();
    if (is_key) refuse_bad_key(mark, parent, node);
    if (kind == YamlNode::Kind::null && parent.kind == YamlNode::Kind::map && !is_key) {
      // The parser sees a missing value where the next thing starts; a person sees it at its key.
      node.line = parent.keys.back().line;
      node.column = parent.keys.back().column;
    }
    auto& siblings = is_key ? parent.keys : parent.items;
    siblings.push_back(std::move(node));
    return siblings.back();
  }

  static void refuse_bad_key(const YAML::Mark& mark, const YamlNode& map, const YamlNode& key) {
    if (key.kind != YamlNode::Kind::scalar)
      throw Refusal(mark, "a key must be a word", "write `key: value`");
    if (map.keys.size() >= k_max_yaml_keys)
      throw Refusal(mark, "more than " + std::to_string(k_max_yaml_keys) + " keys in one map", {});
    if (map.find(key.text) != nullptr)
      throw Refusal(mark, "the key `" + key.text + "` is there twice", "keep one of them");
  }

  // INVARIANT: the pointers in open_ stay good, for only the innermost node grows.
  void open(const YAML::Mark& mark, YamlNode::Kind kind) {
    if (open_.size() >= k_max_yaml_depth)
      throw Refusal(mark, "nested deeper than " + std::to_string(k_max_yaml_depth) + " levels", {});
    open_.push_back(&add(mark, {}, kind));
  }

  void close() { open_.pop_back(); }

  YamlNode root_;
  std::vector<YamlNode*> open_;
  bool started_ = false;
};

Place place_at(const std::string& file, std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, offset);
  const auto last = before.rfind('\n');
  const auto lines = std::count(before.begin(), before.end(), '\n');
  const std::size_t column = last == std::string_view::npos ? offset + 1 : offset - last;
  return {file, {}, static_cast<int>(lines) + 1, static_cast<int>(column)};
}

// YAML allows no control characters but these, and the parser takes 0x04 for the end of the text.
bool is_forbidden(char c) {
  return static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r';
}

std::optional<Error> bad_bytes(std::string_view text, const std::string& file) {
  if (text.size() > k_max_yaml_bytes)
    return Error{ErrorCode::file_too_large,
                 "a file of this kind may have up to " + std::to_string(k_max_yaml_bytes) +
                     " bytes, and this one has " + std::to_string(text.size()),
                 {file, {}, 0, 0},
                 "split it"};
  if (const std::size_t at = first_invalid_utf8(text); at != std::string_view::npos)
    return Error{ErrorCode::yaml_malformed, "the text is not UTF-8", place_at(file, text, at),
                 "save the file as UTF-8"};
  const auto control = std::find_if(text.begin(), text.end(), is_forbidden);
  if (control != text.end())
    return Error{ErrorCode::yaml_malformed, "there is a control character in the text",
                 place_at(file, text, static_cast<std::size_t>(control - text.begin())),
                 "remove it"};
  return std::nullopt;
}

Place place_of(const YAML::Mark& mark, const std::string& file) {
  if (mark.is_null()) return {file, {}, 0, 0};
  return {file, {}, mark.line + 1, mark.column + 1};
}

}  // namespace

const YamlNode* YamlNode::find(std::string_view key) const {
  for (std::size_t i = 0; i < keys.size() && i < items.size(); ++i)
    if (keys[i].text == key) return &items[i];
  return nullptr;
}

Result<YamlNode> parse_yaml(std::string_view text, const std::string& file) {
  if (auto error = bad_bytes(text, file)) return Failure(*std::move(error));
  try {
    std::istringstream stream{std::string(text)};
    YAML::Parser parser(stream);
    TreeBuilder builder;
    // A second call is enough to see that something follows; the builder refuses it.
    if (parser.HandleNextDocument(builder)) parser.HandleNextDocument(builder);
    return std::move(builder).take();
  } catch (const Refusal& refusal) {
    return failure(ErrorCode::yaml_malformed, refusal.message(), place_of(refusal.mark, file),
                   refusal.hint());
  } catch (const YAML::Exception& exception) {
    return failure(ErrorCode::yaml_malformed, "this is not YAML: " + exception.msg,
                   place_of(exception.mark, file),
                   "check indentation, colons, quotes and brackets around here");
  }
}

}  // namespace caprock
