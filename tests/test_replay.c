/* Two planes: what a prefix goes through in the history of a session run is what it goes through among all others
 * (MODEL section 9), octet for octet where nothing but sessions, cards and the IGP couples prefixes. */
#include "models/forwarding/chassis.h"
#include "models/replay/history.h"
#include "models/replay/stub.h"
#include "tests/fault.h"
#include "tests/inner.h"
#include "tests/stage.h"

#define END (400 * SIM_SECOND)
enum { PREFIXES = 6, PLATFORMS = 4, ACTIONS = 40, OWNER = 7 << 29 };

enum act {
  ACT_CUT,
  ACT_MEND,
  ACT_FAIL,
  ACT_RESTORE,
  ACT_CRASH_CARD,
  ACT_CRASH_PROCESS,
  ACT_ANNOUNCE,
  ACT_WITHDRAW,
  ACTS
};

struct play;
struct action {
  struct sim_event event;
  struct play *play;
  struct stage *stage;
  enum act act;
  uint32_t what;
  sim_time at;
};

/* What goes wrong on which network, the same for every world that is made of it. */
struct play {
  struct inner *inner; /* NULL: every AS is one router */
  struct oracle_graph *graph;
  struct platform platform[PLATFORMS];
  struct fault fault;
  uint8_t *platform_of;
  uint16_t *profile_of;
  uint32_t *prefixes;
  uint32_t origin[PREFIXES + 1]; /* the last is the trigger's */
  uint32_t cards[3];             /* routers that have some */
  bool blind;                    /* worlds that write are */
  sim_time drawn;                /* what UPDATEs cost is drawn by chance, and always this; 0: it is the platform's */
  double fib_rate;
  struct action action[ACTIONS];
  uint64_t seed;
};

static void platform_random(struct dice *dice, struct platform *platform) {
  *platform = stage_platform();
  stage_wait(platform, (1 + dice_below(dice, 30)) * SIM_SECOND, dice_below(dice, 5) * SIM_SECOND);
  platform->mrai = dice_below(dice, 2) * 5 * SIM_SECOND;
  platform->paces_withdrawals = dice_below(dice, 2);
  platform->transfer_rate = dice_below(dice, 2) ? 20 : 0;
  platform->process_restart = 10 * SIM_SECOND;
  platform->out_delay = dice_below(dice, 4) == 0 ? SIM_SECOND : 0;
}

/* Where it is sessions alone that come and go, or at one router, much of a map stands still. */
enum scene { SCENE_ANY, SCENE_INSIDE, SCENE_SESSIONS, SCENE_ROUTER };

static enum act scene_act(enum scene scene, struct dice *dice) {
  static const enum act session[] = {ACT_FAIL, ACT_RESTORE, ACT_ANNOUNCE, ACT_WITHDRAW};
  if (scene >= SCENE_SESSIONS) return session[dice_below(dice, G_N_ELEMENTS(session))];
  return (enum act)dice_below(dice, ACTS);
}

static struct play *play_new(struct dice *dice, enum scene scene) {
  struct play *play = g_new0(struct play, 1);
  bool inside = scene == SCENE_INSIDE;
  struct oracle_shape shape = oracle_shape_random(dice, scene >= SCENE_SESSIONS ? 30 : 14);
  play->graph = oracle_random(dice, &shape);
  play->inner = inside ? inner_random(dice, play->graph, dice_below(dice, 2)) : NULL;
  play->seed = dice_below(dice, 1000);
  fault_init(&play->fault);
  uint32_t routers = inside ? play->inner->routers : play->graph->routers;
  for (int i = 0; i < PLATFORMS; i++) platform_random(dice, &play->platform[i]);
  play->platform_of = g_new(uint8_t, routers);
  play->profile_of = g_new(uint16_t, routers);
  play->prefixes = g_new(uint32_t, routers);
  for (uint32_t r = 0; r < routers; r++) {
    play->platform_of[r] = (uint8_t)dice_below(dice, PLATFORMS);
    play->profile_of[r] = dice_below(dice, 3) ? FAULT_FORWARD : (uint16_t)dice_below(dice, FAULT_PROFILES);
    play->prefixes[r] = 1 + dice_below(dice, 20);
  }
  for (int i = 0; i <= PREFIXES; i++) play->origin[i] = dice_below(dice, routers);
  for (size_t i = 0; i < G_N_ELEMENTS(play->cards); i++) play->cards[i] = dice_below(dice, routers);
  for (int i = 0; i < ACTIONS; i++) {
    play->action[i].act = scene_act(scene, dice);
    play->action[i].what = dice_below(dice, 1 << 20);
    play->action[i].at = (sim_time)(1 + dice_below(dice, 300)) * SIM_SECOND;
  }
  return play;
}

