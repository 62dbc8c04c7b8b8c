/* Two routers: the LIMITER takes so many prefixes from its customer, the SPEAKER, which begins to announce more. Each
 * simulated prefix stands for WEIGHT real ones; OLD of them are there at rest. */
#include "models/engine/transfer.h"
#include "models/policy/limit.h"
#include "models/policy/policy.h"
#include "tests/stage.h"

enum { SPEAKER, LIMITER, OLD = 4, NEW = 8, WEIGHT = 10, DELAY = 10 * SIM_MILLISECOND, RTT = 2 * DELAY };

static const struct world_limit twice = {.factor = 2, .warning = 0.75, .teardown = true, .idle = 300 * SIM_SECOND};

static struct stage *scene(const struct world_limit *limit, double rate) {
  struct platform platform[2] = {stage_platform(), stage_platform()};
  stage_wait(&platform[SPEAKER], 86400 * SIM_SECOND, 0); /* the LIMITER dials */
  stage_wait(&platform[LIMITER], SIM_SECOND, 0);
  platform[SPEAKER].transfer_rate = rate;
  struct world_settings settings = stage_settings(platform);
  settings.platform_of = (const uint8_t[]){SPEAKER, LIMITER};
  settings.prefixes = (const uint32_t[]){OLD * WEIGHT, 0};
  const struct network_link link = {LIMITER, SPEAKER, NEIGHBOR_CUSTOMER, DELAY, false};
  struct stage *stage = stage_new(stage_network(2, &link, 1), &settings);
  for (uint32_t i = 0; i < OLD + NEW; i++) world_add_prefix(stage->world, WEIGHT, false);
  for (uint32_t i = 0; i < OLD; i++) world_settle(stage->world, i, SPEAKER);
  if (limit) world_set_limit(stage->world, stage_half(stage, LIMITER, SPEAKER), limit);
  return stage;
}

/* Another `count` prefixes, a second apart; each is heard before the next. */
static void more(struct stage *stage, uint32_t count) {
  const struct plane *p;
  for (uint32_t i = 0; i < OLD + NEW && count; i++) {
    p = world_plane(stage->world, i);
    if (p->own[SPEAKER]) continue;
    world_announce(stage->world, i, SPEAKER, ATTRS_PLAIN);
    stage_until(stage, stage->sim->now + SIM_SECOND);
    count--;
  }
  g_assert_cmpuint(count, ==, 0);
}

static const struct occurrence *next_limit(struct stage *stage, uint32_t n) {
  while (stage_count(stage, OCCURRENCE_PREFIX_LIMIT) <= n)
    g_assert_cmpint(sim_run(stage->sim, SIM_NEVER, 1), ==, SIM_END_BUDGET);
  return stage_find(stage, OCCURRENCE_PREFIX_LIMIT, n);
}

/* 40 at rest, so 80 is the most and 60 is worth a warning: the third beyond them warns, the fifth is too many. */
static void the_limit_trips(void) {
  struct stage *stage = scene(&twice, 0);
  more(stage, 2);
  g_assert_cmpuint(stage_count(stage, OCCURRENCE_PREFIX_WARNING), ==, 0);
  more(stage, 1);
  g_assert_cmpuint(stage_find(stage, OCCURRENCE_PREFIX_WARNING, 0)->count, ==, 70);
  more(stage, 1);
  g_assert_cmpuint(stage_count(stage, OCCURRENCE_PREFIX_WARNING), ==, 1);
  g_assert_cmpuint(stage_count(stage, OCCURRENCE_PREFIX_LIMIT), ==, 0);
  more(stage, 1);
  const struct occurrence *announce = stage_find(stage, OCCURRENCE_ANNOUNCE, 4);
  const struct occurrence *limit = stage_find(stage, OCCURRENCE_PREFIX_LIMIT, 0);
  const struct occurrence *down = stage_find(stage, OCCURRENCE_SESSION_DOWN, 0);
  g_assert_cmpuint(limit->because, ==, announce->id);
  g_assert_cmpuint(limit->count, ==, 90);
  g_assert_cmpuint(down->because, ==, limit->id);
  g_assert_true(down->at == limit->at && down->router == LIMITER && down->loss == LOSS_NOTIFICATION_SENT);
  g_assert_true(down->code == 6 && down->subcode == 1);
  for (uint32_t i = 0; i < OLD; i++) g_assert_cmpuint(world_best(stage->world, i, LIMITER), ==, PATH_NONE);
  stage_free(stage);
}

