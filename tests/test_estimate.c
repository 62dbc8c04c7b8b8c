/* Estimates from samples: closed forms, small populations of which every sample is looked at, and coverage. */
#include "analysis/results/estimate.h"

#include "scenarios/plan/sample.h"
#include "sim/chance.h"
#include "tests/cells.h"
#include "topologies/growth/generate.h"
#include "topologies/map/adjacency.h"

#include <math.h>

#define NEAR 1e-9

/* --- by hand --- */

static void student_as_in_tables(void) {
  static const double table[][2] = {{1, 12.7062},  {2, 4.30265},  {3, 3.18245},   {4, 2.77645},   {7, 2.36462},
                                    {10, 2.22814}, {30, 2.04227}, {120, 1.97993}, {1e9, 1.959964}};
  for (size_t i = 0; i < G_N_ELEMENTS(table); i++)
    g_assert_cmpfloat_with_epsilon(estimate_student(table[i][0]), table[i][1], table[i][1] * 5e-6);
  g_assert_cmpfloat(estimate_student(5.9), ==, estimate_student(5));
  g_assert_cmpfloat_with_epsilon(estimate_student(2000), estimate_student(2001), 1e-2);
}

/* A stratum of `count` followed ones, each for `run` origins that have one prefix each. */
static void fill_equal(struct estimate_design *design, uint32_t first, uint32_t count, uint32_t run, uint32_t stratum) {
  for (uint32_t i = first; i < first + count; i++) {
    design->stratum[i] = stratum;
    design->weight[i] = design->squares[i] = run;
    design->own[i] = 1;
  }
}

/* Cochran (2.20): N^2 (1 - f) s^2 / n. */
static void simple_random_sample(void) {
  static const double each[] = {3, 7, 4, 10};
  struct estimate_design *design = estimate_design_new(4, 20, 1);
  fill_equal(design, 0, 4, 5, 0);
  struct estimate estimate = estimate_total(design, each);
  double squares = 9 + 1 + 4 + 16, variance = 20.0 * 20 * (1 - 4.0 / 20) * squares / 3 / 4;
  g_assert_true(estimate.given);
  g_assert_cmpfloat(estimate.value, ==, 120);
  g_assert_cmpfloat_with_epsilon(estimate.error, sqrt(variance), NEAR);
  g_assert_cmpfloat_with_epsilon(estimate.freedom, 3, NEAR);
  g_assert_cmpfloat_with_epsilon(estimate.high, 120 + 3.18245 * sqrt(variance), 1e-3);
  g_assert_cmpfloat_with_epsilon(estimate.low + estimate.high, 240, NEAR);
  estimate_design_free(design);
}

/* Variances of strata add up, degrees of freedom follow (5.16); what is certain adds nothing. */
static void strata_add_up(void) {
  static const double each[] = {100, 3, 7, 4, 10, 1, 2, 1, 2};
  struct estimate_design *design = estimate_design_new(9, 1 + 20 + 12, 3);
  fill_equal(design, 0, 1, 1, 0);
  fill_equal(design, 1, 4, 5, 1);
  fill_equal(design, 5, 4, 3, 2);
  struct estimate estimate = estimate_total(design, each);
  double a = 20.0 * 20 * (1 - 4.0 / 20) * 30 / 3 / 4, b = 12.0 * 12 * (1 - 4.0 / 12) * 1 / 3 / 4;
  g_assert_cmpfloat(estimate.value, ==, 100 + 120 + 18);
  g_assert_cmpfloat_with_epsilon(estimate.error, sqrt(a + b), NEAR);
  g_assert_cmpfloat_with_epsilon(estimate.freedom, (a + b) * (a + b) / (a * a / 3 + b * b / 3), NEAR);
  estimate_design_free(design);
}

static void all_followed_is_exact(void) {
  static const double each[] = {3, 7, 4};
  struct estimate_design *design = estimate_design_new(3, 3, 1);
  for (uint32_t i = 0; i < 3; i++) {
    design->weight[i] = design->own[i] = i + 1;
    design->squares[i] = (i + 1) * (i + 1);
  }
  struct estimate estimate = estimate_total(design, each);
  g_assert_true(estimate.given);
  g_assert_cmpfloat(estimate.value, ==, 3 + 14 + 12);
  g_assert_cmpfloat(estimate.error, ==, 0);
  g_assert_cmpfloat(estimate.low, ==, estimate.value);
  g_assert_cmpfloat(estimate.high, ==, estimate.value);
  estimate_design_free(design);
}

