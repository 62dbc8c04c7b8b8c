/* insides.h: the ASes of a scenario that have an inside, out of its groups [inside NAME]. */
#ifndef SCENARIOS_PLAN_INSIDES_H
#define SCENARIOS_PLAN_INSIDES_H

#include "scenarios/settings/scenario.h"

#include "models/world/world.h"
#include "topologies/inside/expansion.h"

struct insides {
  struct expansion *expansion;
  GPtrArray *inside;     /* struct inside *, one for each wish of the expansion */
  sim_time *convergence; /* [wishes] of the IGP */
};

/* Reads what the groups name and expands the map. `seed` is that of the map: attachments are part of it. ASes that are
 * not on the map are passed over (check.h tells). NULL with file and line in `error`. */
struct insides *insides_load(const struct scenario *scenario, const struct map *map, uint64_t seed, GError **error);
/* Do the events of the scenario name PoPs that there are, and links inside ASes that have an inside? */
gboolean insides_check(const struct insides *insides, const struct scenario *scenario, GError **error);
void insides_free(struct insides *insides);
/* Tells the world of the wires inside its ASes. */
void insides_build(const struct insides *insides, struct world *world);

#endif
