#include "models/settle/divergence.h"

#include "models/settle/divergence_watch.h"
#include "tests/gadget.h"

/* Links of almost the same delay: no two things happen at once. */
static struct stage *gadget_begun(const struct gadget *g, sim_time delay, sim_time processing) {
  struct gadget_clock clock = {.processing = processing};
  for (int i = 0; i < GADGET_LINKS; i++) clock.delay[i] = delay + i * i;
  struct stage *stage = gadget_stage(g, &clock, 1);
  gadget_announce(stage);
  return stage;
}

/* DISAGREE in lock-step: both leave the direct path together, and both come back. */
static void a_round_is_told(void) {
  struct stage *stage = gadget_begun(&gadget_disagree, 7 * SIM_MILLISECOND, 0);
  struct divergence d = divergence_run(stage->world, 0);
  g_assert_cmpint(d.end, ==, DIVERGENCE_CYCLE);
  g_assert_cmpint(d.period, ==, 2 * (7 * SIM_MILLISECOND + 4)); /* a word and its answer over the third link */
  g_assert_cmpuint(d.round->len, ==, 4);
  g_autofree char *text = divergence_text(stage->world, &d, 9), *cut = divergence_text(stage->world, &d, 2);
  static const char *const each[] = {"AS2 to 1", "AS3 to 1", "AS2 to 3 1", "AS3 to 2 1"};
  for (size_t i = 0; i < G_N_ELEMENTS(each); i++) g_assert_nonnull(strstr(text, each[i]));
  g_assert_true(g_str_has_suffix(cut, ", ...") && strncmp(text, cut, strlen(cut) - 5) == 0);
  divergence_clear(&d);
  stage_free(stage);
}

/* A round that is told happens: from its state the network goes through the same changes again. */
static void a_round_repeats(void) {
  struct stage *stage = gadget_begun(&gadget_worse, 11 * SIM_MILLISECOND, 0);
  struct divergence d = divergence_run(stage->world, 0);
  g_assert_cmpint(d.end, ==, DIVERGENCE_CYCLE);
  g_assert_cmpuint(d.round->len, <, 40);
  stage->world->watch = divergence_watch_new(stage->world);
  sim_time begin = g_array_index(d.round, struct divergence_change, d.round->len - 1).at;
  stage_until(stage, begin + 3 * d.period);
  GArray *log = stage->world->watch->change;
  guint checked = 0;
  for (guint i = 0; i < log->len; i++) { /* what stands in the log is the end of a round, and rounds */
    const struct divergence_change *a = &g_array_index(log, struct divergence_change, log->len - 1 - i);
    const struct divergence_change *b = &g_array_index(d.round, struct divergence_change,
                                                       d.round->len - 1 - i % d.round->len);
    g_assert_true(a->router == b->router && a->path == b->path);
    g_assert_cmpint(a->at - b->at, ==, d.period * (3 - (sim_time)(i / d.round->len)));
    checked++;
  }
  g_assert_cmpuint(checked, >=, 2 * d.round->len);
  g_clear_pointer(&stage->world->watch, divergence_watch_free);
  divergence_clear(&d);
  stage_free(stage);
}

static void drawn_costs_return(void) {
  struct stage *stage = gadget_begun(&gadget_bad, 10 * SIM_MILLISECOND, 10 * SIM_MILLISECOND);
  struct divergence d = divergence_run(stage->world, 0);
  g_assert_cmpint(d.end, ==, DIVERGENCE_RETURN);
  g_assert_cmpuint(d.round->len, >, 0);
  divergence_clear(&d);
  stage_free(stage);
}

static void budgets_end(void) {
  struct stage *stage = gadget_begun(&gadget_bad, 10 * SIM_MILLISECOND, 0);
  struct divergence d = divergence_run(stage->world, 100);
  g_assert_cmpint(d.end, ==, DIVERGENCE_TIRED);
  g_assert_null(d.round);
  g_assert_null(stage->world->watch);
  divergence_clear(&d);
  stage_free(stage);
}

/* Path exploration is long and is no oscillation: a clique that loses a prefix is never taken for one. */
static void exploration_is_none(void) {
  for (uint32_t n = 4; n <= 8; n++)
    for (int drawn = 0; drawn < 2; drawn++) {
      struct platform platform = stage_platform();
      struct world_settings settings = stage_settings(&platform);
      GArray *link = g_array_new(FALSE, FALSE, sizeof(struct network_link));
      settings.any_policy = true;
      settings.processing_high = drawn ? SIM_SECOND : 0;
      for (uint32_t a = 0; a < n; a++)
        for (uint32_t b = a + 1; b < n; b++)
          g_array_append_vals(
              link, &(struct network_link){a, b, NEIGHBOR_PEER, (10 + a * b % 7) * SIM_MILLISECOND, false}, 1);
      struct stage *stage = stage_new(
          stage_network(n, (const struct network_link *)(const void *)link->data, link->len), &settings);
      world_settle(stage->world, world_add_prefix(stage->world, 1, false), 0);
      struct divergence_watch *watch = stage->world->watch = divergence_watch_new(stage->world);
      world_withdraw(stage->world, 0, 0);
      for (bool more = true; more;) {
        more = sim_run(stage->sim, SIM_NEVER, 50) != SIM_END_EMPTY;
        g_assert_cmpuint(watch->round, ==, 0);
        g_assert_cmpuint(divergence_watch_cycle(watch, 17 * SIM_MILLISECOND), ==, 0);
        if (watch->change->len > 5000) break; /* enough of it */
      }
      g_assert_cmpuint(watch->change->len, >=, n - 1);
      g_clear_pointer(&stage->world->watch, divergence_watch_free);
      stage_free(stage);
      g_array_unref(link);
    }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/divergence/the round of DISAGREE in lock-step is told", a_round_is_told);
  g_test_add_func("/divergence/a round that was told goes on", a_round_repeats);
  g_test_add_func("/divergence/what chance keeps from repeating returns", drawn_costs_return);
  g_test_add_func("/divergence/a budget ends it", budgets_end);
  g_test_add_func("/divergence/path exploration is no oscillation", exploration_is_none);
  return g_test_run();
}
