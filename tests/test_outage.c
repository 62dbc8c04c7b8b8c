#include "analysis/outage.h"

#include <glib.h>
#include <math.h>
#include <string.h>

#define ROUTERS 70
#define PREFIXES 5
#define END 4000

/* Random changes, with as many at the same moment as between moments; and the same thing kept pair by pair. */
struct model {
  enum reach state[PREFIXES][ROUTERS], before[PREFIXES][ROUTERS];
  double integral[REACHES], level[END];
  bool affected[ROUTERS];
};

static const double weight[PREFIXES] = {3, 1, 0.2, 7.6, 5};
static const double rounded[PREFIXES] = {3, 1, 1, 8, 0}; /* the last is a trigger */
static const bool trigger[PREFIXES] = {false, false, false, false, true};

static void random_states(struct model *model, GRand *random) {
  for (int p = 0; p < PREFIXES; p++)
    for (int r = 0; r < ROUTERS; r++)
      model->state[p][r] = model->before[p][r] = g_rand_int_range(random, 0, 3) ? REACH_DELIVERED : REACH_LOOP;
}

static void change_some(struct model *model, struct outage *outage, sim_time at, GRand *random) {
  for (int changes = g_rand_int_range(random, 0, 12); changes > 0; changes--) {
    int p = g_rand_int_range(random, 0, PREFIXES), r = g_rand_int_range(random, 0, ROUTERS);
    enum reach after = g_rand_boolean(random) ? REACH_DELIVERED : (enum reach)g_rand_int_range(random, 0, REACHES);
    outage_change(outage, at, (uint32_t)r, (uint32_t)p, model->state[p][r], after);
    model->state[p][r] = after;
  }
}

/* One nanosecond passes. */
static void pass(struct model *model, sim_time at) {
  for (int p = 0; p < PREFIXES; p++)
    for (int r = 0; r < ROUTERS; r++) {
      if (model->before[p][r] != REACH_DELIVERED || model->state[p][r] == REACH_DELIVERED) continue;
      model->integral[model->state[p][r]] += rounded[p];
      model->level[at] += rounded[p];
      if (rounded[p] > 0) model->affected[r] = true;
    }
}

static void outage_setup(struct outage *outage, struct bins *bins, const struct model *model, uint32_t *asn) {
  for (uint32_t r = 0; r < ROUTERS; r++) asn[r] = 10 + r;
  bins_init(bins, 100, END);
  outage_init(
      outage,
      &(struct outage_settings){
          .routers = ROUTERS, .prefixes = PREFIXES, .asn = asn, .weight = weight, .trigger = trigger, .bins = bins});
  for (uint32_t p = 0; p < PREFIXES; p++)
    for (uint32_t r = 0; r < ROUTERS; r++)
      if (model->before[p][r] == REACH_DELIVERED) outage_count(outage, p, r);
}

static void compare_times(const struct model *model, const struct outage_meter *meter, sim_time begin) {
  double peak = 0;
  sim_time peak_at = begin, high = begin;
  for (sim_time t = begin; t < END; t++)
    if (model->level[t] > peak) {
      peak = model->level[t];
      peak_at = t;
    }
  for (sim_time t = begin; t < END; t++)
    if (model->level[t] > peak / 20) high = t + 1;
  g_assert_cmpfloat((double)meter->peak, ==, peak);
  g_assert_cmpint(meter->peak_at, ==, peak_at);
  g_assert_cmpint(meter->high_until, ==, high);
}

static void compare_all(const struct model *model, struct outage *outage, sim_time begin) {
  const struct outage_meter *meter = &outage->meter[0];
  uint32_t affected = 0;
  for (int how = 0; how < REACHES; how++) g_assert_cmpfloat((double)meter->integral[how], ==, model->integral[how]);
  for (int r = 0; r < ROUTERS; r++) affected += model->affected[r];
  g_assert_cmpuint(meter->affected, ==, affected);
  compare_times(model, meter, begin);
  double *mean = bins_level_means(&outage->level, outage->bins, 1);
  for (int b = 0; b < END / 100; b++) {
    double sum = 0;
    for (int t = 0; t < 100; t++) sum += model->level[100 * b + t];
    g_assert_cmpfloat_with_epsilon(mean[b], sum / 100, 1e-9);
  }
  g_free(mean);
}

