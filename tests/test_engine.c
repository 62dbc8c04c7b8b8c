/* What keeps a routing engine busy: messages, table transfers, lost sessions, and OPENs. */
#include "models/engine/engine.h"
#include "models/session/session.h"

#include "tests/stage.h"

enum { BUSY, FEED, OTHER, DELAY = 10 * SIM_MILLISECOND, EACH = 300, WEIGHT = 50 };

/* BUSY is the provider of FEED and of OTHER; each originates 300 real prefixes. */
static struct stage *scene(struct platform busy, double link_rate) {
  struct platform platform[2] = {busy, stage_platform()};
  for (int i = 0; i < 2; i++) stage_wait(&platform[i], 1000 * SIM_SECOND, 0);
  const struct network_link link[] = {{BUSY, FEED, NEIGHBOR_CUSTOMER, DELAY, false},
                                      {BUSY, OTHER, NEIGHBOR_CUSTOMER, DELAY, false}};
  struct world_settings settings = stage_settings(platform);
  settings.platform_of = (const uint8_t[]){0, 1, 1};
  settings.prefixes = (const uint32_t[]){EACH, EACH, EACH};
  settings.link_rate = link_rate;
  struct stage *stage = stage_new(stage_network(3, link, 2), &settings);
  world_settle(stage->world, world_add_prefix(stage->world, WEIGHT, false), OTHER);
  world_add_prefix(stage->world, WEIGHT, false);
  return stage;
}

static void fail_both(struct stage *stage) {
  world_fail(stage->world, stage_half(stage, BUSY, FEED));
  world_fail(stage->world, stage_half(stage, BUSY, OTHER));
}

static void restore_both(struct stage *stage) {
  world_restore(stage->world, stage_half(stage, BUSY, FEED));
  world_restore(stage->world, stage_half(stage, BUSY, OTHER));
}

/* Each customer had told 300. */
static void lost_sessions(void) {
  struct platform busy = stage_platform();
  busy.withdraw_cost = 10 * SIM_MILLISECOND;
  struct stage *stage = scene(busy, 0);
  g_assert_cmpint(engine_backlog(stage->world, BUSY), ==, 0);
  world_fail(stage->world, stage_half(stage, BUSY, FEED));
  g_assert_cmpint(engine_backlog(stage->world, BUSY), ==, EACH * busy.withdraw_cost);
  stage_until(stage, SIM_SECOND);
  g_assert_cmpint(engine_backlog(stage->world, BUSY), ==, EACH * busy.withdraw_cost - SIM_SECOND);
  g_assert_cmpfloat(world_engine_backlog(stage->world), ==, 2);
  stage_free(stage);
}

/* Both tables at once, each as fast as one prefix can be read after the other: one waits for the other. */
static void transfers_load_the_receiver(void) {
  struct platform busy = stage_platform();
  busy.receive_cost = 10 * SIM_MILLISECOND; /* at most 100 a second: 3 s a table */
  struct stage *stage = scene(busy, 0);
  sim_time up = 100 * SIM_SECOND + 4 * DELAY;
  fail_both(stage);
  stage_until(stage, 100 * SIM_SECOND);
  restore_both(stage); /* BUSY has the lower half, and dials: the customers are up an RTT/2 later */
  stage_until(stage, up + DELAY + SIM_SECOND);
  g_assert_cmpint(engine_backlog(stage->world, BUSY), ==, SIM_SECOND);
  stage_until(stage, up + DELAY + 3 * SIM_SECOND);
  g_assert_cmpint(engine_backlog(stage->world, BUSY), ==, 3 * SIM_SECOND);
  stage_rest(stage);
  stage_until(stage, up + DELAY + 5 * SIM_SECOND);
  g_assert_cmpint(engine_backlog(stage->world, BUSY), ==, SIM_SECOND);
  stage_free(stage);
}

