/* restart.h: the BGP process of a router dies and starts again.
 *
 * A crash empties the Loc-RIB and all Adj-RIBs, forgets all flaps (damper.h), and ends every session; the neighbours
 * notice as the operating system closes the TCP connections, or, where nothing does, by their hold timers or when the
 * new process calls. For the platform's restart time the router neither calls nor answers. Its FIB is emptied, or
 * stays as it was; what it originates itself it goes on delivering.
 *
 * The restarting speaker of RFC 4724 section 4.1 keeps its FIB and, back again, puts off its decisions, and says
 * nothing, until the End-of-RIB of all its neighbours has come or its deferral time is over. Neighbours without
 * graceful restart, and those that are restarting themselves, are not waited for. Any other speaker decides as routes
 * arrive; if it forwards by an old FIB, what is left of that is swept out when its deferral time is over.
 *
 * stale.h is the other end of it. Nothing here exists in a world before the first crash.
 */
#ifndef MODELS_SESSION_RESTART_H
#define MODELS_SESSION_RESTART_H

#include "models/world/world_inside.h"

struct restart {
  struct sim_event event; /* the process is back; its deferral time is over */
  uint32_t router, because;
  uint32_t awaited;  /* sessions whose End-of-RIB it waits for */
  bool down, defers; /* no process; one that makes no decisions yet */
  uint64_t *kept;    /* [planes] rank of what the FIB still forwards by, DECISION_NO_ROUTE: nothing; NULL: never kept */
};

void restart_init(struct world *world);
void restart_clear(struct world *world);

/* The process of `router` dies. Nothing happens while there is none. */
void restart_crash(struct world *world, uint32_t router, uint32_t because);
/* The owner of `half` is Established. True: it says nothing yet. */
bool restart_holds(struct world *world, uint32_t half);
/* The owner of `half` has sent its whole table: End-of-RIB (RFC 4724 section 2), where somebody waits for it. Nothing
 * happens while it says nothing yet. */
void restart_end_of_rib(struct world *world, uint32_t half);
/* What a record of a history says of a process. */
void restart_replay(struct world *world, const struct history_record *record);
/* The rank of the route that the FIB of `router` has for the plane's prefix, where the Loc-RIB had `before`. A change
 * follows, so it is told once. */
uint64_t restart_forwards(const struct world *world, const struct plane *plane, uint32_t router, uint64_t before);

static inline const struct restart *restart_of(const struct world *w, uint32_t router) {
  return w->restart ? w->restart[router] : NULL;
}
/* Does `router` make no decisions now? */
static inline bool restart_frozen(const struct world *w, uint32_t router) {
  const struct restart *r = restart_of(w, router);
  return r && (r->down || r->defers);
}
/* When `router` has a process again; now, if it has one. */
static inline sim_time restart_returns(const struct world *w, uint32_t router) {
  const struct restart *r = restart_of(w, router);
  return r && r->down ? sim_when(&w->sim, &r->event) : w->sim.now;
}

#endif
