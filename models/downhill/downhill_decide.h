/* downhill_decide.h: the decisions of a router that hears (downhill_hear.h), what becomes of its packets, and what it
 * tells its customers, as in speaker.h, forwarding.h and announce.h. */
#ifndef MODELS_DOWNHILL_DOWNHILL_DECIDE_H
#define MODELS_DOWNHILL_DOWNHILL_DECIDE_H

#include "models/downhill/downhill_inside.h"

/* --- what becomes of packets --- */

/* They go where they went before this hearing. */
void downhill_goes_on(struct downhill_hearing *hearing);
/* Up to `key` they have fared as those of the neighbour that they go to. Nobody has to know before they go elsewhere.
 */
void downhill_follows(struct downhill_hearing *hearing, struct downhill_key key);
/* From `key` on they go over `best`; NULL: nowhere. */
void downhill_forwards(struct downhill_hearing *hearing, struct downhill_session *best, struct downhill_key key,
                       uint32_t because);

/* --- what it tells --- */

/* The best route is another one: announce_change. `sweeping`: whole tables go. */
void downhill_changes(const struct downhill_hearing *hearing, struct downhill_key key, bool sweeping, uint32_t because);
/* It tells its customers of its best route. */
void downhill_announces(const struct downhill_hearing *hearing, struct downhill_key key, uint32_t because);

/* All that it told in this hearing gets the own AS in front. */
void downhill_signs(const struct downhill_hearing *hearing);

/* --- what it learns --- */

/* Among sessions: over which something comes next, and which has the best route. */
struct downhill_choice {
  struct downhill_session *first, *best; /* NULL: nothing does, none has */
  sim_time soonest;
  uint64_t least;
};
static inline struct downhill_choice downhill_choice(struct downhill_session *from, struct downhill_session *end) {
  struct downhill_choice c = {NULL, NULL, SIM_NEVER, DECISION_NO_ROUTE};
  for (struct downhill_session *s = from; s < end; s++) {
    bool sooner = s->key.at < c.soonest, better = s->rank < c.least;
    c.soonest = sooner ? s->key.at : c.soonest;
    c.first = sooner ? s : c.first;
    c.least = better ? s->rank : c.least;
    c.best = better ? s : c.best;
  }
  return c;
}

/* What is on `path` has come over the session, PATH_NONE: that it is gone. The own AS is not on it: it would be uphill
 * of itself. False: that is known. */
static inline bool downhill_keeps(struct downhill_session *s, struct downhill_path path) {
  if (s->path == path.id) return false;
  s->path = path.id;
  uint64_t none = path.id == PATH_NONE;
  s->rank = decision_rank_farther(s->base, path.hops) | -none; /* all ones: no route */
  return true;
}

/* The best route is that of `choice`, now that something else has come over `session`. `sweeping`: whole tables go. */
static inline void downhill_decides(struct downhill_hearing *h, const struct downhill_session *s,
                                    const struct downhill_choice *choice, struct downhill_key key, bool sweeping,
                                    uint32_t because) {
  bool stays = choice->best == h->best, same = (choice->least == h->rank) & (choice->best != s);
  h->rank = choice->least;
  if (stays & (same | !h->relays)) return;
  if (!stays) downhill_forwards(h, choice->best, key, because);
  if (h->relays) downhill_changes(h, key, sweeping, because);
}

/* Both. */
void downhill_learns(struct downhill_hearing *hearing, struct downhill_session *session, struct downhill_path path,
                     struct downhill_key key, bool sweeping, uint32_t because);

#endif
