#include "analysis/results/compare.h"

#include "tests/cells.h"
#include "tests/recount.h"

#include <math.h>
#include <string.h>

static void take(struct results *results, const char *variant, const char *strategy, uint64_t seed,
                 struct cells_story story) {
  uint32_t index = results_declare(results, variant, strategy, seed, false);
  results_take(results, index, cells_measures(&story), NULL);
}

/* Per seed: a loses seed + 2 sessions, b the same, c one less; under the second variant all lose seed. */
static struct results *three_strategies(uint64_t seeds) {
  struct results *results = results_new("made-up", NULL, 0);
  for (uint64_t seed = 1; seed <= seeds; seed++) {
    take(results, "one", "a", seed, (struct cells_story){.resets = (uint32_t)seed + 2});
    take(results, "one", "b", seed, (struct cells_story){.resets = (uint32_t)seed + 2});
    take(results, "one", "c", seed, (struct cells_story){.resets = (uint32_t)seed + 1});
    for (const char *const *s = (const char *const[]){"a", "b", "c", NULL}; *s; s++)
      take(results, "two", *s, seed, (struct cells_story){.resets = (uint32_t)seed});
  }
  return results;
}

static void test_paired(void) {
  struct results *results = three_strategies(3);
  struct compare *compare = compare_new(results);
  const struct compare_figure *c = &compare_at(compare, 0, 2)->figure[FIGURE_SESSION_RESETS];
  g_assert_cmpfloat(c->mean, ==, 3);
  g_assert_cmpfloat(c->median, ==, 3);
  g_assert_cmpfloat(c->strategy.mean, ==, -1);
  g_assert_false(c->interval.given);
  g_assert_true(isnan(c->variant.mean));
  g_assert_cmpfloat(compare_at(compare, 1, 0)->figure[FIGURE_SESSION_RESETS].variant.mean, ==, -2);
  g_assert_cmpfloat(compare_at(compare, 1, 2)->figure[FIGURE_SESSION_RESETS].variant.mean, ==, -1);
  compare_free(compare);
  results_free(results);
}

/* The seeds scatter, their differences do not. */
static void test_intervals(void) {
  struct results *results = three_strategies(STATISTICS_ENOUGH);
  struct compare *compare = compare_new(results);
  const struct compare_figure *c = &compare_at(compare, 0, 2)->figure[FIGURE_SESSION_RESETS];
  g_assert_true(c->interval.given);
  g_assert_cmpfloat(c->interval.high - c->interval.low, >, 2);
  g_assert_true(c->strategy.interval.given);
  g_assert_cmpfloat(c->strategy.interval.low, ==, -1);
  g_assert_cmpfloat(c->strategy.interval.high, ==, -1);
  compare_free(compare);
  results_free(results);
}

static void test_equal(void) {
  struct results *results = three_strategies(2);
  struct compare *compare = compare_new(results);
  g_assert_cmpuint(compare_at(compare, 0, 1)->same_as, ==, 0);
  g_assert_cmpuint(compare_at(compare, 0, 2)->same_as, ==, 2);
  g_assert_false(compare_all_equal(compare, 0));
  g_assert_true(compare_all_equal(compare, 1));
  g_assert_false(compare_nothing_differs(compare));
  compare_free(compare);
  results_free(results);
}

static void check_reason(const struct results *results, uint32_t variant, const char *expected) {
  struct compare *compare = compare_new(results);
  char *reason = compare_reason(compare, variant);
  g_assert_cmpstr(reason, ==, expected);
  g_free(reason);
  compare_free(compare);
}

static void test_reason(void) {
  struct results *results = three_strategies(1);
  check_reason(results, 1, "no UPDATE was judged anything but accepted, so error handling had nothing to decide");
  results_cell(results, 3)->measures->verdicts[OUTCOME_SESSION_RESET] = 4;
  check_reason(results, 1, "they gave the same verdict on every UPDATE");
  results_reason(results, NULL, "the weather was fine");
  check_reason(results, 1, "the weather was fine");
  results_reason(results, "two", "it rained");
  check_reason(results, 1, "it rained");
  results_free(results);
}

