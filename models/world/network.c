#include "models/world/network.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

/* A half on its way to its place among those of its owner. */
struct end {
  sim_time delay;
  uint32_t to, link;
  uint8_t kind, group, side;
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
  if (a->group != b->group) return a->group < b->group ? -1 : 1;
  if (a->delay != b->delay) return a->delay < b->delay ? -1 : 1;
  if (a->to != b->to) return a->to < b->to ? -1 : 1;
  return a->link < b->link ? -1 : a->link > b->link;
}

/* Where the halves of each router begin: after those of all before it. */
static void network_count(struct network *n, const struct network_link *link, size_t links) {
  for (size_t i = 0; i < links; i++) {
    n->first[link[i].a + 1]++;
    n->first[link[i].b + 1]++;
  }
  for (uint32_t r = 0; r < n->routers; r++) n->first[r + 1] += n->first[r];
}

/* Router by router, and each router's in their order. */
static struct end *network_ends(const struct network *n, const struct network_link *link, size_t links) {
  struct end *ends = g_new(struct end, 2 * links);
  g_autofree uint32_t *next = g_memdup2(n->first, n->routers * sizeof *next);
  for (size_t i = 0; i < links; i++) {
    const struct network_link *l = &link[i];
    enum neighbor back = network_reverse(l->b_is);
    ends[next[l->a]++] = (struct end){l->delay, l->b, (uint32_t)i, l->b_is, network_group(l->b_is), 0};
    ends[next[l->b]++] = (struct end){l->delay, l->a, (uint32_t)i, back, network_group(back), 1};
  }
  for (uint32_t r = 0; r < n->routers; r++) {
    uint32_t degree = n->first[r + 1] - n->first[r];
    if (degree > 1) qsort(ends + n->first[r], degree, sizeof *ends, end_compare);
  }
  return ends;
}

static void network_bounds(struct network *n, const struct end *ends) {
  uint32_t *const begin[NETWORK_GROUPS] = {NULL, n->peers, n->providers, n->clients, n->fellows};
  n->inner[0] = 0;
  for (uint32_t r = 0; r < n->routers; r++) {
    uint32_t h = n->first[r], end = n->first[r + 1];
    for (int group = 1; group < NETWORK_GROUPS; group++) {
      while (h < end && ends[h].group < group) h++;
      begin[group][r] = h;
    }
    n->inner[r + 1] = n->inner[r] + (end - n->clients[r]);
  }
}

static void network_fill(struct network *n, const struct end *ends, const struct network_link *link) {
  g_autofree uint32_t *half_of = g_new(uint32_t, n->halves); /* [2 * link + side] */
  for (uint32_t r = 0; r < n->routers; r++)
    for (uint32_t h = n->first[r]; h < n->first[r + 1]; h++) n->owner[h] = r;
  for (uint32_t h = 0; h < n->halves; h++) {
    const struct end *e = &ends[h];
    half_of[2 * e->link + e->side] = h;
    n->to[h] = e->to;
    n->link[h] = e->link;
    n->delay[h] = e->delay;
    n->kind[h] = e->kind;
    n->exchange[h] = link[e->link].exchange;
    n->siblings |= e->kind == NEIGHBOR_SIBLING;
  }
  for (uint32_t h = 0; h < n->halves; h++) n->back[h] = half_of[2 * ends[h].link + !ends[h].side];
}

/* Who goes through the routers in order comes to the neighbours of each in order; several links to one are put in order
 * of halves. */
static void network_rank(struct network *n) {
  g_autofree uint32_t *next = g_memdup2(n->first, n->routers * sizeof *next);
  for (uint32_t to = 0; to < n->routers; to++)
    for (uint32_t h = n->first[to]; h < n->first[to + 1]; h++) {
      uint32_t half = n->back[h], r = n->to[h], at = next[r]++;
      for (; at > n->first[r] && n->to[n->by_place[at - 1]] == to && n->by_place[at - 1] > half; at--)
        n->by_place[at] = n->by_place[at - 1];
      n->by_place[at] = half;
    }
  for (uint32_t h = 0; h < n->halves; h++) n->place[n->by_place[h]] = h - n->first[n->owner[h]];
}

static void network_arrays(struct network *n) {
  uint32_t routers = n->routers, halves = n->halves;
  const struct arena_part part[] = {
      {&n->asn, routers, sizeof *n->asn},         {&n->first, routers + 1, sizeof *n->first},
      {&n->peers, routers, sizeof *n->peers},     {&n->providers, routers, sizeof *n->providers},
      {&n->clients, routers, sizeof *n->clients}, {&n->fellows, routers, sizeof *n->fellows},
      {&n->inner, routers + 1, sizeof *n->inner}, {&n->to, halves, sizeof *n->to},
      {&n->back, halves, sizeof *n->back},        {&n->owner, halves, sizeof *n->owner},
      {&n->link, halves, sizeof *n->link},        {&n->delay, halves, sizeof *n->delay},
      {&n->kind, halves, sizeof *n->kind},        {&n->exchange, halves, sizeof *n->exchange},
      {&n->place, halves, sizeof *n->place},      {&n->by_place, halves, sizeof *n->by_place}};
  arena_init(&n->arena, arena_parts_room(part, G_N_ELEMENTS(part)));
  arena_carve(&n->arena, part, G_N_ELEMENTS(part));
}

struct network *network_new(uint32_t routers, const uint32_t *asn, const struct network_link *link, size_t links) {
  struct network *n = g_new0(struct network, 1);
  n->routers = routers;
  n->halves = (uint32_t)(2 * links);
  network_arrays(n);
  memcpy(n->asn, asn, routers * sizeof *asn);
  network_count(n, link, links);
  struct end *ends = network_ends(n, link, links);
  network_bounds(n, ends);
  network_fill(n, ends, link);
  network_rank(n);
  g_free(ends);
  return n;
}

void network_free(struct network *n) {
  if (!n) return;
  arena_clear(&n->arena);
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
