#include "analysis/results/results.h"

#include "tests/cells.h"
#include "tests/recount.h"

#include <string.h>

/* A run in which anything may happen to sessions and cards, causes and all. */
static struct measures *random_cell(guint32 seed) {
  static const struct verdict crash = {.outcome = OUTCOME_PROCESS_CRASH}, reset = {.outcome = OUTCOME_SESSION_RESET};
  GRand *random = g_rand_new_with_seed(seed);
  struct network *network = cells_ring(12);
  struct recorder *recorder = recorder_new(
      &(struct recorder_settings){.network = network, .prefixes = 1, .end = 4000 * SIM_SECOND});
  const struct observer *observer = recorder_observer(recorder);
  recorder_begin(recorder, 0, cells_probe());
  sim_time at = 0;
  for (uint32_t id = 1; id <= 300; id++) {
    at += g_rand_int_range(random, 0, 2000000000);
    struct occurrence happens = {.id = id, .because = id / 2, .at = at, .card = OBSERVER_NONE, .prefix = OBSERVER_NONE};
    happens.kind = (enum occurrence_kind)g_rand_int_range(random, OCCURRENCE_VERDICT, OCCURRENCE_CARD_PATCH + 1);
    if (g_rand_int_range(random, 0, 10) == 0) happens.kind = OCCURRENCE_PROCESS_CRASH;
    happens.router = (uint32_t)g_rand_int_range(random, 0, 12);
    happens.peer = (happens.router + 11) % 12;
    happens.loss = (enum loss)g_rand_int_range(random, 0, LOSSES);
    if (happens.kind >= OCCURRENCE_CARD_CRASH && happens.kind <= OCCURRENCE_CARD_PATCH)
      happens.card = (uint32_t)g_rand_int_range(random, 0, 3);
    if (happens.kind == OCCURRENCE_VERDICT) happens.verdict = g_rand_boolean(random) ? &crash : &reset;
    observer->occurred(observer->context, &happens);
  }
  struct measures *measures = recorder_finish(recorder, seed);
  network_free(network);
  g_rand_free(random);
  return measures;
}

static const uint32_t straight[] = {0, 1, 2, 3, 4}, crooked[] = {3, 1, 4, 0, 2};

/* Two strategies, two seeds, and a cell that only the sweep has; taken in some order. */
static struct results *collect(const uint32_t *order, FILE *events) {
  struct results *results = results_new("made-up", NULL, 0);
  for (uint64_t seed = 1; seed <= 2; seed++) {
    results_declare(results, "first, of one", "rfc4271", seed, false);
    results_declare(results, "first, of one", "rfc7606", seed, false);
  }
  results_point(results, "a to b", 0.5, results_declare(results, "half", "mixed", 1, true));
  results_point(results, "a to b", 1, 1);
  if (events) results_stream_events(results, events);
  for (int i = 0; i < 5; i++) {
    struct results_cost cost = {.wall_seconds = 2, .peak_memory_mib = 10, .jobs = 1};
    results_take(results, order[i], random_cell(1 + order[i]), &cost);
  }
  return results;
}

static char *write_with(const struct results *results, void (*write)(const struct results *, FILE *)) {
  struct cells_file file;
  write(results, cells_open(&file));
  return cells_text(&file);
}

static void test_recount(void) {
  struct cells_file events;
  struct results *results = collect(straight, cells_open(&events));
  char *summary = write_with(results, results_write_summary), *log = cells_text(&events);
  recount_check(summary, log);
  g_assert_nonnull(strstr(log, ",process-crash,"));
  free(log);
  free(summary);
  results_free(results);
}

static void test_causes(void) {
  static const char *const part[] = {"resets_notification", "resets_hold", "resets_bfd",
                                     "resets_interface",    "resets_peer", "resets_admin"};
  struct results *results = collect(straight, NULL);
  char *text = write_with(results, results_write_summary);
  struct recount_table *summary = recount_parse(text);
  g_assert_cmpuint(recount_rows(summary), ==, 5);
  for (guint row = 0; row < 5; row++) {
    guint64 sum = 0;
    for (gsize i = 0; i < G_N_ELEMENTS(part); i++)
      sum += g_ascii_strtoull(recount_field(summary, row, part[i]), NULL, 10);
    g_assert_cmpuint(sum, ==, g_ascii_strtoull(recount_field(summary, row, "session_resets"), NULL, 10));
    g_assert_cmpuint(sum, >, 20);
  }
  recount_free(summary);
  free(text);
  results_free(results);
}

/* As threads would finish them. */
static void test_order(void) {
  void (*const write[])(const struct results *, FILE *) = {results_write_summary, results_write_compare,
                                                           results_write_timeline, results_write_adoption};
  struct cells_file left, right;
  struct results *a = collect(straight, cells_open(&left)), *b = collect(crooked, cells_open(&right));
  char *x = cells_text(&left), *y = cells_text(&right);
  g_assert_cmpstr(x, ==, y);
  free(x);
  free(y);
  for (gsize i = 0; i < G_N_ELEMENTS(write); i++) {
    x = write_with(a, write[i]);
    y = write_with(b, write[i]);
    g_assert_cmpstr(x, ==, y);
    free(x);
    free(y);
  }
  results_free(a);
  results_free(b);
}

