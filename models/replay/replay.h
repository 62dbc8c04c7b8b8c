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

#include "models/world/world_inside.h"

/* Records in order of time: the history's, or those of a part of it (island.h). */
struct replay_list {
  const struct history_record *record;
  const uint32_t *number; /* [records] its place in the history, NULL: the same */
  const uint32_t *turn;   /* [records] by which `passes` knows it */
  const bool *passes;     /* by turn: may be passed over now */
  guint records;
  guint next;  /* record */
  guint group; /* no record before this is still to come */
};

/* Routers whose way to the origin is another one than when delays were last asked for. */
struct replay_moves {
  uint32_t *router, count; /* [routers], each once */
  bool *moved;             /* [routers] in there */
  bool all;                /* any may be */
  sim_time *delay;         /* [routers] as they were then */
};

struct replay {
  const struct history *history;
  struct replay_list list; /* of what runs now */
  bool doing;              /* the one before `next` */
  guint ways, flips;       /* so many have been used */
  uint32_t *used, uses;    /* halves that records are of, and their other ends */
  double *place;           /* [halves] of the prefix in a transfer over it, a share of its length; NaN: not drawn yet */
  const struct history_record **up; /* [halves] that began its present session; valid since the first UP */
  const GArray **wait;              /* [routers] windows, or NULL */
  struct bystander *bystander;
  struct islands *islands;
  struct stubs *stubs;
  uint32_t asleep; /* islands; 0 while one of them runs */
  bool dreams;     /* one of them runs */
  struct replay_moves moves;
};

void replay_init(struct world *world, const struct history *history);
void replay_clear(struct world *world);

/* Back to the beginning, as if nothing had happened; the prefix is the caller's business. */
void replay_rest(struct world *world);
/* The world has been settled for another prefix. */
void replay_begin(struct world *world);
/* Goes on to `until`. */
void replay_run(struct world *world, sim_time until);
/* Goes on to what happens at `at` for `owner`, that included, and before the record with this number in the history. */
void replay_up_to(struct world *world, sim_time at, uint32_t owner, guint before);

/* When the next kernel event of the session run is due that is in the history, SIM_NEVER: none is. */
sim_time replay_next(const struct world *world);
/* The UP of the present session of `half`. */
static inline const struct history_record *replay_session(const struct world *w, uint32_t half) {
  return w->replay->up[half];
}
/* The place in the history of a record of the list. */
static inline guint replay_number(const struct replay_list *list, guint record) {
  return list->number ? list->number[record] : record;
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
