/* Two routers, a link of 10 ms, and everything that can happen to the session between them. */
#include "models/session/session.h"

#include "tests/stage.h"

enum { A, B, DELAY = 10 * SIM_MILLISECOND };

static struct stage *pair(struct platform a, struct platform b, bool exchange) {
  struct platform platform[2] = {a, b};
  const struct network_link link = {A, B, NEIGHBOR_CUSTOMER, DELAY, exchange};
  struct world_settings settings = stage_settings(platform);
  settings.platform_of = (const uint8_t[]){0, 1};
  return stage_new(stage_network(2, &link, 1), &settings);
}

static struct platform waits(sim_time dial, sim_time listen) {
  struct platform platform = stage_platform();
  stage_wait(&platform, dial, listen);
  return platform;
}

static bool is_up(const struct stage *stage, uint32_t router) {
  return stage->world->state[stage_half(stage, router, !router)] & STATE_UP;
}

static void lose(struct stage *stage, uint32_t router, enum loss loss) {
  session_lose(stage->world, stage_half(stage, router, !router), loss, 3, 1, 0);
}

/* Runs to just before `at`, checks one end there and at `at` itself. */
static void check_turns(struct stage *stage, uint32_t router, sim_time at, bool up) {
  stage_until(stage, at - 1);
  g_assert_cmpint(is_up(stage, router), ==, !up);
  stage_until(stage, at);
  g_assert_cmpint(is_up(stage, router), ==, up);
}

static const struct occurrence *only(const struct stage *stage, enum occurrence_kind kind) {
  g_assert_cmpuint(stage_count(stage, kind), ==, 1);
  return stage_find(stage, kind, 0);
}

static void notification(void) {
  struct stage *stage = pair(waits(5 * SIM_SECOND, 0), waits(7 * SIM_SECOND, 0), false);
  stage_until(stage, SIM_SECOND);
  lose(stage, A, LOSS_NOTIFICATION_SENT);
  g_assert_false(is_up(stage, A));
  check_turns(stage, B, SIM_SECOND + DELAY, false);
  const struct occurrence *down = only(stage, OCCURRENCE_SESSION_DOWN);
  g_assert_cmpuint(down->router, ==, A);
  g_assert_cmpuint(down->peer, ==, B);
  g_assert_cmpint(down->at, ==, SIM_SECOND);
  g_assert_cmpint(down->loss, ==, LOSS_NOTIFICATION_SENT);
  g_assert_true(down->code == 3 && down->subcode == 1);
  uint32_t because = down->id;
  check_turns(stage, A, 6 * SIM_SECOND + 4 * DELAY, true); /* its own SYN, two round trips */
  check_turns(stage, B, 6 * SIM_SECOND + 5 * DELAY, true);
  const struct occurrence *up = only(stage, OCCURRENCE_SESSION_UP);
  g_assert_cmpuint(up->router, ==, A);
  g_assert_cmpuint(up->because, ==, because);
  stage_free(stage);
}

/* The dialler is who gets through first: with these waits the side that was told. */
static void told_side_dials(void) {
  struct stage *stage = pair(waits(7 * SIM_SECOND, 0), waits(5 * SIM_SECOND, 0), false);
  lose(stage, A, LOSS_NOTIFICATION_SENT);
  check_turns(stage, B, 5 * SIM_SECOND + DELAY + 4 * DELAY, true);
  check_turns(stage, A, 5 * SIM_SECOND + DELAY + 5 * DELAY, true);
  g_assert_cmpuint(only(stage, OCCURRENCE_SESSION_UP)->router, ==, B);
  stage_free(stage);
}

/* A wants to call after 1 s, but B does not answer before 30 s, and would call itself after 60: A tries
 * again every ConnectRetry and gets through at its first try after 30 s. */
