#include "models/policy/limit.h"

#include "models/bgp/notification.h"
#include "models/session/session.h"

#include <math.h>

static uint32_t limit_occur(struct world *w, const struct limit *l, enum occurrence_kind kind, uint32_t because) {
  return world_occur(w, (struct occurrence){.because = because,
                                            .kind = kind,
                                            .router = w->net->owner[l->half],
                                            .peer = w->net->to[l->half],
                                            .card = OBSERVER_NONE,
                                            .prefix = OBSERVER_NONE,
                                            .count = (uint32_t)llround(l->received)});
}

void limit_counts(struct world *w, const struct plane *p, uint32_t half, path_id path) {
  struct limit *l = w->limits[half];
  bool had = p->adj_in[half] != PATH_NONE, has = path != PATH_NONE;
  if (l && had != has) l->received += has ? p->weight : -p->weight;
}

static void limit_tear_down(struct world *w, struct limit *l, uint32_t because) {
  session_lose(w, l->half, LOSS_NOTIFICATION_SENT, NOTIFICATION_CEASE, NOTIFICATION_MOST_PREFIXES, because);
  l->warned = l->exceeded = false;
  if (l->terms.idle) session_rest(w, l->half, l->terms.idle == SIM_NEVER ? SIM_NEVER : w->sim.now + l->terms.idle);
}

void limit_check(struct world *w, uint32_t half, uint32_t because) {
  struct limit *l = w->limits[half];
  if (!l || w->settling) return;
  bool warned = l->warned, exceeded = l->exceeded;
  l->warned = l->terms.warning > 0 && l->received > l->terms.warning * l->maximum;
  l->exceeded = l->received > l->maximum;
  if (l->warned && !warned && !l->exceeded) limit_occur(w, l, OCCURRENCE_PREFIX_WARNING, because);
  if (!l->exceeded || exceeded) return;
  uint32_t id = limit_occur(w, l, OCCURRENCE_PREFIX_LIMIT, because);
  if (l->terms.teardown) limit_tear_down(w, l, id);
}

/* Simulated prefixes that the session carries. */
static double limit_carried(const struct world *w, uint32_t half) {
  double sum = 0;
  for (uint32_t i = 0; i < w->planes->len; i++) {
    const struct plane *p = world_plane(w, i);
    if (p->adj_in[half] != PATH_NONE) sum += p->weight;
  }
  return sum;
}

void limit_set(struct world *w, uint32_t half, const struct world_limit *terms) {
  g_assert(w->sim.now == 0 && !network_internal(w->net, half));
  if (!w->limits) w->limits = g_new0(struct limit *, w->net->halves);
  if (!w->limits[half]) w->limits[half] = g_new(struct limit, 1);
  /* without Gao-Rexford policy nobody can say what a session carries but by looking */
  double rest = w->any_policy ? limit_carried(w, half) : world_volume(w, w->net->back[half]);
  *w->limits[half] = (struct limit){.terms = *terms, .half = half, .received = rest, .maximum = terms->maximum};
  if (terms->factor > 0) w->limits[half]->maximum = fmax(1, ceil(terms->factor * rest));
  w->limits[half]->exceeded = rest > w->limits[half]->maximum;
}

void limit_clear(struct world *w) {
  for (uint32_t h = 0; w->limits && h < w->net->halves; h++) g_free(w->limits[h]);
  g_clear_pointer(&w->limits, g_free);
}