static void a_slow_link_feeds_slowly(void) {
  struct platform busy = stage_platform();
  busy.receive_cost = 10 * SIM_MILLISECOND;
  struct stage *stage = scene(busy, 50); /* half the load of each */
  fail_both(stage);
  stage_until(stage, 100 * SIM_SECOND);
  restore_both(stage);
  stage_until(stage, 105 * SIM_SECOND);
  g_assert_cmpint(engine_backlog(stage->world, BUSY), ==, 0);
  stage_free(stage);
}

/* A session that goes down in the middle of the table takes only what has come. */
static void half_a_table(void) {
  struct platform busy = stage_platform();
  busy.withdraw_cost = 10 * SIM_MILLISECOND;
  busy.transfer_rate = 100;
  struct stage *stage = scene(busy, 0);
  uint32_t half = stage_half(stage, BUSY, FEED);
  world_fail(stage->world, half);
  stage_until(stage, 100 * SIM_SECOND);
  world_restore(stage->world, half);
  stage_until(stage, 100 * SIM_SECOND + 5 * DELAY + SIM_SECOND); /* 100 of 300 */
  session_lose(stage->world, half, LOSS_NOTIFICATION_SENT, 3, 1, 0);
  g_assert_cmpint(engine_backlog(stage->world, BUSY) / SIM_MILLISECOND, ==, SIM_SECOND / SIM_MILLISECOND);
  stage_free(stage);
}

/* ... also where it is the neighbour that ends it, a delay earlier. */
static void half_a_table_told(void) {
  struct platform busy = stage_platform();
  busy.withdraw_cost = 10 * SIM_MILLISECOND;
  busy.transfer_rate = 100;
  struct stage *stage = scene(busy, 0);
  uint32_t half = stage_half(stage, BUSY, FEED);
  world_fail(stage->world, half);
  stage_until(stage, 100 * SIM_SECOND);
  world_restore(stage->world, half);
  stage_until(stage, 100 * SIM_SECOND + 5 * DELAY + SIM_SECOND); /* 100 of 300 */
  session_lose(stage->world, stage->net->back[half], LOSS_NOTIFICATION_SENT, 3, 1, 0);
  stage_until(stage, stage->sim->now + DELAY);
  g_assert_false(stage->world->state[half] & STATE_UP);
  g_assert_cmpint(engine_backlog(stage->world, BUSY) / SIM_MILLISECOND, ==, SIM_SECOND / SIM_MILLISECOND);
  stage_free(stage);
}

/* What a prefix stands for is charged: to the reader, in time of processing; to the writer, before it does anything
 * else. */
static void messages_count_their_weight(void) {
  struct platform busy = stage_platform();
  busy.receive_cost = 10 * SIM_MILLISECOND;
  busy.send_cost = 20 * SIM_MILLISECOND;
  busy.withdraw_cost = 4 * SIM_MILLISECOND;
  struct stage *stage = scene(busy, 0);
  sim_time read = DELAY + WEIGHT * busy.receive_cost;
  world_announce(stage->world, 1, FEED, ATTRS_PLAIN);
  stage_until(stage, read - 1);
  g_assert_cmpuint(world_best(stage->world, 1, BUSY), ==, PATH_NONE);
  stage_until(stage, read);
  g_assert_cmpuint(world_best(stage->world, 1, BUSY), !=, PATH_NONE);
  g_assert_cmpint(engine_backlog(stage->world, BUSY), ==, 2 * WEIGHT * busy.send_cost); /* OTHER, and FEED itself */
  stage_until(stage, 100 * SIM_SECOND);
  world_withdraw(stage->world, 1, FEED);
  stage_until(stage, 100 * SIM_SECOND + DELAY);
  g_assert_cmpint(engine_backlog(stage->world, BUSY), ==, WEIGHT * busy.withdraw_cost);
  stage_free(stage);
}

