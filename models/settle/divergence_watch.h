/* divergence_watch.h: the log of changes of best routes that divergence.c reads. */
#ifndef MODELS_SETTLE_DIVERGENCE_WATCH_H
#define MODELS_SETTLE_DIVERGENCE_WATCH_H

#include "models/settle/divergence.h"
#include "models/world/world_inside.h"

struct divergence_watch {
  GArray *change;   /* of struct divergence_change: the last ones */
  uint64_t dropped; /* changes before those */
  GPtrArray *term;  /* [planes] uint64_t [routers]: what each best route adds to the digest; NULL: no change yet */
  uint64_t state;   /* the digest of all best routes */
  GHashTable *seen; /* digests; never walked through */
  guint round;      /* changes since the state that has returned for the last time, 0: none has */
};

struct divergence_watch *divergence_watch_new(const struct world *world);
void divergence_watch_free(struct divergence_watch *watch);
/* The best route of `router` has become another one. Stops the simulation when a state has returned for the last time.
 */
void divergence_watch_note(struct world *world, const struct plane *plane, uint32_t router);
/* The shortest round (number of changes) that the end of the log consists of, repeated for so long that nothing from
 * before is under way any more, if that takes `memory`; 0: there is none. */
guint divergence_watch_cycle(const struct divergence_watch *watch, sim_time memory);

#endif
