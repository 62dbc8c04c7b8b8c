/* Law V6: who is hit by the first wave of a malformed announcement, by search in the graph.
 *
 * It is exact in this setting: cold network, MRAI 0, no cost, a session that resets stays down. Why: a router
 * that resets or withdraws never has the route, so it passes nothing on, and the sessions it loses carried no
 * copy that anyone needs. What is left are the forwarders; the class of route that one of them has (of a
 * customer, a peer, a provider) can only get better while the news spreads, so whom it ever tells is whom it
 * tells in the end. The origin's own session ends do not reset on its own route coming back: it forwards.
 */
#include "models/world/world.h"
#include "tests/fault.h"
#include "tests/oracle.h"
#include "tests/stage.h"

enum { TRIGGER, INNOCENTS = 3 };

struct wave {
  const struct oracle_graph *graph;
  struct fault fault;
  struct stage *stage;
  uint16_t *profile;
  uint32_t origin, innocent[INNOCENTS];
  bool *deaf, *down; /* [routers], [links] */
};

static void wave_run(struct wave *v, uint64_t seed) {
  struct platform platform = stage_platform();
  stage_wait(&platform, 1000000 * SIM_SECOND, 1000000 * SIM_SECOND);
  struct world_settings settings = stage_settings(&platform);
  fault_init(&v->fault);
  settings.seed = seed;
  settings.profiles = v->fault.profile;
  settings.profile_count = FAULT_PROFILES;
  settings.profile_of = v->profile;
  v->stage = stage_new(oracle_network(v->graph), &settings);
  world_add_prefix(v->stage->world, 1, true);
  for (uint32_t i = 0; i < INNOCENTS; i++)
    world_settle(v->stage->world, world_add_prefix(v->stage->world, 1, false), v->innocent[i]);
  world_announce(v->stage->world, TRIGGER, v->origin, fault_attrs(v->stage->world));
  stage_until(v->stage, 1000 * SIM_SECOND);
}

static void wave_clear(struct wave *v) {
  stage_free(v->stage);
  fault_clear(&v->fault);
  g_free(v->profile);
  g_free(v->deaf);
  g_free(v->down);
}

/* Does `from` send its copy to `to`, the other end of this link? */
static bool tells(const struct oracle_routes *routes, const struct network_link *link, uint32_t from) {
  static const enum neighbor reverse[] = {NEIGHBOR_PROVIDER, NEIGHBOR_SIBLING, NEIGHBOR_PEER, NEIGHBOR_CUSTOMER};
  return oracle_exports(routes, from, from == link->a ? link->b_is : reverse[link->b_is]);
}

/* Sessions that the search says are reset; marks them down. */
static uint32_t expected_resets(struct wave *v, const struct oracle_routes *routes) {
  uint32_t resets = 0;
  for (uint32_t i = 0; i < v->graph->links; i++) {
    const struct network_link *link = &v->graph->link[i];
    v->down[i] = (v->profile[link->b] == FAULT_RESET && tells(routes, link, link->a)) ||
                 (v->profile[link->a] == FAULT_RESET && tells(routes, link, link->b));
    resets += v->down[i];
  }
  return resets;
}

static void check_resets(const struct wave *v, uint32_t resets) {
  g_assert_cmpuint(stage_count(v->stage, OCCURRENCE_SESSION_DOWN), ==, resets);
  for (uint32_t i = 0; i < resets; i++) {
    const struct occurrence *o = stage_find(v->stage, OCCURRENCE_SESSION_DOWN, i);
    g_assert_true(v->down[v->stage->net->link[stage_half(v->stage, o->router, o->peer)]]);
    g_assert_cmpuint(v->profile[o->router], ==, FAULT_RESET);
    g_assert_cmpint(o->loss, ==, LOSS_NOTIFICATION_SENT);
    g_assert_true(o->code == 3 && o->subcode == 5);
  }
}

/* Whoever the trigger reached, as the witness saw it, and as the search has it: all who are told by one who has it. */
static void check_reached(const struct wave *v, const struct oracle_routes *routes) {
  bool *told = g_new0(bool, v->graph->routers), *seen = g_new0(bool, v->graph->routers);
  for (uint32_t i = 0; i < v->graph->links; i++) {
    const struct network_link *link = &v->graph->link[i];
    told[link->b] |= tells(routes, link, link->a);
    told[link->a] |= tells(routes, link, link->b);
  }
  for (guint i = 0; i < v->stage->reached->len; i++) seen[g_array_index(v->stage->reached, uint32_t, i)] = true;
  g_assert_cmpmem(told, v->graph->routers, seen, v->graph->routers);
  g_free(told);
  g_free(seen);
}

static void check_paths(const struct wave *v, uint32_t prefix, const struct oracle_routes *routes) {
  for (uint32_t r = 0; r < v->graph->routers; r++) {
    uint32_t path[2000], count = oracle_path(v->graph, routes, r, path, 2000);
    g_assert_true(stage_path_is(v->stage, prefix, r, path, count));
  }
}

