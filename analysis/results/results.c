#include "analysis/results/results.h"

#include "analysis/report/sheet.h"

#include <string.h>

static void cell_clear(void *pointer) {
  struct results_cell *cell = pointer;
  g_free(cell->variant);
  g_free(cell->strategy);
  measures_free(cell->measures);
  estimate_design_free(cell->design);
}

static void point_clear(void *pointer) { g_free(((struct results_point *)pointer)->pair); }

struct results *results_new(const char *scenario, const char *const *region_names, uint32_t regions) {
  struct results *results = g_new0(struct results, 1);
  results->scenario = g_strdup(scenario);
  results->region_names = g_new0(char *, regions + 1);
  for (uint32_t i = 0; i < regions; i++) results->region_names[i] = g_strdup(region_names[i]);
  results->cells = g_array_new(FALSE, TRUE, sizeof(struct results_cell));
  g_array_set_clear_func(results->cells, cell_clear);
  results->points = g_array_new(FALSE, TRUE, sizeof(struct results_point));
  g_array_set_clear_func(results->points, point_clear);
  results->variants = g_ptr_array_new_with_free_func(g_free);
  results->strategies = g_ptr_array_new_with_free_func(g_free);
  results->reasons = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  return results;
}

void results_free(struct results *results) {
  if (!results) return;
  g_free(results->scenario);
  g_strfreev(results->region_names);
  g_array_free(results->cells, TRUE);
  g_array_free(results->points, TRUE);
  g_ptr_array_free(results->variants, TRUE);
  g_ptr_array_free(results->strategies, TRUE);
  g_hash_table_destroy(results->reasons);
  g_free(results);
}

static void remember(GPtrArray *names, const char *name) {
  if (!g_ptr_array_find_with_equal_func(names, name, g_str_equal, NULL)) g_ptr_array_add(names, g_strdup(name));
}

uint32_t results_declare(struct results *results, const char *variant, const char *strategy, uint64_t seed,
                         bool sweep_only) {
  struct results_cell cell = {
      .variant = g_strdup(variant), .strategy = g_strdup(strategy), .seed = seed, .sweep_only = sweep_only};
  g_array_append_val(results->cells, cell);
  if (!sweep_only) {
    remember(results->variants, variant);
    remember(results->strategies, strategy);
  }
  return results->cells->len - 1;
}

void results_design(struct results *results, uint32_t index, struct estimate_design *design) {
  g_assert(index < results->cells->len);
  g_array_index(results->cells, struct results_cell, index).design = design;
}

void results_point(struct results *results, const char *pair, double share, uint32_t index) {
  g_assert(index < results->cells->len);
  struct results_point point = {.pair = g_strdup(pair), .share = share, .cell = index};
  g_array_append_val(results->points, point);
}

void results_reason(struct results *results, const char *variant, const char *reason) {
  g_hash_table_insert(results->reasons, g_strdup(variant ? variant : ""), g_strdup(reason));
}

const char *results_reason_given(const struct results *results, const char *variant) {
  const char *own = g_hash_table_lookup(results->reasons, variant);
  return own ? own : g_hash_table_lookup(results->reasons, "");
}

void results_stream_events(struct results *results, FILE *file) {
  g_assert(results->streamed == 0);
  results->events = file;
  events_write_header(file);
}

const struct results_cell *results_cell(const struct results *results, uint32_t index) {
  g_assert(index < results->cells->len);
  return &g_array_index(results->cells, struct results_cell, index);
}

static void stream(struct results *results) {
  for (; results->streamed < results->cells->len; results->streamed++) {
    const struct results_cell *cell = results_cell(results, results->streamed);
    if (!cell->measures) return;
    if (results->events && cell->measures->events)
      events_write(cell->measures->events, results->events, cell->variant, cell->strategy, cell->seed);
    events_free(cell->measures->events);
    cell->measures->events = NULL;
  }
}

void results_take(struct results *results, uint32_t index, struct measures *measures, const struct results_cost *cost) {
  g_assert(index < results->cells->len);
  struct results_cell *cell = &g_array_index(results->cells, struct results_cell, index);
  g_assert(!cell->measures);
  cell->measures = measures;
  if (cost) cell->cost = *cost;
  stream(results);
}

