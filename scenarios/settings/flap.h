/* flap.h: who damps flapping routes: the groups [damping NAME] of a scenario.
 *
 * A group speaks for eBGP sessions (members.h); of two that speak for one session the later wins as a whole. It names a
 * published set (models/bgp/damping.h) and may change any of its numbers.
 */
#ifndef SCENARIOS_SETTINGS_FLAP_H
#define SCENARIOS_SETTINGS_FLAP_H

#include "scenarios/settings/scenario.h"

#include "models/world/world.h"

gboolean flap_check(const struct scenario *scenario, GError **error);
/* Before the run. */
void flap_apply(const struct scenario *scenario, uint64_t seed, struct world *world);

#endif