static void test_brute_force(void) {
  for (guint32 seed = 1; seed <= 5; seed++) {
    GRand *random = g_rand_new_with_seed(seed);
    struct model *model = g_new0(struct model, 1);
    struct outage outage;
    struct bins bins;
    uint32_t asn[ROUTERS];
    random_states(model, random);
    outage_setup(&outage, &bins, model, asn);
    sim_time begin = 50 * seed, quiet = END - 700 * (seed % 3);
    outage_begin(&outage, begin);
    for (sim_time at = begin; at < END; at++) {
      if (at < quiet && g_rand_int_range(random, 0, 20) == 0) change_some(model, &outage, at, random);
      pass(model, at);
    }
    outage_end(&outage);
    compare_all(model, &outage, begin);
    outage_clear(&outage);
    g_free(model);
    g_rand_free(random);
  }
}

static void small(struct outage *outage, struct bins *bins, const uint32_t *asn, const uint8_t *region) {
  bins_init(bins, 10, 1000);
  outage_init(outage, &(struct outage_settings){
                          .routers = 4, .prefixes = 2, .regions = 2, .asn = asn, .region = region, .bins = bins});
  for (uint32_t p = 0; p < 2; p++)
    for (uint32_t r = 0; r < 4; r++) outage_count(outage, p, r);
  outage_begin(outage, 100);
}

static const uint32_t four[4] = {1, 2, 2, 3};
static const uint8_t halves[4] = {0, 1, 1, 9};

/* Lost and found in one nanosecond: nobody noticed. */
static void test_instant(void) {
  struct outage outage;
  struct bins bins;
  small(&outage, &bins, four, halves);
  for (uint32_t r = 0; r < 4; r++) outage_change(&outage, 200, r, 0, REACH_DELIVERED, REACH_LOOP);
  for (uint32_t r = 0; r < 4; r++) outage_change(&outage, 200, r, 0, REACH_LOOP, REACH_DELIVERED);
  outage_end(&outage);
  g_assert_cmpint(outage.meter[0].peak, ==, 0);
  g_assert_cmpuint(outage.meter[0].affected, ==, 0);
  g_assert_true(outage_integral(&outage.meter[0]) == 0);
  g_assert_false(outage_open(&outage.meter[0]));
  outage_clear(&outage);
}

/* Two routers of one AS are one AS; a source in no region counts only for the whole. */
static void test_regions(void) {
  struct outage outage;
  struct bins bins;
  small(&outage, &bins, four, halves);
  outage_change(&outage, 200, 1, 0, REACH_DELIVERED, REACH_BLACKHOLE);
  outage_change(&outage, 200, 2, 1, REACH_DELIVERED, REACH_WRONG_ORIGIN);
  outage_change(&outage, 300, 3, 1, REACH_DELIVERED, REACH_LOOP);
  outage_change(&outage, 400, 1, 0, REACH_BLACKHOLE, REACH_DELIVERED);
  outage_change(&outage, 400, 2, 1, REACH_WRONG_ORIGIN, REACH_DELIVERED);
  outage_end(&outage);
  const struct outage_meter *meter = outage.meter;
  g_assert_cmpuint(meter[0].ases, ==, 3);
  g_assert_cmpuint(meter[0].affected, ==, 2);
  g_assert_cmpint((int)meter[0].integral[REACH_BLACKHOLE], ==, 200);
  g_assert_cmpint((int)meter[0].integral[REACH_WRONG_ORIGIN], ==, 200);
  g_assert_cmpint((int)meter[0].integral[REACH_LOOP], ==, 700);
  g_assert_true(outage_open(&meter[0]));
  g_assert_cmpuint(meter[1].affected, ==, 0);
  g_assert_cmpuint(meter[2].affected, ==, 1);
  g_assert_cmpuint(meter[2].ases, ==, 1);
  g_assert_cmpint((int)outage_integral(&meter[2]), ==, 400);
  g_assert_cmpint(meter[2].base, ==, 4);
  g_assert_cmpint(meter[2].high_until, ==, 400);
  g_assert_false(outage_open(&meter[2]));
  outage_clear(&outage);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/outage/sums, peak and recovery equal those of pairs looked at in every nanosecond",
                  test_brute_force);
  g_test_add_func("/outage/what is lost and found in one instant was never lost", test_instant);
  g_test_add_func("/outage/routers of one AS count once, and regions apart", test_regions);
  return g_test_run();
}
