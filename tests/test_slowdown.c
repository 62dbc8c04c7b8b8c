#include "analysis/harvest/slowdown.h"

#include <glib.h>
#include <math.h>

#define MS SIM_MILLISECOND

static const uint32_t ones[100] = {[0 ... 99] = 1};

static void begin(struct slowdown *slowdown, uint32_t before[100], uint32_t routers, sim_time delay) {
  sim_time delays[100];
  for (int r = 0; r < 100; r++) delays[r] = delay;
  slowdown_init(slowdown, routers);
  slowdown_before(slowdown, before, delays);
}

/* Extra delays 1 .. 100 ms: 95 of them are at most 95. */
static void test_percentile(void) {
  uint32_t before[100];
  struct slowdown slowdown;
  sim_time now[100];
  begin(&slowdown, before, 100, 20 * MS);
  for (int r = 0; r < 100; r++) now[r] = (21 + r) * MS;
  slowdown_add(&slowdown, 0, before, now, 3, ones);
  g_assert_cmpfloat(slowdown_worst(&slowdown), ==, 95);
  slowdown_clear(&slowdown);
}

static void test_gone(void) {
  uint32_t before[100];
  struct slowdown slowdown;
  sim_time now[100];
  begin(&slowdown, before, 100, -1);
  for (int r = 0; r < 100; r++) now[r] = 50 * MS;
  slowdown_add(&slowdown, 0, before, now, 1, ones);
  g_assert_true(isnan(slowdown_worst(&slowdown)));
  slowdown_clear(&slowdown);
  begin(&slowdown, before, 100, 10 * MS);
  for (int r = 0; r < 100; r++) now[r] = r < 99 ? -1 : 17 * MS;
  slowdown_add(&slowdown, 0, before, now, 1, ones);
  g_assert_cmpfloat(slowdown_worst(&slowdown), ==, 7);
  slowdown_clear(&slowdown);
}

static void test_worst(void) {
  uint32_t before[100];
  static const sim_time instant[] = {4 * MS, 40 * MS + MS / 2, 12 * MS, 1000 * SIM_SECOND};
  static const double worst[] = {0, 31, 31, SLOWDOWN_STEPS - 1};
  struct slowdown slowdown;
  begin(&slowdown, before, 1, 10 * MS);
  for (uint32_t i = 0; i < G_N_ELEMENTS(instant); i++) {
    slowdown_add(&slowdown, i, before, &instant[i], 1, ones);
    g_assert_cmpfloat(slowdown_worst(&slowdown), ==, worst[i]);
  }
  slowdown_clear(&slowdown);
}

/* One heavy pair outweighs many light ones. */
static void test_weight(void) {
  uint32_t before[100];
  struct slowdown slowdown;
  sim_time now[100];
  uint32_t weight[100];
  begin(&slowdown, before, 100, 0);
  for (int r = 0; r < 100; r++) {
    now[r] = r == 0 ? 60 * MS : 5 * MS;
    weight[r] = r == 0 ? 100 : 1;
  }
  slowdown_add(&slowdown, 0, before, now, 1, weight);
  g_assert_cmpfloat(slowdown_worst(&slowdown), ==, 60);
  slowdown_clear(&slowdown);
}

/* 94 of 100 pairs are slower by 1 ms here, the 6 others by 9 ms there. */
static void test_merge(void) {
  uint32_t before[100];
  struct slowdown slow, slower;
  sim_time now[100];
  begin(&slow, before, 94, 0);
  begin(&slower, before, 6, 0);
  for (int r = 0; r < 100; r++) now[r] = MS;
  slowdown_add(&slow, 0, before, now, 1, ones);
  g_assert_cmpfloat(slowdown_worst(&slow), ==, 1);
  for (int r = 0; r < 6; r++) now[r] = 9 * MS;
  slowdown_add(&slower, 0, before, now, 1, ones);
  slowdown_add(&slower, 2, before, now, 1, ones);
  slowdown_merge(&slow, &slower);
  g_assert_cmpuint(slow.instant->len, ==, 3);
  g_assert_cmpfloat(slowdown_worst(&slow), ==, 9);
  slowdown_clear(&slow);
  slowdown_clear(&slower);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/slowdown/the 95th percentile of extra delays", test_percentile);
  g_test_add_func("/slowdown/only pairs delivered now and before count", test_gone);
  g_test_add_func("/slowdown/the worst instant stays, faster counts as none", test_worst);
  g_test_add_func("/slowdown/pairs count by their weight", test_weight);
  g_test_add_func("/slowdown/pairs measured apart add up instant by instant", test_merge);
  return g_test_run();
}
