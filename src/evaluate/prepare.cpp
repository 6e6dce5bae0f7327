#include "evaluate/prepare.h"

#include <algorithm>
#include <array>

#include "compile/user_actions.h"
#include "evaluate/conditions.h"
#include "evaluate/decide.h"
#include "evaluate/demands.h"
#include "evaluate/person.h"
#include "evaluate/sign_in_key.h"
#include "model/words.h"

namespace caprock::evaluate {
namespace {

bool is_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

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

// One of the columns is in all the masks.
bool some_in_all(std::span<const ColumnsInWord> columns,
                 const std::array<std::span<const MaskBlock>, 4>& masks) {
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
      proofs_(tenant_->columns().blocks()) {}

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

// Nothing is said of the user but what the tenant says. Where the home tenant and who vouches for
// it is said, only people from elsewhere are judged by it (CA 2.9).
bool Preparer::is_plain(const Subject& subject, const SubjectTraits& traits,
                        People::Row row) const {
  constexpr std::uint8_t k_own = 1U << static_cast<unsigned>(ExternalKind::none);
  const UserSubject& user = subject.user;
  return subject.kind == SubjectKind::user && !user.groups && !user.roles &&
         traits.kinds == tenant_->tenant().people().possible_kinds(row) &&
         (traits.kinds == k_own ||
          (user.home_tenant.is_unknown() && user.identity_provider == IdentityProvider::entra));
}

// Fills subject and its flag.
void Preparer::prepare_subject(Prepared& prepared, const SignIn& sign_in,
                               const SubjectTraits& traits, std::optional<People::Row> row) {
  const UserSubject& user = sign_in.subject.user;
  const bool in_class = row && stands_for_itself(*row);
  if (in_class && is_plain(sign_in.subject, traits, *row)) {
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
  prepare_subject(prepared, sign_in, traits, row);
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
  std::optional<Verdict> settled;
  if (may_stand_in_for_itself(prepared))
    settled = evaluate::decide(tenant_->tenant(), sign_in).verdict;
  else if (is_blocked_by_missing_position(sign_in, prepared, place.positions))
    settled = Verdict::blocked;
  if (settled) {
    prepared.subject = static_cast<std::uint32_t>(*settled);
    prepared.flags = Prepared::k_settled;
  } else if (may_lack_position(sign_in, prepared, place.possible_positions)) {
    prepared.flags |= Prepared::k_may_lack_position;
  }
  return prepared;
}

SignIn Preparer::as_sign_in(const Question& question) const {
  SignIn sign_in = base_;
  if (!question.user.empty()) sign_in.subject.user.id = UserId(std::string(question.user));
  if (!question.app.empty()) sign_in.request.resources = {AppId(std::string(question.app))};
  if (!question.ip_address.empty()) sign_in.client.ip = *IpAddress::parse(question.ip_address);
  if (!question.country.empty()) sign_in.client.country = std::string(question.country);
  if (!question.device_platform.empty())
    sign_in.client.platform = *value_of<SignInPlatform>(question.device_platform);
  if (!question.client_app_type.empty())
    sign_in.client.app_type = *value_of<SignInClient>(question.client_app_type);
  return sign_in;
}

// The texts of a question, understood.
struct Preparer::Understood {
  People::Row row = 0;
  std::uint64_t place = 0;  // address and country
  AskedKey asked;           // app, platform, client; the kinds of the person are not known yet
};

// Nothing when a text cannot be read. No bits: not asked.
std::optional<Preparer::AskedKey> Preparer::asked_key(const Question& question) {
  const std::optional<Guid> app = Guid::parse(question.app);
  const auto platform = value_of<SignInPlatform>(question.device_platform);
  const auto client = value_of<SignInClient>(question.client_app_type);
  if ((!app && !question.app.empty()) || (!platform && !question.device_platform.empty()) ||
      (!client && !question.client_app_type.empty()))
    return std::nullopt;
  AskedKey key{app.value_or(Guid{}), app ? 1U : 0U};
  key.rest = key.rest << 4U | (platform ? static_cast<unsigned>(*platform) + 1 : 0);
  key.rest = key.rest << 4U | (client ? static_cast<unsigned>(*client) + 1 : 0);
  return key;
}

// The range the address is in, and the country. No bits: not asked.
std::uint64_t Preparer::place_key(const std::optional<IpAddress>& ip,
                                  std::string_view country) const {
  std::uint64_t key = 0;
  if (ip)
    key = std::uint64_t{tenant_->tenant().addresses().interval_of(*ip)} << 2U |
          (ip->family() == IpFamily::v6 ? 3U : 2U);
  key <<= 16U;
  if (!country.empty())
    key |= static_cast<unsigned>(static_cast<unsigned char>(country[0])) << 8U |
           static_cast<unsigned char>(country[1]);
  return key;
}

// Texts are read between asking memory for a thing and looking at it: with a million people,
// waiting for memory would take longer than all else.
std::optional<Preparer::Understood> Preparer::understand(const Question& question) const {
  constexpr std::uint8_t k_own = 1U << static_cast<unsigned>(ExternalKind::none);
  const People& people = tenant_->tenant().people();
  const std::string_view user =
      question.user.empty() ? std::string_view(base_.subject.user.id.text()) : question.user;
  const std::optional<Guid> user_id = Guid::parse(user);
  if (user_id) people.prefetch_user(*user_id);
  const std::optional<AskedKey> asked = asked_key(question);
  const std::string_view country = question.country;
  const bool country_read =
      country.empty() || (country.size() == 2 && is_letter(country[0]) && is_letter(country[1]));
  if (!asked || !country_read) return std::nullopt;
  asked_.announce(asked->of(k_own));
  std::optional<IpAddress> ip;
  if (!question.ip_address.empty()) {
    const Result<IpAddress> read = IpAddress::parse(question.ip_address);
    if (!read) return std::nullopt;
    ip = *read;
  }
  if (const auto row = user_id ? people.prefetch_row(*user_id) : std::nullopt)
    tenant_->prefetch_class(*row);
  asked_.announce_entry(asked->of(k_own));
  const std::uint64_t place = place_key(ip, country);
  const auto row = people.find_user(user, user_id);
  if (!row) return std::nullopt;
  return Understood{*row, place, *asked};
}

std::uint32_t Preparer::place_asked(const Question& question, const Understood& read) {
  if (const auto known = places_asked_.find(read.place); known != places_asked_.end())
    return known->second;
  return places_asked_[read.place] = prepare(as_sign_in(question)).place;
}

Preparer::Asked& Preparer::all_else_asked(const Question& question, const Understood& read,
                                          std::uint8_t kinds) {
  const AskedKey key = read.asked.of(kinds);
  if (Asked* known = asked_.find(key)) return *known;
  const Prepared prepared = prepare(as_sign_in(question));
  return asked_.insert(key, {prepared.target, prepared.context});
}

std::optional<Prepared> Preparer::prepare(const Question& question) {
  const std::optional<Understood> read = understand(question);
  if (!read) return std::nullopt;
  const SubjectTraits traits = traits_of(base_.subject, read->row);
  // Where more counts than what the memos are keyed by, the sign-in as a whole is looked at.
  if (base_.request.user_action || !stands_for_itself(read->row) ||
      !is_plain(base_.subject, traits, read->row))
    return prepare(as_sign_in(question));
  Prepared prepared;
  prepared.subject = read->row;
  prepared.place = place_asked(question, *read);
  // Some place looked at so far leaves policies open for a position.
  const bool position_asked = position_columns_.size() > 1 && places_.is_open(prepared.place);
  if (position_asked && !base_.request.interactive && base_.client.gps.is_unknown())
    return prepare(as_sign_in(question));
  Asked& asked = all_else_asked(question, *read, traits.kinds);
  prepared.target = asked.target;
  prepared.context = asked.context;
  prepared.flags = open_flag(prepared);
  const bool position_counts = nobody_can_share_position(base_) && places_.is_open(prepared.place);
  if (position_counts || may_stand_in_for_itself(prepared)) return prepare(as_sign_in(question));
  std::uint32_t& proof = asked.proofs[static_cast<std::size_t>(
      applies_any(prepared, tenant_->stand_ins().password_changes))];
  if (proof == k_not_yet) proof = prepare(as_sign_in(question)).proof;
  prepared.proof = proof;
  return prepared;
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
