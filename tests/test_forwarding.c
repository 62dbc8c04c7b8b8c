/* The data plane by itself: next hops are set by hand, whatever BGP would say, so that loops and
 * wrong origins come about; after every change each router fares as a walk along the next hops finds. */
#include "models/forwarding/forwarding.h"

#include "models/forwarding/chassis.h"
#include "tests/oracle.h"
#include "tests/stage.h"

enum { PLANES = 3 };

struct field {
  struct dice *dice;
  struct oracle_graph *graph;
  struct stage *stage;
  uint8_t *fate[PLANES];
  uint32_t seen[REACHES];
};

static void field_init(struct field *f, uint32_t routers) {
  struct oracle_shape shape = {routers, 0.25, 0.25, 0, true, SIM_MILLISECOND, 9 * SIM_MILLISECOND};
  struct platform platform = stage_platform();
  struct world_settings settings = stage_settings(&platform);
  f->graph = oracle_random(f->dice, &shape);
  f->stage = stage_new(oracle_network(f->graph), &settings);
  for (int i = 0; i < PLANES; i++) {
    struct plane *plane = world_plane(f->stage->world, world_add_prefix(f->stage->world, 1, false));
    f->fate[i] = g_memdup2(plane->reach, routers);
    plane->rightful = dice_below(f->dice, routers);
  }
  for (uint32_t r = 0; r < routers; r++) {
    struct world_cards cards = {.router = r, .count = 1 + dice_below(f->dice, 3)};
    if (dice_chance(f->dice, 0.4)) world_add_cards(f->stage->world, &cards);
  }
}

static void field_clear(struct field *f) {
  stage_free(f->stage);
  oracle_graph_free(f->graph);
  for (int i = 0; i < PLANES; i++) g_free(f->fate[i]);
}

static void change_hop(struct field *f) {
  const struct network *net = f->stage->net;
  uint32_t router = dice_below(f->dice, net->routers), degree = net->first[router + 1] - net->first[router];
  uint32_t hop = degree && dice_chance(f->dice, 0.9) ? net->first[router] + dice_below(f->dice, degree) : NETWORK_NONE;
  forwarding_set(f->stage->world, world_plane(f->stage->world, dice_below(f->dice, PLANES)), router,
                 forwarding_over(f->stage->net, hop), 0);
}

static void change_origin(struct field *f) {
  struct plane *plane = world_plane(f->stage->world, dice_below(f->dice, PLANES));
  uint32_t router = dice_chance(f->dice, 0.5) ? plane->rightful : dice_below(f->dice, f->stage->net->routers);
  plane->own[router] = !plane->own[router];
  forwarding_set(f->stage->world, plane, router,
                 forwarding_over(f->stage->net, plane->own[router] ? NETWORK_NONE : plane->tree[router].hop), 0);
}

static void change_link(struct field *f) {
  uint32_t half = dice_below(f->dice, f->stage->net->halves), link = f->stage->net->link[half];
  f->stage->world->cut[link] = !f->stage->world->cut[link];
  forwarding_link(f->stage->world, half, 0);
}

/* A card goes or comes, and its ports are told of one by one. */
static void change_card(struct field *f) {
  uint32_t cards = world_card_count(f->stage->world);
  if (!cards) return;
  struct line_card *card = g_ptr_array_index(f->stage->world->cards, dice_below(f->dice, cards));
  card->state = card->state == LINE_CARD_READY ? LINE_CARD_BOOTING : LINE_CARD_READY;
  for (uint32_t i = 0; i < card->ports; i++)
    for (uint32_t plane = 0; plane < PLANES; plane++)
      forwarding_port(f->stage->world, world_plane(f->stage->world, plane), card->port[i], 0);
}

/* Of a packet that arrives, hop by hop; -1 for one that does not. */
static sim_time walk_delay(const struct network *net, const struct plane *plane, uint32_t router) {
  sim_time delay = 0;
  if (plane->reach[router] != REACH_DELIVERED) return -1;
  for (uint32_t r = router; !plane->own[r]; r = net->to[plane->tree[r].hop]) delay += net->delay[plane->tree[r].hop];
  return plane->own[router] && router != plane->rightful ? -1 : delay;
}

