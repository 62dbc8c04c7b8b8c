/* wave.c: the search is exact for forward, reset and treat-as-withdraw. Why: a router that resets or withdraws
 * never has the route, so it passes nothing on, and the sessions it loses carried no copy that anyone needs. What is
 * left are the forwarders; the class of route that one of them has (of a customer, a peer, a provider) can only get
 * better while the news spreads, so whom it ever tells is whom it tells in the end. The origin's own session ends do
 * not reset on its own route coming back: it forwards. */
#include "tests/wave.h"

static uint16_t profile_draw(struct dice *dice, const double *share) {
  double place = dice_below(dice, 1000000) / 1e6;
  uint16_t profile = 0;
  while (profile + 1 < FAULT_PROFILES && place >= share[profile]) place -= share[profile++];
  return profile;
}

struct wave wave_random(const struct oracle_graph *graph, struct dice *dice, const double *share) {
  struct wave wave = {.graph = graph, .profile = g_new(uint16_t, graph->routers)};
  for (uint32_t r = 0; r < graph->routers; r++) wave.profile[r] = profile_draw(dice, share);
  wave.origin = dice_below(dice, graph->routers);
  wave.profile[wave.origin] = FAULT_FORWARD;
  for (uint32_t i = 0; i < WAVE_INNOCENTS; i++) wave.innocent[i] = dice_below(dice, graph->routers);
  return wave;
}

void wave_run(struct wave *v, uint64_t seed) {
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
  for (uint32_t i = 0; i < WAVE_INNOCENTS; i++)
    world_settle(v->stage->world, world_add_prefix(v->stage->world, 1, false), v->innocent[i]);
  world_announce(v->stage->world, WAVE_TRIGGER, v->origin, fault_attrs(v->stage->world));
  stage_until(v->stage, 1000 * SIM_SECOND);
}

void wave_clear(struct wave *v) {
  stage_free(v->stage);
  fault_clear(&v->fault);
  g_free(v->profile);
}

/* --- comparing --- */

/* Are the sessions that were reset those marked down, each once, and by NOTIFICATION? */
static void check_resets(const struct wave *v, const bool *down, struct wave_verdict *verdict) {
  g_autofree bool *seen = g_new0(bool, v->graph->links);
  uint32_t expected = 0, found = stage_count(v->stage, OCCURRENCE_SESSION_DOWN);
  for (uint32_t i = 0; i < v->graph->links; i++) expected += down[i];
  for (uint32_t i = 0; i < found; i++) {
    const struct occurrence *o = stage_find(v->stage, OCCURRENCE_SESSION_DOWN, i);
    uint32_t link = v->stage->net->link[stage_half(v->stage, o->router, o->peer)];
    verdict->wrong += !down[link] || seen[link] || o->loss != LOSS_NOTIFICATION_SENT || o->code != 3 || o->subcode != 5;
    seen[link] = true;
  }
  verdict->wrong += found != expected;
  verdict->resets = found;
  verdict->expected = expected;
}

/* Whoever the trigger reached, as the witness saw it. */
static void check_reached(const struct wave *v, const bool *told, struct wave_verdict *verdict) {
  g_autofree bool *seen = g_new0(bool, v->graph->routers);
  for (guint i = 0; i < v->stage->reached->len; i++) seen[g_array_index(v->stage->reached, uint32_t, i)] = true;
  for (uint32_t r = 0; r < v->graph->routers; r++) verdict->wrong += seen[r] != told[r];
}

static void check_paths(const struct wave *v, uint32_t prefix, const struct oracle_routes *routes,
                        struct wave_verdict *verdict) {
  for (uint32_t r = 0; r < v->graph->routers; r++) {
    uint32_t path[2000], count = oracle_path(v->graph, routes, r, path, 2000);
    verdict->wrong += !stage_path_is(v->stage, prefix, r, path, count);
  }
}

