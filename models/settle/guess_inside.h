/* guess_inside.h: which egress the routers of an AS choose, and what they tell each other over iBGP.
 *
 * A fixed point, found in rounds: everybody looks at what the others tell now and chooses by metric, ORIGINATOR_ID and
 * neighbour. In a full mesh the second round changes nothing; route reflection takes as many as a route has reflectors
 * on its way. Rounds without end (reflectors that envy each other's clients) are given up.
 */
#ifndef MODELS_SETTLE_GUESS_INSIDE_H
#define MODELS_SETTLE_GUESS_INSIDE_H

#include "models/settle/guess.h"

/* Fills guess->choice. False: some router of an AS hears of no egress, or the rounds do not end. */
bool guess_inside_find(struct guess *guess, const struct world *world);

/* Does the owner of `half`, a session inside an AS, tell what it chose? If so, `told` is what. */
bool guess_inside_told(const struct guess *guess, const struct world *world, uint32_t half, struct plane_inner *told);
/* The rank that this has at `half`, the receiver's. */
uint64_t guess_inside_rank(const struct guess *guess, const struct world *world, uint32_t half,
                           const struct plane_inner *told);
/* ... and does the other end keep it (RFC 4456 section 8)? */
bool guess_inside_kept(const struct world *world, uint32_t half, const struct plane_inner *told);

#endif
