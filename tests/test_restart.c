/* A BGP process dies and returns: a chain of three, ORIGIN - MIDDLE - EDGE, links of 10 ms, and MIDDLE is who crashes.
 * Without jitter every time is exact: T(events) below counts one-way delays. */
#include "models/world/restart.h"

#include "models/world/chassis.h"
#include "models/world/session.h"
#include "tests/fault.h"
#include "tests/stage.h"

enum { ORIGIN, MIDDLE, EDGE, ROUTERS, DELAY = 10 * SIM_MILLISECOND, DOWN = 20 * SIM_SECOND, CRASH = SIM_SECOND };

static struct platform graceful(void) {
  struct platform p = stage_platform();
  p.process_restart = DOWN;
  p.keeps_fib = true;
  p.graceful = PLATFORM_GRACEFUL_YES;
  p.restart_time = p.deferral_time = 120 * SIM_SECOND;
  p.stale_time = 360 * SIM_SECOND;
  return p;
}

static struct platform plain(void) {
  struct platform p = graceful();
  p.graceful = PLATFORM_GRACEFUL_NO;
  p.keeps_fib = false;
  return p;
}

static struct platform notified(void) {
  struct platform p = graceful();
  p.graceful_notification = true;
  return p;
}

struct chain {
  struct platform origin, middle, edge;
  double rate; /* of table transfers */
};

/* Prefix 0 comes from ORIGIN, prefix 1 from EDGE, prefix 2 is a trigger that nobody announces. */
static struct stage *chain(struct chain *c) {
  static const struct network_link link[] = {{MIDDLE, ORIGIN, NEIGHBOR_CUSTOMER, DELAY, false},
                                             {EDGE, MIDDLE, NEIGHBOR_CUSTOMER, DELAY, false}};
  struct platform platform[] = {c->origin, c->middle, c->edge};
  for (int i = 0; i < ROUTERS; i++) platform[i].transfer_rate = c->rate;
  struct world_settings settings = stage_settings(platform);
  settings.platform_of = (const uint8_t[]){ORIGIN, MIDDLE, EDGE};
  struct stage *stage = stage_new(stage_network(ROUTERS, link, 2), &settings);
  world_settle(stage->world, world_add_prefix(stage->world, 1, false), ORIGIN);
  world_settle(stage->world, world_add_prefix(stage->world, 1, false), EDGE);
  world_add_prefix(stage->world, 1, true);
  return stage;
}

static struct stage *chain_of(struct platform p) { return chain(&(struct chain){p, p, p, 0}); }

static void crash(struct stage *stage) {
  stage_until(stage, CRASH);
  world_crash_process(stage->world, MIDDLE);
}

static bool is_up(const struct stage *stage, uint32_t router, uint32_t peer) {
  return stage->world->state[stage_half(stage, router, peer)] & STATE_UP;
}

static bool reaches(const struct stage *stage, uint32_t prefix, uint32_t router) {
  return world_reach(stage->world, prefix, router) == REACH_DELIVERED;
}

static bool knows(const struct stage *stage, uint32_t prefix, uint32_t router) {
  return world_best(stage->world, prefix, router) != PATH_NONE;
}

static void expect_at(const struct stage *stage, enum occurrence_kind kind, sim_time at) {
  g_assert_cmpuint(stage_count(stage, kind), ==, 1);
  g_assert_cmpint(stage_find(stage, kind, 0)->at, ==, at);
}

/* Runs to just before `at`, where the router knows the prefix, and to `at`, when it does no more. */
static void expect_loss(struct stage *stage, uint32_t prefix, uint32_t router, sim_time at) {
  stage_until(stage, at - 1);
  g_assert_true(knows(stage, prefix, router));
  stage_until(stage, at);
  g_assert_false(knows(stage, prefix, router));
}

static void expect_whole(struct stage *stage) {
  stage_rest(stage);
  for (uint32_t r = 0; r < ROUTERS; r++) g_assert_true(reaches(stage, 0, r) && reaches(stage, 1, r));
  g_assert_true(world_session_up(stage->world, 0) && world_session_up(stage->world, 2));
}

/* --- crash and return --- */

