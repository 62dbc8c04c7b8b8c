/* damper.h: route flap damping at the ends of sessions that a scenario names (RFC 2439; the law is
 * models/bgp/damping.h).
 *
 * A history is kept per (prefix, session end), from the first flap on and of those alone that flap. Flaps are what
 * Cisco, Juniper and FRR count: a withdrawal, an announcement after it, an announcement that replaces another route.
 * The first announcement ever is none, nor is the same one repeated (a table sent again); an UPDATE that is treated as
 * a withdrawal, or whose AS_PATH loops, is one (*assumed*: vendors differ). A suppressed route stays in the Adj-RIB-In
 * and is not eligible; the one event that damping costs is the end of a suppression. Only eBGP sessions
 * are damped (RFC 2439 section 5).
 *
 * A world without any damping pays one comparison an UPDATE.
 */
#ifndef MODELS_POLICY_DAMPER_H
#define MODELS_POLICY_DAMPER_H

#include "models/speaker/flight.h"

struct dampers;

void damper_clear(struct world *world);
/* world_set_damping */
void damper_set(struct world *world, uint32_t half, const struct damping *damping);

/* `update`, judged and filtered, is about to enter the Adj-RIB-In of `half`. Without `said` it is the router that sees
 * an old one with other eyes, which is no flap. */
void damper_hears(struct world *world, struct plane *plane, uint32_t half, const struct update *update, bool said);
/* The session is lost, and its route of the plane's prefix with it. */
void damper_loses(struct world *world, struct plane *plane, uint32_t half, uint32_t because);
/* The process of the owner of `half` has died, with its memory. */
void damper_dies(struct world *world, uint32_t half);
/* Is the route suppressed? */
bool damper_suppresses(const struct world *world, const struct plane *plane, uint32_t half);
/* Its penalty at the present moment. */
double damper_penalty(const struct world *world, const struct plane *plane, uint32_t half);

#endif