const struct results_cell **results_group(const struct results *results, const char *variant, const char *strategy,
                                          size_t *count) {
  const struct results_cell **group = g_new0(const struct results_cell *, results->cells->len + 1);
  *count = 0;
  for (uint32_t i = 0; i < results->cells->len; i++) {
    const struct results_cell *cell = results_cell(results, i);
    if (cell->sweep_only || strcmp(cell->variant, variant) != 0 || strcmp(cell->strategy, strategy) != 0) continue;
    g_assert(cell->measures);
    group[(*count)++] = cell;
  }
  return group;
}

static void write_cell_name(struct sheet *sheet, const struct results *results, const struct results_cell *cell) {
  sheet_text(sheet, results->scenario);
  sheet_text(sheet, cell->variant);
  sheet_text(sheet, cell->strategy);
  sheet_count(sheet, cell->seed);
}

void results_write_summary(const struct results *results, FILE *file) {
  struct sheet sheet = {.file = file};
  static const char *const name[] = {"scenario", "variant", "strategy", "seed"};
  for (size_t i = 0; i < G_N_ELEMENTS(name); i++) sheet_text(&sheet, name[i]);
  for (int f = 0; f < FIGURES; f++) sheet_text(&sheet, figures_name((enum figure)f));
  sheet_end(&sheet);
  for (uint32_t i = 0; i < results->cells->len; i++) {
    const struct results_cell *cell = results_cell(results, i);
    const struct figures *figures = &cell->measures->figures;
    write_cell_name(&sheet, results, cell);
    for (int f = 0; f < FIGURES; f++) sheet_figure(&sheet, (enum figure)f, figures->value[f], figures->censored[f]);
    sheet_end(&sheet);
  }
}

/* What regions.csv says of reachability, in this order. */
static const enum figure regional[] = {
    FIGURE_ASES_AFFECTED,   FIGURE_PEAK_UNREACHABLE,     FIGURE_UNREACHABLE_PREFIX_MINUTES,
    FIGURE_BLACKHOLE_SHARE, FIGURE_LOOP_SHARE,           FIGURE_WRONG_ORIGIN_SHARE,
    FIGURE_TIME_TO_PEAK_S,  FIGURE_TIME_TO_95_RECOVERY_S};

bool results_has_regions(const struct results *results) { return results->region_names[0] != NULL; }

static void write_region(struct sheet *sheet, const struct measures_region *region) {
  sheet_count(sheet, region->ases);
  sheet_count(sheet, region->session_resets);
  sheet_count(sheet, region->card_crashes);
  for (size_t i = 0; i < G_N_ELEMENTS(regional); i++)
    sheet_figure(sheet, regional[i], region->figures.value[regional[i]], region->figures.censored[regional[i]]);
}

void results_write_regions(const struct results *results, FILE *file) {
  struct sheet sheet = {.file = file};
  static const char *const name[] = {"scenario", "variant", "strategy",       "seed",
                                     "region",   "ases",    "session_resets", "card_crashes"};
  for (size_t i = 0; i < G_N_ELEMENTS(name); i++) sheet_text(&sheet, name[i]);
  for (size_t i = 0; i < G_N_ELEMENTS(regional); i++) sheet_text(&sheet, figures_name(regional[i]));
  sheet_end(&sheet);
  for (uint32_t i = 0; i < results->cells->len; i++) {
    const struct results_cell *cell = results_cell(results, i);
    for (uint32_t r = 0; results->region_names[r] && r < cell->measures->regions; r++) {
      write_cell_name(&sheet, results, cell);
      sheet_text(&sheet, results->region_names[r]);
      write_region(&sheet, &cell->measures->region[r]);
      sheet_end(&sheet);
    }
  }
}

void results_write_cost(const struct results *results, FILE *file) {
  static const char *const columns[] = {"scenario",        "variant", "strategy", "seed",         "wall_s",
                                        "peak_memory_mib", "jobs",    "events",   "events_per_s", NULL};
  struct sheet sheet = {.file = file};
  sheet_header(file, columns);
  for (uint32_t i = 0; i < results->cells->len; i++) {
    const struct results_cell *cell = results_cell(results, i);
    double events = cell->measures->figures.value[FIGURE_EVENTS], wall = cell->cost.wall_seconds;
    write_cell_name(&sheet, results, cell);
    sheet_real(&sheet, wall, 3);
    sheet_real(&sheet, cell->cost.peak_memory_mib, 1);
    sheet_count(&sheet, cell->cost.jobs);
    sheet_real(&sheet, events, 0);
    sheet_real(&sheet, wall > 0 ? events / wall : 0, 0);
    sheet_end(&sheet);
  }
}
