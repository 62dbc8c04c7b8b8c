/* downhill_decide.h: the decisions of a router that hears (downhill_hear.h), what becomes of its packets, and what it
 * tells its customers, as in speaker.h, forwarding.h and announce.h. */
#ifndef MODELS_DOWNHILL_DOWNHILL_DECIDE_H
#define MODELS_DOWNHILL_DOWNHILL_DECIDE_H

#include "models/downhill/downhill_inside.h"

/* --- what becomes of packets --- */

/* They go where they went before this hearing. */
void downhill_goes_on(struct downhill_hearing *hearing);
/* They fare as those of the neighbour that they go to, up to `key`, before which that has noted something. */
void downhill_catches_up(struct downhill_hearing *hearing, struct downhill_key key);
static inline void downhill_follows(struct downhill_hearing *h, struct downhill_key key) {
  if (downhill_key_before(h->turns_at, key)) downhill_catches_up(h, key);
}
/* From `key` on they go where the best route points. */
void downhill_forwards(struct downhill_hearing *hearing, struct downhill_key key, uint32_t because);

/* --- what it tells --- */

/* The best route is another one: announce_change. `sweeping`: whole tables go. */
void downhill_changes(const struct downhill_hearing *hearing, struct downhill_key key, bool sweeping, uint32_t because);
/* It tells its customers of its best route. */
void downhill_announces(const struct downhill_hearing *hearing, struct downhill_key key, uint32_t because);

/* All that it told in this hearing gets the own AS in front. */
void downhill_signs(const struct downhill_hearing *hearing);

/* --- what it learns --- */

/* What is on `path` has come over the session, PATH_NONE: that it is gone. The own AS is not on it: it would be uphill
 * of itself. False: that is known. */
static inline bool downhill_keeps(struct downhill_session *s, struct downhill_path path) {
  if (s->path == path.id) return false;
  s->path = path.id;
  s->rank = path.id == PATH_NONE ? DECISION_NO_ROUTE : decision_rank_farther(s->base, path.hops);
  return true;
}

/* Of what has come over `session`, and all else, `least` is the least rank. */
static inline void downhill_decides(struct downhill_hearing *h, const struct downhill_session *s, uint64_t least,
                                    struct downhill_key key, bool sweeping, uint32_t because) {
  uint64_t before = h->best;
  if (least == before && (least != s->rank || least == DECISION_NO_ROUTE)) return;
  h->best = least;
  if (!decision_rank_same_way(least, before)) downhill_forwards(h, key, because);
  if (h->relays) downhill_changes(h, key, sweeping, because);
}

/* Both. `sweeping`: whole tables go. */
void downhill_learns(struct downhill_hearing *hearing, struct downhill_session *session, struct downhill_path path,
                     struct downhill_key key, bool sweeping, uint32_t because);

#endif
