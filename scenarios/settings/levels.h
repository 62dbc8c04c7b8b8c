/* levels.h: who handles malformed UPDATEs how: the groups [handling NAME] of a scenario, and events of kind handle.
 *
 * As bgp-error-tolerance of Junos can stand at three levels (protocols bgp, group, neighbor), so can these: a group
 * with `neighbor` speaks for these sessions, one with `group` for sessions of a kind or a list, one with neither for
 * all sessions of its routers. The narrower level wins setting by setting, and at one level the later group. Sessions
 * that no group speaks for follow the strategy of their router, hide nothing and log nothing.
 */
#ifndef SCENARIOS_SETTINGS_LEVELS_H
#define SCENARIOS_SETTINGS_LEVELS_H

#include "scenarios/plan/population.h"
#include "scenarios/settings/scenario.h"

#include "models/world/world.h"

/* What no level says: Juniper's reference of the statement. */
enum { LEVELS_LIMIT = 1000, LEVELS_INTERVAL_S = 300, LEVELS_INTERVAL_LEAST_S = 10, LEVELS_INTERVAL_MOST_S = 65535 };

gboolean levels_check(const struct scenario *scenario, GError **error);
/* Headings of the groups and events whose `strategy` is to be loaded (g_strfreev). */
char **levels_groups(const struct scenario *scenario);
/* Before the run. The population is that of the world, its choice names the strategies. */
void levels_apply(const struct scenario *scenario, const struct population *population,
                  const struct population_choice *choice, struct world *world);

#endif
