#include "tests/flux.h"

#include <string.h>

#define GRID_TICKS (GRID_STEP / FLUX_TICK)

static void compare_course(const struct flux_sums *sums, struct grid_course course, uint32_t begin) {
  double peak = 0;
  uint32_t peak_at = begin, high = begin;
  for (uint32_t t = 0; t < FLUX_TICKS; t += GRID_TICKS)
    if (sums->level[t] > peak) {
      peak = sums->level[t];
      peak_at = t;
    }
  for (uint32_t t = 0; t < FLUX_TICKS; t += GRID_TICKS)
    if (sums->level[t] > peak / 20) high = t + GRID_TICKS;
  bool open = sums->level[FLUX_TICKS - 1] > peak / 20;
  g_assert_cmpfloat((double)course.peak, ==, peak);
  g_assert_cmpint(course.peak_at, ==, peak_at * FLUX_TICK);
  g_assert_cmpint(course.open, ==, open);
  g_assert_cmpint(course.high_until, ==, open ? FLUX_END : high * FLUX_TICK);
}

static void compare_meter(const struct flux *flux, const struct flux_sums *sums, const struct outage *outage,
                          uint32_t which) {
  const struct outage_meter *meter = &outage->meter[which];
  uint32_t affected = 0;
  g_assert_cmpfloat((double)meter->base, ==, sums->base);
  for (int how = 0; how < REACHES; how++) g_assert_cmpfloat((double)meter->integral[how], ==, sums->integral[how]);
  for (int as = 0; as < FLUX_ASES; as++) affected += sums->affected[as];
  g_assert_cmpuint(outage_affected(outage, which), ==, affected);
  compare_course(sums, outage_course(outage, which, flux->begin * FLUX_TICK), flux->begin);
}

static void compare_bins(const struct flux_sums *sums, const struct outage *outage) {
  uint32_t width = FLUX_BIN / FLUX_TICK;
  double *mean = bins_level_means(&outage->level, &outage->bins, 1);
  for (uint32_t b = 0; b < FLUX_TICKS / width; b++) {
    double sum = 0;
    for (uint32_t t = 0; t < width; t++) sum += sums->level[width * b + t];
    g_assert_cmpfloat_with_epsilon(mean[b], sum / width, 1e-9);
  }
  g_free(mean);
}

static void test_brute_force(void) {
  for (guint32 seed = 1; seed <= 5; seed++) {
    struct flux *flux = flux_new(seed);
    struct flux_count *count = flux_recount(flux);
    struct harvest *harvest = flux_harvest(flux, FLUX_PREFIXES);
    flux_together(flux, harvest);
    for (uint32_t m = 0; m <= FLUX_REGIONS; m++) compare_meter(flux, &count->sums[m], &harvest->outage, m);
    compare_bins(&count->sums[0], &harvest->outage);
    harvest_free(harvest);
    g_free(count);
    flux_free(flux);
  }
}

static const uint32_t four[4] = {1, 2, 2, 3};
static const uint8_t halves[4] = {0, 1, 1, 9};

static void small(struct outage *outage) {
  outage_init(
      outage,
      &(struct outage_settings){
          .routers = 4, .regions = 2, .asn = four, .region = halves, .end = 1000 * GRID_STEP, .bin = GRID_STEP});
  for (uint32_t r = 0; r < 4; r++) outage_count(outage, r, 2);
}

static struct grid_course course_of(const struct outage *outage, uint32_t which) {
  return outage_course(outage, which, 100 * GRID_STEP);
}

/* Lost and found in one nanosecond: nobody noticed. Nor does the peak notice what comes and goes between two instants,
 * which the integral does. */
static void test_instant(void) {
  struct outage outage;
  small(&outage);
  for (uint32_t r = 0; r < 4; r++)
    outage_lost(&outage, outage.region_of[r], 1, REACH_LOOP, 200 * GRID_STEP, 200 * GRID_STEP);
  g_assert_true(outage_integral(&outage.meter[0]) == 0);
  outage_lost(&outage, 0, 1, REACH_LOOP, 300 * GRID_STEP + 1, 301 * GRID_STEP);
  g_assert_true(outage_integral(&outage.meter[0]) == GRID_STEP - 1);
  g_assert_cmpint(course_of(&outage, 0).peak, ==, 0);
  g_assert_cmpint(course_of(&outage, 0).high_until, ==, 100 * GRID_STEP);
  g_assert_false(course_of(&outage, 0).open);
  outage_clear(&outage);
}

