#include "tests/dice.h"
#include "tests/laws/laws.h"
#include "tests/stage.h"

#include <stdlib.h>

enum { ROUTERS = 120, LINKS = 228, DELAY = 25 * SIM_MILLISECOND, SEEDS = 3 };
#define BEGIN (1000 * SIM_SECOND)

/* A random connected graph: a tree, each router joined to one before it, and further links at random. */
static struct network *graph(uint64_t seed) {
  struct dice dice = {.seed = seed};
  struct network_link link[LINKS];
  bool joined[ROUTERS][ROUTERS] = {0};
  for (uint32_t i = 0; i < LINKS;) {
    uint32_t a = i + 1 < ROUTERS ? i + 1 : dice_below(&dice, ROUTERS),
             b = dice_below(&dice, i + 1 < ROUTERS ? a : ROUTERS);
    if (a == b || joined[a][b]) continue;
    joined[a][b] = joined[b][a] = true;
    link[i++] = (struct network_link){a, b, NEIGHBOR_PEER, DELAY, false};
  }
  return stage_network(ROUTERS, link, LINKS);
}

struct storm {
  double time, messages; /* s from the failure to the last message */
};

/* So many, drawn by chance. */
static void fail_links(struct stage *stage, uint32_t count, uint64_t seed) {
  struct dice dice = {.seed = seed + 1000};
  while (count) {
    uint32_t half = dice_below(&dice, stage->net->halves);
    if (!world_session_up(stage->world, half)) continue;
    world_fail(stage->world, half);
    count--;
  }
}

/* Every router originates a prefix; then the sessions of a share of the links fail at once and stay down. */
static struct storm fail_share(double share, sim_time mrai, uint64_t seed) {
  struct platform platform = stage_platform();
  platform.mrai = mrai;
  struct world_settings settings = stage_settings(&platform);
  settings.any_policy = settings.mrai_jitter = true;
  settings.seed = seed;
  settings.processing_low = SIM_MILLISECOND;
  settings.processing_high = 30 * SIM_MILLISECOND;
  struct stage *stage = stage_new(graph(seed), &settings);
  for (uint32_t r = 0; r < ROUTERS; r++) world_settle(stage->world, world_add_prefix(stage->world, 1, false), r);
  stage_until(stage, BEGIN);
  fail_links(stage, (uint32_t)(share * LINKS + 0.5), seed);
  stage_rest(stage);
  struct storm storm = {.messages = stage->message->len};
  if (stage->message->len)
    storm.time = (double)(g_array_index(stage->message, struct stage_message, stage->message->len - 1).at - BEGIN) /
                 SIM_SECOND;
  stage_free(stage);
  return storm;
}

static int number_order(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static double median(double *value, uint32_t count) {
  qsort(value, count, sizeof *value, number_order);
  return value[count / 2];
}

static struct storm measure(double share, double mrai, uint32_t seeds) {
  double time[SEEDS], messages[SEEDS];
  for (uint32_t i = 0; i < seeds; i++) {
    struct storm storm = fail_share(share, (sim_time)(mrai * SIM_SECOND), i + 1);
    time[i] = storm.time;
    messages[i] = storm.messages;
  }
  return (struct storm){median(time, seeds), median(messages, seeds)};
}

/* One curve. Returns its best MRAI, and how many times longer the least MRAI takes than that. */
static double curve(struct law_run *run, double share, const double *mrai, uint32_t points, double *worse) {
  double best = 0, least = 1e9, first = 0;
  for (uint32_t i = 0; i < points; i++) {
    struct storm storm = measure(share, mrai[i], run->full ? SEEDS : 1);
    law_row(run, "%g,%g,%.2f,%.0f", share, mrai[i], storm.time, storm.messages);
    if (!i) first = storm.time;
    if (storm.time >= least) continue;
    least = storm.time;
    best = mrai[i];
  }
  *worse = first / least;
  return best;
}

static void curves(struct law_run *run, const double *share, uint32_t shares, const double *mrai, uint32_t points) {
  double best[4], worse[4];
  law_columns(run, "failed,mrai_s,time_s,messages");
  for (uint32_t i = 0; i < shares; i++) {
    best[i] = curve(run, share[i], mrai, points, &worse[i]);
    law_claim(run, !i || best[i] >= best[i - 1], "with %g %% of the sessions failed an MRAI of %g s is best%s",
              100 * share[i], best[i], i ? ", expected no less than with fewer" : "");
  }
  law_claim(run, best[shares - 1] >= 4 * best[0], "the best MRAI grows from %g to %g s, expected at least fourfold",
            best[0], best[shares - 1]);
  law_claim(run, worse[0] < 1.5,
            "with %g %% failed an MRAI of %g s takes %.1f times as long as the best, expected no matter",
            100 * share[0], mrai[0], worse[0]);
  law_claim(run, worse[shares - 1] > 3, "with %g %% failed it takes %.1f times as long, expected several times",
            100 * share[shares - 1], worse[shares - 1]);
}

static void run(struct law_run *run) {
  static const double share[] = {0.01, 0.05, 0.1, 0.2}, some_share[] = {0.01, 0.1};
  static const double mrai[] = {0, 0.125, 0.25, 0.5, 1, 2, 4, 8, 16}, some[] = {0.125, 0.5, 2};
  if (run->full) curves(run, share, G_N_ELEMENTS(share), mrai, G_N_ELEMENTS(mrai));
  else curves(run, some_share, G_N_ELEMENTS(some_share), some, G_N_ELEMENTS(some));
}

const struct law law_v12 = {
    .name = "v12",
    .title = "V12 overload: the more sessions fail, the longer the best MRAI",
    .source =
        "Sahoo, Kant and Mohapatra, DSN 2006: 120 nodes, U(1, 30) ms an UPDATE, best MRAI about 0.5 s for small and "
        "2.25 s for large failures",
    .text =
        "120 routers with 228 links at random, without policy, each the origin of a prefix; an UPDATE costs U(1, 30) "
        "ms. "
        "The sessions of a share of the links fail at once. As MRAI falls, time to converge falls with it until the "
        "routing engines drown in UPDATEs; the more has failed, the sooner. Medians of three graphs, jittered MRAI.",
    .run = run,
};
