/* How soon a platform takes a caller back, beside what the daemons took when they were measured. */
#include "models/session/waiting.h"

#include "scenarios/files/platform_file.h"
#include "tests/program.h"
#include "tests/recount.h"
#include "tests/stage.h"

#include <string.h>

enum { CALLER, DAEMON, ROUNDS = 3, SEEDS = 200 };

/* The daemons' timers count whole seconds. */
#define SLACK 0.5

struct span {
  double least, most; /* s */
};

/* A passive daemon, and somebody who calls every 50 ms, never answers and ends the session as soon as it stands. */
static struct stage *theatre(const char *name, uint64_t seed) {
  struct platform_file *file = platform_file_load(name, NULL);
  g_assert_nonnull(file);
  struct platform platform[] = {stage_platform(), file->platform};
  const struct network_link link = {CALLER, DAEMON, NEIGHBOR_PEER, 10 * SIM_MICROSECOND, false};
  struct world_settings settings = stage_settings(platform);
  settings.platform_of = (const uint8_t[]){CALLER, DAEMON};
  settings.session_jitter = true;
  settings.seed = seed;
  stage_wait(&platform[CALLER], 0, 1000000 * SIM_SECOND);
  platform[CALLER].connect_retry = 50 * SIM_MILLISECOND;
  for (int loss = 0; loss < LOSSES; loss++)
    platform[DAEMON].dial[loss] = (struct platform_wait){.first = 1000000 * SIM_SECOND, .factor = 1};
  struct stage *stage = stage_new(stage_network(2, &link, 1), &settings);
  platform_file_free(file);
  return stage;
}

static void lose(struct stage *stage, const char *way) {
  uint32_t caller = stage_half(stage, CALLER, DAEMON), daemon = stage_half(stage, DAEMON, CALLER);
  if (strcmp(way, "malformed") == 0) session_lose(stage->world, daemon, LOSS_NOTIFICATION_SENT, 3, 1, 0);
  else if (strcmp(way, "cease") == 0) session_lose(stage->world, caller, LOSS_NOTIFICATION_SENT, 6, 4, 0);
  else if (strcmp(way, "tcp") == 0) session_lose(stage->world, caller, LOSS_PEER, 0, 0, 0);
  else g_assert_not_reached();
}

/* From the loss to Established, over many seeds. */
static void simulate(const char *name, const char *way, struct span *span) {
  for (int round = 0; round < ROUNDS; round++) span[round] = (struct span){1e9, 0};
  for (uint64_t seed = 0; seed < SEEDS; seed++) {
    struct stage *stage = theatre(name, seed);
    for (uint32_t round = 0; round < ROUNDS; round++) {
      sim_time lost = stage->sim->now;
      lose(stage, way);
      stage_rest(stage);
      double took = (double)(stage_find(stage, OCCURRENCE_SESSION_UP, round)->at - lost) / SIM_SECOND;
      span[round] = (struct span){MIN(span[round].least, took), MAX(span[round].most, took)};
    }
    stage_free(stage);
  }
}

static void check(const char *name, const char *way, guint round, const struct span *span, const char *measured) {
  bool beyond = measured[0] == '>'; /* nobody waited for the end of it */
  double took = g_ascii_strtod(measured + beyond, NULL);
  g_test_message("%s, %s, time %u: measured %s s, simulated %.2f to %.2f s", name, way, round, measured, span->least,
                 span->most);
  g_assert_cmpfloat(span->most, >=, took - SLACK);
  if (beyond) g_assert_cmpfloat(span->least, >=, took);
  else g_assert_cmpfloat(span->least, <=, took + SLACK);
}

