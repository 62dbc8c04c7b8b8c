#include "sim/chance.h"

#include <glib.h>
#include <math.h>
#include <string.h>

/* Philox 4x64-10 written down once more, from Salmon et al., "Parallel random numbers: as easy
 * as 1, 2, 3" (SC11), so that neither the library nor our use of it is taken on trust. */
static void philox(uint64_t word[4], uint64_t k0, uint64_t k1) {
  for (int round = 0; round < 10; round++) {
    unsigned __int128 a = (unsigned __int128)UINT64_C(0xd2e7470ee14c6c93) * word[0];
    unsigned __int128 b = (unsigned __int128)UINT64_C(0xca5a826395121157) * word[2];
    uint64_t left = (uint64_t)(b >> 64) ^ word[1] ^ k0, right = (uint64_t)(a >> 64) ^ word[3] ^ k1;
    uint64_t next[4] = {left, (uint64_t)b, right, (uint64_t)a};
    memcpy(word, next, sizeof next);
    k0 += UINT64_C(0x9e3779b97f4a7c15);
    k1 += UINT64_C(0xbb67ae8584caa73b);
  }
}

/* The three known answers that Random123 publishes for philox4x64-10. */
static void known_answers(void) {
  static const struct {
    uint64_t counter[4], key[2], answer[4];
  } known[] = {
      {{0, 0, 0, 0}, {0, 0}, {0x16554d9eca36314c, 0xdb20fe9d672d0fdc, 0xd7e772cee186176b, 0x7e68b68aec7ba23b}},
      {{UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX},
       {UINT64_MAX, UINT64_MAX},
       {0x87b092c3013fe90b, 0x438c3c67be8d0224, 0x9cc7d7c69cd777b6, 0xa09caebf594f0ba0}},
      {{0x243f6a8885a308d3, 0x13198a2e03707344, 0xa4093822299f31d0, 0x082efa98ec4e6c89},
       {0x452821e638d01377, 0xbe5466cf34e90c6c},
       {0xa528f45403e61d95, 0x38c72dbd566e9788, 0xa5a1610e72fd18b5, 0x57bd43b5e52b7fe6}},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(known); i++) {
    uint64_t word[4];
    memcpy(word, known[i].counter, sizeof word);
    philox(word, known[i].key[0], known[i].key[1]);
    g_assert_cmpmem(word, sizeof word, known[i].answer, sizeof known[i].answer);
  }
}

/* Philox 2x64-7, likewise. */
static void philox2(uint64_t word[2], uint64_t key) {
  for (int round = 0; round < 7; round++, key += UINT64_C(0x9e3779b97f4a7c15)) {
    unsigned __int128 product = (unsigned __int128)UINT64_C(0xd2b74407b1ce6e93) * word[0];
    word[0] = (uint64_t)(product >> 64) ^ key ^ word[1];
    word[1] = (uint64_t)product;
  }
}

/* The three known answers that Random123 publishes for philox2x64 of seven rounds. */
static void known_answers_quick(void) {
  static const struct {
    uint64_t counter[2], key, answer[2];
  } known[] = {
      {{0, 0}, 0, {0xb41da69fbfefc666, 0x511e9ce1a5534056}},
      {{UINT64_MAX, UINT64_MAX}, UINT64_MAX, {0xa4696cc04462015d, 0x724782dae17169e9}},
      {{0x243f6a8885a308d3, 0x13198a2e03707344}, 0xa4093822299f31d0, {0x98ed1534392bf372, 0x67528b1568882fd5}},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(known); i++) {
    uint64_t word[2];
    memcpy(word, known[i].counter, sizeof word);
    philox2(word, known[i].key);
    g_assert_cmpmem(word, sizeof word, known[i].answer, sizeof known[i].answer);
  }
}

static void quick_is_philox(void) {
  for (uint64_t i = 0; i < 1000; i++) {
    uint64_t word[2] = {i, i << 40}, key = chance_key(i * i, i % 7);
    g_assert_cmpuint(key, ==, chance_bits((struct chance){.seed = i * i, .what = i % 7}));
    philox2(word, key);
    g_assert_cmpuint(chance_quick(key, i, i << 40), ==, word[0]);
  }
}

static void bits_are_philox(void) {
  for (uint64_t i = 0; i < 1000; i++) {
    struct chance of = {.seed = i * i, .who = i, .what = i % 7, .nth = i << 40};
    uint64_t word[4] = {of.who, of.what, of.nth, 0};
    philox(word, of.seed, 0x6661756c746c696e);
    g_assert_cmpuint(chance_bits(of), ==, word[0]);
  }
}

