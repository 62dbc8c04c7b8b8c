/* Two ways to hear: each UPDATE an event like all others, or all at once before somebody looks (downhill.h). */
#include "models/downhill/downhill_inside.h"

#include "tests/account.h"
#include "tests/play.h"

enum { PLAYS = 300, FEW = 5, CUTS = 4 };

/* All that happens is that a stub loses sessions and gets them back; half of the prefixes are its own. */
static void down_play_router(struct play *play, const struct network *n) {
  uint32_t router = play->origin[0];
  for (uint32_t tries = 0; tries < n->routers && n->first[router] != n->peers[router]; tries++)
    router = (router + 1) % n->routers;
  uint32_t degree = n->first[router + 1] - n->first[router];
  for (int i = 0; i < PLAY_PREFIXES / 2; i++) play->origin[i] = router;
  for (int i = 0; i < PLAY_ACTIONS && degree; i++) {
    struct play_action *a = &play->action[i];
    a->act = a->act == PLAY_ANNOUNCE ? PLAY_FAIL : a->act == PLAY_WITHDRAW ? PLAY_RESTORE : a->act;
    a->what = n->first[router] + a->what % degree;
  }
}

/* And here and there something else, but no trigger; some links are out so shortly that sessions outlive it. */
static void down_play_few(struct play *play, struct dice *dice) {
  for (int i = 0; i < FEW; i++) {
    play->action[i].act = (enum play_act)dice_below(dice, PLAY_ANNOUNCE);
    play->action[i].what = dice_below(dice, 1 << 20);
  }
  for (int i = FEW; i < FEW + 2 * CUTS; i += 2) {
    struct play_action *cut = &play->action[i], *mend = &play->action[i + 1];
    cut->act = PLAY_CUT;
    mend->act = PLAY_MEND;
    cut->what = mend->what = dice_below(dice, 1 << 20);
    mend->at = cut->at + (1 + dice_below(dice, 60)) * SIM_SECOND;
  }
}

/* What UPDATEs cost is the same in two worlds, one of which draws it by chance. */
static void down_play_costs(struct play *play, struct dice *dice) {
  play->drawn = (1 + dice_below(dice, 3)) * SIM_SECOND / (dice_below(dice, 2) ? 20 : 1);
  for (int i = 0; i < PLAY_PLATFORMS; i++) {
    play->platform[i].processing = play->drawn;
    play->platform[i].batches = dice_below(dice, 2);
    play->platform[i].mrai *= 1 + dice_below(dice, 6);
  }
}

/* Both go on to the end, or are left in the midst of it, and are looked at now and then. */
static void replays_run(struct stage *const *stage, uint32_t name, uint32_t origin) {
  uint32_t routers = stage[0]->net->routers;
  const sim_time *delay[2];
  for (int k = 0; k < 2; k++) {
    stage_forget(stage[k]);
    g_assert_true(world_replay(stage[k]->world, name, 1, origin));
  }
  for (int part = 1; part <= (name % 2 ? 50 : 20 + (int)name); part++) {
    for (int k = 0; k < 2; k++) {
      world_replay_until(stage[k]->world, PLAY_END * part / 50);
      delay[k] = world_delays(stage[k]->world, 0);
    }
    g_assert_cmpmem(delay[0], routers * sizeof **delay, delay[1], routers * sizeof **delay);
  }
}

/* Compares two replays of each prefix. Returns how many messages went to stubs of the second. */
static guint replays_equal(const struct play *play, struct stage *a, struct stage *b) {
  guint heard = 0;
  for (uint32_t i = 0; i < PLAY_PREFIXES; i++) {
    struct stage *stage[] = {a, b};
    replays_run(stage, i, play->origin[i]);
    struct account one = account_of(a, 0), other = account_of(b, 0);
    account_equal(&one, &other);
    g_assert_cmpuint(world_messages(a->world), ==, world_messages(b->world));
    for (guint m = 0; m < one.message->len; m++)
      heard += b->world->replay->downhill->map.down[g_array_index(one.message, struct stage_message, m).peer];
    account_clear(&one);
    account_clear(&other);
  }
  return heard;
}

