// From sign-ins to prepared ones: each value of an input is judged once and remembered.
//
// A preparer belongs to one thread. Its memory grows with the number of different values it has
// seen; whoever feeds it without end asks `remembered` and starts a new one. Where the masks cannot
// tell the verdict (a demand that another policy's demand replaces, a position that nobody can be
// asked for), the verdict is found while the sign-in is prepared.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "evaluate/facts.h"
#include "evaluate/kernel.h"
#include "evaluate/prepared_tenant.h"
#include "evaluate/sign_in_key.h"

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
  // Nothing when a text cannot be read or the user is not found: then somebody who can explain must
  // be asked. Allocates only for values not seen before.
  std::optional<Prepared> prepare(const Question& question);

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

  std::size_t remembered() const;  // values held
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
  template <class T>
  using MemoOf = std::unordered_map<std::string, T, TextHash, std::equal_to<>>;
  using Memo = MemoOf<std::uint32_t>;
  // What a question's app, platform and client come to for one kind of person.
  struct Asked {
    std::uint32_t target = 0;
    std::uint32_t context = 0;
    std::uint32_t proof = 0;
  };

  Prepared prepare_described(const SignIn& sign_in);
  const Facts& facts_of(const SignIn& sign_in);
  SubjectTraits traits_of(const Subject& subject, std::optional<People::Row> row) const;
  std::optional<People::Row> row_of(const Subject& subject) const;
  bool is_plain(const Subject& subject, const SubjectTraits& traits, People::Row row) const;
  void prepare_subject(Prepared& prepared, const SignIn& sign_in, const SubjectTraits& traits,
                       std::optional<People::Row> row);
  std::uint32_t remember(Memo& memo, MaskTable& masks, Dimension dimension, const SignIn& sign_in);
  std::uint32_t proof_of(const SignIn& sign_in);
  bool is_blocked_by_missing_position(const SignIn& sign_in, const Prepared& prepared);
  std::optional<Verdict> settled_verdict(const SignIn& sign_in, const Prepared& prepared);
  Prepared finish(Prepared prepared, const SignIn& sign_in);
  bool is_coupled(const Prepared& prepared) const;
  std::uint32_t subject_class_of(const Prepared& prepared) const;
  std::uint32_t open_flag(const Prepared& prepared) const;

  static bool is_readable(const Question& question);
  std::uint32_t place_asked(const Question& question, const Signal<IpAddress>& ip);
  std::optional<Asked> all_else_asked(const Question& question, std::uint8_t kinds);

  std::shared_ptr<const PreparedTenant> tenant_;
  SignIn base_;
  InstructionSet instructions_;
  MaskTable subjects_, targets_, places_, contexts_;
  RowTable<ProofBlock> proofs_;
  Memo subject_memo_, target_memo_, place_memo_, context_memo_, proof_memo_, places_asked_;
  MemoOf<Asked> asked_;
  std::string key_;             // reused: the key of the value being looked up
  std::optional<Facts> facts_;  // of the sign-in being prepared, once a value of it is new
};

}  // namespace caprock::evaluate
