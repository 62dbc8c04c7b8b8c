/* members.h: the session ends that a group of a scenario speaks for: whose they are, and towards whom.
 *
 * `routers` lists AS numbers, everybody without it; a key of the group's own lists kinds of neighbours and AS numbers,
 * "peers, 701", all sessions without it; `share` picks some of the routers by chance, keyed by their AS numbers.
 */
#ifndef SCENARIOS_SETTINGS_MEMBERS_H
#define SCENARIOS_SETTINGS_MEMBERS_H

#include "scenarios/settings/scenario.h"

#include "models/world/network.h"

#include <stdbool.h>

struct members {
  GArray *routers, *neighbors;       /* guint32 AS numbers; NULL: all */
  bool kind[NEIGHBOR_REFLECTOR + 1]; /* enum neighbor */
};

/* `key`: that of the neighbours, or NULL for all sessions. On FALSE, too, the members are to be cleared. */
gboolean members_read(struct members *members, const struct scenario *scenario, const char *group, const char *key,
                      GError **error);
void members_clear(struct members *members);
bool members_have(const struct members *members, const struct network *network, uint32_t half);

/* Is it among these AS numbers? */
bool members_listed(const GArray *asns, uint32_t asn);
/* Is an AS among the `share` that chance picks? Whoever is at 25 % also is at 50 %. `what`: which draw. */
bool members_picked(uint64_t seed, uint32_t asn, uint64_t what, double share);

#endif