static void play_free(struct play *play) {
  g_free(play->platform_of);
  g_free(play->profile_of);
  g_free(play->prefixes);
  fault_clear(&play->fault);
  if (play->inner) inner_free(play->inner);
  oracle_graph_free(play->graph);
  g_free(play);
}

static void action_run(struct sim *sim, struct sim_event *event) {
  struct action *a = SIM_OWNER(event, struct action, event);
  struct world *w = a->stage->world;
  uint32_t half = a->what % MAX(1, a->stage->net->halves), trigger = w->planes->len - 1;
  (void)sim;
  if (!a->stage->net->halves) return;
  switch (a->act) {
  case ACT_CUT:
    if (!network_internal(a->stage->net, half)) world_cut(w, half);
    break;
  case ACT_MEND:
    if (!network_internal(a->stage->net, half)) world_mend(w, half);
    break;
  case ACT_FAIL:
    world_fail(w, half);
    break;
  case ACT_RESTORE:
    world_restore(w, half);
    break;
  case ACT_CRASH_CARD:
    if (world_card_count(w)) world_crash_card(w, a->what % world_card_count(w));
    break;
  case ACT_CRASH_PROCESS:
    world_crash_process(w, a->what % a->stage->net->routers);
    break;
  case ACT_ANNOUNCE:
    world_announce(w, trigger, a->play->origin[PREFIXES], fault_attrs(w));
    break;
  case ACT_WITHDRAW:
  case ACTS:
    world_withdraw(w, trigger, a->play->origin[PREFIXES]);
  }
}

static struct stage *play_stage(struct play *play, struct history *writes, const struct history *replays) {
  struct world_settings settings = {.seed = play->seed,
                                    .mrai_jitter = true,
                                    .session_jitter = true,
                                    .platforms = play->platform,
                                    .platform_of = play->platform_of,
                                    .profiles = play->fault.profile,
                                    .profile_count = FAULT_PROFILES,
                                    .profile_of = play->profile_of,
                                    .prefixes = play->prefixes,
                                    .writes = writes,
                                    .processing_low = play->drawn,
                                    .processing_high = play->drawn,
                                    .blind = writes && play->blind,
                                    .replays = replays};
  struct stage *stage = stage_new(play->inner ? inner_network(play->inner) : oracle_network(play->graph), &settings);
  if (play->inner) inner_add(play->inner, stage->world);
  for (size_t i = 0; i < G_N_ELEMENTS(play->cards); i++) {
    if (stage->world->chassis[play->cards[i]]) continue;
    struct world_cards cards = {.router = play->cards[i],
                                .count = 2,
                                .vulnerable = 1,
                                .fib_rate = play->fib_rate,
                                .boot_low = 20 * SIM_SECOND,
                                .boot_high = 30 * SIM_SECOND};
    world_add_cards(stage->world, &cards);
  }
  return stage;
}