static void measured(void) {
  static const char *const platform[][2] = {
      {"frr", "frr-8.4"}, {"bird", "bird-2.0"}, {"openbgpd", "openbgpd-7.7"}, {"gobgp", "gobgp-3.10"}};
  static const char *const way[] = {"malformed", "cease", "tcp"};
  g_autofree char *path = program_shared("data/oracle/reconnect.csv"), *text = NULL;
  if (!path) return;
  g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
  struct recount_table *table = recount_parse(text);
  guint compared = 0;
  for (gsize d = 0; d < G_N_ELEMENTS(platform); d++)
    for (gsize k = 0; k < G_N_ELEMENTS(way); k++) {
      struct span span[ROUNDS];
      simulate(platform[d][1], way[k], span);
      for (guint row = 0; row < recount_rows(table); row++) {
        if (strcmp(recount_field(table, row, "dut"), platform[d][0]) != 0) continue;
        if (strcmp(recount_field(table, row, "way"), way[k]) != 0) continue;
        guint64 round = g_ascii_strtoull(recount_field(table, row, "round"), NULL, 10);
        check(platform[d][1], way[k], (guint)round, &span[round - 1],
              recount_field(table, row, "seconds_until_established"));
        compared++;
      }
    }
  g_assert_cmpuint(compared, ==, recount_rows(table));
  recount_free(table);
}

/* min(first * factor^k, cap), and nothing for the first where a platform is that kind. */
static void doubling(void) {
  static const struct {
    struct platform_wait wait;
    int seconds[6];
  } cases[] = {{{60 * SIM_SECOND, 300 * SIM_SECOND, 0, 2, 0, false}, {60, 120, 240, 300, 300, 300}},
               {{30 * SIM_SECOND, 3600 * SIM_SECOND, 0, 2, 0, true}, {0, 60, 120, 240, 480, 960}},
               {{5 * SIM_SECOND, 0, 0, 1, 0, false}, {5, 5, 5, 5, 5, 5}}};
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    struct platform platform = stage_platform();
    const struct network_link link = {CALLER, DAEMON, NEIGHBOR_PEER, SIM_MILLISECOND, false};
    platform.dial[LOSS_CEASE] = cases[i].wait;
    struct world_settings settings = stage_settings(&platform);
    struct stage *stage = stage_new(stage_network(2, &link, 1), &settings);
    struct session_side *side = &stage->world->sessions[0].side[0];
    for (size_t k = 0; k < G_N_ELEMENTS(cases[i].seconds); k++) {
      waiting_begin(stage->world, side, LOSS_CEASE, SIM_SECOND);
      g_assert_cmpint(side->dial, ==, (1 + cases[i].seconds[k]) * SIM_SECOND);
    }
    waiting_anew(stage->world, side, 7 * SIM_SECOND);
    g_assert_true(side->dial == 7 * SIM_SECOND && side->listen == 7 * SIM_SECOND && side->losses == 0);
    stage_free(stage);
  }
}

/* Calls at 1 s and every 8 s, answered from 30 s on; then never. */
static void calling(void) {
  struct platform platform = stage_platform();
  const struct network_link link = {CALLER, DAEMON, NEIGHBOR_PEER, SIM_MILLISECOND, false};
  platform.connect_retry = 8 * SIM_SECOND;
  struct world_settings settings = stage_settings(&platform);
  struct stage *stage = stage_new(stage_network(2, &link, 1), &settings);
  struct session_side *side = stage->world->sessions[0].side;
  side[0].dial = SIM_SECOND;
  side[1].listen = 30 * SIM_SECOND;
  g_assert_cmpint(waiting_over(stage->world, &side[0], &side[1]), ==, 33 * SIM_SECOND);
  side[1].listen = SIM_SECOND;
  g_assert_cmpint(waiting_over(stage->world, &side[0], &side[1]), ==, SIM_SECOND);
  side[1].listen = SIM_NEVER;
  g_assert_cmpint(waiting_over(stage->world, &side[0], &side[1]), ==, SIM_NEVER);
  stage_free(stage);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/waiting/waits double to their cap, and some platforms excuse the first loss", doubling);
  g_test_add_func("/waiting/who is refused calls again every ConnectRetry", calling);
  g_test_add_func("/waiting/FRR, BIRD, OpenBGPD and GoBGP wait as long as was measured, for each cause and time",
                  measured);
  return g_test_run();
}
