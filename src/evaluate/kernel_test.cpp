// The kernels against the plain definition, on random tables.
#include "evaluate/kernel.h"

#include <gtest/gtest.h>

#include <random>

namespace caprock::evaluate {
namespace {

struct Masks {
  std::vector<MaskBlock> certain, possible;
  MaskRows rows() const { return {certain.data(), possible.data()}; }
};

struct Tables {
  std::size_t blocks = 1;
  Masks subject, target, place, context;
  std::vector<ProofBlock> proofs;
  std::vector<std::uint16_t> narrow;
  std::vector<std::uint32_t> wide;

  TablesView view(bool narrow_rows) const {
    TablesView view;
    view.blocks = blocks;
    view.class_of_row = narrow_rows ? narrow.data() : nullptr;
    view.wide_class_of_row = narrow_rows ? nullptr : wide.data();
    view.subject = subject.rows();
    view.target = target.rows();
    view.place = place.rows();
    view.context = context.rows();
    view.proofs = proofs.data();
    return view;
  }
};

constexpr std::uint32_t k_classes = 20;
constexpr std::uint32_t k_rows = 200;

class Random {
 public:
  explicit Random(unsigned seed) : engine_(seed) {}
  std::uint32_t below(std::uint32_t limit) {
    return std::uniform_int_distribution<std::uint32_t>(0, limit - 1)(engine_);
  }
  // Every bit set with about this chance in eight.
  std::uint64_t word(std::uint32_t eighths) {
    std::uint64_t word = 0;
    for (int bit = 0; bit < 64; ++bit) word |= std::uint64_t{below(8) < eighths ? 1U : 0U} << bit;
    return word;
  }

