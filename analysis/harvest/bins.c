/* bins.c: what is kept of a level, and how a time is divided by the width of the bins.
 *
 * A change of height h at t contributes h (u - t) to its bin, which ends at u. The sum over a bin is u times the sum of
 * the h less the sum of the h t, so that u is not asked for with every change.
 *
 * A division takes as long as ten other steps; so it is done without.
 *
 * Let 2^L <= width < 2^(L+1) and m = 2^(63+L) / width, rounded up (or one more, when that is whole). Then m * width =
 * 2^(63+L) + e with 0 < e <= width, and t * m / 2^(63+L) = t / width + t * e / (2^(63+L) * width). What is too much is
 * less than 1 / width, so that no whole number lies between, as long as t * e < 2^(63+L): for all t < 2^62.
 */
#include "analysis/harvest/bins.h"

void bins_init(struct bins *bins, sim_time width, sim_time end) {
  g_assert(width > 0 && end > 0 && end <= BINS_LONGEST);
  g_assert((end - 1) / width < (sim_time)UINT32_MAX);
  uint32_t shift = 63 - (uint32_t)__builtin_clzll((uint64_t)width);
  *bins = (struct bins){.width = width,
                        .end = end,
                        .inverse = (uint64_t)(((unsigned __int128)1 << (63 + shift)) / (uint64_t)width + 1),
                        .shift = shift,
                        .count = (uint32_t)((end - 1) / width + 1)};
}

void bins_level_init(struct bins_level *level, const struct bins *bins) {
  level->step = g_new0(int64_t, bins->count);
  level->moment = g_new0(__int128, bins->count);
}

void bins_level_clear(struct bins_level *level) {
  g_free(level->step);
  g_free(level->moment);
}

void bins_level_merge(struct bins_level *into, const struct bins_level *from, const struct bins *bins) {
  for (uint32_t b = 0; b < bins->count; b++) {
    into->step[b] += from->step[b];
    into->moment[b] += from->moment[b];
  }
}

/* From `moment`, what the changes in a bin contribute to it; and from that, `moment`. (Of any octets: what passes the
 * greatest number comes back the same way.) */
static __int128 level_partly(const struct bins_level *level, const struct bins *bins, uint32_t bin) {
  unsigned __int128 all = (unsigned __int128)level->step[bin] * (unsigned __int128)bins_until(bins, bin);
  return (__int128)(all - (unsigned __int128)level->moment[bin]);
}

void bins_level_store(const struct bins_level *level, const struct bins *bins, GByteArray *bytes) {
  small_array(bytes, level->step, bins->count);
  g_autofree __int128 *partly = g_new(__int128, bins->count);
  for (uint32_t b = 0; b < bins->count; b++) partly[b] = level_partly(level, bins, b);
  small_array_wide(bytes, partly, bins->count);
}

void bins_level_load(struct bins_level *level, const struct bins *bins, struct unpack *reader) {
  small_take_array(reader, level->step, bins->count);
  small_take_array_wide(reader, level->moment, bins->count);
  for (uint32_t b = 0; b < bins->count; b++) level->moment[b] = level_partly(level, bins, b);
}

double *bins_level_means(const struct bins_level *level, const struct bins *bins, double unit) {
  double *mean = g_new(double, bins->count);
  int64_t before = 0; /* the level as the bin begins */
  for (uint32_t b = 0; b < bins->count; b++) {
    sim_time width = bins_width(bins, b);
    __int128 integral = (__int128)before * width + level_partly(level, bins, b);
    mean[b] = (double)integral / (double)width / unit;
    before += level->step[b];
  }
  return mean;
}

double *bins_rates(const int64_t *count, const struct bins *bins) {
  double *rate = g_new(double, bins->count);
  for (uint32_t b = 0; b < bins->count; b++)
    rate[b] = (double)count[b] * (double)SIM_SECOND / (double)bins_width(bins, b);
  return rate;
}