static void life(void) {
  struct stage *stage = chain_of(plain());
  crash(stage);
  g_assert_false(is_up(stage, MIDDLE, ORIGIN) || is_up(stage, MIDDLE, EDGE) || knows(stage, 0, MIDDLE));
  g_assert_cmpint(world_reach(stage->world, 0, MIDDLE), ==, REACH_BLACKHOLE);
  stage_until(stage, CRASH + DELAY - 1);
  g_assert_true(is_up(stage, EDGE, MIDDLE) && knows(stage, 0, EDGE));
  stage_until(stage, CRASH + DELAY); /* the FIN */
  g_assert_false(is_up(stage, EDGE, MIDDLE) || knows(stage, 0, EDGE));
  stage_until(stage, CRASH + DOWN + 4 * DELAY - 1); /* neighbours have tried in vain since */
  g_assert_false(is_up(stage, MIDDLE, EDGE) || is_up(stage, EDGE, MIDDLE));
  expect_at(stage, OCCURRENCE_PROCESS_UP, CRASH + DOWN);
  stage_until(stage, CRASH + DOWN + 5 * DELAY);
  g_assert_true(world_session_up(stage->world, 0) && world_session_up(stage->world, 2));
  expect_whole(stage);
  expect_at(stage, OCCURRENCE_PROCESS_CRASH, CRASH);
  g_assert_cmpuint(stage_count(stage, OCCURRENCE_SESSION_DOWN), ==, 2);
  for (uint32_t i = 0; i < 2; i++) {
    const struct occurrence *down = stage_find(stage, OCCURRENCE_SESSION_DOWN, i);
    g_assert_true(down->router == MIDDLE && down->loss == LOSS_PEER);
    g_assert_cmpuint(down->because, ==, stage_find(stage, OCCURRENCE_PROCESS_CRASH, 0)->id);
  }
  stage_free(stage);
}

static void own_prefixes_stay(void) {
  struct stage *stage = chain_of(plain());
  stage_until(stage, CRASH);
  world_crash_process(stage->world, ORIGIN);
  g_assert_true(reaches(stage, 0, ORIGIN) && world_is_origin(stage->world, 0, ORIGIN));
  expect_whole(stage); /* and are announced again */
  stage_free(stage);
}

static void fib_kept(void) {
  struct platform p = plain();
  p.keeps_fib = true;
  p.deferral_time = 0; /* what is left is swept out at once */
  struct stage *stage = chain_of(p);
  crash(stage);
  stage_until(stage, CRASH + DOWN - 1);
  g_assert_true(!knows(stage, 0, MIDDLE) && reaches(stage, 0, MIDDLE));
  g_assert_false(reaches(stage, 0, EDGE)); /* it dropped the routes with the session */
  stage_until(stage, CRASH + DOWN);
  g_assert_false(reaches(stage, 0, MIDDLE));
  expect_whole(stage);
  stage_free(stage);
}

static void silent(void) {
  struct chain c = {plain(), plain(), plain(), 0};
  c.middle.crash_silent = true;
  struct stage *stage = chain(&c);
  crash(stage);
  expect_loss(stage, 0, EDGE, CRASH + DOWN + DELAY); /* the OPEN of the new process is a surprise */
  expect_whole(stage);
  stage_free(stage);
  c.middle.process_restart = 200 * SIM_SECOND;
  stage = chain(&c);
  crash(stage);
  expect_loss(stage, 0, EDGE, CRASH + c.edge.hold);
  expect_whole(stage);
  stage_free(stage);
}

