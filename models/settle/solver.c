/* What the tables hold follows from what every router chose alone: each half's Adj-RIB-In is its neighbour's best path
 * if policy exports it and it does not loop. Nearly all of that goes down to customers, and is looked up by them, since
 * they have few providers, and many have the same ones; few routers have anything to tell upwards.
 *
 * What goes downwards is written for everybody, whatever was there before; for a stub at once with what it chooses.
 * What a router tells its customers stands together in one place (struct guess_offer), which a rank and a path are
 * copied from. Then those tell their peers and providers who have the origin among their customers. Nobody else ever
 * does, whatever goes wrong: so before the next origin it is enough to take back what these few have told. */
#include "models/settle/solver.h"

#include "models/forwarding/forwarding.h"
#include "models/forwarding/interior.h"
#include "models/settle/guess_inside.h"

bool solver_applies(const struct world *w) { return !w->any_policy && !w->sender_loop_check && !w->net->siblings; }

void solver_clear(struct world *w) { g_clear_pointer(&w->guess, guess_free); }

/* --- what is told --- */

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

static void solver_offers(const struct guess *g, const path_id *leaves) {
  for (uint32_t i = 0; i < g->transits; i++) {
    uint32_t r = g->transit[i], hops = g->route[r].hops;
    bool tells = hops != GUESS_NO_ROUTE;
    uint64_t rank = tells ? decision_rank(STANDING_PROVIDER, hops + 1, 0, 0) : DECISION_NO_ROUTE;
    g->offer[i] = (struct guess_offer){rank, leaves[r]};
  }
}

/* --- what was told of the last origin --- */

static void solver_forget_half(const struct network *n, struct plane *p, uint32_t half) {
  p->adj_out[half] = p->adj_in[n->back[half]] = PATH_NONE;
  p->rank[n->back[half]] = DECISION_NO_ROUTE;
}

/* Upwards, by those above it; and inside ASes. */
static void solver_forget(const struct world *w, struct plane *p) {
  const struct network *n = w->net;
  for (uint32_t i = 0; i < w->guess->climbed; i++)
    for (uint32_t r = w->guess->queue[i], h = n->peers[r]; h < n->clients[r]; h++) solver_forget_half(n, p, h);
  for (guint i = 0; i < w->interiors->len; i++) {
    const struct interior *in = g_ptr_array_index(w->interiors, i);
    for (uint32_t r = in->first; r < in->first + in->count; r++)
      for (uint32_t h = n->clients[r]; h < n->first[r + 1]; h++) solver_forget_half(n, p, h);
  }
}

/* --- what is heard --- */

/* What comes down to `half`; returns its rank. */
static inline uint64_t solver_hear(struct plane *p, const struct guess *g, uint32_t half, const struct guess_up *up) {
  const struct guess_offer *offer = &g->offer[up->transit];
  p->adj_in[half] = offer->path;
  return p->rank[half] = offer->rank | up->place; /* no route stays none */
}

/* What the stub's providers tell it, and what it chooses of that. Most have one provider or two: no branch for them. */
static inline void solver_write_stub(struct plane *p, const struct guess *g, const struct guess_stub *s,
                                     const struct guess_up *up) {
  uint32_t ups = s->last - s->first, chosen = 0;
  uint64_t best = solver_hear(p, g, s->first, up), last = solver_hear(p, g, s->last, up + ups);
  chosen = last < best ? ups : chosen;
  best = MIN(last, best);
  for (uint32_t i = 1; i < ups; i++) {
    uint64_t rank = solver_hear(p, g, s->first + i, up + i);
    chosen = rank < best ? i : chosen;
    best = MIN(rank, best);
  }
  struct forwarding_hop hop = {s->first + chosen, g->transit[up[chosen].transit]};
  forwarding_begin(p, s->router, best, best == DECISION_NO_ROUTE ? FORWARDING_NOWHERE : hop);
}

/* What goes down to transits, and what they tell their customers. */
static const struct guess_up *solver_write_transit(const struct network *n, struct plane *p, const struct guess *g,
                                                   uint32_t r, const struct guess_up *up) {
  for (uint32_t h = n->providers[r]; h < n->clients[r]; h++) solver_hear(p, g, h, up++);
  for (uint32_t h = n->first[r]; h < n->peers[r]; h++) p->adj_out[h] = p->leaves[r];
  return up;
}