/* Where what they cost is drawn by chance, UPDATEs to stubs are events like all others. */
static guint down_plays(struct play *play) {
  struct history *history = history_new();
  sim_time drawn = play->drawn;
  stage_free(play_run(play, 0, history));
  struct stage *live = play_stage(play, NULL, history);
  play->drawn = 0;
  struct stage *afterwards = play_stage(play, NULL, history);
  guint heard = replays_equal(play, live, afterwards);
  afterwards->world->replay->downhill->most = 3; /* and when they hear again and again */
  heard += replays_equal(play, live, afterwards);
  g_assert_null(live->world->replay->far);
  play->drawn = drawn;
  stage_free(afterwards);
  stage_free(live);
  history_free(history);
  return heard;
}

static void down_test(enum play_scene scene, bool few) {
  guint heard = 0;
  for (uint64_t seed = 1; seed <= PLAYS; seed++) {
    struct dice dice = {seed, 2};
    struct play *play = play_new(&dice, scene);
    struct stage *map = play_stage(play, NULL, NULL);
    down_play_costs(play, &dice);
    if (scene == PLAY_ROUTER) down_play_router(play, map->net);
    if (few) down_play_few(play, &dice);
    stage_free(map);
    heard += down_plays(play);
    play_free(play);
  }
  g_test_message("%u messages", heard);
  g_assert_cmpuint(heard, >, 5 * PLAYS);
}

static void test_afterwards(void) { down_test(PLAY_ROUTER, false); }

static void test_restless(void) { down_test(PLAY_ROUTER, true); }

static void test_sessions(void) { down_test(PLAY_SESSIONS, false); }

static void test_any(void) { down_test(PLAY_SESSIONS, true); }

/* --- by hand --- */

enum { LEFT, BETWEEN, RIGHT, BELOW, LAST, ORIGIN, HANDS };

/* The origin has three providers; two of them and somebody below have customers that it does not have. */
static struct stage *hand_stage(struct platform *platform, const struct history *history) {
  static const struct network_link link[] = {
      {LEFT, ORIGIN, NEIGHBOR_CUSTOMER, SIM_MILLISECOND, false},
      {BETWEEN, ORIGIN, NEIGHBOR_CUSTOMER, SIM_MILLISECOND, false},
      {RIGHT, ORIGIN, NEIGHBOR_CUSTOMER, SIM_MILLISECOND, false},
      {LEFT, BELOW, NEIGHBOR_CUSTOMER, SIM_MILLISECOND, false},
      {RIGHT, BELOW, NEIGHBOR_CUSTOMER, SIM_MILLISECOND, false},
      {BELOW, LAST, NEIGHBOR_CUSTOMER, SIM_MILLISECOND, false},
  };
  struct world_settings settings = stage_settings(platform);
  *platform = stage_platform();
  settings.replays = history;
  return stage_new(stage_network(HANDS, link, G_N_ELEMENTS(link)), &settings);
}

/* Something happens to the session that `router` has with `peer`. */
static void hand_record(struct history *history, const struct network *n, sim_time at, uint32_t owner,
                        enum history_kind kind, uint32_t router, uint32_t peer) {
  struct history_record record = {
      .at = at, .owner = owner, .kind = (uint16_t)kind, .what = network_half(n, router, peer)};
  history_add(history, record, history->record->len + 1);
}

/* Two providers tell in one instant that a route is gone, and between the two a session ends elsewhere. */
static void hand_instant(struct history *history, const struct network *n) {
  sim_time at = SIM_SECOND;
  hand_record(history, n, at, WORLD_OWNER_SESSION | network_half(n, LEFT, ORIGIN), HISTORY_DOWN, LEFT, ORIGIN);
  hand_record(history, n, at, WORLD_OWNER_SESSION | network_half(n, RIGHT, ORIGIN), HISTORY_DOWN, RIGHT, ORIGIN);
  at += SIM_MILLISECOND;
  hand_record(history, n, at, WORLD_OWNER_FLIGHT | network_half(n, BETWEEN, ORIGIN), HISTORY_DOWN, BETWEEN, ORIGIN);
  history_close(history);
}

