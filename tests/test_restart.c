/* The life of a BGP process, and the restarting speaker of RFC 4724. */
#include "models/session/restart.h"

#include "tests/chain.h"
#include "tests/fault.h"

/* --- crash and return --- */

static void life(void) {
  struct stage *stage = chain_of(chain_plain());
  chain_crash(stage);
  g_assert_false(chain_is_up(stage, CHAIN_MIDDLE, CHAIN_ORIGIN) || chain_is_up(stage, CHAIN_MIDDLE, CHAIN_EDGE) ||
                 chain_knows(stage, 0, CHAIN_MIDDLE));
  g_assert_cmpint(world_reach(stage->world, 0, CHAIN_MIDDLE), ==, REACH_BLACKHOLE);
  stage_until(stage, CHAIN_CRASH + CHAIN_DELAY - 1);
  g_assert_true(chain_is_up(stage, CHAIN_EDGE, CHAIN_MIDDLE) && chain_knows(stage, 0, CHAIN_EDGE));
  stage_until(stage, CHAIN_CRASH + CHAIN_DELAY); /* the FIN */
  g_assert_false(chain_is_up(stage, CHAIN_EDGE, CHAIN_MIDDLE) || chain_knows(stage, 0, CHAIN_EDGE));
  stage_until(stage, CHAIN_CRASH + CHAIN_DOWN + 4 * CHAIN_DELAY - 1); /* neighbours have tried in vain since */
  g_assert_false(chain_is_up(stage, CHAIN_MIDDLE, CHAIN_EDGE) || chain_is_up(stage, CHAIN_EDGE, CHAIN_MIDDLE));
  chain_expect_at(stage, OCCURRENCE_PROCESS_UP, CHAIN_CRASH + CHAIN_DOWN);
  stage_until(stage, CHAIN_CRASH + CHAIN_DOWN + 5 * CHAIN_DELAY);
  g_assert_true(world_session_up(stage->world, 0) && world_session_up(stage->world, 2));
  chain_expect_whole(stage);
  chain_expect_at(stage, OCCURRENCE_PROCESS_CRASH, CHAIN_CRASH);
  g_assert_cmpuint(stage_count(stage, OCCURRENCE_SESSION_DOWN), ==, 2);
  for (uint32_t i = 0; i < 2; i++) {
    const struct occurrence *down = stage_find(stage, OCCURRENCE_SESSION_DOWN, i);
    g_assert_true(down->router == CHAIN_MIDDLE && down->loss == LOSS_PEER);
    g_assert_cmpuint(down->because, ==, stage_find(stage, OCCURRENCE_PROCESS_CRASH, 0)->id);
  }
  stage_free(stage);
}

static void own_prefixes_stay(void) {
  struct stage *stage = chain_of(chain_plain());
  stage_until(stage, CHAIN_CRASH);
  world_crash_process(stage->world, CHAIN_ORIGIN);
  g_assert_true(chain_reaches(stage, 0, CHAIN_ORIGIN) && world_is_origin(stage->world, 0, CHAIN_ORIGIN));
  chain_expect_whole(stage); /* and are announced again */
  stage_free(stage);
}

static void fib_kept(void) {
  struct platform p = chain_plain();
  p.keeps_fib = true;
  p.deferral_time = 0; /* what is left is swept out at once */
  struct stage *stage = chain_of(p);
  chain_crash(stage);
  stage_until(stage, CHAIN_CRASH + CHAIN_DOWN - 1);
  g_assert_true(!chain_knows(stage, 0, CHAIN_MIDDLE) && chain_reaches(stage, 0, CHAIN_MIDDLE));
  g_assert_false(chain_reaches(stage, 0, CHAIN_EDGE)); /* it dropped the routes with the session */
  stage_until(stage, CHAIN_CRASH + CHAIN_DOWN);
  g_assert_false(chain_reaches(stage, 0, CHAIN_MIDDLE));
  chain_expect_whole(stage);
  stage_free(stage);
}

static void silent(void) {
  struct chain c = {chain_plain(), chain_plain(), chain_plain(), 0};
  c.middle.crash_silent = true;
  struct stage *stage = chain_new(&c);
  chain_crash(stage);
  chain_expect_loss(stage, 0, CHAIN_EDGE,
                    CHAIN_CRASH + CHAIN_DOWN + CHAIN_DELAY); /* the OPEN of the new process is a surprise */
  chain_expect_whole(stage);
  stage_free(stage);
  c.middle.process_restart = 200 * SIM_SECOND;
  stage = chain_new(&c);
  chain_crash(stage);
  chain_expect_loss(stage, 0, CHAIN_EDGE, CHAIN_CRASH + c.edge.hold);
  chain_expect_whole(stage);
  stage_free(stage);
}

