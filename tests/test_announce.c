/* When neighbours hear of a change: at the end of its instant, after a batch, after out-delay. */
#include "models/engine/announce.h"

#include "tests/stage.h"

enum { DELAY = 10 * SIM_MILLISECOND };

/* ORIGIN is a customer of each of FIRST .. LAST, these of SPEAKER, and LISTENER is SPEAKER's provider. */
enum { ORIGIN, SPEAKER, LISTENER, FIRST, LAST = FIRST + 3, ROUTERS };

static struct stage *fan(const struct platform *platform) {
  struct network_link link[2 * (LAST - FIRST + 1) + 1] = {{LISTENER, SPEAKER, NEIGHBOR_CUSTOMER, DELAY, false}};
  uint32_t links = 1;
  for (uint32_t r = FIRST; r <= LAST; r++) {
    link[links++] = (struct network_link){r, ORIGIN, NEIGHBOR_CUSTOMER, DELAY, false};
    link[links++] = (struct network_link){SPEAKER, r, NEIGHBOR_CUSTOMER, DELAY, false};
  }
  struct world_settings settings = stage_settings(platform);
  struct stage *stage = stage_new(stage_network(ROUTERS, link, links), &settings);
  world_add_prefix(stage->world, 1, false);
  return stage;
}

/* Higher neighbours are heard of first (their halves stand behind), so each next route would be a better one. */
static void one_instant_one_update(void) {
  struct platform platform = stage_platform();
  struct stage *stage = fan(&platform);
  world_announce(stage->world, 0, ORIGIN, ATTRS_PLAIN);
  stage_rest(stage);
  g_assert_cmpuint(stage_sent(stage, SPEAKER, LISTENER, 0), ==, 1);
  world_withdraw(stage->world, 0, ORIGIN); /* four withdrawals in one nanosecond */
  stage_rest(stage);
  g_assert_cmpuint(stage_sent(stage, SPEAKER, LISTENER, 0), ==, 2);
  stage_free(stage);
}

/* A second round before the first has been told, and nothing left to tell. */
static void there_and_back_is_silent(void) {
  struct platform platform = stage_platform();
  struct stage *stage = fan(&platform);
  world_settle(stage->world, 0, ORIGIN);
  world_fail(stage->world, stage_half(stage, SPEAKER, FIRST));
  world_announce(stage->world, 0, SPEAKER, ATTRS_PLAIN);
  world_withdraw(stage->world, 0, SPEAKER);
  world_restore(stage->world, stage_half(stage, SPEAKER, FIRST));
  stage_rest(stage);
  g_assert_true(stage_path_is(stage, 0, LISTENER, (const uint32_t[]){SPEAKER + 1, FIRST + 1, ORIGIN + 1}, 3));
  stage_free(stage);
}

/* Its neighbours hear of the last state, not of each session. */
static void sessions_lost_together(void) {
  struct platform platform = stage_platform();
  struct stage *stage = fan(&platform);
  world_settle(stage->world, 0, ORIGIN);
  for (uint32_t r = FIRST; r <= LAST; r++) world_fail(stage->world, stage_half(stage, SPEAKER, r));
  stage_rest(stage);
  g_assert_cmpuint(stage_sent(stage, SPEAKER, LISTENER, 0), ==, 1);
  stage_free(stage);
}

/* Four UPDATEs wait at the engine; the neighbours hear of the first, and of what stands when all are worked off. */
static void a_batch_is_told_at_its_end(void) {
  for (int batches = 0; batches < 2; batches++) {
    struct platform platform = stage_platform();
    platform.processing = SIM_MILLISECOND;
    platform.batches = batches;
    struct stage *stage = fan(&platform);
    world_settle(stage->world, 0, ORIGIN);
    stage_forget(stage);
    world_withdraw(stage->world, 0, ORIGIN);
    stage_rest(stage);
    g_assert_cmpuint(stage_sent(stage, SPEAKER, LISTENER, 0), ==, batches ? 1 : 4);
    g_assert_cmpuint(world_best(stage->world, 0, LISTENER), ==, PATH_NONE);
    const struct stage_message *last = &g_array_index(stage->message, struct stage_message, stage->message->len - 1);
    g_assert_cmpint(last->at, >=, 2 * DELAY + 5 * SIM_MILLISECOND);
    stage_free(stage);
  }
}