static void deaf_listener(void) {
  struct platform a = waits(SIM_SECOND, 0), b = waits(60 * SIM_SECOND, 30 * SIM_SECOND);
  a.connect_retry = 8 * SIM_SECOND;
  struct stage *stage = pair(a, b, false);
  lose(stage, A, LOSS_NOTIFICATION_SENT);
  check_turns(stage, A, (1 + 4 * 8) * SIM_SECOND + 4 * DELAY, true);
  g_assert_cmpuint(stage->world->sessions[0].dialler, ==, A);
  stage_free(stage);
}

static void by_cause(void) {
  struct platform a = waits(SIM_SECOND, 0), b = waits(1000 * SIM_SECOND, 0);
  a.dial[LOSS_NOTIFICATION_SENT].first = 3 * SIM_SECOND;
  a.dial[LOSS_NOTIFICATION_RECEIVED].first = 4 * SIM_SECOND;
  a.dial[LOSS_CEASE].first = 5 * SIM_SECOND;
  static const struct {
    uint32_t who;
    enum loss loss;
    sim_time wait;
  } cases[] = {{A, LOSS_NOTIFICATION_SENT, 3 * SIM_SECOND},
               {B, LOSS_NOTIFICATION_SENT, 4 * SIM_SECOND + DELAY},
               {B, LOSS_HOLD, 4 * SIM_SECOND + DELAY},
               {B, LOSS_BFD, 5 * SIM_SECOND + DELAY},
               {B, LOSS_PEER, 1 * SIM_SECOND + DELAY}};
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    struct stage *stage = pair(a, b, false);
    lose(stage, cases[i].who, cases[i].loss);
    check_turns(stage, A, cases[i].wait + 4 * DELAY, true);
    stage_free(stage);
  }
}

static struct platform backing_off(void) {
  struct platform p = stage_platform();
  for (int loss = 0; loss < LOSSES; loss++)
    p.dial[loss] = (struct platform_wait){60 * SIM_SECOND, 300 * SIM_SECOND, 300 * SIM_SECOND, 2, 0.75, false};
  return p;
}

static void backoff(void) {
  static const int wait[] = {60, 120, 240, 300, 300, 300};
  struct stage *stage = pair(backing_off(), waits(10000 * SIM_SECOND, 0), false);
  for (size_t i = 0; i < G_N_ELEMENTS(wait); i++) {
    sim_time lost = stage->sim->now;
    lose(stage, A, LOSS_NOTIFICATION_SENT);
    check_turns(stage, A, lost + wait[i] * SIM_SECOND + 4 * DELAY, true);
    stage_until(stage, stage->sim->now + 299 * SIM_SECOND); /* not quite long enough to be forgotten */
  }
  stage_until(stage, stage->sim->now + 2 * SIM_SECOND);
  sim_time lost = stage->sim->now;
  lose(stage, A, LOSS_NOTIFICATION_SENT);
  check_turns(stage, A, lost + 60 * SIM_SECOND + 4 * DELAY, true);
  stage_free(stage);
}

static void jittered(void) {
  struct platform platform = backing_off(), passive = waits(10000 * SIM_SECOND, 0), both[] = {platform, passive};
  const struct network_link link = {A, B, NEIGHBOR_PEER, DELAY, false};
  double least = 1e9, most = 0;
  for (uint64_t seed = 0; seed < 500; seed++) {
    struct world_settings settings = stage_settings(both);
    settings.platform_of = (const uint8_t[]){0, 1};
    settings.session_jitter = true;
    settings.seed = seed;
    struct stage *stage = stage_new(stage_network(2, &link, 1), &settings);
    lose(stage, A, LOSS_NOTIFICATION_SENT);
    stage_rest(stage);
    double wait = (double)(only(stage, OCCURRENCE_SESSION_UP)->at - 5 * DELAY) / SIM_SECOND;
    least = MIN(least, wait);
    most = MAX(most, wait);
    stage_free(stage);
  }
  g_assert_true(least >= 45 && least < 46 && most <= 60 && most > 59);
}

