#include "tests/laws/laws.h"
#include "tests/stage.h"

#include <math.h>
#include <stdlib.h>

enum { CLIQUE = 15, LINK = 10 * SIM_MILLISECOND, SEEDS = 101, FEW_SEEDS = 21 };

struct curve_point {
  double mrai; /* s */
  bool paces_withdrawals;
  double time, messages; /* medians: s from the withdrawal to the last message; among the clique */
};

/* Routers 0 .. CLIQUE-1 and the origin behind router 0. */
static struct network *clique(void) {
  struct network_link link[CLIQUE * (CLIQUE - 1) / 2 + 1];
  uint32_t links = 0;
  for (uint32_t a = 0; a < CLIQUE; a++)
    for (uint32_t b = 0; b < a; b++) link[links++] = (struct network_link){a, b, NEIGHBOR_PEER, LINK, false};
  link[links++] = (struct network_link){CLIQUE, 0, NEIGHBOR_PEER, LINK, false};
  return stage_network(CLIQUE + 1, link, links);
}

static void withdraw(const struct curve_point *point, uint64_t seed, double *time, double *messages) {
  struct platform platform = stage_platform();
  platform.mrai = (sim_time)(point->mrai * SIM_SECOND);
  platform.paces_withdrawals = point->paces_withdrawals;
  struct world_settings settings = stage_settings(&platform);
  settings.any_policy = settings.mrai_jitter = true;
  settings.seed = seed;
  settings.processing_high = SIM_SECOND;
  struct stage *stage = stage_new(clique(), &settings);
  world_settle(stage->world, world_add_prefix(stage->world, 1, false), CLIQUE);
  stage_until(stage, 1000 * SIM_SECOND);
  world_withdraw(stage->world, 0, CLIQUE);
  stage_rest(stage);
  *messages = 0;
  for (guint i = 0; i < stage->message->len; i++) {
    const struct stage_message *m = &g_array_index(stage->message, struct stage_message, i);
    *time = (double)(m->at - 1000 * SIM_SECOND) / SIM_SECOND;
    *messages += m->router < CLIQUE && m->peer < CLIQUE;
  }
  stage_free(stage);
}

static int number_order(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static double median(double *value, uint32_t count) {
  qsort(value, count, sizeof *value, number_order);
  return (value[(count - 1) / 2] + value[count / 2]) / 2;
}

static void measure(struct curve_point *point, uint32_t seeds) {
  double time[SEEDS], messages[SEEDS];
  for (uint32_t i = 0; i < seeds; i++) withdraw(point, i + 1, &time[i], &messages[i]);
  point->time = median(time, seeds);
  point->messages = median(messages, seeds);
}

/* Seconds of convergence per second of MRAI, by least squares over the points at or above `from`. */
static double slope(const struct curve_point *point, uint32_t points, double from) {
  double n = 0, x = 0, y = 0, xx = 0, xy = 0;
  for (uint32_t i = 0; i < points; i++) {
    if (point[i].mrai < from) continue;
    n++;
    x += point[i].mrai;
    y += point[i].time;
    xx += point[i].mrai * point[i].mrai;
    xy += point[i].mrai * point[i].time;
  }
  return (n * xy - x * y) / (n * xx - x * x);
}

static double lowest(const struct curve_point *point, uint32_t points) {
  uint32_t best = 0;
  for (uint32_t i = 1; i < points; i++)
    if (point[i].time < point[best].time) best = i;
  return point[best].mrai;
}

static void sweep(struct law_run *run, struct curve_point *point, uint32_t points) {
  for (uint32_t i = 0; i < points; i++) {
    measure(&point[i], point[i].mrai < 5 ? FEW_SEEDS : SEEDS);
    law_row(run, "%g,%d,%.1f,%.0f", point[i].mrai, point[i].paces_withdrawals, point[i].time, point[i].messages);
  }
}

/* Mean of the medians from 15 s on. */
static double plateau(const struct curve_point *point, uint32_t points) {
  double sum = 0, count = 0;
  for (uint32_t i = 0; i < points; i++) {
    if (point[i].mrai < 15) continue;
    sum += point[i].messages;
    count++;
  }
  return sum / count;
}

static void curve(struct law_run *run, const double *mrai, uint32_t points) {
  struct curve_point point[16] = {0};
  for (uint32_t i = 0; i < points; i++) point[i].mrai = mrai[i];
  sweep(run, point, points);
  double at = lowest(point, points), rises = slope(point, points, 15), level = plateau(point, points);
  law_claim(run, at >= 8 && at <= 15, "the least time is at an MRAI of %g s, expected 8 to 15 s", at);
  law_claim(run, rises >= 8.7 && rises <= 9.7, "from 15 s on a second of MRAI costs %.2f s, expected 9.2 +- 0.5",
            rises);
  law_claim(run, level >= 2000 && level <= 2100, "from 15 s on messages level off at %.0f, expected 2000 to 2100",
            level);
}

/* Published for MRAI 10, 30 and 60 s: withdrawals paced as well. */
static void paced(struct law_run *run) {
  struct curve_point point[] = {{10, true, 0, 0}, {30, true, 0, 0}, {60, true, 0, 0}};
  const double expected[] = {125, 331, 686};
  sweep(run, point, 3);
  for (uint32_t i = 0; i < 3; i++)
    law_claim(run, fabs(point[i].time - expected[i]) < 0.1 * expected[i],
              "with withdrawals paced an MRAI of %g s takes %.0f s, expected %.0f s +- 10 %%", point[i].mrai,
              point[i].time, expected[i]);
}

static void run(struct law_run *run) {
  static const double some[] = {5, 8, 10, 15, 30, 60};
  static const double all[] = {0, 1, 2, 5, 8, 10, 12, 15, 20, 25, 30, 40, 50, 60};
  law_columns(run, "mrai_s,withdrawals_paced,time_s,messages");
  if (run->full) curve(run, all, G_N_ELEMENTS(all));
  else curve(run, some, G_N_ELEMENTS(some));
  paced(run);
}

const struct law law_v2 = {
    .name = "v2",
    .title = "V2 Griffin and Premore: convergence over MRAI is a U",
    .source = "Griffin and Premore, ICNP 2001; figures of an independent simulator for this very experiment",
    .text = "A prefix behind one of 15 routers in full mesh is withdrawn. UPDATEs cost U(0, 1) s, links 10 ms, MRAI is "
            "jittered and spares withdrawals, no sender-side loop check; medians of 101 seeds (21 below 5 s). Short "
            "MRAIs drown the "
            "routers in updates; beyond the minimum each second of MRAI costs a round.",
    .run = run,
};
