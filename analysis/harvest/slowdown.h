/* slowdown.h: how much longer packets take that still arrive.
 *
 * At each of some instants the extra delay of every pair that is delivered then and was before the trigger goes into a
 * histogram of the instant in steps of 1 ms (rounded; what got faster counts as 0; 65 s and more as 65 s), from which
 * the 95th percentile is read. Histograms of the same instant may be added.
 */
#ifndef ANALYSIS_HARVEST_SLOWDOWN_H
#define ANALYSIS_HARVEST_SLOWDOWN_H

#include "models/world/world.h"
#include "sim/sim.h"
#include "sim/small.h"

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#define SLOWDOWN_STEPS 65536

struct slowdown {
  uint32_t routers;
  GPtrArray *instant; /* of GArray of int64_t: weight of pairs by step, as far as there are any */
};

/* The pairs of one prefix: what was, and the histogram as it was at the latest look; from one to the next few pairs
 * change. */
struct slowdown_pairs {
  sim_time *before; /* [routers] before the trigger, below 0: not delivered */
  uint32_t *step;   /* [routers] the pair is in, if it was delivered before; UINT32_MAX: in none */
  GArray *now;      /* of int64_t: weight of sources by step */
};

void slowdown_init(struct slowdown *slowdown, uint32_t routers);
void slowdown_clear(struct slowdown *slowdown);
void slowdown_pairs_clear(struct slowdown_pairs *pairs);
/* Before the trigger: `delay` [routers] to a prefix, -1 where not delivered. `pairs` is empty, or of another prefix. */
void slowdown_before(const struct slowdown *slowdown, struct slowdown_pairs *pairs, const sim_time *delay,
                     const uint32_t *source_weight);
/* Now `delay` is this, and since the latest look, or slowdown_before, only those that `moved` have another one. */
void slowdown_look(const struct slowdown *slowdown, struct slowdown_pairs *pairs, const sim_time *delay,
                   struct world_moved moved, const uint32_t *source_weight);
/* What was seen then is so at an instant (0, 1, ...): pairs weigh prefix_weight * source_weight[router]. */
void slowdown_add(struct slowdown *slowdown, uint32_t instant, const struct slowdown_pairs *pairs,
                  uint32_t prefix_weight);
/* Greatest 95th percentile of all instants, in ms; NaN when there is none. */
double slowdown_worst(const struct slowdown *slowdown);

void slowdown_merge(struct slowdown *into, const struct slowdown *from);
void slowdown_store(const struct slowdown *slowdown, GByteArray *bytes);
void slowdown_load(struct slowdown *slowdown, struct unpack *reader);

#endif