static void what_cannot_be_known(void) {
  static const double each[] = {3, 5, 4}, nothing[] = {0, 0, 0};
  struct estimate_design *one = estimate_design_new(1, 10, 1), *three = estimate_design_new(3, 30, 1);
  fill_equal(one, 0, 1, 10, 0);
  fill_equal(three, 0, 3, 10, 0);
  struct estimate estimate = estimate_total(one, each);
  g_assert_false(estimate.given);
  g_assert_cmpfloat(estimate.value, ==, 30);
  g_assert_true(isnan(estimate.low) && isnan(estimate.high) && isnan(estimate.error));
  g_assert_false(estimate_total(three, nothing).given);
  g_assert_false(estimate_ratio(three, nothing, nothing).given);
  estimate_design_free(one);
  estimate_design_free(three);
}

/* Strata with fewer than four are joined with those behind them until there are, wherever they stand; what is certain
 * is passed over. */
static void small_ones_are_joined(void) {
  static const double each[] = {3, 5, 4, 9, 2, 6, 6, 1, 80};
  static const uint32_t strata[][9] = {{0, 1, 2, 3, 4, 5, 6, 7, 8}, {0, 0, 0, 0, 1, 1, 2, 2, 3},
                                       {1, 2, 2, 2, 4, 4, 4, 4, 0}, {0, 0, 1, 1, 3, 3, 3, 4, 2},
                                       {0, 0, 0, 0, 0, 0, 0, 7, 8}, {8, 8, 8, 2, 2, 2, 2, 1, 0}};
  struct estimate_design *design = estimate_design_new(9, 81, 9);
  fill_equal(design, 0, 8, 10, 0);
  fill_equal(design, 8, 1, 1, 0);
  double whole = sqrt(80.0 * 80 * (1 - 0.1) * 46 / 7 / 8);
  double halves = sqrt(40 * 40 * (1 - 0.1) * (20.75 + 20.75) / 3 / 4);
  for (size_t i = 0; i < G_N_ELEMENTS(strata); i++) {
    for (uint32_t j = 0; j < 9; j++) design->stratum[j] = strata[i][j];
    struct estimate estimate = estimate_total(design, each);
    g_assert_true(estimate.given);
    g_assert_cmpfloat_with_epsilon(estimate.error, i < 4 ? halves : whole, NEAR);
    g_assert_cmpfloat(estimate.freedom, >=, 3 - NEAR);
  }
  estimate_design_free(design);
}

/* --- every sample of a small population --- */

enum { UNITS = 8, DRAWN = 4 };

/* All samples of 4 of 8 equal units: the estimate is right on average, and so is that of its variance. */
static void every_simple_sample(void) {
  static const double z[UNITS] = {1, 8, 2, 2, 5, 13, 0, 4};
  struct estimate_design *design = estimate_design_new(DRAWN, UNITS, 1);
  double samples = 0, mean = 0, variance = 0, estimated = 0, total = 0;
  fill_equal(design, 0, DRAWN, UNITS / DRAWN, 0);
  for (int i = 0; i < UNITS; i++) total += z[i];
  for (unsigned set = 0; set < 1u << UNITS; set++) {
    double each[UNITS];
    int drawn = 0;
    for (int i = 0; i < UNITS; i++)
      if (set >> i & 1) each[drawn++] = z[i];
    if (drawn != DRAWN) continue;
    struct estimate estimate = estimate_total(design, each);
    samples++;
    mean += estimate.value;
    variance += pow(estimate.value - total, 2);
    estimated += pow(estimate.error, 2);
  }
  g_assert_cmpfloat_with_epsilon(mean / samples, total, NEAR);
  g_assert_cmpfloat_with_epsilon(estimated / samples, variance / samples, 1e-6);
  estimate_design_free(design);
}

enum { OWNERS = 6, RUNS = 3 };
static const double sizes[OWNERS] = {1, 4, 2, 7, 3, 3};
static const int runs[RUNS + 1] = {0, 2, 3, 6}; /* where they begin: of different lengths, one has a single owner */

struct sums {
  double weight, mean, variance, estimated;
};

