#include "tests/inner.h"

#include <glib.h>

struct draft {
  struct dice *dice;
  GArray *link, *wire; /* of struct network_link, struct world_interior_link */
};

static void draft_wire(struct draft *d, uint32_t a, uint32_t b) {
  struct world_interior_link wire = {a, b, 1 + dice_below(d->dice, 20 * SIM_MILLISECOND), 1 + dice_below(d->dice, 8)};
  g_array_append_val(d->wire, wire);
}

static void draft_session(struct draft *d, uint32_t a, uint32_t b, enum neighbor b_is) {
  struct network_link link = {a, b, b_is, 1 + dice_below(d->dice, 20 * SIM_MILLISECOND), false};
  g_array_append_val(d->link, link);
}

/* A tree of wires, and some more. */
static void draft_wires(struct draft *d, uint32_t first, uint32_t count) {
  for (uint32_t i = 1; i < count; i++) draft_wire(d, first + i, first + dice_below(d->dice, i));
  for (uint32_t i = 0; i < count / 2; i++) {
    uint32_t a = dice_below(d->dice, count), b = dice_below(d->dice, count);
    if (a != b) draft_wire(d, first + a, first + b);
  }
}

static void draft_sessions(struct draft *d, uint32_t first, uint32_t count, uint32_t reflectors) {
  for (uint32_t a = 0; a < count; a++)
    for (uint32_t b = a + 1; b < count; b++)
      if (!reflectors || b < reflectors) draft_session(d, first + a, first + b, NEIGHBOR_FELLOW);
      else if (a < reflectors) draft_session(d, first + a, first + b, NEIGHBOR_CLIENT);
}

/* A link between two ASes at one or two pairs of their routers. */
static void draft_outside(struct draft *d, const uint32_t *first, const struct network_link *between) {
  uint32_t a = first[between->a], b = first[between->b], many = 1 + dice_below(d->dice, 2);
  uint32_t at_a = first[between->a + 1] - a, at_b = first[between->b + 1] - b;
  for (uint32_t i = 0; i < MIN(many, MAX(at_a, at_b)); i++) {
    struct network_link link = *between;
    link.a = a + (i + dice_below(d->dice, 2)) % at_a;
    link.b = b + (i + dice_below(d->dice, 2)) % at_b;
    link.delay += i;
    g_array_append_val(d->link, link);
  }
}

struct inner *inner_random(struct dice *dice, const struct oracle_graph *graph, bool reflectors) {
  struct inner *inner = g_new0(struct inner, 1);
  struct draft d = {dice, g_array_new(FALSE, FALSE, sizeof(struct network_link)),
                    g_array_new(FALSE, FALSE, sizeof(struct world_interior_link))};
  inner->graph = graph;
  inner->asn = g_new(uint32_t, (size_t)graph->routers * INNER_MOST);
  inner->as = g_new(uint32_t, (size_t)graph->routers * INNER_MOST);
  inner->first = g_new(uint32_t, graph->routers + 1);
  inner->wire_first = g_new(uint32_t, graph->routers + 1);
  for (uint32_t as = 0; as < graph->routers; as++) {
    uint32_t count = dice_chance(dice, 0.4) ? 2 + dice_below(dice, INNER_MOST - 1) : 1;
    inner->first[as] = inner->routers;
    inner->wire_first[as] = d.wire->len;
    draft_wires(&d, inner->routers, count);
    draft_sessions(&d, inner->routers, count, reflectors && count > 2 ? 1 + dice_below(dice, 2) : 0);
    for (uint32_t i = 0; i < count; i++, inner->routers++) {
      inner->asn[inner->routers] = graph->asn[as];
      inner->as[inner->routers] = as;
    }
  }
  inner->first[graph->routers] = inner->routers;
  inner->wire_first[graph->routers] = inner->wires = d.wire->len;
  for (uint32_t i = 0; i < graph->links; i++) draft_outside(&d, inner->first, &graph->link[i]);
  inner->links = d.link->len;
  inner->link = (struct network_link *)(void *)g_array_free(d.link, FALSE);
  inner->wire = (struct world_interior_link *)(void *)g_array_free(d.wire, FALSE);
  return inner;
}

void inner_free(struct inner *inner) {
  g_free(inner->asn);
  g_free(inner->as);
  g_free(inner->first);
  g_free(inner->wire_first);
  g_free(inner->link);
  g_free(inner->wire);
  g_free(inner);
}

struct network *inner_network(const struct inner *inner) {
  return network_new(inner->routers, inner->asn, inner->link, inner->links);
}

void inner_add(const struct inner *inner, struct world *world) {
  for (uint32_t as = 0; as < inner->graph->routers; as++) {
    uint32_t count = inner->first[as + 1] - inner->first[as], from = inner->wire_first[as];
    struct world_interior interior = {.first = inner->first[as],
                                      .count = count,
                                      .link = inner->wire + from,
                                      .links = inner->wire_first[as + 1] - from,
                                      .convergence = 100 * SIM_MILLISECOND};
    if (count > 1) world_add_interior(world, &interior);
  }
}

/* Floyd and Warshall, over the few routers of the AS. */
uint32_t inner_metric(const struct inner *inner, uint32_t from, uint32_t to) {
  enum { FAR = 1000000 };
  uint32_t as = inner->as[from], first = inner->first[as], count = inner->first[as + 1] - first;
  uint32_t metric[INNER_MOST][INNER_MOST];
  for (uint32_t a = 0; a < count; a++)
    for (uint32_t b = 0; b < count; b++) metric[a][b] = a == b ? 0 : FAR;
  for (uint32_t i = inner->wire_first[as]; i < inner->wire_first[as + 1]; i++) {
    const struct world_interior_link *wire = &inner->wire[i];
    uint32_t a = wire->a - first, b = wire->b - first;
    metric[a][b] = metric[b][a] = MIN(metric[a][b], wire->metric);
  }
  for (uint32_t k = 0; k < count; k++)
    for (uint32_t a = 0; a < count; a++)
      for (uint32_t b = 0; b < count; b++) metric[a][b] = MIN(metric[a][b], metric[a][k] + metric[k][b]);
  return metric[from - first][to - first];
}
