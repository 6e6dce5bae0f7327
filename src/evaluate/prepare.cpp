#include "evaluate/prepare.h"

#include <algorithm>

#include "evaluate/conditions.h"
#include "evaluate/decide.h"
#include "evaluate/demands.h"
#include "evaluate/sign_in_key.h"
#include "model/words.h"

namespace caprock::evaluate {
namespace {

bool is_person(SubjectKind kind) {
  return kind == SubjectKind::user || kind == SubjectKind::agent_user;
}

bool has_column(std::span<const MaskBlock> mask, std::uint32_t column) {
  return (mask[column / 512].words[column % 512 / 64] >> (column % 64) & 1U) != 0;
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
  std::vector<MaskBlock> mask(2 * tenant_->columns().blocks());
  fill_masks(mask, tenant_->columns(), facts_of(sign_in), dimension);
  return memo[key_] = masks.intern(mask);
}

SubjectTraits Preparer::traits_of(const Subject& subject, std::optional<People::Row> row) const {
  if (!is_person(subject.kind)) return {};
  constexpr std::uint8_t k_every_kind = 127;
  SubjectTraits traits;
  traits.has_object = row.has_value();
  const ExternalKind* given = subject.user.external_kind.value();
  if (given || subject.user.external_kind.is_absent())
    traits.kinds =
        static_cast<std::uint8_t>(1U << static_cast<unsigned>(given ? *given : ExternalKind::none));
  else
    traits.kinds = row ? tenant_->tenant().people().possible_kinds(*row) : k_every_kind;
  return traits;
}

// A user of this tenant about whom the sign-in says nothing more has the class of the row. Rows of
// repeated ids are nobody's in particular.
std::optional<People::Row> Preparer::plain_row(const Subject& subject,
                                               std::optional<People::Row> row) const {
  const UserSubject& user = subject.user;
  const auto repeated = tenant_->tenant().people().repeated_rows();
  if (row && std::binary_search(repeated.begin(), repeated.end(), *row)) return std::nullopt;
  const bool plain = subject.kind == SubjectKind::user && user.external_kind.is_unknown() &&
                     user.home_tenant.is_unknown() &&
                     user.identity_provider == IdentityProvider::entra && !user.groups &&
                     !user.roles;
  return plain ? row : std::nullopt;
}

std::uint32_t Preparer::proof_of(const SignIn& sign_in) {
  if (const auto known = proof_memo_.find(std::string_view(key_)); known != proof_memo_.end())
    return known->second;
  const PolicyColumns& columns = tenant_->columns();
  const Facts& facts = facts_of(sign_in);
  std::vector<ProofBlock> proof(columns.blocks());
  for (std::size_t kind = 0; kind < columns.kinds(); ++kind) {
    const std::uint32_t representative = columns.representatives()[kind];
    if (representative == PolicyColumns::k_no_column) continue;
    const CompiledPolicy& policy = tenant_->tenant().policies()[representative];
    const Judgement judged = judgement_of(policy, demands_of(facts, policy, {}));
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

// Is some policy that demands risk remediation, and one that demands a password change, perhaps
// among those that apply? Then one demand stands aside for the other (CA 2.12).
bool Preparer::is_coupled(const Prepared& prepared) const {
  const auto any = [&](std::span<const std::uint32_t> columns) {
    const std::uint32_t subject = subject_class_of(prepared);
    return std::any_of(columns.begin(), columns.end(), [&](std::uint32_t column) {
      return has_column(subjects_.possible(subject), column) &&
             has_column(targets_.possible(prepared.target), column) &&
             has_column(places_.possible(prepared.place), column) &&
             has_column(contexts_.possible(prepared.context), column);
    });
  };
  return any(tenant_->risk_remediations()) && any(tenant_->password_changes());
}

bool Preparer::must_be_settled(const SignIn& sign_in, const Prepared& prepared) const {
  // CA 2.12.1: registering security information has demands that replace others.
  if (sign_in.request.user_action) return true;
  // CA 2.6: a position that nobody can be asked for blocks instead of leaving the answer open.
  if (!sign_in.request.interactive && sign_in.client.gps.is_absent() &&
      places_.is_open(prepared.place))
    return true;
  return is_coupled(prepared);
}

Prepared Preparer::settle(const SignIn& sign_in, Prepared prepared) {
  prepared.subject = static_cast<std::uint32_t>(settled_.size());
  prepared.flags = Prepared::k_settled;
  settled_.push_back(evaluate::decide(tenant_->tenant(), sign_in).verdict);
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
  if (!tenant_->tenant().whatif() || !sign_in.device.is_unknown())
    return prepare_described(sign_in);
  SignIn completed = sign_in;  // CA 1.14: a device that is not described does not exist
  completed.device = Signal<Device>::absent();
  return prepare_described(completed);
}

Prepared Preparer::prepare_described(const SignIn& sign_in) {
  facts_.reset();
  const CompiledTenant& tenant = tenant_->tenant();
  const Subject& subject = sign_in.subject;
  std::optional<People::Row> row;
  if (is_person(subject.kind) && !subject.user.id.empty())
    row = tenant.people().find_user(subject.user.id.text());
  const SubjectTraits traits = traits_of(subject, row);
  Prepared prepared;
  if (const auto plain = plain_row(subject, row)) {
    prepared.subject = *plain;
  } else {
    key_.clear();
    write_subject_key(key_, subject);
    prepared.subject = remember(subject_memo_, subjects_, Dimension::subject, sign_in);
    prepared.flags = Prepared::k_subject_class;
  }
  key_.clear();
  write_target_key(key_, sign_in);
  prepared.target = remember(target_memo_, targets_, Dimension::target, sign_in);
  key_.clear();
  write_place_key(key_, sign_in, tenant);
  prepared.place = remember(place_memo_, places_, Dimension::place, sign_in);
  key_.clear();
  write_context_key(key_, sign_in, traits);
  prepared.context = remember(context_memo_, contexts_, Dimension::context, sign_in);
  key_.clear();
  write_proof_key(key_, sign_in, traits, tenant_->frequency_limits());
  prepared.proof = proof_of(sign_in);
  if (must_be_settled(sign_in, prepared)) return settle(sign_in, prepared);
  prepared.flags |= open_flag(prepared);
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

bool Preparer::is_readable(const Question& question) {
  return (question.device_platform.empty() || value_of<SignInPlatform>(question.device_platform)) &&
         (question.client_app_type.empty() || value_of<SignInClient>(question.client_app_type)) &&
         (question.app.empty() || looks_like_guid(question.app));
}

// The place of the question; its address has been read.
std::uint32_t Preparer::place_asked(const Question& question, const Signal<IpAddress>& ip) {
  key_.clear();
  if (ip.value()) write_address_key(key_, *ip.value(), tenant_->tenant());
  key_.append(question.country);
  if (const auto known = places_asked_.find(std::string_view(key_)); known != places_asked_.end())
    return known->second;
  std::string key = key_;
  return places_asked_[std::move(key)] = prepare(as_sign_in(question)).place;
}

std::optional<Preparer::Asked> Preparer::all_else_asked(const Question& question,
                                                        std::uint8_t kinds) {
  key_.assign(1, static_cast<char>(kinds));
  for (const std::string_view text :
       {question.app, question.device_platform, question.client_app_type}) {
    key_.append(text);
    key_.push_back('\0');
  }
  if (const auto known = asked_.find(std::string_view(key_)); known != asked_.end())
    return known->second;
  if (!is_readable(question)) return std::nullopt;
  std::string key = key_;
  const Prepared prepared = prepare(as_sign_in(question));
  return asked_[std::move(key)] = {prepared.target, prepared.context, prepared.proof};
}

std::optional<Prepared> Preparer::prepare(const Question& question) {
  Signal<IpAddress> ip = base_.client.ip;
  if (!question.ip_address.empty()) {
    const Result<IpAddress> read = IpAddress::parse(question.ip_address);
    if (!read) return std::nullopt;
    ip = *read;
  }
  const People& people = tenant_->tenant().people();
  const auto row = people.find_user(
      question.user.empty() ? std::string_view(base_.subject.user.id.text()) : question.user);
  // Only what the memos below are keyed by may differ between two questions.
  if (!row || !plain_row(base_.subject, row)) return std::nullopt;
  const std::optional<Asked> asked = all_else_asked(question, people.possible_kinds(*row));
  if (!asked) return std::nullopt;
  Prepared prepared;
  prepared.subject = *row;
  prepared.target = asked->target;
  prepared.context = asked->context;
  prepared.proof = asked->proof;
  prepared.place = place_asked(question, ip);
  if (must_be_settled(base_, prepared)) return settle(as_sign_in(question), prepared);
  prepared.flags = open_flag(prepared);
  return prepared;
}

TablesView Preparer::tables() const {
  TablesView view;
  view.blocks = tenant_->columns().blocks();
  view.class_of_row = tenant_->narrow_classes();
  view.wide_class_of_row = tenant_->wide_classes();
  view.subject = subjects_.data();
  view.target = targets_.data();
  view.place = places_.data();
  view.context = contexts_.data();
  view.proofs = proofs_.data();
  view.settled = settled_.data();
  return view;
}

void Preparer::decide(std::span<const Prepared> prepared, std::span<Verdict> verdicts,
                      std::span<std::uint64_t> kinds) const noexcept {
  decide_all(tables(), prepared, verdicts.data(), kinds.data(), instructions_);
}

void Preparer::list_applying(const Prepared& prepared, Match at_least,
                             std::vector<std::uint32_t>& policies) const {
  policies.clear();
  const std::uint32_t subject = subject_class_of(prepared);
  const auto side = [&](const MaskTable& masks, std::uint32_t number) {
    return at_least == Match::yes ? masks.certain(number) : masks.possible(number);
  };
  const std::array masks = {side(subjects_, subject), side(targets_, prepared.target),
                            side(places_, prepared.place), side(contexts_, prepared.context)};
  const PolicyColumns& columns = tenant_->columns();
  for (std::uint32_t policy = 0; policy < tenant_->tenant().policies().size(); ++policy) {
    const std::uint32_t column = columns.column_of(policy);
    if (column != PolicyColumns::k_no_column &&
        std::all_of(masks.begin(), masks.end(),
                    [&](std::span<const MaskBlock> mask) { return has_column(mask, column); }))
      policies.push_back(policy);
  }
}

std::size_t Preparer::remembered() const {
  return subject_memo_.size() + target_memo_.size() + place_memo_.size() + context_memo_.size() +
         proof_memo_.size() + settled_.size();
}

}  // namespace caprock::evaluate