/* Two routers of one AS are one AS; a source in no region counts only for the whole. */
static void test_regions(void) {
  struct outage outage;
  small(&outage);
  outage_lost(&outage, 1, 1, REACH_BLACKHOLE, 200 * GRID_STEP, 400 * GRID_STEP);
  outage_lost(&outage, 1, 1, REACH_WRONG_ORIGIN, 200 * GRID_STEP, 400 * GRID_STEP);
  outage_lost(&outage, OUTAGE_NO_REGION, 1, REACH_LOOP, 300 * GRID_STEP, 1000 * GRID_STEP);
  for (uint32_t r = 1; r < 4; r++) outage_affect(&outage, r);
  const struct outage_meter *meter = outage.meter;
  g_assert_cmpuint(meter[0].ases, ==, 3);
  g_assert_cmpuint(outage_affected(&outage, 0), ==, 2);
  g_assert_true(meter[0].integral[REACH_BLACKHOLE] == 200 * GRID_STEP);
  g_assert_true(meter[0].integral[REACH_WRONG_ORIGIN] == 200 * GRID_STEP);
  g_assert_true(meter[0].integral[REACH_LOOP] == 700 * GRID_STEP);
  g_assert_true(course_of(&outage, 0).open);
  g_assert_cmpuint(outage_affected(&outage, 1), ==, 0);
  g_assert_cmpuint(outage_affected(&outage, 2), ==, 1);
  g_assert_cmpuint(meter[2].ases, ==, 1);
  g_assert_true(outage_integral(&meter[2]) == 400 * GRID_STEP);
  g_assert_cmpint(meter[2].base, ==, 4);
  g_assert_cmpint(course_of(&outage, 2).high_until, ==, 400 * GRID_STEP);
  g_assert_false(course_of(&outage, 2).open);
  outage_clear(&outage);
}

/* A loss told whole, or piece by piece, wherever its pieces meet: the same octets. The last does not end. */
static void test_pieces(void) {
  const sim_time end = 1000 * GRID_STEP;
  GRand *random = g_rand_new_with_seed(3);
  struct outage whole, pieces;
  small(&whole);
  small(&pieces);
  for (int i = 0; i < 300; i++) {
    uint8_t region = whole.region_of[g_rand_int_range(random, 0, 4)];
    sim_time from = (sim_time)(g_rand_double(random) * (double)end);
    sim_time until = from + (sim_time)(g_rand_double(random) * (double)(end - from));
    if (i % 10 == 0) until = end;
    sim_time soon = from + g_rand_int_range(random, 0, GRID_STEP);
    if (i % 7 == 0) until = MIN(soon, end);
    outage_lost(&whole, region, i, REACH_LOOP, from, until);
    for (sim_time to; from < until; from = to) {
      sim_time next = from + 1 + g_rand_int_range(random, 0, 8 * (gint32)GRID_STEP);
      to = MIN(next, until);
      outage_lost(&pieces, region, i, REACH_LOOP, from, to);
    }
  }
  g_autoptr(GByteArray) one = g_byte_array_new(), other = g_byte_array_new();
  outage_store(&whole, one);
  outage_store(&pieces, other);
  g_assert_cmpmem(one->data, one->len, other->data, other->len);
  outage_clear(&whole);
  outage_clear(&pieces);
  g_rand_free(random);
}

/* Two hours at 10 ms would be too many instants; so they are 110 ms apart. */
static void test_long(void) {
  struct bins instants;
  grid_instants(&instants, GRID_STEP * GRID_MOST);
  g_assert_cmpint(instants.width, ==, GRID_STEP);
  g_assert_cmpuint(instants.count, ==, GRID_MOST);
  grid_instants(&instants, GRID_STEP * GRID_MOST + 1);
  g_assert_cmpint(instants.width, ==, 2 * GRID_STEP);
  grid_instants(&instants, 7200 * SIM_SECOND);
  g_assert_cmpint(instants.width, ==, 11 * GRID_STEP);
  g_assert_cmpuint(instants.count, ==, 65455);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/outage/sums, peak and recovery equal those of pairs looked at in every millisecond",
                  test_brute_force);
  g_test_add_func("/outage/what is lost and found in one instant was never lost", test_instant);
  g_test_add_func("/outage/routers of one AS count once, and regions apart", test_regions);
  g_test_add_func("/outage/a loss told piece by piece is the same loss", test_pieces);
  g_test_add_func("/outage/a run of any length has no more than 65,536 instants", test_long);
  return g_test_run();
}
