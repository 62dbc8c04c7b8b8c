/* adopters.h: who takes part in something, as the keys `routers`, `share` and `tier1` of a group say: a list of ASes,
 * some drawn by chance, the tier-1 clique of the map, or all three together.
 */
#ifndef SCENARIOS_PLAN_ADOPTERS_H
#define SCENARIOS_PLAN_ADOPTERS_H

#include "scenarios/settings/scenario.h"

#include "models/world/network.h"
#include "topologies/map/map.h"

#include <stdbool.h>

struct adopters {
  GArray *listed;        /* guint32 AS numbers, or NULL */
  const struct map *map; /* of the clique; NULL: it does not count */
  double share;
  uint64_t seed, what; /* of the draw */
};

/* `what`: which draw. Clear it. */
struct adopters adopters_read(const struct scenario *scenario, const char *group, const struct map *map, uint64_t seed,
                              uint64_t what);
void adopters_clear(struct adopters *adopters);
/* Nobody is listed, drawn or in a clique that counts. */
bool adopters_none(const struct scenario *scenario, const char *group);
bool adopters_have(const struct adopters *adopters, uint32_t asn);

#endif