/* All routes are gone, and in the instant in which the first customer downhill learns it, it loses its own. */
static void hand_loss(struct history *history, const struct network *n) {
  sim_time at = SIM_SECOND;
  hand_record(history, n, at, WORLD_OWNER_SESSION | network_half(n, LEFT, ORIGIN), HISTORY_DOWN, LEFT, ORIGIN);
  at += SIM_MILLISECOND;
  hand_record(history, n, at, WORLD_OWNER_FLIGHT | network_half(n, LAST, BELOW), HISTORY_DOWN, BELOW, LAST);
  history_close(history);
}

/* How many UPDATEs the last customer is sent. `most`: after so many notes everybody hears. */
static uint32_t hand_told(void (*happens)(struct history *history, const struct network *network), uint32_t most) {
  struct platform platform;
  struct history *history = history_new();
  struct stage *map = hand_stage(&platform, NULL);
  happens(history, map->net);
  struct stage *stage = hand_stage(&platform, history);
  stage->world->replay->downhill->most = most;
  g_assert_true(world_replay(stage->world, 0, 1, ORIGIN));
  world_replay_until(stage->world, 2 * SIM_SECOND);
  g_assert_true(stage->world->replay->far[stage_half(stage, LEFT, BELOW)]);
  uint32_t told = stage_sent(stage, BELOW, LAST, 0);
  stage_free(stage);
  stage_free(map);
  history_free(history);
  return told;
}

static void test_instant(void) {
  g_assert_cmpuint(hand_told(hand_instant, UINT32_MAX), ==, 1);
  g_assert_cmpuint(hand_told(hand_instant, 0), ==, 1);
}

static void test_loss(void) { g_assert_cmpuint(hand_told(hand_loss, UINT32_MAX), ==, 0); }

/* One end ignores what it hears from then on, and hears that a route is gone and back. */
static void hand_family(struct history *history, const struct network *n) {
  uint32_t owner = WORLD_OWNER_SESSION | network_half(n, LEFT, ORIGIN);
  hand_record(history, n, SIM_SECOND, owner, HISTORY_FAMILY, BELOW, LEFT);
  for (int up = 0; up <= 1; up++) {
    hand_record(history, n, (2 + up) * SIM_SECOND, owner, up ? HISTORY_UP : HISTORY_DOWN, LEFT, ORIGIN);
    hand_record(history, n, (2 + up) * SIM_SECOND, owner, up ? HISTORY_UP : HISTORY_DOWN, ORIGIN, LEFT);
  }
  history_close(history);
}

static void test_family(void) {
  struct platform platform;
  struct history *history = history_new();
  struct stage *map = hand_stage(&platform, NULL);
  hand_family(history, map->net);
  struct stage *stage = hand_stage(&platform, history);
  g_assert_true(world_replay(stage->world, 0, 1, ORIGIN));
  world_replay_until(stage->world, 4 * SIM_SECOND);
  g_assert_cmpint(world_reach(stage->world, 0, LEFT), ==, REACH_DELIVERED);
  g_assert_cmpuint(stage_sent(stage, LEFT, BELOW, 0), ==, 2);
  g_assert_cmpuint(world_plane(stage->world, 0)->tree[BELOW].to, ==, RIGHT);
  stage_free(stage);
  stage_free(map);
  history_free(history);
}

/* --- who it is --- */

static void test_origins(void) {
  struct platform platform;
  struct history *history = history_new();
  struct stage *stage = hand_stage(&platform, history);
  for (int turn = 0; turn < 2; turn++) {
    const struct downhill_map *m = &stage->world->replay->downhill->map;
    g_assert_true(world_replay(stage->world, 0, 1, ORIGIN));
    for (uint32_t r = 0; r < HANDS; r++) g_assert_true(m->down[r] == (r == BELOW || r == LAST));
    g_assert_true(world_replay(stage->world, 0, 1, LAST));
    for (uint32_t r = 0; r < HANDS; r++) g_assert_true(m->down[r] == (r == BETWEEN || r == ORIGIN));
    for (uint32_t h = 0; h < stage->net->halves; h++) g_assert_true(m->far[h] == m->down[stage->net->to[h]]);
    replay_rest(stage->world, ORIGIN);
    g_assert_null(stage->world->replay->far); /* UPDATEs are events while it is settled */
  }
  stage_free(stage);
  history_free(history);
}

