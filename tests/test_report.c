#include "analysis/report/report.h"

#include "tests/cells.h"

#include <string.h>

static const struct report_claim claims[] = {
    {.text = "cards are out",
     .published = "3 to 6 min",
     .ours = "3 min 20 s",
     .source = "the press",
     .status = REPORT_HELD},
    {.text = "nothing else fails", .status = REPORT_NOT_JUDGED},
};

static char *report_in(void (*write)(const struct report *, const struct results *, FILE *)) {
  struct report_plot bars = {(char *)"bars", (char *)"Resets by strategy"};
  const struct report_plot *const plots[] = {&bars};
  struct report report = {.title = "Level 3",
                          .summary = "A crash that spreads.",
                          .provenance = (const char *const[]){"version: 1", "seed: 7", NULL},
                          .fitted = (const char *const[]){"boot time: 120 to 240 s", NULL},
                          .claims = claims,
                          .claim_count = 2,
                          .plots = plots,
                          .plot_count = 1};
  struct results *results = results_new("level3", NULL, 0);
  results_declare(results, "v", "rfc4271", 1, false);
  results_take(results, 0, cells_measures(&(struct cells_story){.resets = 1234}), NULL);
  struct cells_file file;
  write(&report, results, cells_open(&file));
  results_free(results);
  return cells_text(&file);
}

static void test_markdown(void) {
  char *text = report_in(report_write_markdown);
  g_assert_true(g_str_has_prefix(text, "# Level 3\n\nA crash that spreads.\n\n## Results\n"));
  g_assert_nonnull(strstr(text, "| rfc4271 | "));
  g_assert_nonnull(strstr(text, "![Resets by strategy](bars.svg)"));
  g_assert_nonnull(strstr(text, "| cards are out | 3 to 6 min | 3 min 20 s | held | the press |"));
  g_assert_nonnull(strstr(text, "| nothing else fails |  |  | not judged |  |"));
  g_assert_nonnull(strstr(text, "## Fitted\n"));
  g_assert_nonnull(strstr(text, "- boot time: 120 to 240 s\n"));
  g_assert_null(strstr(text, "## Assumed"));
  g_assert_nonnull(strstr(text, "version: 1\nseed: 7\n"));
  free(text);
}

/* Of a cell in two planes the report says how well they agree. */
static void test_planes(void) {
  struct results *results = results_new("level3", NULL, 0);
  struct measures *measures = cells_measures(&(struct cells_story){.resets = 2});
  measures->pilots = 40;
  measures->runs = 1000;
  measures->run_events = 1234567;
  measures->assumed[3] = measures->fed[4] = 100;
  measures->assumed[5] = 1100;
  measures->fed[5] = 900;
  results_declare(results, "v", "rfc4271", 1, false);
  results_declare(results, "v", "rfc7606", 1, false);
  results_take(results, 0, measures, NULL);
  results_take(results, 1, cells_measures(&(struct cells_story){.resets = 2}), NULL);
  struct cells_file file;
  report_write_markdown(&(struct report){.title = "T"}, results, cells_open(&file));
  char *text = cells_text(&file);
  g_assert_nonnull(strstr(text, "## In two planes\n"));
  g_assert_nonnull(strstr(text, "in steps of 1 s"));
  g_assert_nonnull(strstr(text, "| v | rfc4271 | 1 | 1,000 | 1,234,567 | 40 | 1,200 | 1,000 | 40 % |"));
  g_assert_null(strstr(text, "| v | rfc7606 | 1 | 0 |")); /* that one was joint */
  free(text);
  results_free(results);
}

