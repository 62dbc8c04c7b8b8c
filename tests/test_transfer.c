/* A session that comes up sends its whole table: each exportable prefix once, at its place. */
#include "models/engine/transfer.h"
#include "models/session/session.h"

#include "tests/stage.h"

enum { A, B, FAR, DELAY = 10 * SIM_MILLISECOND, PREFIXES = 200 };

/* A has a customer B and a provider FAR that originates all; B's table comes over A-B. */
static struct stage *table(double rate_a, double rate_b) {
  struct platform platform[3] = {stage_platform(), stage_platform(), stage_platform()};
  platform[A].transfer_rate = rate_a;
  platform[B].transfer_rate = rate_b;
  const struct network_link link[] = {{A, B, NEIGHBOR_CUSTOMER, DELAY, false},
                                      {FAR, A, NEIGHBOR_CUSTOMER, DELAY, false}};
  struct world_settings settings = stage_settings(platform);
  settings.platform_of = (const uint8_t[]){A, B, FAR};
  settings.prefixes = (const uint32_t[]){300, 200, 500}; /* A sends B all 1000 */
  struct stage *stage = stage_new(stage_network(3, link, 2), &settings);
  for (int i = 0; i < PREFIXES; i++) world_settle(stage->world, world_add_prefix(stage->world, 1, false), FAR);
  return stage;
}

/* Loses A-B; A dials at once. Returns when A is Established again. */
static sim_time reset(struct stage *stage) {
  session_lose(stage->world, stage_half(stage, A, B), LOSS_NOTIFICATION_SENT, 3, 1, 0);
  sim_time up = stage->sim->now + DELAY + 4 * DELAY;
  stage_until(stage, up - 1);
  stage_forget(stage);
  return up;
}

static void once_each(void) {
  struct stage *stage = table(100, 400);
  sim_time up = reset(stage);
  stage_rest(stage);
  sim_time last = 0;
  for (uint32_t prefix = 0; prefix < PREFIXES; prefix++) {
    g_assert_cmpuint(stage_sent(stage, A, B, prefix), ==, 1);
    g_assert_cmpuint(world_best(stage->world, prefix, B), !=, PATH_NONE);
  }
  for (guint i = 0; i < stage->message->len; i++) {
    const struct stage_message *m = &g_array_index(stage->message, struct stage_message, i);
    if (m->router != A) continue;
    g_assert_cmpint(m->kind, ==, MESSAGE_TRANSFER);
    g_assert_true(m->at >= last && m->at >= up && m->at <= up + 10 * SIM_SECOND); /* 1000 at 100 a second */
    last = m->at;
  }
  g_assert_cmpint(last, >, up + 9 * SIM_SECOND);
  stage_free(stage);
}

static void lesser_rate(void) {
  struct stage *one = table(100, 400), *other = table(400, 100);
  reset(one);
  reset(other);
  stage_rest(one);
  stage_rest(other);
  for (guint i = 0; i < MIN(one->message->len, other->message->len); i++)
    if (g_array_index(one->message, struct stage_message, i).router == A)
      g_assert_cmpint(g_array_index(one->message, struct stage_message, i).at, ==,
                      g_array_index(other->message, struct stage_message, i).at);
  stage_free(one);
  stage_free(other);
}

static void at_once(void) {
  struct stage *stage = table(0, 0);
  sim_time up = reset(stage);
  stage_rest(stage);
  for (uint32_t prefix = 0; prefix < PREFIXES; prefix++) g_assert_cmpuint(stage_sent(stage, A, B, prefix), ==, 1);
  for (guint i = 0; i < stage->message->len; i++)
    if (g_array_index(stage->message, struct stage_message, i).router == A)
      g_assert_cmpint(g_array_index(stage->message, struct stage_message, i).at, ==, up);
  stage_free(stage);
}

/* The place of a prefix in the transfer of a session is always the same. */
static void same_place(void) {
  struct stage *stage = table(100, 0);
  sim_time place[2][PREFIXES];
  for (int turn = 0; turn < 2; turn++) {
    sim_time up = reset(stage);
    stage_until(stage, up + 20 * SIM_SECOND);
    for (guint i = 0; i < stage->message->len; i++) {
      const struct stage_message *m = &g_array_index(stage->message, struct stage_message, i);
      if (m->router == A) place[turn][m->prefix] = m->at - up;
    }
  }
  g_assert_cmpmem(place[0], sizeof place[0], place[1], sizeof place[1]);
  stage_free(stage);
}