/* A world with sessions of its own, and with the first `count` prefixes. */
static struct stage *play_run(struct play *play, uint32_t count, struct history *writes) {
  struct stage *stage = play_stage(play, writes, NULL);
  for (uint32_t i = 0; i < count; i++) world_add_named(stage->world, i, 1, false);
  world_add_named(stage->world, PREFIXES, 1, true);
  for (uint32_t i = 0; i < count; i++) g_assert_true(world_settle(stage->world, i, play->origin[i]));
  for (uint32_t i = 0; i < ACTIONS; i++) {
    struct action *a = &play->action[i];
    a->event = (struct sim_event){.handle = action_run};
    a->play = play;
    a->stage = stage;
    sim_schedule(stage->sim, &a->event, a->at, OWNER + i);
  }
  sim_run(stage->sim, END, 0);
  if (writes) history_close(writes);
  return stage;
}

/* --- comparing --- */

static int message_compare(const void *a, const void *b) {
  const struct stage_message *x = a, *y = b;
  if (x->at != y->at) return x->at < y->at ? -1 : 1;
  if (x->router != y->router) return x->router < y->router ? -1 : 1;
  return (x->peer > y->peer) - (x->peer < y->peer);
}

static int reroute_compare(const void *a, const void *b) {
  const struct stage_reroute *x = a, *y = b;
  if (x->at != y->at) return x->at < y->at ? -1 : 1;
  return (x->router > y->router) - (x->router < y->router);
}

/* What was said and what became of packets of one prefix, for each router in order of time. */
struct account {
  GArray *message, *reroute;
};

static struct account account_of(const struct stage *stage, uint32_t prefix) {
  struct account account = {g_array_new(FALSE, FALSE, sizeof(struct stage_message)),
                            g_array_new(FALSE, FALSE, sizeof(struct stage_reroute))};
  for (guint i = 0; i < stage->message->len; i++) {
    const struct stage_message *m = &g_array_index(stage->message, struct stage_message, i);
    if (m->prefix == prefix) g_array_append_vals(account.message, m, 1);
  }
  for (guint i = 0; i < stage->reroute->len; i++) {
    const struct stage_reroute *r = &g_array_index(stage->reroute, struct stage_reroute, i);
    if (r->prefix == prefix) g_array_append_vals(account.reroute, r, 1);
  }
  g_array_sort(account.message, message_compare);
  g_array_sort(account.reroute, reroute_compare);
  return account;
}

static void account_clear(struct account *account) {
  g_array_unref(account->message);
  g_array_unref(account->reroute);
}

static void account_equal(const struct account *joint, const struct account *alone) {
  for (guint i = 0; i < MIN(joint->message->len, alone->message->len); i++) {
    const struct stage_message *a = &g_array_index(joint->message, struct stage_message, i);
    const struct stage_message *b = &g_array_index(alone->message, struct stage_message, i);
    g_assert_cmpint(a->at, ==, b->at);
    g_assert_cmpuint(a->router, ==, b->router);
    g_assert_cmpuint(a->peer, ==, b->peer);
    g_assert_cmpuint(a->kind, ==, b->kind);
  }
  g_assert_cmpuint(joint->message->len, ==, alone->message->len);
  for (guint i = 0; i < MIN(joint->reroute->len, alone->reroute->len); i++) {
    const struct stage_reroute *a = &g_array_index(joint->reroute, struct stage_reroute, i);
    const struct stage_reroute *b = &g_array_index(alone->reroute, struct stage_reroute, i);
    g_assert_cmpint(a->at, ==, b->at);
    g_assert_cmpuint(a->router, ==, b->router);
    g_assert_cmpuint(a->before, ==, b->before);
    g_assert_cmpuint(a->after, ==, b->after);
    g_assert_cmpuint(a->because, ==, b->because);
  }
  g_assert_cmpuint(joint->reroute->len, ==, alone->reroute->len);
}

static void occurrences_equal(const struct stage *a, const struct stage *b) {
  g_assert_cmpuint(a->occurrence->len, ==, b->occurrence->len);
  for (guint i = 0; i < a->occurrence->len; i++) {
    const struct occurrence *x = &g_array_index(a->occurrence, struct occurrence, i);
    const struct occurrence *y = &g_array_index(b->occurrence, struct occurrence, i);
    g_assert_cmpint(x->at, ==, y->at);
    g_assert_cmpuint(x->kind, ==, y->kind);
    g_assert_cmpuint(x->router, ==, y->router);
    g_assert_cmpuint(x->because, ==, y->because);
  }
}

