/* pairs.h: what is remembered of one prefix while it runs: which routers reached it, which of them do not now, and
 * whose fault that is.
 *
 * A pair is a source router and this prefix. A pair that is lost is charged to the occurrence that set the loss off.
 * The rule for losses whose circumstances change:
 *
 *   - as long as the pair stays lost, the charge stays: what else breaks meanwhile (a backup that fails, a blackhole
 *     that becomes a loop) adds nothing to what is lost already;
 *   - found and lost again in one instant, it was never found: no packet saw it;
 *   - found for longer than an instant, the next loss is the next cause's.
 *
 * What happens to one router is told in order of time; routers may come in any order.
 */
#ifndef ANALYSIS_HARVEST_PAIRS_H
#define ANALYSIS_HARVEST_PAIRS_H

#include "sim/sim.h"

#include <stdbool.h>
#include <stdint.h>

struct pairs_one {
  uint32_t cause;   /* of the last loss */
  sim_time changed; /* just after it was last lost or found; 0: never was */
};

struct pairs {
  uint32_t routers, words;          /* words: of 64 routers */
  uint64_t *counts, *lost, *missed; /* bits by router: the pair counts; is lost; was lost for longer than an instant */
  struct pairs_one *one;            /* [routers], once something was lost */
  bool dirty;                       /* `one` has something in it */
};

void pairs_init(struct pairs *pairs, uint32_t routers);
void pairs_clear(struct pairs *pairs);
/* Another prefix: nothing counts, nothing is lost. */
void pairs_reset(struct pairs *pairs);

static inline bool pairs_bit(const uint64_t *bits, uint32_t router) { return bits[router / 64] >> (router % 64) & 1; }
static inline void pairs_set(uint64_t *bits, uint32_t router) { bits[router / 64] |= UINT64_C(1) << (router % 64); }

/* A pair that counts and was not lost is lost because of an occurrence; returns whom it is charged to. O(1). */
uint32_t pairs_lose(struct pairs *pairs, sim_time at, uint32_t router, uint32_t because);
/* A pair that is lost is found; returns whom it was charged to. */
uint32_t pairs_find(struct pairs *pairs, sim_time at, uint32_t router);
/* The run is over at `end`. */
void pairs_close(struct pairs *pairs, sim_time end);

#endif
