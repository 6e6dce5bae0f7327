#include <algorithm>
#include <array>

#include "base/assert.h"
#include "base/text.h"
#include "evaluate/conditions.h"
#include "evaluate/prepare.h"
#include "model/words.h"

namespace caprock::evaluate {
namespace {

constexpr Prepared k_not_understood = {.subject = static_cast<std::uint32_t>(Verdict::undetermined),
                                       .flags = Prepared::k_settled | Prepared::k_not_understood};

// A value and "not asked", in four bits.
template <class Value>
constexpr bool fits_four_bits(Value last) {
  return static_cast<unsigned>(last) + 1 < 16;
}
static_assert(fits_four_bits(SignInPlatform::unrecognised));
static_assert(fits_four_bits(SignInClient::unspecified));

}  // namespace

// The texts of a question, read.
struct Preparer::ReadTexts {
  std::string_view user;
  std::optional<Guid> user_id;
  std::optional<People::Row> likely_row;
  Guid app;
  std::optional<IdTable::Row> app_row;  // when it was asked about before
  // Platform, client, and whether there is an app: no bits for what is not asked; the kinds of the
  // person are not known yet.
  std::uint32_t way = 0;
  std::uint64_t place = 0;  // address and country
  bool all_read = false;

  std::uint32_t way_of(std::uint8_t kinds) const { return way << k_kinds_bits | kinds; }
};

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

// False: a text cannot be read.
bool Preparer::read_way(const Question& question, ReadTexts& texts) {
  const std::optional<Guid> app = Guid::parse(question.app);
  const auto platform = value_of<SignInPlatform>(question.device_platform);
  const auto client = value_of<SignInClient>(question.client_app_type);
  if ((!app && !question.app.empty()) || (!platform && !question.device_platform.empty()) ||
      (!client && !question.client_app_type.empty()))
    return false;
  texts.app = app.value_or(Guid{});
  texts.way = app ? 1U : 0U;
  texts.way = texts.way << 4U | (platform ? static_cast<unsigned>(*platform) + 1 : 0);
  texts.way = texts.way << 4U | (client ? static_cast<unsigned>(*client) + 1 : 0);
  return true;
}

// The range the address is in, and the country; no bits for what is not asked. False: a text cannot
// be read.
bool Preparer::read_place(const Question& question, ReadTexts& texts) const {
  const std::string_view country = question.country;
  texts.place = 0;
  if (!question.ip_address.empty()) {
    const std::optional<IpAddress> ip = IpAddress::read(question.ip_address);
    if (!ip) return false;
    texts.place = std::uint64_t{tenant_->tenant().addresses().interval_of(*ip)} << 2U |
                  (ip->family() == IpFamily::v6 ? 3U : 2U);
  }
  texts.place <<= 16U;
  if (country.empty()) return true;
  if (country.size() != 2 || !is_letter(country[0]) || !is_letter(country[1])) return false;
  texts.place |= static_cast<unsigned>(static_cast<unsigned char>(country[0])) << 8U |
                 static_cast<unsigned char>(country[1]);
  return true;
}

// Asks memory where to look for the user and the app before it reads the other texts. False: a text
// cannot be read.
bool Preparer::read(const Question& question, ReadTexts& texts) const {
  texts.user =
      question.user.empty() ? std::string_view(base_.subject.user.id.text()) : question.user;
  texts.user_id = Guid::parse(texts.user);
  if (texts.user_id) tenant_->tenant().people().prefetch_user(*texts.user_id);
  if (!read_way(question, texts)) return false;
  apps_asked_.prefetch(texts.app);
  return read_place(question, texts);
}

// Asks memory for what the look-ups will read, now that it is likely to be known where.
void Preparer::announce(ReadTexts& texts) const {
  texts.likely_row.reset();
  if (texts.user_id) texts.likely_row = tenant_->tenant().people().prefetch_row(*texts.user_id);
  if (texts.likely_row) tenant_->prefetch_class(*texts.likely_row);
  texts.app_row = apps_asked_.find(texts.app);
  const std::uint16_t column = columns_asked_[texts.way_of(k_own_kinds)];
  if (texts.app_row && column < asked_.size() && *texts.app_row < asked_[column].size())
    __builtin_prefetch(&asked_[column][*texts.app_row]);
}

Preparer::Place Preparer::place_asked(const Question& question, const ReadTexts& texts) {
  if (const auto known = places_asked_.find(texts.place); known != places_asked_.end())
    return known->second;
  facts_.reset();
  const SignIn sign_in = as_sign_in(question);
  return places_asked_[texts.place] = place_of(sign_in);
}

Preparer::Asked& Preparer::all_else_asked(const Question& question, const ReadTexts& texts,
                                          std::uint8_t kinds) {
  std::uint16_t& column = columns_asked_[texts.way_of(kinds)];
  if (column == k_unasked) {
    column = static_cast<std::uint16_t>(asked_.size());
    asked_.emplace_back();
  }
  std::optional<IdTable::Row> row = texts.app_row;
  if (!row) row = apps_asked_.find(texts.app);  // asked about a moment ago
  if (!row) row = apps_asked_.insert(texts.app);
  if (asked_[column].size() <= *row) asked_[column].resize(apps_asked_.size());
  Asked& asked = asked_[column][*row];
  if (asked.target != k_not_yet) return asked;
  const Prepared prepared = prepare(as_sign_in(question));
  asked.target = prepared.target;
  asked.context = prepared.context;
  asked.stand_ins = may_have_stand_ins(prepared.target, prepared.context);
  return asked;
}

Prepared Preparer::look_up(const Question& question, const ReadTexts& texts) {
  const People& people = tenant_->tenant().people();
  const auto row = people.find_user(texts.user, texts.user_id, texts.likely_row);
  if (!row) return k_not_understood;
  const std::uint8_t kinds = people.possible_kinds(*row);
  // Where more counts than what the memos are keyed by, the sign-in as a whole is looked at.
  if (base_.request.user_action || !plain_base_.covers(kinds) || !stands_for_itself(*row))
    return prepare(as_sign_in(question));
  Prepared prepared;
  prepared.subject = *row;
  const Place place = place_asked(question, texts);
  prepared.place = place.masks;
  Asked& asked = all_else_asked(question, texts, kinds);
  prepared.target = asked.target;
  prepared.context = asked.context;
  prepared.flags = open_flag(prepared);
  if (asked.stand_ins && may_stand_in_for_itself(prepared)) return prepare(as_sign_in(question));
  const Match password_changes =
      asked.stand_ins ? applies_any(prepared, tenant_->stand_ins().password_changes) : Match::no;
  std::uint32_t& proof = asked.proofs[static_cast<std::size_t>(password_changes)];
  if (proof == k_not_yet) proof = prepare(as_sign_in(question)).proof;
  prepared.proof = proof;
  return with_position(prepared, base_, place);
}

Prepared Preparer::prepare(const Question& question) {
  Prepared prepared;
  prepare({&question, 1}, {&prepared, 1});
  return prepared;
}

// With a million people, waiting for memory would take longer than all else: three passes over a
// few questions, each after memory was asked for what it reads.
void Preparer::prepare(std::span<const Question> questions, std::span<Prepared> prepared) {
  CAPROCK_ASSERT(questions.size() == prepared.size());
  constexpr std::size_t k_at_once = 32;
  std::array<ReadTexts, k_at_once> texts;
  for (; !questions.empty(); questions = questions.subspan(std::min(k_at_once, questions.size()))) {
    const std::size_t count = std::min(k_at_once, questions.size());
    for (std::size_t i = 0; i < count; ++i) texts[i].all_read = read(questions[i], texts[i]);
    for (std::size_t i = 0; i < count; ++i) announce(texts[i]);
    for (std::size_t i = 0; i < count; ++i)
      prepared[i] = texts[i].all_read ? look_up(questions[i], texts[i]) : k_not_understood;
    prepared = prepared.subspan(count);
  }
}

}  // namespace caprock::evaluate
