/* downhill_say.h: what goes out over one session, from what a router has noted (downhill_log.h): MRAI, table transfers,
 * and the comings and goings of the session, as in export.h. */
#ifndef MODELS_DOWNHILL_DOWNHILL_SAY_H
#define MODELS_DOWNHILL_DOWNHILL_SAY_H

#include "models/downhill/downhill_inside.h"

/* Adds to `letter` all that the owner of `half` sends over it up to `until`; those from `from` on are what was under
 * way there before. A letter that the session's end overtakes is not there any more. */
void downhill_say(struct world *world, struct plane *plane, uint32_t half, uint32_t from, struct downhill_key until);
/* Will something go out over `half` without another word? */
bool downhill_say_pending(const struct world *world, const struct plane *plane, uint32_t half);
/* Before the first word: the owner of `half` may have a best route to tell. */
void downhill_say_begin(struct world *world, struct plane *plane, uint32_t half);

/* From its `record` on, the next record of the turn of `half` that has to be done. */
void downhill_say_record(struct world *world, uint32_t half);

#endif
