/* Law V7: the reset loop. Two routers; one originates a bad route that the other resets the session for,
 * and every time the session is back the whole table is sent, the bad route at its place in it.
 *
 * Period, jitter off: wait of the dialler + 3 RTT + the time that the transfer takes to get to the bad route. The
 * wait begins when the dialler itself loses the session: when the detector dials that is at the detection, and the
 * bad route is back after SYN (2 RTT to its own Established, half an RTT more to the sender's) and half an RTT on
 * the wire; when the sender dials, its wait begins half an RTT later, with the NOTIFICATION, and its table leaves
 * half an RTT earlier. Counted from the detection, either way makes 3 RTT.
 */
#include "models/world/transfer.h"
#include "tests/fault.h"
#include "tests/stage.h"

enum { SENDER, DETECTOR, DELAY = 25 * SIM_MILLISECOND, RTT = 2 * DELAY, INNOCENTS = 40, TRIGGER = INNOCENTS };

struct loop {
  struct fault fault;
  struct stage *stage;
};

static void loop_start(struct loop *loop, struct platform sender, struct platform detector, double rate) {
  struct platform platform[2] = {sender, detector};
  const struct network_link link = {DETECTOR, SENDER, NEIGHBOR_CUSTOMER, DELAY, false};
  platform[SENDER].transfer_rate = rate;
  fault_init(&loop->fault);
  struct world_settings settings = stage_settings(platform);
  settings.platform_of = (const uint8_t[]){SENDER, DETECTOR};
  settings.prefixes = (const uint32_t[]){INNOCENTS + 1, 0};
  settings.profiles = loop->fault.profile;
  settings.profile_count = FAULT_PROFILES;
  settings.profile_of = (const uint16_t[]){FAULT_FORWARD, FAULT_RESET};
  loop->stage = stage_new(stage_network(2, &link, 1), &settings);
  for (int i = 0; i < INNOCENTS; i++)
    world_settle(loop->stage->world, world_add_prefix(loop->stage->world, 1, false), SENDER);
  world_add_prefix(loop->stage->world, 1, true);
  world_announce(loop->stage->world, TRIGGER, SENDER, fault_attrs(loop->stage->world));
}

static void loop_end(struct loop *loop) {
  stage_free(loop->stage);
  fault_clear(&loop->fault);
}

/* The nth time that the session was lost (0: the first announcement). */
static sim_time lost(struct loop *loop, uint32_t n) {
  while (stage_count(loop->stage, OCCURRENCE_SESSION_DOWN) <= n)
    g_assert_cmpint(sim_run(loop->stage->sim, SIM_NEVER, 1), ==, SIM_END_BUDGET);
  const struct occurrence *down = stage_find(loop->stage, OCCURRENCE_SESSION_DOWN, n);
  g_assert_true(down->router == DETECTOR && down->loss == LOSS_NOTIFICATION_SENT);
  return down->at;
}

/* b/r: how far into a transfer a prefix has its place. Asked in the middle of the first one. */
static sim_time position(struct loop *loop, uint32_t prefix) {
  uint32_t half = stage_half(loop->stage, SENDER, DETECTOR);
  while (!(loop->stage->world->state[half] & STATE_TRANSFER)) sim_run(loop->stage->sim, SIM_NEVER, 1);
  return transfer_slot(loop->stage->world, world_plane(loop->stage->world, prefix), half) -
         loop->stage->world->since[half];
}

static struct platform waiting(sim_time dial) {
  struct platform platform = stage_platform();
  stage_wait(&platform, dial, 0);
  return platform;
}

static void check_period(struct platform sender, struct platform detector, double rate, sim_time wait) {
  struct loop loop;
  loop_start(&loop, sender, detector, rate);
  g_assert_cmpint(lost(&loop, 0), ==, DELAY);
  sim_time place = position(&loop, TRIGGER);
  g_assert_cmpint(place > 0, ==, rate > 0);
  for (uint32_t n = 1; n < 50; n++) g_assert_cmpint(lost(&loop, n) - lost(&loop, n - 1), ==, wait + 3 * RTT + place);
  loop_end(&loop);
}