static void cut_short(void) {
  struct stage *stage = table(100, 0);
  sim_time up = reset(stage);
  stage_until(stage, up + 5 * SIM_SECOND);
  session_lose(stage->world, stage_half(stage, A, B), LOSS_NOTIFICATION_SENT, 3, 1, 0);
  stage_until(stage, up + 5 * SIM_SECOND + 5 * DELAY - 1); /* before the next begins */
  uint32_t sent = 0;
  for (uint32_t prefix = 0; prefix < PREFIXES; prefix++) {
    g_assert_cmpuint(stage_sent(stage, A, B, prefix), <=, 1);
    sent += stage_sent(stage, A, B, prefix);
    g_assert_cmpuint(world_best(stage->world, prefix, B), ==, PATH_NONE);
  }
  g_assert_cmpuint(sent, >, PREFIXES / 2 - 30);
  g_assert_cmpuint(sent, <, PREFIXES / 2 + 30);
  stage_rest(stage);
  for (uint32_t prefix = 0; prefix < PREFIXES; prefix++)
    g_assert_cmpuint(world_best(stage->world, prefix, B), !=, PATH_NONE);
  stage_free(stage);
}

/* A change that comes before the prefix's place is told at its place, with what is best then; one that comes after, at
 * once. */
static void changes_meanwhile(void) {
  struct stage *stage = table(100, 0);
  sim_time up = reset(stage);
  stage_until(stage, up + 5 * SIM_SECOND);
  uint32_t before[PREFIXES];
  for (uint32_t prefix = 0; prefix < PREFIXES; prefix++) before[prefix] = stage_sent(stage, A, B, prefix);
  for (uint32_t prefix = 0; prefix < PREFIXES; prefix++) world_withdraw(stage->world, prefix, FAR);
  stage_rest(stage);
  for (uint32_t prefix = 0; prefix < PREFIXES; prefix++) {
    g_assert_cmpuint(stage_sent(stage, A, B, prefix) - before[prefix], ==,
                     before[prefix]); /* what was sent is withdrawn */
    g_assert_cmpuint(world_best(stage->world, prefix, B), ==, PATH_NONE);
  }
  stage_free(stage);
}

/* A prefix that comes anew during the transfer waits for its place like the others. */
static void newcomers_wait(void) {
  struct stage *stage = table(100, 0);
  world_withdraw(stage->world, 0, FAR);
  world_withdraw(stage->world, 1, FAR);
  stage_rest(stage);
  sim_time up = reset(stage);
  stage_until(stage, up + SIM_MILLISECOND);
  sim_time place[2], half = stage_half(stage, A, B);
  for (uint32_t i = 0; i < 2; i++) {
    place[i] = transfer_slot(stage->world, world_plane(stage->world, i), (uint32_t)half);
    g_assert_cmpint(place[i], >, up + SIM_SECOND);
    world_announce(stage->world, i, FAR, ATTRS_PLAIN);
  }
  stage_rest(stage);
  for (guint i = 0; i < stage->message->len; i++) {
    const struct stage_message *m = &g_array_index(stage->message, struct stage_message, i);
    if (m->router == A && m->peer == B && m->prefix < 2) g_assert_cmpint(m->at, ==, place[m->prefix]);
  }
  g_assert_cmpuint(stage_sent(stage, A, B, 0) + stage_sent(stage, A, B, 1), ==, 2);
  stage_free(stage);
}

/* What policy keeps back is kept back in a transfer too: B sends A nothing, having nothing of its own or of customers.
 */
static void policy(void) {
  struct stage *stage = table(100, 0);
  session_lose(stage->world, stage_half(stage, FAR, A), LOSS_NOTIFICATION_SENT, 3, 1, 0);
  stage_until(stage, DELAY + 3 * DELAY);
  stage_forget(stage);
  stage_rest(stage);
  for (uint32_t prefix = 0; prefix < PREFIXES; prefix++) {
    g_assert_cmpuint(stage_sent(stage, B, A, prefix), ==, 0);
    g_assert_cmpuint(stage_sent(stage, A, FAR, prefix), ==, 0);
    g_assert_cmpuint(stage_sent(stage, FAR, A, prefix), ==, 1);
  }
  stage_free(stage);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/transfer/every prefix is sent once, in order, within volume by rate", once_each);
  g_test_add_func("/transfer/the lesser rate of the two ends counts", lesser_rate);
  g_test_add_func("/transfer/without a rate it takes no time", at_once);
  g_test_add_func("/transfer/a prefix has its place on a session for good", same_place);
  g_test_add_func("/transfer/a reset leaves the rest unsent", cut_short);
  g_test_add_func("/transfer/changes wait for the place and are told at once after it", changes_meanwhile);
  g_test_add_func("/transfer/a prefix that comes anew meanwhile waits for its place", newcomers_wait);
  g_test_add_func("/transfer/policy holds", policy);
  return g_test_run();
}
