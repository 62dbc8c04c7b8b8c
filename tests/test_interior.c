/* The inside of an AS: three routers in a row, a customer at either end of it, and one behind the middle.
 *
 *      10     20
 *   1 ---- 2 ---- 3      AS 20, wires with their metrics; delays in ms alike
 *   |      |      |
 *   0      4      0      AS 10 is a customer at both ends, AS 30 in the middle
 */
#include "models/forwarding/interior.h"

#include "tests/inner.h"
#include "tests/stage.h"
#include "tests/tables.h"

enum { OUTER, WEST, MIDDLE, EAST, INNER, ROUTERS };
enum { CONVERGENCE = SIM_SECOND };

static const uint32_t row_asn[ROUTERS] = {10, 20, 20, 20, 30};

static struct stage *row_of(const struct network_link *link, size_t links, const uint32_t *cluster, sim_time mrai) {
  static struct platform platform;
  platform = stage_platform();
  platform.mrai = mrai;
  struct world_settings settings = stage_settings(&platform);
  struct stage *stage = stage_new(network_new(ROUTERS, row_asn, link, links), &settings);
  static const struct world_interior_link wire[] = {{WEST, MIDDLE, 10 * SIM_MILLISECOND, 10},
                                                    {MIDDLE, EAST, 20 * SIM_MILLISECOND, 20}};
  const struct world_interior inside = {
      .first = WEST, .count = 3, .link = wire, .links = 2, .convergence = CONVERGENCE, .cluster = cluster};
  world_add_interior(stage->world, &inside);
  return stage;
}

static struct stage *row_mesh_paced(sim_time mrai) {
  static const struct network_link link[] = {{WEST, OUTER, NEIGHBOR_CUSTOMER, SIM_MILLISECOND, false},
                                             {EAST, OUTER, NEIGHBOR_CUSTOMER, SIM_MILLISECOND, false},
                                             {MIDDLE, INNER, NEIGHBOR_CUSTOMER, SIM_MILLISECOND, false},
                                             {WEST, MIDDLE, NEIGHBOR_FELLOW, 10 * SIM_MILLISECOND, false},
                                             {MIDDLE, EAST, NEIGHBOR_FELLOW, 20 * SIM_MILLISECOND, false},
                                             {WEST, EAST, NEIGHBOR_FELLOW, 30 * SIM_MILLISECOND, false}};
  return row_of(link, G_N_ELEMENTS(link), NULL, mrai);
}
static struct stage *row_mesh(void) { return row_mesh_paced(0); }

/* `reflector` reflects to the other two, which have no session with each other; the customer is at the ends. */
static struct stage *row_reflected(uint32_t reflector, bool both_ends) {
  struct network_link link[5] = {{WEST, OUTER, NEIGHBOR_CUSTOMER, SIM_MILLISECOND, false},
                                 {MIDDLE, INNER, NEIGHBOR_CUSTOMER, SIM_MILLISECOND, false}};
  uint32_t links = 2;
  if (both_ends) link[links++] = (struct network_link){EAST, OUTER, NEIGHBOR_CUSTOMER, SIM_MILLISECOND, false};
  for (uint32_t r = WEST; r <= EAST; r++)
    if (r != reflector) link[links++] = (struct network_link){reflector, r, NEIGHBOR_CLIENT, SIM_MILLISECOND, false};
  return row_of(link, links, NULL, 0);
}

static uint32_t egress(const struct stage *stage, uint32_t router) {
  return world_plane(stage->world, 0)->tree[router].to;
}

static void settle(struct stage *stage, uint32_t origin) {
  world_settle(stage->world, world_add_prefix(stage->world, 1, false), origin);
}

static void hot_potato(void) {
  struct stage *stage = row_mesh();
  settle(stage, OUTER);
  g_assert_cmpuint(egress(stage, WEST), ==, OUTER);
  g_assert_cmpuint(egress(stage, EAST), ==, OUTER);
  g_assert_cmpuint(egress(stage, MIDDLE), ==, WEST);
  g_assert_true(stage_path_is(stage, 0, MIDDLE, (const uint32_t[]){10}, 1));
  g_assert_true(stage_path_is(stage, 0, INNER, (const uint32_t[]){20, 10}, 2));
  g_assert_cmpint(world_delays(stage->world, 0)[INNER], ==, (1 + 10 + 1) * SIM_MILLISECOND);
  stage_free(stage);
}

