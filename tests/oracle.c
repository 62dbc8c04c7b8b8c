/* Gao-Rexford routes exist in three sorts, and each sort depends only on better ones: what came up from
 * customers on what customers have; what came across on what the peer's customers sent; what came down
 * on anything. Each sort is relaxed over all links, again and again, as Bellman and Ford did. */
#include "tests/oracle.h"

#include "sim/chance.h"

#include <glib.h>

enum { FAR = UINT32_MAX };

/* --- graphs --- */

static sim_time random_delay(struct dice *dice, const struct oracle_shape *shape) {
  struct chance of = {dice->seed, 0, 2, dice->nth++};
  return chance_between(of, shape->delay_low, shape->delay_high);
}

struct sketch {
  struct dice *dice;
  const struct oracle_shape *shape;
  GArray *link;  /* of struct network_link */
  bool *joined;  /* [routers * routers] */
  uint32_t *top; /* [routers] ids from the top of the hierarchy to its bottom */
};

static void sketch_join(struct sketch *s, uint32_t a, uint32_t b, enum neighbor b_is) {
  uint32_t n = s->shape->routers;
  if (a == b || s->joined[a * n + b]) return;
  s->joined[a * n + b] = s->joined[b * n + a] = true;
  struct network_link link = {.a = a, .b = b, .b_is = b_is, .delay = random_delay(s->dice, s->shape)};
  g_array_append_val(s->link, link);
}

static void sketch_order(struct sketch *s) {
  for (uint32_t i = 0; i < s->shape->routers; i++) {
    uint32_t j = dice_below(s->dice, i + 1);
    s->top[i] = s->top[j];
    s->top[j] = i;
  }
}

static void sketch_links(struct sketch *s) {
  uint32_t n = s->shape->routers;
  for (uint32_t i = 0; i < MIN(s->shape->clique, n); i++)
    for (uint32_t j = 0; j < i; j++) sketch_join(s, s->top[i], s->top[j], NEIGHBOR_PEER);
  for (uint32_t i = 1; i < n; i++) {
    if (s->shape->connected && i >= s->shape->clique)
      sketch_join(s, s->top[dice_below(s->dice, i)], s->top[i], NEIGHBOR_CUSTOMER);
    for (uint32_t j = 0; j < i; j++) {
      if (dice_chance(s->dice, s->shape->transit)) sketch_join(s, s->top[j], s->top[i], NEIGHBOR_CUSTOMER);
      if (dice_chance(s->dice, s->shape->peering)) sketch_join(s, s->top[i], s->top[j], NEIGHBOR_PEER);
    }
  }
}

struct oracle_graph *oracle_random(struct dice *dice, const struct oracle_shape *shape) {
  uint32_t n = shape->routers;
  struct sketch s = {dice, shape, g_array_new(FALSE, FALSE, sizeof(struct network_link)), g_new0(bool, n *n),
                     g_new(uint32_t, n)};
  sketch_order(&s);
  sketch_links(&s);
  struct oracle_graph *graph = g_new(struct oracle_graph, 1);
  *graph = (struct oracle_graph){.routers = n, .links = s.link->len, .asn = g_new(uint32_t, n)};
  for (uint32_t r = 0, asn = 1; r < n; r++, asn += 1 + dice_below(dice, 9)) graph->asn[r] = asn;
  graph->link = (struct network_link *)(void *)g_array_free(s.link, FALSE);
  g_free(s.joined);
  g_free(s.top);
  return graph;
}

struct oracle_shape oracle_shape_random(struct dice *dice, uint32_t most) {
  static const double density[] = {0, 0.02, 0.1, 0.3, 0.7};
  struct oracle_shape shape = {.routers = 2 + dice_below(dice, most - 1), .connected = dice_chance(dice, 0.8)};
  shape.transit = density[dice_below(dice, G_N_ELEMENTS(density))];
  shape.peering = density[dice_below(dice, G_N_ELEMENTS(density))];
  if (dice_chance(dice, 0.5)) shape.clique = 2 + dice_below(dice, shape.routers / 2 + 1);
  shape.delay_low = SIM_MILLISECOND;
  shape.delay_high = dice_chance(dice, 0.4) ? SIM_MILLISECOND : 100 * SIM_MILLISECOND;
  return shape;
}

