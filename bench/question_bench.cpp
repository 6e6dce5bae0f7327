// Questions as texts and sign-ins as objects, with reasons and without; and one policy changed.
// Answers are checked: what is prepared against decisions with reasons.
#include <algorithm>
#include <array>
#include <random>
#include <span>
#include <string_view>
#include <thread>

#include "base/assert.h"
#include "bench/decision_world.h"
#include "bench/rounds.h"
#include "evaluate/decide.h"

namespace caprock::bench {
namespace {

using namespace evaluate;

// A text that carries its bytes.
struct Text {
  std::array<char, 46> bytes{};  // as long as an address can be
  std::uint8_t size = 0;

  explicit Text(std::string_view text = {}) : size(static_cast<std::uint8_t>(text.size())) {
    CAPROCK_ASSERT(text.size() <= bytes.size());
    std::copy(text.begin(), text.end(), bytes.begin());
  }
  std::string_view view() const { return {bytes.data(), size}; }
};

// What-if from texts to a verdict: user, app, address, country, platform, client. Whoever asks has
// the texts at hand, so their bytes stand together and are copied before the clock starts.
struct Texts {
  Text user, app, ip, country;
  std::string_view platform, client;
};

std::vector<Texts> random_texts(const World& world, std::size_t count) {
  std::mt19937 random(11);
  const auto below = [&](std::size_t limit) {
    return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random);
  };
  constexpr std::array<std::string_view, 4> k_platforms = {"windows", "macOS", "iOS", "android"};
  constexpr std::array<std::string_view, 2> k_clients = {"browser", "mobileAppsAndDesktopClients"};
  const People& people = world.compiled->people();
  const auto& apps = world.compiled->snapshot().service_principals.items;
  std::vector<Texts> texts(count);
  for (Texts& one : texts) {
    one.user = Text(people.id(static_cast<People::Row>(below(people.user_count()))).text());
    one.app = Text(apps[below(apps.size())].app_id.text());
    const SignIn& other = world.samples[below(world.samples.size())];
    one.ip = Text(other.client.ip.value() ? to_string(*other.client.ip.value()) : "198.51.100.7");
    one.country = Text(other.client.country.value() ? *other.client.country.value() : "US");
    one.platform = k_platforms[below(k_platforms.size())];
    one.client = k_clients[below(k_clients.size())];
  }
  return texts;
}

Question as_question(const Texts& texts) {
  return {texts.user.view(),    texts.app.view(), texts.ip.view(),
          texts.country.view(), texts.platform,   texts.client};
}

// An interactive sign-in of which all else is known.
SignIn base_sign_in() {
  SignIn sign_in;
  sign_in.at = Instant();
  sign_in.request.client_kind = ClientKind::public_client;
  sign_in.client.gps = Signal<GpsPosition>::absent();
  sign_in.client.compliant_network = false;
  sign_in.device = Signal<Device>::absent();
  sign_in.risk = {RiskLevel::none, RiskLevel::none, RiskLevel::none, Signal<AgentRisk>::absent(),
                  Signal<InsiderRisk>::absent()};
  sign_in.original_transfer_method = std::uint8_t{0};
  sign_in.session.methods = std::vector<UsedMethod>{UsedMethod{}};
  sign_in.session.mfa_claim = false;
  return sign_in;
}

constexpr std::size_t k_questions = 102'400;
constexpr std::size_t k_block = 32;
static_assert(k_questions % (2 * k_block) == 0);

// Answers questions on one thread.
class Asker {
 public:
  explicit Asker(const World& world)
      : tenant_(*world.compiled), preparer_(world.tenant, base_sign_in()) {
    kinds_.resize(k_block * world.tenant->columns().blocks());
  }