static void check_innocents(const struct wave *v, const bool *down, struct wave_verdict *verdict) {
  for (uint32_t i = 0; i < WAVE_INNOCENTS; i++) {
    struct oracle_routes *routes = oracle_solve(v->graph, down, NULL, v->innocent[i]);
    check_paths(v, 1 + i, routes, verdict);
    oracle_routes_free(routes);
  }
}

static bool wave_lacks(const struct wave *v, uint32_t router) {
  return !world_is_origin(v->stage->world, WAVE_TRIGGER, router) &&
         world_best(v->stage->world, WAVE_TRIGGER, router) == PATH_NONE;
}

/* --- by search --- */

/* Does `from` send its copy to the other end of this link? */
static bool tells(const struct oracle_routes *routes, const struct network_link *link, uint32_t from) {
  static const enum neighbor reverse[] = {NEIGHBOR_PROVIDER, NEIGHBOR_SIBLING, NEIGHBOR_PEER, NEIGHBOR_CUSTOMER};
  return oracle_exports(routes, from, from == link->a ? link->b_is : reverse[link->b_is]);
}

static void search_sessions(const struct wave *v, const struct oracle_routes *routes, bool *down, bool *told) {
  for (uint32_t i = 0; i < v->graph->links; i++) {
    const struct network_link *link = &v->graph->link[i];
    bool forth = tells(routes, link, link->a), back = tells(routes, link, link->b);
    told[link->b] |= forth;
    told[link->a] |= back;
    down[i] = (v->profile[link->b] == FAULT_RESET && forth) || (v->profile[link->a] == FAULT_RESET && back);
  }
}

/* Losers by treat-as-withdraw: those without the route who would have it if only resets happened. */
static void search_losers(const struct wave *v, const struct oracle_routes *routes, struct wave_verdict *verdict) {
  g_autofree bool *resets = g_new0(bool, v->graph->routers);
  for (uint32_t r = 0; r < v->graph->routers; r++) resets[r] = v->profile[r] == FAULT_RESET;
  struct oracle_routes *tolerant = oracle_solve(v->graph, NULL, resets, v->origin);
  for (uint32_t r = 0; r < v->graph->routers; r++) {
    bool could = tolerant->from[r] != ORACLE_NOTHING, loses = could && routes->from[r] == ORACLE_NOTHING;
    verdict->losers += could && wave_lacks(v, r);
    verdict->wrong += loses != (could && wave_lacks(v, r));
  }
  oracle_routes_free(tolerant);
}

struct wave_verdict wave_search(const struct wave *v) {
  struct wave_verdict verdict = {0};
  g_autofree bool *down = g_new0(bool, v->graph->links), *told = g_new0(bool, v->graph->routers);
  g_autofree bool *deaf = g_new(bool, v->graph->routers);
  for (uint32_t r = 0; r < v->graph->routers; r++) deaf[r] = v->profile[r] != FAULT_FORWARD;
  struct oracle_routes *routes = oracle_solve(v->graph, NULL, deaf, v->origin);
  search_sessions(v, routes, down, told);
  check_resets(v, down, &verdict);
  check_reached(v, told, &verdict);
  check_paths(v, WAVE_TRIGGER, routes, &verdict);
  search_losers(v, routes, &verdict);
  check_innocents(v, down, &verdict);
  oracle_routes_free(routes);
  return verdict;
}

/* --- in order of arrival --- */

struct wave_verdict wave_order(const struct wave *v) {
  struct wave_verdict verdict = {0};
  struct wave_order *order = wave_order_play(v->graph, v->profile, v->origin);
  check_resets(v, order->down, &verdict);
  check_reached(v, order->reached, &verdict);
  for (uint32_t r = 0; r < v->graph->routers; r++) {
    verdict.wrong += !stage_path_is(v->stage, WAVE_TRIGGER, r, order->path[r].asn, order->path[r].hops);
    verdict.losers += wave_lacks(v, r);
  }
  check_innocents(v, order->down, &verdict);
  wave_order_free(order);
  return verdict;
}
