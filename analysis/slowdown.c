#include "analysis/slowdown.h"

#include <glib.h>
#include <math.h>
#include <string.h>

#define ABSENT UINT32_MAX

void slowdown_init(struct slowdown *slowdown, uint32_t routers) {
  *slowdown = (struct slowdown){.routers = routers, .worst = NAN};
}

void slowdown_clear(struct slowdown *slowdown) {
  g_free(slowdown->before);
  g_free(slowdown->histogram);
}

void slowdown_begin(struct slowdown *slowdown, uint32_t prefixes) {
  size_t pairs = (size_t)prefixes * slowdown->routers;
  slowdown->before = g_new(uint32_t, pairs);
  memset(slowdown->before, 0xff, pairs * sizeof *slowdown->before);
  slowdown->histogram = g_new0(uint64_t, SLOWDOWN_STEPS);
}

static uint32_t microseconds(sim_time delay) {
  if (delay < 0) return ABSENT;
  return (uint32_t)MIN(delay / SIM_MICROSECOND, (sim_time)ABSENT - 1);
}

void slowdown_before(struct slowdown *slowdown, uint32_t prefix, const sim_time *delay) {
  uint32_t *before = slowdown->before + (size_t)prefix * slowdown->routers;
  for (uint32_t r = 0; r < slowdown->routers; r++) before[r] = microseconds(delay[r]);
}

static uint32_t step_of(uint32_t before, uint32_t now) {
  if (now <= before) return 0;
  return MIN((now - before + 500) / 1000, SLOWDOWN_STEPS - 1);
}

void slowdown_add(struct slowdown *slowdown, uint32_t prefix, const sim_time *delay, uint32_t prefix_weight,
                  const uint32_t *source_weight) {
  const uint32_t *before = slowdown->before + (size_t)prefix * slowdown->routers;
  for (uint32_t r = 0; r < slowdown->routers; r++) {
    uint32_t now = microseconds(delay[r]);
    if (now == ABSENT || before[r] == ABSENT) continue;
    slowdown->histogram[step_of(before[r], now)] += (uint64_t)prefix_weight * source_weight[r];
  }
}

void slowdown_close(struct slowdown *slowdown) {
  unsigned __int128 total = 0, below = 0;
  for (uint32_t step = 0; step < SLOWDOWN_STEPS; step++) total += slowdown->histogram[step];
  if (total > 0) {
    uint32_t step = 0;
    while ((below += slowdown->histogram[step]) * 100 < total * 95) step++;
    if (!(slowdown->worst >= step)) slowdown->worst = step;
  }
  memset(slowdown->histogram, 0, SLOWDOWN_STEPS * sizeof *slowdown->histogram);
}