/* How far into a transfer the first prefix is that makes the sum greater than `most`. */
static sim_time overflow(const struct stage *stage, double most) {
  uint32_t half = stage_half(stage, SPEAKER, LIMITER);
  g_assert_true(stage->world->state[half] & STATE_TRANSFER);
  sim_time at[OLD + NEW], nth = 0;
  uint32_t count = 0;
  for (uint32_t i = 0; i < OLD + NEW; i++)
    if (world_plane(stage->world, i)->own[SPEAKER])
      at[count++] = transfer_slot(stage->world, world_plane(stage->world, i), half) - stage->world->since[half];
  for (uint32_t i = 0; i < count; i++) {
    double before = WEIGHT;
    for (uint32_t j = 0; j < count; j++) before += at[j] < at[i] ? WEIGHT : 0;
    if (before > most && before - WEIGHT <= most) nth = at[i];
  }
  g_assert_cmpint(nth, >, 0);
  return nth;
}

/* As long as there is a cause: idle timeout, 3 RTT as in law V7, and the way through the table to the one too many. */
static void it_trips_again(void) {
  struct stage *stage = scene(&twice, 5);
  uint32_t half = stage_half(stage, SPEAKER, LIMITER);
  more(stage, 6);
  sim_time last = next_limit(stage, 0)->at;
  while (!(stage->world->state[half] & STATE_TRANSFER)) sim_run(stage->sim, SIM_NEVER, 1);
  sim_time place = overflow(stage, 2 * OLD * WEIGHT);
  for (uint32_t n = 1; n < 20; n++) {
    sim_time at = next_limit(stage, n)->at;
    g_assert_cmpint(at - last, ==, twice.idle + 3 * RTT + place);
    last = at;
  }
  stage_free(stage);
}

static void it_heals_with_its_cause(void) {
  struct stage *stage = scene(&twice, 0);
  more(stage, 5);
  for (uint32_t i = OLD; i < OLD + 5; i++) world_withdraw(stage->world, i, SPEAKER);
  stage_rest(stage);
  g_assert_cmpuint(stage_count(stage, OCCURRENCE_PREFIX_LIMIT), ==, 1);
  g_assert_true(world_session_up(stage->world, stage_half(stage, LIMITER, SPEAKER)));
  for (uint32_t i = 0; i < OLD; i++) g_assert_cmpuint(world_best(stage->world, i, LIMITER), !=, PATH_NONE);
  stage_free(stage);
}

/* Without an idle timeout the platform's own wait is all there is. */
static void no_idle_timeout_spins(void) {
  struct world_limit limit = twice;
  limit.idle = 0;
  struct stage *stage = scene(&limit, 0);
  more(stage, 5);
  sim_time first = next_limit(stage, 0)->at;
  g_assert_cmpint(next_limit(stage, 1)->at - first, ==, SIM_SECOND + 3 * RTT);
  stage_free(stage);
}

static void for_ever_needs_a_hand(void) {
  struct world_limit limit = twice;
  limit.idle = SIM_NEVER;
  struct stage *stage = scene(&limit, 0);
  uint32_t half = stage_half(stage, LIMITER, SPEAKER);
  more(stage, 5);
  stage_rest(stage);
  g_assert_false(world_session_up(stage->world, half));
  world_withdraw(stage->world, OLD, SPEAKER);
  world_restore(stage->world, half);
  stage_rest(stage);
  g_assert_true(world_session_up(stage->world, half));
  g_assert_cmpuint(stage_count(stage, OCCURRENCE_PREFIX_LIMIT), ==, 1);
  stage_free(stage);
}

static void without_teardown_it_is_logged(void) {
  struct world_limit limit = twice;
  limit.teardown = false;
  struct stage *stage = scene(&limit, 0);
  more(stage, 7);
  g_assert_cmpuint(stage_count(stage, OCCURRENCE_PREFIX_LIMIT), ==, 1);
  g_assert_cmpuint(stage_count(stage, OCCURRENCE_SESSION_DOWN), ==, 0);
  for (uint32_t i = OLD; i < OLD + 7; i++) world_withdraw(stage->world, i, SPEAKER);
  stage_rest(stage);
  more(stage, 5);
  g_assert_cmpuint(stage_count(stage, OCCURRENCE_PREFIX_LIMIT), ==, 2);
  stage_free(stage);
}

static void a_number_limits_too(void) {
  const struct world_limit limit = {.maximum = 95, .teardown = true, .idle = SIM_NEVER};
  struct stage *stage = scene(&limit, 0);
  more(stage, 5);
  g_assert_cmpuint(stage_count(stage, OCCURRENCE_PREFIX_LIMIT), ==, 0);
  more(stage, 1);
  g_assert_cmpuint(stage_count(stage, OCCURRENCE_PREFIX_LIMIT), ==, 1);
  g_assert_cmpuint(stage_count(stage, OCCURRENCE_PREFIX_WARNING), ==, 0);
  stage_free(stage);
}

