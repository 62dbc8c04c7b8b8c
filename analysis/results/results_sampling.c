/* results_sampling.c: sampling.csv: the figures that a sample of origins can be wrong about, as estimates of what they
 * would be were all followed. */
#include "analysis/report/sheet.h"
#include "analysis/results/estimate.h"
#include "analysis/results/results.h"

static void write_estimate(struct sheet *sheet, const struct results *results, const struct results_cell *cell,
                           enum figure figure) {
  struct estimate estimate;
  if (!estimate_figure(cell->design, cell->measures, figure, &estimate)) return;
  sheet_text(sheet, results->scenario);
  sheet_text(sheet, cell->variant);
  sheet_text(sheet, cell->strategy);
  sheet_count(sheet, cell->seed);
  sheet_text(sheet, figures_name(figure));
  sheet_count(sheet, cell->design->count);
  sheet_count(sheet, cell->design->origins);
  sheet_figure(sheet, figure, estimate.value, false);
  sheet_figure(sheet, figure, estimate.low, false);
  sheet_figure(sheet, figure, estimate.high, false);
  sheet_figure(sheet, figure, estimate.error, false);
  sheet_end(sheet);
}

void results_write_sampling(const struct results *results, FILE *file) {
  static const char *const columns[] = {"scenario", "variant",  "strategy", "seed", "figure",         "sampled",
                                        "of",       "estimate", "low",      "high", "standard_error", NULL};
  struct sheet sheet = {.file = file};
  sheet_header(file, columns);
  for (uint32_t i = 0; i < results->cells->len; i++) {
    const struct results_cell *cell = results_cell(results, i);
    for (int f = 0; cell->design && f < FIGURES; f++) write_estimate(&sheet, results, cell, (enum figure)f);
  }
}
