/* bins.h: time series in bins of equal width, from changes that come in any order.
 *
 * A level (sessions down, lost weight) is integrated exactly: each change counts for what is left of its bin (how that
 * is kept: bins.c), and with its height for all later bins; both are integers, so nothing is rounded before the end and
 * parts of a run can be added in any order. A tally counts what happens per bin. Both cost O(1) a change, however
 * many bins lie between two.
 */
#ifndef ANALYSIS_HARVEST_BINS_H
#define ANALYSIS_HARVEST_BINS_H

#include "sim/sim.h"
#include "sim/small.h"

#include <glib.h>
#include <stdint.h>

/* No run is longer. */
#define BINS_LONGEST (INT64_MAX / 2)
/* More bins than that are not taken up again from octets: nobody draws them. */
#define BINS_MOST (1 << 22)

struct bins {
  sim_time width, end;
  uint64_t inverse; /* 2^(63 + shift) / width, rounded up */
  uint32_t shift, count;
};

/* Bins of that width from 0 to `end`; the last may be narrower. */
void bins_init(struct bins *bins, sim_time width, sim_time end);
/* at / width, without the division. */
static inline uint64_t bins_passed(const struct bins *bins, sim_time at) {
  return (uint64_t)((unsigned __int128)(2 * (uint64_t)at) * bins->inverse >> 64) >> bins->shift;
}
/* The bin that holds `at`, in [0, end]. */
static inline uint32_t bins_at(const struct bins *bins, sim_time at) {
  uint64_t bin = bins_passed(bins, at);
  if (bin < bins->count) return (uint32_t)bin;
  g_assert(at == bins->end); /* which belongs to the last bin */
  return bins->count - 1;
}
/* Where bin `bin` begins and ends, and how wide it is. */
static inline sim_time bins_from(const struct bins *bins, uint32_t bin) { return bin * bins->width; }
static inline sim_time bins_until(const struct bins *bins, uint32_t bin) {
  sim_time until = bins_from(bins, bin) + bins->width;
  return until < bins->end ? until : bins->end;
}
static inline sim_time bins_width(const struct bins *bins, uint32_t bin) {
  return bins_until(bins, bin) - bins_from(bins, bin);
}

struct bins_level {
  int64_t *step;    /* [bins] change of the level within the bin */
  __int128 *moment; /* [bins] the sum of those changes, each times its time */
};
void bins_level_init(struct bins_level *level, const struct bins *bins);
void bins_level_clear(struct bins_level *level);
static inline void bins_level_change(struct bins_level *level, uint32_t bin, sim_time at, int64_t change) {
  level->step[bin] += change;
  level->moment[bin] += (__int128)change * at;
}
static inline void bins_level_add(struct bins_level *level, const struct bins *bins, sim_time at, int64_t change) {
  bins_level_change(level, bins_at(bins, at), at, change);
}
/* One will soon come. */
static inline void bins_level_expect(const struct bins_level *level, const struct bins *bins, sim_time at) {
  uint32_t bin = bins_at(bins, at);
  __builtin_prefetch(&level->step[bin], 1);
  __builtin_prefetch(&level->moment[bin], 1);
}
/* A change at one time that is undone at another. */
static inline void bins_level_pulse(struct bins_level *level, const struct bins *bins, sim_time from, sim_time until,
                                    int64_t change) {
  uint32_t first = bins_at(bins, from), last = bins_at(bins, until);
  if (first == last) {
    level->moment[first] -= (__int128)change * (until - from);
    return;
  }
  bins_level_change(level, first, from, change);
  bins_level_change(level, last, until, -change);
}
/* Both over the same bins. */
void bins_level_merge(struct bins_level *into, const struct bins_level *from, const struct bins *bins);
/* The changes, and what they contribute to their own bins. */
void bins_level_store(const struct bins_level *level, const struct bins *bins, GByteArray *bytes);
/* Into one in which nothing happened. */
void bins_level_load(struct bins_level *level, const struct bins *bins, struct unpack *reader);
/* Mean of the level in each bin, divided by `unit`. The caller frees it (g_free). */
double *bins_level_means(const struct bins_level *level, const struct bins *bins, double unit);
/* count[bin] over the width of the bin: events a second. The caller frees it (g_free). */
double *bins_rates(const int64_t *count, const struct bins *bins);

#endif