static void wire_fails(void) {
  struct stage *stage = row_mesh();
  settle(stage, OUTER);
  stage_until(stage, SIM_SECOND);
  world_cut_inside(stage->world, WEST, MIDDLE);
  g_assert_cmpint(world_reach(stage->world, 0, MIDDLE), ==, REACH_BLACKHOLE);
  g_assert_cmpint(world_reach(stage->world, 0, INNER), ==, REACH_BLACKHOLE);
  g_assert_cmpint(world_reach(stage->world, 0, EAST), ==, REACH_DELIVERED);
  stage_until(stage, SIM_SECOND + CONVERGENCE);
  g_assert_cmpuint(egress(stage, MIDDLE), ==, EAST);
  g_assert_cmpint(world_reach(stage->world, 0, INNER), ==, REACH_DELIVERED);
  world_mend_inside(stage->world, MIDDLE, WEST);
  g_assert_cmpuint(egress(stage, MIDDLE), ==, EAST);
  stage_until(stage, SIM_SECOND + 2 * CONVERGENCE);
  g_assert_cmpuint(egress(stage, MIDDLE), ==, WEST);
  g_assert_cmpuint(stage_count(stage, OCCURRENCE_SESSION_DOWN), ==, 0);
  g_assert_cmpuint(stage->message->len, ==, 0); /* INNER is told of no change: the AS_PATH is the same */
  stage_free(stage);
}

/* A run in which the cut does not happen (world_spare): its mending does not either. */
static void wire_spared(void) {
  struct stage *stage = row_mesh();
  settle(stage, OUTER);
  world_spare(stage->world, 1);
  world_cut_inside(stage->world, WEST, MIDDLE);
  g_assert_cmpint(world_reach(stage->world, 0, MIDDLE), ==, REACH_DELIVERED);
  world_mend_inside(stage->world, WEST, MIDDLE);
  stage_rest(stage);
  g_assert_cmpuint(stage->occurrence->len, ==, 0);
  stage_free(stage);
}

static void partition(void) {
  struct stage *stage = row_mesh();
  settle(stage, INNER);
  uint32_t west = stage_half(stage, WEST, MIDDLE), east = stage_half(stage, EAST, MIDDLE);
  world_cut_inside(stage->world, WEST, MIDDLE);
  stage_until(stage, CONVERGENCE);
  g_assert_true(stage_path_is(stage, 0, WEST, (const uint32_t[]){0}, 0)); /* its egress cannot be reached */
  g_assert_true(world_session_up(stage->world, west));
  stage_until(stage, CONVERGENCE + 90 * SIM_SECOND);
  g_assert_false(world_session_up(stage->world, west));
  g_assert_true(world_session_up(stage->world, east));
  g_assert_cmpuint(stage_count(stage, OCCURRENCE_SESSION_DOWN), ==, 2);
  for (uint32_t i = 0; i < 2; i++) g_assert_cmpint(stage_find(stage, OCCURRENCE_SESSION_DOWN, i)->loss, ==, LOSS_HOLD);
  world_mend_inside(stage->world, WEST, MIDDLE);
  stage_rest(stage);
  g_assert_true(world_session_up(stage->world, west));
  g_assert_true(stage_path_is(stage, 0, WEST, (const uint32_t[]){30}, 1));
  stage_free(stage);
}

/* Two customers have the prefix, behind MIDDLE and, further from WEST, behind EAST. When WEST's way to both of them
 * grows by as much, its choice stays, and nobody is told of what is best while one of them has been looked at. */
static void one_decision(void) {
  static const uint32_t asn[] = {10, 20, 20, 20, 30, 40};
  static const struct network_link link[] = {{WEST, OUTER, NEIGHBOR_PROVIDER, SIM_MILLISECOND, false},
                                             {MIDDLE, INNER, NEIGHBOR_CUSTOMER, SIM_MILLISECOND, false},
                                             {EAST, ROUTERS, NEIGHBOR_CUSTOMER, SIM_MILLISECOND, false},
                                             {WEST, MIDDLE, NEIGHBOR_FELLOW, SIM_MILLISECOND, false},
                                             {MIDDLE, EAST, NEIGHBOR_FELLOW, SIM_MILLISECOND, false},
                                             {WEST, EAST, NEIGHBOR_FELLOW, SIM_MILLISECOND, false}};
  static const struct world_interior_link wire[] = {
      {WEST, MIDDLE, SIM_MILLISECOND, 1}, {WEST, MIDDLE, SIM_MILLISECOND, 100}, {MIDDLE, EAST, SIM_MILLISECOND, 1}};
  const struct world_interior inside = {.first = WEST, .count = 3, .link = wire, .links = 3, .convergence = 1};
  struct platform platform = stage_platform();
  struct world_settings settings = stage_settings(&platform);
  struct stage *stage = stage_new(network_new(ROUTERS + 1, asn, link, G_N_ELEMENTS(link)), &settings);
  world_add_interior(stage->world, &inside);
  settle(stage, INNER);
  world_announce(stage->world, 0, ROUTERS, ATTRS_PLAIN);
  stage_rest(stage);
  stage_forget(stage);
  world_cut_inside(stage->world, WEST, MIDDLE);
  stage_rest(stage);
  g_assert_cmpuint(egress(stage, WEST), ==, MIDDLE); /* nearer than EAST, as before */
  g_assert_cmpuint(stage_sent(stage, WEST, OUTER, 0), ==, 0);
  stage_free(stage);
}