/* Each prefix alone, in one world one after the other, does what it does among all. Returns the messages compared. */
static guint replays_agree(struct play *play, const struct stage *joint, const struct history *history) {
  guint messages = 0;
  struct stage *alone = play_stage(play, NULL, history);
  g_autofree sim_time *delay = g_new(sim_time, joint->net->routers), *expected = g_new(sim_time, joint->net->routers);
  for (uint32_t k = 0; k < 2 * PREFIXES; k++) {
    uint32_t i = (k * 5) % PREFIXES; /* each twice: nothing is left of the one before */
    stage_forget(alone);
    g_assert_true(world_replay(alone->world, i, 1, play->origin[i]));
    world_replay_until(alone->world, END / 3);
    world_delays(alone->world, 0, delay); /* what moves from here on is looked at again */
    world_replay_until(alone->world, END);
    world_delays(alone->world, 0, delay);
    world_delays(joint->world, i, expected);
    g_assert_cmpmem(delay, sizeof *delay * joint->net->routers, expected, sizeof *delay * joint->net->routers);
    struct account all = account_of(joint, i), one = account_of(alone, 0);
    account_equal(&all, &one);
    for (uint32_t r = 0; r < joint->net->routers; r++)
      g_assert_cmpuint(world_reach(joint->world, i, r), ==, world_reach(alone->world, 0, r));
    messages += one.message->len;
    account_clear(&all);
    account_clear(&one);
  }
  stage_free(alone);
  return messages;
}

/* --- claims --- */

enum { PLAYS = 300 };

/* The same history, from its octets. */
static struct history *history_again(struct history *history) {
  g_autoptr(GByteArray) octets = g_byte_array_new(), again = g_byte_array_new();
  const char *message;
  history_store(history, octets);
  history_free(history);
  struct history *loaded = history_load(octets->data, octets->len, &message);
  g_assert_nonnull(loaded);
  history_store(loaded, again);
  g_assert_cmpmem(octets->data, octets->len, again->data, again->len);
  return loaded;
}

static GByteArray *play_history(struct play *play) {
  GByteArray *octets = g_byte_array_new();
  struct history *history = history_new();
  stage_free(play_run(play, PREFIXES, history));
  history_store(history, octets);
  history_free(history);
  return octets;
}

/* Where UPDATEs keep routing engines busy, and line cards get what is installed. */
static void test_blind(void) {
  guint octets = 0;
  for (uint64_t seed = 1; seed <= PLAYS; seed++) {
    struct dice dice = {seed, 1};
    struct play *play = play_new(&dice, SCENE_ANY);
    play->fib_rate = 10;
    for (int i = 0; i < PLATFORMS; i++) play->platform[i].processing = dice_below(&dice, 3) * SIM_SECOND / 4;
    g_autoptr(GByteArray) sees = play_history(play);
    play->blind = true;
    g_autoptr(GByteArray) blind = play_history(play);
    g_assert_cmpmem(sees->data, sees->len, blind->data, blind->len);
    octets += sees->len;
    play_free(play);
  }
  g_assert_cmpuint(octets, >, 1000 * PLAYS);
}

/* All that happens is that a stub loses sessions and gets them back; half of the prefixes are its own. */
static void play_narrow(struct play *play, const struct network *n) {
  uint32_t router = play->origin[0];
  for (uint32_t tries = 0; tries < n->routers && n->first[router] != n->peers[router]; tries++)
    router = (router + 1) % n->routers;
  uint32_t degree = n->first[router + 1] - n->first[router];
  for (int i = 0; i < PREFIXES / 2; i++) play->origin[i] = router;
  for (int i = 0; i < ACTIONS && degree; i++) {
    struct action *a = &play->action[i];
    a->act = a->act == ACT_ANNOUNCE ? ACT_FAIL : a->act == ACT_WITHDRAW ? ACT_RESTORE : a->act;
    a->what = n->first[router] + a->what % degree;
  }
}

