/* results_file.c: compare.csv, timeline.csv and adoption.csv: the comparisons, for programs.
 *
 * Strategies that came out equal say so in the last column of compare.csv, so that nobody takes one result seen
 * twice for the agreement of two.
 */
#include "analysis/report/sheet.h"
#include "analysis/results/compare.h"
#include "analysis/results/results.h"

#include <math.h>

#define TIMELINE_ROUNDS 400 /* resamples an interval of timeline.csv, of which there are many */

static void write_interval(struct sheet *sheet, enum figure figure, struct statistics_interval interval) {
  sheet_figure(sheet, figure, interval.given ? interval.low : NAN, false);
  sheet_figure(sheet, figure, interval.given ? interval.high : NAN, false);
}

static void write_paired(struct sheet *sheet, enum figure figure, const struct compare_paired *paired) {
  sheet_figure(sheet, figure, paired->mean, false);
  write_interval(sheet, figure, paired->interval);
}

/* "equal to rfc4271: why", or NULL for one that stands alone. */
static char *equal_words(const struct compare *compare, uint32_t variant, uint32_t strategy) {
  const struct compare_group *group = compare_at(compare, variant, strategy);
  if (group->same_as == strategy) return NULL;
  char *reason = compare_reason(compare, variant);
  char *words = g_strdup_printf("equal to %s: %s", compare_at(compare, variant, group->same_as)->strategy, reason);
  g_free(reason);
  return words;
}

static void write_row(struct sheet *sheet, const struct compare *compare, const struct compare_group *group,
                      enum figure figure, const char *equal) {
  const struct compare_figure *of = &group->figure[figure];
  sheet_text(sheet, compare->results->scenario);
  sheet_text(sheet, group->variant);
  sheet_text(sheet, figures_name(figure));
  sheet_text(sheet, group->strategy);
  sheet_count(sheet, group->seeds);
  sheet_count(sheet, of->censored);
  sheet_figure(sheet, figure, of->mean, false);
  sheet_figure(sheet, figure, of->median, of->median_censored);
  write_interval(sheet, figure, of->interval);
  write_paired(sheet, figure, &of->strategy);
  write_paired(sheet, figure, &of->variant);
  sheet_text(sheet, equal);
  sheet_end(sheet);
}

static void write_figures(struct sheet *sheet, const struct compare *compare, uint32_t variant, char *const *equal) {
  for (int f = 0; f < FIGURES; f++)
    for (uint32_t s = 0; s < compare->strategies; s++) {
      const struct compare_group *group = compare_at(compare, variant, s);
      if (group->seeds) write_row(sheet, compare, group, (enum figure)f, equal[s]);
    }
}

void results_write_compare(const struct results *results, FILE *file) {
  static const char *const columns[] = {"scenario",
                                        "variant",
                                        "figure",
                                        "strategy",
                                        "n",
                                        "censored",
                                        "mean",
                                        "median",
                                        "low",
                                        "high",
                                        "difference",
                                        "difference_low",
                                        "difference_high",
                                        "variant_difference",
                                        "variant_difference_low",
                                        "variant_difference_high",
                                        "equal",
                                        NULL};
  struct sheet sheet = {.file = file};
  struct compare *compare = compare_new(results);
  sheet_header(file, columns);
  for (uint32_t v = 0; v < compare->variants; v++) {
    char **equal = g_new0(char *, compare->strategies);
    for (uint32_t s = 0; s < compare->strategies; s++) equal[s] = equal_words(compare, v, s);
    write_figures(&sheet, compare, v, equal);
    for (uint32_t s = 0; s < compare->strategies; s++) g_free(equal[s]);
    g_free(equal);
  }
  compare_free(compare);
}

/* Mean and interval of one bin over the cells of a group. */
static void write_bin(struct sheet *sheet, const struct results_cell **cell, size_t cells,
                      struct statistics *statistics, enum series series, uint32_t bin, double *value) {
  int decimals = series == SERIES_UNREACHABLE ? 9 : 3;
  for (size_t i = 0; i < cells; i++) value[i] = cell[i]->measures->series[series][bin];
  struct statistics_interval interval = statistics_interval(statistics, value);
  sheet_real(sheet, statistics_mean(value, cells), decimals);
  sheet_real(sheet, interval.given ? interval.low : NAN, decimals);
  sheet_real(sheet, interval.given ? interval.high : NAN, decimals);
}

static void write_group(struct sheet *sheet, const struct results_cell **cell, size_t cells) {
  const struct measures *first = cell[0]->measures;
  struct statistics *statistics = statistics_new(cells, TIMELINE_ROUNDS);
  double *value = g_new(double, cells);
  for (uint32_t b = 0; b < first->bins; b++) {
    sheet_text(sheet, cell[0]->variant);
    sheet_text(sheet, cell[0]->strategy);
    sheet_real(sheet, (double)b * (double)first->bin / (double)SIM_SECOND, 9);
    for (int s = 0; s < SERIES; s++) write_bin(sheet, cell, cells, statistics, (enum series)s, b, value);
    sheet_end(sheet);
  }
  g_free(value);
  statistics_free(statistics);
}

void results_write_timeline(const struct results *results, FILE *file) {
  struct sheet sheet = {.file = file};
  static const char *const name[] = {"variant", "strategy", "time_s"}, *const suffix[] = {"", "_low", "_high"};
  for (size_t i = 0; i < G_N_ELEMENTS(name); i++) sheet_text(&sheet, name[i]);
  for (int s = 0; s < SERIES; s++)
    for (size_t i = 0; i < G_N_ELEMENTS(suffix); i++) {
      char column[64];
      g_snprintf(column, sizeof column, "%s%s", measures_series_name((enum series)s), suffix[i]);
      sheet_text(&sheet, column);
    }
  sheet_end(&sheet);
  for (uint32_t v = 0; v < results->variants->len; v++)
    for (uint32_t s = 0; s < results->strategies->len; s++) {
      size_t cells;
      const struct results_cell **cell = results_group(results, results->variants->pdata[v],
                                                       results->strategies->pdata[s], &cells);
      if (cells) write_group(&sheet, cell, cells);
      g_free(cell);
    }
}

bool results_has_sweep(const struct results *results) { return results->points->len > 0; }

void results_write_adoption(const struct results *results, FILE *file) {
  struct sheet sheet = {.file = file};
  static const char *const name[] = {"scenario", "pair", "share", "variant", "strategy", "seed"};
  for (size_t i = 0; i < G_N_ELEMENTS(name); i++) sheet_text(&sheet, name[i]);
  for (int f = FIGURE_SESSION_RESETS; f < FIGURES; f++) sheet_text(&sheet, figures_name((enum figure)f));
  sheet_end(&sheet);
  for (uint32_t i = 0; i < results->points->len; i++) {
    const struct results_point *point = &g_array_index(results->points, struct results_point, i);
    const struct results_cell *cell = results_cell(results, point->cell);
    sheet_text(&sheet, results->scenario);
    sheet_text(&sheet, point->pair);
    sheet_real(&sheet, point->share, 6);
    sheet_text(&sheet, cell->variant);
    sheet_text(&sheet, cell->strategy);
    sheet_count(&sheet, cell->seed);
    for (int f = FIGURE_SESSION_RESETS; f < FIGURES; f++)
      sheet_figure(&sheet, (enum figure)f, cell->measures->figures.value[f], cell->measures->figures.censored[f]);
    sheet_end(&sheet);
  }
}
