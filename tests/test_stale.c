/* The helper of RFC 4724 and RFC 8538: what it keeps, and for how long. */
#include "models/session/stale.h"

#include "models/forwarding/chassis.h"
#include "models/session/session.h"
#include "tests/chain.h"

static void restart_time(void) {
  struct chain c = {chain_graceful(), chain_graceful(), chain_graceful(), 0};
  c.middle.process_restart = 300 * SIM_SECOND;
  struct stage *stage = chain_new(&c);
  chain_crash(stage);
  chain_expect_loss(stage, 0, CHAIN_EDGE, CHAIN_CRASH + CHAIN_DELAY + c.middle.restart_time);
  g_assert_cmpuint(stage_count(stage, OCCURRENCE_STALE_GONE), ==, 2); /* CHAIN_ORIGIN's too */
  stage_free(stage);
}

static void stale_time(void) {
  struct chain c = {chain_graceful(), chain_graceful(), chain_graceful(), 0};
  c.edge.stale_time = 10 * SIM_SECOND;
  struct stage *stage = chain_new(&c);
  chain_crash(stage);
  chain_expect_loss(stage, 0, CHAIN_EDGE, CHAIN_CRASH + CHAIN_DELAY + c.edge.stale_time);
  g_assert_true(chain_reaches(stage, 1, CHAIN_ORIGIN)); /* its own is longer */
  chain_expect_whole(stage);
  stage_free(stage);
}

/* CHAIN_ORIGIN has nothing to say any more when CHAIN_MIDDLE is back, and so neither has CHAIN_MIDDLE. */
static void end_of_rib(void) {
  struct stage *stage = chain_of(chain_graceful());
  chain_crash(stage);
  stage_until(stage, CHAIN_CRASH + CHAIN_DOWN / 2);
  world_withdraw(stage->world, 0, CHAIN_ORIGIN);
  g_assert_cmpint(world_reach(stage->world, 0, CHAIN_EDGE), ==, REACH_BLACKHOLE); /* packets still go all the way */
  chain_expect_loss(stage, 0, CHAIN_EDGE, CHAIN_CRASH + CHAIN_DOWN + 7 * CHAIN_DELAY);
  g_assert_true(chain_knows(stage, 1, CHAIN_ORIGIN));
  stage_rest(stage);
  g_assert_false(chain_knows(stage, 0, CHAIN_MIDDLE));
  g_assert_cmpuint(stage->world->planes->len, ==, 3);
  for (uint32_t h = 0; h < stage->net->halves; h++) g_assert_cmphex(stage->world->state[h], ==, STATE_UP);
  stage_free(stage);
}

/* A router that puts off its decisions has not said anything yet, so there is no end of it either. */
static void no_early_end_of_rib(void) {
  struct chain c = {chain_graceful(), chain_graceful(), chain_graceful(), 0};
  struct stage *stage = chain_new(&c);
  uint32_t origin = stage_half(stage, CHAIN_MIDDLE, CHAIN_ORIGIN), edge = stage_half(stage, CHAIN_MIDDLE, CHAIN_EDGE);
  chain_crash(stage);
  world_cut(stage->world, origin); /* for this one it waits */
  stage_until(stage, CHAIN_CRASH + CHAIN_DOWN + 10 * CHAIN_DELAY);
  g_assert_cmphex(stage->world->state[edge] & STATE_QUIET, ==, STATE_QUIET);
  world_cut(stage->world, edge);
  stage_until(stage, CHAIN_CRASH + CHAIN_DOWN + 20 * CHAIN_DELAY);
  world_mend(stage->world, edge);
  stage_until(stage, CHAIN_CRASH + CHAIN_DOWN + 30 * CHAIN_DELAY);
  g_assert_true(chain_knows(stage, 0, CHAIN_EDGE));
  g_assert_cmphex(stage->world->state[edge] & STATE_QUIET, ==, STATE_QUIET);
  stage_free(stage);
}

/* What a router had before its restart is told before End-of-RIB: out-delay is for what is new. */
static void out_delay(void) {
  struct chain c = {chain_graceful(), chain_graceful(), chain_graceful(), 0};
  c.middle.out_delay = 5 * SIM_SECOND;
  struct stage *stage = chain_new(&c);
  chain_crash(stage);
  stage_rest(stage);
  g_assert_cmpuint(stage_count(stage, OCCURRENCE_SELECTION), ==, 1);
  g_assert_cmpuint(stage_count(stage, OCCURRENCE_STALE_GONE), ==, 0);
  stage_free(stage);
}

