#include "models/engine/engine.h"

#include "models/engine/starve.h"

/* --- making --- */

static bool engine_wanted(const struct platform *p) {
  return p->receive_cost || p->send_cost || p->withdraw_cost || p->open_cost || p->keepalives_wait;
}

static void engine_alarm(struct sim *sim, struct sim_event *event);

static struct engine *engine_new(const struct world *w, uint32_t router) {
  struct engine *e = g_new0(struct engine, 1);
  e->router = router;
  e->alarm.handle = engine_alarm;
  e->great = SIM_NEVER;
  if (!world_platform(w, router)->keepalives_wait) return e;
  e->great = starve_threshold(w, router);
  e->past = g_array_new(FALSE, FALSE, sizeof(struct engine_past));
  return e;
}

void engine_init(struct world *w) {
  for (uint32_t r = 0; r < w->net->routers; r++) {
    if (!engine_wanted(world_platform(w, r))) continue;
    if (!w->engine) w->engine = g_new0(struct engine *, w->net->routers);
    w->engine[r] = engine_new(w, r);
  }
}

void engine_clear(struct world *w) {
  for (uint32_t r = 0; w->engine && r < w->net->routers; r++) {
    if (w->engine[r] && w->engine[r]->past) g_array_free(w->engine[r]->past, TRUE);
    g_free(w->engine[r]);
  }
  g_clear_pointer(&w->engine, g_free);
}

/* --- the queue --- */

/* What is left of `backlog` after `elapsed`, with streams that bring `load`. */
static sim_time engine_left(sim_time backlog, sim_time load, sim_time elapsed) {
  __int128 change = (__int128)(load - SIM_SECOND) * elapsed / SIM_SECOND;
  return (sim_time)MAX(0, backlog + change);
}

static sim_time engine_now(const struct world *w, const struct engine *e) {
  return engine_left(MAX(0, w->busy[e->router] - e->at), e->load, w->sim.now - e->at);
}

/* Entries older than anybody will ask for go: the oldest KEEPALIVE under way was sent a backlog ago, the one before a
 * watch at most two hold times (starve.c). */
static void engine_prune(const struct world *w, struct engine *e) {
  enum { ROOM = 256 };
  GArray *past = e->past;
  sim_time horizon = w->sim.now - 2 * world_platform(w, e->router)->hold - e->deepest;
  guint old = 0;
  while (old + 1 < past->len && g_array_index(past, struct engine_past, old + 1).at <= horizon) old++;
  if (old) g_array_remove_range(past, 0, old);
  e->deepest = 0;
  for (guint i = 0; i < past->len; i++)
    e->deepest = MAX(e->deepest, g_array_index(past, struct engine_past, i).backlog);
  e->room = MAX(ROOM, 2 * past->len);
}

static void engine_remember(const struct world *w, struct engine *e, sim_time backlog) {
  struct engine_past last = {w->sim.now, backlog, e->load};
  if (!e->past) return;
  if (e->past->len >= e->room) engine_prune(w, e);
  g_array_append_val(e->past, last);
  e->deepest = MAX(e->deepest, backlog);
}

/* The backlog was `before` and is `backlog` from now on: is it great, and if not, when will it be? */
static void engine_set(struct world *w, struct engine *e, sim_time before, sim_time backlog) {
  sim_time now = w->sim.now;
  w->busy[e->router] = now + backlog;
  e->at = now;
  engine_remember(w, e, backlog);
  if (before < e->great) e->alert = false;
  if (e->great == SIM_NEVER || e->alert) return;
  if (backlog >= e->great) {
    sim_cancel(&w->sim, &e->alarm);
    starve_begin(w, e);
  } else if (e->load > SIM_SECOND) {
    __int128 until = (__int128)(e->great - backlog) * SIM_SECOND / (e->load - SIM_SECOND);
    sim_schedule(&w->sim, &e->alarm, now + (sim_time)until + 1, WORLD_OWNER_SESSION | w->net->first[e->router]);
  } else {
    sim_cancel(&w->sim, &e->alarm);
  }
}

