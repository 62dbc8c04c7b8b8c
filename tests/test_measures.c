#include "analysis/measure/measures.h"

#include "analysis/results/results.h"
#include "tests/cells.h"
#include "tests/flux.h"
#include "tests/recount.h"

#include <string.h>

static void test_equal(void) {
  struct measures *a = cells_measures(&(struct cells_story){.resets = 4, .lost = 2});
  struct measures *b = cells_measures(&(struct cells_story){.resets = 4, .lost = 2});
  struct measures *c = cells_measures(&(struct cells_story){.resets = 5, .lost = 2});
  g_assert_true(measures_equal(a, b));
  g_assert_false(measures_equal(a, c));
  b->series[SERIES_BACKLOG][7] += 1;
  g_assert_false(measures_equal(a, b));
  measures_free(a);
  measures_free(b);
  measures_free(c);
}

static void test_names(void) {
  for (int s = 0; s < SERIES; s++)
    for (int t = 0; t < s; t++)
      g_assert_cmpstr(measures_series_name((enum series)s), !=, measures_series_name((enum series)t));
}

/* A run whose prefixes fare as the flux has it, with occurrences for causes. */
static struct recorder *flux_recorder(const struct flux *flux, bool session) {
  static const bool trigger[FLUX_PREFIXES] = {[FLUX_TRIGGER] = true};
  const char *place[FLUX_ROUTERS] = {[3] = "Frankfurt", [4] = "a \"quoted\", b"};
  struct recorder *recorder = recorder_new(&(struct recorder_settings){.network = flux->network,
                                                                       .prefixes = FLUX_PREFIXES,
                                                                       .weight = flux->weight,
                                                                       .trigger = trigger,
                                                                       .session = session,
                                                                       .source_weight = flux->source_weight,
                                                                       .place = place,
                                                                       .regions = FLUX_REGIONS,
                                                                       .region = flux->region,
                                                                       .blame_rows = 20,
                                                                       .end = FLUX_END,
                                                                       .bin = FLUX_BIN});
  const struct observer *observer = recorder_observer(recorder);
  for (uint32_t id = 1; id < FLUX_CAUSES; id++) {
    bool reset = id % 3 == 0;
    struct occurrence happens = {.id = id, .because = id / 4, .card = OBSERVER_NONE, .prefix = OBSERVER_NONE};
    happens.at = id * FLUX_TICK;
    happens.router = happens.peer = id % FLUX_ROUTERS;
    happens.kind = reset ? OCCURRENCE_SESSION_DOWN : OCCURRENCE_PROCESS_CRASH;
    happens.peer = reset ? happens.router + 1 : OBSERVER_NONE;
    observer->occurred(observer->context, &happens);
  }
  return recorder;
}

static void flux_run(const struct flux *flux, struct recorder *recorder) {
  struct flux_view view = {.flux = flux};
  recorder_begin(recorder, flux->begin * FLUX_TICK, flux_probe(&view));
  recorder_backlog(recorder, FLUX_END / 3, 1. / 3);
  flux_tell(flux, recorder_observer(recorder), FLUX_ALL);
  for (; view.instant < FLUX_INSTANTS; view.instant++)
    recorder_slowdown(recorder, FLUX_END - FLUX_INSTANTS + view.instant, flux_probe(&view));
}

static struct measures *flux_measures(uint32_t seed) {
  struct flux *flux = flux_new(seed);
  struct recorder *recorder = flux_recorder(flux, false);
  flux_run(flux, recorder);
  struct measures *measures = recorder_finish(recorder, 12345);
  flux_free(flux);
  return measures;
}

static GByteArray *stored(const struct measures *measures) {
  GByteArray *bytes = g_byte_array_new();
  measures_store(measures, bytes);
  return bytes;
}

static struct measures *load(const GByteArray *bytes) {
  GError *error = NULL;
  struct measures *measures = measures_load(bytes->data, bytes->len, &error);
  g_assert_no_error(error);
  return measures;
}

/* Two runs in which prefixes fare the same: what pilots feed is what the table feeds. As if the run had been joint. */
static void unite(struct measures *measures) {
  struct churn_match match = churn_match(measures->assumed, measures->fed, measures->bins);
  g_assert_cmpint(match.fed, >, 0);
  g_assert_cmpint(match.apart, ==, 0);
  g_assert_cmpuint(measures->pilots, ==, FLUX_TRIGGER);
  g_assert_cmpuint(measures->runs, ==, FLUX_TRIGGER);
  memset(measures->assumed, 0, measures->bins * sizeof *measures->assumed);
  measures->pilots = 0;
  measures->runs = 0;
  for (guint i = 0; i < measures->origins.row->len; i++)
    g_array_index(measures->origins.row, struct origins_row, i).origin = 0; /* the joint run was not told */
}

