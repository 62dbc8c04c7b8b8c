/* announce.h: the moment at which a router tells its neighbours that its best route is another one.
 *
 * However often the best route changes within one instant (the same nanosecond), neighbours hear of what stands at its
 * end: one UPDATE each. Mostly nothing else happens in that instant, and then the news leaves at once. A router with
 * MRAI needs no such care: it tells the first change at once, and its timers bundle the rest.
 *
 * Two things that a platform may do make the moment later. `batches`: changes that come while the routing engine has
 * work waiting are told when it has worked off what was waiting at the first of them. `out_delay` (Junos): a route must
 * have been the best for so long before it is announced; a withdrawal does not wait.
 */
#ifndef MODELS_ENGINE_ANNOUNCE_H
#define MODELS_ENGINE_ANNOUNCE_H

#include "models/world/world_inside.h"

/* plane->leaves of a router that is about to announce: one reminder is enough. */
#define ANNOUNCE_DUE ((path_id)UINT32_MAX)

void announce_init(struct world *world);

/* The best route of `router` has changed. */
void announce_change(struct world *world, struct plane *plane, uint32_t router, uint32_t because);

#endif
