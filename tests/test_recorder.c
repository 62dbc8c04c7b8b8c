#include "analysis/measure/recorder.h"

#include "tests/cells.h"

#include <math.h>

#define S SIM_SECOND

static void check(const struct measures *measures, enum figure figure, double expected) {
  if (fabs(measures->figures.value[figure] - expected) > 1e-9)
    g_error("%s is %.9g, not %.9g", figures_name(figure), measures->figures.value[figure], expected);
}

/* Five resets, two crashes, two of eight ASes without their ten prefixes for a minute. */
static void test_figures(void) {
  struct measures *measures = cells_measures(&(struct cells_story){.resets = 5, .crashes = 2, .lost = 2});
  check(measures, FIGURE_SESSIONS, 8);
  check(measures, FIGURE_SESSION_RESETS, 5);
  check(measures, FIGURE_RESETS_NOTIFICATION, 5);
  check(measures, FIGURE_RESETS_HOLD, 0);
  check(measures, FIGURE_SESSIONS_LOST, 5);
  check(measures, FIGURE_SESSIONS_FLAPPING, 0);
  check(measures, FIGURE_CARD_CRASHES, 2);
  check(measures, FIGURE_UPDATES_SENT, 3);
  check(measures, FIGURE_WITHDRAWALS_SENT, 1);
  check(measures, FIGURE_TRIGGER_REACHED_ASES, 2);
  check(measures, FIGURE_ASES_AFFECTED, 2);
  check(measures, FIGURE_PEAK_UNREACHABLE, 2. / 8);
  check(measures, FIGURE_UNREACHABLE_PREFIX_MINUTES, 2 * 10 * 1. / 8);
  check(measures, FIGURE_BLACKHOLE_SHARE, 1);
  check(measures, FIGURE_LOOP_SHARE, 0);
  check(measures, FIGURE_TIME_TO_PEAK_S, 1);
  check(measures, FIGURE_TIME_TO_95_RECOVERY_S, 61);
  check(measures, FIGURE_CARD_OUTAGE_MIN_S, 30);
  check(measures, FIGURE_CARD_OUTAGE_MAX_S, 30);
  check(measures, FIGURE_EVENTS, 1000);
  g_assert_true(isnan(measures->figures.value[FIGURE_SLOWDOWN_P95_MS]));
  measures_free(measures);
}

/* AS 100 has two sessions: any of them down is below 95 %. Session 0 is down from 2 to 12 s. */
static void test_focus(void) {
  struct measures *measures = cells_measures(&(struct cells_story){.resets = 3});
  check(measures, FIGURE_FOCUS_RECOVERY_S, 11);
  measures_free(measures);
  measures = cells_measures(&(struct cells_story){.lost = 1});
  check(measures, FIGURE_FOCUS_RECOVERY_S, 0);
  measures_free(measures);
}

static void test_censored(void) {
  struct measures *measures = cells_measures(&(struct cells_story){.lost = 2, .open = true});
  g_assert_true(measures->figures.censored[FIGURE_TIME_TO_95_RECOVERY_S]);
  check(measures, FIGURE_TIME_TO_95_RECOVERY_S, 199);
  measures_free(measures);
}

static void test_series(void) {
  struct measures *measures = cells_measures(&(struct cells_story){.resets = 2, .crashes = 1, .lost = 4});
  double *const *series = measures->series;
  g_assert_cmpuint(measures->bins, ==, 200);
  g_assert_cmpfloat(series[SERIES_SESSIONS_DOWN][2], ==, 1);
  g_assert_cmpfloat(series[SERIES_SESSIONS_DOWN][3], ==, 2);
  g_assert_cmpfloat(series[SERIES_SESSIONS_DOWN][13], ==, 0);
  g_assert_cmpfloat(series[SERIES_CARDS_DOWN][34], ==, 1);
  g_assert_cmpfloat(series[SERIES_CARDS_DOWN][35], ==, 0);
  g_assert_cmpfloat(series[SERIES_UNREACHABLE][1], ==, 0);
  g_assert_cmpfloat(series[SERIES_UNREACHABLE][30], ==, 0.5);
  g_assert_cmpfloat(series[SERIES_UNREACHABLE][62], ==, 0);
  g_assert_cmpfloat(series[SERIES_ANNOUNCEMENTS][1], ==, 1);
  g_assert_cmpfloat(series[SERIES_WITHDRAWALS][1], ==, 1);
  g_assert_cmpfloat(series[SERIES_TRANSFERS][1], ==, 1);
  measures_free(measures);
}

/* The lost weight integrated over the bins is the figure. */
static void test_integral(void) {
  struct measures *measures = cells_measures(&(struct cells_story){.lost = 3});
  double sum = 0;
  for (uint32_t b = 0; b < measures->bins; b++) sum += measures->series[SERIES_UNREACHABLE][b];
  check(measures, FIGURE_UNREACHABLE_PREFIX_MINUTES, sum * 10 / 60);
  measures_free(measures);
}