  // False: one was not understood.
  template <std::size_t N>
  bool answer(std::span<const Question, N> questions, std::span<Verdict> verdicts) {
    std::array<Prepared, N> prepared;
    preparer_.prepare(questions, prepared);
    preparer_.decide(prepared, verdicts, kinds_);
    return std::all_of(prepared.begin(), prepared.end(),
                       [](const Prepared& one) { return one.is_understood(); });
  }
  Verdict with_reasons(const Texts& texts) const {
    return evaluate::decide(tenant_, preparer_.as_sign_in(as_question(texts))).verdict;
  }

 private:
  const CompiledTenant& tenant_;
  Preparer preparer_;
  std::vector<std::uint64_t> kinds_;
};

void check(benchmark::State& state, const Asker& asker, std::span<const Texts> texts,
           std::span<const Verdict> verdicts) {
  for (std::size_t i = 0; i < texts.size(); i += 997)
    if (asker.with_reasons(texts[i]) != verdicts[i])
      return state.SkipWithError("another verdict with reasons");
}

// Questions in blocks of N, as whoever has many asks them, or each alone; the time of one is its
// share of its block's. Five rounds; quantiles are of all blocks.
template <std::size_t N>
void what_if_from_texts(benchmark::State& state) {
  static_assert(k_questions % N == 0);
  World& world = world_of(size_of(state));
  Asker asker(world);
  const std::vector<Texts> texts = random_texts(world, k_questions);
  std::vector<Verdict> verdicts(k_questions);
  std::vector<double> each;
  bool all = true;
  const auto answer_all = [&] {
    std::array<Texts, N> at_hand;
    std::array<Question, N> questions;
    for (std::size_t i = 0; i < k_questions; i += N) {
      std::copy_n(texts.begin() + static_cast<std::ptrdiff_t>(i), N, at_hand.begin());
      std::transform(at_hand.begin(), at_hand.end(), questions.begin(), as_question);
      const std::span into = std::span(verdicts).subspan(i, N);
      each.push_back(seconds_of([&] { all = asker.answer<N>(questions, into) && all; }) / N);
    }
  };
  for (auto _ : state) {
    answer_all();  // values become known
    each.clear();
    for (int round = 0; round < k_rounds; ++round) answer_all();
    state.SetIterationTime(median(each));
  }
  if (!all) return state.SkipWithError("a question was not understood");
  check(state, asker, texts, verdicts);
  count_quantiles(state, each);
}
BENCHMARK(what_if_from_texts<k_block>)->Name("what_if_from_texts")->Apply(growth);
BENCHMARK(what_if_from_texts<1>)->Name("what_if_from_texts_alone")->Apply(growth);

// All questions by one thread, and by two that share the tenant, each with its half.
void what_if_on_threads(benchmark::State& state) {
  World& world = world_of(size_of(state));
  const std::vector<Texts> texts = random_texts(world, k_questions);
  Asker one(world), other(world);
  std::vector<Verdict> expected(k_questions), verdicts(k_questions);
  const auto answer_part = [&](Asker& asker, std::size_t from, std::size_t to,
                               std::vector<Verdict>& into) {
    std::array<Question, k_block> questions;
    for (std::size_t i = from; i < to; i += k_block) {
      std::transform(texts.begin() + static_cast<std::ptrdiff_t>(i),
                     texts.begin() + static_cast<std::ptrdiff_t>(i + k_block), questions.begin(),
                     as_question);
      asker.answer<k_block>(questions, std::span(into).subspan(i, k_block));
    }
  };
  Pair pair;
  for (auto _ : state) {
    pair = in_turns(
        [&] {
          std::thread beside([&] { answer_part(other, 0, k_questions / 2, verdicts); });
          answer_part(one, k_questions / 2, k_questions, verdicts);
          beside.join();
        },
        [&] { answer_part(one, 0, k_questions, expected); });
    state.SetIterationTime(pair.ours);
  }
  if (verdicts != expected) return state.SkipWithError("two threads give other verdicts");
  state.counters["each"] = pair.ours / static_cast<double>(k_questions);
  state.counters["speedup"] = 1 / pair.ratio;
}
BENCHMARK(what_if_on_threads)->Apply(largest);

bool same(const Prepared& a, const Prepared& b) {
  return a.subject == b.subject && a.target == b.target && a.place == b.place &&
         a.context == b.context && a.proof == b.proof && a.flags == b.flags;
}

// From a sign-in as an object to its prepared form, all values seen before.
void prepare_sign_ins(benchmark::State& state) {
  World& world = world_of(size_of(state));
  std::vector<double> each(k_different);
  std::size_t different = 0;
  for (auto _ : state) {
    for (std::size_t i = 0; i < k_different; ++i) {
      Prepared prepared;
      each[i] = seconds_of([&] { prepared = world.preparer->prepare(world.samples[i]); });
      different += same(prepared, world.sampled[i]) ? 0 : 1;
    }
    state.SetIterationTime(median(each));
  }
  if (different > 0) return state.SkipWithError("prepared otherwise than before");
  count_quantiles(state, each);
}
BENCHMARK(prepare_sign_ins)->Apply(in_the_middle);

void decide_with_reasons(benchmark::State& state) {
  World& world = world_of(size_of(state));
  constexpr std::size_t k_some = 1024;
  std::vector<Verdict> prepared(k_some);
  std::vector<std::uint64_t> kinds(k_some * world.tenant->columns().blocks());
  world.preparer->decide(std::span(world.sampled).first(k_some), prepared, kinds);
  std::vector<double> each(k_some);
  std::size_t different = 0;
  for (auto _ : state) {
    for (std::size_t i = 0; i < k_some; ++i) {
      Verdict verdict{};
      each[i] = seconds_of(
          [&] { verdict = evaluate::decide(*world.compiled, world.samples[i]).verdict; });
      different += verdict == prepared[i] ? 0 : 1;
    }
    state.SetIterationTime(median(each));
  }
  if (different > 0) return state.SkipWithError("another verdict than without reasons");
  count_quantiles(state, each);
}
BENCHMARK(decide_with_reasons)->Apply(growth);

// One policy of a loaded tenant changed, until a decision has used it.
void change_one_policy(benchmark::State& state) {
  World& world = world_of(size_of(state));
  std::vector<double> times;
  std::size_t policy = 0;
  for (auto _ : state) {
    auto changed = std::make_shared<TenantSnapshot>(world.compiled->snapshot());
    Policy& one = changed->policies.items[policy++ % changed->policies.items.size()];
    one.state = PolicyState::enabled;
    one.conditions.users.emplace();
    // Groups that no policy named before.
    const People& people = world.compiled->people();
    const People::GroupIndex group =
        static_cast<People::GroupIndex>(policy * 31 % people.group_count());
    one.conditions.users->include_groups = {people.group_id(group)};
    const double seconds = seconds_of([&] {
      const auto compiled = std::make_shared<CompiledTenant>(
          changed, world.compiled->shared_people(), EvaluationOptions{});
      const auto tenant = std::make_shared<PreparedTenant>(world.tenant->with(compiled));
      Preparer preparer(tenant);
      const Prepared prepared = preparer.prepare(world.samples.front());
      Verdict verdict{};
      std::vector<std::uint64_t> kinds(tenant->columns().blocks());
      preparer.decide({&prepared, 1}, {&verdict, 1}, kinds);
      if (evaluate::decide(*compiled, world.samples.front()).verdict != verdict)
        state.SkipWithError("another verdict with reasons");
    });
    state.SetIterationTime(seconds);
    times.push_back(seconds);
  }
  count_quantiles(state, times);
}
BENCHMARK(change_one_policy)
    ->Args({100'000, 1'000, 240})
    ->Args({k_million, 3'000, 240})
    ->ArgNames({"users", "apps", "policies"})
    ->Iterations(15)
    ->UseManualTime();

}  // namespace
}  // namespace caprock::bench
