#include "analysis/harvest/slowdown.h"

#include <math.h>

#define ABSENT UINT32_MAX

static void histogram_free(void *histogram) { g_array_free(histogram, TRUE); }

void slowdown_init(struct slowdown *slowdown, uint32_t routers) {
  *slowdown = (struct slowdown){.routers = routers, .instant = g_ptr_array_new_with_free_func(histogram_free)};
}

void slowdown_clear(struct slowdown *slowdown) { g_ptr_array_free(slowdown->instant, TRUE); }

static uint32_t microseconds(sim_time delay) {
  if (delay < 0) return ABSENT;
  return (uint32_t)MIN(delay / SIM_MICROSECOND, (sim_time)ABSENT - 1);
}

void slowdown_before(const struct slowdown *slowdown, uint32_t *before, const sim_time *delay) {
  for (uint32_t r = 0; r < slowdown->routers; r++) before[r] = microseconds(delay[r]);
}

static GArray *slowdown_instant(struct slowdown *slowdown, uint32_t instant) {
  while (instant >= slowdown->instant->len)
    g_ptr_array_add(slowdown->instant, g_array_new(FALSE, TRUE, sizeof(int64_t)));
  return slowdown->instant->pdata[instant];
}

static uint32_t step_of(uint32_t before, uint32_t now) {
  if (now <= before) return 0;
  return MIN((now - before + 500) / 1000, SLOWDOWN_STEPS - 1);
}

static void histogram_add(GArray *histogram, uint32_t step, int64_t weight) {
  if (step >= histogram->len) g_array_set_size(histogram, step + 1);
  g_array_index(histogram, int64_t, step) += weight;
}

/* Most pairs are as fast as before, to the microsecond; for them nothing is divided. */
void slowdown_add(struct slowdown *slowdown, uint32_t instant, const uint32_t *before, const sim_time *delay,
                  uint32_t prefix_weight, const uint32_t *source_weight) {
  GArray *histogram = slowdown_instant(slowdown, instant);
  int64_t same = 0;
  for (uint32_t r = 0; r < slowdown->routers; r++) {
    if (delay[r] < 0 || before[r] == ABSENT) continue;
    if (delay[r] < ((sim_time)before[r] + 1) * SIM_MICROSECOND) same += source_weight[r];
    else
      histogram_add(histogram, step_of(before[r], microseconds(delay[r])), (int64_t)prefix_weight * source_weight[r]);
  }
  if (same) histogram_add(histogram, 0, prefix_weight * same);
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
