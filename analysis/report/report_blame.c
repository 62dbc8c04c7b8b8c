#include "analysis/report/report_blame.h"

#include "analysis/report/sheet.h"

#include <math.h>

#define REPORT_CAUSES 10     /* rows of the table of causes */
#define REPORT_GENERATIONS 8 /* rows of the table of generations */

static void put_head(struct page_grid *grid, const char *const *head) {
  page_grid_row(grid);
  for (; *head; head++) page_grid_cell(grid, *head);
}

static void put_router(GString *words, const char *before, uint32_t as, const char *place) {
  if (as) g_string_append_printf(words, "%sAS %u%s%s", before, as, *place ? " " : "", place);
}

/* "card crash, AS 3356, card 30 (event 1288)" */
static char *cause_words(const struct blame_row *row) {
  if (!row->event.id) return g_strdup("no known cause");
  GString *words = g_string_new(observer_occurrence_name((enum occurrence_kind)row->event.kind));
  for (char *at = words->str; *at; at++)
    if (*at == '-') *at = ' ';
  put_router(words, ", ", row->as, row->place);
  put_router(words, " with ", row->peer_as, row->peer_place);
  if (row->event.card != OBSERVER_NONE) g_string_append_printf(words, ", card %u", row->event.card);
  g_string_append_printf(words, " (event %u)", row->event.id);
  return g_string_free(words, FALSE);
}

static void put_figure(struct page_grid *grid, enum figure figure, double value) {
  char text[FIGURES_TEXT];
  figures_say(text, figure, value, false);
  page_grid_cell(grid, text);
}

static void put_minutes(struct page_grid *grid, int64_t millionths) {
  put_figure(grid, FIGURE_UNREACHABLE_PREFIX_MINUTES, (double)millionths / BLAME_MILLION);
}

static void put_share(struct page_grid *grid, int64_t part, int64_t whole) {
  put_figure(grid, FIGURE_PEAK_UNREACHABLE, whole ? (double)part / (double)whole : 0);
}

static void put_cause(struct page_grid *grid, const struct results_cell *cell, const struct blame_row *row) {
  char *words = cause_words(row);
  page_grid_row(grid);
  page_grid_cell(grid, words);
  put_figure(grid, FIGURE_TIME_TO_PEAK_S, (double)(row->event.at - cell->measures->trigger_at) / (double)SIM_SECOND);
  put_figure(grid, FIGURE_SESSION_RESETS, row->generation);
  put_minutes(grid, row->direct);
  put_minutes(grid, row->total);
  put_share(grid, row->total, cell->measures->blame->whole);
  put_figure(grid, FIGURE_CARD_CRASHES, row->descendant[LINEAGE_CRASH]);
  put_figure(grid, FIGURE_SESSION_RESETS, row->descendant[LINEAGE_RESET]);
  g_free(words);
}

static void put_causes(struct page *page, const struct results_cell *cell) {
  static const char *const head[] = {"cause",
                                     "after the\ntrigger",
                                     "generation",
                                     "lost prefix-\nminutes, itself",
                                     "and all that\ncame of it",
                                     "of all",
                                     "further\ncrashes",
                                     "further\nresets",
                                     NULL};
  const struct blame *blame = cell->measures->blame;
  struct page_grid *grid = page_grid_new(false);
  put_head(grid, head);
  for (guint i = 0; i < MIN(blame->row->len, REPORT_CAUSES); i++) put_cause(grid, cell, blame_row(blame, i));
  page_grid_write(page, grid);
}

/* --- checks --- */

static void put_check(struct page_grid *grid, const struct results_cell *cell, const struct blame_row *row) {
  const double *value = cell->measures->figures.value;
  char *words = cause_words(row);
  page_grid_row(grid);
  page_grid_cell(grid, words);
  put_minutes(grid, row->total);
  put_minutes(grid, cell->measures->blame->whole - row->check.lost);
  put_figure(grid, FIGURE_CARD_CRASHES, row->descendant[LINEAGE_CRASH] + (lineage_kind(&row->event) == LINEAGE_CRASH));
  put_figure(grid, FIGURE_CARD_CRASHES, value[FIGURE_CARD_CRASHES] + value[FIGURE_ROUTER_CRASHES] - row->check.crashes);
  put_figure(grid, FIGURE_SESSION_RESETS,
             row->descendant[LINEAGE_RESET] + (lineage_kind(&row->event) == LINEAGE_RESET));
  put_figure(grid, FIGURE_SESSION_RESETS, value[FIGURE_SESSION_RESETS] - row->check.resets);
  g_free(words);
}

static guint count_checks(const struct blame *blame) {
  guint done = 0;
  for (guint i = 0; i < blame->row->len; i++) done += blame_row(blame, i)->check.done;
  return done;
}