/* Every way to draw one of each run, with its chance, for one order of what the owners have. */
static void every_draw(struct estimate_design *design, const double z[OWNERS], struct sums *sums) {
  double total = 0;
  for (int i = 0; i < OWNERS; i++) total += sizes[i] * z[i];
  for (int a = runs[0]; a < runs[1]; a++)
    for (int b = runs[1]; b < runs[2]; b++)
      for (int c = runs[2]; c < runs[3]; c++) {
        double each[RUNS] = {z[a], z[b], z[c]};
        double chance = sizes[a] * sizes[b] * sizes[c] / design->weight[0] / design->weight[1] / design->weight[2];
        struct estimate estimate = estimate_total(design, each);
        sums->weight += chance;
        sums->mean += chance * (estimate.value - total);
        sums->variance += chance * pow(estimate.value - total, 2);
        sums->estimated += chance * pow(estimate.error, 2);
      }
}

/* All orders of the items from `first` on. */
static void every_order(struct estimate_design *design, double z[OWNERS], int first, struct sums *sums) {
  if (first == OWNERS) every_draw(design, z, sums);
  for (int i = first; i < OWNERS; i++) {
    double kept = z[i];
    z[i] = z[first];
    z[first] = kept;
    every_order(design, z, first + 1, sums);
    z[first] = z[i];
    z[i] = kept;
  }
}

/* Owners of different sizes in given runs: over all 720 orders and all draws, the estimate is right on average, and so
 * is that of its variance. */
static void every_sample_in_proportion(void) {
  double z[OWNERS] = {1, 8, 2, 2.5, 5, 13};
  struct estimate_design *design = estimate_design_new(RUNS, OWNERS, 1);
  struct sums sums = {0};
  for (int g = 0; g < RUNS; g++)
    for (int i = runs[g]; i < runs[g + 1]; i++) {
      design->weight[g] += sizes[i];
      design->squares[g] += sizes[i] * sizes[i];
    }
  every_order(design, z, 0, &sums);
  g_assert_cmpfloat_with_epsilon(sums.weight, 720, 1e-6);
  g_assert_cmpfloat_with_epsilon(sums.mean / 720, 0, 1e-6);
  g_assert_cmpfloat_with_epsilon(sums.estimated / sums.variance, 1, 1e-9);
  estimate_design_free(design);
}

/* --- ratios --- */

/* A ratio that is the same everywhere is known; over a constant, it is that of the sum. */
static void ratios(void) {
  static const double below[] = {2, 5, 1, 8}, above[] = {1, 2.5, 0.5, 4}, one[] = {2, 2, 2, 2};
  struct estimate_design *design = estimate_design_new(4, 20, 1);
  fill_equal(design, 0, 4, 5, 0);
  struct estimate same = estimate_ratio(design, above, below), over = estimate_ratio(design, below, one);
  g_assert_cmpfloat_with_epsilon(same.value, 0.5, NEAR);
  g_assert_cmpfloat_with_epsilon(same.error, 0, NEAR);
  g_assert_cmpfloat_with_epsilon(over.error, estimate_total(design, below).error / 40, NEAR);
  estimate_design_free(design);
}

/* Cochran (6.9) and (6.13): the variance of r is that of above - r below, over the sum of below squared. */
static void ratio_by_residues(void) {
  static const double below[] = {2, 5, 1, 8}, above[] = {2, 3, 1, 1};
  struct estimate_design *design = estimate_design_new(4, 20, 1);
  double ratio = 7.0 / 16, squares = 0;
  fill_equal(design, 0, 4, 5, 0);
  for (int i = 0; i < 4; i++) squares += pow(above[i] - ratio * below[i], 2);
  struct estimate estimate = estimate_ratio(design, above, below);
  g_assert_cmpfloat_with_epsilon(estimate.value, ratio, NEAR);
  g_assert_cmpfloat_with_epsilon(estimate.error, sqrt(20.0 * 20 * 0.8 * squares / 3 / 4) / 80, NEAR);
  estimate_design_free(design);
}

/* --- figures --- */

static struct measures measures_of(const struct origins_row *row, guint count) {
  struct measures measures = {.sources = 10};
  origins_init(&measures.origins);
  for (guint i = 0; i < count; i++) origins_add(&measures.origins, &row[i]);
  figures_init(&measures.figures);
  return measures;
}