/* It dies at the bad route, comes back, is sent the whole table again, and dies. */
static void crash_loop(void) {
  static const struct network_link link = {MIDDLE, ORIGIN, NEIGHBOR_CUSTOMER, DELAY, false};
  struct platform platform[] = {plain(), plain()};
  struct fault fault;
  fault_init(&fault);
  fault.profile[FAULT_FORWARD].knows[1] = 1; /* COMMUNITIES: of a strategy that crashes at it */
  stage_wait(&platform[ORIGIN], 1000 * SIM_SECOND, 0);
  struct world_settings settings = stage_settings(platform);
  settings.platform_of = (const uint8_t[]){ORIGIN, MIDDLE};
  settings.profiles = fault.profile;
  settings.profile_count = FAULT_PROFILES;
  struct stage *stage = stage_new(stage_network(2, &link, 1), &settings);
  world_announce(stage->world, world_add_prefix(stage->world, 1, true), ORIGIN, fault_attrs(stage->world));
  enum { TURNS = 20 };
  sim_time period = DOWN + 6 * DELAY; /* SYN to Established 4, the other 5, its table 6 */
  stage_until(stage, TURNS * period);
  g_assert_cmpuint(stage_count(stage, OCCURRENCE_PROCESS_CRASH), ==, TURNS);
  for (uint32_t i = 0; i < TURNS; i++)
    g_assert_cmpint(stage_find(stage, OCCURRENCE_PROCESS_CRASH, i)->at, ==, DELAY + i * period);
  world_withdraw(stage->world, 0, ORIGIN);
  stage_rest(stage);
  g_assert_true(world_session_up(stage->world, 0));
  stage_free(stage);
  fault_clear(&fault);
}

static void other_sessions_wait_too(void) {
  struct stage *stage = chain_of(plain());
  world_fail(stage->world, stage_half(stage, EDGE, MIDDLE));
  crash(stage);
  stage_until(stage, CRASH + DOWN / 2);
  world_restore(stage->world, stage_half(stage, EDGE, MIDDLE));
  stage_until(stage, CRASH + DOWN + 4 * DELAY - 1);
  g_assert_false(is_up(stage, EDGE, MIDDLE) || is_up(stage, MIDDLE, EDGE));
  expect_whole(stage);
  stage_free(stage);
}

/* --- RFC 4724 --- */

static void nothing_lost(void) {
  for (int rate = 0; rate < 2; rate++) {
    struct chain c = {graceful(), graceful(), graceful(), rate};
    struct stage *stage = chain(&c);
    crash(stage);
    stage_forget(stage);
    expect_whole(stage);
    g_assert_cmpuint(stage->reroute->len, ==, 0);
    g_assert_cmpuint(stage_count(stage, OCCURRENCE_STALE_KEPT), ==, 2);
    g_assert_cmpuint(stage_count(stage, OCCURRENCE_STALE_GONE), ==, 0);
    stage_free(stage);
  }
}

static void without_it_all_is_lost(void) {
  struct stage *stage = chain_of(plain());
  stage_forget(stage);
  crash(stage);
  expect_whole(stage);
  g_assert_cmpuint(stage->reroute->len, ==, 2 * 4); /* EDGE to 0, ORIGIN to 1, MIDDLE to both: away and back */
  stage_free(stage);
}

static void helper_does_not_ask(void) {
  struct platform p = graceful();
  p.graceful = PLATFORM_GRACEFUL_HELPER;
  struct stage *stage = chain_of(p);
  crash(stage);
  expect_loss(stage, 0, EDGE, CRASH + DELAY);
  stage_free(stage);
}

/* MIDDLE calls EDGE at once, which is Established after 5 delays, when its table and End-of-RIB leave: selection after
 * 6. ORIGIN has called MIDDLE and is one delay ahead. */
static void selection_after_end_of_rib(void) {
  struct stage *stage = chain_of(graceful());
  crash(stage);
  stage_until(stage, CRASH + DOWN + 6 * DELAY - 1);
  g_assert_false(knows(stage, 0, MIDDLE));
  g_assert_cmpuint(stage_sent(stage, MIDDLE, OBSERVER_NONE, 0), ==, 0);
  stage_rest(stage);
  expect_at(stage, OCCURRENCE_SELECTION, CRASH + DOWN + 6 * DELAY);
  g_assert_cmpuint(stage_sent(stage, MIDDLE, OBSERVER_NONE, 0), ==, 2); /* each once, ORIGIN too */
  stage_free(stage);
}

static void selection_when_time_is_up(void) {
  struct stage *stage = chain_of(graceful());
  crash(stage);
  world_cut(stage->world, stage_half(stage, ORIGIN, MIDDLE));
  stage_rest(stage);
  expect_at(stage, OCCURRENCE_SELECTION, CRASH + DOWN + graceful().deferral_time);
  g_assert_true(!knows(stage, 0, MIDDLE) && !knows(stage, 0, EDGE));
  g_assert_true(knows(stage, 1, MIDDLE));
  stage_free(stage);
}

