// From sign-ins to prepared ones: each value of an input is judged once and remembered.
//
// A preparer belongs to one thread. Its memory grows with the number of different values it has
// seen; whoever feeds it without end starts a new one now and then. Where the masks cannot tell the
// verdict (a demand that another policy's demand replaces, a position that nobody can be
// asked for), the verdict is found while the sign-in is prepared.
#pragma once

#include <tsl/robin_map.h>

#include <array>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/guid.h"
#include "evaluate/demands.h"
#include "evaluate/facts.h"
#include "evaluate/kernel.h"
#include "evaluate/prepared_tenant.h"
#include "evaluate/sign_in_key.h"
#include "model/id_table.h"

namespace caprock::evaluate {

// A question as texts, for Preparer::prepare; empty texts leave the signal of the base sign-in.
struct Question {
  std::string_view user;  // object id or user principal name
  std::string_view app;   // appId of the resource
  std::string_view ip_address;
  std::string_view country;          // two letters
  std::string_view device_platform;  // Graph's words
  std::string_view client_app_type;  // Graph's words
};

class Preparer {
 public:
  // `base` is the sign-in that questions start from.
  explicit Preparer(std::shared_ptr<const PreparedTenant> tenant, SignIn base = {});

  Prepared prepare(const SignIn& sign_in);

  // The base sign-in, of a user of the tenant, with the texts of the question in their places.
  // `k_not_understood` when a text cannot be read or the user is not found: then somebody who can
  // explain must be asked. Allocates for values not seen before, and whenever the base says more of
  // the user than the tenant does or names a user action.
  Prepared prepare(const Question& question);
  // Many questions, faster than one by one: memory is asked for what one needs while others are
  // read. REQUIRES: as many prepared ones as questions.
  void prepare(std::span<const Question> questions, std::span<Prepared> prepared);

  // For the kernels; valid until the next sign-in is prepared.
  TablesView tables() const;

  // Decides all, with the best instructions of this machine. `kinds` has room for as many words a
  // sign-in as the tenant's columns have blocks. Allocates nothing.
  void decide(std::span<const Prepared> prepared, std::span<Verdict> verdicts,
              std::span<std::uint64_t> kinds) const noexcept;

  // Indexes of the policies, enforced and report-only, that apply at least as surely as said: yes,
  // or unknown for those that may apply as well. REQUIRES: not settled in full.
  void list_applying(const Prepared& prepared, Match at_least,
                     std::vector<std::uint32_t>& policies) const;

  // The sign-in that a question asks about. REQUIRES: its texts can be read.
  SignIn as_sign_in(const Question& question) const;

  const PreparedTenant& tenant() const { return *tenant_; }
  const MaskTable& subjects() const { return subjects_; }
  const MaskTable& targets() const { return targets_; }
  const MaskTable& places() const { return places_; }
  const MaskTable& contexts() const { return contexts_; }

