/* results_origins.c: origins.csv, what each followed origin contributed, a row each.
 *
 * unreachable_prefix_minutes is its part of that figure of the cell; over the rows of a cell the parts add up to it (to
 * rounding), as do blackhole_prefix_minutes, loop_prefix_minutes and wrong_origin_prefix_minutes to the part. prefix is
 * its number in events.csv, as the ASN that originates it, weight how many real prefixes it stands for. ases_affected
 * counts the ASes that lost this prefix for longer than an instant; an AS that lost several is in several rows.
 */
#include "analysis/report/sheet.h"
#include "analysis/results/results.h"

static void put_minutes(struct sheet *sheet, const struct measures *measures, __int128 lost) {
  double sources = (double)MAX(measures->sources, 1), minute = 60 * (double)SIM_SECOND;
  sheet_figure(sheet, FIGURE_UNREACHABLE_PREFIX_MINUTES, (double)lost / sources / minute, false);
}

static void put_row(struct sheet *sheet, const struct results_cell *cell, const struct origins_row *row) {
  sheet_text(sheet, cell->variant);
  sheet_text(sheet, cell->strategy);
  sheet_count(sheet, cell->seed);
  sheet_count(sheet, row->number);
  sheet_count(sheet, row->origin);
  sheet_count(sheet, row->weight);
  put_minutes(sheet, cell->measures, origins_lost(row));
  put_minutes(sheet, cell->measures, row->lost[REACH_BLACKHOLE]);
  put_minutes(sheet, cell->measures, row->lost[REACH_LOOP]);
  put_minutes(sheet, cell->measures, row->lost[REACH_WRONG_ORIGIN]);
  sheet_count(sheet, row->updates);
  sheet_count(sheet, row->withdrawals);
  sheet_count(sheet, row->ases);
  sheet_end(sheet);
}

bool results_has_origins(const struct results *results) {
  for (uint32_t i = 0; i < results->cells->len; i++)
    if (results_cell(results, i)->measures->origins.row->len) return true;
  return false;
}

void results_write_origins(const struct results *results, FILE *file) {
  static const char *const columns[] = {"variant",
                                        "strategy",
                                        "seed",
                                        "prefix",
                                        "as",
                                        "weight",
                                        "unreachable_prefix_minutes",
                                        "blackhole_prefix_minutes",
                                        "loop_prefix_minutes",
                                        "wrong_origin_prefix_minutes",
                                        "updates_sent",
                                        "withdrawals_sent",
                                        "ases_affected",
                                        NULL};
  struct sheet sheet = {.file = file};
  sheet_header(file, columns);
  for (uint32_t i = 0; i < results->cells->len; i++) {
    const struct results_cell *cell = results_cell(results, i);
    const struct origins *origins = &cell->measures->origins;
    for (guint row = 0; row < origins->row->len; row++) put_row(&sheet, cell, origins_at(origins, row));
  }
}
