/* What neighbours are told and when: MRAI, and order on the wire. */
#include "models/speaker/export.h"

#include "tests/stage.h"

enum { ORIGIN, SPEAKER, LISTENER, OTHER, DELAY = 10 * SIM_MILLISECOND };

/* An origin that flaps, its provider that paces, and two listeners above it. */
static struct stage *paced(sim_time mrai, bool withdrawals, bool jitter) {
  struct platform platform[2] = {stage_platform(), stage_platform()};
  platform[1].mrai = mrai;
  platform[1].paces_withdrawals = withdrawals;
  const struct network_link link[] = {{SPEAKER, ORIGIN, NEIGHBOR_CUSTOMER, DELAY, false},
                                      {LISTENER, SPEAKER, NEIGHBOR_CUSTOMER, DELAY, false},
                                      {OTHER, SPEAKER, NEIGHBOR_CUSTOMER, 2 * DELAY, false}};
  struct world_settings settings = stage_settings(platform);
  settings.platform_of = (const uint8_t[]){0, 1, 0, 0};
  settings.mrai_jitter = jitter;
  struct stage *stage = stage_new(stage_network(4, link, 3), &settings);
  world_add_prefix(stage->world, 1, false);
  world_add_prefix(stage->world, 1, false);
  return stage;
}

static void flap(struct stage *stage, uint32_t times, sim_time every) {
  for (uint32_t i = 0; i < times; i++) {
    if (i % 2) world_withdraw(stage->world, 0, ORIGIN);
    else world_announce(stage->world, 0, ORIGIN, ATTRS_PLAIN);
    stage_until(stage, stage->sim->now + every);
  }
  stage_rest(stage);
}

/* Spacing of what SPEAKER tells LISTENER, from one announcement to the next and from anything to the next. */
static void spacing(const struct stage *stage, sim_time *between_announcements, sim_time *between_messages) {
  sim_time announced = -SIM_NEVER / 2, said = -SIM_NEVER / 2;
  *between_announcements = *between_messages = SIM_NEVER;
  for (guint i = 0; i < stage->message->len; i++) {
    const struct stage_message *m = &g_array_index(stage->message, struct stage_message, i);
    if (m->router != SPEAKER || m->peer != LISTENER) continue;
    *between_messages = MIN(*between_messages, m->at - said);
    said = m->at;
    if (m->kind != MESSAGE_ANNOUNCE) continue;
    *between_announcements = MIN(*between_announcements, m->at - announced);
    announced = m->at;
  }
}

static void announcements_are_spaced(void) {
  struct stage *stage = paced(30 * SIM_SECOND, false, false);
  sim_time announcements, messages;
  flap(stage, 41, 7 * SIM_SECOND);
  spacing(stage, &announcements, &messages);
  g_assert_cmpint(announcements, ==, 30 * SIM_SECOND);
  g_assert_cmpint(messages, <, 30 * SIM_SECOND); /* withdrawals do not wait */
  g_assert_cmpuint(world_best(stage->world, 0, LISTENER), !=, PATH_NONE);
  stage_free(stage);
}

static void withdrawals_too(void) {
  struct stage *stage = paced(30 * SIM_SECOND, true, false);
  sim_time announcements, messages;
  flap(stage, 40, 8 * SIM_SECOND);
  spacing(stage, &announcements, &messages);
  g_assert_cmpint(messages, ==, 30 * SIM_SECOND);
  g_assert_cmpuint(world_best(stage->world, 0, LISTENER), ==, PATH_NONE);
  stage_free(stage);
}

/* RFC 4271 section 10: a uniformly distributed factor of 0.75 to 1. */
static void jitter(void) {
  struct stage *stage = paced(30 * SIM_SECOND, true, true);
  sim_time least = SIM_NEVER, most = 0, said = 0;
  flap(stage, 4001, SIM_SECOND);
  for (guint i = 0; i < stage->message->len; i++) {
    const struct stage_message *m = &g_array_index(stage->message, struct stage_message, i);
    if (m->router != SPEAKER || m->peer != LISTENER) continue;
    if (said) least = MIN(least, m->at - said);
    if (said) most = MAX(most, m->at - said);
    said = m->at;
  }
  g_assert_true(least >= 22500 * SIM_MILLISECOND && least < 23500 * SIM_MILLISECOND);
  g_assert_cmpint(most, >, 29 * SIM_SECOND);
  stage_free(stage);
}

