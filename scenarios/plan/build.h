/* build.h: map + scenario + strategy + seed = a world, ready to run, and the recorder that watches it.
 *
 * Delays, platforms, origins and placement are drawn by chance keyed by AS numbers and the seed alone: two cells that
 * differ in strategy or variant have them in common (common random numbers).
 */
#ifndef SCENARIOS_PLAN_BUILD_H
#define SCENARIOS_PLAN_BUILD_H

#include "scenarios/plan/insides.h"
#include "scenarios/plan/population.h"
#include "scenarios/plan/strata.h"
#include "scenarios/plan/timeline.h"
#include "scenarios/settings/policies.h"
#include "scenarios/settings/scenario.h"

#include "analysis/recorder.h"
#include "models/world/world.h"
#include "topologies/map/map.h"

struct build_order {
  const struct scenario *scenario; /* with its variant applied */
  const struct map *map;
  const struct insides *insides; /* of that map */
  const struct strata *strata;   /* of that map, or NULL where all origins are followed */
  const GArray *roas;            /* struct roa: policies_load */
  const GPtrArray *platforms;    /* struct platform_file * */
  struct population_choice choice;
  uint64_t seed;
  uint32_t spare; /* the occurrence that does not happen (world_spare), 0: none */
};

struct build {
  struct world *world;
  struct recorder *recorder;
  struct timeline *timeline;
  struct policies *policies;
  sim_time begin, end; /* of what goes wrong, of the run */
};

/* The order's scenario has passed plan.h's checks: this fails only where its policies have no steady state. */
gboolean build_world(struct build *build, const struct build_order *order, GError **error);
/* Ends the recording, too: the measures are the caller's. */
struct measures *build_finish(struct build *build);

/* Real prefixes of every AS (g_free): those that topology.weights gives, or else the map's, scaled so that their sum is
 * near that of the scenario's table, at least one for each AS that has any. */
uint32_t *build_prefixes(const struct scenario *scenario, const struct map *map);
/* Octets that a cell of this scenario will hold, roughly. */
double build_memory(const struct scenario *scenario, const struct expansion *expansion);

#endif