static void check_delays(const struct field *f, uint32_t prefix) {
  const sim_time *delay = world_delays(f->stage->world, prefix);
  for (uint32_t r = 0; r < f->graph->routers; r++)
    g_assert_cmpint(delay[r], ==, walk_delay(f->stage->net, world_plane(f->stage->world, prefix), r));
}

static void field_check(struct field *f) {
  for (uint32_t i = 0; i < PLANES; i++) {
    check_delays(f, i);
    stage_check_reach(f->stage, i, f->fate[i]);
    for (uint32_t r = 0; r < f->graph->routers; r++) f->seen[f->fate[i][r]]++;
  }
  stage_forget(f->stage);
}

static void follows_every_change(void) {
  struct dice dice = {.seed = 101};
  struct field f = {.dice = &dice};
  for (int round = 0; round < 150; round++) {
    field_init(&f, 2 + dice_below(&dice, 14));
    for (int turn = 0; turn < 200; turn++) {
      uint32_t what = dice_below(&dice, 10);
      if (what < 6) change_hop(&f);
      else if (what < 7) change_origin(&f);
      else if (what < 9) change_link(&f);
      else change_card(&f);
      field_check(&f);
    }
    field_clear(&f);
  }
  for (int reach = 0; reach < REACHES; reach++) g_assert_cmpuint(f.seen[reach], >, 10000); /* all fates are common */
}

/* Six routers in a row, 0 - 1 - ... - 5, each forwarding to the one before. */
static struct stage *row(void) {
  struct network_link link[5];
  struct platform platform = stage_platform();
  struct world_settings settings = stage_settings(&platform);
  for (uint32_t i = 0; i < 5; i++)
    link[i] = (struct network_link){i, i + 1, NEIGHBOR_CUSTOMER, (i + 1) * SIM_MILLISECOND, false};
  struct stage *stage = stage_new(stage_network(6, link, 5), &settings);
  world_settle(stage->world, world_add_prefix(stage->world, 1, false), 0);
  return stage;
}

/* A letter for each router: delivered, wrong origin, hole, loop. */
static void check_fates(const struct stage *stage, const char *fates) {
  static const char letter[] = {
      [REACH_DELIVERED] = 'd', [REACH_WRONG_ORIGIN] = 'w', [REACH_BLACKHOLE] = 'h', [REACH_LOOP] = 'l'};
  for (uint32_t r = 0; r < 6; r++) g_assert_cmpint(letter[world_reach(stage->world, 0, r)], ==, fates[r]);
}

static void told_apart(void) {
  struct stage *stage = row();
  struct plane *plane = world_plane(stage->world, 0);
  check_fates(stage, "dddddd");
  forwarding_set(stage->world, plane, 3, forwarding_over(stage->net, stage_half(stage, 3, 4)), 0);
  check_fates(stage, "dddlll");
  plane->own[5] = true;
  forwarding_set(stage->world, plane, 5, forwarding_over(stage->net, NETWORK_NONE), 0);
  forwarding_set(stage->world, plane, 4, forwarding_over(stage->net, stage_half(stage, 4, 5)), 0);
  check_fates(stage, "dddwww");
  forwarding_set(stage->world, plane, 4, forwarding_over(stage->net, NETWORK_NONE), 0);
  check_fates(stage, "dddhhw");
  forwarding_set(stage->world, plane, 3, forwarding_over(stage->net, stage_half(stage, 3, 2)), 0);
  world_cut(stage->world, stage_half(stage, 1, 2));
  check_fates(stage, "ddhhhw");
  world_mend(stage->world, stage_half(stage, 1, 2));
  check_fates(stage, "ddddhw");
  plane->own[0] = false;
  forwarding_set(stage->world, plane, 0, forwarding_over(stage->net, NETWORK_NONE), 0);
  check_fates(stage, "hhhhhw");
  stage_free(stage);
}

