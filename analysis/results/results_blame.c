/* results_blame.c: blame.csv, what each cause cost, and reproduction.csv, how many further ones a crash or reset
 * causes.
 *
 * blame.csv: a row a cause, greatest total first. prefix_minutes is its direct part; over the rows of a cell these add
 * up to unreachable_prefix_minutes of summary.csv, in the printed digits. with_descendants adds the direct parts of all
 * that came of it; crashes and resets are counted among its descendants. The last row of a cell, "others", stands for
 * `causes` of them that have no row. without_it is the unreachable_prefix_minutes of a run in which that cause did not
 * happen, saved what this run lost more than that one, and crashes_saved and resets_saved the like.
 */
#include "analysis/report/sheet.h"
#include "analysis/results/results.h"

void results_check(struct results *results, uint32_t index, uint32_t row, const struct figures *without) {
  struct blame *blame = results_cell(results, index)->measures->blame;
  g_array_index(blame->row, struct blame_row, row).check = (struct blame_check){
      .done = true,
      .lost = blame_millionths(without->value[FIGURE_UNREACHABLE_PREFIX_MINUTES]),
      .crashes = without->value[FIGURE_CARD_CRASHES] + without->value[FIGURE_ROUTER_CRASHES],
      .resets = without->value[FIGURE_SESSION_RESETS]};
}

static void put_cell(struct sheet *sheet, const struct results_cell *cell) {
  sheet_text(sheet, cell->variant);
  sheet_text(sheet, cell->strategy);
  sheet_count(sheet, cell->seed);
}

static void put_optional(struct sheet *sheet, uint64_t number, bool given) {
  if (given) sheet_count(sheet, number);
  else sheet_text(sheet, NULL);
}

static void put_nothing(struct sheet *sheet, int fields) {
  while (fields--) sheet_text(sheet, NULL);
}

static void put_cause(struct sheet *sheet, const struct blame_row *row) {
  const struct event *event = &row->event;
  put_optional(sheet, event->id, event->id);
  if (event->id) sheet_real(sheet, (double)event->at / (double)SIM_SECOND, 9);
  else sheet_text(sheet, NULL);
  sheet_text(sheet, event->id ? observer_occurrence_name((enum occurrence_kind)event->kind) : "unknown");
  put_optional(sheet, row->as, row->as);
  put_optional(sheet, row->peer_as, row->peer_as);
  put_optional(sheet, event->card, event->card != OBSERVER_NONE);
  put_optional(sheet, event->because, event->because);
  put_optional(sheet, row->generation, event->id);
}

static void put_check(struct sheet *sheet, const struct results_cell *cell, const struct blame_row *row) {
  const double *value = cell->measures->figures.value;
  if (!row->check.done) {
    put_nothing(sheet, 4);
    return;
  }
  sheet_millionths(sheet, row->check.lost);
  sheet_millionths(sheet, cell->measures->blame->whole - row->check.lost);
  sheet_real(sheet, value[FIGURE_CARD_CRASHES] + value[FIGURE_ROUTER_CRASHES] - row->check.crashes, 0);
  sheet_real(sheet, value[FIGURE_SESSION_RESETS] - row->check.resets, 0);
}

static void put_row(struct sheet *sheet, const struct results_cell *cell, const struct blame_row *row) {
  put_cell(sheet, cell);
  put_cause(sheet, row);
  sheet_count(sheet, 1);
  sheet_millionths(sheet, row->direct);
  sheet_millionths(sheet, row->total);
  sheet_count(sheet, row->descendant[LINEAGE_CRASH]);
  sheet_count(sheet, row->descendant[LINEAGE_RESET]);
  put_check(sheet, cell, row);
  sheet_text(sheet, row->place);
  sheet_text(sheet, row->peer_place);
  sheet_end(sheet);
}

static void put_others(struct sheet *sheet, const struct results_cell *cell) {
  const struct blame *blame = cell->measures->blame;
  put_cell(sheet, cell);
  put_nothing(sheet, 2);
  sheet_text(sheet, "others");
  put_nothing(sheet, 5);
  sheet_count(sheet, blame->others);
  sheet_millionths(sheet, blame->remainder);
  put_nothing(sheet, 9);
  sheet_end(sheet);
}

void results_write_blame(const struct results *results, FILE *file) {
  static const char *const columns[] = {
      "variant",    "strategy", "seed",       "id",         "time_s",        "event",          "as",
      "peer_as",    "card",     "because",    "generation", "causes",        "prefix_minutes", "with_descendants",
      "crashes",    "resets",   "without_it", "saved",      "crashes_saved", "resets_saved",   "place",
      "peer_place", NULL};
  struct sheet sheet = {.file = file};
  sheet_header(file, columns);
  for (uint32_t i = 0; i < results->cells->len; i++) {
    const struct results_cell *cell = results_cell(results, i);
    const struct blame *blame = cell->measures->blame;
    for (guint r = 0; r < blame->row->len; r++) put_row(&sheet, cell, blame_row(blame, r));
    if (blame->others) put_others(&sheet, cell);
  }
}

void results_write_reproduction(const struct results *results, FILE *file) {
  static const char *const columns[] = {"variant",
                                        "strategy",
                                        "seed",
                                        "generation",
                                        "crashes",
                                        "resets",
                                        "crashes_per_crash",
                                        "resets_per_crash",
                                        "crashes_per_reset",
                                        "resets_per_reset",
                                        "crashes_per_one",
                                        "resets_per_one",
                                        NULL};
  struct sheet sheet = {.file = file};
  sheet_header(file, columns);
  for (uint32_t i = 0; i < results->cells->len; i++) {
    const struct results_cell *cell = results_cell(results, i);
    const GArray *of = cell->measures->blame->generation;
    for (guint g = 0; g < of->len; g++) {
      const struct lineage_generation *generation = &g_array_index(of, struct lineage_generation, g);
      put_cell(&sheet, cell);
      sheet_count(&sheet, g);
      for (int k = 0; k < LINEAGE_KINDS; k++) sheet_count(&sheet, generation->count[k]);
      for (int by = 0; by <= LINEAGE_KINDS; by++)
        for (int what = 0; what < LINEAGE_KINDS; what++)
          sheet_real(&sheet, lineage_further(generation, (enum lineage_kind)by, (enum lineage_kind)what), 6);
      sheet_end(&sheet);
    }
  }
}