static void forwarding_state_bit(void) {
  struct chain c = {chain_graceful(), chain_graceful(), chain_graceful(), 0};
  c.middle.keeps_fib = false;
  struct stage *stage = chain_new(&c);
  chain_crash(stage);
  stage_until(stage, CHAIN_CRASH + 2 * CHAIN_DELAY);
  g_assert_true(chain_knows(stage, 0, CHAIN_EDGE)); /* nobody can know yet */
  g_assert_cmpint(world_reach(stage->world, 0, CHAIN_EDGE), ==, REACH_BLACKHOLE);
  chain_expect_loss(stage, 0, CHAIN_EDGE,
                    CHAIN_CRASH + CHAIN_DOWN + 5 * CHAIN_DELAY); /* CHAIN_EDGE has read its OPEN and is Established */
  chain_expect_whole(stage);
  stage_free(stage);
}

static void consecutive(void) {
  struct chain c = {chain_graceful(), chain_graceful(), chain_graceful(), 0};
  struct stage *stage = chain_new(&c);
  chain_crash(stage);
  stage_until(stage, CHAIN_CRASH + CHAIN_DOWN +
                         11 * CHAIN_DELAY / 2); /* all Established, CHAIN_MIDDLE has not announced anything */
  world_crash_process(stage->world, CHAIN_MIDDLE);
  chain_expect_loss(stage, 0, CHAIN_EDGE, CHAIN_CRASH + CHAIN_DOWN + 13 * CHAIN_DELAY / 2);
  g_assert_true(chain_reaches(stage, 0, CHAIN_MIDDLE)); /* by the FIB of its life before last */
  chain_expect_whole(stage);
  stage_free(stage);
}

/* --- RFC 8538 --- */

static void consecutive_notified(void) {
  struct chain c = {chain_notified(), chain_notified(), chain_notified(), 0};
  struct stage *stage = chain_new(&c);
  chain_crash(stage);
  stage_until(stage, CHAIN_CRASH + CHAIN_DOWN + 11 * CHAIN_DELAY / 2);
  world_crash_process(stage->world, CHAIN_MIDDLE);
  stage_forget(stage);
  chain_expect_whole(stage);
  g_assert_cmpuint(stage->reroute->len, ==, 0);
  stage_free(stage);
  c.edge.stale_time = CHAIN_DOWN + SIM_SECOND; /* counted from the first loss */
  stage = chain_new(&c);
  chain_crash(stage);
  stage_until(stage, CHAIN_CRASH + CHAIN_DOWN + 11 * CHAIN_DELAY / 2);
  world_crash_process(stage->world, CHAIN_MIDDLE);
  chain_expect_loss(stage, 0, CHAIN_EDGE, CHAIN_CRASH + CHAIN_DELAY + c.edge.stale_time);
  stage_free(stage);
}

static void lose(struct stage *stage, enum loss loss, uint8_t code, uint8_t subcode) {
  stage_until(stage, CHAIN_CRASH);
  stage_forget(stage);
  session_lose(stage->world, stage_half(stage, CHAIN_MIDDLE, CHAIN_EDGE), loss, code, subcode, 0);
}

/* Both ends: CHAIN_EDGE, which is told, and CHAIN_MIDDLE, which tells. */
static void check_notification(struct platform p, uint8_t code, uint8_t subcode, bool covered) {
  struct stage *stage = chain_of(p);
  lose(stage, LOSS_NOTIFICATION_SENT, code, subcode);
  g_assert_true(chain_knows(stage, 1, CHAIN_MIDDLE) == covered);
  stage_until(stage, CHAIN_CRASH + CHAIN_DELAY);
  g_assert_true(chain_knows(stage, 0, CHAIN_EDGE) == covered);
  chain_expect_whole(stage);
  g_assert_true((stage->reroute->len == 0) == covered);
  stage_free(stage);
}

static void notification(void) { check_notification(chain_graceful(), 3, 5, false); }

static void notification_covered(void) {
  struct chain c = {chain_notified(), chain_notified(), chain_notified(), 0};
  check_notification(chain_notified(), 3, 5, true);
  c.edge.graceful_notification = false; /* it takes both */
  struct stage *stage = chain_new(&c);
  lose(stage, LOSS_NOTIFICATION_SENT, 3, 5);
  g_assert_false(chain_knows(stage, 1, CHAIN_MIDDLE));
  stage_free(stage);
}

static void hard_reset(void) {
  check_notification(chain_notified(), 6, 9, false);
  static const bool hard[] = {[1] = true, true, true, false, false, false, false, false, true, true};
  for (uint8_t subcode = 1; subcode < G_N_ELEMENTS(hard); subcode++)
    check_notification(chain_notified(), 6, subcode, !hard[subcode]);
}