/* RFC 4271 section 10: MRAI is 30 s over eBGP and 5 s over iBGP. */
static void paced_inside(void) {
  struct stage *stage = row_mesh_paced(30 * SIM_SECOND);
  settle(stage, MIDDLE);
  for (int i = 0; i < 2; i++) { /* the second announcement waits */
    world_withdraw(stage->world, 0, MIDDLE);
    world_announce(stage->world, 0, MIDDLE, ATTRS_PLAIN);
  }
  stage_until(stage, 6 * SIM_SECOND);
  g_assert_cmpuint(world_best(stage->world, 0, WEST), !=, PATH_NONE);
  g_assert_cmpuint(world_best(stage->world, 0, INNER), ==, PATH_NONE);
  stage_free(stage);
}

/* RFC 4456 section 6: what comes from a client goes to all others, and the egress stays who it was. */
static void reflection(void) {
  struct stage *stage = row_reflected(EAST, false);
  settle(stage, OUTER);
  g_assert_cmpuint(egress(stage, MIDDLE), ==, WEST);
  g_assert_cmpuint(egress(stage, EAST), ==, WEST);
  g_assert_true(stage_path_is(stage, 0, INNER, (const uint32_t[]){20, 10}, 2));
  const struct plane *plane = world_plane(stage->world, 0);
  const struct plane_inner *inner = &plane->inner_in[network_inner(stage->net, stage_half(stage, MIDDLE, EAST))];
  g_assert_cmpuint(inner->cluster, ==, path_from(world_paths(stage->world), (const uint32_t[]){EAST}, 1));
  /* section 8: the originator hears its own route again and ignores it */
  g_assert_cmpuint(plane->adj_in[stage_half(stage, WEST, EAST)], ==, PATH_NONE);
  g_assert_cmpuint(plane->adj_out[stage_half(stage, EAST, WEST)], !=, PATH_NONE);
  stage_free(stage);
}

/* A reflector passes on its own choice alone: the client in the middle does not hear of the nearer egress. */
static void reflection_hides(void) {
  struct stage *stage = row_reflected(EAST, true);
  settle(stage, OUTER);
  g_assert_cmpuint(egress(stage, MIDDLE), ==, EAST);
  stage_free(stage);
}

/* In a full mesh what comes over iBGP does not go back there (RFC 4271 section 9.2). */
static void mesh_tells_once(void) {
  struct stage *stage = row_mesh();
  settle(stage, INNER);
  const struct plane *plane = world_plane(stage->world, 0);
  g_assert_cmpuint(plane->adj_out[stage_half(stage, MIDDLE, WEST)], !=, PATH_NONE);
  g_assert_cmpuint(plane->adj_out[stage_half(stage, WEST, EAST)], ==, PATH_NONE);
  g_assert_cmpuint(plane->adj_out[stage_half(stage, WEST, OUTER)], !=, PATH_NONE);
  stage_free(stage);
}

/* Two reflectors with one CLUSTER_ID keep nothing from each other that came through a client of the cluster. */
static void cluster_loops(void) {
  static const struct network_link link[] = {{WEST, OUTER, NEIGHBOR_CUSTOMER, SIM_MILLISECOND, false},
                                             {MIDDLE, WEST, NEIGHBOR_CLIENT, SIM_MILLISECOND, false},
                                             {EAST, WEST, NEIGHBOR_CLIENT, SIM_MILLISECOND, false},
                                             {MIDDLE, EAST, NEIGHBOR_FELLOW, SIM_MILLISECOND, false}};
  struct stage *stage = row_of(link, G_N_ELEMENTS(link), (const uint32_t[]){1, 7, 7}, 0);
  settle(stage, OUTER);
  const struct plane *plane = world_plane(stage->world, 0);
  g_assert_cmpuint(plane->adj_out[stage_half(stage, MIDDLE, EAST)], !=, PATH_NONE);
  g_assert_cmpuint(plane->adj_in[stage_half(stage, EAST, MIDDLE)], ==, PATH_NONE);
  g_assert_cmpuint(egress(stage, EAST), ==, WEST);
  stage_free(stage);
}