static void nobody_waits_for_the_others(void) {
  struct chain c = {graceful(), graceful(), graceful(), 0};
  c.origin.graceful = PLATFORM_GRACEFUL_NO;
  struct stage *stage = chain(&c);
  world_cut(stage->world, stage_half(stage, EDGE, MIDDLE)); /* its End-of-RIB does not come in time */
  crash(stage);
  stage_rest(stage);
  expect_at(stage, OCCURRENCE_SELECTION, CRASH + DOWN + c.middle.deferral_time);
  stage_free(stage);
  c.edge.graceful = PLATFORM_GRACEFUL_NO;
  stage = chain(&c);
  crash(stage);
  stage_rest(stage);
  expect_at(stage, OCCURRENCE_SELECTION, CRASH + DOWN + 5 * DELAY); /* ORIGIN called, and both are there */
  stage_free(stage);
}

static void two_restart_at_once(void) {
  struct stage *stage = chain_of(graceful());
  crash(stage);
  world_crash_process(stage->world, EDGE);
  expect_whole(stage);
  g_assert_cmpuint(stage_count(stage, OCCURRENCE_SELECTION), ==, 2);
  for (uint32_t i = 0; i < 2; i++)
    g_assert_cmpint(stage_find(stage, OCCURRENCE_SELECTION, i)->at, <=, CRASH + DOWN + 6 * DELAY);
  stage_free(stage);
}

static void restart_time(void) {
  struct chain c = {graceful(), graceful(), graceful(), 0};
  c.middle.process_restart = 300 * SIM_SECOND;
  struct stage *stage = chain(&c);
  crash(stage);
  expect_loss(stage, 0, EDGE, CRASH + DELAY + c.middle.restart_time);
  g_assert_cmpuint(stage_count(stage, OCCURRENCE_STALE_GONE), ==, 2); /* ORIGIN's too */
  stage_free(stage);
}

static void stale_time(void) {
  struct chain c = {graceful(), graceful(), graceful(), 0};
  c.edge.stale_time = 10 * SIM_SECOND;
  struct stage *stage = chain(&c);
  crash(stage);
  expect_loss(stage, 0, EDGE, CRASH + DELAY + c.edge.stale_time);
  g_assert_true(reaches(stage, 1, ORIGIN)); /* its own is longer */
  expect_whole(stage);
  stage_free(stage);
}

/* ORIGIN has nothing to say any more when MIDDLE is back, and so neither has MIDDLE. */
static void end_of_rib(void) {
  struct stage *stage = chain_of(graceful());
  crash(stage);
  stage_until(stage, CRASH + DOWN / 2);
  world_withdraw(stage->world, 0, ORIGIN);
  g_assert_cmpint(world_reach(stage->world, 0, EDGE), ==, REACH_BLACKHOLE); /* packets still go all the way */
  expect_loss(stage, 0, EDGE, CRASH + DOWN + 7 * DELAY);
  g_assert_true(knows(stage, 1, ORIGIN));
  stage_rest(stage);
  g_assert_false(knows(stage, 0, MIDDLE));
  g_assert_cmpuint(stage->world->planes->len, ==, 3);
  for (uint32_t h = 0; h < stage->net->halves; h++) g_assert_cmphex(stage->world->state[h], ==, STATE_UP);
  stage_free(stage);
}

static void forwarding_state_bit(void) {
  struct chain c = {graceful(), graceful(), graceful(), 0};
  c.middle.keeps_fib = false;
  struct stage *stage = chain(&c);
  crash(stage);
  stage_until(stage, CRASH + 2 * DELAY);
  g_assert_true(knows(stage, 0, EDGE)); /* nobody can know yet */
  g_assert_cmpint(world_reach(stage->world, 0, EDGE), ==, REACH_BLACKHOLE);
  expect_loss(stage, 0, EDGE, CRASH + DOWN + 5 * DELAY); /* EDGE has read its OPEN and is Established */
  expect_whole(stage);
  stage_free(stage);
}