/* Losers by treat-as-withdraw: those without the route who would have it if only resets happened. */
static uint32_t check_losers(const struct wave *v, const struct oracle_routes *routes) {
  bool *resets = g_new0(bool, v->graph->routers);
  uint32_t losers = 0, lost = 0;
  for (uint32_t r = 0; r < v->graph->routers; r++) resets[r] = v->profile[r] == FAULT_RESET;
  struct oracle_routes *tolerant = oracle_solve(v->graph, NULL, resets, v->origin);
  for (uint32_t r = 0; r < v->graph->routers; r++) {
    losers += tolerant->from[r] != ORACLE_NOTHING && routes->from[r] == ORACLE_NOTHING;
    lost += tolerant->from[r] != ORACLE_NOTHING && !world_is_origin(v->stage->world, TRIGGER, r) &&
            world_best(v->stage->world, TRIGGER, r) == PATH_NONE;
  }
  g_assert_cmpuint(lost, ==, losers);
  oracle_routes_free(tolerant);
  g_free(resets);
  return losers;
}

static void wave_check(struct wave *v, uint32_t *all_resets, uint32_t *all_losers) {
  struct oracle_routes *routes = oracle_solve(v->graph, NULL, v->deaf, v->origin);
  uint32_t resets = expected_resets(v, routes);
  check_resets(v, resets);
  check_reached(v, routes);
  check_paths(v, TRIGGER, routes);
  *all_losers += check_losers(v, routes);
  *all_resets += resets;
  oracle_routes_free(routes);
  for (uint32_t i = 0; i < INNOCENTS;
       i++) { /* what else was learned over those sessions is gone too, and nothing more */
    routes = oracle_solve(v->graph, v->down, NULL, v->innocent[i]);
    check_paths(v, 1 + i, routes);
    oracle_routes_free(routes);
  }
}

/* A graph with a profile for every router, each as likely as its share. */
static void wave_random(struct wave *v, struct dice *dice, double forward, double reset) {
  v->profile = g_new(uint16_t, v->graph->routers);
  v->deaf = g_new(bool, v->graph->routers);
  v->down = g_new0(bool, v->graph->links);
  v->origin = dice_below(dice, v->graph->routers);
  for (uint32_t r = 0; r < v->graph->routers; r++) {
    bool forwards = r == v->origin || dice_chance(dice, forward);
    v->profile[r] = forwards ? FAULT_FORWARD : dice_chance(dice, reset) ? FAULT_RESET : FAULT_WITHDRAW;
    v->deaf[r] = !forwards;
  }
  for (uint32_t i = 0; i < INNOCENTS; i++) v->innocent[i] = dice_below(dice, v->graph->routers);
}

static void run_random(struct dice *dice, const struct oracle_shape *shape, double forward, double reset,
                       uint32_t *resets, uint32_t *losers) {
  struct oracle_graph *graph = oracle_random(dice, shape);
  struct wave v = {.graph = graph};
  wave_random(&v, dice, forward, reset);
  wave_run(&v, dice->nth);
  wave_check(&v, resets, losers);
  wave_clear(&v);
  oracle_graph_free(graph);
}

static void search_agrees(void) {
  static const double shares[] = {0.3, 0.6, 0.9, 0.97};
  struct dice dice = {.seed = 81};
  uint32_t resets = 0, losers = 0;
  for (int round = 0; round < 500; round++) {
    struct oracle_shape shape = oracle_shape_random(&dice, 60);
    double reset = dice_below(&dice, 5) / 4.0, forward = shares[dice_below(&dice, 4)];
    run_random(&dice, &shape, forward, reset, &resets, &losers);
  }
  g_assert_cmpuint(resets, >, 1000); /* the test is about something */
  g_assert_cmpuint(losers, >, 500);
}

static void search_agrees_on_great_graphs(void) {
  struct dice dice = {.seed = 82};
  uint32_t resets = 0, losers = 0;
  for (uint32_t routers = 300; routers <= 1000; routers += 100) {
    struct oracle_shape shape = {routers, 2.0 / routers,   3.0 / routers,       10,
                                 true,    SIM_MILLISECOND, 80 * SIM_MILLISECOND};
    run_random(&dice, &shape, 0.8, 0.5, &resets, &losers);
  }
  g_assert_cmpuint(resets, >, 100);
  g_assert_cmpuint(losers, >, 100);
}

/* --- corollaries --- */

static void all_forward(void) {
  struct dice dice = {.seed = 83};
  for (int round = 0; round < 50; round++) {
    uint32_t resets = 0, losers = 0;
    struct oracle_shape shape = oracle_shape_random(&dice, 40);
    run_random(&dice, &shape, 1, 0, &resets, &losers);
    g_assert_cmpuint(resets + losers, ==, 0);
  }
}