static void figures_of_a_sample(void) {
  __int128 minute = 60 * (__int128)SIM_SECOND;
  const struct origins_row row[] = {{.number = 0, .weight = 5, .updates = 4, .withdrawals = 1},
                                    {.number = 1, .weight = 5, .updates = 10, .withdrawals = 3}};
  struct measures measures = measures_of(row, 2);
  struct estimate_design *design = estimate_design_new(2, 10, 1);
  struct estimate estimate;
  fill_equal(design, 0, 2, 5, 0);
  struct origins_row *lost = &g_array_index(measures.origins.row, struct origins_row, 0);
  lost[0].lost[REACH_BLACKHOLE] = 5 * 30 * minute; /* of each of 5 prefixes: 3 minutes of the average source */
  lost[1].lost[REACH_BLACKHOLE] = 5 * 20 * minute;
  lost[1].lost[REACH_LOOP] = 5 * 50 * minute;
  measures.figures.value[FIGURE_UNREACHABLE_PREFIX_MINUTES] = 50;
  measures.figures.value[FIGURE_LOOP_SHARE] = 0.5;
  measures.figures.value[FIGURE_UPDATES_SENT] = 14 + 6; /* 6 of a trigger */
  g_assert_true(estimate_figure(design, &measures, FIGURE_UNREACHABLE_PREFIX_MINUTES, &estimate));
  g_assert_cmpfloat_with_epsilon(estimate.error, sqrt(10 * 10 * (1 - 0.2) * 8 / 2), NEAR); /* s^2 of 3 and 7 */
  g_assert_cmpfloat(estimate.value, ==, 50);
  g_assert_cmpfloat(estimate.low, ==, 0);
  g_assert_true(estimate_figure(design, &measures, FIGURE_LOOP_SHARE, &estimate));
  g_assert_cmpfloat(estimate.value, ==, 0.5);
  g_assert_cmpfloat(estimate.high, ==, 1);
  g_assert_true(estimate_figure(design, &measures, FIGURE_UPDATES_SENT, &estimate));
  g_assert_cmpfloat_with_epsilon(estimate.value, 6 + 10 * 7, NEAR);
  g_assert_cmpfloat_with_epsilon(estimate.error, sqrt(10 * 10 * (1 - 0.2) * 18 / 2), NEAR);
  g_assert_cmpfloat(estimate.low, ==, 20);
  g_assert_false(estimate_figure(design, &measures, FIGURE_PEAK_UNREACHABLE, &estimate));
  origins_clear(&measures.origins);
  estimate_design_free(design);
}

/* With all origins, every figure is the one of summary.csv, and the interval is that point. */
static void figures_of_all(void) {
  static const enum figure figure[] = {FIGURE_UNREACHABLE_PREFIX_MINUTES, FIGURE_BLACKHOLE_SHARE, FIGURE_LOOP_SHARE,
                                       FIGURE_UPDATES_SENT, FIGURE_WITHDRAWALS_SENT};
  struct measures *measures = cells_measures(&(struct cells_story){.lost = 3});
  struct estimate_design *design = estimate_design_new(1, 1, 1);
  design->own[0] = design->weight[0] = 10;
  design->squares[0] = 100;
  for (size_t i = 0; i < G_N_ELEMENTS(figure); i++) {
    struct estimate estimate;
    g_assert_true(estimate_figure(design, measures, figure[i], &estimate));
    g_assert_true(estimate.given);
    g_assert_cmpfloat(estimate.value, ==, measures->figures.value[figure[i]]);
    g_assert_cmpfloat(estimate.low, ==, estimate.value);
    g_assert_cmpfloat(estimate.high, ==, estimate.value);
  }
  measures_free(measures);
  estimate_design_free(design);
}

/* --- coverage --- */

struct country {
  struct map *map;
  struct strata *strata;
  struct expansion *expansion;
  double *hit; /* [ases] loses so much of each prefix */
};

/* Every 30th AS is named. */
static GArray *country_named(const struct map *map) {
  GArray *named = g_array_new(FALSE, FALSE, sizeof(guint32));
  for (uint32_t as = 0; as < map->ases; as += 30) g_array_append_val(named, map->asn[as]);
  return named;
}