/* --- out-delay --- */

static struct stage *slow(sim_time out_delay) {
  struct platform platform = stage_platform();
  platform.out_delay = out_delay;
  return fan(&platform);
}

static const struct stage_message *told(const struct stage *stage, uint32_t router, uint32_t peer, uint32_t nth) {
  for (guint i = 0; i < stage->message->len; i++) {
    const struct stage_message *m = &g_array_index(stage->message, struct stage_message, i);
    if (m->router == router && m->peer == peer && nth-- == 0) return m;
  }
  return NULL;
}

static void a_route_must_have_stood(void) {
  sim_time out_delay = 20 * SIM_SECOND;
  struct stage *stage = slow(out_delay);
  world_announce(stage->world, 0, ORIGIN, ATTRS_PLAIN);
  stage_rest(stage);
  g_assert_cmpint(told(stage, ORIGIN, FIRST, 0)->at, ==, out_delay);
  g_assert_cmpint(told(stage, FIRST, SPEAKER, 0)->at, ==, 2 * out_delay + DELAY);
  g_assert_cmpint(told(stage, SPEAKER, LISTENER, 0)->at, ==, 3 * out_delay + 2 * DELAY);
  stage_free(stage);
}

static void a_withdrawal_does_not_wait(void) {
  struct stage *stage = slow(20 * SIM_SECOND);
  world_settle(stage->world, 0, ORIGIN);
  stage_until(stage, 100 * SIM_SECOND);
  world_withdraw(stage->world, 0, ORIGIN);
  stage_rest(stage);
  g_assert_cmpint(told(stage, SPEAKER, LISTENER, 0)->at, ==, 100 * SIM_SECOND + 2 * DELAY);
  g_assert_cmpint(told(stage, SPEAKER, LISTENER, 0)->kind, ==, MESSAGE_WITHDRAW);
  stage_free(stage);
}

/* A route that comes and goes faster than out-delay is never told; each change begins the wait anew. */
static void a_flapping_route_is_not_told(void) {
  sim_time out_delay = 20 * SIM_SECOND;
  struct stage *stage = slow(out_delay);
  for (int i = 0; i < 10; i++) {
    world_announce(stage->world, 0, ORIGIN, ATTRS_PLAIN);
    stage_until(stage, stage->sim->now + 15 * SIM_SECOND);
    world_withdraw(stage->world, 0, ORIGIN);
    stage_until(stage, stage->sim->now + SIM_SECOND);
  }
  stage_rest(stage);
  g_assert_cmpuint(world_messages(stage->world), ==, 0);
  stage_free(stage);
}

/* A session that comes up meanwhile hears of it no earlier. */
static void a_new_session_waits_as_well(void) {
  sim_time out_delay = 20 * SIM_SECOND;
  struct stage *stage = slow(out_delay);
  uint32_t half = stage_half(stage, SPEAKER, LISTENER);
  world_announce(stage->world, 0, SPEAKER, ATTRS_PLAIN);
  world_fail(stage->world, half);
  stage_until(stage, 5 * SIM_SECOND);
  world_restore(stage->world, half);
  stage_rest(stage);
  g_assert_cmpint(told(stage, SPEAKER, LISTENER, 0)->at, ==, out_delay);
  stage_free(stage);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/announce/many changes in one instant are one UPDATE", one_instant_one_update);
  g_test_add_func("/announce/what ends where it began settles", there_and_back_is_silent);
  g_test_add_func("/announce/sessions lost in one instant are one UPDATE", sessions_lost_together);
  g_test_add_func("/announce/a batch is told at its end", a_batch_is_told_at_its_end);
  g_test_add_func("/announce/out-delay: a route must have been best for so long", a_route_must_have_stood);
  g_test_add_func("/announce/out-delay: a withdrawal does not wait", a_withdrawal_does_not_wait);
  g_test_add_func("/announce/out-delay: a route that flaps faster is not told", a_flapping_route_is_not_told);
  g_test_add_func("/announce/out-delay: a new session hears no earlier", a_new_session_waits_as_well);
  return g_test_run();
}