static void tolerant_world(void) {
  struct dice dice = {.seed = 84};
  uint32_t losers = 0;
  for (int round = 0; round < 50; round++) {
    uint32_t resets = 0;
    struct oracle_shape shape = oracle_shape_random(&dice, 40);
    run_random(&dice, &shape, 0.5, 0, &resets,
               &losers); /* check_paths: innocents keep their paths on the whole graph */
    g_assert_cmpuint(resets, ==, 0);
  }
  g_assert_cmpuint(losers, >, 0);
}

/* Origin, forward, forward, reset, stub: each the customer of the next. */
static void chain(void) {
  enum { O, F1, F2, R, S, LINKS = 4 };
  struct network_link link[LINKS];
  for (uint32_t i = 0; i < LINKS; i++)
    link[i] = (struct network_link){i + 1, i, NEIGHBOR_CUSTOMER, SIM_MILLISECOND, false};
  struct oracle_graph graph = {5, LINKS, (uint32_t[]){1, 2, 3, 4, 5}, link};
  struct wave v = {.graph = &graph, .innocent = {O, F2, S}, .down = g_new0(bool, LINKS)};
  v.profile = g_memdup2((uint16_t[]){FAULT_FORWARD, FAULT_FORWARD, FAULT_FORWARD, FAULT_RESET, FAULT_FORWARD}, 10);
  wave_run(&v, 1);
  const struct occurrence *down = stage_find(v.stage, OCCURRENCE_SESSION_DOWN, 0);
  g_assert_cmpuint(stage_count(v.stage, OCCURRENCE_SESSION_DOWN), ==, 1);
  g_assert_true(down->router == R && down->peer == F2);
  g_assert_cmpint(down->at, ==, 3 * SIM_MILLISECOND);
  struct world *w = v.stage->world;
  g_assert_cmpuint(world_best(w, TRIGGER, S), ==, PATH_NONE);
  g_assert_cmpuint(world_best(w, 1, S), ==, PATH_NONE); /* innocents from beyond the lost session */
  g_assert_cmpuint(world_best(w, 2, S), ==, PATH_NONE);
  g_assert_cmpuint(world_best(w, 3, R), !=, PATH_NONE); /* S's own prefix this side of it */
  g_assert_cmpuint(world_best(w, 3, F2), ==, PATH_NONE);
  g_assert_cmpuint(world_best(w, TRIGGER, F2), !=, PATH_NONE);
  g_assert_cmpuint(world_best(w, 1, F2), !=, PATH_NONE);
  wave_clear(&v);
}

/* The victim has k providers; the origin, one provider more above them all. */
static void many_providers(enum fault_profile victim, uint32_t k) {
  enum { O, V, FIRST };
  struct network_link *link = g_new(struct network_link, 2 * k);
  uint32_t *asn = g_new(uint32_t, k + FIRST);
  for (uint32_t r = 0; r < k + FIRST; r++) asn[r] = r + 1;
  for (uint32_t i = 0; i < k; i++) {
    link[2 * i] = (struct network_link){FIRST + i, V, NEIGHBOR_CUSTOMER, (i + 1) * SIM_MILLISECOND, false};
    link[2 * i + 1] = (struct network_link){O, FIRST + i, NEIGHBOR_CUSTOMER, (k - i) * SIM_MILLISECOND, false};
  }
  struct oracle_graph graph = {k + FIRST, 2 * k, asn, link};
  struct wave v = {.graph = &graph, .innocent = {O, O, V}, .profile = g_new0(uint16_t, k + FIRST)};
  v.profile[V] = (uint16_t)victim;
  wave_run(&v, 1);
  g_assert_cmpuint(stage_count(v.stage, OCCURRENCE_SESSION_DOWN), ==, victim == FAULT_RESET ? k : 0);
  g_assert_cmpuint(world_best(v.stage->world, TRIGGER, V) == PATH_NONE, ==, victim != FAULT_DISCARD);
  g_assert_cmpint(world_best(v.stage->world, 1, V) == PATH_NONE, ==, victim == FAULT_RESET);
  wave_clear(&v);
  g_free(link);
  g_free(asn);
}

static void resets_per_provider(void) {
  for (uint32_t k = 1; k <= 12; k++) many_providers(FAULT_RESET, k);
}

static void tolerance_loses_one_prefix(void) {
  for (uint32_t k = 1; k <= 12; k++) many_providers(FAULT_WITHDRAW, k);
}

static void discard_loses_nothing(void) { many_providers(FAULT_DISCARD, 5); }

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/V6/resets, reach and losers are those of a graph search", search_agrees);
  g_test_add_func("/V6/on graphs of up to 1000 routers", search_agrees_on_great_graphs);
  g_test_add_func("/V6/nobody resets where nobody looks", all_forward);
  g_test_add_func("/V6/a tolerant world resets nothing and keeps all other routes", tolerant_world);
  g_test_add_func("/V6/a chain has one reset and loses what came over that session", chain);
  g_test_add_func("/V6/one reset for each provider that sends it", resets_per_provider);
  g_test_add_func("/V6/treat-as-withdraw loses the one prefix", tolerance_loses_one_prefix);
  g_test_add_func("/V6/attribute-discard loses nothing", discard_loses_nothing);
  return g_test_run();
}
