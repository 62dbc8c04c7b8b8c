/* Three answers to one question: the oracle's, the event kernel's from cold, the solver's. They share no code. */
#include "models/settle/solver.h"
#include "scenarios/files/topology.h"
#include "scenarios/plan/wiring.h"
#include "tests/oracle.h"
#include "tests/stage.h"
#include "tests/tables.h"

static void check_best(const struct stage *stage, uint32_t prefix, const struct oracle_graph *graph,
                       const struct oracle_routes *routes) {
  enum { ROOM = 4096 };
  uint32_t path[ROOM];
  for (uint32_t r = 0; r < graph->routers; r++) {
    uint32_t count = oracle_path(graph, routes, r, path, ROOM);
    if (!stage_path_is(stage, prefix, r, path, count)) g_error("router %u of %u: another best path", r, graph->routers);
    g_assert_cmpint(world_reach(stage->world, prefix, r), ==,
                    routes->from[r] == ORACLE_NOTHING ? REACH_BLACKHOLE : REACH_DELIVERED);
  }
}

static void check_state(const struct stage *stage, const struct oracle_graph *graph, const bool *down,
                        uint32_t origin) {
  struct oracle_routes *routes = oracle_solve(graph, down, NULL, origin);
  check_best(stage, 0, graph, routes);
  oracle_routes_free(routes);
}

/* Does `half` hear what the rule says it hears? */
static void check_half(const struct stage *stage, const struct oracle_graph *graph, const struct oracle_routes *routes,
                       uint32_t half) {
  uint32_t router = stage->net->owner[half], from = stage->net->to[half], path[4096] = {graph->asn[from]};
  enum neighbor is = stage->net->kind[stage->net->back[half]];
  uint32_t count = 1 + oracle_path(graph, routes, from, path + 1, 4095), have[4096];
  bool expected = oracle_exports(routes, from, is);
  for (uint32_t i = 0; i < count; i++) expected &= path[i] != graph->asn[router];
  path_id in = world_plane(stage->world, 0)->adj_in[half];
  g_assert_cmpint(in != PATH_NONE, ==, expected);
  if (!expected) return;
  g_assert_cmpuint(path_list(world_paths(stage->world), in, have, 4096), ==, count);
  g_assert_cmpmem(have, count * 4, path, count * 4);
}

static struct stage *stage_cold(const struct oracle_graph *graph, uint32_t origin) {
  struct platform platform = stage_platform();
  struct world_settings settings = stage_settings(&platform);
  struct stage *stage = stage_new(oracle_network(graph), &settings);
  world_add_prefix(stage->world, 1, false);
  world_announce(stage->world, 0, origin, ATTRS_PLAIN);
  stage_rest(stage);
  return stage;
}

static void from_cold(void) {
  struct dice dice = {.seed = 11};
  for (int round = 0; round < 400; round++) {
    struct oracle_shape shape = oracle_shape_random(&dice, round % 20 ? 40 : 150);
    struct oracle_graph *graph = oracle_random(&dice, &shape);
    uint32_t origin = dice_below(&dice, graph->routers);
    struct stage *stage = stage_cold(graph, origin);
    check_state(stage, graph, NULL, origin);
    struct oracle_routes *routes = oracle_solve(graph, NULL, NULL, origin);
    for (uint32_t h = 0; h < stage->net->halves; h++) check_half(stage, graph, routes, h);
    oracle_routes_free(routes);
    stage_free(stage);
    oracle_graph_free(graph);
  }
}

static uint32_t link_half(const struct network *net, uint32_t link) {
  for (uint32_t h = 0; h < net->halves; h++)
    if (net->link[h] == link) return h;
  g_assert_not_reached();
}

/* Fails and restores sessions by chance; sometimes several at one instant, sometimes before the last change is
 * digested. */
static void shake(struct dice *dice, struct stage *stage, const struct oracle_graph *graph, bool *down) {
  for (uint32_t changes = 1 + dice_below(dice, 6); changes && graph->links; changes--) {
    uint32_t link = dice_below(dice, graph->links), half = link_half(stage->net, link);
    if (down[link]) world_restore(stage->world, half);
    else world_fail(stage->world, half);
    down[link] = !down[link];
    if (dice_chance(dice, 0.5)) stage_until(stage, stage->sim->now + dice_below(dice, 3) * SIM_MILLISECOND);
  }
}

static void after_failures(void) {
  struct dice dice = {.seed = 12};
  for (int round = 0; round < 150; round++) {
    struct oracle_shape shape = oracle_shape_random(&dice, 30);
    struct oracle_graph *graph = oracle_random(&dice, &shape);
    uint32_t origin = dice_below(&dice, graph->routers);
    struct stage *stage = stage_cold(graph, origin);
    bool *down = g_new0(bool, graph->links);
    for (int turn = 0; turn < 4; turn++) {
      shake(&dice, stage, graph, down);
      stage_rest(stage);
      check_state(stage, graph, down, origin);
    }
    for (uint32_t link = 0; link < graph->links; link++)
      if (down[link]) world_restore(stage->world, link_half(stage->net, link));
    stage_rest(stage);
    check_state(stage, graph, NULL, origin);
    g_free(down);
    stage_free(stage);
    oracle_graph_free(graph);
  }
}

