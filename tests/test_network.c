#include "models/world/network.h"

#include "tests/oracle.h"
#include "tests/stage.h"

static uint32_t group_of(const struct network *net, uint32_t half) {
  uint32_t r = net->owner[half];
  return half < net->peers[r] ? 0 : half < net->providers[r] ? 1 : 2;
}

static void check_layout(const struct network *net) {
  for (uint32_t r = 0; r < net->routers; r++) {
    uint32_t from = net->first[r], to = net->first[r + 1];
    g_assert_true(from <= net->peers[r] && net->peers[r] <= net->providers[r] && net->providers[r] <= to);
    for (uint32_t h = from; h < to; h++) {
      static const uint32_t group[] = {
          [NEIGHBOR_CUSTOMER] = 0, [NEIGHBOR_SIBLING] = 0, [NEIGHBOR_PEER] = 1, [NEIGHBOR_PROVIDER] = 2};
      g_assert_cmpuint(net->owner[h], ==, r);
      g_assert_cmpuint(group[net->kind[h]], ==, group_of(net, h));
      if (h > from && group_of(net, h) == group_of(net, h - 1)) g_assert_cmpint(net->delay[h], >=, net->delay[h - 1]);
      g_assert_cmpuint(net->by_place[from + net->place[h]], ==, h);
      if (net->place[h]) g_assert_cmpuint(net->to[net->by_place[from + net->place[h] - 1]], <=, net->to[h]);
    }
  }
}

/* Every link of the caller is there, twice, and nothing else. */
static void check_links(const struct oracle_graph *graph, const struct network *net) {
  uint32_t *seen = g_new0(uint32_t, graph->links);
  g_assert_cmpuint(net->halves, ==, 2 * graph->links);
  for (uint32_t h = 0; h < net->halves; h++) {
    const struct network_link *link = &graph->link[net->link[h]];
    bool forth = net->owner[h] == link->a;
    static const enum neighbor reverse[] = {NEIGHBOR_PROVIDER, NEIGHBOR_SIBLING, NEIGHBOR_PEER, NEIGHBOR_CUSTOMER};
    g_assert_cmpuint(net->owner[h], ==, forth ? link->a : link->b);
    g_assert_cmpuint(net->to[h], ==, forth ? link->b : link->a);
    g_assert_cmpint(net->kind[h], ==, forth ? link->b_is : reverse[link->b_is]);
    g_assert_cmpint(net->delay[h], ==, link->delay);
    g_assert_cmpint(net->exchange[h], ==, link->exchange);
    g_assert_cmpuint(net->back[net->back[h]], ==, h);
    g_assert_cmpuint(net->link[net->back[h]], ==, net->link[h]);
    g_assert_cmpuint(net->back[h], !=, h);
    seen[net->link[h]]++;
  }
  for (uint32_t i = 0; i < graph->links; i++) g_assert_cmpuint(seen[i], ==, 2);
  g_free(seen);
}

static void check_finding(const struct oracle_graph *graph, const struct network *net) {
  for (uint32_t a = 0; a < net->routers; a++) {
    g_assert_cmpuint(network_find(net, graph->asn[a]), ==, a);
    g_assert_cmpuint(network_find(net, graph->asn[a] + 1), ==,
                     a + 1 < net->routers && graph->asn[a + 1] == graph->asn[a] + 1 ? a + 1 : NETWORK_NONE);
    for (uint32_t b = 0; b < net->routers; b++) {
      bool joined = false;
      for (uint32_t i = 0; i < graph->links; i++)
        joined |= (graph->link[i].a == a && graph->link[i].b == b) || (graph->link[i].a == b && graph->link[i].b == a);
      uint32_t half = network_half(net, a, b);
      g_assert_cmpint(half != NETWORK_NONE, ==, joined);
      if (joined) g_assert_true(net->owner[half] == a && net->to[half] == b);
    }
  }
  g_assert_cmpuint(network_find(net, 0), ==, NETWORK_NONE);
}

