// Random tenants and sign-ins, decided by the reference and by the engines, until they disagree.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "tests/differential/engines.h"
#include "tests/differential/question.h"

namespace caprock::differential {

// Every world has its own seed, so that one can be asked for alone.
struct Campaign {
  std::uint64_t seed = 1;
  std::uint64_t first_world = 0;
  std::uint64_t decisions = 0;  // of the reference; the world in which it is reached is finished
  std::vector<const Engine*> engines;
  // Called after each world with the decisions so far.
  std::function<void(std::uint64_t world, std::uint64_t decisions)> progress;
};

struct Disagreement {
  std::uint64_t world = 0;
  std::size_t sign_in = 0;  // in its world
  std::string engine;
  std::vector<std::string> differences;
  Question question;
};

// How the answers were spread: a generator that only ever gives one answer proves nothing.
struct Tally {
  std::uint64_t worlds = 0;
  std::uint64_t decisions = 0;
  std::uint64_t verdicts[4] = {};  // by Verdict
  std::uint64_t policies[3] = {};  // by PolicyResult::applies
};

struct Outcome {
  Tally tally;
  std::optional<Disagreement> disagreement;  // the first, with which it ends; none: they agree
};

Outcome run(const Campaign& campaign);

// The questions of one world: one tenant, a few options, sign-ins for each.
std::vector<Question> questions_of(std::uint64_t seed, std::uint64_t world);

// The differences of one engine on a question; none if the question cannot be read.
std::vector<std::string> differences_on(const Question& question, const Engine& engine);

}  // namespace caprock::differential