static void test_sweep(void) {
  struct results *results = collect(straight, NULL);
  char *timeline = write_with(results, results_write_timeline), *compare = write_with(results, results_write_compare);
  g_assert_null(strstr(timeline, "half"));
  g_assert_null(strstr(compare, "half"));
  char *adoption = write_with(results, results_write_adoption);
  struct recount_table *table = recount_parse(adoption);
  g_assert_true(results_has_sweep(results));
  g_assert_cmpuint(recount_rows(table), ==, 2);
  g_assert_cmpstr(recount_field(table, 0, "share"), ==, "0.5");
  g_assert_cmpstr(recount_field(table, 0, "variant"), ==, "half");
  g_assert_cmpstr(recount_field(table, 1, "strategy"), ==, "rfc7606");
  recount_free(table);
  free(adoption);
  free(timeline);
  free(compare);
  results_free(results);
}

static void test_timeline(void) {
  struct results *results = results_new("made-up", NULL, 0);
  results_declare(results, "v", "s", 1, false);
  results_declare(results, "v", "s", 2, false);
  results_take(results, 0, cells_measures(&(struct cells_story){.lost = 2}), NULL);
  results_take(results, 1, cells_measures(&(struct cells_story){.lost = 4}), NULL);
  char *text = write_with(results, results_write_timeline);
  struct recount_table *table = recount_parse(text);
  g_assert_cmpuint(recount_rows(table), ==, 200);
  g_assert_cmpstr(recount_field(table, 30, "time_s"), ==, "30");
  g_assert_cmpstr(recount_field(table, 30, "unreachable"), ==, "0.375");
  g_assert_cmpstr(recount_field(table, 30, "unreachable_low"), ==, "");
  recount_free(table);
  free(text);
  results_free(results);
}

static void test_regions(void) {
  static const char *const names[] = {"Europe", "North America"};
  struct results *results = results_new("made-up", names, 2);
  struct measures *measures = cells_measures(&(struct cells_story){.lost = 2});
  measures->regions = 2;
  g_free(measures->region);
  measures->region = g_new0(struct measures_region, 2);
  for (int i = 0; i < 2; i++) figures_init(&measures->region[i].figures);
  measures->region[1].figures.value[FIGURE_ASES_AFFECTED] = 17;
  results_declare(results, "v", "s", 1, false);
  results_take(results, 0, measures, NULL);
  char *text = write_with(results, results_write_regions);
  struct recount_table *table = recount_parse(text);
  g_assert_true(results_has_regions(results));
  g_assert_cmpuint(recount_rows(table), ==, 2);
  g_assert_cmpstr(recount_field(table, 1, "region"), ==, "North America");
  g_assert_cmpstr(recount_field(table, 1, "ases_affected"), ==, "17");
  g_assert_cmpstr(recount_field(table, 0, "time_to_peak_s"), ==, "");
  recount_free(table);
  free(text);
  results_free(results);
}

static void test_cost(void) {
  struct results *results = collect(straight, NULL);
  char *text = write_with(results, results_write_cost);
  struct recount_table *table = recount_parse(text);
  g_assert_cmpstr(recount_field(table, 3, "wall_s"), ==, "2");
  g_assert_cmpstr(recount_field(table, 3, "events"), ==, "4");
  g_assert_cmpstr(recount_field(table, 3, "events_per_s"), ==, "2");
  recount_free(table);
  free(text);
  results_free(results);
}

/* One origin in two strata each: nobody knows more; all: the figures themselves. */
static void test_sampling(void) {
  struct results *results = collect(straight, NULL);
  struct estimate_design *all = estimate_design_new(1, 1, 1), *one = estimate_design_new(1, 7, 1);
  all->own[0] = all->weight[0] = all->squares[0] = one->own[0] = 1;
  one->weight[0] = one->squares[0] = 7;
  results_design(results, 0, all);
  results_design(results, 1, one);
  char *text = write_with(results, results_write_sampling);
  struct recount_table *table = recount_parse(text);
  g_assert_true(g_str_has_prefix(text, "scenario,variant,strategy,seed,figure,sampled,of,estimate,low,high,"
                                       "standard_error\n"));
  g_assert_cmpuint(recount_rows(table), ==, 12);
  for (guint row = 0; row < 12; row++) {
    g_assert_cmpstr(recount_field(table, row, "sampled"), ==, "1");
    g_assert_cmpstr(recount_field(table, row, "of"), ==, row < 6 ? "1" : "7");
    g_assert_cmpstr(recount_field(table, row, "low"), ==, row < 6 ? recount_field(table, row, "estimate") : "");
    g_assert_cmpstr(recount_field(table, row, "high"), ==, recount_field(table, row, "low"));
  }
  recount_free(table);
  free(text);
  results_free(results);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/results/summary.csv is recounted from events.csv", test_recount);
  g_test_add_func("/results/causes add up to the resets", test_causes);
  g_test_add_func("/results/files do not depend on the order in which cells finish", test_order);
  g_test_add_func("/results/cells of the sweep stay out of comparisons", test_sweep);
  g_test_add_func("/results/timeline.csv has the mean over seeds", test_timeline);
  g_test_add_func("/results/regions.csv has a row a region", test_regions);
  g_test_add_func("/results/sampling.csv has a row a cell and figure", test_sampling);
  g_test_add_func("/results/cost.csv has what a cell cost", test_cost);
  return g_test_run();
}
