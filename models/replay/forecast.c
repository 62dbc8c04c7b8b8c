/* forecast.c: a walk up the tree of providers, nearest first. Each AS passes what comes by it on to its providers in
 * equal parts. Who has been passed by already passes nothing on of what comes later: in a tree without circles that is
 * little, and it is a guess anyway. ASes are looked at as wholes, named by their first routers. */
#include "models/replay/forecast.h"

#include "models/engine/transfer.h"
#include "models/replay/bystander.h"

struct forecast {
  const struct network *net;
  uint64_t seed;
  uint32_t *turns; /* [halves] that lead to a provider: how often they begin anew; else 0 */
  double *share;   /* [halves] prefixes with a lesser place in the transfer come through it, in some turn at least */
  double *passes;  /* [routers] first ones of ASes: share of the world that comes by; 0: not met */
  uint32_t *met;   /* [routers] in order of meeting */
};

struct forecast *forecast_new(const struct network *n, const struct history *h, uint64_t seed) {
  struct forecast *f = g_new(struct forecast, 1);
  *f = (struct forecast){.net = n, .seed = seed};
  f->turns = g_new0(uint32_t, n->halves);
  f->share = g_new0(double, n->halves);
  f->passes = g_new0(double, n->routers);
  f->met = g_new(uint32_t, n->routers);
  for (guint i = 0; i < h->record->len; i++) {
    const struct history_record *r = history_at(h, i);
    if (r->kind != HISTORY_UP || n->kind[r->what] != NEIGHBOR_PROVIDER) continue;
    f->turns[r->what]++;
    f->share[r->what] = MAX(f->share[r->what], bystander_share(r));
  }
  return f;
}

void forecast_free(struct forecast *f) {
  g_free(f->turns);
  g_free(f->share);
  g_free(f->passes);
  g_free(f->met);
  g_free(f);
}

/* Sessions of the AS with providers. */
static uint32_t forecast_ways(const struct network *n, uint32_t first, uint32_t end) {
  uint32_t ways = 0;
  for (uint32_t r = first; r < end; r++) ways += n->clients[r] - n->providers[r];
  return ways;
}

static bool forecast_comes(const struct forecast *f, uint32_t half, uint32_t origin) {
  return f->turns[half] && transfer_draw(f->seed, half, origin) < f->share[half];
}

/* What of the world comes over a session of an AS has `passes` of it. Returns the turns that count. */
static double forecast_up(struct forecast *f, uint32_t half, double passes, uint32_t origin, uint32_t *count) {
  uint32_t above = network_as_first(f->net, f->net->to[half]);
  if (f->passes[above] <= 0) f->met[(*count)++] = above;
  f->passes[above] += passes;
  return forecast_comes(f, half, origin) ? f->turns[half] * passes : 0;
}

double forecast_turns(struct forecast *f, uint32_t origin) {
  const struct network *n = f->net;
  uint32_t count = 0;
  double turns = 0;
  f->met[count++] = network_as_first(n, origin);
  f->passes[f->met[0]] = 1;
  for (uint32_t i = 0; i < count; i++) {
    uint32_t first = f->met[i], end = network_as_end(n, first), ways = forecast_ways(n, first, end);
    double passes = f->passes[first] / MAX(1, ways);
    for (uint32_t r = first; r < end; r++)
      for (uint32_t h = n->providers[r]; h < n->clients[r]; h++) turns += forecast_up(f, h, passes, origin, &count);
  }
  for (uint32_t i = 0; i < count; i++) f->passes[f->met[i]] = 0;
  return turns;
}
