/* pairs.h: what is remembered of a pair, a source router and a prefix, while it runs: whether the prefix was reached
 * before, how packets fare now, since when, and whose fault that is.
 *
 * A loss is counted as it ends (harvest.c), from `since` to then. A pair that is lost is charged to the occurrence that
 * set the loss off. The rule for losses whose circumstances change:
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

#include "models/world/observer.h"
#include "sim/sim.h"

#include <stdbool.h>
#include <stdint.h>

#define PAIRS_OUT REACHES /* the pair does not count, however its packets fare */

/* All of it side by side, for routers come in any order. */
struct pairs_one {
  sim_time since; /* when it last changed; -1: it never did */
  uint32_t cause; /* of the last loss */
  uint8_t fate;   /* enum reach since then, or PAIRS_OUT */
  bool missed;    /* was lost for longer than an instant */
  uint8_t region; /* of the router, for who counts what is lost */
};

/* Another prefix: packets are delivered, and the pair `counts`, or it does not. */
static inline struct pairs_one pairs_begin(bool counts, uint8_t region) {
  return (struct pairs_one){.since = -1, .fate = counts ? REACH_DELIVERED : PAIRS_OUT, .region = region};
}

static inline bool pairs_lost(const struct pairs_one *one) {
  return one->fate != REACH_DELIVERED && one->fate != PAIRS_OUT;
}

/* Was it lost for longer than an instant up to now? */
static inline bool pairs_missed(const struct pairs_one *one, sim_time now) {
  return one->missed || (pairs_lost(one) && one->since != now);
}

/* Packets of a pair that counts fare so from now on, and not as before, because of an occurrence. */
static inline void pairs_turn(struct pairs_one *one, sim_time at, enum reach fate, uint32_t because) {
  if (one->since != at) {
    bool begins = one->fate == REACH_DELIVERED;
    one->cause = begins ? because : one->cause;
    one->missed |= !begins;
  }
  one->since = at;
  one->fate = (uint8_t)fate;
}

#endif