static void pure(void) {
  struct chance of = {1, 2, 3, 4};
  uint64_t before = chance_bits(of);
  for (uint64_t i = 0; i < 100; i++) {
    chance_below((struct chance){i, i, i, i}, 10);
    chance_normal((struct chance){1, 2, 3, i});
  }
  g_assert_cmpuint(chance_bits(of), ==, before);
}

enum { FIELDS = 4 };

static uint64_t mix_at(int field, uint64_t i) {
  struct chance of = {42, 42, 42, 42};
  uint64_t *part[FIELDS] = {&of.seed, &of.who, &of.what, &of.nth};
  *part[field % FIELDS] = i;
  return field < FIELDS ? chance_bits(of) : chance_quick(chance_key(of.seed, of.what), of.who, of.nth);
}

/* Stepping one of the four by one flips every bit of the result half the time, either way. */
static void every_part_matters(void) {
  enum { PAIRS = 4000 };
  for (int field = 0; field < 2 * FIELDS; field++) {
    int flips[64] = {0};
    for (uint64_t i = 0; i < PAIRS; i++) {
      uint64_t difference = mix_at(field, i) ^ mix_at(field, i + 1);
      for (int bit = 0; bit < 64; bit++) flips[bit] += difference >> bit & 1;
    }
    for (int bit = 0; bit < 64; bit++) g_assert_cmpfloat_with_epsilon(flips[bit], PAIRS / 2, 5 * sqrt(PAIRS / 4.0));
  }
}

static void streams_are_uncorrelated(void) {
  enum { DRAWS = 20000 };
  double sum[3] = {0};
  for (uint64_t i = 0; i < DRAWS; i++) {
    double base = chance_uniform((struct chance){7, 1, 1, i}) - 0.5;
    sum[0] += base * (chance_uniform((struct chance){7, 2, 1, i}) - 0.5);
    sum[1] += base * (chance_uniform((struct chance){7, 1, 2, i}) - 0.5);
    sum[2] += base * (chance_uniform((struct chance){7, 1, 1, i + 1}) - 0.5);
  }
  for (int i = 0; i < 3; i++) g_assert_cmpfloat_with_epsilon(12 * sum[i] / DRAWS, 0, 5 / sqrt(DRAWS));
}

enum { DRAWS = 200000 };
typedef double (*draw)(uint64_t i);

/* First two moments of DRAWS values, each within five standard errors; `fourth` is the fourth central moment. */
static void check_moments(draw value, double mean, double variance, double fourth) {
  double first = 0, second = 0;
  for (uint64_t i = 0; i < DRAWS; i++) {
    double x = value(i);
    first += x;
    second += (x - mean) * (x - mean);
  }
  g_assert_cmpfloat_with_epsilon(first / DRAWS, mean, 5 * sqrt(variance / DRAWS));
  g_assert_cmpfloat_with_epsilon(second / DRAWS, variance, 5 * sqrt((fourth - variance * variance) / DRAWS));
}

static double draw_uniform(uint64_t i) {
  double u = chance_uniform((struct chance){1, 0, 0, i});
  g_assert_true(0 <= u && u < 1);
  return u;
}

static double draw_exponential(uint64_t i) {
  double x = chance_exponential((struct chance){2, 0, 0, i});
  g_assert_true(x >= 0 && isfinite(x));
  return x;
}

static double draw_normal(uint64_t i) { return chance_normal((struct chance){3, 0, 0, i}); }

static double draw_geometric(uint64_t i) { return (double)chance_geometric((struct chance){4, 0, 0, i}, 0.2); }

static double draw_log_between(uint64_t i) {
  sim_time x = chance_log_between((struct chance){5, 0, 0, i}, 2 * SIM_MILLISECOND, 80 * SIM_MILLISECOND);
  g_assert_true(2 * SIM_MILLISECOND <= x && x <= 80 * SIM_MILLISECOND);
  return log((double)x / (2 * SIM_MILLISECOND)) / log(40);
}

static void moments(void) {
  check_moments(draw_uniform, 0.5, 1 / 12.0, 1 / 80.0);
  check_moments(draw_exponential, 1, 1, 9);
  check_moments(draw_normal, 0, 1, 3);
  check_moments(draw_log_between, 0.5, 1 / 12.0, 1 / 80.0);
  double p = 0.2, variance = (1 - p) / (p * p);
  check_moments(draw_geometric, (1 - p) / p, variance, variance * variance * (9 + p * p / (1 - p)));
}

