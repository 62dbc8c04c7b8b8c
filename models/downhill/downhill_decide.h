/* downhill_decide.h: the decisions of a router that hears (downhill_hear.h), what becomes of its packets, and what it
 * tells its customers, as in speaker.h, forwarding.h and announce.h. */
#ifndef MODELS_DOWNHILL_DOWNHILL_DECIDE_H
#define MODELS_DOWNHILL_DOWNHILL_DECIDE_H

#include "models/downhill/downhill_inside.h"

/* What is on `path` has come over `half`, PATH_NONE: that it is gone. `sweeping`: with the whole table. */
void downhill_learns(struct downhill_hearing *hearing, uint32_t half, path_id path, struct downhill_key key,
                     bool sweeping, uint32_t because);
/* Packets fare as those of the neighbour that they go to, up to `key`. */
void downhill_follow(const struct downhill_hearing *hearing, struct downhill_key key);
/* It tells its customers of its best route. */
void downhill_announces(const struct downhill_hearing *hearing, struct downhill_key key, uint32_t because);
/* The session of one of its halves that somebody tells something over. */
struct downhill_session *downhill_session_of(const struct downhill_hearing *hearing, uint32_t half);

#endif
