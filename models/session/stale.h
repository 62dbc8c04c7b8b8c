/* stale.h: the helper of a graceful restart (RFC 4724 section 4.2, RFC 8538 section 4).
 *
 * A side that loses a session may keep the neighbour's routes, marked stale and used as before, if both have agreed on
 * graceful restart and the neighbour asked for it. They leave one by one as they are announced again, and those that
 * are left when the End-of-RIB comes, when the neighbour is not back within the restart time that it told, when it is
 * back without its forwarding state, or when they have been stale for longer than this side keeps any.
 *
 * A NOTIFICATION ends the session as ever, and with it the routes, unless both ends have the N bit of RFC 8538; then it
 * takes a Hard Reset. An interface that is down or a BFD session that fails takes the routes in any case: what they
 * would send traffic over is gone.
 *
 * Marks exist only for sessions that have stale routes.
 */
#ifndef MODELS_SESSION_STALE_H
#define MODELS_SESSION_STALE_H

#include "models/world/world_inside.h"

struct stale;

/* Does the owner of `half` keep the routes of the session that it loses in this way? */
bool stale_covers(const struct world *world, uint32_t half, enum loss loss, uint8_t code, uint8_t subcode);
/* It does: what stands in its Adj-RIB-In is stale from now on. */
void stale_keep(struct world *world, uint32_t half, uint32_t because);
/* The session is Established again; `empty`: the neighbour has not kept its forwarding state. */
void stale_resume(struct world *world, uint32_t half, bool empty, uint32_t because);
/* The neighbour has said something of the plane's prefix. */
void stale_renew(struct world *world, const struct plane *plane, uint32_t half);
/* What is still stale leaves: End-of-RIB, or the interface is down. Nothing happens without stale routes. */
void stale_flush(struct world *world, uint32_t half, uint32_t because);
/* The routes have left in another way. */
void stale_forget(struct world *world, uint32_t half);
void stale_clear(struct world *world);

#endif