/* Compares two replays of one prefix after the other. Returns how many messages went to stubs of the second. */
static guint replays_equal(struct play *play, struct stage *a, struct stage *b) {
  guint heard = 0;
  for (uint32_t i = 0; i < PREFIXES; i++) {
    struct stage *stage[] = {a, b};
    struct account account[2];
    for (int k = 0; k < 2; k++) {
      stage_forget(stage[k]);
      g_assert_true(world_replay(stage[k]->world, i, 1, play->origin[i]));
      for (int part = 1; part <= 50; part++) world_replay_until(stage[k]->world, END * part / 50);
      account[k] = account_of(stage[k], 0);
    }
    account_equal(&account[0], &account[1]);
    for (guint m = 0; m < account[0].message->len; m++) {
      uint32_t peer = g_array_index(account[0].message, struct stage_message, m).peer;
      heard += b->world->replay->stubs->stub[peer];
    }
    for (int k = 0; k < 2; k++) account_clear(&account[k]);
  }
  return heard;
}

/* Where what they cost is drawn by chance, UPDATEs to stubs are events like all others. */
static void test_stubs(void) {
  guint heard = 0;
  for (uint64_t seed = 1; seed <= PLAYS; seed++) {
    struct dice dice = {seed, 2};
    struct play *play = play_new(&dice, SCENE_ROUTER);
    sim_time cost = (1 + dice_below(&dice, 3)) * SIM_SECOND / 20;
    for (int i = 0; i < PLATFORMS; i++) {
      play->platform[i].processing = cost;
      play->platform[i].batches = dice_below(&dice, 2);
    }
    struct history *history = history_new();
    struct stage *map = play_stage(play, NULL, NULL);
    play_narrow(play, map->net);
    stage_free(map);
    stage_free(play_run(play, 0, history));
    struct stage *afterwards = play_stage(play, NULL, history);
    play->drawn = cost;
    struct stage *live = play_stage(play, NULL, history);
    heard += replays_equal(play, live, afterwards);
    stage_free(afterwards);
    stage_free(live);
    history_free(history);
    play_free(play);
  }
  g_assert_cmpuint(heard, >, 10 * PLAYS);
}

/* `pilots` of the prefixes are in the session run, too. */
static void replay_plays(enum scene scene, uint32_t pilots) {
  guint messages = 0;
  for (uint64_t seed = 1; seed <= PLAYS; seed++) {
    struct dice dice = {seed, 0};
    struct play *play = play_new(&dice, scene);
    struct history *history = history_new();
    struct stage *joint = play_run(play, PREFIXES, NULL), *sessions = play_run(play, pilots, history);
    occurrences_equal(joint, sessions);
    history = history_again(history);
    messages += replays_agree(play, joint, history);
    stage_free(joint);
    stage_free(sessions);
    history_free(history);
    play_free(play);
  }
  g_test_message("%u messages", messages);
  g_assert_cmpuint(messages, >, 1000 * PLAYS);
}

static void test_alone(void) { replay_plays(SCENE_ANY, 0); }

static void test_pilots(void) { replay_plays(SCENE_INSIDE, PREFIXES); }

static void test_sessions(void) { replay_plays(SCENE_SESSIONS, 0); }

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/replay/a prefix alone does what it does among all others", test_alone);
  g_test_add_func("/replay/and so it does inside ASes, whose iBGP tables the others make", test_pilots);
  g_test_add_func("/replay/and so it does where parts of the map sleep until something comes there", test_sessions);
  g_test_add_func("/replay/a session run that nobody looks at leaves the history of one that is looked at", test_blind);
  g_test_add_func("/replay/stubs that hear afterwards hear what they would have heard in time", test_stubs);
  return g_test_run();
}
