/* bins.c: how a time is divided by the width of the bins without a division, which takes as long as ten other steps.
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
  level->partly = g_new0(__int128, bins->count);
}

void bins_level_clear(struct bins_level *level) {
  g_free(level->step);
  g_free(level->partly);
}

void bins_level_merge(struct bins_level *into, const struct bins_level *from, const struct bins *bins) {
  for (uint32_t b = 0; b < bins->count; b++) {
    into->step[b] += from->step[b];
    into->partly[b] += from->partly[b];
  }
}

void bins_level_store(const struct bins_level *level, const struct bins *bins, GByteArray *bytes) {
  small_array(bytes, level->step, bins->count);
  small_array_wide(bytes, level->partly, bins->count);
}

void bins_level_load(struct bins_level *level, const struct bins *bins, struct unpack *reader) {
  small_take_array(reader, level->step, bins->count);
  small_take_array_wide(reader, level->partly, bins->count);
}

double *bins_level_means(const struct bins_level *level, const struct bins *bins, double unit) {
  double *mean = g_new(double, bins->count);
  int64_t before = 0; /* the level as the bin begins */
  for (uint32_t b = 0; b < bins->count; b++) {
    sim_time width = bins_width(bins, b);
    __int128 integral = (__int128)before * width + level->partly[b];
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