static void interface_private(void) {
  struct stage *stage = pair(stage_platform(), stage_platform(), false);
  stage_until(stage, SIM_SECOND);
  session_cut(stage->world, stage_half(stage, B, A), SESSION_CUT_DARK, 0);
  g_assert_false(is_up(stage, B));
  check_turns(stage, A, SIM_SECOND + DELAY, false); /* the light goes out */
  g_assert_cmpint(only(stage, OCCURRENCE_SESSION_DOWN)->loss, ==, LOSS_INTERFACE);
  stage_until(stage, 100 * SIM_SECOND);
  g_assert_false(is_up(stage, A));
  session_mend(stage->world, stage_half(stage, B, A), 0);
  check_turns(stage, A, 100 * SIM_SECOND + 4 * DELAY, true);
  g_assert_cmpuint(stage->world->sessions[0].dialler, ==, A);
  stage_free(stage);
}

static void interface_exchange(void) {
  struct stage *stage = pair(stage_platform(), stage_platform(), true);
  stage_until(stage, SIM_SECOND);
  session_cut(stage->world, stage_half(stage, B, A), SESSION_CUT_DARK, 0);
  g_assert_false(is_up(stage, B));
  check_turns(stage, A, 91 * SIM_SECOND, false); /* the fabric between them shines on: hold timer */
  stage_free(stage);
}

/* The port is back before the far end's hold timer: the OPEN of the near end tells the far one. */
static void back_before_hold(void) {
  struct stage *stage = pair(stage_platform(), stage_platform(), true);
  session_cut(stage->world, stage_half(stage, B, A), SESSION_CUT_DARK, 0);
  stage_until(stage, 40 * SIM_SECOND);
  g_assert_true(is_up(stage, A));
  session_mend(stage->world, stage_half(stage, B, A), 0);
  check_turns(stage, A, 40 * SIM_SECOND + DELAY, false);
  stage_rest(stage);
  g_assert_true(is_up(stage, A) && is_up(stage, B));
  g_assert_cmpuint(stage_count(stage, OCCURRENCE_SESSION_DOWN), ==, 1);
  stage_free(stage);
}

/* A port that goes dark on a link that was silent already is noticed by its own end at once. */
static void dark_after_silence(void) {
  struct stage *stage = pair(stage_platform(), stage_platform(), true);
  world_cut(stage->world, stage_half(stage, A, B));
  stage_until(stage, SIM_SECOND);
  session_cut(stage->world, stage_half(stage, B, A), SESSION_CUT_DARK, 0);
  g_assert_false(is_up(stage, B));
  g_assert_true(is_up(stage, A));
  session_mend(stage->world, stage_half(stage, B, A), 0);
  stage_until(stage, 10 * SIM_SECOND);
  g_assert_false(is_up(stage, B)); /* still silent */
  world_mend(stage->world, stage_half(stage, A, B));
  stage_rest(stage);
  g_assert_true(is_up(stage, A) && is_up(stage, B));
  stage_free(stage);
}

static void administrative(void) {
  struct stage *stage = pair(waits(50 * SIM_SECOND, 0), waits(50 * SIM_SECOND, 0), false);
  stage_until(stage, SIM_SECOND);
  world_fail(stage->world, stage_half(stage, A, B));
  g_assert_false(is_up(stage, A) || is_up(stage, B));
  const struct occurrence *down = only(stage, OCCURRENCE_SESSION_DOWN);
  g_assert_cmpint(down->loss, ==, LOSS_ADMIN);
  g_assert_cmpuint(down->because, ==, stage_find(stage, OCCURRENCE_LINK_DOWN, 0)->id);
  stage_until(stage, 1000 * SIM_SECOND);
  g_assert_false(is_up(stage, A) || is_up(stage, B)); /* it does not come back by itself */
  world_restore(stage->world, stage_half(stage, B, A));
  check_turns(stage, A, 1000 * SIM_SECOND + 4 * DELAY, true); /* nor does it wait then */
  check_turns(stage, B, 1000 * SIM_SECOND + 5 * DELAY, true);
  stage_free(stage);
}

