/* Law V8: a link falls silent. Each end notices within [hold - keepalive, hold], uniformly, as the last
 * KEEPALIVE came at some time before. */
#include "models/world/session.h"

#include "tests/stage.h"

#include <math.h>
#include <stdlib.h>

enum { LINKS = 10000 };

static struct stage *star(const struct platform *platform, bool jitter, uint64_t seed) {
  struct network_link *link = g_new(struct network_link, LINKS);
  for (uint32_t i = 0; i < LINKS; i++)
    link[i] = (struct network_link){0, i + 1, NEIGHBOR_CUSTOMER, SIM_MILLISECOND, false};
  struct world_settings settings = stage_settings(platform);
  settings.session_jitter = jitter;
  settings.seed = seed;
  struct stage *stage = stage_new(stage_network(LINKS + 1, link, LINKS), &settings);
  g_free(link);
  return stage;
}

/* Cuts every link at `at` and tells when each half lost its session, counted from there: its dialling is
 * not delayed, so it stands in `dial`. */
static double *detect(const struct platform *platform, bool jitter, sim_time at, uint64_t seed) {
  struct stage *stage = star(platform, jitter, seed);
  stage_until(stage, at);
  for (uint32_t h = stage->net->first[0]; h < stage->net->first[1]; h++) world_cut(stage->world, h);
  stage_rest(stage);
  double *when = g_new(double, 2 * LINKS);
  for (uint32_t i = 0; i < LINKS; i++)
    for (int k = 0; k < 2; k++) {
      const struct session_side *side = &stage->world->sessions[i].side[k];
      g_assert_false(stage->world->state[side->half] & STATE_UP);
      when[2 * i + k] = (double)(side->dial - at) / SIM_SECOND;
    }
  g_assert_cmpuint(stage_count(stage, OCCURRENCE_SESSION_DOWN), ==, LINKS);
  for (uint32_t i = 0; i < LINKS; i++) {
    const struct occurrence *o = &g_array_index(stage->occurrence, struct occurrence, stage->occurrence->len - 1 - i);
    g_assert_cmpint(o->kind, ==, OCCURRENCE_SESSION_DOWN);
    g_assert_cmpint(o->loss, ==, LOSS_HOLD);
    g_assert_cmpint(o->code, ==, 4); /* RFC 4271 section 6.5 */
  }
  stage_free(stage);
  return when;
}

