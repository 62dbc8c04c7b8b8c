/* What the tables hold follows from what every router chose alone: each half's Adj-RIB-In is its neighbour's best path
 * if policy exports it and it does not loop. Nearly all of that goes down to customers, and is looked up by them, since
 * they have few providers, and many have the same ones; few routers have anything to tell upwards. */
#include "models/settle/solver.h"

#include "models/forwarding/forwarding.h"
#include "models/settle/guess_inside.h"

bool solver_applies(const struct world *w) { return !w->any_policy && !w->sender_loop_check && !w->net->siblings; }

void solver_clear(struct world *w) { g_clear_pointer(&w->guess, guess_free); }

/* The best path of `router`, as it came over eBGP to it or to its egress. */
static path_id solver_path(const struct guess *g, const path_id *leaves, uint32_t router) {
  uint32_t via = g->route[router].via;
  if (via == GUESS_INSIDE) via = g->route[g->choice[router].egress].via;
  return via == NETWORK_NONE ? PATH_EMPTY : leaves[via];
}

/* What each router sends to other ASes; those who tell nobody get no path. Settling order is not order of length over
 * all phases, but a next hop always settled before, and one AS further means later than all of the AS before. */
static void solver_paths(const struct world *w, const struct guess *g, path_id *leaves) {
  const struct network *n = w->net;
  for (uint32_t i = 0; i < g->queued; i++) {
    uint32_t r = g->queue[i];
    if (n->first[r] == n->peers[r] && g->route[r].standing != STANDING_CUSTOMER) continue;
    leaves[r] = path_prepend(w->paths, n->asn[r], solver_path(g, leaves, r));
  }
}

/* The owner of `half`, a session to another AS, hears `path` of `hops` ASes, unless its own is one of them. */
static inline void solver_hear(const struct world *w, struct plane *p, uint32_t half, path_id path,
                               enum standing standing, uint32_t hops) {
  const struct network *n = w->net;
  if (path_has(w->paths, path, n->asn[n->owner[half]])) return;
  p->adj_in[half] = path;
  plane_begin(p, n, &w->layout, half, decision_rank(standing, hops, 0, n->place[half]));
}

/* What `r` hears of its providers: of all that have a route. */
static void solver_write_providers(const struct world *w, struct plane *p, const struct guess *g, uint32_t r) {
  const struct network *n = w->net;
  for (uint32_t h = n->providers[r]; h < n->clients[r]; h++) {
    const struct guess_route *route = &g->route[n->to[h]];
    if (route->hops == GUESS_NO_ROUTE) continue;
    solver_hear(w, p, h, p->leaves[n->to[h]], STANDING_PROVIDER, route->hops + 1);
  }
}

/* What `r`, whose route is one of a customer, tells its peers and providers. */
static void solver_write_upward(const struct world *w, struct plane *p, const struct guess *g, uint32_t r) {
  const struct network *n = w->net;
  for (uint32_t h = n->peers[r]; h < n->clients[r]; h++) {
    enum standing standing = h < n->providers[r] ? STANDING_PEER : STANDING_CUSTOMER;
    p->adj_out[h] = p->leaves[r];
    solver_hear(w, p, n->back[h], p->leaves[r], standing, g->route[r].hops + 1);
  }
}

/* What the owner of `h` tells another router of its AS. */
static void solver_write_inside(const struct world *w, struct plane *p, const struct guess *g, uint32_t h) {
  const struct network *n = w->net;
  uint32_t back = n->back[h], r = n->owner[h], inner = network_inner(n, back);
  struct plane_inner told;
  if (!guess_inside_told(g, w, h, &told)) return;
  p->adj_out[h] = solver_path(g, p->leaves, r);
  p->inner_out[network_inner(n, h)] = told;
  if (!guess_inside_kept(w, h, &told)) return;
  p->adj_in[back] = p->adj_out[h];
  p->inner_in[inner] = told;
  plane_begin(p, n, &w->layout, back, guess_inside_rank(g, w, back, &told));
}

static void solver_write(const struct world *w, struct plane *p, const struct guess *g) {
  const struct network *n = w->net;
  for (uint32_t r = 0; r < n->routers; r++) {
    solver_write_providers(w, p, g, r);
    if (g->route[r].hops == GUESS_NO_ROUTE) continue;
    for (uint32_t h = n->first[r]; h < n->peers[r]; h++) p->adj_out[h] = p->leaves[r];
    if (g->route[r].standing == STANDING_CUSTOMER) solver_write_upward(w, p, g, r);
    for (uint32_t h = n->clients[r]; h < n->first[r + 1]; h++) solver_write_inside(w, p, g, h);
  }
}

static uint64_t solver_best(const struct plane *p, const struct guess *g, uint32_t r) {
  const struct guess_route *route = &g->route[r];
  if (p->own[r]) return DECISION_OWN;
  if (route->via == GUESS_INSIDE) return g->choice[r].rank;
  return route->via == NETWORK_NONE ? DECISION_NO_ROUTE : p->rank[route->half];
}

/* Nothing has gone wrong yet: who has a route reaches the origin. */
static void solver_install(struct world *w, struct plane *p, const struct guess *g) {
  for (uint32_t r = 0; r < w->net->routers; r++) {
    p->best[r] = solver_best(p, g, r);
    if (p->best[r] != DECISION_NO_ROUTE) forwarding_begin(w, p, r);
  }
}

bool solver_settle(struct world *w, struct plane *p, uint32_t origin) {
  if (!w->guess) w->guess = guess_new(w->net);
  guess_find(w->guess, w->net, origin);
  if (!guess_inside_find(w->guess, w)) return false;
  solver_paths(w, w->guess, p->leaves);
  solver_write(w, p, w->guess);
  solver_install(w, p, w->guess);
  return true;
}
