/* bins.h: time series in bins of equal width, from changes that come in order of time.
 *
 * A level (sessions down, lost weight) is integrated exactly: each change adds its height times what is left of
 * its bin, and the same height to all later bins; both are integers, so nothing is rounded before the end and
 * parts of a run can be added in any order. A tally counts what happens per bin. Both cost O(1) a change, however
 * many bins lie between two.
 */
#ifndef ANALYSIS_HARVEST_BINS_H
#define ANALYSIS_HARVEST_BINS_H

#include "sim/sim.h"
#include "sim/small.h"

#include <stdint.h>

/* More bins than that are not taken up again from octets: nobody draws them. */
#define BINS_MOST (1 << 22)

struct bins {
  sim_time width, end;
  uint32_t count;
  uint32_t now;                 /* bin of the latest time asked for */
  sim_time now_from, now_until; /* its edges */
};

/* Bins of that width from 0 to `end`; the last may be narrower. */
void bins_init(struct bins *bins, sim_time width, sim_time end);
void bins_seek(struct bins *bins, sim_time at);
/* The bin that holds `at`, in [0, end]; fast when times ascend. */
static inline uint32_t bins_at(struct bins *bins, sim_time at) {
  if (at < bins->now_from || at >= bins->now_until) bins_seek(bins, at);
  return bins->now;
}
/* Where bin `bin` begins, and how wide it is. */
static inline sim_time bins_from(const struct bins *bins, uint32_t bin) { return bin * bins->width; }
sim_time bins_width(const struct bins *bins, uint32_t bin);

struct bins_level {
  int64_t *step;    /* [bins] change of the level within the bin */
  __int128 *partly; /* [bins] what those changes contribute to their own bin, height times nanoseconds */
};
void bins_level_init(struct bins_level *level, const struct bins *bins);
void bins_level_clear(struct bins_level *level);
static inline void bins_level_add(struct bins_level *level, struct bins *bins, sim_time at, int64_t change) {
  uint32_t bin = bins_at(bins, at);
  level->step[bin] += change;
  level->partly[bin] += (__int128)change * (bins->now_until - at);
}
/* Both over the same bins. */
void bins_level_merge(struct bins_level *into, const struct bins_level *from, const struct bins *bins);
void bins_level_store(const struct bins_level *level, const struct bins *bins, GByteArray *bytes);
/* Into one in which nothing happened. */
void bins_level_load(struct bins_level *level, const struct bins *bins, struct unpack *reader);
/* Mean of the level in each bin, divided by `unit`. The caller frees it (g_free). */
double *bins_level_means(const struct bins_level *level, const struct bins *bins, double unit);
/* count[bin] over the width of the bin: events a second. The caller frees it (g_free). */
double *bins_rates(const int64_t *count, const struct bins *bins);

#endif