static void test_circle(void) {
  enum { CIRCLE = 3, TOP = 3, UNDER, ALL };
  static const struct network_link link[] = {{0, 1, NEIGHBOR_CUSTOMER, SIM_MILLISECOND, false},
                                             {1, 2, NEIGHBOR_CUSTOMER, SIM_MILLISECOND, false},
                                             {2, 0, NEIGHBOR_CUSTOMER, SIM_MILLISECOND, false},
                                             {TOP, 0, NEIGHBOR_CUSTOMER, SIM_MILLISECOND, false},
                                             {0, UNDER, NEIGHBOR_CUSTOMER, SIM_MILLISECOND, false}};
  struct platform platform = stage_platform();
  struct world_settings settings = stage_settings(&platform);
  struct history *history = history_new();
  settings.replays = history;
  struct stage *stage = stage_new(stage_network(ALL, link, G_N_ELEMENTS(link)), &settings);
  g_assert_true(world_replay(stage->world, 0, 1, TOP));
  for (uint32_t r = 0; r < CIRCLE; r++) g_assert_false(stage->world->replay->downhill->map.down[r]);
  stage_free(stage);
  history_free(history);
}

/* One AS in two parts, one beneath the other: what the upper part tells comes to the lower one with its own AS on it.
 */
static void test_parts(void) {
  enum { UPPER, LOWER, MIDDLE, TOP, ALL };
  static const uint32_t asn[ALL] = {1, 1, 2, 3};
  static const struct network_link link[] = {{TOP, UPPER, NEIGHBOR_CUSTOMER, SIM_MILLISECOND, false},
                                             {UPPER, MIDDLE, NEIGHBOR_CUSTOMER, SIM_MILLISECOND, false},
                                             {MIDDLE, LOWER, NEIGHBOR_CUSTOMER, SIM_MILLISECOND, false}};
  struct platform platform = stage_platform();
  struct world_settings settings = stage_settings(&platform);
  struct history *history = history_new();
  struct network *map = network_new(ALL, asn, link, G_N_ELEMENTS(link));
  for (int up = 0; up <= 1; up++)
    hand_record(history, map, (1 + up) * SIM_SECOND, WORLD_OWNER_SESSION | network_half(map, TOP, UPPER),
                up ? HISTORY_UP : HISTORY_DOWN, UPPER, TOP);
  history_close(history);
  settings.replays = history;
  struct stage *stage = stage_new(map, &settings);
  g_assert_true(world_replay(stage->world, 0, 1, TOP));
  world_replay_until(stage->world, 3 * SIM_SECOND);
  const bool *down = stage->world->replay->downhill->map.down;
  g_assert_true(!down[UPPER] && !down[LOWER]);
  g_assert_cmpint(world_reach(stage->world, 0, LOWER), ==, REACH_BLACKHOLE);
  stage_free(stage);
  history_free(history);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/downhill/who hears afterwards hears what it would have heard in time", test_afterwards);
  g_test_add_func("/downhill/where other things happen than to sessions is uphill", test_restless);
  g_test_add_func("/downhill/sessions come and go there as they do elsewhere", test_sessions);
  g_test_add_func("/downhill/and so they do beside cards, processes and links that go", test_any);
  g_test_add_func("/downhill/what comes in one instant is told once, however often they hear", test_instant);
  g_test_add_func("/downhill/who is lost in the instant in which it would hear is not told", test_loss);
  g_test_add_func("/downhill/who ignores what it hears is uphill", test_family);
  g_test_add_func("/downhill/who is above one origin is not so for the next", test_origins);
  g_test_add_func("/downhill/providers of their own providers are uphill", test_circle);
  g_test_add_func("/downhill/parts of one AS are uphill, for paths hold their own AS", test_parts);
  return g_test_run();
}
