/* Two planes: what a prefix goes through in the history of a session run is what it goes through among all others
 * (MODEL section 9), octet for octet where nothing but sessions, cards and the IGP couples prefixes. */
#include "models/forwarding/chassis.h"
#include "models/replay/agenda.h"
#include "models/replay/history.h"
#include "tests/account.h"
#include "tests/play.h"

enum { PLAYS = 300 };

static sim_time *delays_now(const struct stage *alone) {
  return g_memdup2(world_delays(alone->world, 0), alone->net->routers * sizeof(sim_time));
}

/* Who is told to have moved is all whose delay has changed, each once. Returns how many they are. */
static guint moved_are_all(const struct stage *alone, const sim_time *before, const sim_time *delay) {
  struct world_moved moved = world_moved(alone->world);
  if (!moved.router) return 0;
  g_autofree bool *told = g_new0(bool, alone->net->routers);
  for (uint32_t i = 0; i < moved.count; i++) {
    g_assert_false(told[moved.router[i]]);
    told[moved.router[i]] = true;
  }
  for (uint32_t r = 0; r < alone->net->routers; r++) g_assert_true(told[r] || delay[r] == before[r]);
  return moved.count;
}

/* Each prefix alone, in one world one after the other, does what it does among all. Adds up the messages compared, and
 * who was told to have moved. */
static void replays_agree(struct play *play, const struct stage *joint, const struct history *history, guint *messages,
                          guint *moved) {
  struct stage *alone = play_stage(play, NULL, history);
  for (uint32_t k = 0; k < 2 * PLAY_PREFIXES; k++) {
    uint32_t i = (k * 5) % PLAY_PREFIXES; /* each twice: nothing is left of the one before */
    stage_forget(alone);
    g_assert_true(world_replay(alone->world, i, 1, play->origin[i]));
    world_replay_until(alone->world, PLAY_END / 3);
    g_autofree sim_time *before = delays_now(alone); /* what moves from here on is looked at again */
    world_replay_until(alone->world, PLAY_END);
    const sim_time *delay = world_delays(alone->world, 0), *expected = world_delays(joint->world, i);
    g_assert_cmpmem(delay, sizeof *delay * joint->net->routers, expected, sizeof *delay * joint->net->routers);
    *moved += moved_are_all(alone, before, delay);
    struct account all = account_of(joint, i), one = account_of(alone, 0);
    account_equal(&all, &one);
    for (uint32_t r = 0; r < joint->net->routers; r++)
      g_assert_cmpuint(world_reach(joint->world, i, r), ==, world_reach(alone->world, 0, r));
    *messages += one.message->len;
    account_clear(&all);
    account_clear(&one);
  }
  stage_free(alone);
}

/* --- claims --- */

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
  stage_free(play_run(play, PLAY_PREFIXES, history));
  history_store(history, octets);
  history_free(history);
  return octets;
}

/* Where UPDATEs keep routing engines busy, and line cards get what is installed. */
static void test_blind(void) {
  guint octets = 0;
  for (uint64_t seed = 1; seed <= PLAYS; seed++) {
    struct dice dice = {seed, 1};
    struct play *play = play_new(&dice, PLAY_ANY);
    play->fib_rate = 10;
    for (int i = 0; i < PLAY_PLATFORMS; i++) play->platform[i].processing = dice_below(&dice, 3) * SIM_SECOND / 4;
    g_autoptr(GByteArray) sees = play_history(play);
    play->blind = true;
    g_autoptr(GByteArray) blind = play_history(play);
    g_assert_cmpmem(sees->data, sees->len, blind->data, blind->len);
    octets += sees->len;
    play_free(play);
  }
  g_assert_cmpuint(octets, >, 1000 * PLAYS);
}

/* `pilots` of the prefixes are in the session run, too. */
static void replay_plays(enum play_scene scene, uint32_t pilots) {
  guint messages = 0, moved = 0;
  for (uint64_t seed = 1; seed <= PLAYS; seed++) {
    struct dice dice = {seed, 0};
    struct play *play = play_new(&dice, scene);
    struct history *history = history_new();
    struct stage *joint = play_run(play, PLAY_PREFIXES, NULL), *sessions = play_run(play, pilots, history);
    account_occurrences_equal(joint, sessions);
    history = history_again(history);
    replays_agree(play, joint, history, &messages, &moved);
    stage_free(joint);
    stage_free(sessions);
    history_free(history);
    play_free(play);
  }
  g_test_message("%u messages, %u moved", messages, moved);
  g_assert_cmpuint(messages, >, 1000 * PLAYS);
  g_assert_cmpuint(moved, >, PLAYS);
}

static void test_alone(void) { replay_plays(PLAY_ANY, 0); }

static void test_pilots(void) { replay_plays(PLAY_INSIDE, PLAY_PREFIXES); }

static void test_sessions(void) { replay_plays(PLAY_SESSIONS, 0); }

/* Records that are due, in order, at either end of a word and beyond empty ones. */
static void test_agenda(void) {
  static const uint32_t due[] = {0, 1, 63, 64, 200, 255, 256, 300}; /* the last one: behind all records */
  uint64_t bits[300 / 64 + 1] = {0};
  struct agenda agenda = {.due = bits};
  for (size_t i = 0; i < G_N_ELEMENTS(due); i++) bits[due[i] / 64] |= UINT64_C(1) << due[i] % 64;
  for (uint32_t record = 0, i = 0; record <= 300; i += record++ == due[i])
    g_assert_cmpuint(agenda_next(&agenda, record), ==, due[i]);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/replay/a prefix alone does what it does among all others", test_alone);
  g_test_add_func("/replay/and so it does inside ASes, whose iBGP tables the others make", test_pilots);
  g_test_add_func("/replay/and so it does where parts of the map sleep until something comes there", test_sessions);
  g_test_add_func("/replay/a session run that nobody looks at leaves the history of one that is looked at", test_blind);
  g_test_add_func("/replay/the next record that is due is found", test_agenda);
  return g_test_run();
}
