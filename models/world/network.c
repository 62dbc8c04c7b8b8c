#include "models/world/network.h"

#include <glib.h>
#include <stdlib.h>

/* A half on its way to its place. */
struct end {
  uint32_t owner, to, link, side;
  sim_time delay;
  uint8_t kind, group;
};

static enum neighbor network_reverse(enum neighbor kind) {
  switch (kind) {
  case NEIGHBOR_CUSTOMER:
    return NEIGHBOR_PROVIDER;
  case NEIGHBOR_PROVIDER:
    return NEIGHBOR_CUSTOMER;
  case NEIGHBOR_CLIENT:
    return NEIGHBOR_REFLECTOR;
  case NEIGHBOR_REFLECTOR:
    return NEIGHBOR_CLIENT;
  default:
    return kind;
  }
}

/* Export groups: those who get everything, peers, providers, clients, others inside the AS. */
enum { NETWORK_GROUPS = 5 };

static uint8_t network_group(enum neighbor kind) {
  static const uint8_t group[] = {
      [NEIGHBOR_CUSTOMER] = 0, [NEIGHBOR_SIBLING] = 0, [NEIGHBOR_PEER] = 1,     [NEIGHBOR_PROVIDER] = 2,
      [NEIGHBOR_CLIENT] = 3,   [NEIGHBOR_FELLOW] = 4,  [NEIGHBOR_REFLECTOR] = 4};
  return group[kind];
}

static int end_compare(const void *left, const void *right) {
  const struct end *a = left, *b = right;
  if (a->owner != b->owner) return a->owner < b->owner ? -1 : 1;
  if (a->group != b->group) return a->group < b->group ? -1 : 1;
  if (a->delay != b->delay) return a->delay < b->delay ? -1 : 1;
  if (a->to != b->to) return a->to < b->to ? -1 : 1;
  return a->link < b->link ? -1 : a->link > b->link;
}

static struct end *network_ends(const struct network_link *link, size_t links) {
  struct end *ends = g_new(struct end, 2 * links);
  for (size_t i = 0; i < links; i++) {
    const struct network_link *l = &link[i];
    enum neighbor back = network_reverse(l->b_is);
    ends[2 * i] = (struct end){l->a, l->b, (uint32_t)i, 0, l->delay, l->b_is, network_group(l->b_is)};
    ends[2 * i + 1] = (struct end){l->b, l->a, (uint32_t)i, 1, l->delay, back, network_group(back)};
  }
  if (links) qsort(ends, 2 * links, sizeof *ends, end_compare);
  return ends;
}

static void network_bounds(struct network *n, const struct end *ends) {
  uint32_t *const begin[NETWORK_GROUPS] = {n->first, n->peers, n->providers, n->clients, n->fellows};
  uint32_t h = 0;
  n->inner[0] = 0;
  for (uint32_t r = 0; r < n->routers; r++) {
    for (int group = 0; group < NETWORK_GROUPS; group++) {
      begin[group][r] = h;
      while (h < n->halves && ends[h].owner == r && ends[h].group == group) h++;
    }
    n->inner[r + 1] = n->inner[r] + (h - n->clients[r]);
  }
  n->first[n->routers] = h;
  g_assert(h == n->halves);
}

static void network_fill(struct network *n, const struct end *ends, const struct network_link *link) {
  uint32_t *half_of = g_new(uint32_t, n->halves); /* [2 * link + side] */
  for (uint32_t h = 0; h < n->halves; h++) {
    const struct end *e = &ends[h];
    half_of[2 * e->link + e->side] = h;
    n->to[h] = e->to;
    n->owner[h] = e->owner;
    n->link[h] = e->link;
    n->delay[h] = e->delay;
    n->kind[h] = e->kind;
    n->exchange[h] = link[e->link].exchange;
    n->siblings |= e->kind == NEIGHBOR_SIBLING;
  }
  for (uint32_t h = 0; h < n->halves; h++) n->back[h] = half_of[2 * ends[h].link + !ends[h].side];
  g_free(half_of);
}

