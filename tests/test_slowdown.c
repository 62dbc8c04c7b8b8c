#include "analysis/slowdown.h"

#include <glib.h>
#include <math.h>

#define MS SIM_MILLISECOND

static const uint32_t ones[100] = {[0 ... 99] = 1};

static void begin(struct slowdown *slowdown, uint32_t routers, sim_time delay) {
  sim_time before[100];
  for (int r = 0; r < 100; r++) before[r] = delay;
  slowdown_init(slowdown, routers);
  slowdown_begin(slowdown, 1);
  slowdown_before(slowdown, 0, before);
}

/* Extra delays 1 .. 100 ms: 95 of them are at most 95. */
static void test_percentile(void) {
  struct slowdown slowdown;
  sim_time now[100];
  begin(&slowdown, 100, 20 * MS);
  for (int r = 0; r < 100; r++) now[r] = (21 + r) * MS;
  slowdown_add(&slowdown, 0, now, 3, ones);
  slowdown_close(&slowdown);
  g_assert_cmpfloat(slowdown.worst, ==, 95);
  slowdown_clear(&slowdown);
}

static void test_gone(void) {
  struct slowdown slowdown;
  sim_time now[100];
  begin(&slowdown, 100, -1);
  for (int r = 0; r < 100; r++) now[r] = 50 * MS;
  slowdown_add(&slowdown, 0, now, 1, ones);
  slowdown_close(&slowdown);
  g_assert_true(isnan(slowdown.worst));
  slowdown_clear(&slowdown);
  begin(&slowdown, 100, 10 * MS);
  for (int r = 0; r < 100; r++) now[r] = r < 99 ? -1 : 17 * MS;
  slowdown_add(&slowdown, 0, now, 1, ones);
  slowdown_close(&slowdown);
  g_assert_cmpfloat(slowdown.worst, ==, 7);
  slowdown_clear(&slowdown);
}

static void instant(struct slowdown *slowdown, sim_time delay) {
  slowdown_add(slowdown, 0, &delay, 1, ones);
  slowdown_close(slowdown);
}

static void test_worst(void) {
  struct slowdown slowdown;
  begin(&slowdown, 1, 10 * MS);
  instant(&slowdown, 4 * MS);
  g_assert_cmpfloat(slowdown.worst, ==, 0);
  instant(&slowdown, 40 * MS + MS / 2);
  g_assert_cmpfloat(slowdown.worst, ==, 31);
  instant(&slowdown, 12 * MS);
  g_assert_cmpfloat(slowdown.worst, ==, 31);
  instant(&slowdown, 1000 * SIM_SECOND);
  g_assert_cmpfloat(slowdown.worst, ==, SLOWDOWN_STEPS - 1);
  slowdown_clear(&slowdown);
}

/* One heavy pair outweighs many light ones. */
static void test_weight(void) {
  struct slowdown slowdown;
  sim_time now[100];
  uint32_t weight[100];
  begin(&slowdown, 100, 0);
  for (int r = 0; r < 100; r++) {
    now[r] = r == 0 ? 60 * MS : 5 * MS;
    weight[r] = r == 0 ? 100 : 1;
  }
  slowdown_add(&slowdown, 0, now, 1, weight);
  slowdown_close(&slowdown);
  g_assert_cmpfloat(slowdown.worst, ==, 60);
  slowdown_clear(&slowdown);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/slowdown/the 95th percentile of extra delays", test_percentile);
  g_test_add_func("/slowdown/only pairs delivered now and before count", test_gone);
  g_test_add_func("/slowdown/the worst instant stays, faster counts as none", test_worst);
  g_test_add_func("/slowdown/pairs count by their weight", test_weight);
  return g_test_run();
}
