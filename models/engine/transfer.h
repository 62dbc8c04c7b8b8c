/* transfer.h: the whole table, sent again when a session comes up.
 *
 * A transfer of N real prefixes runs at the least of the two ends' rates and the link's, and as a job of that rate
 * keeps both routing engines busy (engine.h); an end is no faster than its cost of a prefix allows. Each simulated
 * prefix has its place in it, a fixed function of (prefix, session), and goes out when the transfer reaches that place,
 * with whatever is best then. The trigger goes with it: that is the reset loop.
 */
#ifndef MODELS_ENGINE_TRANSFER_H
#define MODELS_ENGINE_TRANSFER_H

#include "models/world/world_inside.h"

void transfer_start(struct world *world, uint32_t half, uint32_t because);
void transfer_stop(struct world *world, uint32_t half);
/* The share of the table of the owner of `half` that has been sent over it: 1 when no transfer is under way. */
double transfer_done(const struct world *world, uint32_t half);
/* When the transfer under way on `half` began, or SIM_NEVER. */
sim_time transfer_began(const struct world *world, uint32_t half);
/* A session of the history begins, and with it its transfer. */
void transfer_replay(struct world *world, const struct history_record *up);
/* Is the transfer of a half in STATE_TRANSFER still under way? Without a history it is. */
bool transfer_runs(const struct world *world, uint32_t half);
/* The place of a prefix in all transfers over `half`, as a share of their length: chance that depends on `key` (struct
 * plane), and for the plane's prefix. */
double transfer_draw(uint64_t seed, uint32_t half, uint32_t key);
double transfer_share(const struct world *world, uint32_t half, const struct plane *plane);
/* The same in nanoseconds from the beginning of a transfer of that length. */
sim_time transfer_place(const struct world *world, uint32_t half, const struct plane *plane, sim_time length);
/* When the transfer under way on `half` reaches the plane's prefix. */
sim_time transfer_slot(const struct world *world, const struct plane *plane, uint32_t half);

#endif