/* Who buys from the first AS of the clique, or from somebody met before who does, loses something; others little. */
static struct country country_new(void) {
  struct country country = {.map = generate_map(&(struct generate_options){.ases = 1500, .year = 2012, .seed = 5})};
  struct adjacency *adjacency = adjacency_new(country.map);
  g_autoptr(GArray) named = country_named(country.map);
  country.strata = strata_new(country.map, named);
  country.expansion = expansion_new(country.map, NULL, 0, 1);
  country.hit = g_new0(double, country.map->ases);
  country.hit[country.map->clique[0]] = 1;
  for (uint32_t i = 0; i < country.map->ases; i++) {
    uint32_t as = country.strata->order[i];
    for (uint32_t j = adjacency->first[as]; j < adjacency->peers[as]; j++)
      if (country.hit[as] > 0) country.hit[adjacency->neighbour[j]] = 1;
  }
  for (uint32_t as = 0; as < country.map->ases; as++)
    country.hit[as] = country.hit[as] * chance_exponential((struct chance){.seed = 3, .who = as}) + 0.01;
  adjacency_free(adjacency);
  return country;
}

static void country_clear(struct country *country) {
  g_free(country->hit);
  expansion_free(country->expansion);
  strata_free(country->strata);
  map_free(country->map);
}

static struct estimate country_estimate(const struct country *country, uint32_t asked, uint64_t seed) {
  const struct sample_frame frame = {country->strata, country->expansion, country->map->prefixes};
  struct sample sample;
  sample_origins(&sample, &frame, asked, seed);
  struct estimate_design design = {sample.count,  country->map->ases, sample.strata, sample.stratum,
                                   sample.weight, sample.squares,     NULL};
  g_autofree double *each = g_new(double, sample.count);
  for (uint32_t i = 0; i < sample.count; i++) each[i] = country->hit[sample.router[i]];
  struct estimate estimate = estimate_total(&design, each);
  sample_clear(&sample);
  return estimate;
}

/* Intervals around estimates of samples as they are drawn hold the truth in 95 of 100 cases; a little less often where
 * few of a small sample are hit. And none is useless. */
static void intervals_cover(void) {
  static const uint32_t asked[] = {40, 200};
  enum { SEEDS = 1000 };
  struct country country = country_new();
  double total = 0;
  for (uint32_t as = 0; as < country.map->ases; as++) total += country.map->prefixes[as] * country.hit[as];
  for (size_t i = 0; i < G_N_ELEMENTS(asked); i++) {
    double covered = 0, estimated = 0, squares = 0, widest = 0;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
      struct estimate estimate = country_estimate(&country, asked[i], seed);
      g_assert_true(estimate.given);
      covered += estimate.low <= total && total <= estimate.high;
      widest = MAX(widest, (estimate.high - estimate.low) / 2);
      estimated += estimate.error * estimate.error / SEEDS;
      squares += pow(estimate.value - total, 2) / SEEDS;
    }
    g_test_message(
        "%u: %.3f covered; estimated variance %.3f of the true one; the widest reaches %.1f true standard errors",
        asked[i], covered / SEEDS, estimated / squares, widest / sqrt(squares));
    g_assert_cmpfloat(covered / SEEDS, >, 0.92);
    g_assert_cmpfloat(estimated / squares, >, 0.9);
    g_assert_cmpfloat(estimated / squares, <, 2);
    g_assert_cmpfloat(widest / sqrt(squares), <, 6);
  }
  country_clear(&country);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/estimate/Student's t as in tables", student_as_in_tables);
  g_test_add_func("/estimate/a simple random sample", simple_random_sample);
  g_test_add_func("/estimate/variances of strata add up", strata_add_up);
  g_test_add_func("/estimate/all followed is exact", all_followed_is_exact);
  g_test_add_func("/estimate/no interval from one origin, nor where nothing was seen", what_cannot_be_known);
  g_test_add_func("/estimate/strata of few origins are joined", small_ones_are_joined);
  g_test_add_func("/estimate/right on average over every simple sample", every_simple_sample);
  g_test_add_func("/estimate/right on average over every sample in proportion to size", every_sample_in_proportion);
  g_test_add_func("/estimate/ratios", ratios);
  g_test_add_func("/estimate/ratios by their residues", ratio_by_residues);
  g_test_add_func("/estimate/figures of a sample", figures_of_a_sample);
  g_test_add_func("/estimate/figures of all origins are points", figures_of_all);
  g_test_add_func("/estimate/intervals cover, and none is many times too wide", intervals_cover);
  return g_test_run();
}
