/* timeline.h: what goes wrong in a run, as events on the world's clock.
 *
 * The triggers and events of a scenario become a list of actions, each a kernel event of its own; they act
 * last among what happens in one nanosecond.
 */
#ifndef SCENARIOS_PLAN_TIMELINE_H
#define SCENARIOS_PLAN_TIMELINE_H

#include "scenarios/plan/population.h"
#include "scenarios/settings/scenario.h"

#include "models/world/world.h"
#include "topologies/inside/expansion.h"

/* What the timeline has to know about a trigger. */
struct timeline_trigger {
  const char *group; /* "trigger NAME" */
  uint32_t prefix, router;
  attrs_id attrs;
};

struct timeline;
/* Reads triggers and events of the scenario and schedules them on the world's clock (which stands at 0). Actions
 * beyond the end of the run are left out. A link between two ASes is all sessions between their routers; the expansion
 * (NULL: every AS is one router) tells which of them end in the PoPs that an event names. Links and routers that the
 * map lacks are passed over. */
struct timeline *timeline_new(const struct scenario *scenario, struct world *world, const struct expansion *expansion,
                              const struct timeline_trigger *trigger, guint triggers, uint64_t seed);
/* Adds the events of kind handle. After timeline_new, before the run; the population is that of the world. */
void timeline_handle(struct timeline *timeline, const struct scenario *scenario, const struct population *population,
                     const struct population_choice *choice);
/* Before or after the world. */
void timeline_free(struct timeline *timeline);
/* The first moment at which anything goes wrong: an announcement of a trigger or, without triggers, an event. */
sim_time timeline_begin(const struct scenario *scenario);

/* Is `kind` the kind of an event? */
gboolean timeline_check_kind(const char *kind, GError **error);

#endif