 private:
  std::mt19937 engine_;
};

void fill_dimension(Masks& masks, std::size_t blocks, Random& random) {
  masks.certain.resize(blocks * k_classes);
  for (std::size_t one = 0; one < k_classes; ++one)
    for (std::size_t block = 0; block < blocks; ++block)
      for (std::uint64_t& word : masks.certain[one * blocks + block].words)
        word = random.word(one % 3 == 0 ? 7 : 4);
  masks.possible = masks.certain;
  for (std::size_t one = 0; one < k_classes; ++one)
    for (std::size_t block = 0; block < blocks; ++block)
      for (std::uint64_t& word : masks.possible[one * blocks + block].words)
        word |= random.word(one % 2 == 0 ? 0 : 2);
}

Tables random_tables(std::size_t blocks, Random& random) {
  Tables tables;
  tables.blocks = blocks;
  for (auto* masks : {&tables.subject, &tables.target, &tables.place, &tables.context})
    fill_dimension(*masks, blocks, random);
  for (std::size_t i = 0; i < k_classes * blocks; ++i) {
    ProofBlock proof;
    // Few kinds say anything, or every verdict would be "blocked".
    for (std::uint64_t ProofBlock::* word :
         {&ProofBlock::blocked, &ProofBlock::may_block, &ProofBlock::unmet, &ProofBlock::open,
          &ProofBlock::too_old, &ProofBlock::too_old_open, &ProofBlock::unprotected,
          &ProofBlock::unprotected_open})
      if (random.below(2) == 0) proof.*word = std::uint64_t{1} << random.below(64);
    tables.proofs.push_back(proof);
  }
  for (std::uint32_t row = 0; row < k_rows; ++row) {
    tables.wide.push_back(random.below(k_classes));
    tables.narrow.push_back(static_cast<std::uint16_t>(tables.wide.back()));
  }
  return tables;
}

bool bit(const MaskBlock* blocks, std::size_t column) {
  return (blocks[column / 512].words[column % 512 / 64] >> (column % 64) & 1U) != 0;
}

struct Plain {
  Verdict verdict{};
  std::vector<std::uint64_t> kinds;
};

// The definition, policy by policy: is there one that ..., in the order of the verdicts.
Plain plainly(const Tables& tables, const Prepared& one) {
  Plain plain;
  plain.kinds.resize(tables.blocks);
  if (one.flags & Prepared::k_settled) {
    plain.verdict = static_cast<Verdict>(one.subject);
    return plain;
  }
  const std::uint32_t subject =
      one.flags & Prepared::k_subject_class ? one.subject : tables.wide[one.subject];
  bool blocked = false, unmet = false, open = false;
  bool may_block = (one.flags & Prepared::k_may_lack_position) != 0;
  bool old = false, old_open = false, unprotected = false, unprotected_open = false;
  for (std::size_t column = 0; column < tables.blocks * 512; ++column) {
    const auto in_all = [&](std::vector<MaskBlock> Masks::* side) {
      const auto in = [&](const Masks& masks, std::uint32_t number) {
        return bit((masks.*side).data() + number * tables.blocks, column);
      };
      return in(tables.subject, subject) && in(tables.target, one.target) &&
             in(tables.place, one.place) && in(tables.context, one.context);
    };
    const bool certain = in_all(&Masks::certain);
    const bool perhaps = !certain && in_all(&Masks::possible);
    if (!certain && !perhaps) continue;
    const std::size_t kind = column / 8;
    if (certain) plain.kinds[kind / 64] |= std::uint64_t{1} << (kind % 64);
    const ProofBlock& proof = tables.proofs[one.proof * tables.blocks + kind / 64];
    const auto says = [&](std::uint64_t word) { return (word >> (kind % 64) & 1U) != 0; };
    blocked = blocked || (certain && says(proof.blocked));
    may_block = may_block || says(proof.may_block);
    unmet = unmet || (certain && says(proof.unmet));
    open = open || says(proof.open) || (perhaps && says(proof.unmet));
    old = old || (certain && says(proof.too_old));
    old_open = old_open || says(proof.too_old_open) || (perhaps && says(proof.too_old));
    unprotected = unprotected || (certain && says(proof.unprotected));
    unprotected_open =
        unprotected_open || says(proof.unprotected_open) || (perhaps && says(proof.unprotected));
  }
  plain.verdict = blocked            ? Verdict::blocked
                  : may_block        ? Verdict::undetermined
                  : unmet            ? Verdict::needs_controls
                  : open             ? Verdict::undetermined
                  : old              ? Verdict::needs_controls
                  : old_open         ? Verdict::undetermined
                  : unprotected      ? Verdict::blocked
                  : unprotected_open ? Verdict::undetermined
                                     : Verdict::granted;
  return plain;
}

std::vector<Prepared> random_sign_ins(std::size_t count, Random& random) {
  std::vector<Prepared> sign_ins(count);
  for (Prepared& one : sign_ins) {
    one.target = random.below(k_classes);
    one.place = random.below(k_classes);
    one.context = random.below(k_classes);
    one.proof = random.below(k_classes);
    one.flags = random.below(8) == 0   ? Prepared::k_settled
                : random.below(3) == 0 ? Prepared::k_subject_class | Prepared::k_open
                                       : Prepared::k_open;
    if (random.below(8) == 0) one.flags |= Prepared::k_may_lack_position;
    one.subject = one.flags & Prepared::k_settled         ? random.below(4)
                  : one.flags & Prepared::k_subject_class ? random.below(k_classes)
                                                          : random.below(k_rows);
  }
  return sign_ins;
}

// Sign-ins for which nothing is open take the short way; theirs must be the same.
void close_some(const Tables& tables, std::vector<Prepared>& sign_ins) {
  const auto is_closed = [&](const Masks& masks, std::uint32_t number) {
    const auto first = static_cast<std::ptrdiff_t>(number * tables.blocks);
    const auto last = first + static_cast<std::ptrdiff_t>(tables.blocks);
    return std::equal(masks.certain.begin() + first, masks.certain.begin() + last,
                      masks.possible.begin() + first);
  };
  for (Prepared& one : sign_ins)
    if (one.flags == Prepared::k_open && is_closed(tables.subject, tables.wide[one.subject]) &&
        is_closed(tables.target, one.target) && is_closed(tables.place, one.place) &&
        is_closed(tables.context, one.context))
      one.flags = 0;
}

TEST(Kernel, every_instruction_set_gives_the_plain_answer) {
  int short_ways = 0;
  std::array<int, 4> verdict_counts{};
  for (unsigned seed = 1; seed <= 12; ++seed) {
    Random random(seed);
    const Tables tables = random_tables(seed % 3 == 0 ? 2 + seed % 2 : 1, random);
    std::vector<Prepared> sign_ins = random_sign_ins(500, random);
    close_some(tables, sign_ins);
    for (const InstructionSet instructions :
         {InstructionSet::scalar, InstructionSet::avx2, InstructionSet::avx512}) {
      if (!is_supported(instructions)) continue;
      for (const bool narrow : {true, false}) {
        std::vector<Verdict> verdicts(sign_ins.size());
        std::vector<std::uint64_t> kinds(sign_ins.size() * tables.blocks);
        decide_all(tables.view(narrow), sign_ins, verdicts.data(), kinds.data(), instructions);
        for (std::size_t i = 0; i < sign_ins.size(); ++i) {
          const Plain plain = plainly(tables, sign_ins[i]);
          ASSERT_EQ(verdicts[i], plain.verdict)
              << "seed " << seed << ", sign-in " << i << ", " << to_string(instructions);
          for (std::size_t block = 0; block < tables.blocks; ++block)
            ASSERT_EQ(kinds[i * tables.blocks + block], plain.kinds[block]) << "seed " << seed;
          short_ways += sign_ins[i].flags == 0 ? 1 : 0;
          ++verdict_counts[static_cast<std::size_t>(plain.verdict)];
        }
      }
    }
  }
  // The test looked at what it is for.
  EXPECT_GT(short_ways, 200);
  for (const int count : verdict_counts) EXPECT_GT(count, 200);
}

TEST(Kernel, the_best_instruction_set_is_supported) {
  EXPECT_TRUE(is_supported(best_instruction_set()));
  EXPECT_TRUE(is_supported(InstructionSet::scalar));
}

}  // namespace
}  // namespace caprock::evaluate
