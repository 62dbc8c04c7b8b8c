/* Why what affects the choice of routes must not be discarded (RFC 7606 section 2).
 *
 * Routers 0 and 1 are customers of router 2, which is a customer of router 3. Router 1 announces a prefix with ORIGIN
 * INCOMPLETE; router 0 announces it later, as long a path, but with an ORIGIN of 3, which does not exist. Routers 0, 1
 * and 3 follow RFC 7606; what router 2 does is the question. */
#include "tests/octets.h"
#include "tests/stage.h"

#include <string.h>

enum { BAD, GOOD, MIDDLE, FAR, ROUTERS };

static const struct network_link links[] = {
    {.a = GOOD, .b = MIDDLE, .b_is = NEIGHBOR_PROVIDER, .delay = SIM_SECOND},
    {.a = BAD, .b = MIDDLE, .b_is = NEIGHBOR_PROVIDER, .delay = SIM_SECOND},
    {.a = MIDDLE, .b = FAR, .b_is = NEIGHBOR_PROVIDER, .delay = SIM_SECOND},
};

static attrs_id set_of(const struct stage *stage, const char *hex) {
  g_autoptr(GByteArray) bytes = octets_read(hex);
  return attrs_intern(world_attrs(stage->world), bytes->data, (uint16_t)bytes->len, 0);
}

/* Where packets of the two upper routers end up when the middle one follows this strategy. */
static void play(const char *middle, enum reach *at_middle, enum reach *at_far) {
  struct strategy *strategy[] = {octets_strategy("rfc7606"), octets_strategy(middle)};
  struct verdict_profile profile[2] = {{.strategy = strategy[0]}, {.strategy = strategy[1]}};
  static const uint16_t profile_of[ROUTERS] = {[MIDDLE] = 1};
  struct platform platform = stage_platform();
  struct world_settings settings = stage_settings(&platform);
  for (int i = 0; i < 2; i++) memcpy(profile[i].knows, strategy[i]->knows, sizeof profile[i].knows);
  settings.profiles = profile;
  settings.profile_count = 2;
  settings.profile_of = profile_of;
  struct stage *stage = stage_new(stage_network(ROUTERS, links, G_N_ELEMENTS(links)), &settings);
  world_add_prefix(stage->world, 1, true);
  world_announce(stage->world, 0, GOOD, set_of(stage, "40010102"));
  stage_rest(stage);
  world_announce(stage->world, 0, BAD, set_of(stage, "40010103"));
  stage_rest(stage);
  *at_middle = world_reach(stage->world, 0, MIDDLE);
  *at_far = world_reach(stage->world, 0, FAR);
  g_assert_cmpuint(stage_count(stage, OCCURRENCE_SESSION_DOWN), ==, 0);
  stage_free(stage);
  for (int i = 0; i < 2; i++) strategy_free(strategy[i]);
}

/* Without its ORIGIN the malformed route is as good as any and wins by its router id, and what is passed on lacks a
 * mandatory attribute. */
static void discard_makes_routers_disagree(void) {
  enum reach middle, far;
  play("attribute-discard", &middle, &far);
  g_assert_cmpint(middle, ==, REACH_WRONG_ORIGIN);
  g_assert_cmpint(far, ==, REACH_BLACKHOLE);
}

static void withdraw_keeps_the_sound_route(void) {
  static const char *const tolerant[] = {"treat-as-withdraw", "rfc7606", "junos-2013", "junos-24.2"};
  for (gsize i = 0; i < G_N_ELEMENTS(tolerant); i++) {
    enum reach middle, far;
    play(tolerant[i], &middle, &far);
    g_assert_cmpint(middle, ==, REACH_DELIVERED);
    g_assert_cmpint(far, ==, REACH_DELIVERED);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/discard/of ORIGIN: one router errs, the next one loses the prefix", discard_makes_routers_disagree);
  g_test_add_func("/discard/treat-as-withdraw: both use the sound route", withdraw_keeps_the_sound_route);
  return g_test_run();
}
