#include "analysis/results/statistics.h"

#include <glib.h>
#include <math.h>

static void test_middle(void) {
  const double odd[] = {5, 1, 9}, even[] = {4, 1, 3, 100};
  g_assert_cmpfloat(statistics_mean(odd, 3), ==, 5);
  g_assert_cmpfloat(statistics_median(odd, 3), ==, 5);
  g_assert_cmpfloat(statistics_median(even, 4), ==, 3.5);
  g_assert_cmpfloat(even[0], ==, 4);
}

static void test_few(void) {
  double value[STATISTICS_ENOUGH] = {1, 2, 3};
  struct statistics *few = statistics_new(STATISTICS_ENOUGH - 1, 100), *enough = statistics_new(STATISTICS_ENOUGH, 100);
  g_assert_false(statistics_interval(few, value).given);
  g_assert_true(statistics_interval(enough, value).given);
  statistics_free(few);
  statistics_free(enough);
}

/* For many values the bootstrap agrees with the normal interval. */
static void test_normal(void) {
  double value[400], sum = 0, squares = 0;
  for (int i = 0; i < 400; i++) value[i] = sin(i * 12.9898) * 43758.5453 - floor(sin(i * 12.9898) * 43758.5453);
  for (int i = 0; i < 400; i++) sum += value[i], squares += value[i] * value[i];
  double mean = sum / 400, error = sqrt((squares / 400 - mean * mean) / 400);
  struct statistics *statistics = statistics_new(400, STATISTICS_ROUNDS);
  struct statistics_interval interval = statistics_interval(statistics, value);
  g_assert_cmpfloat_with_epsilon(interval.low, mean - 1.96 * error, error / 5);
  g_assert_cmpfloat_with_epsilon(interval.high, mean + 1.96 * error, error / 5);
  struct statistics *again = statistics_new(400, STATISTICS_ROUNDS);
  g_assert_cmpfloat(statistics_interval(again, value).low, ==, interval.low);
  statistics_free(statistics);
  statistics_free(again);
}

/* The same resamples serve all: the interval of a shifted sample is the shifted interval. */
static void test_paired(void) {
  double a[12], b[12];
  for (int i = 0; i < 12; i++) a[i] = (i * 7) % 12, b[i] = a[i] + 1024;
  struct statistics *statistics = statistics_new(12, 500);
  struct statistics_interval left = statistics_interval(statistics, a), right = statistics_interval(statistics, b);
  g_assert_cmpfloat_with_epsilon(right.low - left.low, 1024, 1e-9);
  g_assert_cmpfloat_with_epsilon(right.high - left.high, 1024, 1e-9);
  g_assert_cmpfloat(left.low, <, 5.5);
  g_assert_cmpfloat(left.high, >, 5.5);
  statistics_free(statistics);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/statistics/mean and median", test_middle);
  g_test_add_func("/statistics/no interval below ten values", test_few);
  g_test_add_func("/statistics/bootstrap agrees with the normal interval, twice", test_normal);
  g_test_add_func("/statistics/all figures share their resamples", test_paired);
  return g_test_run();
}
