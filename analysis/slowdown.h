/* slowdown.h: how much longer packets take that still arrive.
 *
 * The delays of all pairs are kept from before the trigger, in microseconds; at later instants the extra delay of
 * every pair that is delivered then and was before goes into a histogram in steps of 1 ms (rounded; what got
 * faster counts as 0; 65 s and more as 65 s), from which the 95th percentile is read.
 */
#ifndef ANALYSIS_SLOWDOWN_H
#define ANALYSIS_SLOWDOWN_H

#include "sim/sim.h"

#include <stdbool.h>
#include <stdint.h>

#define SLOWDOWN_STEPS 65536

struct slowdown {
  uint32_t routers;
  uint32_t *before;    /* [prefixes * routers] microseconds, UINT32_MAX: not delivered; NULL: never begun */
  uint64_t *histogram; /* [SLOWDOWN_STEPS] weight of pairs of the present instant */
  double worst;        /* ms; greatest 95th percentile of the instants so far, NaN before the first */
};

void slowdown_init(struct slowdown *slowdown, uint32_t routers);
void slowdown_clear(struct slowdown *slowdown);
void slowdown_begin(struct slowdown *slowdown, uint32_t prefixes);
/* Before the trigger: `delay` [routers] to this prefix, -1 where not delivered. */
void slowdown_before(struct slowdown *slowdown, uint32_t prefix, const sim_time *delay);
/* Now, as part of an instant: pairs weigh prefix_weight * source_weight[router]. */
void slowdown_add(struct slowdown *slowdown, uint32_t prefix, const sim_time *delay, uint32_t prefix_weight,
                  const uint32_t *source_weight);
/* All prefixes of the instant were added. */
void slowdown_close(struct slowdown *slowdown);

#endif