/* It dies at the bad route, comes back, is sent the whole table again, and dies. */
static void crash_loop(void) {
  static const struct network_link link = {CHAIN_MIDDLE, CHAIN_ORIGIN, NEIGHBOR_CUSTOMER, CHAIN_DELAY, false};
  struct platform platform[] = {chain_plain(), chain_plain()};
  struct fault fault;
  fault_init(&fault);
  fault.profile[FAULT_FORWARD].knows[1] = 1; /* COMMUNITIES: of a strategy that crashes at it */
  stage_wait(&platform[CHAIN_ORIGIN], 1000 * SIM_SECOND, 0);
  struct world_settings settings = stage_settings(platform);
  settings.platform_of = (const uint8_t[]){CHAIN_ORIGIN, CHAIN_MIDDLE};
  settings.profiles = fault.profile;
  settings.profile_count = FAULT_PROFILES;
  struct stage *stage = stage_new(stage_network(2, &link, 1), &settings);
  world_announce(stage->world, world_add_prefix(stage->world, 1, true), CHAIN_ORIGIN, fault_attrs(stage->world));
  enum { TURNS = 20 };
  sim_time period = CHAIN_DOWN + 6 * CHAIN_DELAY; /* SYN to Established 4, the other 5, its table 6 */
  stage_until(stage, TURNS * period);
  g_assert_cmpuint(stage_count(stage, OCCURRENCE_PROCESS_CRASH), ==, TURNS);
  for (uint32_t i = 0; i < TURNS; i++)
    g_assert_cmpint(stage_find(stage, OCCURRENCE_PROCESS_CRASH, i)->at, ==, CHAIN_DELAY + i * period);
  world_withdraw(stage->world, 0, CHAIN_ORIGIN);
  stage_rest(stage);
  g_assert_true(world_session_up(stage->world, 0));
  stage_free(stage);
  fault_clear(&fault);
}

static void other_sessions_wait_too(void) {
  struct stage *stage = chain_of(chain_plain());
  world_fail(stage->world, stage_half(stage, CHAIN_EDGE, CHAIN_MIDDLE));
  chain_crash(stage);
  stage_until(stage, CHAIN_CRASH + CHAIN_DOWN / 2);
  world_restore(stage->world, stage_half(stage, CHAIN_EDGE, CHAIN_MIDDLE));
  stage_until(stage, CHAIN_CRASH + CHAIN_DOWN + 4 * CHAIN_DELAY - 1);
  g_assert_false(chain_is_up(stage, CHAIN_EDGE, CHAIN_MIDDLE) || chain_is_up(stage, CHAIN_MIDDLE, CHAIN_EDGE));
  chain_expect_whole(stage);
  stage_free(stage);
}

/* What it had still to do dies with the process: the new one begins with an empty queue. */
static void queue_dies(void) {
  struct platform p = chain_plain();
  p.processing = 100 * SIM_SECOND;
  struct stage *stage = chain_of(p);
  chain_crash(stage);
  g_assert_cmpint(stage->world->busy[CHAIN_MIDDLE], <=, CHAIN_CRASH);
  stage_until(stage, CHAIN_CRASH + CHAIN_DOWN + 5 * CHAIN_DELAY - 1);
  world_withdraw(stage->world, 0, CHAIN_ORIGIN);
  stage_until(stage, CHAIN_CRASH + CHAIN_DOWN + CHAIN_DOWN / 2);
  g_assert_cmpint(stage->world->busy[CHAIN_MIDDLE], >, stage->sim->now); /* the tables of its neighbours */
  world_crash_process(stage->world, CHAIN_MIDDLE);
  g_assert_cmpint(stage->world->busy[CHAIN_MIDDLE], ==, stage->sim->now);
  stage_rest(stage);
  g_assert_false(chain_knows(stage, 0, CHAIN_EDGE));
  stage_free(stage);
}

/* --- RFC 4724 --- */

static void nothing_lost(void) {
  for (int rate = 0; rate < 2; rate++) {
    struct chain c = {chain_graceful(), chain_graceful(), chain_graceful(), rate};
    struct stage *stage = chain_new(&c);
    chain_crash(stage);
    stage_forget(stage);
    chain_expect_whole(stage);
    g_assert_cmpuint(stage->reroute->len, ==, 0);
    g_assert_cmpuint(stage_count(stage, OCCURRENCE_STALE_KEPT), ==, 2);
    g_assert_cmpuint(stage_count(stage, OCCURRENCE_STALE_GONE), ==, 0);
    stage_free(stage);
  }
}

