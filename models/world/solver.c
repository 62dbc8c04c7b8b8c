/* What the tables hold follows from what every router chose alone: each half's Adj-RIB-In is its neighbour's best path
 * if policy exports it and it does not loop. */
#include "models/world/solver.h"

#include "models/world/forwarding.h"
#include "models/world/guess_inside.h"

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

/* What `r` says and hears over its halves [from, to), which all lead to neighbours of one kind. */
static inline void solver_write_group(const struct world *w, struct plane *p, const struct guess *g, uint32_t r,
                                      enum neighbor kind, uint32_t from, uint32_t to) {
  static const struct {
    enum neighbor back;
    enum standing standing;
  } of[] = {[NEIGHBOR_CUSTOMER] = {NEIGHBOR_PROVIDER, STANDING_CUSTOMER},
            [NEIGHBOR_PEER] = {NEIGHBOR_PEER, STANDING_PEER},
            [NEIGHBOR_PROVIDER] = {NEIGHBOR_CUSTOMER, STANDING_PROVIDER}};
  const struct network *n = w->net;
  path_id says = guess_tells(&g->route[r], kind) ? p->leaves[r] : PATH_NONE;
  uint32_t asn = n->asn[r];
  for (uint32_t h = from; h < to; h++) {
    const struct guess_route *route = &g->route[n->to[h]];
    path_id path = p->leaves[n->to[h]];
    bool hears = guess_tells(route, of[kind].back) && !path_has(w->paths, path, asn);
    p->adj_out[h] = says;
    p->adj_in[h] = hears ? path : PATH_NONE;
    p->rank[h] = hears ? decision_rank(of[kind].standing, route->hops + 1, 0, n->place[h]) : DECISION_NO_ROUTE;
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
  p->rank[back] = guess_inside_rank(g, w, back, &told);
}

static uint64_t solver_best(const struct plane *p, const struct guess *g, uint32_t r) {
  const struct guess_route *route = &g->route[r];
  if (p->own[r]) return DECISION_OWN;
  if (route->via == GUESS_INSIDE) return g->choice[r].rank;
  return route->via == NETWORK_NONE ? DECISION_NO_ROUTE : p->rank[route->half];
}

static void solver_write(const struct world *w, struct plane *p, const struct guess *g) {
  const struct network *n = w->net;
  for (uint32_t r = 0; r < n->routers; r++) {
    solver_write_group(w, p, g, r, NEIGHBOR_CUSTOMER, n->first[r], n->peers[r]);
    solver_write_group(w, p, g, r, NEIGHBOR_PEER, n->peers[r], n->providers[r]);
    solver_write_group(w, p, g, r, NEIGHBOR_PROVIDER, n->providers[r], n->clients[r]);
    for (uint32_t h = n->clients[r]; h < n->first[r + 1]; h++) solver_write_inside(w, p, g, h);
  }
  for (uint32_t r = 0; r < n->routers; r++) p->best[r] = solver_best(p, g, r);
}

bool solver_settle(struct world *w, struct plane *p, uint32_t origin) {
  if (!w->guess) w->guess = guess_new(w->net);
  guess_find(w->guess, w->net, origin);
  if (!guess_inside_find(w->guess, w)) return false;
  solver_paths(w, w->guess, p->leaves);
  solver_write(w, p, w->guess);
  plane_rebuild(p, w->net, &w->layout);
  forwarding_rebuild(w, p);
  return true;
}
