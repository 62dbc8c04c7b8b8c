/* Delays are drawn to the nanosecond where the order of arrival matters, so that no two messages land at once. */
#include "tests/laws/laws.h"

#include "tests/wave.h"

#include <string.h>

/* What a set of graphs came to. */
struct waves {
  uint32_t graphs, routers, resets, losers, wrong;
};

static void waves_add(struct waves *all, const struct oracle_graph *graph, struct wave_verdict verdict) {
  all->graphs++;
  all->routers += graph->routers;
  all->resets += verdict.resets;
  all->losers += verdict.losers;
  all->wrong += verdict.wrong;
}

/* Forward, reset and treat-as-withdraw, by search. */
static void search_random(struct dice *dice, const struct oracle_shape *shape, double forward, double reset,
                          struct waves *all) {
  const double share[FAULT_PROFILES] = {forward, (1 - forward) * reset, (1 - forward) * (1 - reset)};
  struct oracle_graph *graph = oracle_random(dice, shape);
  struct wave wave = wave_random(graph, dice, share);
  wave_run(&wave, dice->nth);
  waves_add(all, graph, wave_search(&wave));
  wave_clear(&wave);
  oracle_graph_free(graph);
}

static void searches(struct law_run *run, uint32_t graphs) {
  static const double shares[] = {0.3, 0.6, 0.9, 0.97};
  struct dice dice = {.seed = 81};
  struct waves all = {0}, great = {0};
  for (uint32_t i = 0; i < graphs; i++) {
    struct oracle_shape shape = oracle_shape_random(&dice, 60);
    double reset = dice_below(&dice, 5) / 4.0, forward = shares[dice_below(&dice, 4)];
    search_random(&dice, &shape, forward, reset, &all);
  }
  for (uint32_t routers = 300; routers <= (run->full ? 1000u : 300u); routers += 100) {
    struct oracle_shape shape = {routers, 2.0 / routers,   3.0 / routers,       10,
                                 true,    SIM_MILLISECOND, 80 * SIM_MILLISECOND};
    search_random(&dice, &shape, 0.8, 0.5, &great);
  }
  law_claim(
      run, !all.wrong && all.resets && all.losers,
      "forward, reset, treat-as-withdraw on %u random graphs: %u resets, %u losers by treat-as-withdraw; %u sessions, "
      "routers or routes are not as a search of the graph says (none expected)",
      all.graphs, all.resets, all.losers, all.wrong);
  law_claim(run, !great.wrong && great.resets && great.losers,
            "the same on %u graphs of 300 routers and more: %u resets, %u losers, %u not as the search says (none "
            "expected)",
            great.graphs, great.resets, great.losers, great.wrong);
}

/* All five, in order of arrival. A row for each graph. */
static void orders(struct law_run *run, uint32_t graphs) {
  struct dice dice = {.seed = 86};
  struct waves all = {0};
  for (uint32_t i = 0; i < graphs; i++) {
    double share[FAULT_PROFILES], sum = 0;
    for (int k = 0; k < FAULT_PROFILES; k++)
      sum += share[k] = (k == FAULT_FORWARD ? 3 : 1) * (1.0 + dice_below(&dice, 100));
    for (int k = 0; k < FAULT_PROFILES; k++) share[k] /= sum;
    struct oracle_shape shape = oracle_shape_random(&dice, 40);
    shape.delay_low = SIM_MILLISECOND;
    shape.delay_high = 100 * SIM_MILLISECOND;
    struct oracle_graph *graph = oracle_random(&dice, &shape);
    struct wave wave = wave_random(graph, &dice, share);
    wave_run(&wave, i);
    struct wave_verdict verdict = wave_order(&wave);
    waves_add(&all, graph, verdict);
    law_row(run, "%u,%u,%.4f,%.4f,%.4f,%.4f,%.4f,%u,%u,%u,%u", graph->routers, graph->links, share[FAULT_FORWARD],
            share[FAULT_RESET], share[FAULT_WITHDRAW], share[FAULT_DISCARD], share[FAULT_CORRUPT], verdict.expected,
            verdict.resets, verdict.losers, verdict.wrong);
    wave_clear(&wave);
    oracle_graph_free(graph);
  }
  law_claim(
      run, !all.wrong && all.resets && all.losers,
      "forward, reset, treat-as-withdraw, discard and corrupt on %u random graphs of %u routers in all: %u resets, %u "
      "routers without the route; %u sessions, routers or routes are not as an oracle says that plays every arrival "
      "(none expected)",
      all.graphs, all.routers, all.resets, all.losers, all.wrong);
}

static void run(struct law_run *run) {
  law_columns(
      run, "routers,links,forward,reset,treat_as_withdraw,discard,corrupt,resets_expected,resets,without_route,wrong");
  searches(run, run->full ? 1000 : 50);
  orders(run, run->full ? 1000 : 50);
}

const struct law law_v6 = {
    .name = "v6",
    .title = "V6 first wave: who is hit by one malformed announcement",
    .source =
        "two oracles that share no code with the models: a search of the graph (tests/oracle.c), and a replay of all "
        "arrivals (tests/wave_order.c)",
    .text =
        "Random graphs with Gao and Rexford's policies; every AS forwards the malformed attribute unseen, resets the "
        "session, treats the route as withdrawn, discards the attribute, or damages it on re-send. No timers; sessions "
        "that "
        "reset stay down. Sessions reset, ASes reached, every router's final path to the trigger, and to innocent "
        "prefixes "
        "over the sessions that are left, must be the oracle's. With the first three profiles time plays no part; with "
        "the "
        "others a dirty copy may be passed on before a clean one wins, so the oracle orders arrivals by the same "
        "delays.",
    .run = run,
};