static void closed_on_the_way_up(void) {
  for (int step = 1; step < 10; step++) {
    struct stage *stage = pair(waits(SIM_SECOND, 0), waits(SIM_SECOND, 0), false);
    lose(stage, A, LOSS_NOTIFICATION_SENT);
    stage_until(stage, SIM_SECOND + step * DELAY / 2);
    world_fail(stage->world, stage_half(stage, A, B));
    stage_until(stage, 100 * SIM_SECOND);
    g_assert_false(is_up(stage, A) || is_up(stage, B));
    world_restore(stage->world, stage_half(stage, A, B));
    stage_rest(stage);
    g_assert_true(is_up(stage, A) && is_up(stage, B));
    stage_free(stage);
  }
}

/* Both ends find fault within one delay of each other: one reset, not two. */
static void both_at_once(void) {
  struct stage *stage = pair(waits(SIM_SECOND, 0), waits(2 * SIM_SECOND, 0), false);
  lose(stage, A, LOSS_NOTIFICATION_SENT);
  stage_until(stage, DELAY / 2);
  lose(stage, B, LOSS_NOTIFICATION_SENT);
  g_assert_cmpuint(only(stage, OCCURRENCE_SESSION_DOWN)->router, ==, A);
  stage_rest(stage);
  g_assert_cmpuint(stage_count(stage, OCCURRENCE_SESSION_DOWN), ==, 1);
  g_assert_cmpint(only(stage, OCCURRENCE_SESSION_UP)->at, ==, SIM_SECOND + 5 * DELAY);
  stage_free(stage);
}

/* Lost again while only the dialler is Established: the other end must not come up alone. */
static void lost_half_way(void) {
  struct stage *stage = pair(waits(SIM_SECOND, 0), waits(SIM_SECOND, 0), false);
  lose(stage, A, LOSS_NOTIFICATION_SENT);
  stage_until(stage, SIM_SECOND + 4 * DELAY + DELAY / 2);
  g_assert_true(is_up(stage, A) && !is_up(stage, B));
  lose(stage, A, LOSS_NOTIFICATION_SENT);
  stage_until(stage, SIM_SECOND + 6 * DELAY);
  g_assert_false(is_up(stage, A) || is_up(stage, B));
  stage_rest(stage);
  g_assert_true(is_up(stage, A) && is_up(stage, B));
  g_assert_cmpuint(stage_count(stage, OCCURRENCE_SESSION_UP), ==, 1);
  stage_free(stage);
}

/* The other end, in OpenConfirm, hears of it one delay later and follows its own policy from there. */
static void lost_in_open_confirm(void) {
  struct stage *stage = pair(waits(SIM_SECOND, 0), waits(3 * SIM_SECOND, 0), false);
  lose(stage, A, LOSS_NOTIFICATION_SENT);
  sim_time lost = SIM_SECOND + 9 * DELAY / 2; /* A is Established, B not yet */
  stage_until(stage, lost);
  stage->world->platforms[0].dial[LOSS_NOTIFICATION_SENT].first = 50 * SIM_SECOND;
  lose(stage, A, LOSS_NOTIFICATION_SENT);
  check_turns(stage, B, lost + DELAY + 3 * SIM_SECOND + 4 * DELAY, true);
  g_assert_cmpuint(stage->world->sessions[0].dialler, ==, B);
  stage_free(stage);
}

static void idle_timeout(void) {
  struct stage *stage = pair(waits(SIM_SECOND, 0), waits(SIM_SECOND, 0), false);
  uint32_t half = stage_half(stage, A, B);
  session_lose(stage->world, half, LOSS_NOTIFICATION_SENT, 6, 1, 0);
  session_rest(stage->world, half, 600 * SIM_SECOND);
  check_turns(stage, A, 600 * SIM_SECOND + 4 * DELAY, true);
  stage_rest(stage);
  session_lose(stage->world, half, LOSS_NOTIFICATION_SENT, 6, 1, 0);
  session_rest(stage->world, half, SIM_NEVER);
  stage_rest(stage);
  g_assert_false(is_up(stage, A) || is_up(stage, B));
  world_restore(stage->world, half);
  stage_rest(stage);
  g_assert_true(is_up(stage, A) && is_up(stage, B));
  stage_free(stage);
}