static void nobody_limits_unless_told(void) {
  struct stage *stage = scene(NULL, 0);
  more(stage, NEW);
  g_assert_cmpuint(stage_count(stage, OCCURRENCE_SESSION_DOWN), ==, 0);
  stage_free(stage);
}

/* A stub with two providers tells both of every route that it has; it prefers those of the CARELESS one (by number), so
 * the CAREFUL one hears of them. Limiting its customers to twice what they have, it is rid of the leak at once. */
static void a_leak_is_stopped(void) {
  enum { ELSEWHERE, CARELESS, CAREFUL, STUB, TOP, ROUTERS, PREFIXES = 6 };
  struct platform platform = stage_platform();
  stage_wait(&platform, 60 * SIM_SECOND, 0);
  struct world_settings settings = stage_settings(&platform);
  settings.prefixes = (const uint32_t[ROUTERS]){PREFIXES, 1, 1, 1, 1};
  const struct network_link link[] = {{TOP, CAREFUL, NEIGHBOR_CUSTOMER, DELAY, false},
                                      {TOP, CARELESS, NEIGHBOR_CUSTOMER, DELAY, false},
                                      {TOP, ELSEWHERE, NEIGHBOR_CUSTOMER, DELAY, false},
                                      {CAREFUL, STUB, NEIGHBOR_CUSTOMER, DELAY, false},
                                      {CARELESS, STUB, NEIGHBOR_CUSTOMER, DELAY, false}};
  struct stage *stage = stage_new(stage_network(ROUTERS, link, G_N_ELEMENTS(link)), &settings);
  for (uint32_t i = 0; i < PREFIXES; i++)
    world_settle(stage->world, world_add_prefix(stage->world, 1, false), ELSEWHERE);
  world_set_limit(stage->world, stage_half(stage, CAREFUL, STUB), &twice);
  policy_leak(stage->world, STUB, NETWORK_NONE, true);
  stage_until(stage, 10 * SIM_SECOND);
  const struct occurrence *leak = stage_find(stage, OCCURRENCE_LEAK, 0);
  const struct occurrence *limit = stage_find(stage, OCCURRENCE_PREFIX_LIMIT, 0);
  g_assert_nonnull(limit);
  g_assert_cmpuint(limit->because, ==, leak->id);
  g_assert_cmpuint(stage_find(stage, OCCURRENCE_SESSION_DOWN, 0)->because, ==, limit->id);
  g_assert_false(world_session_up(stage->world, stage_half(stage, CAREFUL, STUB)));
  g_assert_true(world_session_up(stage->world, stage_half(stage, CARELESS, STUB)));
  g_assert_true(stage_path_is(stage, 0, CAREFUL, (const uint32_t[]){TOP + 1, ELSEWHERE + 1}, 2));
  stage_free(stage);
}

/* Every teardown takes the old prefixes along; where a lost session counts as a flap, the third time suppresses them.
 */
static void a_limit_under_damping_is_flapping(void) {
  struct damping damping = damping_find("cisco")->damping;
  struct world_limit limit = twice;
  limit.idle = 10 * SIM_SECOND;
  damping.loss = DAMPING_LOSS_COUNTS;
  struct stage *stage = scene(&limit, 0);
  world_set_damping(stage->world, stage_half(stage, LIMITER, SPEAKER), &damping);
  more(stage, 5);
  uint32_t third = next_limit(stage, 2)->id;
  g_assert_cmpuint(stage_find(stage, OCCURRENCE_SESSION_DOWN, 2)->because, ==, third);
  for (uint32_t i = 0; i < OLD; i++) {
    const struct occurrence *suppressed = stage_find(stage, OCCURRENCE_SUPPRESSED, i);
    g_assert_cmpuint(suppressed->because, ==, stage_find(stage, OCCURRENCE_SESSION_DOWN, 2)->id);
  }
  stage_free(stage);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/limit/a warning, then Cease, Maximum Number of Prefixes Reached", the_limit_trips);
  g_test_add_func("/limit/it trips again every idle timeout + 3 RTT + the way to the one too many", it_trips_again);
  g_test_add_func("/limit/without the cause the session comes back for good", it_heals_with_its_cause);
  g_test_add_func("/limit/without an idle timeout it comes back after the platform's wait", no_idle_timeout_spins);
  g_test_add_func("/limit/for ever means until somebody clears it", for_ever_needs_a_hand);
  g_test_add_func("/limit/without teardown it is logged, once each time", without_teardown_it_is_logged);
  g_test_add_func("/limit/a number limits as a factor does", a_number_limits_too);
  g_test_add_func("/limit/nobody limits unless told", nobody_limits_unless_told);
  g_test_add_func("/limit/a leak is stopped where customers are limited", a_leak_is_stopped);
  g_test_add_func("/limit/where a loss counts, a limit that trips is flapping", a_limit_under_damping_is_flapping);
  return g_test_run();
}