/* Two of three recover after 61 s, one never does. */
static void test_censored(void) {
  struct results *results = results_new("made-up", NULL, 0);
  for (uint64_t seed = 1; seed <= 3; seed++)
    take(results, "v", "s", seed, (struct cells_story){.lost = 2, .open = seed == 2});
  struct compare *compare = compare_new(results);
  const struct compare_figure *figure = &compare_at(compare, 0, 0)->figure[FIGURE_TIME_TO_95_RECOVERY_S];
  g_assert_cmpuint(figure->known, ==, 2);
  g_assert_cmpuint(figure->censored, ==, 1);
  g_assert_true(isnan(figure->mean));
  g_assert_cmpfloat(figure->median, ==, 61);
  g_assert_false(figure->median_censored);
  char text[FIGURES_TEXT];
  compare_say(text, compare_at(compare, 0, 0), FIGURE_TIME_TO_95_RECOVERY_S);
  g_assert_cmpstr(text, ==, ">3 min 19 s");
  compare_free(compare);
  results_free(results);
}

static void test_median_censored(void) {
  struct results *results = results_new("made-up", NULL, 0);
  for (uint64_t seed = 1; seed <= 3; seed++)
    take(results, "v", "s", seed, (struct cells_story){.lost = 2, .open = seed > 1});
  struct compare *compare = compare_new(results);
  const struct compare_figure *figure = &compare_at(compare, 0, 0)->figure[FIGURE_TIME_TO_95_RECOVERY_S];
  g_assert_true(figure->median_censored);
  g_assert_cmpfloat(figure->median, ==, 199);
  compare_free(compare);
  results_free(results);
}

static void test_file(void) {
  struct cells_file file;
  struct results *results = three_strategies(2);
  results_write_compare(results, cells_open(&file));
  char *text = cells_text(&file);
  struct recount_table *table = recount_parse(text);
  g_assert_cmpuint(recount_rows(table), ==, 2 * 3 * FIGURES);
  guint row = 3 * FIGURE_SESSION_RESETS + 1;
  g_assert_cmpstr(recount_field(table, row, "figure"), ==, "session_resets");
  g_assert_cmpstr(recount_field(table, row, "strategy"), ==, "b");
  g_assert_cmpstr(recount_field(table, row, "mean"), ==, "3.5");
  g_assert_cmpstr(recount_field(table, row, "difference"), ==, "0");
  g_assert_cmpstr(recount_field(table, row, "low"), ==, "");
  g_assert_true(g_str_has_prefix(recount_field(table, row, "equal"), "equal to a: no UPDATE was judged"));
  g_assert_cmpstr(recount_field(table, row + 1, "equal"), ==, "");
  recount_free(table);
  free(text);
  results_free(results);
}

static void test_shares(void) {
  struct results *results = results_new("made-up", NULL, 0);
  for (uint64_t seed = 1; seed <= 2; seed++)
    for (uint32_t share = 0; share <= 2; share++) {
      uint32_t index = results_declare(results, "sweep", "mixed", seed, true);
      results_point(results, "a to b", share / 2., index);
      struct cells_story story = {.resets = 10 - 4 * share + (uint32_t)seed};
      results_take(results, index, cells_measures(&story), NULL);
    }
  struct compare *compare = compare_new(results);
  g_assert_cmpuint(compare->shares->len, ==, 3);
  for (uint32_t i = 0; i < 3; i++) {
    const struct compare_share *share = &g_array_index(compare->shares, struct compare_share, i);
    g_assert_cmpfloat(share->share, ==, i / 2.);
    g_assert_cmpfloat(share->group.figure[FIGURE_SESSION_RESETS].mean, ==, 11.5 - 4 * i);
  }
  compare_free(compare);
  results_free(results);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/compare/differences are paired by seed", test_paired);
  g_test_add_func("/compare/a constant difference has no width", test_intervals);
  g_test_add_func("/compare/equal strategies are found", test_equal);
  g_test_add_func("/compare/equality has its reason", test_reason);
  g_test_add_func("/compare/censored seeds are never averaged", test_censored);
  g_test_add_func("/compare/a median among the censored is censored", test_median_censored);
  g_test_add_func("/compare/the file says who equals whom", test_file);
  g_test_add_func("/compare/points of the sweep are averaged by share", test_shares);
  return g_test_run();
}
