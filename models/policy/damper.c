#include "models/policy/damper.h"

#include "models/speaker/speaker.h"

#include <math.h>

struct dampers {
  uint8_t *set_of;     /* [halves] 1 + index into sets, 0: not damped */
  GArray *sets;        /* of struct damping */
  GHashTable *history; /* by plane and half; never walked through */
};

/* What is remembered of a route that has flapped. */
struct damped {
  gint64 key;
  struct sim_event reuse;
  struct plane *plane;
  struct update update; /* as it would be used */
  double penalty;       /* at `charged` */
  sim_time charged;
  uint32_t half, because; /* because: the occurrence of its suppression */
  bool suppressed, withdrawn;
};

static const struct damping *damper_of(const struct world *w, uint32_t half) {
  uint8_t set = w->dampers ? w->dampers->set_of[half] : 0;
  return set ? &g_array_index(w->dampers->sets, struct damping, set - 1) : NULL;
}

static struct damped *damped_find(const struct world *w, const struct plane *p, uint32_t half) {
  gint64 key = plane_half_key(p, half);
  return g_hash_table_lookup(w->dampers->history, &key);
}

static double damped_penalty(const struct world *w, const struct damped *h) {
  return damping_decayed(damper_of(w, h->half), h->penalty, w->sim.now - h->charged);
}

static uint32_t damped_occur(struct world *w, const struct damped *h, enum occurrence_kind kind, uint32_t because) {
  return world_occur(w, (struct occurrence){.because = because,
                                            .kind = kind,
                                            .router = w->net->owner[h->half],
                                            .peer = w->net->to[h->half],
                                            .card = OBSERVER_NONE,
                                            .prefix = h->plane->name,
                                            .count = (uint32_t)lround(damped_penalty(w, h))});
}

static void damped_reuses(struct sim *sim, struct sim_event *event) {
  struct world *w = sim->world;
  struct damped *h = SIM_OWNER(event, struct damped, reuse);
  struct update update = h->update;
  h->suppressed = false;
  update.because = damped_occur(w, h, OCCURRENCE_REUSED, h->because);
  if (update.path != PATH_NONE) speaker_learn(w, h->plane, h->half, &update);
}

static struct damped *damped_new(struct world *w, struct plane *p, uint32_t half) {
  struct damped *h = g_new(struct damped, 1);
  *h = (struct damped){.key = plane_half_key(p, half), .plane = p, .half = half, .charged = w->sim.now};
  h->reuse.handle = damped_reuses;
  g_hash_table_insert(w->dampers->history, &h->key, h);
  return h;
}

static void damped_charge(struct world *w, struct damped *h, double charge, uint32_t because) {
  const struct damping *d = damper_of(w, h->half);
  h->penalty = damping_charged(d, damped_penalty(w, h), charge);
  h->charged = w->sim.now;
  if (!h->suppressed && damping_suppresses(d, h->penalty)) {
    h->suppressed = true;
    h->because = damped_occur(w, h, OCCURRENCE_SUPPRESSED, because);
  }
  if (h->suppressed)
    sim_schedule(&w->sim, &h->reuse, w->sim.now + damping_hold(d, h->penalty), WORLD_OWNER_SESSION | h->half);
}

/* What `update` costs in place of what stands in the Adj-RIB-In. */
static double damper_charge(const struct world *w, const struct plane *p, uint32_t half, const struct damped *h,
                            const struct update *u) {
  const struct damping *d = damper_of(w, half);
  path_id old = p->adj_in[half];
  if (u->path == PATH_NONE) return old == PATH_NONE ? 0 : d->withdrawal;
  if (old == PATH_NONE) return h && h->withdrawn && damped_penalty(w, h) > 0 ? d->announcement : 0;
  return old != u->path || (p->attrs_in && p->attrs_in[half] != u->attrs) ? d->change : 0;
}

void damper_hears(struct world *w, struct plane *p, uint32_t half, const struct update *u, bool said) {
  if (!damper_of(w, half) || w->settling) return;
  struct damped *h = damped_find(w, p, half);
  double charge = said ? damper_charge(w, p, half, h, u) : 0;
  if (!h && charge > 0) h = damped_new(w, p, half);
  if (!h) return;
  h->update = *u;
  h->withdrawn = said && u->path == PATH_NONE;
  if (charge > 0) damped_charge(w, h, charge, u->because);
}

static void damper_forget(struct world *w, struct damped *h) {
  sim_cancel(&w->sim, &h->reuse);
  if (h->suppressed) damped_occur(w, h, OCCURRENCE_REUSED, h->because);
  g_hash_table_remove(w->dampers->history, &h->key);
}

void damper_loses(struct world *w, struct plane *p, uint32_t half, uint32_t because) {
  const struct damping *d = damper_of(w, half);
  if (!d) return;
  struct damped *h = damped_find(w, p, half);
  if (d->loss == DAMPING_LOSS_COUNTS)
    damper_hears(w, p, half, &(struct update){.path = PATH_NONE, .because = because}, true);
  else if (h && d->loss == DAMPING_LOSS_FORGETS) damper_forget(w, h);
  else if (h) {
    h->update.path = PATH_NONE;
    h->withdrawn = false;
  }
}

void damper_dies(struct world *w, uint32_t half) {
  for (uint32_t i = 0; damper_of(w, half) && i < w->planes->len; i++) {
    struct damped *h = damped_find(w, world_plane(w, i), half);
    if (h) damper_forget(w, h);
  }
}

bool damper_suppresses(const struct world *w, const struct plane *p, uint32_t half) {
  const struct damped *h = damper_of(w, half) ? damped_find(w, p, half) : NULL;
  return h && h->suppressed;
}

double damper_penalty(const struct world *w, const struct plane *p, uint32_t half) {
  const struct damped *h = damper_of(w, half) ? damped_find(w, p, half) : NULL;
  return h ? damped_penalty(w, h) : 0;
}

static uint8_t damper_index(GArray *sets, const struct damping *damping) {
  for (guint i = 0; i < sets->len; i++)
    if (damping_equal(&g_array_index(sets, struct damping, i), damping)) return (uint8_t)(i + 1);
  g_assert(sets->len < UINT8_MAX);
  g_array_append_vals(sets, damping, 1);
  return (uint8_t)sets->len;
}

void damper_set(struct world *w, uint32_t half, const struct damping *damping) {
  g_assert(!network_internal(w->net, half));
  if (!w->dampers) {
    w->dampers = g_new(struct dampers, 1);
    w->dampers->set_of = g_new0(uint8_t, w->net->halves);
    w->dampers->sets = g_array_new(FALSE, FALSE, sizeof(struct damping));
    w->dampers->history = g_hash_table_new_full(g_int64_hash, g_int64_equal, NULL, g_free);
  }
  w->dampers->set_of[half] = damper_index(w->dampers->sets, damping);
}

void damper_clear(struct world *w) {
  if (!w->dampers) return;
  g_free(w->dampers->set_of);
  g_array_free(w->dampers->sets, TRUE);
  g_hash_table_destroy(w->dampers->history);
  g_clear_pointer(&w->dampers, g_free);
}
