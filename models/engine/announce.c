/* In a mesh of equal delays a router hears from all its neighbours in one nanosecond. Were it to answer each of them by
 * an UPDATE to all, the next nanosecond that matters would bring the square of that, and so on: an explosion that no
 * router knows, since it comes from the order of events within an instant that has none. */
#include "models/engine/announce.h"

#include "models/downhill/downhill.h"
#include "models/engine/engine.h"
#include "models/speaker/export.h"
#include "models/speaker/pace.h"

struct announcement {
  struct sim_event event;
  struct plane *plane;
  uint32_t router, because;
};

void announce_init(struct world *w) { pool_init(&w->announcements, sizeof(struct announcement)); }

static void announce_due(struct sim *sim, struct sim_event *event) {
  struct world *w = sim->world;
  struct announcement a = *SIM_OWNER(event, struct announcement, event);
  pool_give(&w->announcements, SIM_OWNER(event, struct announcement, event));
  export_best(w, a.plane, a.router, a.because);
}

static void announce_at(struct world *w, struct plane *p, uint32_t router, sim_time at, uint32_t because) {
  struct announcement *a = pool_take(&w->announcements);
  *a = (struct announcement){{.handle = announce_due}, p, router, because};
  sim_schedule(&w->sim, &a->event, at, WORLD_OWNER_ANNOUNCE | router);
}

/* What may go now goes (withdrawals); the rest when the route is old enough. */
static void announce_mature(struct world *w, struct plane *p, uint32_t router, uint32_t because) {
  sim_time delay = w->settling ? 0 : world_platform(w, router)->out_delay;
  if (!delay) return;
  pace_mature(w, p, router, w->sim.now + delay);
  if (p->best[router] != DECISION_NO_ROUTE) announce_at(w, p, router, w->sim.now + delay, because);
}

/* Will more changes come in this instant, for all one knows? */
static bool announce_crowded(const struct world *w, uint32_t router) {
  if (w->mrai[router]) return false;
  return w->sweeping || sim_next(&w->sim) == w->sim.now || (w->replay && replay_next(w) == w->sim.now);
}

/* Without customers, siblings or routers beside it, and with a route of a peer or provider, it has nobody to tell. */
static bool announce_idle(const struct world *w, const struct plane *p, uint32_t router) {
  const struct network *n = w->net;
  return n->first[router] == n->peers[router] && n->clients[router] == n->first[router + 1] &&
         p->leaves[router] == PATH_NONE && !w->any_policy && !w->policy &&
         decision_rank_standing(p->best[router]) != STANDING_CUSTOMER;
}

void announce_change(struct world *w, struct plane *p, uint32_t router, uint32_t because) {
  if (announce_idle(w, p, router)) return;
  sim_time at = w->sim.now + (world_platform(w, router)->batches ? engine_backlog(w, router) : 0);
  announce_mature(w, p, router, because);
  bool due = p->leaves[router] == ANNOUNCE_DUE;
  if (!due && at == w->sim.now && !announce_crowded(w, router)) {
    export_best(w, p, router, because);
    return;
  }
  if (!due) announce_at(w, p, router, at, because);
  p->leaves[router] = ANNOUNCE_DUE;
  downhill_would(w, p, router, because);
}