static void solver_write_downward(const struct network *n, struct plane *p, const struct guess *g) {
  const struct guess_up *up = g->up;
  for (uint32_t i = 0; i < g->stubs; i++) {
    solver_write_stub(p, g, &g->stub[i], up);
    up += g->stub[i].last - g->stub[i].first + 1;
  }
  for (uint32_t i = 0; i < g->transits; i++) up = solver_write_transit(n, p, g, g->transit[i], up);
}

static void solver_forget_loops(const struct world *w, struct plane *p, uint32_t r) {
  const struct network *n = w->net;
  for (uint32_t h = n->providers[r]; h < n->clients[r]; h++) {
    if (!path_has(w->paths, p->adj_in[h], n->asn[r])) continue;
    p->adj_in[h] = PATH_NONE;
    p->rank[h] = DECISION_NO_ROUTE;
  }
}

/* What `r` tells its peers and providers; who is on the path himself does not listen. */
static void solver_write_upward(const struct world *w, struct plane *p, const struct guess *g, uint32_t r) {
  const struct network *n = w->net;
  path_id path = p->leaves[r];
  for (uint32_t h = n->peers[r]; h < n->clients[r]; h++) {
    enum standing standing = h < n->providers[r] ? STANDING_PEER : STANDING_CUSTOMER;
    uint32_t to = n->to[h], back = n->back[h];
    p->adj_out[h] = path;
    if (path_has(w->paths, path, n->asn[to])) continue;
    p->adj_in[back] = path;
    plane_begin(p, n, &w->layout, to, back, decision_rank(standing, g->route[r].hops + 1, 0, n->place[back]));
  }
}

/* Who tells its providers nothing is on none of their paths, unless an AS is its own customer's customer. */
static void solver_write(const struct world *w, struct plane *p, const struct guess *g) {
  solver_write_downward(w->net, p, g);
  for (uint32_t i = 0; i < (g->circular ? g->queued : g->climbed); i++) solver_forget_loops(w, p, g->queue[i]);
  for (uint32_t i = 0; i < g->climbed; i++) solver_write_upward(w, p, g, g->queue[i]);
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
  plane_begin(p, n, &w->layout, n->to[h], back, guess_inside_rank(g, w, back, &told));
}

static void solver_write_insides(const struct world *w, struct plane *p, const struct guess *g) {
  const struct network *n = w->net;
  for (guint i = 0; i < w->interiors->len; i++) {
    const struct interior *in = g_ptr_array_index(w->interiors, i);
    for (uint32_t r = in->first; r < in->first + in->count; r++)
      for (uint32_t h = n->clients[r]; h < n->first[r + 1]; h++) solver_write_inside(w, p, g, h);
  }
}

/* --- what comes of it --- */

static uint64_t solver_best(const struct plane *p, const struct guess *g, uint32_t r) {
  const struct guess_route *route = &g->route[r];
  if (route->via == GUESS_INSIDE) return g->choice[r].rank;
  if (route->via == NETWORK_NONE) return p->own[r] ? DECISION_OWN : DECISION_NO_ROUTE;
  return p->rank[route->half];
}

static struct forwarding_hop solver_hop(const struct guess *g, uint32_t r) {
  const struct guess_route *route = &g->route[r];
  if (route->via == GUESS_INSIDE) return (struct forwarding_hop){g->choice[r].half, g->choice[r].egress};
  return (struct forwarding_hop){route->half, route->via};
}

static void solver_install(const struct world *w, struct plane *p, const struct guess *g, uint32_t r) {
  plane_begin_range(p, w->net, &w->layout, r, w->net->providers[r], w->net->clients[r]);
  forwarding_begin(p, r, solver_best(p, g, r), solver_hop(g, r));
}

/* By transits, and by stubs that have something better than what their providers tell. */
static void solver_choose(const struct world *w, struct plane *p, const struct guess *g) {
  for (uint32_t i = 0; i < g->transits; i++) solver_install(w, p, g, g->transit[i]);
  for (uint32_t i = 0; i < g->crossed; i++) solver_install(w, p, g, g->queue[i]);
  forwarding_join(w, p);
}

bool solver_settle(struct world *w, struct plane *p, uint32_t origin) {
  if (!w->guess) w->guess = guess_new(w->net);
  if (w->solved && !w->policy) solver_forget(w, p);
  else plane_reset_routes(p, w->net);
  guess_find(w->guess, w->net, origin);
  if (!guess_inside_find(w->guess, w)) return false;
  solver_paths(w, w->guess, p->leaves);
  solver_offers(w->guess, p->leaves);
  solver_write(w, p, w->guess);
  solver_write_insides(w, p, w->guess);
  solver_choose(w, p, w->guess);
  return true;
}
