/* The law counts rounds of MRAI. The exact closed form adds the links that the first withdrawal and the news of the
 * last round cross: three when the origin is behind one router, two when all hear it at once. Counted are the UPDATEs
 * among the n, not those to and from the origin.
 *
 * Behind one router and with the sender's loop check the order of arrival decides, so that there a median over seeds is
 * what can be told. */
#include "tests/laws/laws.h"

#include "tests/stage.h"

#include <stdlib.h>

enum { LINK = 10 * SIM_MILLISECOND, LEAST = 3, MOST = 12, SEEDS = 41 };
#define MRAI (30 * SIM_SECOND)

struct clique {
  uint32_t n;
  bool everywhere, loop_check;
  uint64_t seed;
  sim_time processing; /* at most */
};

struct tdown {
  sim_time last; /* change of any best path, after the withdrawal */
  uint64_t messages;
};

/* n routers 0 .. n-1 and the origin, n. */
static struct network *clique_network(uint32_t n, bool everywhere) {
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
  uint32_t routers = stage->net->routers;
  g_autofree path_id *path = g_new0(path_id, routers);
  sim_time last = stage->sim->now;
  for (uint32_t r = 0; r < routers; r++) path[r] = world_best(stage->world, 0, r);
  for (enum sim_end end = SIM_END_BUDGET; end == SIM_END_BUDGET;) {
    end = sim_run(stage->sim, SIM_NEVER, 1);
    for (uint32_t r = 0; r < routers; r++) {
      path_id best = world_best(stage->world, 0, r);
      if (best != path[r]) last = stage->sim->now;
      path[r] = best;
    }
  }
  for (uint32_t r = 0; r < routers; r++) g_assert_cmpuint(path[r], ==, PATH_NONE);
  return last;
}

static struct tdown withdraw(struct clique c) {
  struct platform platform = stage_platform();
  platform.mrai = MRAI;
  struct world_settings settings = stage_settings(&platform);
  settings.any_policy = true;
  settings.sender_loop_check = c.loop_check;
  settings.seed = c.seed;
  settings.processing_high = c.processing;
  struct stage *stage = stage_new(clique_network(c.n, c.everywhere), &settings);
  world_settle(stage->world, world_add_prefix(stage->world, 1, false), c.n);
  stage_until(stage, 1000 * SIM_SECOND);
  world_withdraw(stage->world, 0, c.n);
  struct tdown o = {.last = last_change(stage) - 1000 * SIM_SECOND};
  for (guint i = 0; i < stage->message->len; i++) {
    const struct stage_message *m = &g_array_index(stage->message, struct stage_message, i);
    o.messages += m->router < c.n && m->peer < c.n;
  }
  stage_free(stage);
  return o;
}

static struct tdown closed_form(uint64_t n, bool everywhere, bool loop_check) {
  if (loop_check) return (struct tdown){3 * LINK, 2 * n * n - n};
  if (everywhere) return (struct tdown){MRAI * (sim_time)(n - 2) + 2 * LINK, (n * n * n + 2 * n * n - 5 * n + 2) / 2};
  return (struct tdown){MRAI * (sim_time)(n - 3) + 3 * LINK, (n * n * n - 3 * n + 2) / 2};
}

static double seconds(sim_time t) { return (double)t / SIM_SECOND; }

/* One line of the law, for all n. */
static void exact(struct law_run *run, bool everywhere, bool loop_check, const char *rule) {
  uint32_t in_time = 0, in_count = 0;
  struct tdown found = {0}, expected = {0};
  for (uint32_t n = LEAST; n <= MOST; n++) {
    found = withdraw((struct clique){n, everywhere, loop_check, 1, 0});
    expected = closed_form(n, everywhere, loop_check);
    in_time += found.last == expected.last;
    in_count += found.messages == expected.messages;
    law_row(run, "%s,%s,%u,%.3f,%.3f,%" G_GUINT64_FORMAT ",%" G_GUINT64_FORMAT, everywhere ? "all" : "one",
            loop_check ? "yes" : "no", n, seconds(expected.last), seconds(found.last), expected.messages,
            found.messages);
  }
  law_claim(run, in_time == MOST - LEAST + 1 && in_count == MOST - LEAST + 1,
            "%s: of %d sizes %u agree in time and %u in messages; n = %d: %.2f s and %" G_GUINT64_FORMAT
            " messages, expected %.2f s and %" G_GUINT64_FORMAT,
            rule, MOST - LEAST + 1, in_time, in_count, MOST, seconds(found.last), found.messages,
            seconds(expected.last), expected.messages);
}