static struct stage *stage_settled(const struct oracle_graph *graph, uint32_t origin) {
  struct platform platform = stage_platform();
  struct world_settings settings = stage_settings(&platform);
  struct stage *stage = stage_new(oracle_network(graph), &settings);
  world_settle(stage->world, world_add_prefix(stage->world, 1, false), origin);
  g_assert_true(solver_applies(stage->world));
  g_assert_cmpuint(world_messages(stage->world), ==, 0);
  g_assert_cmpuint(stage->message->len + stage->occurrence->len + stage->reroute->len, ==, 0);
  return stage;
}

static void whole_tables(void) {
  struct dice dice = {.seed = 13};
  for (int round = 0; round < 300; round++) {
    struct oracle_shape shape = oracle_shape_random(&dice, round % 30 ? 40 : 150);
    struct oracle_graph *graph = oracle_random(&dice, &shape);
    uint32_t origin = dice_below(&dice, graph->routers);
    struct stage *cold = stage_cold(graph, origin), *settled = stage_settled(graph, origin);
    tables_equal(cold->world, 0, settled->world, 0);
    stage_free(cold);
    stage_free(settled);
    oracle_graph_free(graph);
  }
}

/* AS 1 to AS `ring`: each a provider of the next, and the last one of the first. Above AS 1 is one more, and below AS 2
 * and AS 3 a stub: what comes to AS 1 from above goes round and back to it. */
static struct stage *ring_stage(uint32_t ring) {
  struct platform platform = stage_platform();
  struct world_settings settings = stage_settings(&platform);
  enum { MOST = 16 };
  struct network_link link[MOST];
  for (uint32_t i = 0; i < ring; i++)
    link[i] = (struct network_link){i, (i + 1) % ring, NEIGHBOR_CUSTOMER, SIM_MILLISECOND, false};
  link[ring] = (struct network_link){ring, 0, NEIGHBOR_CUSTOMER, SIM_MILLISECOND, false};
  link[ring + 1] = (struct network_link){1, ring + 1, NEIGHBOR_CUSTOMER, SIM_MILLISECOND, false};
  link[ring + 2] = (struct network_link){2, ring + 1, NEIGHBOR_CUSTOMER, SIM_MILLISECOND, false};
  struct stage *stage = stage_new(stage_network(ring + 2, link, ring + 3), &settings);
  world_add_prefix(stage->world, 1, false);
  return stage;
}

static void own_customers_customers(void) {
  for (uint32_t ring = 3; ring < 9; ring++)
    for (uint32_t origin = 0; origin < ring + 2; origin++) {
      struct stage *cold = ring_stage(ring), *settled = ring_stage(ring);
      world_announce(cold->world, 0, origin, ATTRS_PLAIN);
      stage_rest(cold);
      world_settle(settled->world, 0, origin);
      tables_equal(cold->world, 0, settled->world, 0);
      stage_free(cold);
      stage_free(settled);
    }
}

/* The solver leaves it to the kernel who does not tell what would loop, and the kernel finds no trace of another
 * origin. */
static void kernel_settles_again(void) {
  struct dice dice = {.seed = 17};
  for (int round = 0; round < 30; round++) {
    struct oracle_shape shape = oracle_shape_random(&dice, 40);
    struct oracle_graph *graph = oracle_random(&dice, &shape);
    struct platform platform = stage_platform();
    struct world_settings settings = stage_settings(&platform);
    settings.sender_loop_check = true;
    struct stage *fresh = stage_new(oracle_network(graph), &settings),
                 *again = stage_new(oracle_network(graph), &settings);
    uint32_t origin = dice_below(&dice, graph->routers);
    world_settle(fresh->world, world_add_prefix(fresh->world, 1, false), origin);
    world_settle(again->world, world_add_prefix(again->world, 1, false), dice_below(&dice, graph->routers));
    g_assert_false(solver_applies(again->world));
    plane_reset_rest(world_plane(again->world, 0));
    world_settle(again->world, 0, origin);
    tables_equal(fresh->world, 0, again->world, 0);
    stage_free(fresh);
    stage_free(again);
    oracle_graph_free(graph);
  }
}