static void without_it_all_is_lost(void) {
  struct stage *stage = chain_of(chain_plain());
  stage_forget(stage);
  chain_crash(stage);
  chain_expect_whole(stage);
  g_assert_cmpuint(stage->reroute->len, ==,
                   2 * 4); /* CHAIN_EDGE to 0, CHAIN_ORIGIN to 1, CHAIN_MIDDLE to both: away and back */
  stage_free(stage);
}

static void helper_does_not_ask(void) {
  struct platform p = chain_graceful();
  p.graceful = PLATFORM_GRACEFUL_HELPER;
  struct stage *stage = chain_of(p);
  chain_crash(stage);
  chain_expect_loss(stage, 0, CHAIN_EDGE, CHAIN_CRASH + CHAIN_DELAY);
  stage_free(stage);
}

/* CHAIN_MIDDLE calls CHAIN_EDGE at once, which is Established after 5 delays, when its table and End-of-RIB leave:
 * selection after
 * 6. CHAIN_ORIGIN has called CHAIN_MIDDLE and is one delay ahead. */
static void selection_after_end_of_rib(void) {
  struct stage *stage = chain_of(chain_graceful());
  chain_crash(stage);
  stage_until(stage, CHAIN_CRASH + CHAIN_DOWN + 6 * CHAIN_DELAY - 1);
  g_assert_false(chain_knows(stage, 0, CHAIN_MIDDLE));
  g_assert_cmpuint(stage_sent(stage, CHAIN_MIDDLE, OBSERVER_NONE, 0), ==, 0);
  stage_rest(stage);
  chain_expect_at(stage, OCCURRENCE_SELECTION, CHAIN_CRASH + CHAIN_DOWN + 6 * CHAIN_DELAY);
  g_assert_cmpuint(stage_sent(stage, CHAIN_MIDDLE, OBSERVER_NONE, 0), ==, 2); /* each once, CHAIN_ORIGIN too */
  stage_free(stage);
}

static void selection_when_time_is_up(void) {
  struct stage *stage = chain_of(chain_graceful());
  chain_crash(stage);
  world_cut(stage->world, stage_half(stage, CHAIN_ORIGIN, CHAIN_MIDDLE));
  stage_rest(stage);
  chain_expect_at(stage, OCCURRENCE_SELECTION, CHAIN_CRASH + CHAIN_DOWN + chain_graceful().deferral_time);
  g_assert_true(!chain_knows(stage, 0, CHAIN_MIDDLE) && !chain_knows(stage, 0, CHAIN_EDGE));
  g_assert_true(chain_knows(stage, 1, CHAIN_MIDDLE));
  stage_free(stage);
}

static void nobody_waits_for_the_others(void) {
  struct chain c = {chain_graceful(), chain_graceful(), chain_graceful(), 0};
  c.origin.graceful = PLATFORM_GRACEFUL_NO;
  struct stage *stage = chain_new(&c);
  world_cut(stage->world, stage_half(stage, CHAIN_EDGE, CHAIN_MIDDLE)); /* its End-of-RIB does not come in time */
  chain_crash(stage);
  stage_rest(stage);
  chain_expect_at(stage, OCCURRENCE_SELECTION, CHAIN_CRASH + CHAIN_DOWN + c.middle.deferral_time);
  stage_free(stage);
  c.edge.graceful = PLATFORM_GRACEFUL_NO;
  stage = chain_new(&c);
  chain_crash(stage);
  stage_rest(stage);
  chain_expect_at(stage, OCCURRENCE_SELECTION,
                  CHAIN_CRASH + CHAIN_DOWN + 5 * CHAIN_DELAY); /* CHAIN_ORIGIN called, and both are there */
  stage_free(stage);
}

static void two_restart_at_once(void) {
  struct stage *stage = chain_of(chain_graceful());
  chain_crash(stage);
  world_crash_process(stage->world, CHAIN_EDGE);
  chain_expect_whole(stage);
  g_assert_cmpuint(stage_count(stage, OCCURRENCE_SELECTION), ==, 2);
  for (uint32_t i = 0; i < 2; i++)
    g_assert_cmpint(stage_find(stage, OCCURRENCE_SELECTION, i)->at, <=, CHAIN_CRASH + CHAIN_DOWN + 6 * CHAIN_DELAY);
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
  g_test_add_func("/restart/the queue of the routing engine dies with the process", queue_dies);
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
  return g_test_run();
}
