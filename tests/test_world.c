/* Gao-Rexford routing has one stable state. So whatever goes wrong on the way - sessions reset, closed,
 * silent, ports dark, cards crashing, origins coming and going, a malformed route going round, all at once - when
 * everything is whole again the tables say what the oracle says, and at every moment on the way the data plane is what
 * a walk finds. */
#include "models/forwarding/chassis.h"
#include "models/session/session.h"
#include "tests/fault.h"
#include "tests/oracle.h"
#include "tests/stage.h"

enum { BAD, PREFIXES = 3 };

struct torture {
  struct dice *dice;
  const struct oracle_graph *graph;
  struct stage *stage;
  struct fault fault;
  uint16_t *profile_of;
  struct platform platform[3];
  uint8_t *platform_of;
  bool *closed, *cut; /* [links] */
  uint32_t origin[PREFIXES];
  bool announced[PREFIXES];
  uint8_t *fate[PREFIXES];
};

static struct platform platform_random(struct dice *dice) {
  struct platform p = stage_platform();
  stage_wait(&p, dice_below(dice, 3) * SIM_SECOND, dice_below(dice, 2) * SIM_SECOND);
  p.hold = (3 + dice_below(dice, 10)) * SIM_SECOND;
  p.keepalive = p.hold / 3;
  p.connect_retry = dice_below(dice, 2) * 5 * SIM_SECOND;
  p.bfd = dice_below(dice, 2) * 100 * SIM_MILLISECOND;
  p.bfd_multiplier = 1 + dice_below(dice, 5);
  p.mrai = dice_below(dice, 3) * SIM_SECOND;
  p.paces_withdrawals = dice_chance(dice, 0.5);
  p.transfer_rate = dice_below(dice, 2) * 20;
  p.processing = dice_below(dice, 2) * SIM_MILLISECOND;
  return p;
}

static void platform_restarts(struct dice *dice, struct platform *p) {
  p->process_restart = dice_below(dice, 3) * 2 * SIM_SECOND;
  p->crash_silent = dice_chance(dice, 0.3);
  p->keeps_fib = dice_chance(dice, 0.5);
  p->graceful = (enum platform_graceful)dice_below(dice, 3);
  p->graceful_notification = dice_chance(dice, 0.5);
  p->restart_time = dice_below(dice, 4) * 3 * SIM_SECOND;
  p->stale_time = dice_below(dice, 3) * 8 * SIM_SECOND;
  p->deferral_time = dice_below(dice, 3) * 4 * SIM_SECOND;
}

static uint32_t half_of(const struct torture *t, uint32_t link) {
  const struct network_link *l = &t->graph->link[link];
  return dice_chance(t->dice, 0.5) ? stage_half(t->stage, l->a, l->b) : stage_half(t->stage, l->b, l->a);
}

static void toggle_prefix(struct torture *t, uint32_t prefix) {
  bool bad = prefix == BAD && dice_chance(t->dice, 0.7);
  if (t->announced[prefix]) world_withdraw(t->stage->world, prefix, t->origin[prefix]);
  else world_announce(t->stage->world, prefix, t->origin[prefix], bad ? fault_attrs(t->stage->world) : ATTRS_PLAIN);
  t->announced[prefix] = !t->announced[prefix];
}

static void toggle_session(struct torture *t, uint32_t link) {
  if (t->closed[link]) world_restore(t->stage->world, half_of(t, link));
  else world_fail(t->stage->world, half_of(t, link));
  t->closed[link] = !t->closed[link];
}

static void toggle_link(struct torture *t, uint32_t link) {
  uint32_t half = half_of(t, link);
  if (t->cut[link] && session_of(t->stage->world, half)->cuts) world_mend(t->stage->world, half);
  else if (t->cut[link]) session_mend(t->stage->world, half, 0);
  else if (dice_chance(t->dice, 0.5)) world_cut(t->stage->world, half_of(t, link));
  else session_cut(t->stage->world, half_of(t, link), SESSION_CUT_DARK, 0);
  t->cut[link] = !t->cut[link];
}

static void something(struct torture *t) {
  uint32_t link = dice_below(t->dice, t->graph->links), cards = world_card_count(t->stage->world);
  switch (dice_below(t->dice, 7)) {
  case 0:
    toggle_prefix(t, dice_below(t->dice, PREFIXES));
    return;
  case 1:
    toggle_session(t, link);
    return;
  case 2:
    toggle_link(t, link);
    return;
  case 3:
    session_lose(t->stage->world, half_of(t, link), LOSS_NOTIFICATION_SENT, 3, 1, 0);
    return;
  case 4:
    world_crash_process(t->stage->world, dice_below(t->dice, t->graph->routers));
    return;
  case 5:
    if (cards) world_crash_card(t->stage->world, dice_below(t->dice, cards));
    return;
  default:
    if (cards) world_patch_card(t->stage->world, dice_below(t->dice, cards));
    return;
  }
}

static bool is_origin(const struct torture *t, uint32_t router) {
  for (int i = 0; i < PREFIXES; i++)
    if (t->origin[i] == router) return true;
  return false;
}

static void torture_cards(struct torture *t) {
  for (uint32_t r = 0; r < t->graph->routers; r++) {
    struct world_cards cards = {.router = r, .count = 1 + dice_below(t->dice, 3), .vulnerable = 0.7};
    cards.odds.corrupt_p = 0.05;
    cards.odds.trip_p = 0.2;
    cards.fib_rate = dice_below(t->dice, 3);
    cards.boot_low = SIM_SECOND;
    cards.boot_high = 4 * SIM_SECOND;
    cards.change_share = 0.5;
    cards.krt_share = dice_below(t->dice, 3) * 0.5;
    if (!is_origin(t, r) && dice_chance(t->dice, 0.4)) world_add_cards(t->stage->world, &cards);
  }
}