static void external_wins(void) {
  struct stage *stage = row_mesh();
  settle(stage, OUTER);
  uint64_t rank = world_plane(stage->world, 0)->best[EAST];
  g_assert_false(decision_rank_internal(rank)); /* RFC 4271 section 9.1.2.2 d, though WEST has the lower id */
  world_fail(stage->world, stage_half(stage, EAST, OUTER));
  stage_rest(stage);
  g_assert_cmpuint(egress(stage, EAST), ==, WEST);
  g_assert_true(decision_rank_internal(world_plane(stage->world, 0)->best[EAST]));
  g_assert_cmpint(world_reach(stage->world, 0, EAST), ==, REACH_DELIVERED);
  stage_free(stage);
}

/* Round-robin over two cards: the session to INNER and the wire to EAST on the first, the wire to WEST on the other. */
static void card_crashes(void) {
  struct stage *stage = row_mesh();
  const struct world_cards cards = {.router = MIDDLE,
                                    .count = 2,
                                    .placement = PLACEMENT_ROUND_ROBIN,
                                    .boot_low = 50 * SIM_SECOND,
                                    .boot_high = 50 * SIM_SECOND};
  uint32_t card = world_add_cards(stage->world, &cards);
  settle(stage, OUTER);
  world_crash_card(stage->world, card + 1);
  g_assert_cmpint(world_reach(stage->world, 0, INNER), ==, REACH_BLACKHOLE);
  stage_until(stage, CONVERGENCE);
  g_assert_cmpuint(egress(stage, MIDDLE), ==, EAST);
  g_assert_cmpint(world_reach(stage->world, 0, INNER), ==, REACH_DELIVERED);
  stage_rest(stage);
  g_assert_cmpint(stage->sim->now, ==, 50 * SIM_SECOND + CONVERGENCE);
  g_assert_cmpuint(egress(stage, MIDDLE), ==, WEST);
  g_assert_cmpuint(stage_count(stage, OCCURRENCE_SESSION_DOWN), ==, 0);
  stage_forget(stage);
  world_crash_card(stage->world, card);
  stage_rest(stage);
  g_assert_cmpuint(stage_count(stage, OCCURRENCE_SESSION_DOWN), ==, 1);
  g_assert_cmpuint(stage_find(stage, OCCURRENCE_SESSION_DOWN, 0)->peer, ==, INNER);
  stage_free(stage);
}

/* --- random networks --- */

static struct stage *inner_stage(const struct inner *inner) {
  static struct platform platform;
  platform = stage_platform();
  struct world_settings settings = stage_settings(&platform);
  struct stage *stage = stage_new(inner_network(inner), &settings);
  inner_add(inner, stage->world);
  world_add_prefix(stage->world, 1, false);
  return stage;
}

static bool external(const struct plane *p, uint32_t router) {
  return p->best[router] != DECISION_NO_ROUTE && !decision_rank_internal(p->best[router]);
}

/* The AS-level answer holds at every router, and who has no way out of its own takes the nearest of the AS's. */
static void check_rule(const struct stage *stage, const struct inner *inner, uint32_t origin, bool mesh) {
  const struct plane *p = world_plane(stage->world, 0);
  struct oracle_routes *routes = oracle_solve(inner->graph, NULL, NULL, inner->as[origin]);
  for (uint32_t r = 0; r < inner->routers; r++) {
    uint32_t as = inner->as[r];
    bool has = routes->from[as] != ORACLE_NOTHING;
    g_assert_cmpint(p->best[r] != DECISION_NO_ROUTE, ==, has);
    g_assert_cmpint(world_reach(stage->world, 0, r), ==, has ? REACH_DELIVERED : REACH_BLACKHOLE);
    if (!has || r == origin) continue;
    g_assert_cmpuint(path_hops(world_paths(stage->world), world_best(stage->world, 0, r)), ==, routes->hops[as]);
    if (external(p, r) || !mesh) continue;
    for (uint32_t e = inner->first[as]; e < inner->first[as + 1]; e++)
      if (external(p, e)) g_assert_cmpuint(inner_metric(inner, r, p->tree[r].to), <=, inner_metric(inner, r, e));
  }
  oracle_routes_free(routes);
}