static void put_checks(struct page *page, const struct results_cell *cell) {
  static const char *const head[] = {"left out", "prefix-minutes:\nledger", "saved", "crashes:\nledger",
                                     "saved",    "resets:\nledger",         "saved", NULL};
  const struct blame *blame = cell->measures->blame;
  if (!count_checks(blame)) return;
  page_heading(page, 3, "Checked by leaving it out");
  page_paragraph(page,
                 "The same run once more, but this one thing does not happen. What is saved by that differs from what "
                 "the ledger says where another cause would have done the same harm a little later (a card as damaged "
                 "crashes at the next announcement), then it is less; or where what did not happen had also kept "
                 "something from happening (a reboot clears the damage of a card, a reset ends a blackhole), then it "
                 "can be more, or even less than nothing. And once two runs part, chance takes other turns in them.");
  struct page_grid *grid = page_grid_new(false);
  put_head(grid, head);
  for (guint i = 0; i < blame->row->len; i++)
    if (blame_row(blame, i)->check.done) put_check(grid, cell, blame_row(blame, i));
  page_grid_write(page, grid);
}

/* --- generations --- */

static void put_mean(struct page_grid *grid, const struct lineage_generation *of, enum lineage_kind by,
                     enum lineage_kind what) {
  char text[FIGURES_TEXT];
  sheet_format(text, lineage_further(of, by, what), 3);
  page_grid_cell(grid, *text ? text : "-");
}

static void put_generation(struct page_grid *grid, const char *name, const struct lineage_generation *of) {
  page_grid_row(grid);
  page_grid_cell(grid, name);
  for (int k = 0; k < LINEAGE_KINDS; k++) put_figure(grid, FIGURE_SESSION_RESETS, (double)of->count[k]);
  for (int by = 0; by <= LINEAGE_KINDS; by++)
    for (int what = 0; what < LINEAGE_KINDS; what++) put_mean(grid, of, (enum lineage_kind)by, (enum lineage_kind)what);
}

static struct lineage_generation all_generations(const GArray *of) {
  struct lineage_generation all = {.count = {0}};
  for (guint g = 0; g < of->len; g++) {
    const struct lineage_generation *each = &g_array_index(of, struct lineage_generation, g);
    for (int k = 0; k < LINEAGE_KINDS; k++) {
      all.count[k] += each->count[k];
      for (int what = 0; what < LINEAGE_KINDS; what++) all.further[k][what] += each->further[k][what];
    }
  }
  return all;
}

static void put_generations(struct page *page, const GArray *of) {
  static const char *const head[] = {
      "generation",       "crashes", "resets", "a crash:\ncrashes", "resets", "a reset:\ncrashes", "resets",
      "either:\ncrashes", "resets",  NULL};
  struct lineage_generation all = all_generations(of);
  struct page_grid *grid = page_grid_new(false);
  put_head(grid, head);
  for (guint g = 0; g < MIN(of->len, REPORT_GENERATIONS); g++) {
    char name[16];
    g_snprintf(name, sizeof name, "%u", g);
    put_generation(grid, name, &g_array_index(of, struct lineage_generation, g));
  }
  put_generation(grid, "all", &all);
  page_grid_write(page, grid);
}

static void put_reproduction(struct page *page, const struct results_cell *cell, const char *picture) {
  page_heading(page, 3, "Further crashes and resets that one causes");
  page_paragraph(page,
                 "Means, by generation: how many crashes and resets lie before it on the way back to its root. "
                 "Where the sum of the last two columns stays at 1 or above, a cascade or a loop keeps itself up; "
                 "below, it dies out. All cells and generations are in reproduction.csv.");
  put_generations(page, cell->measures->blame->generation);
  if (picture) page_picture(page, picture, "Further crashes and resets that one crash or reset causes, by generation");
}

void report_blame_put(struct page *page, const struct results *results, const char *picture) {
  const struct results_cell *cell = results_cell(results, 0);
  const struct blame *blame = cell->measures->blame;
  if (!blame->row->len && !blame->generation->len) return;
  page_heading(page, 2, "Who is to blame");
  char *text = g_strdup_printf(
      "Variant %s, strategy %s, seed %" G_GUINT64_FORMAT
      ". A prefix that is lost is charged, for as long as it stays lost, to the occurrence that "
      "set the loss off, and through it to all that led there. The direct parts of all causes "
      "add up to the whole; blame.csv has them, for every cell, and events.csv what led to "
      "what.",
      cell->variant, cell->strategy, cell->seed);
  page_paragraph(page, text);
  g_free(text);
  if (blame->row->len) put_causes(page, cell);
  put_checks(page, cell);
  if (blame->generation->len) put_reproduction(page, cell, picture);
}
