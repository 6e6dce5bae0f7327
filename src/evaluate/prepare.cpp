#include "evaluate/prepare.h"

#include <algorithm>
#include <array>

#include "base/assert.h"
#include "compile/user_actions.h"
#include "evaluate/conditions.h"
#include "evaluate/decide.h"
#include "evaluate/demands.h"
#include "evaluate/person.h"
#include "evaluate/sign_in_key.h"

namespace caprock::evaluate {
namespace {

std::vector<std::string> open_of_locations(const Facts& facts, const CompiledPolicy& policy) {
  for (ConditionResult& condition : explain(facts, policy).conditions)
    if (condition.condition == Condition::locations) return std::move(condition.undetermined_by);
  return {};
}

bool is_open_for_position_only(const Facts& facts, const CompiledPolicy& policy) {
  const std::vector<std::string> open = open_of_locations(facts, policy);
  return open.size() == 1 && open.front() == k_gps_path;
}

bool is_open_for_position(const Facts& facts, const CompiledPolicy& policy) {
  const std::vector<std::string> open = open_of_locations(facts, policy);
  return std::find(open.begin(), open.end(), k_gps_path) != open.end();
}

Prepared settled(Verdict verdict, Prepared prepared) {
  prepared.subject = static_cast<std::uint32_t>(verdict);
  prepared.flags = Prepared::k_settled;
  return prepared;
}

// One of the columns is in all the masks.
template <std::size_t N>
bool some_in_all(std::span<const ColumnsInWord> columns,
                 const std::array<std::span<const MaskBlock>, N>& masks) {
  for (const ColumnsInWord& some : columns) {
    std::uint64_t in_all = some.bits;
    for (const std::span<const MaskBlock> mask : masks) in_all &= among(some, mask);
    if (in_all != 0) return true;
  }
  return false;
}

}  // namespace

Preparer::Preparer(std::shared_ptr<const PreparedTenant> tenant, SignIn base)
    : tenant_(std::move(tenant)),
      base_(std::move(base)),
      instructions_(best_instruction_set()),
      subjects_(tenant_->subjects()),
      targets_(tenant_->columns().blocks()),
      places_(tenant_->columns().blocks()),
      contexts_(tenant_->columns().blocks()),
      proofs_(tenant_->columns().blocks()),
      plain_base_(plain_of(base_.subject)),
      columns_asked_(std::size_t{1} << k_way_bits, k_unasked) {}

const Facts& Preparer::facts_of(const SignIn& sign_in) {
  if (!facts_) facts_.emplace(gather(tenant_->tenant(), sign_in));
  return *facts_;
}

// The class of the value whose key is in key_.
std::uint32_t Preparer::remember(Memo& memo, MaskTable& masks, Dimension dimension,
                                 const SignIn& sign_in) {
  if (const auto known = memo.find(std::string_view(key_)); known != memo.end())
    return known->second;
  return memo[key_] = masks.intern(masks_of(sign_in, dimension));
}

std::vector<MaskBlock> Preparer::masks_of(const SignIn& sign_in, Dimension dimension) {
  const PolicyColumns& columns = tenant_->columns();
  std::vector<MaskBlock> masks(2 * columns.blocks());
  for (std::size_t i = 0; i < tenant_->tenant().policies().size(); ++i)
    if (columns.column_of(i) != PolicyColumns::k_no_column)
      fill_mask(masks, columns, facts_of(sign_in), i, dimension);
  return masks;
}

SubjectTraits Preparer::traits_of(const Subject& subject, std::optional<People::Row> row) const {
  if (!subject.is_person()) return {};
  return {possible_kinds(tenant_->tenant().people(), subject.user, row), row.has_value()};
}

std::optional<People::Row> Preparer::found_row(const Subject& subject) const {
  if (!subject.is_person() || subject.user.id.empty()) return std::nullopt;
  return tenant_->tenant().people().find_user(subject.user.id.text());
}

// The user's own id leads to the row, so that its class was judged for this user.
bool Preparer::stands_for_itself(People::Row row) const {
  const auto lost = tenant_->tenant().people().lost_rows();
  return !std::binary_search(lost.begin(), lost.end(), row);
}

// Where the home tenant and who vouches for the user is said, only people from elsewhere are judged
// by it (CA 2.9).
Preparer::Plain Preparer::plain_of(const Subject& subject) const {
  const UserSubject& user = subject.user;
  Plain plain;
  plain.for_own = subject.kind == SubjectKind::user && !user.groups && !user.roles;
  plain.for_external = plain.for_own && user.home_tenant.is_unknown() &&
                       user.identity_provider == IdentityProvider::entra;
  if (!user.external_kind.is_unknown())
    plain.kinds = possible_kinds(tenant_->tenant().people(), user, std::nullopt);
  return plain;
}

bool Preparer::Plain::covers(std::uint8_t kinds_of_user) const {
  return (kinds_of_user == k_own_kinds ? for_own : for_external) &&
         (!kinds || *kinds == kinds_of_user);
}

// Fills subject and its flag.
void Preparer::prepare_subject(Prepared& prepared, const SignIn& sign_in,
                               std::optional<People::Row> row) {
  const UserSubject& user = sign_in.subject.user;
  const People& people = tenant_->tenant().people();
  const bool in_class = row && stands_for_itself(*row);
  if (in_class && plain_of(sign_in.subject).covers(people.possible_kinds(*row))) {
    prepared.subject = *row;
    return;
  }
  const bool by_class = in_class && !user.groups && !user.roles;
  key_.assign(1, by_class ? 'c' : 's');
  if (by_class) {
    // Whoever is in one class stays indistinguishable when the same is said of them.
    Subject said = sign_in.subject;
    said.user.id = {};
    const UserClasses::ClassId number = tenant_->user_class(*row);
    key_.append(reinterpret_cast<const char*>(&number), sizeof number);
    write_subject_key(key_, said);
  } else {
    write_subject_key(key_, sign_in.subject);
  }
  prepared.subject = remember(subject_memo_, subjects_, Dimension::subject, sign_in);
  prepared.flags |= Prepared::k_subject_class;
}

std::uint32_t Preparer::proof_of(const SignIn& sign_in, const Overrides& overrides) {
  if (const auto known = proof_memo_.find(std::string_view(key_)); known != proof_memo_.end())
    return known->second;
  const PolicyColumns& columns = tenant_->columns();
  const Facts& facts = facts_of(sign_in);
  std::vector<ProofBlock> proof(columns.blocks());
  for (std::size_t kind = 0; kind < columns.kinds(); ++kind) {
    const std::uint32_t representative = columns.representatives()[kind];
    if (representative == PolicyColumns::k_no_column) continue;
    const CompiledPolicy& policy = tenant_->tenant().policies()[representative];
    Overrides these = overrides;
    if (!policy.targets.includes_all) these.strengths = Match::no;
    const Judgement judged = judgement_of(policy, demands_of(facts, policy, these));
    ProofBlock& block = proof[kind / PolicyColumns::k_kinds_in_block];
    const auto note = [&](std::uint64_t ProofBlock::* word, bool holds) {
      if (holds) block.*word |= std::uint64_t{1} << (kind % PolicyColumns::k_kinds_in_block);
    };
    note(&ProofBlock::blocked, judged.blocks || judged.never_met);
    note(&ProofBlock::may_block, judged.may_block && judged.satisfied != Match::yes);
    note(&ProofBlock::unmet, judged.satisfied == Match::no);
    note(&ProofBlock::open, judged.satisfied == Match::unknown);
    note(&ProofBlock::too_old, judged.frequency == Match::yes);
    note(&ProofBlock::too_old_open, judged.frequency == Match::unknown);
    note(&ProofBlock::unprotected, judged.token_protection == Match::yes);
    note(&ProofBlock::unprotected_open, judged.token_protection == Match::unknown);
  }
  return proof_memo_[key_] = proofs_.intern(proof);
}

template <auto side>
Preparer::Masks Preparer::masks(const Prepared& prepared) const {
  return {(subjects_.*side)(subject_class_of(prepared)), (targets_.*side)(prepared.target),
          (places_.*side)(prepared.place), (contexts_.*side)(prepared.context)};
}

// The strongest answer of the policies of these columns. Possible masks are seldom looked at, so
// that they need not be near. REQUIRES: the flags say whether anything is open.
Match Preparer::applies_any(const Prepared& prepared,
                            std::span<const ColumnsInWord> columns) const {
  if (columns.empty()) return Match::no;
  if (some_in_all(columns, masks<&MaskTable::certain>(prepared))) return Match::yes;
  const bool open = (prepared.flags & Prepared::k_open) != 0;
  return open && some_in_all(columns, masks<&MaskTable::possible>(prepared)) ? Match::unknown
                                                                             : Match::no;
}

// A policy that demands both is put aside by others only, which one answer for all cannot say.
bool Preparer::may_stand_in_for_itself(const Prepared& prepared) const {
  return applies_any(prepared, tenant_->stand_ins().for_themselves) != Match::no;
}

// Policies whose demand puts others aside mostly ask for a risk: the target and the context tell
// that none of them applies, whoever signs in from wherever.
bool Preparer::may_have_stand_ins(std::uint32_t target, std::uint32_t context) const {
  const std::array<std::span<const MaskBlock>, 2> masks = {targets_.possible(target),
                                                           contexts_.possible(context)};
  const PreparedTenant::StandIns& stand_ins = tenant_->stand_ins();
  return some_in_all(std::span(stand_ins.password_changes), masks) ||
         some_in_all(std::span(stand_ins.for_themselves), masks);
}

// Where in position_columns_ those policies stand that `counts` picks from the ones whose locations
// are open; 0 when there are none.
template <class Counts>
std::uint32_t Preparer::open_for_position(std::uint32_t masks, const Counts& counts) {
  std::vector<std::uint32_t> columns;
  const auto policies = tenant_->tenant().policies();
  for (std::size_t i = 0; i < policies.size(); ++i) {
    const std::uint32_t column = tenant_->columns().column_of(i);
    if (column != PolicyColumns::k_no_column && has_column(places_.possible(masks), column) &&
        !has_column(places_.certain(masks), column) && counts(policies[i]))
      columns.push_back(column);
  }
  if (columns.empty()) return 0;
  position_columns_.push_back(std::move(columns));
  return static_cast<std::uint32_t>(position_columns_.size() - 1);
}

Preparer::Place Preparer::place_of(const SignIn& sign_in) {
  key_.clear();
  write_place_key(key_, sign_in, tenant_->tenant());
  if (const auto known = place_memo_.find(std::string_view(key_)); known != place_memo_.end())
    return known->second;
  Place place;
  place.masks = places_.intern(masks_of(sign_in, Dimension::place));
  place.positions = open_for_position(place.masks, [&](const CompiledPolicy& policy) {
    return policy.is_enforced() && is_open_for_position_only(facts_of(sign_in), policy);
  });
  place.possible_positions = open_for_position(place.masks, [&](const CompiledPolicy& policy) {
    return policy.may_be_enforced() && is_open_for_position(facts_of(sign_in), policy);
  });
  return place_memo_[key_] = place;
}

// CA 2.2.2
bool Preparer::is_blocked_by_missing_position(const SignIn& sign_in, const Prepared& prepared,
                                              std::uint32_t positions) const {
  if (!nobody_can_share_position(sign_in)) return false;
  const std::uint32_t subject = subject_class_of(prepared);
  const auto& columns = position_columns_[positions];
  return std::any_of(columns.begin(), columns.end(), [&](std::uint32_t column) {
    return has_column(subjects_.certain(subject), column) &&
           has_column(targets_.certain(prepared.target), column) &&
           has_column(contexts_.certain(prepared.context), column);
  });
}

// CA 2.2.4
bool Preparer::may_lack_position(const SignIn& sign_in, const Prepared& prepared,
                                 std::uint32_t positions) const {
  if (sign_in.request.interactive || sign_in.client.gps.value() != nullptr) return false;
  const std::uint32_t subject = subject_class_of(prepared);
  const auto& columns = position_columns_[positions];
  return std::any_of(columns.begin(), columns.end(), [&](std::uint32_t column) {
    return has_column(subjects_.possible(subject), column) &&
           has_column(targets_.possible(prepared.target), column) &&
           has_column(contexts_.possible(prepared.context), column);
  });
}

Prepared Preparer::with_position(Prepared prepared, const SignIn& sign_in,
                                 const Place& place) const {
  if (is_blocked_by_missing_position(sign_in, prepared, place.positions))
    return settled(Verdict::blocked, prepared);
  if (may_lack_position(sign_in, prepared, place.possible_positions))
    prepared.flags |= Prepared::k_may_lack_position;
  return prepared;
}

std::uint32_t Preparer::subject_class_of(const Prepared& prepared) const {
  if (prepared.flags & Prepared::k_subject_class) return prepared.subject;
  return tenant_->class_of(prepared.subject);
}

std::uint32_t Preparer::open_flag(const Prepared& prepared) const {
  const bool open = subjects_.is_open(subject_class_of(prepared)) ||
                    targets_.is_open(prepared.target) || places_.is_open(prepared.place) ||
                    contexts_.is_open(prepared.context);
  return open ? Prepared::k_open : 0;
}

Prepared Preparer::prepare(const SignIn& sign_in) {
  const std::optional<SignIn> complete = completed(tenant_->tenant(), sign_in);
  return prepare_described(complete ? *complete : sign_in);
}

Prepared Preparer::prepare_described(const SignIn& sign_in) {
  facts_.reset();
  const std::optional<People::Row> row = found_row(sign_in.subject);
  const SubjectTraits traits = traits_of(sign_in.subject, row);
  Prepared prepared;
  prepare_subject(prepared, sign_in, row);
  key_.clear();
  write_target_key(key_, sign_in);
  prepared.target = remember(target_memo_, targets_, Dimension::target, sign_in);
  const Place place = place_of(sign_in);
  prepared.place = place.masks;
  key_.clear();
  write_context_key(key_, sign_in, traits);
  prepared.context = remember(context_memo_, contexts_, Dimension::context, sign_in);
  prepared.flags |= open_flag(prepared);
  Overrides overrides;
  overrides.password_changes = applies_any(prepared, tenant_->stand_ins().password_changes);
  const auto& action = sign_in.request.user_action;
  if (action && is_registration(*action))
    overrides.strengths = applies_any(prepared, tenant_->stand_ins().strengths);
  key_.assign(
      {static_cast<char>(overrides.password_changes), static_cast<char>(overrides.strengths)});
  write_proof_key(key_, sign_in, traits, tenant_->frequency_limits());
  prepared.proof = proof_of(sign_in, overrides);
  if (may_stand_in_for_itself(prepared))
    return settled(evaluate::decide(tenant_->tenant(), sign_in).verdict, prepared);
  return with_position(prepared, sign_in, place);
}

TablesView Preparer::tables() const {
  TablesView view;
  view.blocks = tenant_->columns().blocks();
  view.class_of_row = tenant_->narrow_classes();
  view.wide_class_of_row = tenant_->wide_classes();
  view.subject = subjects_.rows();
  view.target = targets_.rows();
  view.place = places_.rows();
  view.context = contexts_.rows();
  view.proofs = proofs_.data();
  return view;
}

void Preparer::decide(std::span<const Prepared> prepared, std::span<Verdict> verdicts,
                      std::span<std::uint64_t> kinds) const noexcept {
  decide_all(tables(), prepared, verdicts.data(), kinds.data(), instructions_);
}

void Preparer::list_applying(const Prepared& prepared, Match at_least,
                             std::vector<std::uint32_t>& policies) const {
  policies.clear();
  const Masks these = at_least == Match::yes ? masks<&MaskTable::certain>(prepared)
                                             : masks<&MaskTable::possible>(prepared);
  const PolicyColumns& columns = tenant_->columns();
  for (std::uint32_t policy = 0; policy < tenant_->tenant().policies().size(); ++policy) {
    const std::uint32_t column = columns.column_of(policy);
    if (column != PolicyColumns::k_no_column &&
        std::all_of(these.begin(), these.end(),
                    [&](std::span<const MaskBlock> mask) { return has_column(mask, column); }))
      policies.push_back(policy);
  }
}

}  // namespace caprock::evaluate
