/* Every phase settles routers in order of path length, so the first route that a router gets in its best
 * phase is its best, and among routes found at one length the lowest neighbour wins. */
#include "models/settle/guess.h"

#include <string.h>

/* What `from` has, its fellow `to` has as well, unless it has something better. */
static void guess_share(struct guess *g, uint32_t from, uint32_t to) {
  const struct guess_route *has = &g->route[from];
  struct guess_route *route = &g->route[to];
  bool fresh = route->hops == GUESS_NO_ROUTE;
  if (!fresh && (route->standing != has->standing || route->hops <= has->hops)) return;
  *route = (struct guess_route){has->hops, GUESS_INSIDE, NETWORK_NONE, has->standing};
  if (fresh) g->queue[g->queued++] = to;
}

static void guess_spread(struct guess *g, const struct network *n, uint32_t router) {
  if (n->clients[router] == n->first[router + 1]) return;
  for (uint32_t r = network_as_first(n, router), end = network_as_end(n, router); r < end; r++)
    if (r != router) guess_share(g, router, r);
}

/* Offers the route of `from` to `to`, over its `half`. Of several links to one neighbour the first one counts. */
static inline void guess_offer(struct guess *g, const struct network *n, uint32_t from, uint32_t to, uint32_t half,
                               enum standing standing) {
  uint32_t hops = g->route[from].hops + 1;
  struct guess_route *route = &g->route[to];
  if (route->hops == GUESS_NO_ROUTE) {
    *route = (struct guess_route){hops, from, half, (uint8_t)standing};
    g->queue[g->queued++] = to;
    guess_spread(g, n, to);
  } else if (route->hops == hops && route->standing == standing && from < route->via) {
    route->via = from;
    route->half = half;
  }
}

static void guess_climb(struct guess *g, const struct network *n, uint32_t origin) {
  g->route[origin] = (struct guess_route){0, NETWORK_NONE, NETWORK_NONE, STANDING_CUSTOMER};
  g->queue[g->queued++] = origin;
  guess_spread(g, n, origin);
  for (uint32_t i = 0; i < g->queued; i++) {
    uint32_t r = g->queue[i];
    for (uint32_t h = n->providers[r]; h < n->clients[r]; h++)
      guess_offer(g, n, r, n->to[h], n->back[h], STANDING_CUSTOMER);
  }
}

static bool guess_shorter(const struct guess *g, uint32_t from, uint32_t to) {
  uint32_t hops = g->route[from].hops + 1;
  return hops < g->route[to].hops || (hops == g->route[to].hops && from < g->route[to].via);
}

static void guess_cross(struct guess *g, const struct network *n) {
  for (uint32_t i = 0; i < g->climbed; i++) {
    uint32_t r = g->queue[i];
    for (uint32_t h = n->peers[r]; h < n->providers[r]; h++) {
      uint32_t to = n->to[h];
      if (g->route[to].hops == GUESS_NO_ROUTE) guess_offer(g, n, r, to, n->back[h], STANDING_PEER);
      else if (g->route[to].standing == STANDING_PEER && guess_shorter(g, r, to)) {
        g->route[to] = (struct guess_route){g->route[r].hops + 1, r, n->back[h], STANDING_PEER};
        guess_spread(g, n, to);
      }
    }
  }
}

/* Routers with a route, by length: a counting sort of the queue. */
static void guess_sort(struct guess *g) {
  uint32_t longest = 0, *at = g->length;
  for (uint32_t i = 0; i < g->queued; i++) longest = MAX(longest, g->route[g->queue[i]].hops);
  memset(at, 0, (longest + 2) * sizeof *at);
  for (uint32_t i = 0; i < g->queued; i++) at[g->route[g->queue[i]].hops + 1]++;
  for (uint32_t i = 1; i <= longest; i++) at[i] += at[i - 1];
  for (uint32_t i = 0; i < g->queued; i++) g->sorted[at[g->route[g->queue[i]].hops]++] = g->queue[i];
}

/* Down to customers. Two rows of routers in order of length are merged: those settled before, and
 * those that this phase settles. */
static void guess_descend(struct guess *g, const struct network *n) {
  uint32_t before = g->queued, i = 0, j = before;
  guess_sort(g);
  while (i < before || j < g->queued) {
    bool old = j == g->queued || (i < before && g->route[g->sorted[i]].hops <= g->route[g->queue[j]].hops);
    uint32_t r = old ? g->sorted[i++] : g->queue[j++];
    for (uint32_t d = g->downs[r]; d < g->downs[r + 1]; d++)
      guess_offer(g, n, r, g->down[d].to, g->down[d].half, STANDING_PROVIDER);
  }
}

static void guess_forget(struct guess *g) {
  for (uint32_t i = 0; i < g->queued; i++) g->route[g->queue[i]] = GUESS_ROUTE_NONE;
  g->queued = 0;
}