/* Processing that is short next to the links shifts everything a little and changes no round and no message. */
static void any_seed(struct law_run *run) {
  uint32_t runs = 0, differing = 0, seeds = run->full ? 20 : 3;
  for (uint64_t seed = 1; seed <= seeds; seed++)
    for (uint32_t i = 0; i < 2 * (MOST - LEAST + 1); i++) {
      uint32_t n = LEAST + i / 2;
      struct tdown o = withdraw((struct clique){n, i % 2, false, seed, SIM_MILLISECOND / 2});
      struct tdown law = closed_form(n, i % 2, false);
      bool alike = o.last / MRAI == law.last / MRAI && o.last % MRAI < SIM_SECOND && o.messages == law.messages;
      differing += !alike;
      runs++;
    }
  law_claim(run, differing == 0,
            "with UPDATEs that cost up to 0.5 ms, %u seeds, both attachments: of %u runs %u differ in a round or a "
            "message, expected 0",
            seeds, runs, differing);
}

static int order(const void *a, const void *b) {
  sim_time ta = *(const sim_time *)a, tb = *(const sim_time *)b;
  return (ta > tb) - (ta < tb);
}

static void arrival_decides(struct law_run *run) {
  for (uint32_t n = run->full ? LEAST : 10; n <= (run->full ? MOST : 10); n++) {
    sim_time last[SEEDS];
    for (uint64_t seed = 0; seed < SEEDS; seed++)
      last[seed] = withdraw((struct clique){n, false, true, seed, 10 * SIM_MILLISECOND}).last;
    qsort(last, SEEDS, sizeof *last, order);
    double median = seconds(last[SEEDS / 2]);
    law_row(run, n == 10 ? "one,yes,%u,90,%.3f,," : "one,yes,%u,,%.3f,,", n, median);
    if (n == 10)
      law_claim(run, last[SEEDS / 2] / MRAI == 3,
                "behind one of 10 routers with sender-side loop detection: %.1f s in the median of %d seeds, "
                "expected 90 (against 210 without)",
                median, SEEDS);
  }
}

static void run(struct law_run *run) {
  law_columns(run, "origin_behind,sender_check,n,expected_s,measured_s,expected_messages,messages");
  exact(run, false, false, "behind one router, 30 (n-3) s and n^3/2 - 3n/2 + 1 messages");
  exact(run, true, false, "behind all, 30 (n-2) s and n^3/2 + n^2 - 5n/2 + 1");
  exact(run, true, true, "behind all, sender-side loop detection, no round and 2n^2 - n");
  any_seed(run);
  arrival_decides(run);
}

const struct law law_v1 = {
    .name = "v1",
    .title = "V1 Labovitz: a prefix is withdrawn from a clique of n routers",
    .source =
        "Labovitz, Ahuja, Bose, Jahanian, Delayed Internet Routing Convergence, SIGCOMM 2000, for the setting; the "
        "exact counts were computed with an independent simulation",
    .text = "A full mesh without policy: the shortest path wins, then the lowest neighbour, and everything is told to "
            "everybody, also to the one that it came from. MRAI of 30 s a neighbour on announcements, without jitter, "
            "timers idle; links of 10 ms. The time is that of the last change of a best path; it includes the two or "
            "three links that the first and the last news cross. Messages are those among the n.",
    .run = run,
};
