#include "tests/chain.h"

#include "models/session/session.h"

struct platform chain_graceful(void) {
  struct platform p = stage_platform();
  p.process_restart = CHAIN_DOWN;
  p.keeps_fib = true;
  p.graceful = PLATFORM_GRACEFUL_YES;
  p.restart_time = p.deferral_time = 120 * SIM_SECOND;
  p.stale_time = 360 * SIM_SECOND;
  return p;
}

struct platform chain_plain(void) {
  struct platform p = chain_graceful();
  p.graceful = PLATFORM_GRACEFUL_NO;
  p.keeps_fib = false;
  return p;
}

struct platform chain_notified(void) {
  struct platform p = chain_graceful();
  p.graceful_notification = true;
  return p;
}

/* Prefix 0 comes from CHAIN_ORIGIN, prefix 1 from CHAIN_EDGE, prefix 2 is a trigger that nobody announces. */
struct stage *chain_new(struct chain *c) {
  static const struct network_link link[] = {{CHAIN_MIDDLE, CHAIN_ORIGIN, NEIGHBOR_CUSTOMER, CHAIN_DELAY, false},
                                             {CHAIN_EDGE, CHAIN_MIDDLE, NEIGHBOR_CUSTOMER, CHAIN_DELAY, false}};
  struct platform platform[] = {c->origin, c->middle, c->edge};
  for (int i = 0; i < CHAIN_ROUTERS; i++) platform[i].transfer_rate = c->rate;
  struct world_settings settings = stage_settings(platform);
  settings.platform_of = (const uint8_t[]){CHAIN_ORIGIN, CHAIN_MIDDLE, CHAIN_EDGE};
  struct stage *stage = stage_new(stage_network(CHAIN_ROUTERS, link, 2), &settings);
  world_settle(stage->world, world_add_prefix(stage->world, 1, false), CHAIN_ORIGIN);
  world_settle(stage->world, world_add_prefix(stage->world, 1, false), CHAIN_EDGE);
  world_add_prefix(stage->world, 1, true);
  return stage;
}

struct stage *chain_of(struct platform p) {
  return chain_new(&(struct chain){p, p, p, 0});
}

void chain_crash(struct stage *stage) {
  stage_until(stage, CHAIN_CRASH);
  world_crash_process(stage->world, CHAIN_MIDDLE);
}

bool chain_is_up(const struct stage *stage, uint32_t router, uint32_t peer) {
  return stage->world->state[stage_half(stage, router, peer)] & STATE_UP;
}

bool chain_reaches(const struct stage *stage, uint32_t prefix, uint32_t router) {
  return world_reach(stage->world, prefix, router) == REACH_DELIVERED;
}

bool chain_knows(const struct stage *stage, uint32_t prefix, uint32_t router) {
  return world_best(stage->world, prefix, router) != PATH_NONE;
}

void chain_expect_at(const struct stage *stage, enum occurrence_kind kind, sim_time at) {
  g_assert_cmpuint(stage_count(stage, kind), ==, 1);
  g_assert_cmpint(stage_find(stage, kind, 0)->at, ==, at);
}

/* Runs to just before `at`, where the router knows the prefix, and to `at`, when it does no more. */
void chain_expect_loss(struct stage *stage, uint32_t prefix, uint32_t router, sim_time at) {
  stage_until(stage, at - 1);
  g_assert_true(chain_knows(stage, prefix, router));
  stage_until(stage, at);
  g_assert_false(chain_knows(stage, prefix, router));
}

void chain_expect_whole(struct stage *stage) {
  stage_rest(stage);
  for (uint32_t r = 0; r < CHAIN_ROUTERS; r++) g_assert_true(chain_reaches(stage, 0, r) && chain_reaches(stage, 1, r));
  g_assert_true(world_session_up(stage->world, 0) && world_session_up(stage->world, 2));
}