static void consecutive(void) {
  struct chain c = {graceful(), graceful(), graceful(), 0};
  struct stage *stage = chain(&c);
  crash(stage);
  stage_until(stage, CRASH + DOWN + 11 * DELAY / 2); /* all Established, MIDDLE has not announced anything */
  world_crash_process(stage->world, MIDDLE);
  expect_loss(stage, 0, EDGE, CRASH + DOWN + 13 * DELAY / 2);
  g_assert_true(reaches(stage, 0, MIDDLE)); /* by the FIB of its life before last */
  expect_whole(stage);
  stage_free(stage);
}

/* --- RFC 8538 --- */

static void consecutive_notified(void) {
  struct chain c = {notified(), notified(), notified(), 0};
  struct stage *stage = chain(&c);
  crash(stage);
  stage_until(stage, CRASH + DOWN + 11 * DELAY / 2);
  world_crash_process(stage->world, MIDDLE);
  stage_forget(stage);
  expect_whole(stage);
  g_assert_cmpuint(stage->reroute->len, ==, 0);
  stage_free(stage);
  c.edge.stale_time = DOWN + SIM_SECOND; /* counted from the first loss */
  stage = chain(&c);
  crash(stage);
  stage_until(stage, CRASH + DOWN + 11 * DELAY / 2);
  world_crash_process(stage->world, MIDDLE);
  expect_loss(stage, 0, EDGE, CRASH + DELAY + c.edge.stale_time);
  stage_free(stage);
}

static void lose(struct stage *stage, enum loss loss, uint8_t code, uint8_t subcode) {
  stage_until(stage, CRASH);
  stage_forget(stage);
  session_lose(stage->world, stage_half(stage, MIDDLE, EDGE), loss, code, subcode, 0);
}

/* Both ends: EDGE, which is told, and MIDDLE, which tells. */
static void check_notification(struct platform p, uint8_t code, uint8_t subcode, bool covered) {
  struct stage *stage = chain_of(p);
  lose(stage, LOSS_NOTIFICATION_SENT, code, subcode);
  g_assert_true(knows(stage, 1, MIDDLE) == covered);
  stage_until(stage, CRASH + DELAY);
  g_assert_true(knows(stage, 0, EDGE) == covered);
  expect_whole(stage);
  g_assert_true((stage->reroute->len == 0) == covered);
  stage_free(stage);
}

static void notification(void) { check_notification(graceful(), 3, 5, false); }

static void notification_covered(void) {
  struct chain c = {notified(), notified(), notified(), 0};
  check_notification(notified(), 3, 5, true);
  c.edge.graceful_notification = false; /* it takes both */
  struct stage *stage = chain(&c);
  lose(stage, LOSS_NOTIFICATION_SENT, 3, 5);
  g_assert_false(knows(stage, 1, MIDDLE));
  stage_free(stage);
}

static void hard_reset(void) {
  check_notification(notified(), 6, 9, false);
  static const bool hard[] = {[1] = true, true, true, false, false, false, false, false, true, true};
  for (uint8_t subcode = 1; subcode < G_N_ELEMENTS(hard); subcode++)
    check_notification(notified(), 6, subcode, !hard[subcode]);
}

static void administrative(void) {
  struct stage *stage = chain_of(notified());
  stage_until(stage, CRASH);
  world_fail(stage->world, stage_half(stage, MIDDLE, EDGE));
  g_assert_false(knows(stage, 0, EDGE) || knows(stage, 1, MIDDLE));
  stage_free(stage);
}

static void hold_timer(void) {
  for (int covered = 0; covered < 2; covered++) {
    struct stage *stage = chain_of(covered ? notified() : graceful());
    lose(stage, LOSS_HOLD, 0, 0);
    g_assert_true(knows(stage, 1, MIDDLE) == covered);
    stage_until(stage, CRASH + DELAY);
    g_assert_true(knows(stage, 0, EDGE) == covered);
    stage_free(stage);
  }
}

/* --- what forwards is gone --- */

static void interface_down(void) {
  struct stage *stage = chain_of(notified());
  stage_until(stage, CRASH);
  session_cut(stage->world, stage_half(stage, MIDDLE, EDGE), SESSION_CUT_DARK, 0);
  g_assert_false(knows(stage, 1, MIDDLE));
  stage_until(stage, CRASH + DELAY);
  g_assert_false(knows(stage, 0, EDGE));
  stage_free(stage);
}