/* Nor does the solver, whatever has been told since, by the last origin or by somebody who had no business to. */
static void solver_settles_again(void) {
  struct dice dice = {.seed = 23};
  for (int round = 0; round < 60; round++) {
    struct oracle_shape shape = oracle_shape_random(&dice, 40);
    struct oracle_graph *graph = oracle_random(&dice, &shape);
    uint32_t origin = dice_below(&dice, graph->routers), last = dice_below(&dice, graph->routers);
    struct stage *fresh = stage_settled(graph, origin), *again = stage_settled(graph, last);
    if (round % 3 == 0) world_announce(again->world, 0, dice_below(&dice, graph->routers), ATTRS_PLAIN);
    if (round % 3 == 1) world_withdraw(again->world, 0, last);
    stage_rest(again);
    sim_reset(&again->world->sim);
    plane_reset_rest(world_plane(again->world, 0));
    world_settle(again->world, 0, origin);
    g_assert_true(again->world->solved);
    tables_equal(fresh->world, 0, again->world, 0);
    stage_free(fresh);
    stage_free(again);
    oracle_graph_free(graph);
  }
}

/* What was settled goes on like what has lived: the same messages follow a withdrawal. */
static void settled_goes_on(void) {
  struct dice dice = {.seed = 14};
  for (int round = 0; round < 60; round++) {
    struct oracle_shape shape = oracle_shape_random(&dice, 25);
    struct oracle_graph *graph = oracle_random(&dice, &shape);
    uint32_t origin = dice_below(&dice, graph->routers);
    struct stage *cold = stage_cold(graph, origin), *settled = stage_settled(graph, origin);
    stage_until(cold, 100 * SIM_SECOND);
    stage_until(settled, 100 * SIM_SECOND);
    stage_forget(cold);
    world_withdraw(cold->world, 0, origin);
    world_withdraw(settled->world, 0, origin);
    stage_rest(cold);
    stage_rest(settled);
    g_assert_cmpmem(cold->message->data, cold->message->len * sizeof(struct stage_message), settled->message->data,
                    settled->message->len * sizeof(struct stage_message));
    for (uint32_t r = 0; r < graph->routers; r++) g_assert_cmpuint(world_best(cold->world, 0, r), ==, PATH_NONE);
    stage_free(cold);
    stage_free(settled);
    oracle_graph_free(graph);
  }
}

enum { ORIGINS = 50, BATCH = 10 };

/* A batch of origins in one cold world and in one settled world. */
static void check_batch(const struct oracle_graph *graph, const uint32_t *origin) {
  struct platform platform = stage_platform();
  struct world_settings settings = stage_settings(&platform);
  struct stage *cold = stage_new(oracle_network(graph), &settings),
               *settled = stage_new(oracle_network(graph), &settings);
  for (uint32_t i = 0; i < BATCH; i++) {
    world_add_prefix(cold->world, 1, false);
    world_add_prefix(settled->world, 1, false);
  }
  for (uint32_t i = 0; i < BATCH; i++) {
    world_announce(cold->world, i, origin[i], ATTRS_PLAIN);
    stage_rest(cold);
    stage_forget(cold);
    world_settle(settled->world, i, origin[i]);
    struct oracle_routes *routes = oracle_solve(graph, NULL, NULL, origin[i]);
    check_best(cold, i, graph, routes);
    oracle_routes_free(routes);
    tables_equal(cold->world, i, settled->world, i);
  }
  stage_free(cold);
  stage_free(settled);
}

static void real_map(void) {
  static const char file[] = "../shared/data/asrel/20120101.as-rel.txt";
  if (!g_file_test(file, G_FILE_TEST_EXISTS)) {
    g_test_skip("the AS map of 2012 is not here");
    return;
  }
  GError *error = NULL;
  struct map *map = topology_load(&(struct topology_options){.file = file, .seed = 1}, &error);
  g_assert_no_error(error);
  struct wiring wiring = wiring_default();
  struct network *network = wiring_network(map, &wiring, 1);
  struct oracle_graph *graph = oracle_graph_of(network);
  struct dice dice = {.seed = 15};
  uint32_t origin[ORIGINS];
  for (uint32_t i = 0; i < ORIGINS; i++) origin[i] = dice_below(&dice, network->routers);
  for (uint32_t i = 0; i < ORIGINS; i += BATCH) check_batch(graph, origin + i);
  oracle_graph_free(graph);
  network_free(network);
  map_free(map);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/solver/the kernel converges from cold to what the rule says", from_cold);
  g_test_add_func("/solver/the kernel finds it again after sessions fail and return", after_failures);
  g_test_add_func("/solver/whole tables equal those of the kernel", whole_tables);
  g_test_add_func("/solver/whole tables equal those of the kernel where ASes are their own customers' customers",
                  own_customers_customers);
  g_test_add_func("/solver/the kernel settles one origin after the other where the solver does not apply",
                  kernel_settles_again);
  g_test_add_func("/solver/it settles one origin after the other and finds no trace of the last", solver_settles_again);
  g_test_add_func("/solver/a settled world goes on like one that converged", settled_goes_on);
  g_test_add_func("/solver/50 origins of the map of 2012", real_map);
  return g_test_run();
}
