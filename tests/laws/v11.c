#include "tests/laws/laws.h"
#include "tests/stage.h"

#include <math.h>

enum { PREFIXES = 1000, LINK = 10 * SIM_MILLISECOND, LARGEST = 24 };
#define HOLD (90 * SIM_SECOND)
#define BEGIN (1000 * SIM_SECOND)
#define LATE (BEGIN + 4800 * SIM_SECOND)
#define END (BEGIN + 7200 * SIM_SECOND)

/* n routers in full mesh; the table of each is worth `share` of the hold time to every peer, going and coming. */
static struct stage *clique(uint32_t n, double share) {
  struct network_link link[LARGEST * LARGEST / 2];
  uint32_t links = 0, prefixes[LARGEST];
  struct platform platform = stage_platform();
  platform.hold = HOLD;
  platform.keepalives_wait = true;
  platform.receive_cost = platform.withdraw_cost = (sim_time)(share * (double)HOLD / PREFIXES);
  platform.process_restart = 10 * SIM_SECOND;
  stage_wait(&platform, 5 * SIM_SECOND, 0);
  for (uint32_t a = 0; a < n; a++) {
    prefixes[a] = PREFIXES;
    for (uint32_t b = 0; b < a; b++) link[links++] = (struct network_link){a, b, NEIGHBOR_PEER, LINK, false};
  }
  struct world_settings settings = stage_settings(&platform);
  settings.prefixes = prefixes;
  settings.session_jitter = true;
  return stage_new(stage_network(n, link, links), &settings);
}

struct cascade {
  double up;       /* share of the sessions that are Established at the end */
  uint32_t lost;   /* sessions by hold timers, all in all */
  uint32_t lately; /* ... in the last third of the time */
};

/* The BGP process of router 0 dies and starts again (or, for comparison, does not); its neighbours dial. */
static struct cascade fail_one(uint32_t n, double share, bool fails) {
  struct stage *stage = clique(n, share);
  struct cascade c = {0};
  stage_until(stage, BEGIN);
  if (fails) world_crash_process(stage->world, 0);
  stage_until(stage, END);
  for (uint32_t h = 0; h < stage->net->halves; h++) c.up += world_session_up(stage->world, h);
  c.up /= stage->net->halves;
  for (guint i = 0; i < stage->occurrence->len; i++) {
    const struct occurrence *o = &g_array_index(stage->occurrence, struct occurrence, i);
    if (o->kind != OCCURRENCE_SESSION_DOWN || o->loss != LOSS_HOLD) continue;
    c.lost++;
    c.lately += o->at > LATE;
  }
  stage_free(stage);
  return c;
}

/* The w/H, times n - 1, at which the failure of one begins not to be got over, by bisection. */
static double threshold(uint32_t n) {
  double heals = 0, collapses = 2;
  for (int i = 0; i < 12; i++) {
    double middle = (heals + collapses) / 2;
    if (fail_one(n, middle / (n - 1), true).lately) collapses = middle;
    else heals = middle;
  }
  return (heals + collapses) / 2;
}

static void sweep(struct law_run *run, uint32_t n, double at) {
  static const double part[] = {0.25, 0.5, 0.75, 0.95, 1.05, 1.25, 1.5, 2};
  for (size_t i = 0; i < G_N_ELEMENTS(part); i++) {
    double share = part[i] * at / (n - 1);
    struct cascade failed = fail_one(n, share, true), quiet = fail_one(n, share, false);
    law_row(run, "%u,%.5f,%.5f,%.4f,%u,%u", n, at / (n - 1), share, failed.up, failed.lost, failed.lately);
    if (part[i] < 0.95 || part[i] > 1.05) continue;
    law_claim(
        run, !quiet.lost && (failed.lately == 0) == (part[i] < 1) && (part[i] > 1 || failed.up == 1),
        "%u routers, w/H = %.4f: without a failure %u sessions starve, after one %u, of these %u in the last 40 min", n,
        share, quiet.lost, failed.lost, failed.lately);
  }
}

static void run(struct law_run *run) {
  static const uint32_t sizes[] = {4, 6, 8, 12, 16, 24};
  double last = 1;
  law_columns(run, "n,threshold,w_over_h,sessions_up,lost,lost_lately");
  for (uint32_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
    double at = threshold(sizes[i]);
    law_claim(run, fabs(at - 1) < 0.02 && at / (sizes[i] - 1) < last,
              "%u routers: the threshold is w/H = %.4f, which is %.3f / (n - 1); expected 1 / (n - 1), and so falling",
              sizes[i], at / (sizes[i] - 1), at);
    last = at / (sizes[i] - 1);
    sweep(run, sizes[i], at);
  }
}

const struct law law_v11 = {
    .name = "v11",
    .title = "V11 cascade: a router that fails comes back, or is kept down for good by what its return costs",
    .source =
        "Coffman, Ge, Misra and Towsley 2002 (a phase transition; no figures are published); the threshold follows "
        "from the queue: the tables of n - 1 peers stand before the next KEEPALIVE",
    .text =
        "n routers in full mesh, whose KEEPALIVEs share the queue of the routing engine. A lost session costs w "
        "seconds of work at either end, and w again when it comes back. One BGP process dies and starts again. Below "
        "a threshold of w/H (H is the hold time, 90 s) all is well soon; above it hold timers expire for as long as "
        "one looks, though without the failure nothing would have happened: two stable states.",
    .run = run,
};
