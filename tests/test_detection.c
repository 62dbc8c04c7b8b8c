/* Without jitter, and what decides which of the timers notices; laws/v8.c has the distributions. */
#include "models/session/detection.h"

#include "tests/stage.h"

enum { A, B, CUT = 7 * SIM_SECOND };

static struct platform timers(int hold, int keepalive) {
  struct platform platform = stage_platform();
  platform.hold = hold * SIM_SECOND;
  platform.keepalive = keepalive * SIM_SECOND;
  return platform;
}

static struct platform bfd(sim_time interval, uint32_t multiplier) {
  struct platform platform = stage_platform();
  platform.bfd = interval;
  platform.bfd_multiplier = multiplier;
  return platform;
}

static struct stage *pair(struct platform a, struct platform b) {
  struct platform platform[2] = {a, b};
  const struct network_link link = {A, B, NEIGHBOR_PEER, SIM_MILLISECOND, true};
  struct world_settings settings = stage_settings(platform);
  settings.platform_of = (const uint8_t[]){0, 1};
  return stage_new(stage_network(2, &link, 1), &settings);
}

/* A silent failure is noticed by `who` first, so long after it; 0: by nobody. */
static void check(struct platform a, struct platform b, sim_time after, enum loss loss, uint32_t who) {
  struct stage *stage = pair(a, b);
  stage_until(stage, CUT);
  world_cut(stage->world, stage_half(stage, B, A));
  stage_rest(stage);
  const struct occurrence *down = stage_find(stage, OCCURRENCE_SESSION_DOWN, 0);
  g_assert_true((down != NULL) == (after > 0));
  if (down) {
    g_assert_cmpint(down->at, ==, CUT + after);
    g_assert_cmpint(down->loss, ==, loss);
    g_assert_cmpint(down->code, ==, loss == LOSS_HOLD ? 4 : 0); /* RFC 4271 section 6.5 */
    g_assert_cmpuint(down->router, ==, who);
  }
  stage_free(stage);
}

static void hold(void) {
  check(timers(90, 30), timers(90, 30), 90 * SIM_SECOND, LOSS_HOLD, A);
  check(timers(90, 30), timers(180, 60), 90 * SIM_SECOND, LOSS_HOLD, A);
  check(timers(180, 60), timers(90, 30), 90 * SIM_SECOND, LOSS_HOLD, A);
  check(timers(180, 60), timers(0, 0), 0, LOSS_HOLD, A);
}

static void bfd_time(void) {
  enum { MS = SIM_MILLISECOND };
  check(bfd(300 * MS, 3), bfd(300 * MS, 3), 900 * MS, LOSS_BFD, A);
  check(bfd(300 * MS, 3), bfd(50 * MS, 3), 900 * MS, LOSS_BFD, A); /* the slower of the two */
  check(bfd(300 * MS, 10), bfd(50 * MS, 3), 900 * MS, LOSS_BFD, A);
  check(bfd(300 * MS, 3), bfd(50 * MS, 10), 900 * MS, LOSS_BFD, B); /* the multiplier of who sends */
}

static void bfd_of_both(void) {
  check(bfd(300 * SIM_MILLISECOND, 3), bfd(0, 0), 90 * SIM_SECOND, LOSS_HOLD, A);
  check(bfd(0, 0), bfd(300 * SIM_MILLISECOND, 3), 90 * SIM_SECOND, LOSS_HOLD, A);
}

static void mended_in_time(void) {
  for (int with_bfd = 0; with_bfd < 2; with_bfd++) {
    struct platform platform = bfd(with_bfd ? SIM_SECOND : 0, 3);
    struct stage *stage = pair(platform, platform);
    world_cut(stage->world, 0);
    stage_until(stage, (with_bfd ? 3 : 90) * SIM_SECOND - 1);
    world_mend(stage->world, 0);
    stage_rest(stage);
    g_assert_cmpuint(stage_count(stage, OCCURRENCE_SESSION_DOWN), ==, 0);
    g_assert_true(world_session_up(stage->world, 0));
    stage_free(stage);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/detection/RFC 4271 section 4.2: the lesser of two hold times holds, and 0 means none", hold);
  g_test_add_func("/detection/RFC 5880 section 6.8.4: the peer's multiplier times the slower interval", bfd_time);
  g_test_add_func("/detection/BFD needs both ends, or the hold timer it is", bfd_of_both);
  g_test_add_func("/detection/a silence shorter than that is outlived", mended_in_time);
  return g_test_run();
}
