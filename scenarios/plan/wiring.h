/* wiring.h: from a map to a network: every link gets its delay and its kind of medium.
 *
 * A map says who is joined to whom; how long a message takes it seldom says. What it does not say follows the length of
 * the link (topologies/places/span.h) where both its ends have a place, and is drawn log-uniformly elsewhere:
 * log-uniform access of delay_low to three times as much, and light in a cable that is longer than the great circle.
 * Chance is keyed by the two AS numbers, so that a link has the same delay in every variant and with every strategy,
 * and without places on every map that has it.
 */
#ifndef SCENARIOS_PLAN_WIRING_H
#define SCENARIOS_PLAN_WIRING_H

#include "models/world/network.h"
#include "topologies/inside/expansion.h"
#include "topologies/map/map.h"

/* What the scenarios draw by chance; sim/chance.h keeps the draws apart by these numbers. */
enum wiring_chance {
  WIRING_DELAY = 0x5c00,
  WIRING_EXCHANGE,
  WIRING_PREFIXES,
  WIRING_ORIGINS,
  WIRING_PLATFORM,
  WIRING_KNOWS,
  WIRING_CORRUPTS,
  WIRING_ADOPTS,
  WIRING_TRIGGER,
  WIRING_ORDER,
  WIRING_DAMPS,
  WIRING_LIMITS,
  WIRING_ADDRESSES,
  WIRING_VALIDATES,
  WIRING_SIGNED,
  WIRING_MARKS,
  WIRING_RULED,
  WIRING_HIJACKED,
};

struct wiring {
  sim_time delay_low, delay_high; /* one way; equal: every link alike. The high one bounds what is drawn without a
                                     length */
  double exchange_share;          /* of peer links that run over an exchange fabric */
};

/* MODEL defaults: 2 to 80 ms, no exchanges. */
struct wiring wiring_default(void);
/* The caller frees the network (or hands it to a world). */
struct network *wiring_network(const struct map *map, const struct wiring *wiring, uint64_t seed);
/* The same for a map on which some ASes have an inside: its links, then the iBGP sessions. Of several links that stand
 * for one, each draws its own delay. */
struct network *wiring_expansion(const struct expansion *expansion, const struct wiring *wiring, uint64_t seed);
/* A name for a link or a pair of ASes, to key chance with. */
uint64_t wiring_pair(uint32_t asn_a, uint32_t asn_b);

#endif
