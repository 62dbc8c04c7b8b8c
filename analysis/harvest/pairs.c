/* pairs.c: like the integral in outage.c, a charge is kept as what is lost from now to the end of the run, less what is
 * found again: no time of last change is needed. A pair needs to remember whom it is charged to, and in which instant
 * it changed last. */
#include "analysis/harvest/pairs.h"

#include <glib.h>
#include <string.h>

void pairs_init(struct pairs *pairs, uint32_t routers) {
  *pairs = (struct pairs){.routers = routers, .words = (routers + 63) / 64};
  pairs->counts = g_new0(uint64_t, pairs->words);
  pairs->lost = g_new0(uint64_t, pairs->words);
  pairs->missed = g_new0(uint64_t, pairs->words);
}

void pairs_clear(struct pairs *pairs) {
  g_free(pairs->counts);
  g_free(pairs->lost);
  g_free(pairs->missed);
  g_free(pairs->one);
}

void pairs_reset(struct pairs *pairs) {
  size_t size = pairs->words * sizeof(uint64_t);
  memset(pairs->counts, 0, size);
  memset(pairs->lost, 0, size);
  memset(pairs->missed, 0, size);
  if (pairs->dirty) memset(pairs->one, 0, pairs->routers * sizeof *pairs->one);
  pairs->dirty = false;
}

static struct pairs_one *pairs_at(struct pairs *pairs, uint32_t router) {
  if (!pairs->one) pairs->one = g_new0(struct pairs_one, pairs->routers);
  pairs->dirty = true;
  return &pairs->one[router];
}

uint32_t pairs_lose(struct pairs *pairs, sim_time at, uint32_t router, uint32_t because) {
  struct pairs_one *one = pairs_at(pairs, router);
  if (one->changed != at + 1) one->cause = because;
  one->changed = at + 1;
  pairs_set(pairs->lost, router);
  return one->cause;
}

uint32_t pairs_find(struct pairs *pairs, sim_time at, uint32_t router) {
  struct pairs_one *one = pairs_at(pairs, router);
  if (one->changed != at + 1) pairs_set(pairs->missed, router);
  one->changed = at + 1;
  pairs->lost[router / 64] &= ~(UINT64_C(1) << (router % 64));
  return one->cause;
}

void pairs_close(struct pairs *pairs, sim_time end) {
  if (!pairs->dirty) return;
  for (uint32_t r = 0; r < pairs->routers; r++)
    if (pairs_bit(pairs->lost, r) && pairs->one[r].changed <= end) pairs_set(pairs->missed, r);
}