static void engine_alarm(struct sim *sim, struct sim_event *event) {
  struct engine *e = SIM_OWNER(event, struct engine, alarm);
  starve_begin(sim->world, e);
}

sim_time engine_work(struct world *w, uint32_t router, sim_time cost, uint32_t because) {
  struct engine *e = w->engine[router];
  sim_time before = engine_now(w, e);
  if (cost) {
    e->blame = because;
    engine_set(w, e, before, before + cost);
  }
  return w->sim.now + before + cost;
}

void engine_stream(struct world *w, uint32_t router, sim_time load, uint32_t because) {
  struct engine *e = w->engine ? w->engine[router] : NULL;
  if (!e || !load) return;
  sim_time backlog = engine_now(w, e);
  if (load > 0) e->blame = because;
  e->load += load;
  engine_set(w, e, backlog, backlog);
}

sim_time engine_answers(const struct world *w, uint32_t router) {
  return w->engine[router] && w->engine[router]->past ? engine_now(w, w->engine[router]) : 0;
}

void engine_stop(struct world *w, uint32_t router) {
  struct engine *e = w->engine ? w->engine[router] : NULL;
  if (e) engine_set(w, e, engine_now(w, e), 0);
  else w->busy[router] = w->sim.now;
}

sim_time engine_backlog(const struct world *w, uint32_t router) {
  if (w->engine && w->engine[router]) return engine_now(w, w->engine[router]);
  return MAX(0, w->busy[router] - w->sim.now);
}

sim_time engine_backlog_at(const struct world *w, uint32_t router, sim_time at) {
  const GArray *past = w->engine[router]->past;
  guint low = 0, high = past->len; /* the first entry after `at` */
  while (low < high) {
    guint middle = low + (high - low) / 2;
    if (g_array_index(past, struct engine_past, middle).at <= at) low = middle + 1;
    else high = middle;
  }
  if (!low) return 0;
  const struct engine_past *then = &g_array_index(past, struct engine_past, low - 1);
  return engine_left(then->backlog, then->load, at - then->at);
}

/* --- what costs --- */

static sim_time engine_cost(sim_time each, double prefixes) { return (sim_time)((double)each * prefixes); }

sim_time engine_receive_cost(const struct world *w, const struct plane *p, uint32_t router, const struct update *u) {
  const struct platform *platform = world_platform(w, router);
  if (!w->engine || u->bulk || w->settling) return 0;
  return engine_cost(u->path == PATH_NONE ? platform->withdraw_cost : platform->receive_cost, p->weight);
}

void engine_sent(struct world *w, const struct plane *p, uint32_t half, const struct update *u) {
  uint32_t router = w->net->owner[half];
  sim_time cost = engine_cost(world_platform(w, router)->send_cost, p->weight);
  if (cost && !u->bulk && !w->settling) engine_work(w, router, cost, u->because);
}

/* Real prefixes that came over `half`, `share` of the neighbour's table. Inside an AS the neighbour may offer others by
 * now, and what stands in the Adj-RIB-In is all that is known. */
static double engine_came(struct world *w, uint32_t half, double share) {
  double sum = 0;
  if (!network_internal(w->net, half)) return world_volume(w, w->net->back[half]) * share;
  for (uint32_t i = 0; i < w->planes->len; i++)
    if (world_plane(w, i)->adj_in[half] != PATH_NONE) sum += world_plane(w, i)->weight;
  return sum;
}

void engine_lost(struct world *w, uint32_t half, double share, uint32_t because) {
  uint32_t router = w->net->owner[half];
  if (!w->engine || !w->engine[router]) return;
  sim_time each = world_platform(w, router)->withdraw_cost;
  if (each) engine_work(w, router, engine_cost(each, engine_came(w, half, share)), because);
}

void engine_opened(struct world *w, uint32_t half, uint32_t because) {
  uint32_t router = w->net->owner[half];
  sim_time cost = world_platform(w, router)->open_cost;
  if (cost) engine_work(w, router, cost, because);
}
