#include "models/speaker/handling.h"

#include "models/speaker/export.h"
#include "models/speaker/speaker.h"

struct hidden {
  gint64 key;
  struct update update; /* as it came */
};

static struct handling *handling_of(const struct world *w, uint32_t half) {
  return w->handling ? w->handling[half] : NULL;
}

static uint32_t handling_occur(struct world *w, const struct handling *h, enum occurrence_kind kind, uint32_t because) {
  return world_occur(w, (struct occurrence){.because = because,
                                            .kind = kind,
                                            .router = w->net->owner[h->half],
                                            .peer = w->net->to[h->half],
                                            .card = OBSERVER_NONE,
                                            .prefix = OBSERVER_NONE,
                                            .count = kind == OCCURRENCE_MALFORMED ? h->malformed : h->hidden});
}

/* --- the log --- */

static void interval_over(struct sim *sim, struct sim_event *event) {
  struct handling *h = SIM_OWNER(event, struct handling, interval);
  if (h->malformed > 1) handling_occur(sim->world, h, OCCURRENCE_MALFORMED, h->because);
  h->malformed = 0;
}

static void handling_log(struct world *w, struct handling *h, uint32_t because) {
  h->malformed++;
  h->because = because;
  if (h->malformed > 1 || !h->terms.log_interval) return;
  handling_occur(w, h, OCCURRENCE_MALFORMED, because);
  sim_schedule(&w->sim, &h->interval, w->sim.now + h->terms.log_interval, WORLD_OWNER_SESSION | h->half);
}

/* --- hidden routes --- */

static bool hidden_take(struct world *w, const struct plane *p, uint32_t half, struct update *update) {
  gint64 key = plane_half_key(p, half);
  struct hidden *hidden = g_hash_table_lookup(w->hidden, &key);
  if (!hidden) return false;
  *update = hidden->update;
  g_hash_table_remove(w->hidden, &key);
  w->handling[half]->hidden--;
  w->handling[half]->full = false;
  return true;
}

static void handling_hide(struct world *w, const struct plane *p, struct handling *h, const struct update *u,
                          uint32_t because) {
  bool room = h->hidden < h->terms.limit;
  if (h->terms.keeps && !room && !h->full) {
    h->full = true;
    handling_occur(w, h, OCCURRENCE_LIMIT, because);
  }
  h->lacking |= !h->terms.keeps || !room;
  if (!h->terms.keeps || !room) return;
  struct hidden *hidden = g_new(struct hidden, 1);
  *hidden = (struct hidden){plane_half_key(p, h->half), *u};
  g_hash_table_insert(w->hidden, &hidden->key, hidden);
  h->hidden++;
  world_occur(w, (struct occurrence){.because = because,
                                     .kind = OCCURRENCE_HIDDEN,
                                     .router = w->net->owner[h->half],
                                     .peer = w->net->to[h->half],
                                     .card = OBSERVER_NONE,
                                     .prefix = p->name,
                                     .count = h->hidden});
}

void handling_replaced(struct world *w, const struct plane *p, uint32_t half) {
  struct update old;
  if (handling_of(w, half)) hidden_take(w, p, half, &old);
}

void handling_judged(struct world *w, const struct plane *p, const struct update *u, uint32_t half,
                     const struct verdict *v, uint32_t because) {
  struct handling *h = handling_of(w, half);
  if (!h || v->outcome == OUTCOME_WITHDRAW || v->outcome == OUTCOME_IGNORE) return;
  handling_log(w, h, because);
  if (v->outcome == OUTCOME_TREAT_AS_WITHDRAW) handling_hide(w, p, h, u, because);
}

void handling_forget(struct world *w, uint32_t half) {
  struct handling *h = handling_of(w, half);
  struct update old;
  for (uint32_t i = 0; h && h->hidden && i < w->planes->len; i++) hidden_take(w, world_plane(w, i), half, &old);
  if (!h) return;
  h->lacking = h->full = false;
  sim_cancel(&w->sim, &h->refresh);
}

/* --- what is configured, and its change --- */

/* RFC 2918: the neighbour sends all that it has sent before. */
static void refresh_arrives(struct sim *sim, struct sim_event *event) {
  struct world *w = sim->world;
  struct handling *h = SIM_OWNER(event, struct handling, refresh);
  if (!w->cut[w->net->link[h->half]]) export_again(w, w->net->back[h->half], h->asked);
}

static void handling_refresh(struct world *w, struct handling *h, uint32_t because) {
  h->lacking = false;
  h->asked = handling_occur(w, h, OCCURRENCE_REFRESH, because);
  sim_schedule(&w->sim, &h->refresh, w->sim.now + w->net->delay[h->half], WORLD_OWNER_SESSION | h->half);
}

static void handling_anew(struct world *w, struct handling *h, uint32_t because) {
  struct update update;
  h->full = false;
  for (uint32_t i = 0; h->hidden && i < w->planes->len; i++) {
    struct plane *p = world_plane(w, i);
    if (!hidden_take(w, p, h->half, &update)) continue;
    update.because = because;
    speaker_receive(w, p, h->half, &update, false);
  }
  if (h->lacking) handling_refresh(w, h, because);
}

void handling_set(struct world *w, uint32_t half, const struct world_terms *terms) {
  if (!w->handling) {
    w->handling = g_new0(struct handling *, w->net->halves);
    w->hidden = g_hash_table_new_full(g_int64_hash, g_int64_equal, NULL, g_free);
  }
  if (!w->handling[half]) w->handling[half] = g_new0(struct handling, 1);
  struct handling *h = w->handling[half];
  h->half = half;
  h->interval.handle = interval_over;
  h->refresh.handle = refresh_arrives;
  h->terms = *terms;
}

void handling_change(struct world *w, uint32_t router, unsigned profile) {
  uint32_t because = world_occur(w, (struct occurrence){.kind = OCCURRENCE_HANDLING,
                                                        .router = router,
                                                        .peer = OBSERVER_NONE,
                                                        .card = OBSERVER_NONE,
                                                        .prefix = OBSERVER_NONE});
  w->profile_of[router] = (uint16_t)profile;
  for (uint32_t half = w->net->first[router]; half < w->net->first[router + 1]; half++) {
    struct handling *h = handling_of(w, half);
    if (!h || h->terms.own_profile) continue;
    h->terms.profile = (uint16_t)profile;
    handling_anew(w, h, because);
  }
}

void handling_clear(struct world *w) {
  for (uint32_t h = 0; w->handling && h < w->net->halves; h++) g_free(w->handling[h]);
  g_clear_pointer(&w->handling, g_free);
  g_clear_pointer(&w->hidden, g_hash_table_destroy);
}
