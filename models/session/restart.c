#include "models/session/restart.h"

#include "models/engine/announce.h"
#include "models/engine/engine.h"
#include "models/engine/transfer.h"
#include "models/policy/damper.h"
#include "models/session/session.h"
#include "models/session/stale.h"
#include "models/speaker/export.h"
#include "models/speaker/pace.h"
#include "models/speaker/speaker.h"

/* An End-of-RIB on its way, and then in the queue of the routing engine. */
struct marker {
  struct sim_event event;
  sim_time sent;
  uint32_t half; /* of the receiver */
  bool queued;
};

void restart_init(struct world *w) { pool_init(&w->markers, sizeof(struct marker)); }

void restart_clear(struct world *w) {
  for (uint32_t r = 0; w->restart && r < w->net->routers; r++) {
    if (w->restart[r]) g_free(w->restart[r]->kept);
    g_free(w->restart[r]);
  }
  g_clear_pointer(&w->restart, g_free);
  pool_clear(&w->markers);
}

static struct restart *restart_make(struct world *w, uint32_t router) {
  if (!w->restart) w->restart = g_new0(struct restart *, w->net->routers);
  if (w->restart[router]) return w->restart[router];
  struct restart *r = w->restart[router] = g_new0(struct restart, 1);
  r->router = router;
  if (!world_platform(w, router)->keeps_fib) return r;
  r->kept = g_new(uint64_t, w->planes->len);
  for (uint32_t i = 0; i < w->planes->len; i++) r->kept[i] = DECISION_NO_ROUTE;
  return r;
}

static void restart_occur(struct world *w, struct restart *r, enum occurrence_kind kind, uint32_t because) {
  r->because = world_occur(w, (struct occurrence){.because = because,
                                                  .kind = kind,
                                                  .router = r->router,
                                                  .peer = OBSERVER_NONE,
                                                  .card = OBSERVER_NONE,
                                                  .prefix = OBSERVER_NONE});
}

static void restart_schedule(struct world *w, struct restart *r, sim_handler handle, sim_time after) {
  r->event.handle = handle;
  sim_schedule(&w->sim, &r->event, w->sim.now + after, WORLD_OWNER_PROCESS | r->router);
}

/* --- back again --- */

/* Decides on everything, and tells everybody. */
static void restart_decide(struct world *w, struct restart *r) {
  uint32_t from = w->net->first[r->router], to = w->net->first[r->router + 1];
  sim_cancel(&w->sim, &r->event);
  bool told = r->defers && world_platform(w, r->router)->out_delay;
  if (r->defers) restart_occur(w, r, OCCURRENCE_SELECTION, r->because);
  r->defers = false;
  r->awaited = 0;
  for (uint32_t i = 0; i < w->planes->len; i++) {
    speaker_select(w, world_plane(w, i), r->router, r->because);
    if (told)
      pace_mature(w, world_plane(w, i), r->router, w->sim.now); /* before End-of-RIB, whatever the out-delay */
  }
  for (uint32_t h = from; h < to; h++) {
    bool quiet = w->state[h] & STATE_QUIET;
    w->state[h] &= (uint8_t) ~(STATE_QUIET | STATE_AWAITED);
    for (uint32_t i = 0; quiet && i < w->planes->len; i++)
      export_forget(w, world_plane(w, i), h); /* nothing is paced */
    if (quiet) transfer_start(w, h, r->because);
  }
}

static void restart_over(struct sim *sim, struct sim_event *event) {
  restart_decide(sim->world, SIM_OWNER(event, struct restart, event));
}

static void restart_back(struct sim *sim, struct sim_event *event) {
  struct world *w = sim->world;
  struct restart *r = SIM_OWNER(event, struct restart, event);
  const struct platform *platform = world_platform(w, r->router);
  restart_occur(w, r, OCCURRENCE_PROCESS_UP, r->because);
  r->down = false;
  world_note(w, HISTORY_PROCESS_BACK, r->router, r->because, 0);
  if (platform->graceful == PLATFORM_GRACEFUL_YES) world_note_joint(w);
  r->defers = platform->graceful == PLATFORM_GRACEFUL_YES;
  for (uint32_t h = w->net->first[r->router]; r->defers && h < w->net->first[r->router + 1]; h++) {
    if (session_of(w, h)->closed) continue;
    w->state[h] |= STATE_AWAITED;
    r->awaited++;
  }
  if (r->defers || r->kept) restart_schedule(w, r, restart_over, platform->deferral_time);
}

/* RFC 4724 section 4.1: once nobody is waited for any more, routes are selected. */
static void restart_heard(struct world *w, uint32_t half) {
  struct restart *r = w->restart[w->net->owner[half]];
  w->state[half] &= (uint8_t)~STATE_AWAITED;
  if (--r->awaited == 0) restart_decide(w, r);
}

