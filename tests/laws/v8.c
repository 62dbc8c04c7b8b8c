#include "models/session/session.h"
#include "tests/laws/laws.h"
#include "tests/stage.h"

#include <math.h>
#include <stdlib.h>

enum { LINKS = 10000 };

struct silence {
  const char *name;
  int hold, keepalive; /* s */
  sim_time bfd;        /* interval; x 3 */
  double low, high;    /* what must come out, s */
  enum loss loss;
};

static struct stage *star(const struct silence *silence) {
  struct platform platform = stage_platform();
  struct network_link *link = g_new(struct network_link, LINKS);
  for (uint32_t i = 0; i < LINKS; i++)
    link[i] = (struct network_link){0, i + 1, NEIGHBOR_CUSTOMER, SIM_MILLISECOND, true};
  platform.hold = silence->hold * SIM_SECOND;
  platform.keepalive = silence->keepalive * SIM_SECOND;
  platform.bfd = silence->bfd;
  platform.bfd_multiplier = 3;
  struct world_settings settings = stage_settings(&platform);
  settings.session_jitter = true;
  struct stage *stage = stage_new(stage_network(LINKS + 1, link, LINKS), &settings);
  g_free(link);
  return stage;
}

static int number_order(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

/* When the ends of each link notice that it has fallen silent, from then on [2 * LINKS]: waiting takes no time here, so
 * it is when they would dial. */
static double *notice(const struct silence *silence, double *first) {
  struct stage *stage = star(silence);
  double *when = g_new(double, 2 * LINKS);
  sim_time at = 12345 * SIM_MILLISECOND;
  stage_until(stage, at);
  for (uint32_t h = stage->net->first[0]; h < stage->net->first[1]; h++) world_cut(stage->world, h);
  stage_rest(stage);
  *first = 0;
  for (uint32_t i = 0; i < 2 * LINKS; i++)
    when[i] = (double)(stage->world->sessions[i / 2].side[i % 2].dial - at) / SIM_SECOND;
  for (uint32_t i = 0; i < LINKS; i++) *first += MIN(when[2 * i], when[2 * i + 1]) / LINKS;
  for (guint i = 0; i < stage->occurrence->len; i++) {
    const struct occurrence *o = &g_array_index(stage->occurrence, struct occurrence, i);
    g_assert_true(o->kind != OCCURRENCE_SESSION_DOWN || o->loss == silence->loss);
  }
  g_assert_cmpuint(stage_count(stage, OCCURRENCE_SESSION_DOWN), ==, LINKS);
  stage_free(stage);
  qsort(when, 2 * LINKS, sizeof *when, number_order);
  return when;
}

/* Mean, and the greatest distance between what was found and the uniform distribution (Kolmogorov and Smirnov). */
static void judge(struct law_run *run, const struct silence *s) {
  double first, sum = 0, farthest = 0, width = s->high - s->low, count = 2 * LINKS;
  double *when = notice(s, &first);
  for (uint32_t i = 0; i < 2 * LINKS; i++) {
    sum += when[i];
    farthest = MAX(farthest, fabs((when[i] - s->low) / width - (i + 0.5) / count));
    if (i % (LINKS / 20) == 0)
      law_row(run, "%s,%.6f,%.6f,%.6f", s->name, when[i], i / count, (when[i] - s->low) / width);
  }
  double mean = sum / count, expected = (s->low + s->high) / 2, tolerance = 0.5 * width / 30;
  law_claim(run, when[0] >= s->low && when[2 * LINKS - 1] <= s->high,
            "%s: all of %d ends notice within [%g, %g] s: from %.3f to %.3f", s->name, 2 * LINKS, s->low, s->high,
            when[0], when[2 * LINKS - 1]);
  law_claim(run, fabs(mean - expected) < tolerance, "%s: mean %.3f s, expected %g +- %g", s->name, mean, expected,
            tolerance);
  law_claim(run, farthest < 1.63 / sqrt(count),
            "%s: at most %.4f away from the uniform distribution; chance allows %.4f (1 %%)", s->name, farthest,
            1.63 / sqrt(count));
  law_claim(run, fabs(first - (s->low + width / 3)) < tolerance,
            "%s: the ends are independent: the first of two notices after %.3f s, expected %.3f", s->name, first,
            s->low + width / 3);
  g_free(when);
}

static void run(struct law_run *run) {
  static const struct silence silences[] = {
      {"H=90 K=30", 90, 30, 0, 60, 90, LOSS_HOLD},
      {"H=180 K=60", 180, 60, 0, 120, 180, LOSS_HOLD},
      {"H=240 K=30", 240, 30, 0, 210, 240, LOSS_HOLD},
      {"BFD 300 ms x 3", 90, 30, 300 * SIM_MILLISECOND, 0.6, 0.9, LOSS_BFD},
  };
  law_columns(run, "case,seconds,measured,expected");
  for (size_t i = 0; i < G_N_ELEMENTS(silences); i++) judge(run, &silences[i]);
}

const struct law law_v8 = {
    .name = "v8",
    .title = "V8 detection: a silent failure is noticed within [hold - keepalive, hold], uniformly",
    .source =
        "RFC 4271 sections 4.4 and 6.5: the last KEEPALIVE came at some time before; RFC 5880 section 6.8.4 for BFD",
    .text =
        "10,000 links across exchanges fall silent at once. Each end notices by its hold timer H, which the last "
        "KEEPALIVE, sent every K, has restarted: uniformly on [H - K, H], 75 s in the mean for H = 90, 150 for H = "
        "180, the two ends independently of each other. With BFD on both ends it takes the detection time, multiplier "
        "times interval, less the age of the last packet.",
    .run = run,
};