static void off(void) {
  struct stage *stage = paced(0, false, false);
  flap(stage, 41, SIM_SECOND);
  g_assert_cmpuint(stage_sent(stage, SPEAKER, LISTENER, 0), ==, 41);
  stage_free(stage);
}

static void prefixes_apart(void) {
  struct stage *stage = paced(30 * SIM_SECOND, false, false);
  world_announce(stage->world, 0, ORIGIN, ATTRS_PLAIN);
  stage_until(stage, SIM_SECOND);
  world_announce(stage->world, 1, ORIGIN, ATTRS_PLAIN);
  stage_until(stage, 2 * SIM_SECOND);
  g_assert_cmpuint(world_best(stage->world, 1, LISTENER), !=, PATH_NONE);
  stage_free(stage);
}

/* What is back where it was when its time comes is not said at all. */
static void nothing_new(void) {
  struct stage *stage = paced(30 * SIM_SECOND, true, false);
  world_announce(stage->world, 0, ORIGIN, ATTRS_PLAIN);
  stage_until(stage, 2 * SIM_SECOND);
  world_withdraw(stage->world, 0, ORIGIN);
  stage_until(stage, 4 * SIM_SECOND);
  world_announce(stage->world, 0, ORIGIN, ATTRS_PLAIN);
  stage_rest(stage);
  g_assert_cmpuint(stage_sent(stage, SPEAKER, LISTENER, 0), ==, 1);
  stage_free(stage);
}

/* One router loses two neighbours and a customer in one instant, and so tells the other customers two things at once;
 * the second goes to fewer of them than the first. It may not land first anywhere. */
static void order_in_one_instant(void) {
  enum { TOP, LEFT, RIGHT, HUB, NEAREST };
  struct network_link link[] = {
      {TOP, LEFT, NEIGHBOR_CUSTOMER, 5, false},       {TOP, RIGHT, NEIGHBOR_CUSTOMER, 7, false},
      {LEFT, HUB, NEIGHBOR_CUSTOMER, 7, false},       {RIGHT, HUB, NEIGHBOR_CUSTOMER, 7, false},
      {HUB, NEAREST, NEIGHBOR_CUSTOMER, 1, false},    {HUB, NEAREST + 1, NEIGHBOR_CUSTOMER, 2, false},
      {HUB, NEAREST + 2, NEIGHBOR_CUSTOMER, 3, false}};
  struct platform platform = stage_platform();
  struct world_settings settings = stage_settings(&platform);
  struct stage *stage = stage_new(stage_network(7, link, G_N_ELEMENTS(link)), &settings);
  world_settle(stage->world, world_add_prefix(stage->world, 1, false), TOP);
  world_fail(stage->world, stage_half(stage, HUB, LEFT));
  world_fail(stage->world, stage_half(stage, HUB, NEAREST));
  world_fail(stage->world, stage_half(stage, HUB, RIGHT));
  stage_rest(stage);
  for (uint32_t r = HUB; r < 7; r++) g_assert_cmpuint(world_best(stage->world, 0, r), ==, PATH_NONE);
  stage_free(stage);
}

static void processing_keeps_order(void) {
  for (uint64_t seed = 0; seed < 50; seed++) {
    struct platform platform = stage_platform();
    const struct network_link link = {0, 1, NEIGHBOR_CUSTOMER, DELAY, false};
    struct world_settings settings = stage_settings(&platform);
    settings.seed = seed;
    settings.processing_high = 2; /* nothing, 1 ns or 2 ns */
    struct stage *stage = stage_new(stage_network(2, &link, 1), &settings);
    world_add_prefix(stage->world, 1, false);
    for (int i = 0; i < 7; i++) {
      if (i % 2) world_withdraw(stage->world, 0, 1);
      else world_announce(stage->world, 0, 1, ATTRS_PLAIN);
    }
    stage_rest(stage);
    g_assert_cmpuint(world_best(stage->world, 0, 0), !=, PATH_NONE);
    stage_free(stage);
  }
}