static void delays(void) {
  struct stage *stage = row();
  const sim_time *delay = world_delays(stage->world, 0);
  for (uint32_t r = 0; r < 6; r++) g_assert_cmpint(delay[r], ==, r * (r + 1) / 2 * SIM_MILLISECOND);
  world_cut(stage->world, stage_half(stage, 3, 2));
  delay = world_delays(stage->world, 0);
  for (uint32_t r = 0; r < 6; r++) g_assert_cmpint(delay[r], ==, r < 3 ? r * (r + 1) / 2 * SIM_MILLISECOND : -1);
  stage_free(stage);
}

/* A change that makes no difference is told to nobody. */
static void silent_when_alike(void) {
  const struct network_link link[] = {{0, 1, NEIGHBOR_CUSTOMER, 1, false},
                                      {0, 2, NEIGHBOR_CUSTOMER, 1, false},
                                      {1, 3, NEIGHBOR_CUSTOMER, 1, false},
                                      {2, 3, NEIGHBOR_CUSTOMER, 1, false}};
  struct platform platform = stage_platform();
  struct world_settings settings = stage_settings(&platform);
  struct stage *stage = stage_new(stage_network(4, link, 4), &settings);
  world_settle(stage->world, world_add_prefix(stage->world, 1, false), 0);
  g_assert_cmpuint(stage->reroute->len, ==, 0);
  forwarding_set(stage->world, world_plane(stage->world, 0), 3, forwarding_over(stage->net, stage_half(stage, 3, 2)),
                 0);
  g_assert_cmpuint(stage->reroute->len, ==, 0);
  world_cut(stage->world, stage_half(stage, 3, 1));
  g_assert_cmpuint(stage->reroute->len, ==, 0);
  world_cut(stage->world, stage_half(stage, 3, 2));
  g_assert_cmpuint(stage->reroute->len, ==, 1);
  stage_free(stage);
}

static const struct stage_reroute *last_reroute(const struct stage *stage, uint32_t router, enum reach after) {
  const struct stage_reroute *r = NULL;
  for (guint i = 0; i < stage->reroute->len; i++) {
    const struct stage_reroute *each = &g_array_index(stage->reroute, struct stage_reroute, i);
    if (each->router == router && each->after == after) r = each;
  }
  return r;
}

/* The occurrence that all began with. */
static uint32_t root_of(const struct stage *stage, uint32_t id) {
  while (g_array_index(stage->occurrence, struct occurrence, id - 1).because)
    id = g_array_index(stage->occurrence, struct occurrence, id - 1).because;
  return id;
}

/* A card of router 2 crashes: whoever forwards into it or out of it loses the way to the crash itself, and finds it
 * again by something that came of the crash, the end of the boot. */
static void told_with_the_cause(void) {
  struct stage *stage = row();
  struct world_cards cards = {.router = 2, .count = 1, .boot_low = SIM_SECOND, .boot_high = SIM_SECOND};
  world_crash_card(stage->world, world_add_cards(stage->world, &cards));
  stage_rest(stage);
  uint32_t crash = stage_find(stage, OCCURRENCE_CARD_CRASH, 0)->id;
  for (uint32_t r = 2; r < 6; r++) {
    uint32_t again = last_reroute(stage, r, REACH_DELIVERED)->because;
    g_assert_cmpuint(last_reroute(stage, r, REACH_BLACKHOLE)->because, ==, crash);
    g_assert_cmpuint(again, >, crash);
    g_assert_cmpuint(root_of(stage, again), ==, crash);
  }
  stage_free(stage);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/forwarding/after every change each packet fares as a walk finds", follows_every_change);
  g_test_add_func("/forwarding/delivered, wrong origin, blackhole and loop are told apart", told_apart);
  g_test_add_func("/forwarding/delays add up along the way", delays);
  g_test_add_func("/forwarding/a change that makes no difference is told to nobody", silent_when_alike);
  g_test_add_func("/forwarding/a change is told with the occurrence that brought it about", told_with_the_cause);
  return g_test_run();
}
