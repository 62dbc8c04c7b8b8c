/* Exact where every link has one delay, every UPDATE one cost, and the shortest path wins: then a router hears of its
 * best route first. (Under Gao-Rexford policy a longer route of a customer may follow a shorter one of a provider, and
 * then a router has two things to tell; what is exact there is the least time: no route stands before its hops.) */
#include "tests/laws/laws.h"

#include "tests/oracle.h"
#include "tests/stage.h"

enum { DELAY = 7 * SIM_MILLISECOND, UNJOINED = UINT32_MAX };

struct tup {
  const struct oracle_graph *graph;
  uint32_t origin;
  uint32_t *far; /* hops from the origin, or UNJOINED */
  sim_time processing, mrai;
};

struct found {
  sim_time last;     /* first route of the last router */
  uint32_t untimely; /* routers that got their route at another time than the law's, or another one later */
  uint32_t most;     /* messages from a router to a neighbour */
  uint64_t messages, expected_messages;
};

/* By repetition over all links. */
static uint32_t *distances(const struct oracle_graph *graph, uint32_t origin) {
  uint32_t *far = g_new(uint32_t, graph->routers);
  for (uint32_t r = 0; r < graph->routers; r++) far[r] = r == origin ? 0 : UNJOINED;
  for (uint32_t round = 0; round < graph->routers; round++)
    for (uint32_t i = 0; i < graph->links; i++) {
      uint32_t a = graph->link[i].a, b = graph->link[i].b;
      if (far[a] != UNJOINED && far[a] + 1 < far[b]) far[b] = far[a] + 1;
      if (far[b] != UNJOINED && far[b] + 1 < far[a]) far[a] = far[b] + 1;
    }
  return far;
}

static uint32_t eccentricity(const struct tup *tup) {
  uint32_t most = 0;
  for (uint32_t r = 0; r < tup->graph->routers; r++)
    if (tup->far[r] != UNJOINED) most = MAX(most, tup->far[r]);
  return most;
}

static struct stage *announced(const struct tup *tup, bool any_policy) {
  struct platform platform = stage_platform();
  platform.processing = tup->processing;
  platform.mrai = tup->mrai;
  struct world_settings settings = stage_settings(&platform);
  settings.any_policy = any_policy;
  struct stage *stage = stage_new(oracle_network(tup->graph), &settings);
  world_add_prefix(stage->world, 1, false);
  world_announce(stage->world, 0, tup->origin, ATTRS_PLAIN);
  return stage;
}

/* Each router's best path changes once, exactly at its distance. */
static void watch_arrivals(struct stage *stage, const struct tup *tup, struct found *found) {
  sim_time hop = DELAY + tup->processing;
  g_autofree path_id *path = g_new0(path_id, tup->graph->routers);
  while (sim_run(stage->sim, SIM_NEVER, 1) == SIM_END_BUDGET)
    for (uint32_t r = 0; r < tup->graph->routers; r++) {
      path_id best = world_best(stage->world, 0, r);
      if (best == path[r]) continue;
      found->untimely += path[r] != PATH_NONE || stage->sim->now != tup->far[r] * hop;
      found->last = stage->sim->now;
      path[r] = best;
    }
  for (uint32_t r = 0; r < tup->graph->routers; r++)
    found->untimely += r != tup->origin && (path[r] != PATH_NONE) != (tup->far[r] != UNJOINED);
}

static void count_messages(const struct stage *stage, const struct tup *tup, struct found *found) {
  for (uint32_t h = 0; h < stage->net->halves; h++) {
    uint32_t router = stage->net->owner[h];
    found->most = MAX(found->most, stage_sent(stage, router, stage->net->to[h], 0));
    found->expected_messages += tup->far[router] != UNJOINED;
  }
  found->messages = world_messages(stage->world);
}

static struct found tup_run(const struct tup *tup) {
  struct found found = {0};
  struct stage *stage = announced(tup, true);
  watch_arrivals(stage, tup, &found);
  count_messages(stage, tup, &found);
  stage_free(stage);
  return found;
}

/* What became of many graphs. */
struct tally {
  uint32_t graphs, timely, told_once;
  uint64_t messages, expected_messages;
};

static void tup_tell(struct law_run *run, const char *kind, const struct tup *tup, struct tally *tally) {
  struct found found = tup_run(tup);
  sim_time expected = eccentricity(tup) * (DELAY + tup->processing);
  tally->graphs++;
  tally->timely += found.last == expected && !found.untimely;
  tally->told_once += found.most <= 1 && found.messages == found.expected_messages;
  tally->messages += found.messages;
  tally->expected_messages += found.expected_messages;
  law_row(run, "%s,%u,%u,%u,%.0f,%.0f,%.0f,%.0f,%u,%" G_GUINT64_FORMAT, kind, tup->graph->routers, tup->graph->links,
          eccentricity(tup), (double)(DELAY + tup->processing) / SIM_MILLISECOND, (double)tup->mrai / SIM_SECOND,
          (double)expected / SIM_MILLISECOND, (double)found.last / SIM_MILLISECOND, found.most, found.messages);
}

