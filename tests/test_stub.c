/* Two ways for stubs to hear: each UPDATE an event like all others, or all at once before somebody looks (stub.h). */
#include "models/replay/stub.h"

#include "tests/account.h"
#include "tests/play.h"

enum { PLAYS = 300 };

/* All that happens is that a stub loses sessions and gets them back; half of the prefixes are its own. */
static void stub_play(struct play *play, const struct network *n) {
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

/* Compares two replays of one prefix after the other. Returns how many messages went to stubs of the second. */
static guint replays_equal(struct play *play, struct stage *a, struct stage *b) {
  guint heard = 0;
  for (uint32_t i = 0; i < PLAY_PREFIXES; i++) {
    struct stage *stage[] = {a, b};
    struct account account[2];
    for (int k = 0; k < 2; k++) {
      stage_forget(stage[k]);
      g_assert_true(world_replay(stage[k]->world, i, 1, play->origin[i]));
      for (int part = 1; part <= 50; part++) world_replay_until(stage[k]->world, PLAY_END * part / 50);
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
    struct play *play = play_new(&dice, PLAY_ROUTER);
    sim_time cost = (1 + dice_below(&dice, 3)) * SIM_SECOND / 20;
    for (int i = 0; i < PLAY_PLATFORMS; i++) {
      play->platform[i].processing = cost;
      play->platform[i].batches = dice_below(&dice, 2);
    }
    struct history *history = history_new();
    struct stage *map = play_stage(play, NULL, NULL);
    stub_play(play, map->net);
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

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/stub/those that hear afterwards hear what they would have heard in time", test_stubs);
  return g_test_run();
}
