#include "bench/load_limit.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <string_view>

#include "model/people_builder.h"

namespace caprock::bench {
namespace {

namespace fs = std::filesystem;
namespace ondemand = simdjson::ondemand;

constexpr std::size_t k_block = 64;  // look-ups under way at once

// A text as it stands in the file, without its quotes.
std::string_view text_of(ondemand::value value) {
  const std::string_view token = value.raw_json_token();
  return token.substr(1, token.find('"', 1) - 1);
}

// Null: empty.
std::string_view text_or_null_of(ondemand::value value) {
  return value.raw_json_token().front() == '"' ? text_of(value) : std::string_view();
}

Guid guid_of(ondemand::value value) {
  return Guid::parse(value.raw_json_token().substr(1, 36)).value();
}

}  // namespace

LimitLoader::LimitLoader(std::size_t users) {
  users_.ids.reserve(users);
  names_.reserve(users);
  kinds_.reserve(users);
  pending_.reserve(k_block);
}

bool LimitLoader::load(const fs::path& folder) {
  std::vector<fs::path> pages, lists;
  for (const auto& entry : fs::directory_iterator(folder))
    if (entry.path().filename().native().starts_with("users")) pages.push_back(entry.path());
  for (const auto& entry : fs::directory_iterator(folder / "groupMembers"))
    lists.push_back(entry.path());
  std::sort(pages.begin(), pages.end());
  try {
    for (const fs::path& page : pages) load_users(page);
    load_groups(folder / "groups.json");
    users_.index();
    index_names();
    groups_.index();
    begins_.assign(users_.ids.size() + 2, 0);
    for (const fs::path& list : lists) load_members(list);
  } catch (const std::exception&) {
    return false;
  }
  list_memberships();
  return true;
}

ondemand::document LimitLoader::open(const fs::path& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  struct stat status = {};
  fstat(file, &status);
  const auto size = static_cast<std::size_t>(status.st_size);
  if (bytes_.size() < size + simdjson::SIMDJSON_PADDING)
    bytes_.resize(size + simdjson::SIMDJSON_PADDING);
  const ssize_t read = ::read(file, bytes_.data(), size);
  close(file);
  return parser_.iterate(bytes_.data(), static_cast<std::size_t>(read), bytes_.size());
}

void LimitLoader::load_users(const fs::path& path) {
  ondemand::document page = open(path);
  for (ondemand::object user : page["value"]) {
    users_.ids.push_back(guid_of(user.find_field("id")));
    const std::string_view name = text_of(user.find_field("userPrincipalName"));
    const std::string_view type = text_or_null_of(user.find_field("userType"));
    const std::string_view creation = text_or_null_of(user.find_field("creationType"));
    const auto known = type.empty()      ? std::optional<UserType>()
                       : type == "Guest" ? UserType::guest
                                         : UserType::member;
    kinds_.push_back(possible_kinds_of(known, creation, name));
    names_.push_back(keyed_hash_ignoring_case(name, process_key()));
  }
}

void LimitLoader::load_groups(const fs::path& path) {
  ondemand::document list = open(path);
  for (ondemand::object group : list["value"])
    groups_.ids.push_back(guid_of(group.find_field("id")));
}

void LimitLoader::Ids::index() {
  slots.clear_for(ids.size());
  for (std::size_t row = 0; row < ids.size(); ++row) {
    if (row + k_block < ids.size()) slots.prefetch(hash_of(ids[row + k_block]));
    slots.insert(hash_of(ids[row]), static_cast<Row>(row));
  }
}

void LimitLoader::index_names() {
  name_slots_.clear_for(names_.size());
  for (std::size_t row = 0; row < names_.size(); ++row) {
    if (row + k_block < names_.size()) name_slots_.prefetch(names_[row + k_block].first);
    name_slots_.insert(names_[row].first, static_cast<Row>(row));
  }
}

void LimitLoader::load_members(const fs::path& path) {
  const Guid id = Guid::parse(path.stem().native()).value();
  const Row group = groups_.find(id, hash_of(id));
  const auto begin = static_cast<std::uint32_t>(edges_.size());
  ondemand::document list = open(path);
  for (ondemand::object member : list["value"]) {
    pending_.push_back(guid_of(member.find_field("id")));
    users_.slots.prefetch(hash_of(pending_.back()));  // while the next ones are being read
    if (pending_.size() == k_block) find_pending(group);
  }
  find_pending(group);
  listed_.push_back({begin, static_cast<std::uint32_t>(edges_.size()), group});
}

// In steps, each of which asks memory for what the next one reads.
void LimitLoader::find_pending(Row group) {
  Row rows[k_block];
  const std::size_t count = pending_.size();
  for (std::size_t i = 0; i < count; ++i) {
    rows[i] = users_.slots.find(hash_of(pending_[i]), [](Row) { return true; });
    if (rows[i] == k_none) continue;
    __builtin_prefetch(&users_.ids[rows[i]]);
    __builtin_prefetch(&begins_[rows[i] + 2], 1);
  }
  for (std::size_t i = 0; i < count; ++i) {
    Row row = rows[i];
    if (row != k_none && users_.ids[row] != pending_[i])
      row = users_.find(pending_[i], hash_of(pending_[i]));
    if (row == k_none) {
      nestings_.emplace_back(groups_.find(pending_[i], hash_of(pending_[i])), group);
      continue;
    }
    edges_.push_back(row);
    ++begins_[row + 2];
  }
  pending_.clear();
}

void LimitLoader::list_memberships() {
  for (std::size_t i = 2; i < begins_.size(); ++i) begins_[i] += begins_[i - 1];
  items_.resize(edges_.size());
  for (const Edges& list : listed_)
    for (std::uint32_t at = list.begin; at < list.end; ++at) {
      if (at + 2 * k_block < edges_.size())
        __builtin_prefetch(&begins_[edges_[at + 2 * k_block] + 1], 1);
      if (at + k_block < edges_.size())
        __builtin_prefetch(&items_[begins_[edges_[at + k_block] + 1]], 1);
      items_[begins_[edges_[at] + 1]++] = list.group;
    }
}

Checked LimitLoader::checked() const {
  Checked all{users_.ids.size(), groups_.ids.size(), items_.size(), nestings_.size(), 0};
  for (std::size_t row = 0; row < users_.ids.size(); ++row) {
    all.add(users_.ids[row].high, kinds_[row]);
    for (std::uint32_t at = begins_[row]; at < begins_[row + 1]; ++at)
      all.add(users_.ids[row].low, items_[at]);
  }
  for (const auto& [inner, outer] : nestings_) all.add(inner, outer);
  return all;
}

}  // namespace caprock::bench
