#include "analysis/report/chart.h"

#include "analysis/report/sheet.h"

#include <glib.h>
#include <math.h>
#include <string.h>

#define BAND_ROUNDS 400 /* resamples an interval of a timeline */
#define DRAWN 4         /* series in a timeline picture */

uint32_t chart_timelines(const struct compare *compare) {
  return compare_nothing_differs(compare) && compare->variants > 1 ? 1 : compare->variants;
}

uint32_t chart_timeline_variant(const struct compare *compare, uint32_t index) {
  return compare_nothing_differs(compare) && compare->variants > 1 ? CHART_VARIANTS : index;
}

/* gnuplot strings in double quotes know backslashes, and its enhanced text knows more; names get neither. */
static void put_label(FILE *file, const char *label) {
  fputc('"', file);
  for (; *label; label++) fputc(*label == '"' || *label == '\\' ? '\'' : *label, file);
  fputc('"', file);
}

static void put_number(FILE *file, double value, int decimals) {
  char text[FIGURES_TEXT];
  sheet_format(text, value, decimals);
  fprintf(file, " %s", *text ? text : "NaN");
}

static void put_interval(FILE *file, double mean, struct statistics_interval interval, int decimals) {
  put_number(file, mean, decimals);
  put_number(file, interval.given ? interval.low : mean, decimals);
  put_number(file, interval.given ? interval.high : mean, decimals);
}

/* "rfc4271 = junos-default" for all that equal `strategy`. The caller frees it. */
static char *strategy_label(const struct compare *compare, uint32_t variant, uint32_t strategy) {
  if (compare_all_equal(compare, variant)) return g_strdup("all strategies (identical)");
  GString *label = g_string_new(compare_at(compare, variant, strategy)->strategy);
  for (uint32_t s = strategy + 1; s < compare->strategies; s++) {
    const struct compare_group *group = compare_at(compare, variant, s);
    if (group->seeds && group->same_as == strategy) g_string_append_printf(label, " = %s", group->strategy);
  }
  return g_string_free(label, FALSE);
}

/* The first strategy that ran under the variant, or NULL. */
static const struct compare_group *first_strategy(const struct compare *compare, uint32_t variant) {
  for (uint32_t s = 0; s < compare->strategies; s++)
    if (compare_at(compare, variant, s)->seeds) return compare_at(compare, variant, s);
  return NULL;
}

/* Timelines */

/* The value that is drawn of series number `which` in one bin. */
static double drawn(const struct measures *measures, int which, uint32_t bin) {
  double *const *series = measures->series;
  switch (which) {
  case 0:
    return series[SERIES_SESSIONS_DOWN][bin];
  case 1:
    return series[SERIES_CARDS_DOWN][bin];
  case 2:
    return series[SERIES_UNREACHABLE][bin] * 100;
  default:
    return series[SERIES_ANNOUNCEMENTS][bin] + series[SERIES_WITHDRAWALS][bin] + series[SERIES_TRANSFERS][bin];
  }
}

/* Bins up to the last one in which anything happens in any cell, and a tenth more; at least a minute. */
static uint32_t bins_worth_drawing(const struct compare *compare) {
  uint32_t last = 0, bins = 0;
  for (size_t i = 0; i < (size_t)compare->variants * compare->strategies; i++)
    for (size_t c = 0; c < compare->group[i].seeds; c++) {
      const struct measures *measures = compare->group[i].cell[c]->measures;
      uint32_t b = bins = measures->bins;
      last = MAX(last, (uint32_t)((measures->trigger_at + 60 * SIM_SECOND) / measures->bin));
      for (; b > last; b--) {
        double sum = 0;
        for (int which = 0; which < DRAWN; which++) sum += drawn(measures, which, b - 1);
        if (sum > 0) break;
      }
      last = MAX(last, b);
    }
  return MIN(bins, last + last / 10 + 1);
}

/* Means over bins from .. until-1, cell by cell, and then over the cells. */
static void put_point(FILE *file, const struct compare_group *group, uint32_t from, uint32_t until,
                      struct statistics *statistics, double *value) {
  const struct measures *first = group->cell[0]->measures;
  double middle = ((double)from + (double)until) / 2 * (double)first->bin;
  char text[FIGURES_TEXT];
  sheet_format(text, (middle - (double)first->trigger_at) / (60 * (double)SIM_SECOND), 5);
  fputs(text, file);
  for (int which = 0; which < DRAWN; which++) {
    for (size_t c = 0; c < group->seeds; c++) {
      value[c] = 0;
      for (uint32_t b = from; b < until; b++) value[c] += drawn(group->cell[c]->measures, which, b);
      value[c] /= until - from;
    }
    put_interval(file, statistics_mean(value, group->seeds), statistics_interval(statistics, value), 6);
  }
  fputc('\n', file);
}