void guess_find(struct guess *g, const struct network *n, uint32_t origin) {
  guess_forget(g);
  guess_climb(g, n, origin);
  g->climbed = g->queued;
  guess_cross(g, n);
  g->crossed = g->queued;
  guess_descend(g, n);
}

/* --- what a network has that no origin changes --- */

static bool guess_lone(const struct network *n, uint32_t router) {
  return n->first[router] == n->peers[router] && n->providers[router] < n->clients[router] &&
         n->first[router + 1] - n->first[router] <= PLANE_BLOCK &&
         network_as_end(n, router) - network_as_first(n, router) == 1;
}

static void guess_stubs(struct guess *g, const struct network *n) {
  for (uint32_t r = 0; r < n->routers; r++) {
    g->lone[r] = guess_lone(n, r);
    if (g->lone[r]) g->stub[g->stubs++] = (struct guess_stub){r, n->providers[r], n->clients[r] - 1};
    else g->transit[g->transits++] = r;
  }
}

static void guess_downs(struct guess *g, const struct network *n) {
  uint32_t count = 0;
  for (uint32_t r = 0; r < n->routers; r++) {
    g->downs[r] = count;
    for (uint32_t h = n->first[r]; h < n->peers[r]; h++)
      if (!g->lone[n->to[h]]) g->down[count++] = (struct guess_down){n->to[h], n->back[h]};
  }
  g->downs[n->routers] = count;
  g->down = g_renew(struct guess_down, g->down, MAX(1, count));
}

static void guess_ups_of(struct guess *g, const struct network *n, const uint32_t *transit, uint32_t router) {
  for (uint32_t h = n->providers[router]; h < n->clients[router]; h++)
    g->up[g->ups++] = (struct guess_up){transit[n->to[h]], n->place[h]};
}

/* Whoever has customers is a transit. */
static void guess_ups(struct guess *g, const struct network *n) {
  g_autofree uint32_t *transit = g_new0(uint32_t, n->routers);
  for (uint32_t i = 0; i < g->transits; i++) transit[g->transit[i]] = i;
  for (uint32_t i = 0; i < g->stubs; i++) guess_ups_of(g, n, transit, g->stub[i].router);
  for (uint32_t i = 0; i < g->transits; i++) guess_ups_of(g, n, transit, g->transit[i]);
}

/* Takes away who has no providers, again and again. Each AS is known by its first router. */
static bool guess_circular(const struct guess *g, const struct network *n) {
  g_autofree uint32_t *left = g_new0(uint32_t, n->routers), *as = g_new(uint32_t, n->routers);
  uint32_t *queue = g->queue, queued = 0, ases = 0;
  for (uint32_t r = 0; r < n->routers; r++) {
    as[r] = r > 0 && n->asn[r - 1] == n->asn[r] ? as[r - 1] : r;
    left[as[r]] += n->clients[r] - n->providers[r];
  }
  for (uint32_t r = 0; r < n->routers; r++) {
    ases += as[r] == r;
    if (as[r] == r && !left[r]) queue[queued++] = r;
  }
  for (uint32_t i = 0; i < queued; i++)
    for (uint32_t r = queue[i], end = network_as_end(n, r); r < end; r++)
      for (uint32_t h = n->first[r]; h < n->peers[r]; h++)
        if (!--left[as[n->to[h]]]) queue[queued++] = as[n->to[h]];
  return queued < ases;
}

struct guess *guess_new(const struct network *n) {
  struct guess *g = g_new0(struct guess, 1);
  g->stub = g_new(struct guess_stub, n->routers);
  g->lone = g_new(bool, n->routers);
  g->transit = g_new(uint32_t, n->routers);
  g->down = g_new(struct guess_down, n->halves);
  g->up = g_new(struct guess_up, MAX(1, n->halves));
  g->downs = g_new(uint32_t, n->routers + 1);
  g->route = g_new(struct guess_route, n->routers);
  g->queue = g_new(uint32_t, n->routers);
  g->sorted = g_new(uint32_t, n->routers);
  g->length = g_new(uint32_t, n->routers + 1);
  g->choice = g_new(struct guess_choice, n->routers);
  for (uint32_t r = 0; r < n->routers; r++) g->route[r] = GUESS_ROUTE_NONE;
  guess_stubs(g, n);
  guess_downs(g, n);
  guess_ups(g, n);
  g->offer = g_new(struct guess_offer, g->transits);
  g->circular = guess_circular(g, n);
  return g;
}

void guess_free(struct guess *g) {
  if (!g) return;
  g_free(g->stub);
  g_free(g->lone);
  g_free(g->transit);
  g_free(g->up);
  g_free(g->offer);
  g_free(g->down);
  g_free(g->downs);
  g_free(g->route);
  g_free(g->queue);
  g_free(g->sorted);
  g_free(g->length);
  g_free(g->choice);
  g_free(g);
}
