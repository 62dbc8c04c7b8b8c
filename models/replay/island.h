/* island.h: parts of the map that a replay goes through by themselves.
 *
 * What a router outside the customer cone of its neighbours hears goes to its own customers and no further. Where the
 * sessions of such a router loop while the rest of the world stands still, it and its customers are an island: nothing
 * that happens there is seen elsewhere, and nothing comes there but records of its own sessions. So it sleeps: its
 * records are passed over, until somebody looks (world_replay_until is over) or is about to change something that can
 * be seen from it. Then all that it has missed is done in one go, by the same rules, with a clock and a queue of its
 * own, and in the same order: what takes turns a thousand times with the rest of the world is done from what the caches
 * hold.
 *
 * An island is a set of routers that has all customers of its members. What matters of the world beside it, and wakes
 * it up before it changes: the best route and the fate of a neighbour of a member, and what records of other kinds than
 * UP and DOWN say. Awake, it is a part of the rest until the next prefix.
 */
#ifndef MODELS_REPLAY_ISLAND_H
#define MODELS_REPLAY_ISLAND_H

#include "models/replay/replay.h"

/* After bystander_init. */
void island_init(struct world *world);
void island_clear(struct world *world);
/* None has anything pending or behind it any more. */
void island_rest(struct world *world);
/* The world has been settled for another prefix: which can sleep does. */
void island_begin(struct world *world);
/* Goes on to `until` where somebody sleeps. */
void island_run(struct world *world, sim_time until);

void island_wake(struct world *world, uint32_t router);
/* Before the best route or the fate of `router` changes: nobody beside it sleeps any more. */
static inline void island_stir(struct world *w, uint32_t router) {
  if (w->replay && w->replay->asleep) island_wake(w, router);
}
/* The same for all that forward through `router`. */
void island_stir_behind(struct world *world, const struct plane *plane, uint32_t router);
bool island_on(const struct world *world, uint32_t router);
/* Is `router` one that stands still while an island is catching up? */
static inline bool island_still(const struct world *w, uint32_t router) {
  return w->replay && w->replay->dreams && !island_on(w, router);
}
/* Before a record is done that is not of one session alone. */
void island_meet(struct world *world, const struct history_record *record);

#endif
