#include "analysis/harvest/slowdown.h"

#include <math.h>
#include <string.h>

#define ABSENT UINT32_MAX

static void histogram_free(void *histogram) { g_array_free(histogram, TRUE); }

void slowdown_init(struct slowdown *slowdown, uint32_t routers) {
  *slowdown = (struct slowdown){.routers = routers, .instant = g_ptr_array_new_with_free_func(histogram_free)};
}

void slowdown_clear(struct slowdown *slowdown) { g_ptr_array_free(slowdown->instant, TRUE); }

void slowdown_pairs_clear(struct slowdown_pairs *pairs) {
  g_free(pairs->before);
  g_free(pairs->step);
  if (pairs->now) g_array_free(pairs->now, TRUE);
}

static void histogram_add(GArray *histogram, uint32_t step, int64_t weight) {
  if (step >= histogram->len) g_array_set_size(histogram, step + 1);
  g_array_index(histogram, int64_t, step) += weight;
}

void slowdown_before(const struct slowdown *slowdown, struct slowdown_pairs *pairs, const sim_time *delay,
                     const uint32_t *source_weight) {
  int64_t delivered = 0;
  if (!pairs->now) {
    pairs->before = g_new(sim_time, slowdown->routers);
    pairs->step = g_new(uint32_t, slowdown->routers);
    pairs->now = g_array_new(FALSE, TRUE, sizeof(int64_t));
  }
  for (uint32_t r = 0; r < slowdown->routers; r++) delivered += delay[r] < 0 ? 0 : source_weight[r];
  memcpy(pairs->before, delay, slowdown->routers * sizeof *delay);
  memset(pairs->step, 0, slowdown->routers * sizeof *pairs->step);
  g_array_set_size(pairs->now, 0);
  histogram_add(pairs->now, 0, delivered);
}

static GArray *slowdown_instant(struct slowdown *slowdown, uint32_t instant) {
  while (instant >= slowdown->instant->len)
    g_ptr_array_add(slowdown->instant, g_array_new(FALSE, TRUE, sizeof(int64_t)));
  return slowdown->instant->pdata[instant];
}

static uint32_t microseconds(sim_time delay) {
  return (uint32_t)MIN(delay / SIM_MICROSECOND, (sim_time)UINT32_MAX - 1);
}

/* Of a pair that was delivered before. */
static uint32_t step_of(sim_time before, sim_time delay) {
  if (delay < 0) return ABSENT;
  uint32_t was = microseconds(before), is = microseconds(delay);
  return is <= was ? 0 : MIN((is - was + 500) / 1000, SLOWDOWN_STEPS - 1);
}

static void slowdown_look_at(struct slowdown_pairs *pairs, uint32_t router, sim_time delay, uint32_t weight) {
  if (pairs->before[router] < 0) return;
  uint32_t was = pairs->step[router], is = step_of(pairs->before[router], delay);
  if (was == is) return;
  pairs->step[router] = is;
  if (was != ABSENT) histogram_add(pairs->now, was, -(int64_t)weight);
  if (is != ABSENT) histogram_add(pairs->now, is, weight);
}

void slowdown_look(const struct slowdown *slowdown, struct slowdown_pairs *pairs, const sim_time *delay,
                   struct world_moved moved, const uint32_t *source_weight) {
  uint32_t count = moved.router ? moved.count : slowdown->routers;
  for (uint32_t i = 0; i < count; i++) {
    uint32_t router = moved.router ? moved.router[i] : i;
    slowdown_look_at(pairs, router, delay[router], source_weight[router]);
  }
}

void slowdown_add(struct slowdown *slowdown, uint32_t instant, const struct slowdown_pairs *pairs,
                  uint32_t prefix_weight) {
  GArray *histogram = slowdown_instant(slowdown, instant);
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
