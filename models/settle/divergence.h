/* divergence.h: does this network ever come to rest? Finds policies that chase one another for ever, and says how.
 *
 * A network whose ASes prefer what they like, and not as Gao and Rexford advise, may have no state in which everybody
 * is content (BAD GADGET: Griffin, Shepherd and Wilfong, "The Stable Paths Problem and Interdomain Routing", 2002), or
 * have two and swing between them (DISAGREE, in lock-step). A simulation of it has events for ever.
 *
 * Two signs end the wait. Where nothing is drawn by chance, the changes of best routes repeat in their order and their
 * times; when they have done so for longer than any message was under way and any MRAI timer ran, the whole state has
 * come back, and what a deterministic system did once it will do for ever: a proof. Where MRAI is jittered or
 * processing is drawn, times never repeat exactly; such a network is given up when all its best routes have stood as
 * they do DIVERGENCE_RETURNS times. (That a network which comes to rest in the end does not do so before is *assumed*.)
 */
#ifndef MODELS_SETTLE_DIVERGENCE_H
#define MODELS_SETTLE_DIVERGENCE_H

#include "models/bgp/path.h"
#include "models/world/world.h"

#include <glib.h>

enum { DIVERGENCE_RETURNS = 1000 };

/* A best route became another one. */
struct divergence_change {
  sim_time at;
  uint32_t router, prefix;
  path_id path; /* as it was learned; PATH_EMPTY: the router's own; PATH_NONE: none is left */
};

enum divergence_end {
  DIVERGENCE_REST,   /* no event is left */
  DIVERGENCE_CYCLE,  /* it repeats exactly */
  DIVERGENCE_RETURN, /* it comes back to the same routes again and again */
  DIVERGENCE_TIRED,  /* the budget is used up, and nothing is known */
};

/* How it ended and, when it does not, what the network does over and over: the changes of one round, in order. */
struct divergence {
  enum divergence_end end;
  GArray *round;   /* of struct divergence_change; NULL unless there is a cycle or a return */
  sim_time period; /* of a cycle; of the last round of a return */
};

/* Runs to the end of all events, or until it is plain that there is none, or for `budget` events (0: no limit). Clear
 * the result. */
struct divergence divergence_run(struct world *world, uint64_t budget);
void divergence_clear(struct divergence *divergence);
/* The round in words: "AS1 to 2 0, AS2 to 3 0, ...", each with its new path; at most `most` changes of it (g_free). */
char *divergence_text(const struct world *world, const struct divergence *divergence, guint most);

#endif
