/* What the tables hold follows from what every router chose alone: each half's Adj-RIB-In is its neighbour's best path
 * if policy exports it and it does not loop. */
#include "models/world/solver.h"

#include "models/world/forwarding.h"
#include "models/world/guess_inside.h"

bool solver_applies(const struct world *w) {
  if (w->any_policy || w->sender_loop_check) return false;
  for (uint32_t h = 0; h < w->net->halves; h++)
    if (w->net->kind[h] == NEIGHBOR_SIBLING) return false;
  return true;
}

/* The best path of `router`, as it came over eBGP to it or to its egress. */
static path_id solver_path(const struct guess *g, const path_id *leaves, uint32_t router) {
  uint32_t via = g->via[router];
  if (via == GUESS_INSIDE) via = g->via[g->choice[router].egress];
  return via == NETWORK_NONE ? PATH_EMPTY : leaves[via];
}

/* What each router sends to other ASes; those who tell nobody get no path. Settling order is not order of length over
 * all phases, but a next hop always settled before, and one AS further means later than all of the AS before. */
static void solver_paths(const struct world *w, const struct guess *g, path_id *leaves) {
  const struct network *n = w->net;
  for (uint32_t i = 0; i < g->queued; i++) {
    uint32_t r = g->queue[i];
    if (n->first[r] == n->peers[r] && g->standing[r] != STANDING_CUSTOMER) continue;
    leaves[r] = path_prepend(w->paths, n->asn[r], solver_path(g, leaves, r));
  }
}

static void solver_write_half(const struct world *w, struct plane *p, const struct guess *g, uint32_t h) {
  const struct network *n = w->net;
  uint32_t r = n->owner[h], from = n->to[h];
  p->adj_out[h] = guess_exports(g, n, h) ? p->leaves[r] : PATH_NONE;
  bool hears = guess_exports(g, n, n->back[h]) && !path_has(w->paths, p->leaves[from], n->asn[r]);
  p->adj_in[h] = hears ? p->leaves[from] : PATH_NONE;
  p->rank[h] = hears ? decision_rank(guess_standing(n, h), g->hops[from] + 1, 0, n->place[h]) : DECISION_NO_ROUTE;
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

static uint64_t solver_best(const struct plane *p, const struct guess *g, const struct network *n, uint32_t r) {
  if (p->own[r]) return DECISION_OWN;
  if (g->via[r] == GUESS_INSIDE) return g->choice[r].rank;
  return g->via[r] == NETWORK_NONE ? DECISION_NO_ROUTE : p->rank[network_half(n, r, g->via[r])];
}

static void solver_write(const struct world *w, struct plane *p, const struct guess *g) {
  const struct network *n = w->net;
  for (uint32_t r = 0; r < n->routers; r++) {
    for (uint32_t h = n->first[r]; h < n->clients[r]; h++) solver_write_half(w, p, g, h);
    for (uint32_t h = n->clients[r]; h < n->first[r + 1]; h++) solver_write_inside(w, p, g, h);
  }
  for (uint32_t r = 0; r < n->routers; r++) p->best[r] = solver_best(p, g, n, r);
}

bool solver_settle(struct world *w, struct plane *p, uint32_t origin) {
  struct guess g;
  guess_find(&g, w->net, origin);
  bool found = guess_inside_find(&g, w);
  if (found) {
    solver_paths(w, &g, p->leaves);
    solver_write(w, p, &g);
    plane_rebuild(p, w->net, &w->layout);
    forwarding_rebuild(w, p);
  }
  guess_clear(&g);
  return found;
}
