/* planes.h: one plane or two: how a run of the simulator is to be done (MODEL section 9).
 *
 * Jointly, all followed prefixes are in one world: what they do to one another's queues is all there, and memory grows
 * with them. In two planes a session run without them, or with some pilots in their place, writes a history that each
 * of them then goes through alone: any number of prefixes in the memory of one.
 */
#ifndef SCENARIOS_PLAN_PLANES_H
#define SCENARIOS_PLAN_PLANES_H

#include "scenarios/settings/scenario.h"

/* [origins] planes: a word, and one that this scenario allows. `platforms`: struct platform_file *, all that it names.
 */
gboolean planes_check(const struct scenario *scenario, const GPtrArray *platforms, GError **error);
/* Is a run done in two planes that would take so many octets jointly (build_memory)? After planes_check. */
gboolean planes_two(const struct scenario *scenario, const GPtrArray *platforms, double joint);
/* How many of the followed origins are in the session run, too, for what joins prefixes besides sessions: line cards,
 * their queues, and the tables inside an AS. */
uint32_t planes_pilots(const struct scenario *scenario, uint32_t origins);
/* Why the prefixes cannot go alone, or NULL. */
const char *planes_joint(const struct scenario *scenario, const GPtrArray *platforms);

#endif
