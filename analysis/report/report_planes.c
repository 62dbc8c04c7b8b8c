#include "analysis/report/report_planes.h"

static void put_count(struct page_grid *grid, double count) {
  char text[FIGURES_TEXT];
  figures_say(text, FIGURE_EVENTS, count, false);
  page_grid_cell(grid, text);
}

static void put_share(struct page_grid *grid, double part, double whole) {
  char text[FIGURES_TEXT];
  figures_say(text, FIGURE_PEAK_UNREACHABLE, whole > 0 ? part / whole : 0, false);
  page_grid_cell(grid, text);
}

/* Since the trigger. */
static void put_agreed(struct page_grid *grid, const struct measures *measures) {
  char text[FIGURES_TEXT];
  double agreed = (double)(measures->agreed - measures->trigger_at) / (double)SIM_SECOND;
  figures_say(text, FIGURE_TIME_TO_PEAK_S, MAX(0, agreed), false);
  page_grid_cell(grid, measures->rounds < 2 ? "-" : measures->agreed == SIM_NEVER ? "the end" : text);
}

static void put_cell(struct page_grid *grid, const struct results_cell *cell) {
  const struct measures *measures = cell->measures;
  struct churn_match match = churn_match(measures->assumed, measures->fed, measures->bins);
  page_grid_row(grid);
  page_grid_cell(grid, cell->variant);
  page_grid_cell(grid, cell->strategy);
  put_count(grid, (double)cell->seed);
  put_count(grid, (double)measures->runs);
  put_count(grid, (double)measures->run_events);
  put_count(grid, measures->pilots);
  put_count(grid, (double)match.assumed);
  put_count(grid, (double)match.fed);
  put_share(grid, (double)match.apart, (double)match.fed);
  put_count(grid, measures->rounds);
  put_agreed(grid, measures);
}

static void put_words(struct page *page, sim_time bin) {
  char width[FIGURES_TEXT];
  figures_say(width, FIGURE_TIME_TO_PEAK_S, (double)bin / (double)SIM_SECOND, false);
  g_autofree char *text = g_strdup_printf(
      "One run of each cell simulates sessions, line cards, routing engines and triggers; then every origin is "
      "followed "
      "alone through what happened there. Where prefixes load line cards and engines, pilots stand for the whole table "
      "in the first run. What line cards were fed for them, in real prefixes, is held against what they were fed by "
      "the "
      "origins that were followed: apart is the sum of the differences in steps of %s, as a share of the latter. Where "
      "more than "
      "one round was asked for, each has what other origins fed in the history of the one before, and the last column "
      "says up to when, counted from the trigger, the last one came out as the one before it.",
      width);
  page_paragraph(page, text);
}

void report_planes_put(struct page *page, const struct results *results) {
  static const char *const head[] = {
      "variant",      "strategy",          "seed",  "origins\nalone", "events of\ntheir runs",    "pilots",
      "fed by\nthem", "fed by\nthe table", "apart", "rounds",         "the last two\nagree up to"};
  struct page_grid *grid = NULL;
  for (uint32_t i = 0; i < results->cells->len; i++) {
    const struct results_cell *cell = results_cell(results, i);
    if (!cell->measures->runs) continue;
    if (!grid) {
      page_heading(page, 2, "In two planes");
      put_words(page, cell->measures->bin);
      grid = page_grid_new(false);
      page_grid_row(grid);
      for (size_t c = 0; c < G_N_ELEMENTS(head); c++) page_grid_cell(grid, head[c]);
    }
    put_cell(grid, cell);
  }
  if (grid) page_grid_write(page, grid);
}