static void administrative(void) {
  struct stage *stage = chain_of(chain_notified());
  stage_until(stage, CHAIN_CRASH);
  world_fail(stage->world, stage_half(stage, CHAIN_MIDDLE, CHAIN_EDGE));
  g_assert_false(chain_knows(stage, 0, CHAIN_EDGE) || chain_knows(stage, 1, CHAIN_MIDDLE));
  stage_free(stage);
}

static void hold_timer(void) {
  for (int covered = 0; covered < 2; covered++) {
    struct stage *stage = chain_of(covered ? chain_notified() : chain_graceful());
    lose(stage, LOSS_HOLD, 0, 0);
    g_assert_true(chain_knows(stage, 1, CHAIN_MIDDLE) == covered);
    stage_until(stage, CHAIN_CRASH + CHAIN_DELAY);
    g_assert_true(chain_knows(stage, 0, CHAIN_EDGE) == covered);
    stage_free(stage);
  }
}

/* --- what forwards is gone --- */

static void interface_down(void) {
  struct stage *stage = chain_of(chain_notified());
  stage_until(stage, CHAIN_CRASH);
  session_cut(stage->world, stage_half(stage, CHAIN_MIDDLE, CHAIN_EDGE), SESSION_CUT_DARK, 0);
  g_assert_false(chain_knows(stage, 1, CHAIN_MIDDLE));
  stage_until(stage, CHAIN_CRASH + CHAIN_DELAY);
  g_assert_false(chain_knows(stage, 0, CHAIN_EDGE));
  stage_free(stage);
}

static void card(void) {
  struct stage *stage = chain_of(chain_notified());
  struct world_cards cards = {.router = CHAIN_MIDDLE,
                              .count = 1,
                              .vulnerable = 1,
                              .fib_rate = 1,
                              .boot_low = CHAIN_DOWN,
                              .boot_high = CHAIN_DOWN};
  uint32_t first = world_add_cards(stage->world, &cards);
  chain_crash(stage);
  stage_until(stage, CHAIN_CRASH + 2 * CHAIN_DELAY);
  g_assert_true(chain_reaches(stage, 0, CHAIN_EDGE)); /* the process alone */
  world_crash_card(stage->world, first);
  g_assert_false(chain_reaches(stage, 0, CHAIN_EDGE) || chain_reaches(stage, 0, CHAIN_MIDDLE) ||
                 chain_knows(stage, 0, CHAIN_EDGE));
  chain_expect_whole(stage);
  stage_free(stage);
}

static void bfd(void) {
  struct platform p = chain_notified();
  p.bfd = 300 * SIM_MILLISECOND;
  p.bfd_multiplier = 3;
  struct stage *stage = chain_of(p);
  stage_until(stage, CHAIN_CRASH);
  world_cut(stage->world, stage_half(stage, CHAIN_MIDDLE, CHAIN_EDGE));
  chain_expect_loss(stage, 0, CHAIN_EDGE, CHAIN_CRASH + 900 * SIM_MILLISECOND);
  stage_free(stage);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/stale/RFC 4724 section 4.2: who is not back within its restart time loses its routes",
                  restart_time);
  g_test_add_func("/stale/RFC 4724 section 4.2: a helper may keep stale routes for a shorter time", stale_time);
  g_test_add_func("/stale/RFC 4724 section 4.2: what is stale at End-of-RIB is deleted", end_of_rib);
  g_test_add_func(
      "/stale/RFC 4724 section 4.1: who puts off its decisions does not send End-of-RIB, mended link or not",
      no_early_end_of_rib);
  g_test_add_func("/stale/RFC 4724 section 4.1: routes come before End-of-RIB, out-delay or not", out_delay);
  g_test_add_func("/stale/RFC 4724 section 4.2: without the Forwarding State bit stale routes go",
                  forwarding_state_bit);
  g_test_add_func("/stale/RFC 4724 section 4.2: what is stale at the next restart is deleted", consecutive);
  g_test_add_func("/stale/RFC 8538 section 4.1: it is kept until its time is up", consecutive_notified);
  g_test_add_func("/stale/RFC 4724 section 4: a NOTIFICATION is not covered", notification);
  g_test_add_func("/stale/RFC 8538 section 4: with the N bit of both it is", notification_covered);
  g_test_add_func("/stale/RFC 8538 sections 3 and 5.1: a Hard Reset is not", hard_reset);
  g_test_add_func("/stale/RFC 8538 section 5.1: an administrative shutdown is not", administrative);
  g_test_add_func("/stale/RFC 8538 section 4: the hold timer is covered with the N bit only", hold_timer);
  g_test_add_func("/stale/no restart is graceful over an interface that is down", interface_down);
  g_test_add_func("/stale/nor over a card that has crashed", card);
  g_test_add_func("/stale/nor where BFD says that forwarding is gone", bfd);
  return g_test_run();
}