static void card(void) {
  struct stage *stage = chain_of(notified());
  struct world_cards cards = {
      .router = MIDDLE, .count = 1, .vulnerable = 1, .fib_rate = 1, .boot_low = DOWN, .boot_high = DOWN};
  uint32_t first = world_add_cards(stage->world, &cards);
  crash(stage);
  stage_until(stage, CRASH + 2 * DELAY);
  g_assert_true(reaches(stage, 0, EDGE)); /* the process alone */
  world_crash_card(stage->world, first);
  g_assert_false(reaches(stage, 0, EDGE) || reaches(stage, 0, MIDDLE) || knows(stage, 0, EDGE));
  expect_whole(stage);
  stage_free(stage);
}

static void bfd(void) {
  struct platform p = notified();
  p.bfd = 300 * SIM_MILLISECOND;
  p.bfd_multiplier = 3;
  struct stage *stage = chain_of(p);
  stage_until(stage, CRASH);
  world_cut(stage->world, stage_half(stage, MIDDLE, EDGE));
  expect_loss(stage, 0, EDGE, CRASH + 900 * SIM_MILLISECOND);
  stage_free(stage);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/restart/a crash empties the tables, and nothing comes back before the restart time", life);
  g_test_add_func("/restart/own prefixes are delivered meanwhile, and announced again", own_prefixes_stay);
  g_test_add_func("/restart/without graceful restart a FIB that outlives the process serves its router alone",
                  fib_kept);
  g_test_add_func("/restart/in silence neighbours find out by hold timer or by the new OPEN", silent);
  g_test_add_func("/restart/the route that crashes a process crashes it again on each return", crash_loop);
  g_test_add_func("/restart/a session opened meanwhile waits for the process", other_sessions_wait_too);
  g_test_add_func("/restart/RFC 4724 section 4: with graceful restart a crash loses no reachability at all",
                  nothing_lost);
  g_test_add_func("/restart/RFC 4724 section 4: without it a crash loses all that went through",
                  without_it_all_is_lost);
  g_test_add_func("/restart/RFC 4724 section 3: a helper alone is not helped", helper_does_not_ask);
  g_test_add_func("/restart/RFC 4724 section 4.1: routes are selected after End-of-RIB of all",
                  selection_after_end_of_rib);
  g_test_add_func("/restart/RFC 4724 section 4.1: or when the deferral time is up", selection_when_time_is_up);
  g_test_add_func("/restart/RFC 4724 section 4.1: who has no graceful restart is not waited for",
                  nobody_waits_for_the_others);
  g_test_add_func("/restart/RFC 4724 section 4.1: two that restart do not wait for each other", two_restart_at_once);
  g_test_add_func("/restart/RFC 4724 section 4.2: who is not back within its restart time loses its routes",
                  restart_time);
  g_test_add_func("/restart/RFC 4724 section 4.2: a helper may keep stale routes for a shorter time", stale_time);
  g_test_add_func("/restart/RFC 4724 section 4.2: what is stale at End-of-RIB is deleted", end_of_rib);
  g_test_add_func("/restart/RFC 4724 section 4.2: without the Forwarding State bit stale routes go",
                  forwarding_state_bit);
  g_test_add_func("/restart/RFC 4724 section 4.2: what is stale at the next restart is deleted", consecutive);
  g_test_add_func("/restart/RFC 8538 section 4.1: it is kept until its time is up", consecutive_notified);
  g_test_add_func("/restart/RFC 4724 section 4: a NOTIFICATION is not covered", notification);
  g_test_add_func("/restart/RFC 8538 section 4: with the N bit of both it is", notification_covered);
  g_test_add_func("/restart/RFC 8538 sections 3 and 5.1: a Hard Reset is not", hard_reset);
  g_test_add_func("/restart/RFC 8538 section 5.1: an administrative shutdown is not", administrative);
  g_test_add_func("/restart/RFC 8538 section 4: the hold timer is covered with the N bit only", hold_timer);
  g_test_add_func("/restart/no restart is graceful over an interface that is down", interface_down);
  g_test_add_func("/restart/nor over a card that has crashed", card);
  g_test_add_func("/restart/nor where BFD says that forwarding is gone", bfd);
  return g_test_run();
}