struct placed {
  uint32_t to, half;
};

static int placed_compare(const void *left, const void *right) {
  const struct placed *a = left, *b = right;
  if (a->to != b->to) return a->to < b->to ? -1 : 1;
  return a->half < b->half ? -1 : a->half > b->half;
}

static void network_rank(struct network *n) {
  struct placed *sorted = g_new(struct placed, n->halves);
  for (uint32_t r = 0; r < n->routers; r++) {
    uint32_t from = n->first[r], degree = n->first[r + 1] - from;
    for (uint32_t i = 0; i < degree; i++) sorted[i] = (struct placed){n->to[from + i], from + i};
    if (degree) qsort(sorted, degree, sizeof *sorted, placed_compare);
    for (uint32_t i = 0; i < degree; i++) {
      n->place[sorted[i].half] = i;
      n->by_place[from + i] = sorted[i].half;
    }
  }
  g_free(sorted);
}

struct network *network_new(uint32_t routers, const uint32_t *asn, const struct network_link *link, size_t links) {
  struct network *n = g_new0(struct network, 1);
  n->routers = routers;
  n->halves = (uint32_t)(2 * links);
  n->asn = g_memdup2(asn, routers * sizeof *asn);
  n->first = g_new(uint32_t, routers + 1);
  n->peers = g_new(uint32_t, routers);
  n->providers = g_new(uint32_t, routers);
  n->clients = g_new(uint32_t, routers);
  n->fellows = g_new(uint32_t, routers);
  n->inner = g_new(uint32_t, routers + 1);
  n->to = g_new(uint32_t, n->halves);
  n->back = g_new(uint32_t, n->halves);
  n->owner = g_new(uint32_t, n->halves);
  n->link = g_new(uint32_t, n->halves);
  n->delay = g_new(sim_time, n->halves);
  n->kind = g_new(uint8_t, n->halves);
  n->exchange = g_new(bool, n->halves);
  n->place = g_new(uint32_t, n->halves);
  n->by_place = g_new(uint32_t, n->halves);
  struct end *ends = network_ends(link, links);
  network_bounds(n, ends);
  network_fill(n, ends, link);
  network_rank(n);
  g_free(ends);
  return n;
}

void network_free(struct network *n) {
  if (!n) return;
  g_free(n->asn);
  g_free(n->first);
  g_free(n->peers);
  g_free(n->providers);
  g_free(n->clients);
  g_free(n->fellows);
  g_free(n->inner);
  g_free(n->to);
  g_free(n->back);
  g_free(n->owner);
  g_free(n->link);
  g_free(n->delay);
  g_free(n->kind);
  g_free(n->exchange);
  g_free(n->place);
  g_free(n->by_place);
  g_free(n);
}

uint32_t network_as_first(const struct network *n, uint32_t router) {
  while (router > 0 && n->asn[router - 1] == n->asn[router]) router--;
  return router;
}

uint32_t network_as_end(const struct network *n, uint32_t router) {
  uint32_t asn = n->asn[router];
  while (router < n->routers && n->asn[router] == asn) router++;
  return router;
}

uint32_t network_half(const struct network *n, uint32_t router, uint32_t peer) {
  uint32_t low = n->first[router], high = n->first[router + 1];
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (n->to[n->by_place[middle]] < peer) low = middle + 1;
    else high = middle;
  }
  return low < n->first[router + 1] && n->to[n->by_place[low]] == peer ? n->by_place[low] : NETWORK_NONE;
}

uint32_t network_find(const struct network *n, uint32_t asn) {
  uint32_t low = 0, high = n->routers;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (n->asn[middle] < asn) low = middle + 1;
    else high = middle;
  }
  return low < n->routers && n->asn[low] == asn ? low : NETWORK_NONE;
}
