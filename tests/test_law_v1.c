/* Law V1, Labovitz's clique: a prefix is withdrawn from a full mesh of n routers without policy, with
 * MRAI 30 s a neighbour on announcements, timers idle, no jitter, links of 10 ms.
 *
 * The law counts rounds of MRAI. The exact closed form adds the links that the first withdrawal and the news of
 * the last round cross: three when the origin is behind one router, two when all hear it at once.
 * Counted are the UPDATEs among the n, not those to and from the origin. */
#include "models/world/world_inside.h"
#include "tests/stage.h"

#include <stdlib.h>

enum { LINK = 10 * SIM_MILLISECOND };

struct outcome_v1 {
  sim_time last_change; /* of any best path, after the withdrawal */
  uint64_t messages;    /* among the n */
};

/* n routers 0 .. n-1 and the origin, n. */
static struct network *clique(uint32_t n, bool everywhere) {
  GArray *link = g_array_new(FALSE, FALSE, sizeof(struct network_link));
  for (uint32_t a = 0; a <= n; a++)
    for (uint32_t b = 0; b < a; b++) {
      struct network_link l = {a, b, NEIGHBOR_PEER, LINK, false};
      if (a < n || b == 0 || everywhere) g_array_append_val(link, l);
    }
  struct network *network = stage_network(n + 1, (struct network_link *)(void *)link->data, link->len);
  g_array_free(link, TRUE);
  return network;
}

static sim_time last_change(struct stage *stage) {
  const struct plane *plane = world_plane(stage->world, 0);
  uint32_t routers = stage->net->routers;
  uint64_t *best = g_memdup2(plane->best, routers * sizeof *best);
  sim_time last = stage->sim->now;
  path_id *path = g_new0(path_id, routers);
  for (uint32_t r = 0; r < routers; r++) path[r] = world_best(stage->world, 0, r);
  while (sim_run(stage->sim, SIM_NEVER, 1) == SIM_END_BUDGET)
    for (uint32_t r = 0; r < routers; r++) {
      if (plane->best[r] == best[r] && world_best(stage->world, 0, r) == path[r]) continue;
      best[r] = plane->best[r];
      path[r] = world_best(stage->world, 0, r);
      last = stage->sim->now;
    }
  g_free(best);
  g_free(path);
  return last;
}

struct clique_case {
  uint32_t n;
  bool everywhere, sender_loop_check;
  uint64_t seed;
  sim_time processing; /* at most */
};

static struct outcome_v1 withdraw(struct clique_case c) {
  struct platform platform = stage_platform();
  platform.mrai = 30 * SIM_SECOND;
  struct world_settings settings = stage_settings(&platform);
  settings.any_policy = true;
  settings.sender_loop_check = c.sender_loop_check;
  settings.seed = c.seed;
  settings.processing_high = c.processing;
  struct stage *stage = stage_new(clique(c.n, c.everywhere), &settings);
  world_settle(stage->world, world_add_prefix(stage->world, 1, false), c.n);
  stage_until(stage, 1000 * SIM_SECOND);
  world_withdraw(stage->world, 0, c.n);
  struct outcome_v1 result = {.last_change = last_change(stage) - 1000 * SIM_SECOND};
  for (guint i = 0; i < stage->message->len; i++) {
    const struct stage_message *m = &g_array_index(stage->message, struct stage_message, i);
    result.messages += m->router < c.n && m->peer < c.n;
  }
  for (uint32_t r = 0; r <= c.n; r++) g_assert_cmpuint(world_best(stage->world, 0, r), ==, PATH_NONE);
  stage_free(stage);
  return result;
}

static uint64_t messages_one(uint64_t n) { return (n * n * n - 3 * n + 2) / 2; }
static uint64_t messages_all(uint64_t n) { return (n * n * n + 2 * n * n - 5 * n + 2) / 2; }

static void behind_one(void) {
  for (uint32_t n = 3; n <= 12; n++) {
    struct outcome_v1 o = withdraw((struct clique_case){.n = n, .seed = 1});
    g_assert_cmpint(o.last_change, ==, 30 * SIM_SECOND * (n - 3) + 3 * LINK);
    g_assert_cmpuint(o.messages, ==, messages_one(n));
  }
}

static void behind_all(void) {
  for (uint32_t n = 3; n <= 12; n++) {
    struct outcome_v1 o = withdraw((struct clique_case){.n = n, .everywhere = true, .seed = 1});
    g_assert_cmpint(o.last_change, ==, 30 * SIM_SECOND * (n - 2) + 2 * LINK);
    g_assert_cmpuint(o.messages, ==, messages_all(n));
  }
}

/* Processing that is short next to the links shifts everything a little and changes no round and no message. */
static void any_seed(void) {
  for (uint64_t seed = 1; seed <= 20; seed++)
    for (uint32_t n = 3; n <= 12; n += 3) {
      struct clique_case c = {.n = n, .seed = seed, .processing = SIM_MILLISECOND / 2};
      struct outcome_v1 one = withdraw(c), all;
      c.everywhere = true;
      all = withdraw(c);
      g_assert_cmpint(one.last_change / (30 * SIM_SECOND), ==, n - 3);
      g_assert_cmpint(all.last_change / (30 * SIM_SECOND), ==, n - 2);
      g_assert_cmpint(one.last_change % (30 * SIM_SECOND), <, SIM_SECOND);
      g_assert_cmpint(all.last_change % (30 * SIM_SECOND), <, SIM_SECOND);
      g_assert_cmpuint(one.messages, ==, messages_one(n));
      g_assert_cmpuint(all.messages, ==, messages_all(n));
    }
}

static void sender_check(void) {
  for (uint32_t n = 3; n <= 12; n++) {
    struct outcome_v1 o = withdraw(
        (struct clique_case){.n = n, .everywhere = true, .sender_loop_check = true, .seed = 1});
    g_assert_cmpint(o.last_change, ==, 3 * LINK); /* not one round of MRAI */
    g_assert_cmpuint(o.messages, ==, 2 * n * n - n);
  }
}

static int time_order(const void *a, const void *b) {
  sim_time ta = *(const sim_time *)a, tb = *(const sim_time *)b;
  return (ta > tb) - (ta < tb);
}

/* Behind one router the order of arrival decides, so the published figure is a median over seeds. */
static void sender_check_one(void) {
  enum { SEEDS = 41 };
  sim_time rounds[SEEDS];
  for (uint64_t seed = 0; seed < SEEDS; seed++) {
    struct clique_case c = {.n = 10, .sender_loop_check = true, .seed = seed, .processing = 10 * SIM_MILLISECOND};
    rounds[seed] = withdraw(c).last_change / (30 * SIM_SECOND);
  }
  qsort(rounds, SEEDS, sizeof *rounds, time_order);
  g_assert_cmpint(rounds[SEEDS / 2], ==, 3);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/V1/behind one router: 30 (n-3) s and n^3,2 - 3n,2 + 1 messages", behind_one);
  g_test_add_func("/V1/behind all routers: 30 (n-2) s and n^3,2 + n^2 - 5n,2 + 1 messages", behind_all);
  g_test_add_func("/V1/no seed changes a round or a message", any_seed);
  g_test_add_func("/V1/sender-side loop check: no round at all and 2n^2 - n messages", sender_check);
  g_test_add_func("/V1/sender-side loop check behind one of ten routers: 90 s in the median", sender_check_one);
  return g_test_run();
}
