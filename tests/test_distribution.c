#include "sim/chance.h"
#include "topologies/survey/distribution.h"

#include <math.h>

#define OF(...) distribution_new((const double[]){__VA_ARGS__}, sizeof((const double[]){__VA_ARGS__}) / sizeof(double))

static void expect_distance(struct distribution *a, struct distribution *b, double expected) {
  g_assert_cmpfloat_with_epsilon(distribution_distance(a, b), expected, 1e-15);
  g_assert_cmpfloat(distribution_distance(a, b), ==, distribution_distance(b, a));
  distribution_free(a);
  distribution_free(b);
}

static void by_hand(void) {
  expect_distance(OF(1, 2, 2, 3), OF(3, 2, 4, 3), 0.5);                   /* at 2: 3/4 and 1/4 */
  expect_distance(OF(1, 2, 3, 4, 5), OF(4, 5, 6, 7, 8), 0.6);             /* at 3: 3/5 and 0 */
  expect_distance(OF(0, 0, 0, 1, 9), OF(0, 1, 1, 1, 9, 9, 9), 16 / 35.0); /* at 0: 3/5 and 1/7 */
  expect_distance(OF(1, 1, 1), OF(2), 1);
  expect_distance(OF(5), OF(1, 2, 3), 1);
  expect_distance(OF(7, 8), OF(8, 7), 0);
  expect_distance(OF(1, 2), OF(1, 1, 1, 2, 2, 2), 0);
  expect_distance(OF(1, 3), OF(2), 0.5);
}

static void nothing(void) {
  struct distribution *none = distribution_new(NULL, 0), *some = OF(1, 2);
  g_assert_true(isnan(distribution_distance(none, some)));
  g_assert_true(isnan(distribution_distance(some, none)));
  g_assert_true(isnan(distribution_mean(none)));
  g_assert_true(isnan(distribution_most(none)));
  g_assert_true(isnan(distribution_quantile(none, 0.5)));
  g_assert_true(isnan(distribution_share(none, 0)));
  g_assert_true(isnan(distribution_exponent(none, 1)));
  distribution_free(none);
  distribution_free(some);
}

static void summary(void) {
  struct distribution *of = OF(4, 1, 2, 2, 2, 3, 10, 4, 4, 4);
  static const double at[][2] = {{0.01, 1}, {0.1, 1}, {0.11, 2},  {0.4, 2}, {0.5, 3},
                                 {0.51, 4}, {0.9, 4}, {0.91, 10}, {1, 10}};
  for (size_t i = 0; i < G_N_ELEMENTS(at); i++) g_assert_cmpfloat(distribution_quantile(of, at[i][0]), ==, at[i][1]);
  g_assert_cmpuint(of->total, ==, 10);
  g_assert_cmpuint(of->distinct, ==, 5);
  g_assert_cmpfloat_with_epsilon(distribution_mean(of), 3.6, 1e-15);
  g_assert_cmpfloat(distribution_most(of), ==, 10);
  g_assert_cmpfloat_with_epsilon(distribution_share(of, 4), 0.4, 1e-15);
  g_assert_cmpfloat(distribution_share(of, 5), ==, 0);
  distribution_free(of);
}

static void weights(void) {
  struct distribution *of = distribution_of_weights((const uint64_t[]){0, 2, 0, 1}, 4);
  g_assert_cmpuint(of->distinct, ==, 2);
  expect_distance(of, OF(3, 1, 1), 0);
}

static struct distribution *drawn(uint64_t seed, uint64_t who, double *sample, uint32_t count) {
  for (uint32_t i = 0; i < count; i++) sample[i] = (double)chance_below((struct chance){seed, who, 0, i}, 3 + 5 * who);
  return distribution_new(sample, count);
}

/* Share of samples that do not exceed x, counted one by one. */
static double below(const double *sample, uint32_t count, double x) {
  uint32_t found = 0;
  for (uint32_t i = 0; i < count; i++) found += sample[i] <= x;
  return (double)found / count;
}

static void distance_is_the_widest_gap(void) {
  for (uint64_t seed = 0; seed < 200; seed++) {
    double first[40], second[23], third[31], widest = 0;
    struct distribution *a = drawn(seed, 1, first, 40), *b = drawn(seed, 2, second, 23), *c = drawn(seed, 3, third, 31);
    for (double x = -1; x < 20; x++) widest = MAX(widest, fabs(below(first, 40, x) - below(second, 23, x)));
    g_assert_cmpfloat_with_epsilon(distribution_distance(a, b), widest, 1e-15);
    g_assert_cmpfloat(distribution_distance(a, c), <=,
                      distribution_distance(a, b) + distribution_distance(b, c) + 1e-15);
    distribution_free(a);
    distribution_free(b);
    distribution_free(c);
  }
}

/* All samples alike give the formula in closed form. */
static void exponent_of_one_value(void) {
  struct distribution *of = OF(1, 2, 20, 20, 20);
  g_assert_cmpfloat_with_epsilon(distribution_exponent(of, 10), 1 + 1 / log(20 / 9.5), 1e-12);
  g_assert_true(isnan(distribution_exponent(of, 21)));
  distribution_free(of);
}

/* x = floor((least - 1/2) (1 - u)^(-1/(a - 1)) + 1/2) has an exponent of about a (Clauset et al., appendix D). */
static void exponent_of_a_power_law(void) {
  enum { COUNT = 20000 };
  double *sample = g_new(double, COUNT), exponents[] = {1.7, 2.1, 3};
  for (uint64_t k = 0; k < G_N_ELEMENTS(exponents); k++) {
    for (uint32_t i = 0; i < COUNT; i++)
      sample[i] = floor(9.5 * pow(1 - chance_uniform((struct chance){7, k, 0, i}), -1 / (exponents[k] - 1)) + 0.5);
    struct distribution *of = distribution_new(sample, COUNT);
    double error = (exponents[k] - 1) / sqrt(COUNT);
    g_assert_cmpfloat(fabs(distribution_exponent(of, 10) - exponents[k]), <, 4 * error);
    distribution_free(of);
  }
  g_free(sample);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/distribution/distances worked out by hand", by_hand);
  g_test_add_func("/distribution/of nothing there is nothing to say", nothing);
  g_test_add_func("/distribution/mean, quantiles and shares by hand", summary);
  g_test_add_func("/distribution/weights stand for samples", weights);
  g_test_add_func("/distribution/the distance is the widest gap, and a metric", distance_is_the_widest_gap);
  g_test_add_func("/distribution/the exponent of samples all alike is known", exponent_of_one_value);
  g_test_add_func("/distribution/the exponent of a power law is found again", exponent_of_a_power_law);
  return g_test_run();
}