/* What was sent before the loss and lands after it is not heard, whatever both ends do meanwhile. */
static void old_messages(void) {
  for (int step = 0; step < 40; step++) {
    struct stage *stage = pair(stage_platform(), stage_platform(), false);
    world_add_prefix(stage->world, 1, false);
    world_announce(stage->world, 0, A, ATTRS_PLAIN);
    stage_until(stage, step * DELAY / 40);
    lose(stage, step % 2 ? A : B, LOSS_NOTIFICATION_SENT);
    stage_until(stage, DELAY + 2);
    g_assert_cmpuint(world_best(stage->world, 0, B), ==, PATH_NONE);
    stage_rest(stage);
    g_assert_cmpuint(world_best(stage->world, 0, B), !=, PATH_NONE); /* the transfer brings it */
    stage_free(stage);
  }
}

/* TCP sends again what a short silence swallowed. */
static void silence_swallows_nothing(void) {
  struct stage *stage = pair(stage_platform(), stage_platform(), false);
  world_settle(stage->world, world_add_prefix(stage->world, 1, false), A);
  world_add_prefix(stage->world, 1, true);
  world_cut(stage->world, stage_half(stage, A, B));
  world_withdraw(stage->world, 0, A);
  world_announce(stage->world, 1, B, ATTRS_PLAIN);
  stage_until(stage, 50 * SIM_SECOND);
  g_assert_cmpuint(world_best(stage->world, 0, B), !=, PATH_NONE);
  g_assert_cmpuint(world_best(stage->world, 1, A), ==, PATH_NONE);
  world_mend(stage->world, stage_half(stage, A, B));
  stage_until(stage, 50 * SIM_SECOND + DELAY);
  g_assert_cmpuint(world_best(stage->world, 0, B), ==, PATH_NONE);
  g_assert_cmpuint(world_best(stage->world, 1, A), !=, PATH_NONE);
  g_assert_cmpuint(stage_count(stage, OCCURRENCE_SESSION_DOWN), ==, 0);
  g_assert_cmpuint(stage->message->len, ==, 3); /* said once each, and A tells B what it has heard from it */
  stage_free(stage);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/session/a NOTIFICATION is noticed one delay later, and the dialler comes back after its wait",
                  notification);
  g_test_add_func("/session/the side that gets through first dials", told_side_dials);
  g_test_add_func("/session/a caller tries again until the other answers", deaf_listener);
  g_test_add_func("/session/the wait depends on the cause as each side sees it", by_cause);
  g_test_add_func("/session/waits double to the cap and are forgotten after quiet time", backoff);
  g_test_add_func("/session/waits are jittered within their bounds", jittered);
  g_test_add_func("/session/a dark port is seen over a private link after one delay", interface_private);
  g_test_add_func("/session/a dark port is not seen across an exchange", interface_exchange);
  g_test_add_func("/session/a port that returns early ends what is left of the old session", back_before_hold);
  g_test_add_func("/session/a port may go dark on a silent link", dark_after_silence);
  g_test_add_func("/session/closed by hand it stays closed until opened", administrative);
  g_test_add_func("/session/it can be closed at any moment on its way up", closed_on_the_way_up);
  g_test_add_func("/session/two faults at once are one reset", both_at_once);
  g_test_add_func("/session/lost half way up, neither end stays up alone", lost_half_way);
  g_test_add_func("/session/lost half way up, the other end waits too", lost_in_open_confirm);
  g_test_add_func("/session/an idle timeout outweighs the waits of both ends", idle_timeout);
  g_test_add_func("/session/messages of an older session are not heard", old_messages);
  g_test_add_func("/session/a short silence swallows nothing", silence_swallows_nothing);
  return g_test_run();
}
