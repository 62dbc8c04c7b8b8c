/* prefix_limit.h: who limits how many prefixes a neighbour may announce: the groups [limit NAME] of a scenario.
 *
 * A group speaks for eBGP sessions (members.h), with one number for all or with a factor of what each carries at rest;
 * of two that speak for one session the later wins as a whole (models/policy/limit.h).
 */
#ifndef SCENARIOS_SETTINGS_PREFIX_LIMIT_H
#define SCENARIOS_SETTINGS_PREFIX_LIMIT_H

#include "scenarios/settings/scenario.h"

#include "models/world/world.h"

gboolean prefix_limit_check(const struct scenario *scenario, GError **error);
/* Before the run, when all prefixes are settled. */
void prefix_limit_apply(const struct scenario *scenario, uint64_t seed, struct world *world);

#endif
