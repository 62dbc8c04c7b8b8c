/* compare.h: strategies and variants against each other, over seeds.
 *
 * A comparison holds, for every variant, strategy and figure, the mean, median and interval over the seeds, and
 * two paired differences (same seed, same chance): against the first strategy under the same variant, and against
 * the first variant under the same strategy. Figures of which a seed is absent or censored have no mean and no
 * difference; a median is given when it does not depend on how far the censored ones go.
 *
 * Two strategies are equal under a variant when every seed gives the same figures and the same time series.
 */
#ifndef ANALYSIS_RESULTS_COMPARE_H
#define ANALYSIS_RESULTS_COMPARE_H

#include "analysis/results/results.h"
#include "analysis/results/statistics.h"

#define COMPARE_NONE UINT32_MAX

struct compare_paired {
  double mean; /* NaN: not given */
  struct statistics_interval interval;
};

struct compare_figure {
  size_t known, censored; /* seeds that give a number; that give `>T` */
  double mean, median;    /* NaN: not given */
  bool median_censored;
  double bound; /* least T of the censored seeds */
  struct statistics_interval interval;
  struct compare_paired strategy, variant;
};

struct compare_group {
  const char *variant, *strategy;
  const struct results_cell **cell;
  size_t seeds;     /* 0: this strategy did not run under this variant */
  uint32_t same_as; /* index of the first strategy that came out equal under this variant; often its own */
  struct compare_figure figure[FIGURES];
};

/* A point of the adoption sweep; differences and `same_as` are not set. */
struct compare_share {
  const char *pair;
  double share; /* 0..1 */
  struct compare_group group;
};

struct compare {
  const struct results *results;
  uint32_t variants, strategies;
  struct compare_group *group; /* [variants * strategies], variant by variant */
  GArray *shares;              /* struct compare_share, pair by pair, each in the order of its points */
};

struct compare *compare_new(const struct results *results);
void compare_free(struct compare *compare);
const struct compare_group *compare_at(const struct compare *compare, uint32_t variant, uint32_t strategy);

/* Did all strategies of the variant come out equal? False for a single one. */
bool compare_all_equal(const struct compare *compare, uint32_t variant);
/* The same for every variant; false without any. */
bool compare_nothing_differs(const struct compare *compare);
/* Why the strategies of this variant, or two of them, are equal: a sentence without its full stop. The caller
 * frees it (g_free). */
char *compare_reason(const struct compare *compare, uint32_t variant);
/* The mean, or `>T` where seeds are censored; in words for people. */
void compare_say(char text[FIGURES_TEXT], const struct compare_group *group, enum figure figure);

#endif
