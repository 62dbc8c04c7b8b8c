/* statistics.c: the resamples are a table of picks, round by round; an interval is then a pass over the table and
 * a sort. */
#include "analysis/results/statistics.h"

#include "sim/chance.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

/* Of the chance that draws resamples; any constant would do, as no run shares it. */
#define BOOTSTRAP_SEED UINT64_C(0x626f6f7473747261)

struct statistics {
  size_t n;
  unsigned rounds;
  uint32_t *pick; /* [rounds * n] */
  double *means;  /* [rounds] scratch */
};

static int double_compare(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

double statistics_mean(const double *value, size_t n) {
  double sum = 0;
  for (size_t i = 0; i < n; i++) sum += value[i];
  return sum / (double)n;
}

double statistics_median(const double *value, size_t n) {
  double *sorted = g_new(double, n);
  memcpy(sorted, value, n * sizeof *sorted);
  qsort(sorted, n, sizeof *sorted, double_compare);
  double median = n % 2 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
  g_free(sorted);
  return median;
}

struct statistics *statistics_new(size_t n, unsigned rounds) {
  struct statistics *statistics = g_new0(struct statistics, 1);
  statistics->n = n;
  statistics->rounds = rounds;
  if (n < STATISTICS_ENOUGH) return statistics;
  statistics->pick = g_new(uint32_t, n * rounds);
  statistics->means = g_new(double, rounds);
  for (unsigned round = 0; round < rounds; round++)
    for (size_t k = 0; k < n; k++)
      statistics->pick[round * n + k] = (uint32_t)chance_below(
          (struct chance){.seed = BOOTSTRAP_SEED, .who = round, .nth = k}, n);
  return statistics;
}

void statistics_free(struct statistics *statistics) {
  if (!statistics) return;
  g_free(statistics->pick);
  g_free(statistics->means);
  g_free(statistics);
}

static bool all_equal(const double *value, size_t n) {
  for (size_t i = 1; i < n; i++)
    if (value[i] != value[0]) return false;
  return true;
}

struct statistics_interval statistics_interval(struct statistics *statistics, const double *value) {
  size_t n = statistics->n;
  if (n < STATISTICS_ENOUGH) return (struct statistics_interval){.given = false};
  if (all_equal(value, n)) return (struct statistics_interval){.given = true, .low = value[0], .high = value[0]};
  const uint32_t *pick = statistics->pick;
  for (unsigned round = 0; round < statistics->rounds; round++, pick += n) {
    double sum = 0;
    for (size_t k = 0; k < n; k++) sum += value[pick[k]];
    statistics->means[round] = sum / (double)n;
  }
  qsort(statistics->means, statistics->rounds, sizeof *statistics->means, double_compare);
  unsigned tail = statistics->rounds / 40; /* 2.5 % */
  return (struct statistics_interval){
      .given = true, .low = statistics->means[tail], .high = statistics->means[statistics->rounds - 1 - tail]};
}
