/* statistics.h: means, medians, paired differences and bootstrap intervals over seeds.
 *
 * Intervals are percentile bootstraps (Efron 1979) of the mean at 95 %. They need STATISTICS_ENOUGH values; below
 * that none is given. The resamples are drawn once from sim/chance.h and serve every figure: the
 * same seeds are drawn together, which keeps the pairing, and the same numbers come out on every run.
 */
#ifndef ANALYSIS_RESULTS_STATISTICS_H
#define ANALYSIS_RESULTS_STATISTICS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define STATISTICS_ENOUGH 10
#define STATISTICS_ROUNDS 2000

struct statistics_interval {
  bool given;
  double low, high;
};

/* Of n > 0 values. */
double statistics_mean(const double *value, size_t n);
/* Does not reorder the values. */
double statistics_median(const double *value, size_t n);

struct statistics;
/* Resamples of n values, drawn `rounds` times. */
struct statistics *statistics_new(size_t n, unsigned rounds);
void statistics_free(struct statistics *statistics);
/* 95 % interval of the mean of these n values. */
struct statistics_interval statistics_interval(struct statistics *statistics, const double *value);

#endif
