#include "models/forwarding/forwarding.h"

#include "models/downhill/downhill.h"
#include "models/forwarding/chassis.h"
#include "models/forwarding/interior.h"

/* Does a packet sent by `router`, which has a hop, enter the next router and find its FIB ready? */
static bool forwarding_open(const struct world *w, const struct plane *p, uint32_t router) {
  uint32_t hop = p->tree[router].hop;
  if (w->interior_of && network_internal(w->net, hop)) return interior_open(w, router, p->tree[router].to);
  if (w->cut[w->net->link[hop]]) return false;
  if (!w->chassis[p->tree[router].to]) return true;
  const struct line_card *ingress = w->port[w->net->back[hop]];
  return !ingress || chassis_ready(w, ingress, p->number);
}

/* Does the way from `from`, over hops that work, lead to `router`, or into a circle? A circle that is not marked
 * yet can stand in the way while a card opens several ports at one instant; Brent's method finds it. */
static bool forwarding_circles(const struct world *w, const struct plane *p, uint32_t from, uint32_t router) {
  uint32_t mark = from, steps = 0, limit = 1;
  while (from != router) {
    uint32_t hop = p->tree[from].hop;
    if (hop == NETWORK_NONE || p->own[from] || !forwarding_open(w, p, from)) return false;
    from = p->tree[from].to;
    if (from == mark || p->reach[from] == REACH_LOOP) return true;
    if (++steps < limit) continue;
    mark = from;
    limit *= 2;
    steps = 0;
  }
  return true;
}

static enum reach forwarding_fate(const struct world *w, const struct plane *p, uint32_t router) {
  if (p->own[router]) return router == p->rightful ? REACH_DELIVERED : REACH_WRONG_ORIGIN;
  uint32_t hop = p->tree[router].hop;
  if (hop == NETWORK_NONE || !forwarding_open(w, p, router)) return REACH_BLACKHOLE;
  uint32_t next = p->tree[router].to;
  if (p->reach[next] == REACH_DELIVERED && p->tree[router].child == NETWORK_NONE) return REACH_DELIVERED;
  if (p->reach[next] == REACH_LOOP || forwarding_circles(w, p, next, router)) return REACH_LOOP;
  return (enum reach)p->reach[next];
}

static void forwarding_mark(struct world *w, struct plane *p, uint32_t router, enum reach fate, uint32_t because) {
  enum reach before = (enum reach)p->reach[router];
  p->reach[router] = (uint8_t)fate;
  downhill_fares(w, router, before, fate, because);
  if (w->replay) replay_move(&w->replay->moves, router);
  if (!w->settling) w->observer.rerouted(w->observer.context, w->sim.now, router, p->number, before, fate, because);
}

/* `router` may fare differently now, and with it all who forward through it. */
static void forwarding_touch(struct world *w, struct plane *p, uint32_t router, uint32_t because) {
  enum reach fate = forwarding_fate(w, p, router);
  if (fate == p->reach[router]) return;
  uint32_t depth = 0;
  w->stack[depth++] = router;
  forwarding_mark(w, p, router, fate, because);
  while (depth) {
    uint32_t r = w->stack[--depth];
    for (uint32_t c = p->tree[r].child; c != NETWORK_NONE; c = p->tree[c].next) {
      if (p->own[c] || p->reach[c] == fate || !forwarding_open(w, p, c)) continue;
      forwarding_mark(w, p, c, fate, because);
      w->stack[depth++] = c;
    }
  }
}

static void forwarding_unlink(struct plane *p, uint32_t router) {
  if (p->tree[router].hop == NETWORK_NONE) return;
  uint32_t parent = p->tree[router].to, next = p->tree[router].next, previous = p->tree[router].previous;
  if (previous == NETWORK_NONE) p->tree[parent].child = next;
  else p->tree[previous].next = next;
  if (next != NETWORK_NONE) p->tree[next].previous = previous;
}

static void forwarding_link_up(struct plane *p, uint32_t router, struct forwarding_hop hop) {
  p->tree[router].hop = hop.half;
  p->tree[router].to = hop.to;
  if (hop.half == NETWORK_NONE) return;
  uint32_t parent = hop.to, first = p->tree[parent].child;
  p->tree[router].next = first;
  p->tree[router].previous = NETWORK_NONE;
  if (first != NETWORK_NONE) p->tree[first].previous = router;
  p->tree[parent].child = router;
}

void forwarding_set(struct world *w, struct plane *p, uint32_t router, struct forwarding_hop hop, uint32_t because) {
  if (hop.half != p->tree[router].hop || hop.to != p->tree[router].to) {
    forwarding_unlink(p, router);
    forwarding_link_up(p, router, hop);
    if (w->replay) replay_move(&w->replay->moves, router);
  }
  forwarding_touch(w, p, router, because);
}

struct forwarding_hop forwarding_best(const struct world *w, const struct plane *p, uint32_t router) {
  uint32_t half = plane_best_half(p, w->net, router);
  if (half == NETWORK_NONE || !w->interior_of || !network_internal(w->net, half)) return forwarding_over(w->net, half);
  return (struct forwarding_hop){half, p->inner_in[network_inner(w->net, half)].egress};
}

static void forwarding_half(struct world *w, struct plane *p, uint32_t half, uint32_t because) {
  uint32_t router = w->net->owner[half];
  if (p->tree[router].hop == half) forwarding_touch(w, p, router, because);
}

void forwarding_link(struct world *w, uint32_t half, uint32_t because) {
  for (uint32_t i = 0; i < w->planes->len; i++) {
    forwarding_half(w, world_plane(w, i), half, because);
    forwarding_half(w, world_plane(w, i), w->net->back[half], because);
  }
}

void forwarding_port(struct world *w, struct plane *p, uint32_t port, uint32_t because) {
  forwarding_half(w, p, w->net->back[port], because);
}

void forwarding_inside(struct world *w, struct plane *p, uint32_t router, uint32_t because) {
  forwarding_touch(w, p, router, because);
}

void forwarding_join(const struct world *w, struct plane *p) {
  for (uint32_t r = 0; r < w->net->routers; r++)
    if (!downhill_apart(w, r)) forwarding_link_up(p, r, (struct forwarding_hop){p->tree[r].hop, p->tree[r].to});
}
