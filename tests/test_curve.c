#include "topologies/growth/curve.h"

#include <glib.h>
#include <math.h>

#define COUNT 10000

/* S(k) = 1/k: straight in logarithms, so what lies between the points is known. */
static const struct curve_point hyperbola[] = {{1, 1}, {10, 0.1}, {100, 0.01}, {0, 0}};
static const struct curve_point half[] = {{1, 0.5}, {4, 0.125}, {0, 0}};

static uint64_t total_of(const uint32_t *degree, uint32_t count) {
  uint64_t total = 0;
  for (uint32_t i = 0; i < count; i++) total += degree[i];
  return total;
}

static double share_at_least(const uint32_t *degree, uint32_t count, uint32_t least) {
  uint32_t those = 0;
  for (uint32_t i = 0; i < count; i++) those += degree[i] >= least;
  return (double)those / count;
}

/* The total of tilt 1, found by summing floor(1 / u) over the quantiles. */
static uint64_t hyperbola_total(void) {
  uint64_t total = 0;
  for (uint32_t i = 0; i < COUNT; i++) total += (uint64_t)floor(COUNT / (i + 0.5) + 1e-9);
  return total;
}

static void given_back(void) {
  uint32_t degree[COUNT];
  const struct curve_part part = {hyperbola, COUNT, 1, 1000000, degree};
  uint64_t total = hyperbola_total();
  g_assert_cmpuint(curve_fill(&part, 1, total), ==, total);
  for (uint32_t k = 1; k <= 200; k++)
    g_assert_cmpfloat_with_epsilon(share_at_least(degree, COUNT, k), 1.0 / k, 2.0 / COUNT);
  for (uint32_t i = 1; i < COUNT; i++) g_assert_cmpuint(degree[i], <=, degree[i - 1]);
}

/* Proportional hazards: all shares are the same power of what they were. */
static void tilted(void) {
  uint32_t degree[COUNT];
  const struct curve_part part = {hyperbola, COUNT, 1, 1000, degree};
  curve_fill(&part, 1, hyperbola_total() / 2);
  double tilt = log(share_at_least(degree, COUNT, 2)) / log(0.5);
  g_assert_cmpfloat(tilt, >, 1.1);
  for (uint32_t k = 3; k <= 20; k++)
    g_assert_cmpfloat_with_epsilon(log(share_at_least(degree, COUNT, k)) / log(1.0 / k), tilt, 0.02);
}

static void totals_met(void) {
  uint32_t one[500], other[700];
  for (uint64_t total = 1300; total < 40000; total = total * 5 / 4 + 1) {
    const struct curve_part part[] = {{hyperbola, 500, 1, 60, one}, {half, 700, 0, 90, other}};
    uint64_t most = 500 * 60 + 350 * 90;
    g_assert_cmpuint(curve_fill(part, 2, total), ==, total_of(one, 500) + total_of(other, 700));
    if (total < most / 2) g_assert_cmpuint(total_of(one, 500) + total_of(other, 700), ==, total);
    for (uint32_t i = 0; i < 500; i++) g_assert_true(1 <= one[i] && one[i] <= 60);
    for (uint32_t i = 0; i < 700; i++) g_assert_true(other[i] <= 90);
  }
}

static void limits_win(void) {
  uint32_t degree[10];
  g_assert_cmpuint(curve_fill(&(struct curve_part){hyperbola, 10, 1, 3, degree}, 1, 1000), ==, 30);
  g_assert_cmpuint(curve_fill(&(struct curve_part){hyperbola, 10, 2, 3, degree}, 1, 1), ==, 20);
}

static void some_have_none(void) {
  uint32_t degree[COUNT];
  const struct curve_part part = {half, COUNT, 0, 1000, degree};
  uint64_t total = 0;
  for (uint32_t i = 0; i < COUNT / 2; i++) total += MIN(1000, (uint64_t)floor(0.5 * COUNT / (i + 0.5) + 1e-9));
  curve_fill(&part, 1, total);
  g_assert_cmpfloat_with_epsilon(share_at_least(degree, COUNT, 1), 0.5, 0.01);
  g_assert_cmpfloat_with_epsilon(share_at_least(degree, COUNT, 4), 0.125, 0.01);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/curve/a curve with its own total is given back", given_back);
  g_test_add_func("/curve/another total raises every share to the same power", tilted);
  g_test_add_func("/curve/totals are met exactly within the limits", totals_met);
  g_test_add_func("/curve/limits win over totals", limits_win);
  g_test_add_func("/curve/who is beyond the first share has nothing", some_have_none);
  return g_test_run();
}
