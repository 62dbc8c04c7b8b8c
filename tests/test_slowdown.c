#include "analysis/harvest/slowdown.h"

#include <glib.h>
#include <math.h>

#define MS SIM_MILLISECOND

static const uint32_t ones[100] = {[0 ... 99] = 1};

static void begin(struct slowdown *slowdown, struct slowdown_pairs *pairs, uint32_t routers, sim_time delay) {
  sim_time delays[100];
  for (int r = 0; r < 100; r++) delays[r] = delay;
  slowdown_init(slowdown, routers);
  slowdown_before(slowdown, pairs, delays, ones);
}

/* Any delay may be another one than it was. */
static void add(struct slowdown *slowdown, uint32_t instant, struct slowdown_pairs *pairs, const sim_time *now,
                uint32_t prefix_weight, const uint32_t *weight) {
  slowdown_look(slowdown, pairs, now, (struct world_moved){.router = NULL}, weight);
  slowdown_add(slowdown, instant, pairs, prefix_weight);
}

static void end(struct slowdown *slowdown, struct slowdown_pairs *pairs) {
  slowdown_clear(slowdown);
  slowdown_pairs_clear(pairs);
}

/* Extra delays 1 .. 100 ms: 95 of them are at most 95. */
static void test_percentile(void) {
  struct slowdown_pairs pairs = {.now = NULL};
  struct slowdown slowdown;
  sim_time now[100];
  begin(&slowdown, &pairs, 100, 20 * MS);
  for (int r = 0; r < 100; r++) now[r] = (21 + r) * MS;
  add(&slowdown, 0, &pairs, now, 3, ones);
  g_assert_cmpfloat(slowdown_worst(&slowdown), ==, 95);
  end(&slowdown, &pairs);
}

static void test_gone(void) {
  struct slowdown_pairs pairs = {.now = NULL};
  struct slowdown slowdown;
  sim_time now[100];
  begin(&slowdown, &pairs, 100, -1);
  for (int r = 0; r < 100; r++) now[r] = 50 * MS;
  add(&slowdown, 0, &pairs, now, 1, ones);
  g_assert_true(isnan(slowdown_worst(&slowdown)));
  slowdown_clear(&slowdown);
  begin(&slowdown, &pairs, 100, 10 * MS);
  for (int r = 0; r < 100; r++) now[r] = r < 99 ? -1 : 17 * MS;
  add(&slowdown, 0, &pairs, now, 1, ones);
  g_assert_cmpfloat(slowdown_worst(&slowdown), ==, 7);
  end(&slowdown, &pairs);
}

static void test_worst(void) {
  struct slowdown_pairs pairs = {.now = NULL};
  static const sim_time instant[] = {4 * MS, 40 * MS + MS / 2, 12 * MS, 1000 * SIM_SECOND};
  static const double worst[] = {0, 31, 31, SLOWDOWN_STEPS - 1};
  struct slowdown slowdown;
  begin(&slowdown, &pairs, 1, 10 * MS);
  for (uint32_t i = 0; i < G_N_ELEMENTS(instant); i++) {
    add(&slowdown, i, &pairs, &instant[i], 1, ones);
    g_assert_cmpfloat(slowdown_worst(&slowdown), ==, worst[i]);
  }
  end(&slowdown, &pairs);
}

/* One heavy pair outweighs many light ones. */
static void test_weight(void) {
  struct slowdown_pairs pairs = {.now = NULL};
  struct slowdown slowdown;
  sim_time before[100] = {0}, now[100];
  uint32_t weight[100];
  for (int r = 0; r < 100; r++) {
    now[r] = r == 0 ? 60 * MS : 5 * MS;
    weight[r] = r == 0 ? 100 : 1;
  }
  slowdown_init(&slowdown, 100);
  slowdown_before(&slowdown, &pairs, before, weight);
  add(&slowdown, 0, &pairs, now, 1, weight);
  g_assert_cmpfloat(slowdown_worst(&slowdown), ==, 60);
  end(&slowdown, &pairs);
}

/* From instant to instant few delays change, or many; a prefix after another: the same as if each instant were compared
 * with what was before, and with nothing else; whether it is known which changed, or not. */
static void test_afresh(void) {
  GRand *random = g_rand_new_with_seed(11);
  struct slowdown going, afresh;
  struct slowdown_pairs pairs = {.now = NULL};
  sim_time before[100], now[100];
  uint32_t weight[100];
  for (int r = 0; r < 100; r++) weight[r] = (uint32_t)g_rand_int_range(random, 0, 5);
  slowdown_init(&going, 100);
  slowdown_init(&afresh, 100);
  for (uint32_t prefix = 1; prefix < 6; prefix++) {
    for (int r = 0; r < 100; r++) now[r] = before[r] = g_rand_int_range(random, -1, 40) * MS / 3;
    slowdown_before(&going, &pairs, before, weight);
    for (uint32_t instant = 0; instant < 20; instant++) {
      uint32_t moved[128];
      struct world_moved told = {instant % 3 ? moved : NULL, 1u << (instant % 8)};
      for (uint32_t i = 0; i < told.count; i++)
        now[moved[i] = (uint32_t)g_rand_int_range(random, 0, 100)] = g_rand_int_range(random, -20, 80) * MS / 3;
      struct slowdown_pairs other = {.now = NULL};
      slowdown_before(&afresh, &other, before, weight);
      add(&afresh, instant, &other, now, prefix, weight);
      slowdown_look(&going, &pairs, now, told, weight);
      slowdown_add(&going, instant, &pairs, prefix);
      slowdown_pairs_clear(&other);
    }
  }
  g_autoptr(GByteArray) one = g_byte_array_new(), two = g_byte_array_new();
  slowdown_store(&going, one);
  slowdown_store(&afresh, two);
  g_assert_cmpmem(one->data, one->len, two->data, two->len);
  slowdown_clear(&afresh);
  end(&going, &pairs);
  g_rand_free(random);
}

/* 94 of 100 pairs are slower by 1 ms here, the 6 others by 9 ms there. */
static void test_merge(void) {
  struct slowdown_pairs pairs = {.now = NULL}, few = {.now = NULL};
  struct slowdown slow, slower;
  sim_time now[100];
  begin(&slow, &pairs, 94, 0);
  begin(&slower, &few, 6, 0);
  for (int r = 0; r < 100; r++) now[r] = MS;
  add(&slow, 0, &pairs, now, 1, ones);
  g_assert_cmpfloat(slowdown_worst(&slow), ==, 1);
  for (int r = 0; r < 6; r++) now[r] = 9 * MS;
  add(&slower, 0, &few, now, 1, ones);
  add(&slower, 2, &few, now, 1, ones);
  slowdown_merge(&slow, &slower);
  g_assert_cmpuint(slow.instant->len, ==, 3);
  g_assert_cmpfloat(slowdown_worst(&slow), ==, 9);
  end(&slow, &pairs);
  end(&slower, &few);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/slowdown/the 95th percentile of extra delays", test_percentile);
  g_test_add_func("/slowdown/only pairs delivered now and before count", test_gone);
  g_test_add_func("/slowdown/the worst instant stays, faster counts as none", test_worst);
  g_test_add_func("/slowdown/pairs count by their weight", test_weight);
  g_test_add_func("/slowdown/an instant is measured as if there had been none before", test_afresh);
  g_test_add_func("/slowdown/pairs measured apart add up instant by instant", test_merge);
  return g_test_run();
}