/* The session run has pilots that fare badly; nobody looks. */
static void test_two_planes(void) {
  for (uint32_t seed = 1; seed <= 4; seed++) {
    struct measures *joint = flux_measures(seed);
    struct flux *flux = flux_new(seed);
    struct recorder *recorder = flux_recorder(flux, true);
    struct harvest *prefixes = flux_harvest(flux, 1);
    GError *error = NULL;
    flux_run(flux, recorder);
    for (uint32_t p = FLUX_TRIGGER; p-- > 0; harvest_events(prefixes, 0)) flux_alone(flux, prefixes, p);
    g_assert_true(harvest_add(prefixes, recorder_harvest(recorder), &error));
    struct measures *session = recorder_finish(recorder, 12345);
    g_autoptr(GByteArray) kept = stored(session), whole = stored(joint);
    measures_free(session);
    session = load(kept);
    measures_adopt(session, prefixes);
    unite(session);
    g_autoptr(GByteArray) both = stored(session);
    g_assert_cmpmem(both->data, both->len, whole->data, whole->len);
    harvest_free(prefixes);
    measures_free(session);
    measures_free(joint);
    flux_free(flux);
  }
}

typedef void (*writer)(const struct results *, FILE *);
static const writer writers[] = {results_write_summary, results_write_compare, results_write_timeline,
                                 results_write_regions, results_write_blame,   results_write_reproduction,
                                 results_write_origins};

/* Everything that is written of one cell, events first. Takes the measures. */
static char *files_of(struct measures *measures) {
  static const char *const region[] = {"north", "south"};
  struct cells_file file;
  struct results *results = results_new("flux", region, FLUX_REGIONS);
  results_declare(results, "v", "s", 1, false);
  results_stream_events(results, cells_open(&file));
  results_take(results, 0, measures, NULL);
  for (size_t i = 0; i < G_N_ELEMENTS(writers); i++) writers[i](results, file.file);
  results_free(results);
  return cells_text(&file);
}

static void test_files(void) {
  for (uint32_t seed = 1; seed <= 4; seed++) {
    struct measures *measures = flux_measures(seed);
    g_autoptr(GByteArray) bytes = stored(measures);
    char *once = files_of(measures), *again = files_of(load(bytes));
    g_assert_nonnull(strstr(once, "Frankfurt"));
    g_assert_cmpstr(once, ==, again);
    free(once);
    free(again);
  }
}

static double number_at(const struct recount_table *table, guint row, const char *column) {
  return g_ascii_strtod(recount_field(table, row, column), NULL);
}

/* A row of origins.csv each; what they contributed is the figure, and its parts are what they contributed. */
static void test_origins(void) {
  static const char *const part[] = {"blackhole_prefix_minutes", "loop_prefix_minutes", "wrong_origin_prefix_minutes"};
  struct measures *measures = flux_measures(2);
  struct results *results = results_new("flux", NULL, 0);
  struct cells_file file;
  double whole = measures->figures.value[FIGURE_UNREACHABLE_PREFIX_MINUTES], sum = 0;
  results_declare(results, "v", "s", 1, false);
  results_take(results, 0, measures, NULL);
  g_assert_true(results_has_origins(results));
  results_write_origins(results, cells_open(&file));
  char *text = cells_text(&file);
  struct recount_table *table = recount_parse(text);
  g_assert_cmpuint(recount_rows(table), ==, FLUX_TRIGGER);
  for (guint row = 0; row < FLUX_TRIGGER; row++) {
    double lost = number_at(table, row, "unreachable_prefix_minutes"), parts = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(part); i++) parts += number_at(table, row, part[i]);
    g_assert_cmpfloat_with_epsilon(parts, lost, 4e-6);
    g_assert_cmpfloat(number_at(table, row, "prefix"), ==, row);
    sum += lost;
  }
  g_assert_cmpfloat(whole, >, 0);
  g_assert_cmpfloat_with_epsilon(sum, whole, FLUX_TRIGGER * 1e-6);
  recount_free(table);
  free(text);
  results_free(results);
}

static void test_damaged(void) {
  struct measures *measures = cells_measures(&(struct cells_story){.resets = 4, .crashes = 1, .lost = 2});
  g_autoptr(GByteArray) bytes = stored(measures);
  for (guint i = 0; i < bytes->len; i += 1 + i / 50) {
    GError *error = NULL;
    bytes->data[i] ^= 1;
    g_assert_null(measures_load(bytes->data, bytes->len, &error));
    g_assert_error(error, MEASURES_ERROR, MEASURES_ERROR_BAD);
    bytes->data[i] ^= 1;
    g_clear_error(&error);
    g_assert_null(measures_load(bytes->data, i, &error));
    g_assert_error(error, MEASURES_ERROR, MEASURES_ERROR_BAD);
    g_clear_error(&error);
  }
  measures_free(measures);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/measures/equal means every figure and every bin", test_equal);
  g_test_add_func("/measures/every series has a name of its own", test_names);
  g_test_add_func("/measures/a session run and harvests of its prefixes measure what the joint run does",
                  test_two_planes);
  g_test_add_func("/measures/what was stored and loaded again gives the same files", test_files);
  g_test_add_func("/measures/what origins contribute adds up to the figure", test_origins);
  g_test_add_func("/measures/damaged octets are refused", test_damaged);
  return g_test_run();
}