static struct oracle_graph *graph_random(struct dice *dice) {
  struct oracle_shape shape = oracle_shape_random(dice, 25);
  shape.delay_low = shape.delay_high = DELAY;
  return oracle_random(dice, &shape);
}

static void tally_claim(struct law_run *run, const struct tally *tally, const char *what) {
  law_claim(run, tally->timely == tally->graphs,
            "%s: in %u of %u graphs every router has its route at its distance x (link + processing) to the "
            "nanosecond, and keeps it",
            what, tally->timely, tally->graphs);
  law_claim(run, tally->told_once == tally->graphs,
            "%s: in %u of %u graphs nobody tells a neighbour twice; %" G_GUINT64_FORMAT
            " messages in all, expected %" G_GUINT64_FORMAT,
            what, tally->told_once, tally->graphs, tally->messages, tally->expected_messages);
}

static void random_graphs(struct law_run *run) {
  static const sim_time processing[] = {0, 3 * SIM_MILLISECOND, 50 * SIM_MILLISECOND};
  struct dice dice = {.seed = 91};
  struct tally tally = {0};
  for (int round = 0; round < (run->full ? 400 : 120); round++) {
    struct oracle_graph *graph = graph_random(&dice);
    uint32_t origin = dice_below(&dice, graph->routers);
    struct tup tup = {graph, origin, distances(graph, origin), processing[round % 3], round % 2 ? 30 * SIM_SECOND : 0};
    tup_tell(run, "random", &tup, &tally);
    g_free(tup.far);
    oracle_graph_free(graph);
  }
  tally_claim(run, &tally, "random graphs of up to 25 routers");
}

static void cliques(struct law_run *run) {
  struct tally tally = {0};
  for (uint32_t n = 2; n <= 20; n++) {
    struct dice dice = {.seed = n};
    struct oracle_shape shape = {.routers = n, .clique = n, .delay_low = DELAY, .delay_high = DELAY};
    struct oracle_graph *graph = oracle_random(&dice, &shape);
    struct tup tup = {graph, 0, distances(graph, 0), 0, 30 * SIM_SECOND};
    tup_tell(run, "clique", &tup, &tally);
    g_free(tup.far);
    oracle_graph_free(graph);
  }
  tally_claim(run, &tally, "cliques of 2 to 20");
}

/* With policy: routes that stand before the news can have come that way, and routers without one that must have it. */
static uint32_t policy_breaches(const struct tup *tup) {
  uint32_t breaches = 0;
  struct oracle_routes *routes = oracle_solve(tup->graph, NULL, NULL, tup->origin);
  struct stage *stage = announced(tup, false);
  for (uint32_t hops = 0; hops < tup->graph->routers; hops++) {
    stage_until(stage, hops * DELAY);
    for (uint32_t r = 0; r < tup->graph->routers; r++) {
      path_id best = world_best(stage->world, 0, r);
      breaches += best != PATH_NONE && path_hops(world_paths(stage->world), best) > hops;
    }
  }
  stage_rest(stage);
  for (uint32_t r = 0; r < tup->graph->routers; r++)
    breaches += (world_best(stage->world, 0, r) != PATH_NONE) !=
                (routes->from[r] != ORACLE_NOTHING && r != tup->origin);
  stage_free(stage);
  oracle_routes_free(routes);
  return breaches;
}

static void policies(struct law_run *run) {
  struct dice dice = {.seed = 92};
  uint32_t graphs = run->full ? 600 : 60, breaches = 0;
  for (uint32_t round = 0; round < graphs; round++) {
    struct oracle_graph *graph = graph_random(&dice);
    struct tup tup = {.graph = graph, .origin = dice_below(&dice, graph->routers)};
    breaches += policy_breaches(&tup);
    oracle_graph_free(graph);
  }
  law_claim(run, breaches == 0,
            "with Gao-Rexford policy on %u graphs, %u routes stood before the news can have come that way or at a "
            "router that must have none, expected 0",
            graphs, breaches);
}

static void run(struct law_run *run) {
  law_columns(run, "graph,routers,links,eccentricity,hop_ms,mrai_s,expected_ms,measured_ms,most_told,messages");
  random_graphs(run);
  cliques(run);
  policies(run);
}

const struct law law_v4 = {
    .name = "v4",
    .title = "V4 Tup: a new prefix is everywhere after eccentricity x (link + processing), and each tells each once",
    .source = "follows from the protocol; Labovitz et al. 2000 (Tup), where it is short in the measurements too",
    .text = "A prefix is announced into a quiet network: random graphs and cliques, shortest path, links of 7 ms, "
            "UPDATEs that cost 0, 3 or 50 ms, MRAI of 0 or 30 s (which must make no difference). Distances come from "
            "a search of the graph that shares no code with the models.",
    .run = run,
};