static const bool trigger[] = {true, false};

/* Loss of the trigger prefix itself, and anything before the trigger, is none. */
static void test_innocent(void) {
  struct network *network = cells_ring(4);
  struct recorder *recorder = recorder_new(&(struct recorder_settings){
      .network = network, .prefixes = 2, .trigger = trigger, .end = 100 * S, .bin = 10 * S});
  const struct observer *observer = recorder_observer(recorder);
  observer->rerouted(observer->context, S, 0, 1, REACH_DELIVERED, REACH_LOOP, 0);
  observer->rerouted(observer->context, 2 * S, 0, 1, REACH_LOOP, REACH_DELIVERED, 0);
  recorder_begin(recorder, 5 * S, cells_probe());
  observer->rerouted(observer->context, 6 * S, 0, 0, REACH_DELIVERED, REACH_LOOP, 0);
  recorder_backlog(recorder, 25 * S, 500);
  recorder_backlog(recorder, 26 * S, 400);
  struct measures *measures = recorder_finish(recorder, 0);
  check(measures, FIGURE_UNREACHABLE_PREFIX_MINUTES, 0);
  check(measures, FIGURE_ASES_AFFECTED, 0);
  g_assert_cmpuint(measures->bins, ==, 10);
  g_assert_cmpfloat(measures->series[SERIES_BACKLOG][1], ==, 0);
  g_assert_cmpfloat(measures->series[SERIES_BACKLOG][2], ==, 400);
  g_assert_cmpfloat(measures->series[SERIES_BACKLOG][9], ==, 400);
  measures_free(measures);
  network_free(network);
}

static enum reach delivered(const void *world, uint32_t prefix, uint32_t router) {
  (void)world, (void)prefix, (void)router;
  return REACH_DELIVERED;
}

/* The world is the delays. */
static const sim_time *delays(const void *world, uint32_t prefix) {
  g_assert_cmpuint(prefix, ==, 1); /* nobody asks about the trigger */
  return world;
}

static void test_slowdown(void) {
  sim_time delay[4];
  struct harvest_probe probe = {.world = delay, .reach = delivered, .delays = delays};
  struct network *network = cells_ring(4);
  struct recorder *recorder = recorder_new(
      &(struct recorder_settings){.network = network, .prefixes = 2, .trigger = trigger, .end = 100 * S});
  for (int now = 10; now <= 42; now += 8) {
    for (int r = 0; r < 4; r++) delay[r] = now * SIM_MILLISECOND;
    if (now == 10) recorder_begin(recorder, 5 * S, probe);
    recorder_slowdown(recorder, now * S, probe);
  }
  struct measures *measures = recorder_finish(recorder, 0);
  check(measures, FIGURE_SLOWDOWN_P95_MS, 32);
  measures_free(measures);
  network_free(network);
}

/* Region 0 holds routers 0 and 1; the loss is theirs. */
static void test_regions(void) {
  static const uint8_t region[] = {0, 0, 1, 1};
  struct network *network = cells_ring(4);
  struct recorder *recorder = recorder_new(
      &(struct recorder_settings){.network = network, .prefixes = 1, .regions = 2, .region = region, .end = 120 * S});
  const struct observer *observer = recorder_observer(recorder);
  recorder_begin(recorder, 0, cells_probe());
  observer->rerouted(observer->context, 60 * S, 1, 0, REACH_DELIVERED, REACH_LOOP, 0);
  struct measures *measures = recorder_finish(recorder, 0);
  g_assert_cmpuint(measures->regions, ==, 2);
  g_assert_cmpuint(measures->region[0].ases, ==, 2);
  g_assert_cmpfloat(measures->region[0].figures.value[FIGURE_UNREACHABLE_PREFIX_MINUTES], ==, 0.5);
  g_assert_cmpfloat(measures->region[0].figures.value[FIGURE_PEAK_UNREACHABLE], ==, 0.5);
  g_assert_cmpfloat(measures->region[0].figures.value[FIGURE_LOOP_SHARE], ==, 1);
  g_assert_cmpfloat(measures->region[1].figures.value[FIGURE_UNREACHABLE_PREFIX_MINUTES], ==, 0);
  check(measures, FIGURE_UNREACHABLE_PREFIX_MINUTES, 0.25);
  measures_free(measures);
  network_free(network);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/recorder/figures of a small story", test_figures);
  g_test_add_func("/recorder/focus recovery ends when its sessions are up", test_focus);
  g_test_add_func("/recorder/what has not recovered is censored", test_censored);
  g_test_add_func("/recorder/series of a small story", test_series);
  g_test_add_func("/recorder/the bins add up to the integral", test_integral);
  g_test_add_func("/recorder/only innocent routes lost after the trigger count", test_innocent);
  g_test_add_func("/recorder/slowdown is sampled without the trigger", test_slowdown);
  g_test_add_func("/recorder/regions see their own sources", test_regions);
  return g_test_run();
}
