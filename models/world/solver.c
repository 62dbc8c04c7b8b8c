/* Every phase settles routers in order of path length, so the first route that a router gets in its best
 * phase is its best, and among routes found at one length the lowest neighbour wins. What the tables
 * hold then follows from the best paths alone: each half's Adj-RIB-In is its neighbour's best path if
 * policy exports it and it does not loop. */
#include "models/world/solver.h"

#include "models/world/forwarding.h"

struct guess {
  uint32_t *hops; /* [routers] of the AS_PATH; UINT32_MAX: no route */
  uint8_t *standing;
  uint32_t *via;   /* [routers] neighbour, NETWORK_NONE at the origin */
  uint32_t *queue; /* [routers] in order of settling: by length within a phase */
  uint32_t queued;
};

bool solver_applies(const struct world *w) {
  if (w->any_policy || w->sender_loop_check) return false;
  for (uint32_t h = 0; h < w->net->halves; h++)
    if (w->net->kind[h] == NEIGHBOR_SIBLING) return false;
  return true;
}

/* Offers `to` the route of `from`. */
static void guess_offer(struct guess *g, uint32_t from, uint32_t to, enum standing standing) {
  uint32_t hops = g->hops[from] + 1;
  if (g->hops[to] == UINT32_MAX) {
    g->hops[to] = hops;
    g->standing[to] = (uint8_t)standing;
    g->via[to] = from;
    g->queue[g->queued++] = to;
  } else if (g->standing[to] == standing && g->hops[to] == hops && from < g->via[to]) {
    g->via[to] = from;
  }
}

static void guess_climb(struct guess *g, const struct network *n, uint32_t origin) {
  g->hops[origin] = 0;
  g->standing[origin] = STANDING_CUSTOMER;
  g->via[origin] = NETWORK_NONE;
  g->queue[g->queued++] = origin;
  for (uint32_t i = 0; i < g->queued; i++) {
    uint32_t r = g->queue[i];
    for (uint32_t h = n->providers[r]; h < n->first[r + 1]; h++) guess_offer(g, r, n->to[h], STANDING_CUSTOMER);
  }
}

static bool guess_shorter(const struct guess *g, uint32_t from, uint32_t to) {
  uint32_t hops = g->hops[from] + 1;
  return hops < g->hops[to] || (hops == g->hops[to] && from < g->via[to]);
}

static void guess_cross(struct guess *g, const struct network *n) {
  for (uint32_t i = 0, climbed = g->queued; i < climbed; i++) {
    uint32_t r = g->queue[i];
    for (uint32_t h = n->peers[r]; h < n->providers[r]; h++) {
      uint32_t to = n->to[h];
      if (g->hops[to] == UINT32_MAX) guess_offer(g, r, to, STANDING_PEER);
      else if (g->standing[to] == STANDING_PEER && guess_shorter(g, r, to)) {
        g->hops[to] = g->hops[r] + 1;
        g->via[to] = r;
      }
    }
  }
}

/* Routers with a route, by length: a counting sort of the queue. */
static void guess_sort(struct guess *g, uint32_t *sorted) {
  uint32_t longest = 0;
  for (uint32_t i = 0; i < g->queued; i++) longest = MAX(longest, g->hops[g->queue[i]]);
  uint32_t *at = g_new0(uint32_t, longest + 2);
  for (uint32_t i = 0; i < g->queued; i++) at[g->hops[g->queue[i]] + 1]++;
  for (uint32_t i = 1; i <= longest; i++) at[i] += at[i - 1];
  for (uint32_t i = 0; i < g->queued; i++) sorted[at[g->hops[g->queue[i]]]++] = g->queue[i];
  g_free(at);
}

/* Down to customers. Two rows of routers in order of length are merged: those settled before, and
 * those that this phase settles. */
static void guess_descend(struct guess *g, const struct network *n) {
  uint32_t before = g->queued, i = 0, j = before;
  uint32_t *sorted = g_new(uint32_t, n->routers);
  guess_sort(g, sorted);
  while (i < before || j < g->queued) {
    bool old = j == g->queued || (i < before && g->hops[sorted[i]] <= g->hops[g->queue[j]]);
    uint32_t r = old ? sorted[i++] : g->queue[j++];
    for (uint32_t h = n->first[r]; h < n->peers[r]; h++) guess_offer(g, r, n->to[h], STANDING_PROVIDER);
  }
  g_free(sorted);
}

/* What each router sends; those who tell nobody get no path. Settling order is not order of length over
 * all phases, but a next hop always settled before. */
static void guess_paths(const struct world *w, const struct guess *g, path_id *leaves) {
  const struct network *n = w->net;
  for (uint32_t i = 0; i < g->queued; i++) {
    uint32_t r = g->queue[i], via = g->via[r];
    if (n->first[r] == n->peers[r] && g->standing[r] != STANDING_CUSTOMER) continue;
    leaves[r] = path_prepend(w->paths, n->asn[r], via == NETWORK_NONE ? PATH_EMPTY : leaves[via]);
  }
}

static bool guess_exports(const struct guess *g, const struct network *n, uint32_t half) {
  uint32_t r = n->owner[half];
  return g->hops[r] != UINT32_MAX && (half < n->peers[r] || g->standing[r] == STANDING_CUSTOMER);
}

static enum standing guess_standing(const struct network *n, uint32_t half) {
  return n->kind[half] == NEIGHBOR_CUSTOMER ? STANDING_CUSTOMER
         : n->kind[half] == NEIGHBOR_PEER   ? STANDING_PEER
                                            : STANDING_PROVIDER;
}

static void guess_write(const struct world *w, struct plane *p, const struct guess *g) {
  const struct network *n = w->net;
  for (uint32_t h = 0; h < n->halves; h++) {
    uint32_t r = n->owner[h], from = n->to[h];
    p->adj_out[h] = guess_exports(g, n, h) ? p->leaves[r] : PATH_NONE;
    bool hears = guess_exports(g, n, n->back[h]) && !path_has(w->paths, p->leaves[from], n->asn[r]);
    p->adj_in[h] = hears ? p->leaves[from] : PATH_NONE;
    p->rank[h] = hears ? decision_rank(guess_standing(n, h), g->hops[from] + 1, 0, n->place[h]) : DECISION_NO_ROUTE;
  }
  for (uint32_t r = 0; r < n->routers; r++) {
    uint32_t half = g->via[r] == NETWORK_NONE ? NETWORK_NONE : network_half(n, r, g->via[r]);
    p->best[r] = p->own[r] ? DECISION_OWN : half == NETWORK_NONE ? DECISION_NO_ROUTE : p->rank[half];
  }
}

void solver_settle(struct world *w, struct plane *p, uint32_t origin) {
  uint32_t routers = w->net->routers;
  struct guess g = {.hops = g_new(uint32_t, routers),
                    .standing = g_new0(uint8_t, routers),
                    .via = g_new(uint32_t, routers),
                    .queue = g_new(uint32_t, routers)};
  for (uint32_t r = 0; r < routers; r++) g.hops[r] = g.via[r] = UINT32_MAX;
  guess_climb(&g, w->net, origin);
  guess_cross(&g, w->net);
  guess_descend(&g, w->net);
  guess_paths(w, &g, p->leaves);
  guess_write(w, p, &g);
  plane_rebuild(p, w->net, &w->layout);
  forwarding_rebuild(w, p);
  g_free(g.hops);
  g_free(g.standing);
  g_free(g.via);
  g_free(g.queue);
}