static void put_timeline(FILE *file, const struct compare_group *group, const char *label, uint32_t bins) {
  uint32_t step = (bins + CHART_POINTS - 1) / CHART_POINTS;
  struct statistics *statistics = statistics_new(group->seeds, BAND_ROUNDS);
  double *value = g_new(double, group->seeds);
  put_label(file, label);
  fputc('\n', file);
  for (uint32_t b = 0; b < bins; b += step) put_point(file, group, b, MIN(b + step, bins), statistics, value);
  fputs("\n\n", file);
  g_free(value);
  statistics_free(statistics);
}

void chart_write_timeline(const struct compare *compare, uint32_t variant, FILE *file) {
  uint32_t bins = bins_worth_drawing(compare);
  fputs("# minutes since the trigger; mean, low, high of: sessions down, cards down, unreachable %, updates a second\n",
        file);
  if (variant == CHART_VARIANTS) {
    for (uint32_t v = 0; v < compare->variants; v++) {
      const struct compare_group *group = first_strategy(compare, v);
      if (group) put_timeline(file, group, group->variant, bins);
    }
    return;
  }
  for (uint32_t s = 0; s < compare->strategies; s++) {
    const struct compare_group *group = compare_at(compare, variant, s);
    if (!group->seeds || group->same_as != s) continue;
    char *label = strategy_label(compare, variant, s);
    put_timeline(file, group, label, bins);
    g_free(label);
  }
}

/* Bars */

static const enum figure barred[] = {FIGURE_SESSION_RESETS, FIGURE_CARD_CRASHES, FIGURE_UNREACHABLE_PREFIX_MINUTES};

static void put_bar(FILE *file, uint32_t number, const struct compare_group *group) {
  fprintf(file, "%u ", number);
  put_label(file, group->variant);
  for (size_t i = 0; i < G_N_ELEMENTS(barred); i++) {
    const struct compare_figure *figure = &group->figure[barred[i]];
    char words[FIGURES_TEXT];
    figures_say(words, barred[i], figure->mean, false);
    put_interval(file, group->seeds ? figure->mean : NAN, figure->interval, 6);
    fputc(' ', file);
    put_label(file, group->seeds ? words : "");
  }
  fputc('\n', file);
}

void chart_write_bars(const struct compare *compare, FILE *file) {
  bool alike = compare_nothing_differs(compare);
  fputs("# number and name of the variant; mean, low, high, words of: session resets, card crashes, lost "
        "prefix-minutes\n",
        file);
  for (uint32_t s = 0; s < (alike ? 1 : compare->strategies); s++) {
    put_label(file, alike ? "all strategies (identical)" : compare_at(compare, 0, s)->strategy);
    fputc('\n', file);
    for (uint32_t v = 0; v < compare->variants; v++)
      put_bar(file, v, alike ? first_strategy(compare, v) : compare_at(compare, v, s));
    fputs("\n\n", file);
  }
}

/* Reproduction */

bool chart_has_reproduction(const struct results *results) {
  return results_cell(results, 0)->measures->blame->generation->len > 0;
}

void chart_write_reproduction(const struct results *results, FILE *file) {
  const GArray *of = results_cell(results, 0)->measures->blame->generation;
  fputs("# generation; further crashes and further resets that one crash or reset causes\n", file);
  for (guint g = 0; g < of->len; g++) {
    const struct lineage_generation *generation = &g_array_index(of, struct lineage_generation, g);
    fprintf(file, "%u", g);
    for (int what = 0; what < LINEAGE_KINDS; what++)
      put_number(file, lineage_further(generation, LINEAGE_KINDS, (enum lineage_kind)what), 6);
    fputc('\n', file);
  }
}

/* Adoption */

static const enum figure adopted[] = {FIGURE_SESSION_RESETS, FIGURE_UNREACHABLE_PREFIX_MINUTES};

static void put_share(FILE *file, const struct compare_share *share) {
  char text[FIGURES_TEXT];
  sheet_format(text, share->share * 100, 4);
  fputs(text, file);
  for (size_t f = 0; f < G_N_ELEMENTS(adopted); f++) {
    const struct compare_figure *figure = &share->group.figure[adopted[f]];
    put_interval(file, figure->mean, figure->interval, 6);
  }
  fputc('\n', file);
}

void chart_write_adoption(const struct compare *compare, FILE *file) {
  const char *pair = NULL;
  fputs("# percent that adopted; mean, low, high of: session resets, lost prefix-minutes\n", file);
  for (guint i = 0; i < compare->shares->len; i++) {
    const struct compare_share *share = &g_array_index(compare->shares, struct compare_share, i);
    if (!pair || strcmp(pair, share->pair) != 0) {
      fputs(pair ? "\n\n" : "", file);
      put_label(file, pair = share->pair);
      fputc('\n', file);
    }
    put_share(file, share);
  }
  fputs("\n\n", file);
}