bool restart_holds(struct world *w, uint32_t half) {
  const struct restart *r = restart_of(w, w->net->owner[half]), *peer = restart_of(w, w->net->to[half]);
  if (!r || !r->defers) return false;
  bool sends = world_platform(w, w->net->to[half])->graceful != PLATFORM_GRACEFUL_NO && !(peer && peer->defers);
  w->state[half] |= STATE_QUIET;
  if (!sends && w->state[half] & STATE_AWAITED) restart_heard(w, half);
  return true;
}

/* Is the session still the one that it was sent on? */
static bool marker_arrives(const struct world *w, const struct marker *m) {
  uint32_t back = w->net->back[m->half];
  if (!(w->state[m->half] & STATE_UP) || !(w->state[back] & STATE_UP) || w->since[back] > m->sent) return false;
  return m->queued || !w->cut[w->net->link[m->half]];
}

static void marker_lands(struct sim *sim, struct sim_event *event) {
  struct world *w = sim->world;
  struct marker *m = SIM_OWNER(event, struct marker, event);
  uint32_t half = m->half, router = w->net->owner[half];
  bool arrives = marker_arrives(w, m);
  sim_time waits = engine_backlog(w, router);
  if (arrives && !m->queued && waits) {
    m->queued = true;
    sim_schedule(sim, event, sim->now + waits, WORLD_OWNER_TRANSFER | half);
    return;
  }
  pool_give(&w->markers, m);
  if (!arrives) return;
  stale_flush(w, half, session_of(w, half)->because);
  if (w->state[half] & STATE_AWAITED) restart_heard(w, half);
}

void restart_end_of_rib(struct world *w, uint32_t half) {
  uint32_t back = w->net->back[half];
  if (!(w->state[back] & (STATE_STALE | STATE_AWAITED)) || w->state[half] & STATE_QUIET) return;
  struct marker *m = pool_take(&w->markers);
  *m = (struct marker){.event = {.handle = marker_lands}, .sent = w->sim.now, .half = back};
  sim_schedule(&w->sim, &m->event, w->sim.now + w->net->delay[half], WORLD_OWNER_TRANSFER | back);
}

/* --- going down --- */

/* Nothing is left of what it knew but the FIB, perhaps. */
static void restart_empty(struct world *w, struct restart *r) {
  for (uint32_t i = 0; i < w->planes->len; i++) {
    struct plane *p = world_plane(w, i);
    uint64_t best = p->best[r->router];
    if (best == DECISION_NO_ROUTE || p->own[r->router]) continue;
    if (r->kept) {
      r->kept[i] = best;
      p->best[r->router] = DECISION_NO_ROUTE;
      announce_change(w, p, r->router, r->because); /* nobody hears it: the next thing to be told is new */
    } else {
      speaker_select(w, p, r->router, r->because);
    }
  }
}

void restart_crash(struct world *w, uint32_t router, uint32_t because) {
  struct restart *r = restart_make(w, router);
  sim_time down = world_platform(w, router)->process_restart;
  if (r->down || world_spared(w)) return;
  r->down = true;
  r->defers = false;
  r->awaited = 0;
  restart_occur(w, r, OCCURRENCE_PROCESS_CRASH, because);
  world_note(w, HISTORY_PROCESS_OUT, router, r->because, 0);
  if (r->kept) world_note_joint(w);
  for (uint32_t h = w->net->first[router]; h < w->net->first[router + 1]; h++) {
    session_die(w, h, w->sim.now + down, r->because);
    if (w->dampers) damper_dies(w, h);
  }
  engine_stop(w, router);
  world_note(w, HISTORY_PROCESS_LOST, router, r->because, 0);
  restart_empty(w, r);
  restart_schedule(w, r, restart_back, down);
}

uint64_t restart_forwards(const struct world *w, const struct plane *p, uint32_t router, uint64_t before) {
  const struct restart *r = restart_of(w, router);
  if (!r || !r->kept || r->kept[p->number] == DECISION_NO_ROUTE) return before;
  uint64_t kept = r->kept[p->number];
  r->kept[p->number] = DECISION_NO_ROUTE;
  return kept;
}

void restart_replay(struct world *w, const struct history_record *record) {
  struct restart *r = restart_make(w, record->what);
  r->because = record->because;
  if (record->kind == HISTORY_PROCESS_LOST) {
    engine_stop(w, record->what);
    restart_empty(w, r);
  } else {
    r->down = record->kind == HISTORY_PROCESS_OUT;
  }
}