/* An UPDATE that waits for the engine when its session is lost is lost with it. */
static void queue_dies_with_the_session(void) {
  struct platform platform = stage_platform();
  const struct network_link link = {0, 1, NEIGHBOR_CUSTOMER, DELAY, false};
  struct world_settings settings = stage_settings(&platform);
  platform.processing = SIM_SECOND;
  struct stage *stage = stage_new(stage_network(2, &link, 1), &settings);
  world_add_prefix(stage->world, 1, false);
  world_announce(stage->world, 0, 1, ATTRS_PLAIN);
  stage_until(stage, 2 * DELAY);
  world_fail(stage->world, 0);
  world_withdraw(stage->world, 0, 1);
  world_restore(stage->world, 0);
  stage_until(stage, SIM_SECOND);
  g_assert_true(world_session_up(stage->world, 0));
  stage_until(stage, SIM_SECOND + DELAY);
  g_assert_cmpuint(world_best(stage->world, 0, 0), ==, PATH_NONE);
  stage_free(stage);
}

/* A settled world is at rest: its first UPDATE finds an idle engine, however it was settled. */
static void settled_engines_are_idle(void) {
  struct platform platform = stage_platform();
  const struct network_link link = {0, 1, NEIGHBOR_SIBLING, DELAY, false};
  struct world_settings settings = stage_settings(&platform);
  platform.processing = 60 * SIM_SECOND;
  platform.mrai = 30 * SIM_SECOND;
  struct stage *stage = stage_new(stage_network(2, &link, 1), &settings);
  world_settle(stage->world, world_add_prefix(stage->world, 1, false), 1);
  g_assert_cmpuint(world_best(stage->world, 0, 0), !=, PATH_NONE);
  world_withdraw(stage->world, 0, 1);
  stage_until(stage, DELAY + 60 * SIM_SECOND);
  g_assert_cmpuint(world_best(stage->world, 0, 0), ==, PATH_NONE);
  stage_free(stage);
}

/* Siblings share what they have as it is to them: a sibling's customer route goes to everybody, its provider's
 * route to customers and siblings only. */
static void siblings(void) {
  enum { LEFT, RIGHT, PEER, CUSTOMER, PROVIDER };
  struct network_link link[] = {{LEFT, RIGHT, NEIGHBOR_SIBLING, DELAY, false},
                                {LEFT, CUSTOMER, NEIGHBOR_CUSTOMER, DELAY, false},
                                {LEFT, PROVIDER, NEIGHBOR_PROVIDER, DELAY, false},
                                {RIGHT, PEER, NEIGHBOR_PEER, DELAY, false}};
  struct platform platform = stage_platform();
  struct world_settings settings = stage_settings(&platform);
  struct stage *stage = stage_new(stage_network(5, link, 4), &settings);
  for (uint32_t i = 0; i < 3; i++) world_add_prefix(stage->world, 1, false);
  world_announce(stage->world, 0, CUSTOMER, ATTRS_PLAIN);
  world_announce(stage->world, 1, PROVIDER, ATTRS_PLAIN);
  world_announce(stage->world, 2, PEER, ATTRS_PLAIN);
  stage_rest(stage);
  g_assert_true(stage_path_is(stage, 0, PEER, (uint32_t[]){RIGHT + 1, LEFT + 1, CUSTOMER + 1}, 3));
  g_assert_true(stage_path_is(stage, 1, RIGHT, (uint32_t[]){LEFT + 1, PROVIDER + 1}, 2));
  g_assert_cmpuint(world_best(stage->world, 1, PEER), ==, PATH_NONE);
  g_assert_true(stage_path_is(stage, 2, CUSTOMER, (uint32_t[]){LEFT + 1, RIGHT + 1, PEER + 1}, 3));
  g_assert_cmpuint(world_best(stage->world, 2, PROVIDER), ==, PATH_NONE);
  stage_free(stage);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/export/announcements keep the interval and withdrawals need not", announcements_are_spaced);
  g_test_add_func("/export/withdrawals keep it where the platform says so", withdrawals_too);
  g_test_add_func("/export/the interval is jittered between three quarters and the whole", jitter);
  g_test_add_func("/export/without an interval every change is told", off);
  g_test_add_func("/export/prefixes are paced apart", prefixes_apart);
  g_test_add_func("/export/what is back where it was is not told", nothing_new);
  g_test_add_func("/export/of two things said in one instant the later one lands later", order_in_one_instant);
  g_test_add_func("/export/a queue of UPDATEs keeps its order", processing_keeps_order);
  g_test_add_func("/export/a queue dies with its session", queue_dies_with_the_session);
  g_test_add_func("/export/engines of a settled world are idle", settled_engines_are_idle);
  g_test_add_func("/export/siblings share what they have as it is to them", siblings);
  return g_test_run();
}