/* The UPDATEs of a table transfer are part of its volume. */
static void a_transfer_is_charged_once(void) {
  struct platform busy = stage_platform();
  busy.receive_cost = 10 * SIM_MILLISECOND;
  struct stage *stage = scene(busy, 0);
  uint32_t half = stage_half(stage, BUSY, OTHER);
  world_fail(stage->world, half);
  stage_until(stage, 100 * SIM_SECOND);
  world_restore(stage->world, half);
  for (sim_time i = 0; i < 400; i++) {
    stage_until(stage, 100 * SIM_SECOND + i * DELAY);
    g_assert_cmpint(engine_backlog(stage->world, BUSY), ==, 0);
  }
  g_assert_cmpuint(world_best(stage->world, 0, BUSY), !=, PATH_NONE);
  stage_free(stage);
}

static void opens(void) {
  struct platform busy = stage_platform();
  busy.open_cost = SIM_SECOND;
  struct stage *stage = scene(busy, 0);
  fail_both(stage);
  stage_until(stage, 100 * SIM_SECOND);
  restore_both(stage);
  stage_until(stage, 100 * SIM_SECOND + 4 * DELAY);
  g_assert_cmpint(engine_backlog(stage->world, BUSY), ==, 2 * SIM_SECOND);
  stage_free(stage);
}

/* An OPEN waits behind all work where KEEPALIVEs do. */
static void an_open_waits(void) {
  for (int waits = 0; waits < 2; waits++) {
    struct platform busy = stage_platform();
    busy.withdraw_cost = SIM_SECOND;
    busy.keepalives_wait = waits;
    struct stage *stage = scene(busy, 0);
    uint32_t half = stage_half(stage, BUSY, FEED);
    world_fail(stage->world, half); /* 300 s of work */
    stage_until(stage, 50 * SIM_SECOND);
    world_restore(stage->world, half);
    stage_until(stage, 50 * SIM_SECOND + 4 * DELAY + (waits ? 250 * SIM_SECOND : 0) - 1);
    g_assert_cmpint(stage->world->state[half] & STATE_UP, ==, 0);
    stage_until(stage, stage->sim->now + 1);
    g_assert_cmpint(stage->world->state[half] & STATE_UP, !=, 0);
    stage_free(stage);
  }
}

static void a_process_dies_with_its_queue(void) {
  struct platform busy = stage_platform();
  busy.withdraw_cost = SIM_SECOND;
  struct stage *stage = scene(busy, 0);
  world_fail(stage->world, stage_half(stage, BUSY, FEED));
  g_assert_cmpint(engine_backlog(stage->world, BUSY), ==, EACH * SIM_SECOND);
  world_crash_process(stage->world, BUSY);
  g_assert_cmpint(engine_backlog(stage->world, BUSY), ==, 0);
  stage_free(stage);
}

static void an_idle_hour(void) {
  struct platform busy = stage_platform();
  busy.keepalives_wait = true;
  busy.receive_cost = busy.send_cost = busy.withdraw_cost = busy.open_cost = SIM_MILLISECOND;
  struct stage *stage = scene(busy, 0);
  stage_until(stage, 3600 * SIM_SECOND);
  g_assert_cmpuint(stage->sim->handled, ==, 0);
  stage_free(stage);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/engine/a lost session costs a withdrawal for each of its prefixes", lost_sessions);
  g_test_add_func("/engine/two tables at once wait for each other", transfers_load_the_receiver);
  g_test_add_func("/engine/a slow link feeds slowly", a_slow_link_feeds_slowly);
  g_test_add_func("/engine/half a table costs half", half_a_table);
  g_test_add_func("/engine/half a table costs half, whoever ends the session", half_a_table_told);
  g_test_add_func("/engine/a message costs what its prefix stands for", messages_count_their_weight);
  g_test_add_func("/engine/a transfer is charged once", a_transfer_is_charged_once);
  g_test_add_func("/engine/an OPEN costs", opens);
  g_test_add_func("/engine/an OPEN waits where KEEPALIVEs wait", an_open_waits);
  g_test_add_func("/engine/a process dies with its queue", a_process_dies_with_its_queue);
  g_test_add_func("/engine/an idle hour costs no events", an_idle_hour);
  return g_test_run();
}