/* Sessions fail, wires are cut, everything comes back. */
static void upset(struct stage *stage, const struct inner *inner, struct dice *dice) {
  GArray *half = g_array_new(FALSE, FALSE, sizeof(uint32_t)), *wire = g_array_new(FALSE, FALSE, sizeof(uint32_t));
  for (uint32_t h = 0; h < stage->net->halves; h++)
    if (h < stage->net->back[h] && dice_chance(dice, 0.1)) g_array_append_val(half, h);
  for (uint32_t i = 0; i < inner->wires; i++)
    if (dice_chance(dice, 0.3)) g_array_append_val(wire, i);
  for (guint i = 0; i < half->len; i++) world_fail(stage->world, g_array_index(half, uint32_t, i));
  for (guint i = 0; i < wire->len; i++) {
    const struct world_interior_link *cut = &inner->wire[g_array_index(wire, uint32_t, i)];
    world_cut_inside(stage->world, cut->a, cut->b);
  }
  stage_until(stage, stage->sim->now + dice_below(dice, 200) * SIM_SECOND);
  for (guint i = 0; i < half->len; i++) world_restore(stage->world, g_array_index(half, uint32_t, i));
  for (guint i = 0; i < wire->len; i++) {
    const struct world_interior_link *cut = &inner->wire[g_array_index(wire, uint32_t, i)];
    world_mend_inside(stage->world, cut->a, cut->b);
  }
  stage_rest(stage);
  g_array_free(half, TRUE);
  g_array_free(wire, TRUE);
}

/* The solver, the kernel from cold, and the kernel after all sorts of trouble end in the same tables. */
static void random_networks(bool reflectors, uint64_t seed) {
  struct dice dice = {.seed = seed};
  for (int round = 0; round < 150; round++) {
    struct oracle_shape shape = oracle_shape_random(&dice, 30);
    struct oracle_graph *graph = oracle_random(&dice, &shape);
    struct inner *inner = inner_random(&dice, graph, reflectors);
    uint32_t origin = dice_below(&dice, inner->routers);
    struct stage *cold = inner_stage(inner), *settled = inner_stage(inner);
    world_announce(cold->world, 0, origin, ATTRS_PLAIN);
    stage_rest(cold);
    world_settle(settled->world, 0, origin);
    g_assert_cmpuint(settled->world->sim.handled, ==, 0); /* not the kernel in disguise */
    check_rule(settled, inner, origin, !reflectors);
    tables_equal(cold->world, 0, settled->world, 0);
    upset(settled, inner, &dice);
    tables_equal(cold->world, 0, settled->world, 0);
    stage_free(cold);
    stage_free(settled);
    inner_free(inner);
    oracle_graph_free(graph);
  }
}

static void random_meshes(void) { random_networks(false, 51); }

static void random_reflectors(void) { random_networks(true, 52); }

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/interior/the nearest egress wins (RFC 4271 9.1.2.2 e)", hot_potato);
  g_test_add_func("/interior/eBGP wins over iBGP (RFC 4271 9.1.2.2 d)", external_wins);
  g_test_add_func("/interior/a wire that fails is a hole until the IGP has another way", wire_fails);
  g_test_add_func("/interior/a wire that is spared its cut carries on, and needs no mending", wire_spared);
  g_test_add_func("/interior/a partition silences sessions until their hold timers end them", partition);
  g_test_add_func("/interior/MRAI is shorter inside an AS (RFC 4271 10)", paced_inside);
  g_test_add_func("/interior/an SPF run makes one decision, whatever it changes", one_decision);
  g_test_add_func("/interior/what comes over iBGP stays with who hears it in a full mesh", mesh_tells_once);
  g_test_add_func("/interior/a reflector passes on what a client tells (RFC 4456 6)", reflection);
  g_test_add_func("/interior/a reflector hides all but its own choice", reflection_hides);
  g_test_add_func("/interior/CLUSTER_LIST ends loops between reflectors (RFC 4456 8)", cluster_loops);
  g_test_add_func("/interior/a card takes its wires along, and its sessions", card_crashes);
  g_test_add_func("/interior/solver, cold kernel and kernel after trouble agree on full meshes", random_meshes);
  g_test_add_func("/interior/solver, cold kernel and kernel after trouble agree with route reflectors",
                  random_reflectors);
  return g_test_run();
}