 private:
  struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>{}(text);
    }
  };
  struct NumberHash {
    std::size_t operator()(std::uint64_t number) const {
      return static_cast<std::size_t>((number ^ number >> 32U) * 0x9E3779B97F4A7C15U >> 8U);
    }
  };
  template <class T>
  using MemoOf = std::unordered_map<std::string, T, TextHash, std::equal_to<>>;
  using Memo = MemoOf<std::uint32_t>;
  static constexpr std::uint32_t k_not_yet = UINT32_MAX;
  static constexpr std::uint16_t k_unasked = UINT16_MAX;
  // A way of asking: whether there is an app, platform, client, kinds of person.
  static constexpr unsigned k_kinds_bits =
      static_cast<unsigned>(ExternalKind::service_provider) + 1;
  static constexpr unsigned k_way_bits = 1 + 4 + 4 + k_kinds_bits;
  // The kinds of nearly everybody: no external user.
  static constexpr std::uint8_t k_own_kinds = 1U << static_cast<unsigned>(ExternalKind::none);
  // What an app, a platform, a client and the kinds of a person come to; whether some policy may
  // still apply whose demand puts others aside; the proof for each answer to "does a policy that
  // demands risk remediation apply".
  struct Asked {
    std::uint32_t target = k_not_yet;
    std::uint32_t context = k_not_yet;
    bool stand_ins = false;
    std::array<std::uint32_t, 3> proofs = {k_not_yet, k_not_yet, k_not_yet};
  };

  // For whom nothing is said of the subject but what the tenant says: for its own users, for those
  // from elsewhere, for some kinds only.
  struct Plain {
    bool for_own = false;
    bool for_external = false;
    std::optional<std::uint8_t> kinds;
    bool covers(std::uint8_t kinds_of_user) const;
  };

  // The masks of a place, which enforced policies' locations it leaves open for a position only,
  // and which policies' locations for a position among others.
  struct Place {
    std::uint32_t masks = 0;
    std::uint32_t positions = 0;           // into position_columns_
    std::uint32_t possible_positions = 0;  // into position_columns_
  };

  Prepared prepare_described(const SignIn& sign_in);
  const Facts& facts_of(const SignIn& sign_in);
  SubjectTraits traits_of(const Subject& subject, std::optional<People::Row> row) const;
  std::optional<People::Row> found_row(const Subject& subject) const;
  bool stands_for_itself(People::Row row) const;
  Plain plain_of(const Subject& subject) const;
  void prepare_subject(Prepared& prepared, const SignIn& sign_in, std::optional<People::Row> row);
  std::uint32_t remember(Memo& memo, MaskTable& masks, Dimension dimension, const SignIn& sign_in);
  std::vector<MaskBlock> masks_of(const SignIn& sign_in, Dimension dimension);
  std::uint32_t proof_of(const SignIn& sign_in, const Overrides& overrides);
  bool may_stand_in_for_itself(const Prepared& prepared) const;
  bool may_have_stand_ins(std::uint32_t target, std::uint32_t context) const;
  Place place_of(const SignIn& sign_in);
  template <class Counts>
  std::uint32_t open_for_position(std::uint32_t masks, const Counts& counts);
  bool is_blocked_by_missing_position(const SignIn& sign_in, const Prepared& prepared,
                                      std::uint32_t positions) const;
  bool may_lack_position(const SignIn& sign_in, const Prepared& prepared,
                         std::uint32_t positions) const;
  // Settled, or flagged, where it counts that nobody shares a position.
  Prepared with_position(Prepared prepared, const SignIn& sign_in, const Place& place) const;
  using Masks = std::array<std::span<const MaskBlock>, 4>;
  // Of all four dimensions; `side` is &MaskTable::certain or &MaskTable::possible.
  template <auto side>
  Masks masks(const Prepared& prepared) const;
  Match applies_any(const Prepared& prepared, std::span<const ColumnsInWord> columns) const;
  std::uint32_t subject_class_of(const Prepared& prepared) const;
  std::uint32_t open_flag(const Prepared& prepared) const;

  struct ReadTexts;
  static bool read_way(const Question& question, ReadTexts& texts);
  bool read_place(const Question& question, ReadTexts& texts) const;
  bool read(const Question& question, ReadTexts& texts) const;
  void announce(ReadTexts& texts) const;
  Prepared look_up(const Question& question, const ReadTexts& texts);
  Place place_asked(const Question& question, const ReadTexts& texts);
  Asked& all_else_asked(const Question& question, const ReadTexts& texts, std::uint8_t kinds);

  std::shared_ptr<const PreparedTenant> tenant_;
  SignIn base_;
  InstructionSet instructions_;
  MaskTable subjects_, targets_, places_, contexts_;
  RowTable<ProofBlock> proofs_;
  Memo subject_memo_, target_memo_, context_memo_, proof_memo_;
  MemoOf<Place> place_memo_;
  std::vector<std::vector<std::uint32_t>> position_columns_ = {{}};
  Plain plain_base_;
  IdTable apps_asked_;
  // By way of asking, which is platform, client and kinds of person: the number of its column.
  std::vector<std::uint16_t> columns_asked_;
  std::vector<std::vector<Asked>> asked_;  // by column, then by row of apps_asked_
  tsl::robin_map<std::uint64_t, Place, NumberHash> places_asked_;
  std::string key_;             // reused: the key of the value being looked up
  std::optional<Facts> facts_;  // of the sign-in being prepared, once a value of it is new
};

}  // namespace caprock::evaluate
