/* speaker.h: what a BGP speaker does with an UPDATE: judge its bytes, check for loops, keep it in the
 * Adj-RIB-In, decide, install, and tell the neighbours (RFC 4271 section 9).
 */
#ifndef MODELS_SPEAKER_SPEAKER_H
#define MODELS_SPEAKER_SPEAKER_H

#include "models/speaker/flight.h"

void speaker_init(struct world *world);

/* An UPDATE arrives over `half` of the receiving router; queued on its routing engine when processing costs time.
 * `last`: the event that brings it does nothing more. */
void speaker_receive(struct world *world, struct plane *plane, uint32_t half, const struct update *update, bool last);
/* Policy has changed: takes up again what came over `half` before. */
void speaker_review(struct world *world, struct plane *plane, uint32_t half, const struct update *update);
/* The rank of what a peer or provider announces over `half`, where no rule says otherwise, were the path of no length
 * (decision_rank_farther). */
uint64_t speaker_rank_outside(const struct world *world, uint32_t half);
/* Writes one entry of the Adj-RIB-In, as it was judged, and follows it through the decision process. */
void speaker_learn(struct world *world, struct plane *plane, uint32_t half, const struct update *update);
/* The session of `half` is gone on this side: its routes leave all tables at once (RFC 4271 section 8.2.2). */
void speaker_drop(struct world *world, uint32_t half, uint32_t because);
/* The IGP has other metrics now from `router` to the egresses marked in `changed` [routers of its AS]. */
void speaker_rerank(struct world *world, uint32_t router, const bool *changed, uint32_t because);
/* The same but for the routes: what else was remembered of the session goes. */
void speaker_part(struct world *world, uint32_t half);
/* One route of the Adj-RIB-In is gone. */
void speaker_forget(struct world *world, struct plane *plane, uint32_t half, uint32_t because);
/* `router` makes its decision on the plane's prefix anew. */
void speaker_select(struct world *world, struct plane *plane, uint32_t router, uint32_t because);
/* `router` begins (or ends) to originate the plane's prefix. */
void speaker_originate(struct world *world, struct plane *plane, uint32_t router, bool on, uint32_t because);

/* AFI/SAFI disabled: the session stays, the routes that came over it go, and what else comes is ignored (RFC 7606
 * section 2, RFC 4760 section 7). That is about what is received: this side goes on announcing. With one family
 * simulated, it is all routes. */
void speaker_disable(struct world *world, uint32_t half, uint32_t because);

#endif