static int number_order(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

/* Uniform on [low, high]: mean, and the greatest distance between the distributions (Kolmogorov, 1 %). */
static void check_uniform(double *when, size_t count, double low, double high, double tolerance) {
  double sum = 0, farthest = 0;
  qsort(when, count, sizeof *when, number_order);
  for (size_t i = 0; i < count; i++) {
    sum += when[i];
    farthest = MAX(farthest, fabs((when[i] - low) / (high - low) - (i + 0.5) / (double)count));
  }
  g_assert_cmpfloat(when[0], >=, low);
  g_assert_cmpfloat(when[count - 1], <=, high);
  g_assert_cmpfloat(fabs(sum / (double)count - (low + high) / 2), <, tolerance);
  g_assert_cmpfloat(farthest, <, 1.63 / sqrt((double)count));
}

static struct platform timers(int hold, int keepalive) {
  struct platform platform = stage_platform();
  platform.hold = hold * SIM_SECOND;
  platform.keepalive = keepalive * SIM_SECOND;
  return platform;
}

static void uniform(void) {
  struct platform ninety = timers(90, 30), slow = timers(180, 60);
  double *when = detect(&ninety, true, 0, 1);
  check_uniform(when, 2 * LINKS, 60, 90, 0.5);
  g_free(when);
  when = detect(&ninety, true, 12345 * SIM_MILLISECOND, 2);
  check_uniform(when, 2 * LINKS, 60, 90, 0.5);
  g_free(when);
  when = detect(&slow, true, 0, 1);
  check_uniform(when, 2 * LINKS, 120, 180, 1);
  g_free(when);
}

static void ends_are_independent(void) {
  struct platform platform = timers(90, 30);
  double *when = detect(&platform, true, 0, 3), first = 0;
  for (uint32_t i = 0; i < LINKS; i++) first += MIN(when[2 * i], when[2 * i + 1]);
  g_assert_cmpfloat(fabs(first / LINKS - 70), <, 0.5); /* mean of the least of two */
  g_free(when);
}

static void exact(void) {
  struct platform platform = timers(90, 30);
  double *when = detect(&platform, false, 5 * SIM_SECOND, 1);
  for (uint32_t i = 0; i < 2 * LINKS; i++) g_assert_cmpfloat(when[i], ==, 90);
  g_free(when);
}

static void pair_of(int hold_a, int hold_b, sim_time expected) {
  struct platform platform[2] = {timers(hold_a, hold_a / 3), timers(hold_b, hold_b / 3)};
  const struct network_link link = {0, 1, NEIGHBOR_PEER, SIM_MILLISECOND, false};
  struct world_settings settings = stage_settings(platform);
  settings.platform_of = (const uint8_t[]){0, 1};
  struct stage *stage = stage_new(stage_network(2, &link, 1), &settings);
  world_cut(stage->world, 0);
  stage_rest(stage);
  const struct occurrence *down = stage_find(stage, OCCURRENCE_SESSION_DOWN, 0);
  if (expected) g_assert_cmpint(down->at, ==, expected);
  else g_assert_null(down);
  stage_free(stage);
}

static void negotiated(void) {
  pair_of(90, 180, 90 * SIM_SECOND);
  pair_of(180, 90, 90 * SIM_SECOND);
  pair_of(180, 0, 0); /* RFC 4271 section 4.2: 0 turns it off */
}

static void bfd(void) {
  struct platform platform = timers(90, 30);
  platform.bfd = 300 * SIM_MILLISECOND;
  platform.bfd_multiplier = 3;
  const struct network_link link = {0, 1, NEIGHBOR_PEER, SIM_MILLISECOND, false};
  struct world_settings settings = stage_settings(&platform);
  settings.session_jitter = true;
  struct stage *stage = stage_new(stage_network(2, &link, 1), &settings);
  stage_until(stage, 7 * SIM_SECOND);
  world_cut(stage->world, 0);
  stage_rest(stage);
  const struct occurrence *down = stage_find(stage, OCCURRENCE_SESSION_DOWN, 0);
  g_assert_true(down->at >= 7600 * SIM_MILLISECOND && down->at <= 7900 * SIM_MILLISECOND);
  g_assert_cmpint(down->loss, ==, LOSS_BFD);
  stage_free(stage);
}

static void mended_in_time(void) {
  struct platform platform = timers(90, 30);
  const struct network_link link = {0, 1, NEIGHBOR_PEER, SIM_MILLISECOND, false};
  struct world_settings settings = stage_settings(&platform);
  struct stage *stage = stage_new(stage_network(2, &link, 1), &settings);
  world_cut(stage->world, 0);
  stage_until(stage, 89 * SIM_SECOND);
  world_mend(stage->world, 0);
  stage_rest(stage);
  g_assert_cmpuint(stage_count(stage, OCCURRENCE_SESSION_DOWN), ==, 0);
  g_assert_true(world_session_up(stage->world, 0));
  stage_free(stage);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/V8/detection is uniform between hold - keepalive and hold", uniform);
  g_test_add_func("/V8/the two ends notice independently", ends_are_independent);
  g_test_add_func("/V8/without jitter it takes exactly the hold time", exact);
  g_test_add_func("/V8/the lesser of the two hold times holds", negotiated);
  g_test_add_func("/V8/BFD on both ends is faster", bfd);
  g_test_add_func("/V8/a silence shorter than the hold time is outlived", mended_in_time);
  return g_test_run();
}
