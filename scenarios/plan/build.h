/* build.h: map + scenario + strategy + seed = a world, ready to run, and the recorder that watches it.
 *
 * Delays, platforms, origins and placement are drawn by chance keyed by AS numbers and the seed alone: two cells that
 * differ in strategy or variant have them in common (common random numbers).
 */
#ifndef SCENARIOS_PLAN_BUILD_H
#define SCENARIOS_PLAN_BUILD_H

#include "scenarios/plan/insides.h"
#include "scenarios/plan/population.h"
#include "scenarios/plan/sample.h"
#include "scenarios/plan/strata.h"
#include "scenarios/plan/timeline.h"
#include "scenarios/settings/policies.h"
#include "scenarios/settings/scenario.h"

#include "analysis/measure/recorder.h"
#include "models/world/world.h"
#include "topologies/map/map.h"

/* What is in the world: everything; the triggers and some pilots, in a session run; nothing yet, for prefix runs, one
 * origin after the other (world_replay). */
enum build_plane { BUILD_JOINT, BUILD_SESSIONS, BUILD_PREFIX };

struct build_order {
  const struct scenario *scenario; /* with its variant applied */
  const struct map *map;
  const struct insides *insides; /* of that map */
  const struct strata *strata;   /* of that map */
  const GArray *roas;            /* struct roa: policies_load */
  const GPtrArray *platforms;    /* struct platform_file * */
  struct population_choice choice;
  uint64_t seed;
  uint32_t spare; /* the occurrence that does not happen (world_spare), 0: none */

  enum build_plane plane;
  struct history *writes; /* BUILD_SESSIONS */
  const GArray *work;     /* ... of guint32, by origin of the sample: what each is guessed to take, by which pilots are
                             drawn; NULL: without pilots, unless all origins are */
  GArray *feed;           /* ... of double, by bins of the time series: world_settings; NULL: none */
  const struct history *replays; /* BUILD_PREFIX */
};

struct build {
  struct world *world;
  struct recorder *recorder; /* NULL: BUILD_PREFIX */
  struct harvest *harvest;   /* BUILD_PREFIX, with one slot; else NULL */
  struct observer observer;  /* ... what it hears by */
  struct timeline *timeline;
  struct policies *policies;
  sim_time begin, end; /* of what goes wrong, of the run */
};

/* The order's scenario has passed plan.h's checks: this fails only where its policies have no steady state. */
gboolean build_world(struct build *build, const struct build_order *order, GError **error);
/* A harvest for the prefix runs of this order (harvest_free). */
struct harvest *build_harvest(const struct build_order *order, const struct network *network);
/* The origins that the order follows (sample_clear). */
void build_sample(struct sample *sample, const struct build_order *order);
/* Ends the recording, too: the measures are the caller's. NULL for BUILD_PREFIX. */
struct measures *build_finish(struct build *build);

/* Real prefixes of every AS (g_free): those that topology.weights gives, or else the map's, scaled so that their sum is
 * near that of the scenario's table, at least one for each AS that has any. */
uint32_t *build_prefixes(const struct scenario *scenario, const struct map *map);
/* Octets that a cell of this scenario will hold, roughly. */
double build_memory(const struct scenario *scenario, const struct expansion *expansion);
/* The same for so many followed origins. */
double build_memory_of(const struct scenario *scenario, const struct expansion *expansion, uint32_t origins);

#endif
