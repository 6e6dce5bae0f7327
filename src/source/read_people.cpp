#include "source/read_people.h"

#include <algorithm>

#include "source/people_reader.h"

namespace caprock {
namespace {

namespace fs = std::filesystem;

// Some group is, through others, inside itself.
bool groups_contain_each_other(const People& people) {
  std::vector<std::uint32_t> children(people.group_count());
  std::vector<People::GroupIndex> done;
  for (People::GroupIndex group = 0; group < people.group_count(); ++group)
    for (const People::GroupIndex parent : people.parent_groups(group)) ++children[parent];
  for (People::GroupIndex group = 0; group < people.group_count(); ++group)
    if (children[group] == 0) done.push_back(group);
  std::size_t count = 0;
  for (; !done.empty(); ++count) {
    const People::GroupIndex group = done.back();
    done.pop_back();
    for (const People::GroupIndex parent : people.parent_groups(group))
      if (--children[parent] == 0) done.push_back(parent);
  }
  return count < people.group_count();
}

std::optional<ObjectKind> people_kind_of(const Candidate& file) {
  const std::optional<ObjectKind> kind = kind_of_file(file.name);
  const bool people =
      kind == ObjectKind::user || kind == ObjectKind::group || kind == ObjectKind::group_member;
  return people && file.must_be_json ? kind : std::nullopt;
}

Result<Read<CompactSnapshot>> read_carefully(const fs::path& path, const ReadOptions& options) {
  CAPROCK_TRY(Read<Snapshot> read, read_source(path, options));
  TenantSnapshot& tenant = read.value.tenant;
  auto people = std::make_shared<const People>(people_of(tenant));
  tenant.users.items = {};
  tenant.groups.items = {};
  return Read<CompactSnapshot>{{std::move(read.value), std::move(people), false},
                               std::move(read.diagnostics)};
}

}  // namespace

Result<Read<CompactSnapshot>> read_compact_source(const fs::path& path,
                                                  const ReadOptions& options) {
  std::error_code error;
  if (!fs::is_directory(path, error) || options.directory) return read_carefully(path, options);
  CAPROCK_TRY(Candidates candidates, candidates_in(path, options));
  Collector collector;
  Snapshot snapshot;
  PeopleFiles files;
  begin(candidates, collector, snapshot);
  for (Candidate& candidate : candidates.files) {
    const std::optional<ObjectKind> kind = people_kind_of(candidate);
    if (!kind)
      read_candidate(candidate, candidates, options, collector, snapshot);
    else if (*kind == ObjectKind::user)
      files.users.push_back(candidate);
    else
      (*kind == ObjectKind::group ? files.groups : files.members).push_back(candidate);
  }
  // People beside the plain files: only the careful reader can join them.
  if (collector.has_people()) return read_carefully(path, options);
  std::optional<PlainPeople> plain = read_plain_people(files, collector.tenant, options);
  if (!plain || groups_contain_each_other(plain->people)) return read_carefully(path, options);
  for (OpenPage& page : plain->pages) collector.add_page(std::move(page));
  std::move(plain->files.begin(), plain->files.end(), std::back_inserter(snapshot.files));
  collector.tenant.users.exported = plain->people.users_exported();
  collector.tenant.groups.exported = plain->people.groups_exported();
  auto read = conclude(std::move(collector), std::move(snapshot), path, options);
  // What is wrong with the whole of it, the careful reader says in its order.
  if (!read) return read_carefully(path, options);
  return Read<CompactSnapshot>{
      {std::move(read->value), std::make_shared<const People>(std::move(plain->people)), true},
      std::move(read->diagnostics)};
}

}  // namespace caprock