/* P(X >= k) = (1 - p)^k, for rare and for common success. */
static void geometric_tail(void) {
  static const double p[] = {0.9, 0.25, 0.01, 1e-6};
  for (size_t n = 0; n < G_N_ELEMENTS(p); n++)
    for (double q = 0.9; q > 0.05; q -= 0.2) {
      double k = ceil(log(q) / log1p(-p[n])), tail = pow(1 - p[n], k);
      double reached = 0, draws = DRAWS / 10;
      for (uint64_t i = 0; i < DRAWS / 10; i++)
        reached += (double)chance_geometric((struct chance){6, n, 0, i}, p[n]) >= k;
      g_assert_cmpfloat_with_epsilon(reached / draws, tail, 5 * sqrt(tail * (1 - tail) / draws) + 1e-12);
    }
}

static void geometric_edges(void) {
  for (uint64_t i = 0; i < 1000; i++) {
    g_assert_cmpuint(chance_geometric((struct chance){7, 0, 0, i}, 1), ==, 0);
    g_assert_cmpuint(chance_geometric((struct chance){7, 0, 0, i}, 0), ==, UINT64_MAX);
    g_assert_cmpuint(chance_geometric((struct chance){7, 0, 0, i}, 1e-300), ==, UINT64_MAX);
  }
}

static void below_is_even(void) {
  static const uint64_t n[] = {1, 2, 3, 7, 10, 16};
  for (size_t m = 0; m < G_N_ELEMENTS(n); m++) {
    int count[16] = {0};
    for (uint64_t i = 0; i < 20000; i++) {
      uint64_t x = chance_below((struct chance){8, m, 0, i}, n[m]);
      g_assert_cmpuint(x, <, n[m]);
      count[x]++;
    }
    double expected = 20000.0 / (double)n[m], deviation = sqrt(expected * (1 - 1.0 / (double)n[m]));
    for (uint64_t x = 0; x < n[m]; x++) g_assert_cmpfloat_with_epsilon(count[x], expected, 5 * deviation + 0.5);
  }
}

/* With n = 3 * 2^62 a quarter of all words must be refused; taken as they come they would make
 * every third value twice as likely. */
static void below_refuses_surplus(void) {
  const uint64_t n = UINT64_C(3) << 62;
  int by_rest[3] = {0};
  for (uint64_t i = 0; i < 30000; i++) {
    uint64_t x = chance_below((struct chance){9, 0, 0, i}, n);
    g_assert_cmpuint(x, <, n);
    by_rest[x % 3]++;
  }
  for (int rest = 0; rest < 3; rest++) g_assert_cmpfloat_with_epsilon(by_rest[rest], 10000, 5 * sqrt(30000 * 2 / 9.0));
}

static void between_reaches_both_ends(void) {
  int count[5] = {0};
  for (uint64_t i = 0; i < 1000; i++) {
    sim_time x = chance_between((struct chance){10, 0, 0, i}, -2, 2);
    g_assert_true(-2 <= x && x <= 2);
    count[x + 2]++;
  }
  for (int i = 0; i < 5; i++) g_assert_cmpint(count[i], >, 100);
  g_assert_cmpint(chance_between((struct chance){10, 0, 0, 0}, 5, 5), ==, 5);
  chance_between((struct chance){10, 0, 0, 0}, INT64_MIN, INT64_MAX);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/chance/a second Philox gives the published answers", known_answers);
  g_test_add_func("/chance/bits are Philox of the four numbers", bits_are_philox);
  g_test_add_func("/chance/a second shorter Philox gives the published answers", known_answers_quick);
  g_test_add_func("/chance/the shorter way is Philox 2x64-7 of the two numbers", quick_is_philox);
  g_test_add_func("/chance/other draws change nothing", pure);
  g_test_add_func("/chance/seed, who, what and nth each flip every bit", every_part_matters);
  g_test_add_func("/chance/who, what and nth give uncorrelated streams", streams_are_uncorrelated);
  g_test_add_func("/chance/mean and variance are those of the law", moments);
  g_test_add_func("/chance/geometric has the closed form's tail", geometric_tail);
  g_test_add_func("/chance/geometric with p of 1, 0 and nearly 0", geometric_edges);
  g_test_add_func("/chance/below is even", below_is_even);
  g_test_add_func("/chance/below refuses the surplus", below_refuses_surplus);
  g_test_add_func("/chance/between includes both ends", between_reaches_both_ends);
  return g_test_run();
}
