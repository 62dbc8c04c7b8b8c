#include "analysis/measure/tally.h"

#include "tests/cells.h"

#define S SIM_SECOND

struct fixture {
  struct network *network;
  struct bins bins;
  struct tally tally;
};

static void setup(struct fixture *fixture, gconstpointer regions) {
  fixture->network = cells_ring(40);
  bins_init(&fixture->bins, S, 100 * S);
  tally_init(&fixture->tally, fixture->network, &fixture->bins, regions ? 2 : 0, regions);
}

static void teardown(struct fixture *fixture, gconstpointer unused) {
  (void)unused;
  tally_clear(&fixture->tally);
  network_free(fixture->network);
}

static void session(struct fixture *fixture, enum occurrence_kind kind, sim_time at, uint32_t a, enum loss loss) {
  tally_occurred(&fixture->tally,
                 &(struct occurrence){.kind = kind, .at = at, .router = a, .peer = (a + 1) % 40, .loss = loss});
}

static void card(struct fixture *fixture, enum occurrence_kind kind, sim_time at, uint32_t number) {
  tally_occurred(&fixture->tally,
                 &(struct occurrence){.kind = kind, .at = at, .router = 2, .peer = OBSERVER_NONE, .card = number});
}

static void test_causes(struct fixture *fixture, gconstpointer unused) {
  (void)unused;
  uint64_t sum = 0;
  for (uint32_t i = 0; i < 20; i++)
    session(fixture, OCCURRENCE_SESSION_DOWN, S, i, i < 3 ? LOSS_HOLD : (enum loss)(i % LOSSES));
  for (int loss = 0; loss < LOSSES; loss++) sum += fixture->tally.losses[loss];
  g_assert_cmpuint(sum, ==, 20);
  g_assert_cmpuint(fixture->tally.resets, ==, 20);
  g_assert_cmpuint(fixture->tally.losses[LOSS_HOLD], ==, 3 + 3);
  g_assert_cmpuint(fixture->tally.losses[LOSS_NOTIFICATION_SENT], ==, 2);
}

/* The same session seen from either end is one session. */
static void test_flaps(struct fixture *fixture, gconstpointer unused) {
  (void)unused;
  for (int i = 0; i < 3; i++) {
    struct occurrence down = {.kind = OCCURRENCE_SESSION_DOWN, .at = (2 * i + 1) * S, .router = i % 2 ? 7 : 8};
    struct occurrence up = {.kind = OCCURRENCE_SESSION_UP, .at = (2 * i + 2) * S, .router = i % 2 ? 8 : 7};
    down.peer = 15 - down.router;
    up.peer = 15 - up.router;
    tally_occurred(&fixture->tally, &down);
    tally_occurred(&fixture->tally, &up);
  }
  session(fixture, OCCURRENCE_SESSION_DOWN, 9 * S, 20, LOSS_PEER);
  g_assert_cmpuint(tally_lost(&fixture->tally, 1), ==, 2);
  g_assert_cmpuint(tally_lost(&fixture->tally, 3), ==, 1);
  g_assert_cmpuint(tally_lost(&fixture->tally, 4), ==, 0);
  double *down = bins_level_means(&fixture->tally.sessions_down, &fixture->bins, 1);
  g_assert_cmpfloat(down[1], ==, 1);
  g_assert_cmpfloat(down[2], ==, 0);
  g_assert_cmpfloat(down[99], ==, 1);
  g_free(down);
}

static void test_cards(struct fixture *fixture, gconstpointer unused) {
  (void)unused;
  card(fixture, OCCURRENCE_CARD_CRASH, 10 * S, 3);
  card(fixture, OCCURRENCE_CARD_BOOTED, 20 * S, 3);
  card(fixture, OCCURRENCE_CARD_CRASH, 25 * S, 3);
  card(fixture, OCCURRENCE_CARD_READY, 50 * S, 3);
  card(fixture, OCCURRENCE_CARD_CRASH, 30 * S, 1);
  card(fixture, OCCURRENCE_CARD_READY, 58 * S, 1);
  card(fixture, OCCURRENCE_CARD_PATCH, 60 * S, 0);
  card(fixture, OCCURRENCE_CARD_READY, 61 * S, 0);
  card(fixture, OCCURRENCE_CARD_CRASH, 90 * S, 0);
  g_assert_cmpuint(fixture->tally.card_crashes, ==, 4);
  g_assert_cmpint(fixture->tally.outage_max, ==, 28 * S);
  g_assert_cmpint(fixture->tally.outage_min, ==, 25 * S);
  double *down = bins_level_means(&fixture->tally.cards_down, &fixture->bins, 1);
  g_assert_cmpfloat(down[40], ==, 2);
  g_assert_cmpfloat(down[52], ==, 1);
  g_assert_cmpfloat(down[60], ==, 1);
  g_assert_cmpfloat(down[70], ==, 0);
  g_assert_cmpfloat(down[95], ==, 1);
  g_free(down);
}

