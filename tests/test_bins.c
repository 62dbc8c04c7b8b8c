#include "analysis/harvest/bins.h"

#include <glib.h>

static void test_edges(void) {
  struct bins bins;
  bins_init(&bins, 10, 25);
  g_assert_cmpuint(bins.count, ==, 3);
  g_assert_cmpuint(bins_at(&bins, 0), ==, 0);
  g_assert_cmpuint(bins_at(&bins, 9), ==, 0);
  g_assert_cmpuint(bins_at(&bins, 10), ==, 1);
  g_assert_cmpuint(bins_at(&bins, 25), ==, 2);
  g_assert_cmpuint(bins_at(&bins, 3), ==, 0);
  g_assert_cmpint(bins_width(&bins, 2), ==, 5);
  bins_init(&bins, 10, 20);
  g_assert_cmpuint(bins.count, ==, 2);
  g_assert_cmpuint(bins_at(&bins, 20), ==, 1);
}

/* Times around every edge, near and far, and by chance, in bins of any width: as a division has it. */
static void test_division(void) {
  GRand *random = g_rand_new_with_seed(5);
  for (int i = 0; i < 20000; i++) {
    sim_time end = BINS_LONGEST >> g_rand_int_range(random, 0, 60);
    sim_time least = (end - 1) / (BINS_MOST - 1) + 1;
    sim_time width = least + g_rand_int_range(random, -2, 3) + (g_rand_int(random) >> g_rand_int_range(random, 0, 32));
    if (width < least) width = (sim_time)1 << (64 - __builtin_clzll((guint64)least));
    struct bins bins;
    bins_init(&bins, width, end);
    sim_time edge = bins_from(&bins, (uint32_t)g_rand_int_range(random, 0, (gint32)bins.count));
    sim_time some = (sim_time)(g_rand_double(random) * (double)(end / 2)) + g_rand_int_range(random, 0, 2);
    for (int near = -1; near <= 1; near++) {
      sim_time at[] = {CLAMP(edge + near, 0, end - 1), MIN(some, end - 1), end - 1};
      for (size_t k = 0; k < G_N_ELEMENTS(at); k++) g_assert_cmpuint(bins_at(&bins, at[k]), ==, at[k] / width);
    }
    g_assert_cmpuint(bins_at(&bins, end), ==, bins.count - 1);
  }
  g_rand_free(random);
}

/* A level looked at in every nanosecond gives the same means. */
static void test_level(void) {
  struct bins bins;
  struct bins_level level;
  GRand *random = g_rand_new_with_seed(7);
  int64_t now = 0, seen[103];
  bins_init(&bins, 10, 103);
  bins_level_init(&level, &bins);
  for (int t = 0; t < 103; t++) {
    while (g_rand_boolean(random)) {
      int change = g_rand_int_range(random, -5, 6);
      bins_level_add(&level, &bins, t, change);
      now += change;
    }
    seen[t] = now;
  }
  double *mean = bins_level_means(&level, &bins, 2);
  for (int b = 0; b < 11; b++) {
    double sum = 0;
    int width = b == 10 ? 3 : 10;
    for (int t = 10 * b; t < 10 * b + width; t++) sum += (double)seen[t];
    g_assert_cmpfloat_with_epsilon(mean[b], sum / width / 2, 1e-12);
  }
  g_free(mean);
  bins_level_clear(&level);
  g_rand_free(random);
}

/* A change in one bin stands in all bins after it, however many are skipped. */
static void test_gap(void) {
  struct bins bins;
  struct bins_level level;
  bins_init(&bins, SIM_SECOND, 7200 * SIM_SECOND);
  bins_level_init(&level, &bins);
  bins_level_add(&level, &bins, SIM_SECOND / 4, 4);
  bins_level_add(&level, &bins, 7000 * SIM_SECOND, -4);
  double *mean = bins_level_means(&level, &bins, 1);
  g_assert_cmpfloat(mean[0], ==, 3);
  g_assert_cmpfloat(mean[1], ==, 4);
  g_assert_cmpfloat(mean[6999], ==, 4);
  g_assert_cmpfloat(mean[7000], ==, 0);
  g_free(mean);
  bins_level_clear(&level);
}

static void test_rates(void) {
  struct bins bins;
  bins_init(&bins, 2 * SIM_SECOND, 5 * SIM_SECOND);
  double *rate = bins_rates((const int64_t[]){8, 0, 8}, &bins);
  g_assert_cmpfloat(rate[0], ==, 4);
  g_assert_cmpfloat(rate[1], ==, 0);
  g_assert_cmpfloat(rate[2], ==, 8);
  g_free(rate);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/bins/every moment up to the end has its bin", test_edges);
  g_test_add_func("/bins/a time has the bin that a division gives it", test_division);
  g_test_add_func("/bins/means equal those of a level seen in every nanosecond", test_level);
  g_test_add_func("/bins/a change lasts over bins in which nothing happens", test_gap);
  g_test_add_func("/bins/rates allow for a narrow last bin", test_rates);
  return g_test_run();
}