struct oracle_graph *oracle_graph_of(const struct network *network) {
  struct oracle_graph *graph = g_new(struct oracle_graph, 1);
  *graph = (struct oracle_graph){network->routers, network->halves / 2, NULL, NULL};
  graph->asn = g_memdup2(network->asn, network->routers * sizeof *graph->asn);
  graph->link = g_new(struct network_link, graph->links);
  for (uint32_t h = 0; h < network->halves; h++)
    if (network->owner[h] < network->to[h])
      graph->link[network->link[h]] = (struct network_link){network->owner[h], network->to[h], network->kind[h],
                                                            network->delay[h], network->exchange[h]};
  return graph;
}

void oracle_graph_free(struct oracle_graph *graph) {
  g_free(graph->asn);
  g_free(graph->link);
  g_free(graph);
}

struct network *oracle_network(const struct oracle_graph *graph) {
  return network_new(graph->routers, graph->asn, graph->link, graph->links);
}

/* --- routes --- */

/* One direction of a link. */
struct step {
  uint32_t from, to;
  enum neighbor to_is, from_is;
};

static struct step link_step(const struct network_link *link, bool forth) {
  enum neighbor a_is = link->b_is == NEIGHBOR_CUSTOMER   ? NEIGHBOR_PROVIDER
                       : link->b_is == NEIGHBOR_PROVIDER ? NEIGHBOR_CUSTOMER
                                                         : link->b_is;
  return forth ? (struct step){link->a, link->b, link->b_is, a_is} : (struct step){link->b, link->a, a_is, link->b_is};
}

static enum oracle_from step_sort(const struct step *step) {
  return step->from_is == NEIGHBOR_CUSTOMER ? ORACLE_CUSTOMER
         : step->from_is == NEIGHBOR_PEER   ? ORACLE_PEER
                                            : ORACLE_PROVIDER;
}

bool oracle_exports(const struct oracle_routes *routes, uint32_t from, enum neighbor to_is) {
  return routes->from[from] >= ORACLE_CUSTOMER || (routes->from[from] != ORACLE_NOTHING && to_is == NEIGHBOR_CUSTOMER);
}

/* Is what this step brings better than what is there? */
static bool step_better(const struct oracle_routes *r, const struct step *step, enum oracle_from sort) {
  uint32_t hops = r->hops[step->from] + 1, to = step->to;
  if (r->from[to] != sort) return r->from[to] < sort;
  if (r->hops[to] != hops) return hops < r->hops[to];
  return step->from < r->next[to];
}

static bool step_take(struct oracle_routes *r, const struct step *step, enum oracle_from sort, const bool *deaf) {
  if (step_sort(step) != sort || (deaf && deaf[step->to]) || r->from[step->to] == ORACLE_SELF) return false;
  if (!oracle_exports(r, step->from, step->to_is) || !step_better(r, step, sort)) return false;
  r->from[step->to] = (uint8_t)sort;
  r->hops[step->to] = r->hops[step->from] + 1;
  r->next[step->to] = step->from;
  return true;
}

struct oracle_routes *oracle_solve(const struct oracle_graph *graph, const bool *down, const bool *deaf,
                                   uint32_t origin) {
  struct oracle_routes *r = g_new(struct oracle_routes, 1);
  *r = (struct oracle_routes){g_new0(uint8_t, graph->routers), g_new(uint32_t, graph->routers),
                              g_new(uint32_t, graph->routers)};
  for (uint32_t i = 0; i < graph->routers; i++) r->hops[i] = r->next[i] = FAR;
  r->from[origin] = ORACLE_SELF;
  r->hops[origin] = 0;
  for (enum oracle_from sort = ORACLE_CUSTOMER; sort > ORACLE_NOTHING; sort--)
    for (bool changed = true; changed;) {
      changed = false;
      for (uint32_t i = 0; i < 2 * graph->links; i++) {
        struct step step = link_step(&graph->link[i / 2], i % 2);
        if (!(down && down[i / 2]) && step_take(r, &step, sort, deaf)) changed = true;
      }
    }
  return r;
}

void oracle_routes_free(struct oracle_routes *routes) {
  g_free(routes->from);
  g_free(routes->hops);
  g_free(routes->next);
  g_free(routes);
}

uint32_t oracle_path(const struct oracle_graph *graph, const struct oracle_routes *routes, uint32_t router,
                     uint32_t *asn, uint32_t room) {
  uint32_t count = 0;
  for (uint32_t r = routes->next[router]; r != FAR && count < room; r = routes->next[r]) asn[count++] = graph->asn[r];
  return count;
}
