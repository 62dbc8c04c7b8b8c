/* What a speaker does with routes of a family that it has switched off for an error. */
#include "models/speaker/speaker.h"

#include "models/bgp/attribute.h"
#include "models/session/session.h"
#include "tests/fault.h"
#include "tests/stage.h"

enum { A, B, PLAIN, LATER, BAD, OTHER, DELAY = 10 * SIM_MILLISECOND };

static bool knows(const struct stage *stage, uint32_t prefix, uint32_t router) {
  return world_best(stage->world, prefix - PLAIN, router) != PATH_NONE;
}

/* A announces, B knows the attribute of the fault and disables the family over it. */
static void disable(void) {
  const struct network_link link = {A, B, NEIGHBOR_CUSTOMER, DELAY, false};
  const struct strategy_rule rule = {
      ATTRIBUTE_COMMUNITY, DEFECT_LENGTH, STRATEGY_BOTH_KINDS, OUTCOME_AFI_SAFI_DISABLE, 0, 0, NULL};
  struct platform platform = stage_platform();
  struct fault fault;
  fault_init(&fault);
  struct strategy *strategy = strategy_new("disable", "disable", NULL, &rule, 1);
  fault.profile[FAULT_RESET].strategy = strategy;
  struct world_settings settings = stage_settings(&platform);
  settings.profiles = fault.profile;
  settings.profile_count = FAULT_PROFILES;
  settings.profile_of = (const uint16_t[]){FAULT_FORWARD, FAULT_RESET};
  struct stage *stage = stage_new(stage_network(2, &link, 1), &settings);
  for (int prefix = PLAIN; prefix <= OTHER; prefix++) world_add_prefix(stage->world, 1, prefix == BAD);
  world_announce(stage->world, PLAIN - PLAIN, A, ATTRS_PLAIN);
  stage_rest(stage);
  g_assert_true(knows(stage, PLAIN, B));
  world_announce(stage->world, BAD - PLAIN, A, fault_attrs(stage->world));
  stage_rest(stage);
  g_assert_true(!knows(stage, PLAIN, B) && !knows(stage, BAD, B)); /* all of the family */
  world_announce(stage->world, LATER - PLAIN, A, ATTRS_PLAIN);
  world_announce(stage->world, OTHER - PLAIN, B, ATTRS_PLAIN);
  stage_rest(stage);
  g_assert_false(knows(stage, LATER, B)); /* and what comes later */
  g_assert_true(knows(stage, OTHER, A));  /* but B goes on announcing */
  g_assert_true(world_session_up(stage->world, 0));
  world_withdraw(stage->world, BAD - PLAIN, A);
  session_lose(stage->world, stage_half(stage, A, B), LOSS_NOTIFICATION_SENT, 6, 4, 0);
  stage_rest(stage);
  g_assert_true(knows(stage, PLAIN, B) && knows(stage, LATER, B) && knows(stage, OTHER, A)); /* a new session */
  stage_free(stage);
  fault_clear(&fault);
  strategy_free(strategy);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/speaker/RFC 7606 section 2: AFI, SAFI disable ignores what is received, and goes on announcing",
                  disable);
  return g_test_run();
}
