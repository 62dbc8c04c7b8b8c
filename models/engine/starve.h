/* starve.h: hold timers that expire because KEEPALIVEs wait in the queue of an overloaded routing engine.
 *
 * On a platform with `keepalives_wait` a KEEPALIVE is work like any other, though it costs nothing: what this router
 * sends leaves when all that came before has been done, and what a neighbour sends is read then. Where two read ones
 * are further apart than the hold time, the timer expires between them (RFC 4271 section 6.5), on this side or on the
 * neighbour's. An UPDATE that is processed restarts the timer as a KEEPALIVE does (section 8.2.2, event 27).
 *
 * A session sends one every keepalive interval after it was established; those of a settled world have a phase drawn
 * by chance where there is jitter. None is simulated as long as no backlog is great enough to push two of them
 * apart by the hold time less the interval. From then on each session of that router is watched in both directions
 * until no end of it is overloaded.
 */
#ifndef MODELS_ENGINE_STARVE_H
#define MODELS_ENGINE_STARVE_H

#include "models/engine/engine.h"

/* The backlog below which no session of `router` can starve. */
sim_time starve_threshold(const struct world *world, uint32_t router);
/* The backlog of an engine has just become as great as that. */
void starve_begin(struct world *world, struct engine *engine);
/* The session of `half` is Established on both sides; is lost on this one. */
void starve_established(struct world *world, uint32_t half);
void starve_lost(struct world *world, uint32_t half);
void starve_clear(struct world *world);

/* An UPDATE that came over `half` has been processed. */
void starve_hear(struct world *world, uint32_t half);
static inline void starve_heard(struct world *w, uint32_t half) {
  if (w->starving && w->starving[half]) starve_hear(w, half);
}

#endif
