/* check.h: what can only be seen when the whole scenario, and its map, are at hand.
 *
 * scenario.h has checked every value for itself. Here: do they fit together, does the map have what they name?
 */
#ifndef SCENARIOS_SETTINGS_CHECK_H
#define SCENARIOS_SETTINGS_CHECK_H

#include "scenarios/settings/scenario.h"

#include "topologies/map/map.h"

/* FALSE with file and line when the scenario (a variant applied) cannot be run. */
gboolean check_scenario(const struct scenario *scenario, const struct map *map, GError **error);
/* Adds a note (char *) for every AS or link that is named but not on the map, unless it is there already. */
void check_map(const struct scenario *scenario, const struct map *map, GPtrArray *notes);

#endif
