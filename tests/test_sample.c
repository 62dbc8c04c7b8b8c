#include "scenarios/plan/sample.h"

#include <math.h>

static void weights_add_up(void) {
  static const uint32_t prefixes[] = {1, 500, 3, 20, 1, 1, 74};
  for (uint64_t seed = 1; seed <= 50; seed++) {
    struct sample sample;
    double sum = 0;
    sample_origins(&sample, prefixes, G_N_ELEMENTS(prefixes), 6, seed);
    for (uint32_t i = 0; i < sample.count; i++) {
      sum += sample.weight[i];
      g_assert_cmpfloat_with_epsilon(fmod(sample.weight[i], 100), 0, 1e-9);
      if (i) g_assert_cmpuint(sample.router[i], >, sample.router[i - 1]);
    }
    g_assert_cmpfloat_with_epsilon(sum, 600, 1e-9);
    sample_clear(&sample);
  }
}

/* An AS with a share p of the table gets k p points on average. */
static void in_proportion(void) {
  static const uint32_t prefixes[] = {10, 30, 60};
  double hit[3] = {0};
  enum { SEEDS = 4000 };
  for (uint64_t seed = 1; seed <= SEEDS; seed++) {
    struct sample sample;
    sample_origins(&sample, prefixes, 3, 1, seed);
    hit[sample.router[0]]++;
    g_assert_cmpuint(sample.count, ==, 1);
    sample_clear(&sample);
  }
  for (int i = 0; i < 3; i++) {
    double p = prefixes[i] / 100.0, sigma = sqrt(p * (1 - p) * SEEDS);
    g_assert_cmpfloat(fabs(hit[i] - p * SEEDS), <, 4 * sigma);
  }
}

static void everyone(void) {
  static const uint32_t prefixes[] = {4, 1, 9};
  struct sample sample;
  sample_origins(&sample, prefixes, 3, 0, 1);
  g_assert_cmpuint(sample.count, ==, 3);
  for (uint32_t i = 0; i < 3; i++) g_assert_cmpfloat(sample.weight[i], ==, prefixes[i]);
  sample_clear(&sample);
}

/* 0 is above 1 and 2, both above 3 and 4; 5 hangs on 1 alone. */
static void stub_is_multihomed(void) {
  uint32_t asn[] = {1, 2, 3, 4, 5, 6};
  struct map_link link[] = {{0, 1, MAP_TRANSIT}, {0, 2, MAP_TRANSIT}, {1, 2, MAP_PEER},    {1, 3, MAP_TRANSIT},
                            {2, 3, MAP_TRANSIT}, {1, 4, MAP_TRANSIT}, {2, 4, MAP_TRANSIT}, {1, 5, MAP_TRANSIT}};
  struct map map = {.ases = 6, .links = G_N_ELEMENTS(link), .asn = asn, .link = link};
  unsigned seen = 0;
  for (uint64_t seed = 1; seed <= 40; seed++) seen |= 1u << sample_stub(&map, seed, 0);
  g_assert_cmpuint(seen, ==, 1u << 3 | 1u << 4);
  g_assert_cmpuint(sample_stub(&map, 7, 0), ==, sample_stub(&map, 7, 0));
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/sample/weights add up to the whole table", weights_add_up);
  g_test_add_func("/sample/origins are drawn in proportion to prefixes", in_proportion);
  g_test_add_func("/sample/all origins for themselves", everyone);
  g_test_add_func("/sample/the stub has two providers and no customer", stub_is_multihomed);
  return g_test_run();
}