/* Twenty routers in a row have 21 sessions: with one down 95.2 % are up, with two down 90.5 %. */
static void test_focus(struct fixture *fixture, gconstpointer unused) {
  (void)unused;
  for (uint32_t r = 10; r < 30; r++) tally_focus(&fixture->tally, r);
  tally_begin(&fixture->tally);
  g_assert_cmpuint(fixture->tally.focus, ==, 21);
  session(fixture, OCCURRENCE_SESSION_DOWN, 10 * S, 12, LOSS_HOLD);
  session(fixture, OCCURRENCE_SESSION_DOWN, 11 * S, 0, LOSS_HOLD);
  g_assert_cmpint(fixture->tally.focus_until, ==, -1);
  session(fixture, OCCURRENCE_SESSION_DOWN, 20 * S, 13, LOSS_HOLD);
  g_assert_true(fixture->tally.focus_low);
  session(fixture, OCCURRENCE_SESSION_UP, 30 * S, 13, LOSS_HOLD);
  session(fixture, OCCURRENCE_SESSION_UP, 40 * S, 12, LOSS_HOLD);
  g_assert_cmpint(fixture->tally.focus_until, ==, 30 * S);
  g_assert_false(fixture->tally.focus_low);
}

/* A session between two regions counts in both, one within a region once. */
static void test_regions(struct fixture *fixture, gconstpointer unused) {
  (void)unused;
  session(fixture, OCCURRENCE_SESSION_DOWN, S, 19, LOSS_HOLD);
  session(fixture, OCCURRENCE_SESSION_DOWN, S, 5, LOSS_HOLD);
  card(fixture, OCCURRENCE_CARD_CRASH, S, 0);
  g_assert_cmpuint(fixture->tally.region[0].session_resets, ==, 2);
  g_assert_cmpuint(fixture->tally.region[1].session_resets, ==, 1);
  g_assert_cmpuint(fixture->tally.region[0].card_crashes, ==, 1);
  g_assert_cmpuint(fixture->tally.region[1].card_crashes, ==, 0);
}

static void test_verdicts(struct fixture *fixture, gconstpointer unused) {
  (void)unused;
  struct verdict crash = {.outcome = OUTCOME_PROCESS_CRASH}, reset = {.outcome = OUTCOME_SESSION_RESET};
  tally_occurred(&fixture->tally, &(struct occurrence){.kind = OCCURRENCE_VERDICT, .at = S, .verdict = &crash});
  g_assert_cmpuint(fixture->tally.router_crashes, ==, 0); /* a verdict; the crash follows */
  tally_occurred(&fixture->tally, &(struct occurrence){.kind = OCCURRENCE_PROCESS_CRASH, .at = S});
  tally_occurred(&fixture->tally, &(struct occurrence){.kind = OCCURRENCE_VERDICT, .at = S, .verdict = &reset});
  tally_occurred(&fixture->tally, &(struct occurrence){.kind = OCCURRENCE_VERDICT, .at = S, .verdict = &reset});
  g_assert_cmpuint(fixture->tally.router_crashes, ==, 1);
  g_assert_cmpuint(fixture->tally.verdicts[OUTCOME_SESSION_RESET], ==, 2);
}

int main(int argc, char **argv) {
  static const uint8_t region[40] = {[20 ... 39] = 1};
  g_test_init(&argc, &argv, NULL);
  g_test_add("/tally/causes add up to the resets", struct fixture, NULL, setup, test_causes, teardown);
  g_test_add("/tally/a session is one, whoever loses it", struct fixture, NULL, setup, test_flaps, teardown);
  g_test_add("/tally/a card is out from its first crash to ready", struct fixture, NULL, setup, test_cards, teardown);
  g_test_add("/tally/focus recovery at 95 % of the sessions", struct fixture, NULL, setup, test_focus, teardown);
  g_test_add("/tally/regions see their own", struct fixture, region, setup, test_regions, teardown);
  g_test_add("/tally/verdicts are counted by outcome", struct fixture, NULL, setup, test_verdicts, teardown);
  return g_test_run();
}