/* The story's lost prefix has no known cause; a check is printed with what the ledger said. */
static void test_blame(void) {
  struct results *results = results_new("level3", NULL, 0);
  results_declare(results, "v", "rfc4271", 1, false);
  results_take(results, 0, cells_measures(&(struct cells_story){.resets = 2, .crashes = 1, .lost = 8}), NULL);
  struct figures without;
  figures_init(&without);
  without.value[FIGURE_UNREACHABLE_PREFIX_MINUTES] = 7.5;
  results_check(results, 0, 0, &without);
  struct cells_file file;
  report_write_markdown(&(struct report){.title = "T"}, results, cells_open(&file));
  char *text = cells_text(&file);
  g_assert_nonnull(strstr(text, "## Who is to blame\n"));
  g_assert_nonnull(strstr(text, "| no known cause | "));
  g_assert_nonnull(strstr(text, " | 10 | 10 | 100 % | 0 | 0 |"));
  g_assert_nonnull(strstr(text, "### Checked by leaving it out"));
  g_assert_nonnull(strstr(text, "| no known cause | 10 | 2.5 | 0 | 1 | 0 | 2 |"));
  g_assert_nonnull(strstr(text, "| 0 | 1 | 2 | 0 | 0 | 0 | 0 | 0 | 0 |"));
  free(text);
  results_free(results);
}

static void test_unchecked(void) {
  struct results *results = results_new("level3", NULL, 0);
  results_declare(results, "v", "rfc4271", 1, false);
  results_take(results, 0, cells_measures(&(struct cells_story){.resets = 2, .crashes = 1, .lost = 8}), NULL);
  struct cells_file file;
  report_write_markdown(&(struct report){.title = "T"}, results, cells_open(&file));
  char *text = cells_text(&file);
  g_assert_nonnull(strstr(text, "## Who is to blame\n"));
  g_assert_null(strstr(text, "left out"));
  free(text);
  results_free(results);
}

static void test_html(void) {
  char *text = report_in(report_write_html);
  g_assert_true(g_str_has_prefix(text, "<!DOCTYPE html>"));
  g_assert_nonnull(strstr(text, "<h1>Level 3</h1>"));
  g_assert_nonnull(strstr(text, "<td>3 to 6 min</td>"));
  g_assert_nonnull(strstr(text, "<img src=\"bars.svg\""));
  g_assert_null(strstr(text, "<script"));
  free(text);
}

static struct estimate_design *design_of(uint32_t origins) {
  struct estimate_design *design = estimate_design_new(1, origins, 1);
  design->own[0] = 10;
  design->weight[0] = 10 * origins;
  design->squares[0] = 100 * origins;
  return design;
}

static char *report_of(struct estimate_design *design) {
  struct results *results = results_new("level3", NULL, 0);
  results_declare(results, "v", "rfc4271", 1, false);
  results_take(results, 0, cells_measures(&(struct cells_story){.lost = 8}), NULL);
  if (design) results_design(results, 0, design);
  struct cells_file file;
  report_write_markdown(&(struct report){.title = "T"}, results, cells_open(&file));
  results_free(results);
  return cells_text(&file);
}

static void test_sampling(void) {
  char *sample = report_of(design_of(2500)), *all = report_of(design_of(1)), *unknown = report_of(NULL);
  g_assert_nonnull(strstr(sample, "## How sure: 1 of 2,500 origins\n"));
  g_assert_nonnull(strstr(sample, "| v | rfc4271 | 1 of 2,500 | 10<br>no range | 100 %<br>no range |"));
  g_assert_nonnull(strstr(all, "## How sure: 1 of 1 origins\n"));
  g_assert_nonnull(strstr(all, "these are the figures of the whole table"));
  g_assert_null(strstr(all, "| 1 of 1 |"));
  g_assert_null(strstr(unknown, "How sure"));
  free(sample);
  free(all);
  free(unknown);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/report/markdown says all that it was told", test_markdown);
  g_test_add_func("/report/html says the same without scripts", test_html);
  g_test_add_func("/report/the greatest causes stand with what the ledger says and what leaving them out saved",
                  test_blame);
  g_test_add_func("/report/where no cause was left out there is no table of it", test_unchecked);
  g_test_add_func("/report/two planes are told apart, and how well they agree", test_planes);
  g_test_add_func("/report/how many origins were followed, and how sure that is", test_sampling);
  return g_test_run();
}