static void random_graphs(void) {
  struct dice dice = {.seed = 51};
  for (int round = 0; round < 100; round++) {
    struct oracle_shape shape = oracle_shape_random(&dice, 30);
    struct oracle_graph *graph = oracle_random(&dice, &shape);
    for (uint32_t i = 0; i < graph->links; i++) {
      graph->link[i].exchange = dice_chance(&dice, 0.3);
      if (dice_chance(&dice, 0.1)) graph->link[i].b_is = NEIGHBOR_SIBLING;
    }
    struct network *net = oracle_network(graph);
    check_layout(net);
    check_links(graph, net);
    check_finding(graph, net);
    network_free(net);
    oracle_graph_free(graph);
  }
}

static void parallel_links(void) {
  const struct network_link link[] = {
      {0, 1, NEIGHBOR_PEER, 5, false}, {1, 0, NEIGHBOR_PEER, 3, false}, {0, 1, NEIGHBOR_CUSTOMER, 4, false}};
  struct network *net = stage_network(2, link, 3);
  check_layout(net);
  for (uint32_t h = 0; h < net->halves; h++) {
    g_assert_cmpuint(net->link[net->back[h]], ==, net->link[h]);
    g_assert_cmpuint(net->to[h], ==, 1 - net->owner[h]);
  }
  network_free(net);
}

static void nothing_at_all(void) {
  struct network *net = stage_network(3, NULL, 0);
  check_layout(net);
  g_assert_cmpuint(network_half(net, 0, 1), ==, NETWORK_NONE);
  network_free(net);
}

/* Reach by transit links, closed by repetition: cone[a * n + b] says that b is below a, or a itself. */
static bool *cones(const struct oracle_graph *graph) {
  uint32_t n = graph->routers;
  bool *below = g_new0(bool, n *n), changed = true;
  for (uint32_t r = 0; r < n; r++) below[r * n + r] = true;
  while (changed) {
    changed = false;
    for (uint32_t i = 0; i < graph->links; i++) {
      const struct network_link *link = &graph->link[i];
      bool a_sells = link->b_is != NEIGHBOR_PEER && link->b_is != NEIGHBOR_PROVIDER;
      bool b_sells = link->b_is != NEIGHBOR_PEER && link->b_is != NEIGHBOR_CUSTOMER;
      for (uint32_t r = 0; r < n; r++) {
        if (a_sells && below[r * n + link->a] && !below[r * n + link->b]) changed = below[r * n + link->b] = true;
        if (b_sells && below[r * n + link->b] && !below[r * n + link->a]) changed = below[r * n + link->a] = true;
      }
    }
  }
  return below;
}

static void volumes(void) {
  struct dice dice = {.seed = 52};
  for (int round = 0; round < 60; round++) {
    struct oracle_shape shape = oracle_shape_random(&dice, 40);
    struct oracle_graph *graph = oracle_random(&dice, &shape);
    for (uint32_t i = 0; round % 3 == 0 && i < graph->links; i++)
      if (dice_chance(&dice, 0.05)) graph->link[i].b_is = NEIGHBOR_SIBLING;
    struct network *net = oracle_network(graph);
    uint32_t n = graph->routers, *prefixes = g_new(uint32_t, n);
    double total = 0;
    for (uint32_t r = 0; r < n; r++) total += prefixes[r] = dice_below(&dice, 30);
    bool *below = cones(graph);
    double *volume = network_volume(net, prefixes);
    for (uint32_t h = 0; h < net->halves; h++) {
      double cone = 0;
      for (uint32_t r = 0; r < n; r++) cone += below[net->owner[h] * n + r] ? prefixes[r] : 0;
      bool all = net->kind[h] == NEIGHBOR_CUSTOMER || net->kind[h] == NEIGHBOR_SIBLING;
      g_assert_cmpfloat(volume[h], ==, all ? total : cone);
    }
    g_free(volume);
    g_free(below);
    g_free(prefixes);
    network_free(net);
    oracle_graph_free(graph);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/network/every link stands twice, in its export group, in order of delay", random_graphs);
  g_test_add_func("/network/parallel links stay apart", parallel_links);
  g_test_add_func("/network/no links at all", nothing_at_all);
  g_test_add_func("/network/volumes are customer cones, and everything to customers", volumes);
  return g_test_run();
}
