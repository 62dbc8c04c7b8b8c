/* downhill_hear.h: what a router does with all that comes (downhill.h): its routing engine, its decisions, what becomes
 * of its packets, and what it tells its customers, as in speaker.h, announce.h and forwarding.h. */
#ifndef MODELS_DOWNHILL_DOWNHILL_HEAR_H
#define MODELS_DOWNHILL_DOWNHILL_HEAR_H

#include "models/downhill/downhill_inside.h"

/* All who could tell `router` something have noted what they had up to `until`. */
void downhill_hear(struct world *world, struct plane *plane, uint32_t router, struct downhill_key until);

#endif
