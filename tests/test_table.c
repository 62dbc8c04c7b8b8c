#include "analysis/report/table.h"

#include "tests/cells.h"

#include <string.h>

static void take(struct results *results, const char *variant, const char *strategy, uint64_t seed,
                 struct cells_story story) {
  uint32_t index = results_declare(results, variant, strategy, seed, false);
  results_take(results, index, cells_measures(&story), NULL);
}

static char *table_of(struct results *results, enum page_style style) {
  struct cells_file file;
  table_write(results, style, cells_open(&file));
  results_free(results);
  return cells_text(&file);
}

static void test_strategies(void) {
  struct results *results = results_new("made-up", NULL, 0);
  take(results, "v", "rfc4271", 1, (struct cells_story){.resets = 40, .crashes = 2, .lost = 4});
  take(results, "v", "junos-default", 1, (struct cells_story){.resets = 40, .crashes = 2, .lost = 4});
  take(results, "v", "rfc7606", 1, (struct cells_story){.lost = 1, .open = true});
  char *text = table_of(results, PAGE_TEXT);
  g_assert_cmpstr(
      text, ==,
      "Variant v\n\n"
      "               session  sessions     card      ASes         peak  lost prefix-         95 %     focus\n"
      "strategy        resets      lost  crashes  affected  unreachable       minutes     recovery  recovery\n"
      "-------------  -------  --------  -------  --------  -----------  ------------  -----------  --------\n"
      "rfc4271             40         8        2         4         50 %             5   1 min 01 s      42 s\n"
      "junos-default       40         8        2         4         50 %             5   1 min 01 s      42 s\n"
      "rfc7606              0         0        0         1       12.5 %          4.12  >3 min 19 s       0 s\n\n"
      "junos-default came out equal to rfc4271: no UPDATE was judged anything but accepted, so error\n"
      "handling had nothing to decide.\n\n");
  free(text);
}

static void test_variants(void) {
  struct results *results = results_new("made-up", NULL, 0);
  for (const char *const *s = (const char *const[]){"a", "b", "c", NULL}; *s; s++) {
    take(results, "old", *s, 1, (struct cells_story){.resets = 40});
    take(results, "new", *s, 1, (struct cells_story){.resets = 4});
  }
  results_reason(results, NULL, "the UPDATE was valid");
  char *text = table_of(results, PAGE_TEXT);
  g_assert_nonnull(strstr(text, "\nold "));
  g_assert_nonnull(strstr(text, "\nnew "));
  g_assert_null(strstr(text, "strategy"));
  g_assert_nonnull(strstr(text, "a, b and c came out equal under every variant: the UPDATE was valid.\n"));
  free(text);
}

static void test_alone(void) {
  struct results *results = results_new("made-up", NULL, 0);
  take(results, "v", "only", 1, (struct cells_story){.resets = 1});
  char *text = table_of(results, PAGE_MARKDOWN);
  g_assert_nonnull(strstr(text, "| only | 1 |"));
  g_assert_null(strstr(text, "equal"));
  free(text);
}

static void test_intervals(void) {
  struct results *results = results_new("made-up", NULL, 0);
  for (uint64_t seed = 1; seed <= 10; seed++)
    take(results, "v", "s", seed, (struct cells_story){.resets = 10 * (uint32_t)seed});
  char *text = table_of(results, PAGE_TEXT);
  g_assert_nonnull(strstr(text, "\ns "));
  g_assert_nonnull(strstr(text, " to "));
  free(text);
}

static void test_sweep(void) {
  struct results *results = results_new("made-up", NULL, 0);
  for (uint32_t i = 0; i <= 4; i++) {
    take(results, "v", i ? "t" : "s", i, (struct cells_story){.resets = 40 - 10 * i});
    results_point(results, "s to t", i / 4., i);
  }
  char *text = table_of(results, PAGE_TEXT);
  g_assert_nonnull(strstr(text, "Adoption, s to t\n"));
  g_assert_nonnull(strstr(text, "\n25 %"));
  g_assert_nonnull(strstr(text, "\n100 %"));
  free(text);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/table/a row a strategy, and who equals whom", test_strategies);
  g_test_add_func("/table/where no strategy differs, a row a variant and why", test_variants);
  g_test_add_func("/table/a single strategy equals nobody", test_alone);
  g_test_add_func("/table/intervals from ten seeds on", test_intervals);
  g_test_add_func("/table/the adoption sweep has its own", test_sweep);
  return g_test_run();
}
