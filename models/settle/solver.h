/* solver.h: the converged state of one prefix under Gao-Rexford policy, without simulating a cold start.
 *
 * A search finds what every router chooses (guess.h), and the tables follow from that. The result equals what the event
 * kernel converges to (tests prove it), for maps without siblings; world_settle uses the kernel for the rest.
 */
#ifndef MODELS_SETTLE_SOLVER_H
#define MODELS_SETTLE_SOLVER_H

#include "models/world/world_inside.h"

/* Fills Adj-RIB-In, Loc-RIB, Adj-RIB-Out and the data plane of a new plane whose origin already owns it; or of one that
 * was reset but for these (plane_reset_rest), and was the last that world_settle was about. False: the routers of an AS
 * do not come to terms in the search, and these may hold anything. */
bool solver_settle(struct world *world, struct plane *plane, uint32_t origin);
/* Can the solver be used for this network? */
bool solver_applies(const struct world *world);
/* What it kept to work with from one prefix to the next. */
void solver_clear(struct world *world);

#endif
