/* downhill_say.h: what goes out over one session, from what a router has noted (downhill_log.h): MRAI, table transfers,
 * and the comings and goings of the session, as in export.h. */
#ifndef MODELS_DOWNHILL_DOWNHILL_SAY_H
#define MODELS_DOWNHILL_DOWNHILL_SAY_H

#include "models/downhill/downhill_inside.h"

/* Adds to `letter` all that `router` is told over `way` up to `until`, behind what was under way there before: those
 * from `from` on. A letter that the session's end overtakes is not there any more. True: something more will go out,
 * even without another word. */
bool downhill_say(struct world *world, struct plane *plane, const struct downhill_way *way, uint32_t router,
                  uint32_t from, struct downhill_key until);
/* Before the first word: the owner of `half` may have a best route to tell. */
void downhill_say_begin(struct world *world, struct plane *plane, uint32_t half);

#endif
