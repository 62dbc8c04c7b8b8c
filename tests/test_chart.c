#include "analysis/report/chart.h"

#include "tests/cells.h"

#include <string.h>

static void take(struct results *results, const char *variant, const char *strategy, struct cells_story story) {
  uint32_t index = results_declare(results, variant, strategy, 1, false);
  results_take(results, index, cells_measures(&story), NULL);
}

static guint count(const char *text, const char *what) {
  guint n = 0;
  for (const char *at = strstr(text, what); at; at = strstr(at + 1, what)) n++;
  return n;
}

static char *timeline_of(const struct compare *compare, uint32_t variant) {
  struct cells_file file;
  chart_write_timeline(compare, variant, cells_open(&file));
  return cells_text(&file);
}

static void test_equal_lines(void) {
  struct results *results = results_new("made-up", NULL, 0);
  take(results, "v", "a", (struct cells_story){.resets = 40});
  take(results, "v", "b", (struct cells_story){.resets = 4});
  take(results, "v", "c", (struct cells_story){.resets = 40});
  struct compare *compare = compare_new(results);
  g_assert_cmpuint(chart_timelines(compare), ==, 1);
  char *text = timeline_of(compare, chart_timeline_variant(compare, 0));
  g_assert_nonnull(strstr(text, "\n\"a = c\"\n"));
  g_assert_nonnull(strstr(text, "\n\"b\"\n"));
  g_assert_cmpuint(count(text, "\n\n\n"), ==, 2);
  g_assert_true(g_str_has_suffix(text, "\n\n\n"));
  free(text);
  compare_free(compare);
  results_free(results);
}

static void test_identical(void) {
  struct results *results = results_new("made-up", NULL, 0);
  take(results, "v", "a", (struct cells_story){.resets = 40});
  take(results, "v", "b", (struct cells_story){.resets = 40});
  struct compare *compare = compare_new(results);
  char *text = timeline_of(compare, chart_timeline_variant(compare, 0));
  g_assert_cmpuint(count(text, "\""), ==, 2);
  g_assert_nonnull(strstr(text, "\"all strategies (identical)\""));
  free(text);
  compare_free(compare);
  results_free(results);
}

static void test_by_variant(void) {
  struct results *results = results_new("made-up", NULL, 0);
  for (const char *const *s = (const char *const[]){"a", "b", NULL}; *s; s++) {
    take(results, "old", *s, (struct cells_story){.resets = 40});
    take(results, "new", *s, (struct cells_story){.resets = 4});
  }
  struct compare *compare = compare_new(results);
  g_assert_cmpuint(chart_timelines(compare), ==, 1);
  g_assert_cmpuint(chart_timeline_variant(compare, 0), ==, CHART_VARIANTS);
  char *text = timeline_of(compare, CHART_VARIANTS);
  g_assert_nonnull(strstr(text, "\n\"old\"\n"));
  g_assert_nonnull(strstr(text, "\n\"new\"\n"));
  g_assert_cmpuint(count(text, "\""), ==, 4);
  free(text);
  compare_free(compare);
  results_free(results);
}

/* The first point of a block: half a bin before the trigger at 1 s. Sessions 2 .. 11 s are down one by one. */
static void test_points(void) {
  struct results *results = results_new("made-up", NULL, 0);
  take(results, "v", "a", (struct cells_story){.resets = 1, .lost = 4});
  struct compare *compare = compare_new(results);
  char *text = timeline_of(compare, 0);
  g_assert_nonnull(strstr(text, "\n\"a\"\n-0.00833 0 0 0 0 0 0 0 0 0 0 0 0\n0.00833 "));
  g_assert_nonnull(strstr(text, "\n0.025 1 1 1 0 0 0 50 50 50 0 0 0\n"));
  g_assert_null(strstr(text, "\n2.0")); /* nothing happens after 62 s, so the picture ends soon after */
  free(text);
  compare_free(compare);
  results_free(results);
}

static void test_bars(void) {
  struct results *results = results_new("made-up", NULL, 0);
  take(results, "v \"w\"", "a", (struct cells_story){.resets = 1234, .crashes = 2, .lost = 4});
  take(results, "v \"w\"", "b", (struct cells_story){.resets = 4});
  struct compare *compare = compare_new(results);
  struct cells_file file;
  chart_write_bars(compare, cells_open(&file));
  char *text = cells_text(&file);
  g_assert_nonnull(strstr(text, "\n\"a\"\n0 \"v 'w'\" "));
  g_assert_nonnull(
      strstr(text, " 2 2 2 \"2\" 5 5 5 \"5\"\n\n\n\"b\"\n0 \"v 'w'\" 4 4 4 \"4\" 0 0 0 \"0\" 0 0 0 \"0\"\n"));
  free(text);
  compare_free(compare);
  results_free(results);
}

static void test_adoption(void) {
  struct results *results = results_new("made-up", NULL, 0);
  for (uint32_t i = 0; i <= 2; i++) {
    take(results, "v", i ? "t" : "s", (struct cells_story){.resets = 4 - i});
    results_point(results, i < 2 ? "s to t" : "u to w", i / 2., i);
  }
  struct compare *compare = compare_new(results);
  struct cells_file file;
  chart_write_adoption(compare, cells_open(&file));
  char *text = cells_text(&file);
  g_assert_nonnull(strstr(text, "\n\"s to t\"\n0 4 4 4 0 0 0\n50 3 3 3 0 0 0\n\n\n\"u to w\"\n100 2 2 2 0 0 0\n\n\n"));
  free(text);
  compare_free(compare);
  results_free(results);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/chart/equal strategies are one line", test_equal_lines);
  g_test_add_func("/chart/when all are equal the line says so", test_identical);
  g_test_add_func("/chart/when none ever differs variants are compared", test_by_variant);
  g_test_add_func("/chart/points are counted from the trigger", test_points);
  g_test_add_func("/chart/bars carry their numbers in words", test_bars);
  g_test_add_func("/chart/adoption has a curve a pair", test_adoption);
  return g_test_run();
}
