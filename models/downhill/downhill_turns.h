/* downhill_turns.h: when sessions come and go (downhill.h), by session, from a history.
 *
 * Who hears goes through both ends of a session at once, a few of its turns at a time, and its two ends turn at about
 * the same times. So what is kept of them lies together: records of the one end alternate with those of the other, and
 * sessions come in the order in which routers hear.
 */
#ifndef MODELS_DOWNHILL_DOWNHILL_TURNS_H
#define MODELS_DOWNHILL_DOWNHILL_TURNS_H

#include "models/replay/history.h"
#include "models/world/network.h"
#include "sim/arena.h"

/* The session of a half comes or goes. */
struct downhill_record {
  sim_time at;
  sim_time transfer; /* coming, how long it takes to tell the table */
  uint32_t owner, because;
  uint32_t number; /* in the history, from 1 */
  bool up;
};

/* Those of one end, in order of time: every second one. */
struct downhill_span {
  uint32_t from, end;
  uint32_t last; /* the last time that the session comes, or `from` */
};
enum { DOWNHILL_STEP = 2 };

struct downhill_turns {
  struct arena arena, records;
  uint32_t *of;                   /* [halves] its place in `span`, the other end's ^ 1; NETWORK_NONE: it stands */
  struct downhill_span *span;     /* [count] */
  struct downhill_record *record; /* NULL: all stand */
  uint32_t count;
};

/* Sessions between peers and providers and customers; `order`: the routers, as they hear. */
void downhill_turns_init(struct downhill_turns *turns, const struct network *network, const struct history *history,
                         const uint32_t *order);
void downhill_turns_clear(struct downhill_turns *turns);

/* Has the end of `half` any? */
static inline bool downhill_turns_any(const struct downhill_turns *t, uint32_t half) {
  return t->of[half] != NETWORK_NONE && t->span[t->of[half]].from < t->span[t->of[half]].end;
}

#endif
