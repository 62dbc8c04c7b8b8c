#include "analysis/harvest/slowdown.h"

#include <math.h>
#include <string.h>

#define ABSENT UINT32_MAX
#define TOGETHER 32 /* routers whose delays are compared at once */

static void histogram_free(void *histogram) { g_array_free(histogram, TRUE); }

void slowdown_init(struct slowdown *slowdown, uint32_t routers) {
  *slowdown = (struct slowdown){.routers = routers, .instant = g_ptr_array_new_with_free_func(histogram_free)};
}

void slowdown_clear(struct slowdown *slowdown) { g_ptr_array_free(slowdown->instant, TRUE); }

void slowdown_pairs_clear(struct slowdown_pairs *pairs) {
  g_free(pairs->before);
  g_free(pairs->latest);
  if (pairs->now) g_array_free(pairs->now, TRUE);
}

static void histogram_add(GArray *histogram, uint32_t step, int64_t weight) {
  if (step >= histogram->len) g_array_set_size(histogram, step + 1);
  g_array_index(histogram, int64_t, step) += weight;
}

static uint32_t microseconds(sim_time delay) {
  if (delay < 0) return ABSENT;
  return (uint32_t)MIN(delay / SIM_MICROSECOND, (sim_time)ABSENT - 1);
}

void slowdown_before(const struct slowdown *slowdown, struct slowdown_pairs *pairs, const sim_time *delay,
                     const uint32_t *source_weight) {
  int64_t delivered = 0;
  if (!pairs->now) {
    pairs->before = g_new(uint32_t, slowdown->routers);
    pairs->latest = g_new(sim_time, slowdown->routers);
    pairs->now = g_array_new(FALSE, TRUE, sizeof(int64_t));
  }
  for (uint32_t r = 0; r < slowdown->routers; r++) {
    pairs->before[r] = microseconds(delay[r]);
    if (delay[r] >= 0) delivered += source_weight[r];
  }
  memcpy(pairs->latest, delay, slowdown->routers * sizeof *delay);
  g_array_set_size(pairs->now, 0);
  histogram_add(pairs->now, 0, delivered);
}

static GArray *slowdown_instant(struct slowdown *slowdown, uint32_t instant) {
  while (instant >= slowdown->instant->len)
    g_ptr_array_add(slowdown->instant, g_array_new(FALSE, TRUE, sizeof(int64_t)));
  return slowdown->instant->pdata[instant];
}

/* ABSENT: the pair is in no step. */
static uint32_t step_of(uint32_t before, sim_time delay) {
  uint32_t now = microseconds(delay);
  if (now == ABSENT || before == ABSENT) return ABSENT;
  return now <= before ? 0 : MIN((now - before + 500) / 1000, SLOWDOWN_STEPS - 1);
}

static void slowdown_move(struct slowdown_pairs *pairs, uint32_t router, sim_time delay, uint32_t weight) {
  uint32_t was = step_of(pairs->before[router], pairs->latest[router]), is = step_of(pairs->before[router], delay);
  pairs->latest[router] = delay;
  if (was != ABSENT) histogram_add(pairs->now, was, -(int64_t)weight);
  if (is != ABSENT) histogram_add(pairs->now, is, weight);
}

static void slowdown_catch_up(const struct slowdown *slowdown, struct slowdown_pairs *pairs, const sim_time *delay,
                              const uint32_t *source_weight) {
  for (uint32_t from = 0, until; from < slowdown->routers; from = until) {
    until = MIN(from + TOGETHER, slowdown->routers);
    if (memcmp(&delay[from], &pairs->latest[from], (until - from) * sizeof *delay) == 0) continue;
    for (uint32_t r = from; r < until; r++)
      if (delay[r] != pairs->latest[r]) slowdown_move(pairs, r, delay[r], source_weight[r]);
  }
}

void slowdown_add(struct slowdown *slowdown, uint32_t instant, struct slowdown_pairs *pairs, const sim_time *delay,
                  uint32_t prefix_weight, const uint32_t *source_weight) {
  GArray *histogram = slowdown_instant(slowdown, instant);
  slowdown_catch_up(slowdown, pairs, delay, source_weight);
  for (uint32_t step = 0; step < pairs->now->len; step++)
    histogram_add(histogram, step, prefix_weight * g_array_index(pairs->now, int64_t, step));
}

static double histogram_percentile(const GArray *histogram) {
  __int128 total = 0, below = 0;
  for (uint32_t step = 0; step < histogram->len; step++) total += g_array_index(histogram, int64_t, step);
  if (total <= 0) return NAN;
  uint32_t step = 0;
  while ((below += g_array_index(histogram, int64_t, step)) * 100 < total * 95) step++;
  return step;
}

double slowdown_worst(const struct slowdown *slowdown) {
  double worst = NAN;
  for (guint i = 0; i < slowdown->instant->len; i++)
    worst = fmax(worst, histogram_percentile(slowdown->instant->pdata[i]));
  return worst;
}

void slowdown_merge(struct slowdown *into, const struct slowdown *from) {
  for (guint i = 0; i < from->instant->len; i++) {
    const GArray *histogram = from->instant->pdata[i];
    for (guint step = 0; step < histogram->len; step++)
      histogram_add(slowdown_instant(into, i), step, g_array_index(histogram, int64_t, step));
  }
}

static guint histogram_length(const GArray *histogram) {
  guint length = histogram->len;
  while (length > 0 && g_array_index(histogram, int64_t, length - 1) == 0) length--;
  return length;
}

void slowdown_store(const struct slowdown *slowdown, GByteArray *bytes) {
  guint count = slowdown->instant->len;
  while (count > 0 && histogram_length(slowdown->instant->pdata[count - 1]) == 0) count--;
  small_count(bytes, count);
  for (guint i = 0; i < count; i++) {
    const GArray *histogram = slowdown->instant->pdata[i];
    guint length = histogram_length(histogram);
    small_count(bytes, length);
    small_array(bytes, (const int64_t *)(const void *)histogram->data, length);
  }
}

void slowdown_load(struct slowdown *slowdown, struct unpack *reader) {
  uint32_t count = (uint32_t)small_take_things(reader, 2);
  for (uint32_t i = 0; i < count && !reader->bad; i++) {
    GArray *histogram = slowdown_instant(slowdown, i);
    guint length = (guint)small_take_count(reader, SLOWDOWN_STEPS);
    g_array_set_size(histogram, length);
    small_take_array(reader, (int64_t *)(void *)histogram->data, length);
  }
}
