/* Law V4, Tup: a new prefix on a quiet network converges in eccentricity x (link + processing), and each
 * router tells each neighbour once.
 *
 * Exact where every link has one delay, every UPDATE one cost, and the shortest path wins: then a router hears of
 * its best route first. (Under Gao-Rexford policy a longer route of a customer may follow a shorter one of a provider,
 * and then a router has two things to tell; what is exact there is the least time: no route stands before its hops.)
 */
#include "tests/oracle.h"
#include "tests/stage.h"

enum { DELAY = 7 * SIM_MILLISECOND };

/* Distances by repetition over all links. UINT32_MAX: not joined. */
static uint32_t *distances(const struct oracle_graph *graph, uint32_t origin) {
  uint32_t *far = g_new(uint32_t, graph->routers);
  for (uint32_t r = 0; r < graph->routers; r++) far[r] = r == origin ? 0 : UINT32_MAX;
  for (uint32_t round = 0; round < graph->routers; round++)
    for (uint32_t i = 0; i < graph->links; i++) {
      uint32_t a = graph->link[i].a, b = graph->link[i].b;
      if (far[a] != UINT32_MAX && far[a] + 1 < far[b]) far[b] = far[a] + 1;
      if (far[b] != UINT32_MAX && far[b] + 1 < far[a]) far[a] = far[b] + 1;
    }
  return far;
}

static struct oracle_graph *graph_random(struct dice *dice, uint32_t most) {
  struct oracle_shape shape = oracle_shape_random(dice, most);
  shape.delay_low = shape.delay_high = DELAY;
  return oracle_random(dice, &shape);
}

static struct stage *announced(const struct oracle_graph *graph, uint32_t origin, sim_time processing, sim_time mrai,
                               bool any_policy) {
  struct platform platform = stage_platform();
  platform.processing = processing;
  platform.mrai = mrai;
  struct world_settings settings = stage_settings(&platform);
  settings.any_policy = any_policy;
  struct stage *stage = stage_new(oracle_network(graph), &settings);
  world_add_prefix(stage->world, 1, false);
  world_announce(stage->world, 0, origin, ATTRS_PLAIN);
  return stage;
}

/* Each router's best path changes once, exactly at its distance; it tells every neighbour then. */
static void check_arrivals(struct stage *stage, const struct oracle_graph *graph, const uint32_t *far, sim_time hop) {
  sim_time *first = g_new0(sim_time, graph->routers);
  path_id *path = g_new0(path_id, graph->routers);
  while (sim_run(stage->sim, SIM_NEVER, 1) == SIM_END_BUDGET)
    for (uint32_t r = 0; r < graph->routers; r++) {
      path_id best = world_best(stage->world, 0, r);
      if (best == path[r]) continue;
      g_assert_cmpuint(path[r], ==, PATH_NONE);
      path[r] = best;
      first[r] = stage->sim->now;
    }
  for (uint32_t r = 0; r < graph->routers; r++) {
    if (far[r] == UINT32_MAX) g_assert_cmpuint(path[r], ==, PATH_NONE);
    else g_assert_cmpint(first[r], ==, far[r] * hop);
  }
  g_free(first);
  g_free(path);
}

static void check_messages(const struct stage *stage, const uint32_t *far, sim_time hop) {
  uint32_t expected = 0;
  for (uint32_t h = 0; h < stage->net->halves; h++) {
    uint32_t router = stage->net->owner[h];
    g_assert_cmpuint(stage_sent(stage, router, stage->net->to[h], 0), ==, far[router] != UINT32_MAX);
    expected += far[router] != UINT32_MAX;
  }
  g_assert_cmpuint(world_messages(stage->world), ==, expected);
  for (guint i = 0; i < stage->message->len; i++) {
    const struct stage_message *m = &g_array_index(stage->message, struct stage_message, i);
    g_assert_cmpint(m->kind, ==, MESSAGE_ANNOUNCE);
    g_assert_cmpint(m->at, ==, far[m->router] * hop);
  }
}

static void shortest_path(void) {
  static const sim_time processing[] = {0, 3 * SIM_MILLISECOND, 50 * SIM_MILLISECOND};
  struct dice dice = {.seed = 91};
  for (int round = 0; round < 120; round++) {
    struct oracle_graph *graph = graph_random(&dice, 25);
    uint32_t origin = dice_below(&dice, graph->routers), *far = distances(graph, origin);
    sim_time cost = processing[round % 3], mrai = round % 2 ? 30 * SIM_SECOND : 0;
    struct stage *stage = announced(graph, origin, cost, mrai, true);
    check_arrivals(stage, graph, far, DELAY + cost);
    check_messages(stage, far, DELAY + cost);
    stage_free(stage);
    g_free(far);
    oracle_graph_free(graph);
  }
}

static void clique(void) {
  for (uint32_t n = 2; n <= 20; n++) {
    struct dice dice = {.seed = n};
    struct oracle_shape shape = {.routers = n, .clique = n, .delay_low = DELAY, .delay_high = DELAY};
    struct oracle_graph *graph = oracle_random(&dice, &shape);
    struct stage *stage = announced(graph, 0, 0, 30 * SIM_SECOND, true);
    stage_rest(stage);
    g_assert_cmpuint(world_messages(stage->world), ==, n * (n - 1));
    g_assert_cmpint(g_array_index(stage->message, struct stage_message, stage->message->len - 1).at, ==, DELAY);
    stage_free(stage);
    oracle_graph_free(graph);
  }
}

/* With policy: nobody has its final route before the news can have come that way. */
static void policy(void) {
  struct dice dice = {.seed = 92};
  for (int round = 0; round < 60; round++) {
    struct oracle_graph *graph = graph_random(&dice, 25);
    uint32_t origin = dice_below(&dice, graph->routers);
    struct oracle_routes *routes = oracle_solve(graph, NULL, NULL, origin);
    struct stage *stage = announced(graph, origin, 0, 0, false);
    for (uint32_t hops = 0; hops < graph->routers; hops++) {
      stage_until(stage, hops * DELAY);
      for (uint32_t r = 0; r < graph->routers; r++) {
        path_id best = world_best(stage->world, 0, r);
        if (best != PATH_NONE) g_assert_cmpuint(path_hops(world_paths(stage->world), best), <=, hops);
      }
    }
    stage_rest(stage);
    for (uint32_t r = 0; r < graph->routers; r++)
      g_assert_cmpint(world_best(stage->world, 0, r) != PATH_NONE, ==,
                      routes->from[r] != ORACLE_NOTHING && r != origin);
    stage_free(stage);
    oracle_routes_free(routes);
    oracle_graph_free(graph);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/V4/Tup takes distance x (link + processing), and one announcement a neighbour", shortest_path);
  g_test_add_func("/V4/a clique of n says n (n-1) things and is done after one link", clique);
  g_test_add_func("/V4/with policy no news is faster than its path", policy);
  return g_test_run();
}