static void sender_dials(void) {
  check_period(waiting(5 * SIM_SECOND), waiting(1000 * SIM_SECOND), 0, 5 * SIM_SECOND);
  check_period(waiting(5 * SIM_SECOND), waiting(1000 * SIM_SECOND), 10, 5 * SIM_SECOND);
  check_period(waiting(0), waiting(1000 * SIM_SECOND), 10, 0);
}

static void detector_dials(void) {
  check_period(waiting(1000 * SIM_SECOND), waiting(5 * SIM_SECOND), 0, 5 * SIM_SECOND);
  check_period(waiting(1000 * SIM_SECOND), waiting(5 * SIM_SECOND), 10, 5 * SIM_SECOND);
}

/* Idle times that double from 60 to 300 s and are forgotten after 300 quiet ones, which never come. */
static void doubling(void) {
  static const int wait[] = {60, 120, 240, 300, 300, 300};
  struct platform detector = stage_platform();
  for (int loss = 0; loss < LOSSES; loss++)
    detector.dial[loss] = (struct platform_wait){60 * SIM_SECOND, 300 * SIM_SECOND, 300 * SIM_SECOND, 2, 0.75, false};
  struct loop loop;
  loop_start(&loop, waiting(1000 * SIM_SECOND), detector, 0);
  for (uint32_t n = 0; n < G_N_ELEMENTS(wait); n++)
    g_assert_cmpint(lost(&loop, n + 1) - lost(&loop, n), ==, wait[n] * SIM_SECOND + 3 * RTT);
  loop_end(&loop);
}

/* Innocent prefixes that come before the bad one in the transfer are there for a part of each turn, the others never
 * again. */
static void availability(void) {
  struct loop loop;
  loop_start(&loop, waiting(2 * SIM_SECOND), waiting(1000 * SIM_SECOND), 10);
  lost(&loop, 0);
  sim_time bad = position(&loop, TRIGGER), from = lost(&loop, 1), period = 2 * SIM_SECOND + 3 * RTT + bad,
           there[INNOCENTS] = {0};
  const struct plane *plane[INNOCENTS];
  for (uint32_t i = 0; i < INNOCENTS; i++) plane[i] = world_plane(loop.stage->world, i);
  for (sim_time last = from; stage_count(loop.stage, OCCURRENCE_SESSION_DOWN) < 7;) {
    uint32_t stands[INNOCENTS];
    for (uint32_t i = 0; i < INNOCENTS; i++) stands[i] = plane[i]->best[DETECTOR] != DECISION_NO_ROUTE;
    sim_run(loop.stage->sim, SIM_NEVER, 1);
    for (uint32_t i = 0; i < INNOCENTS; i++) there[i] += stands[i] * (loop.stage->sim->now - last);
    last = loop.stage->sim->now;
  }
  uint32_t before = 0;
  for (uint32_t i = 0; i < INNOCENTS; i++) {
    sim_time place = position(&loop, i);
    g_assert_cmpint(there[i], ==, 5 * MAX(0, bad - place));
    before += place < bad;
  }
  g_assert_true(before > 0 && before < INNOCENTS);
  g_assert_cmpint(lost(&loop, 6) - from, ==, 5 * period);
  loop_end(&loop);
}

static void ends_with_the_cause(void) {
  struct loop loop;
  loop_start(&loop, waiting(SIM_SECOND), waiting(SIM_SECOND), 100);
  lost(&loop, 5);
  world_withdraw(loop.stage->world, TRIGGER, SENDER);
  stage_rest(loop.stage);
  g_assert_cmpuint(stage_count(loop.stage, OCCURRENCE_SESSION_DOWN), ==, 6);
  g_assert_true(world_session_up(loop.stage->world, 0));
  for (uint32_t i = 0; i < INNOCENTS; i++)
    g_assert_cmpint(world_reach(loop.stage->world, i, DETECTOR), ==, REACH_DELIVERED);
  loop_end(&loop);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/V7/the sender dials: wait + 3 RTT + place in the table", sender_dials);
  g_test_add_func("/V7/the detector dials: wait + 3 RTT + place in the table", detector_dials);
  g_test_add_func("/V7/with doubling waits the periods double to the cap", doubling);
  g_test_add_func("/V7/innocent prefixes are there from their place to that of the bad one", availability);
  g_test_add_func("/V7/the loop ends when the bad route is withdrawn", ends_with_the_cause);
  return g_test_run();
}
