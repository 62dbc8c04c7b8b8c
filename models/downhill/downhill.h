/* downhill.h: who passes routes to customers alone hears afterwards.
 *
 * A route that comes from a provider or a peer goes to customers and no further (Gao-Rexford). So only those above an
 * origin, its providers and theirs, tell anybody but customers of it; all others are downhill from them: what happens
 * there is seen by nobody above, and the customers of customers never are above themselves. While a replay goes on,
 * those uphill alone have events. They note what they tell (struct downhill_word) and how packets to them fare (struct
 * downhill_fate). When somebody is about to look, everybody downhill goes through what has been noted, one router after
 * the other, providers before their customers: each alone, from one thing that happens to the next, with all that it
 * needs at hand; and notes in turn what its own customers will hear.
 *
 * Of forty thousand ASes some two hundred are uphill, and one event in twenty is theirs (level3-2011-malformed on the
 * map of 2012). The order of what happens to a router is that of a run in which it is an event like any other (struct
 * downhill_key), and so are all messages and fates.
 *
 * Not downhill is who has siblings, sessions inside or line cards, whoever something happens to in the history that is
 * not a session's end or beginning, and those above these. Sessions of those downhill come and go as they hear.
 *
 *   downhill_map.h   who it is, for a network, a history and an origin
 *   downhill_say.h   what goes out over one session, from what a router has noted
 *   downhill_hear.h  what a router does with all that comes
 */
#ifndef MODELS_DOWNHILL_DOWNHILL_H
#define MODELS_DOWNHILL_DOWNHILL_H

#include "models/replay/replay.h"
#include "models/speaker/flight.h"

#include <string.h>

/* After bystander_init. */
void downhill_init(struct world *world);
void downhill_clear(struct world *world);
/* Nothing is noted or under way any more, and `origin` is the next. */
void downhill_rest(struct world *world, uint32_t origin);
/* The world has been settled for it. */
void downhill_begin(struct world *world);
/* Those downhill go on to `until`. */
void downhill_run(struct world *world, sim_time until);
/* Has so much been noted that they had better do so? Not in the midst of an instant: they would tell at once what is
 * told when it is over, for all that they know. */
bool downhill_full(const struct world *world);

/* Has `router` no place in the forest of next hops (plane.h), its next hop apart? */
static inline bool downhill_apart(const struct world *w, uint32_t router) {
  return w->replay && w->replay->apart && w->replay->apart[router];
}
/* Does `half` lead downhill, where UPDATEs are no events? */
static inline bool downhill_far(const struct world *w, uint32_t half) {
  return w->replay && w->replay->far && w->replay->far[half];
}
/* The first of the halves [from, to) that does not; `to`: all do. */
static inline uint32_t downhill_near(const struct world *w, uint32_t from, uint32_t to) {
  if (!w->replay || !w->replay->far) return from;
  const bool *near = memchr(&w->replay->far[from], false, (to - from) * sizeof *near);
  return near ? (uint32_t)(near - w->replay->far) : to;
}
/* Adds those downhill that forward to `router`. */
void downhill_behind(const struct world *world, const struct plane *plane, uint32_t router, struct replay_moves *moves);

/* `router` tells its neighbours `update`, now; `everywhere`: peers and providers, too. */
void downhill_tells(struct world *world, const struct plane *plane, uint32_t router, const struct update *update,
                    bool everywhere);
/* It will tell its neighbours of another best route later; who is served for another reason gets it now. */
void downhill_would(struct world *world, struct plane *plane, uint32_t router, uint32_t because);
/* Packets to `router` fare otherwise from now on than `before`. */
void downhill_fares(struct world *world, uint32_t router, enum reach before, enum reach fate, uint32_t because);

#endif
