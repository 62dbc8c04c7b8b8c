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
  g_test_add_func("/bins/means equal those of a level seen in every nanosecond", test_level);
  g_test_add_func("/bins/a change lasts over bins in which nothing happens", test_gap);
  g_test_add_func("/bins/rates allow for a narrow last bin", test_rates);
  return g_test_run();
}