static void torture_init(struct torture *t) {
  t->platform_of = g_new(uint8_t, t->graph->routers);
  for (int i = 0; i < 3; i++) {
    t->platform[i] = platform_random(t->dice);
    platform_restarts(t->dice, &t->platform[i]);
  }
  for (uint32_t r = 0; r < t->graph->routers; r++) t->platform_of[r] = (uint8_t)dice_below(t->dice, 3);
  t->platform_of[0] = 2; /* so that all three are counted in */
  t->profile_of = g_new(uint16_t, t->graph->routers);
  for (uint32_t r = 0; r < t->graph->routers; r++)
    t->profile_of[r] = dice_chance(t->dice, 0.7) ? FAULT_FORWARD : (uint16_t)dice_below(t->dice, FAULT_PROFILES);
  fault_init(&t->fault);
  struct world_settings settings = stage_settings(t->platform);
  settings.platform_of = t->platform_of;
  settings.profiles = t->fault.profile;
  settings.profile_count = FAULT_PROFILES;
  settings.profile_of = t->profile_of;
  settings.seed = t->dice->nth;
  settings.mrai_jitter = settings.session_jitter = dice_chance(t->dice, 0.5);
  settings.sender_loop_check = dice_chance(t->dice, 0.3);
  t->stage = stage_new(oracle_network(t->graph), &settings);
  t->closed = g_new0(bool, t->graph->links);
  t->cut = g_new0(bool, t->graph->links);
  for (uint32_t i = 0; i < PREFIXES; i++) {
    t->origin[i] = dice_below(t->dice, t->graph->routers);
    t->fate[i] = g_memdup2(world_plane(t->stage->world, world_add_prefix(t->stage->world, 1 + i, i == BAD))->reach,
                           t->graph->routers);
  }
  torture_cards(t);
}

static void torture_clear(struct torture *t) {
  stage_free(t->stage);
  fault_clear(&t->fault);
  g_free(t->platform_of);
  g_free(t->profile_of);
  g_free(t->closed);
  g_free(t->cut);
  for (int i = 0; i < PREFIXES; i++) g_free(t->fate[i]);
}

static void check_moment(struct torture *t) {
  for (uint32_t i = 0; i < PREFIXES; i++) stage_check_reach(t->stage, i, t->fate[i]);
  stage_forget(t->stage);
}

/* Steps of all sizes, from within one link's delay to beyond every timer. */
static void let_time_pass(struct torture *t) {
  static const sim_time step[] = {0, SIM_MILLISECOND, 20 * SIM_MILLISECOND, SIM_SECOND, 10 * SIM_SECOND};
  stage_until(t->stage, t->stage->sim->now + step[dice_below(t->dice, G_N_ELEMENTS(step))]);
}

static void make_whole(struct torture *t) {
  for (uint32_t link = 0; link < t->graph->links; link++) {
    if (t->closed[link]) toggle_session(t, link);
    if (t->cut[link]) toggle_link(t, link);
  }
  for (uint32_t c = 0; c < world_card_count(t->stage->world); c++) world_patch_card(t->stage->world, c);
  for (uint32_t i = 0; i < PREFIXES; i++) world_announce(t->stage->world, i, t->origin[i], ATTRS_PLAIN);
}

static void check_end(struct torture *t) {
  for (uint32_t i = 0; i < PREFIXES; i++) {
    struct oracle_routes *routes = oracle_solve(t->graph, NULL, NULL, t->origin[i]);
    for (uint32_t r = 0; r < t->graph->routers; r++) {
      uint32_t path[256], count = oracle_path(t->graph, routes, r, path, 256);
      g_assert_true(stage_path_is(t->stage, i, r, path, count));
      g_assert_cmpint(world_reach(t->stage->world, i, r), ==,
                      routes->from[r] == ORACLE_NOTHING ? REACH_BLACKHOLE : REACH_DELIVERED);
    }
    oracle_routes_free(routes);
  }
  for (uint32_t h = 0; h < t->stage->net->halves; h++) g_assert_true(world_session_up(t->stage->world, h));
  for (uint32_t c = 0; c < world_card_count(t->stage->world); c++) g_assert_true(world_card_up(t->stage->world, c));
}

static void torture_once(struct dice *dice) {
  struct oracle_shape shape = oracle_shape_random(dice, 40);
  if (shape.routers > 14) shape.transit = MIN(shape.transit, 0.1); /* path exploration is exponential in depth */
  struct oracle_graph *graph = oracle_random(dice, &shape);
  struct torture t = {.dice = dice, .graph = graph};
  for (uint32_t i = 0; i < graph->links; i++) graph->link[i].exchange = dice_chance(dice, 0.3);
  torture_init(&t);
  for (int turn = 0; graph->links && turn < 60; turn++) {
    for (uint32_t n = 1 + dice_below(dice, 3); n; n--) something(&t);
    let_time_pass(&t);
    check_moment(&t);
  }
  make_whole(&t);
  stage_rest(t.stage);
  check_moment(&t);
  if (graph->links) check_end(&t);
  torture_clear(&t);
  oracle_graph_free(graph);
}

static void torture(void) {
  struct dice dice = {.seed = 61};
  for (int round = 0; round < 3000; round++) torture_once(&dice);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/world/whatever happens, it finds back to the one stable state", torture);
  return g_test_run();
}
