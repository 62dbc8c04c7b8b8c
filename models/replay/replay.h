/* replay.h: a world that does what a history says, one prefix at a time (MODEL section 9, the prefix run).
 *
 * It has the network, the platforms and the cards of the session run, and no sessions: where that run had a session end
 * or a card boot, a record of the history says so, and the routes of the prefix meet with the same as they would have
 * among all others. A record is done where it stood among the events of its instant; of two that the session run and
 * the prefix have at the same place, the prefix's come first.
 *
 * What a prefix alone does not see, and the history has: the wait in the FIB queues. What it does not see at all: the
 * work that other prefixes give to a routing engine.
 */
#ifndef MODELS_REPLAY_REPLAY_H
#define MODELS_REPLAY_REPLAY_H

#include "models/replay/agenda.h"
#include "models/world/world_inside.h"

/* Routers whose way to the origin is another one than when delays were last asked for. */
struct replay_moves {
  uint32_t *router, count; /* [routers], each once */
  bool *moved;             /* [routers] in there */
  bool all;                /* any may be */
  struct world_moved last; /* that were as delays were last asked for, while nobody moves again */
};

struct replay {
  const struct history *history;
  guint next;           /* record */
  guint group;          /* no record before this is still to come */
  uint32_t doing;       /* number of the record that is being done, from 1; 0: none is */
  struct agenda agenda; /* which are to be done */
  guint ways, flips;    /* so many have been used */
  uint32_t *used, uses; /* halves that records are of, and their other ends */
  double *place;        /* [halves] of the prefix in a transfer over it, a share of its length; NaN: not drawn yet */
  const struct history_record **up; /* [halves] that began its present session; valid since the first UP */
  const GArray **wait;              /* [routers] windows, or NULL */
  struct bystander *bystander;
  struct downhill *downhill;
  const bool *apart; /* [routers] downhill, and with no place in the forest of next hops; NULL: nobody is */
  const bool *far;   /* [halves] leads there, where UPDATEs are no events; NULL: none does */
  struct replay_moves moves;
};

void replay_init(struct world *world, const struct history *history);
void replay_clear(struct world *world);

/* Back to the beginning, as if nothing had happened; the prefix, which `origin` will announce, is the caller's
 * business. */
void replay_rest(struct world *world, uint32_t origin);
/* The world has been settled for another prefix. */
void replay_begin(struct world *world);
/* Goes on to `until`. */
void replay_run(struct world *world, sim_time until);

/* When the next kernel event of the session run is due that is in the history, SIM_NEVER: none is. */
sim_time replay_next(const struct world *world);
/* The UP of the present session of `half`. */
static inline const struct history_record *replay_session(const struct world *w, uint32_t half) {
  return w->replay->up[half];
}
static inline void replay_move(struct replay_moves *moves, uint32_t router) {
  if (moves->moved[router]) return;
  moves->moved[router] = true;
  moves->router[moves->count++] = router;
}
/* Delays have been asked for. */
void replay_moves_over(struct replay_moves *moves);
/* How long a route action waits that comes to the FIB queue of `router` now. */
sim_time replay_waits(const struct world *world, uint32_t router);

#endif
