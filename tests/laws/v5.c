/* DISAGREE can be foretold. Let a, b and c be the delays of the links 0-1, 0-2 and 1-2. If node 1 has heard of the
 * direct path and told node 2 before node 2 hears of its own (a + c < b), node 2 takes what it prefers at once, never
 * tells anybody of a direct path, and node 1 stays direct; and the other way round (b + c < a). Otherwise both go
 * direct first, learn of each other's direct path, leave their own for it, learn that the other has done so, go back:
 * for ever, since nothing in this world is ever late. One round takes as long as a word and its answer: 2c. */
#include "tests/laws/laws.h"

#include "models/settle/divergence.h"
#include "tests/dice.h"
#include "tests/gadget.h"
#include "tests/oracle.h"

enum { STATES = 4 };

struct gadgets {
  struct law_run *run;
  struct dice dice;
};

/* What one run of a gadget came to. */
struct ending {
  enum divergence_end end;
  uint32_t state; /* which of the stable states, STATES: none of them */
  guint changes;  /* of a round */
  uint32_t nodes; /* a bit for each that takes part in the round */
  sim_time period;
};

static void ending_read(struct ending *o, const struct gadget *g, struct stage *stage, struct divergence *d) {
  struct gadget_state state[STATES];
  uint32_t states = gadget_solve(g, state, STATES);
  *o = (struct ending){.end = d->end, .state = STATES, .period = d->period};
  for (uint32_t i = 0; i < MIN(states, STATES) && d->end == DIVERGENCE_REST; i++)
    if (gadget_is_in(g, stage, &state[i])) o->state = i;
  if (!d->round) return;
  o->changes = d->round->len;
  for (guint i = 0; i < d->round->len; i++)
    o->nodes |= 1u << g_array_index(d->round, struct divergence_change, i).router;
}

static struct ending gadget_run(const struct gadget *g, const struct gadget_clock *clock, uint64_t seed) {
  struct stage *stage = gadget_stage(g, clock, seed);
  gadget_announce(stage);
  struct divergence d = divergence_run(stage->world, 0);
  struct ending o;
  ending_read(&o, g, stage, &d);
  divergence_clear(&d);
  stage_free(stage);
  return o;
}

/* Delays by chance; every UPDATE costs up to `processing`. */
static struct gadget_clock clock_draw(struct dice *dice, sim_time processing) {
  struct gadget_clock clock = {.processing = processing};
  for (uint32_t i = 0; i < GADGET_LINKS; i++)
    clock.delay[i] = (1 + dice_below(dice, 100)) * SIM_MILLISECOND + dice_below(dice, 1000000);
  return clock;
}

static double ms(sim_time t) { return (double)t / SIM_MILLISECOND; }

static void write_row(struct gadgets *v, const struct gadget *g, const struct gadget_clock *clock,
                      const struct ending *o) {
  static const char *const end[] = {"rest", "cycle", "return", "tired"};
  law_row(v->run, "%s,%s,%.6f,%.6f,%.6f,%s,%u,%u,%.6f", g->name, clock->processing ? "drawn" : "exact",
          ms(clock->delay[0]), ms(clock->delay[1]), ms(clock->delay[2]), end[o->end], o->state, o->changes,
          ms(o->period));
}

/* GOOD GADGET: one stable state, and every seed ends there. */
static void good(struct gadgets *v, uint32_t seeds) {
  struct gadget_state state[STATES];
  uint32_t states = gadget_solve(&gadget_good, state, STATES), there = 0;
  for (uint32_t i = 0; i < seeds; i++) {
    struct gadget_clock clock = clock_draw(&v->dice, i % 2 ? 10 * SIM_MILLISECOND : 0);
    struct ending o = gadget_run(&gadget_good, &clock, i);
    there += o.end == DIVERGENCE_REST && o.state == 0;
    write_row(v, &gadget_good, &clock, &o);
  }
  law_claim(v->run, states == 1 && there == seeds,
            "GOOD GADGET has %u stable state, and %u of %u random timings end there (all expected)", states, there,
            seeds);
}

/* DISAGREE with exact clocks does what its three delays say. */
static void disagree_exact(struct gadgets *v, uint32_t seeds) {
  uint32_t foretold = 0, cycles = 0, ends[2] = {0};
  for (uint32_t i = 0; i < seeds; i++) {
    struct gadget_clock clock = clock_draw(&v->dice, 0);
    clock.delay[2] /= 2; /* as often one of the states as a cycle */
    sim_time a = clock.delay[0], b = clock.delay[1], c = clock.delay[2];
    struct ending o = gadget_run(&gadget_disagree, &clock, 1);
    bool settles = a + c < b || b + c < a;
    foretold += settles ? o.end == DIVERGENCE_REST && o.state < 2
                        : o.end == DIVERGENCE_CYCLE && o.period == 2 * c && o.nodes == 6 && o.changes == 4;
    cycles += o.end == DIVERGENCE_CYCLE;
    if (o.end == DIVERGENCE_REST && o.state < 2) ends[o.state]++;
    write_row(v, &gadget_disagree, &clock, &o);
  }
  law_claim(v->run, foretold == seeds && cycles && ends[0] && ends[1],
            "DISAGREE with exact clocks: %u of %u timings do as their delays say (all expected): %u and %u end in its "
            "two stable states, %u swing in lock-step with a period of twice the delay between the two",
            foretold, seeds, ends[0], ends[1], cycles);
}

/* Each UPDATE that flips a node makes it send one that flips the other; so there are always as many under way, and
 * drawing what they cost does not end it. MRAI does: of two flips within it nothing is told. Then either state may come
 * out. */
static void disagree_drawn(struct gadgets *v, uint32_t seeds) {
  static const struct gadget_clock clock = {.delay = {10 * SIM_MILLISECOND, 10 * SIM_MILLISECOND, 10 * SIM_MILLISECOND},
                                            .processing = 10 * SIM_MILLISECOND,
                                            .mrai = 30 * SIM_SECOND};
  uint32_t ends[2] = {0};
  for (uint32_t i = 0; i < seeds; i++) {
    struct ending o = gadget_run(&gadget_disagree, &clock, i);
    if (o.end == DIVERGENCE_REST && o.state < 2) ends[o.state]++;
    write_row(v, &gadget_disagree, &clock, &o);
  }
  law_claim(v->run, ends[0] + ends[1] == seeds && ends[0] && ends[1],
            "DISAGREE, all delays alike, jittered MRAI and processing drawn by chance: %u of %u seeds end in one "
            "stable state, %u in the "
            "other (all in one of them, and both reached, expected)",
            ends[0], seeds, ends[1]);
}

/* BAD GADGET never rests, whatever the timing. */
static void bad(struct gadgets *v, const struct gadget *g, uint32_t everybody, uint32_t seeds) {
  struct gadget_state state[STATES];
  uint32_t states = gadget_solve(g, state, STATES), cycles = 0, returns = 0;
  sim_time shortest = SIM_NEVER, longest = 0;
  for (uint32_t i = 0; i < seeds; i++) {
    struct gadget_clock clock = clock_draw(&v->dice, i % 4 == 3 ? 10 * SIM_MILLISECOND : 0);
    struct ending o = gadget_run(g, &clock, i);
    bool cycle = o.end == DIVERGENCE_CYCLE && i % 4 != 3 && o.nodes == everybody;
    cycles += cycle;
    returns += o.end == DIVERGENCE_RETURN && i % 4 == 3;
    if (cycle) shortest = MIN(shortest, o.period);
    if (cycle) longest = MAX(longest, o.period);
    write_row(v, g, &clock, &o);
  }
  law_claim(
      v->run, states == 0 && cycles + returns == seeds,
      "%s has %u stable states; of %u timings %u are found to cycle, through all its nodes, with periods of %.0f to "
      "%.0f ms, and %u, where processing is drawn by chance, to return for ever (all expected)",
      g->name, states, seeds, cycles, ms(shortest), ms(longest), returns);
}

/* --- Gao and Rexford --- */

static bool world_rests(struct stage *stage, uint32_t *wrong, const struct oracle_graph *graph, const bool *down,
                        uint32_t origin) {
  struct divergence d = divergence_run(stage->world, 0);
  bool rests = d.end == DIVERGENCE_REST;
  struct oracle_routes *routes = oracle_solve(graph, down, NULL, origin);
  for (uint32_t r = 0; rests && r < graph->routers; r++) {
    uint32_t path[256], count = oracle_path(graph, routes, r, path, 256);
    *wrong += !stage_path_is(stage, 0, r, path, count);
  }
  oracle_routes_free(routes);
  divergence_clear(&d);
  return rests;
}

/* One random graph: announced, then sessions fail and come back. Returns how many phases came to rest. */
static uint32_t policies_random(struct gadgets *v, uint32_t phases, uint64_t seed, uint32_t *wrong) {
  struct oracle_shape shape = oracle_shape_random(&v->dice, 40);
  struct oracle_graph *graph = oracle_random(&v->dice, &shape);
  struct platform platform = stage_platform();
  struct world_settings settings = stage_settings(&platform);
  settings.seed = seed;
  settings.processing_high = dice_chance(&v->dice, 0.5) ? 20 * SIM_MILLISECOND : 0;
  struct stage *stage = stage_new(oracle_network(graph), &settings);
  uint32_t origin = dice_below(&v->dice, graph->routers), rests = 0;
  g_autofree bool *down = g_new0(bool, graph->links);
  world_add_prefix(stage->world, 1, false);
  world_announce(stage->world, 0, origin, ATTRS_PLAIN);
  for (uint32_t phase = 0; phase < phases; phase++) {
    rests += world_rests(stage, wrong, graph, down, origin);
    uint32_t link = graph->links ? dice_below(&v->dice, graph->links) : 0;
    if (!graph->links) continue;
    uint32_t half = stage_half(stage, graph->link[link].a, graph->link[link].b);
    down[link] = !down[link];
    if (down[link]) world_fail(stage->world, half);
    else world_restore(stage->world, half);
  }
  stage_free(stage);
  oracle_graph_free(graph);
  return rests;
}

static void policies(struct gadgets *v, uint32_t graphs) {
  enum { PHASES = 6 };
  uint32_t rests = 0, wrong = 0;
  for (uint32_t i = 0; i < graphs; i++) rests += policies_random(v, PHASES, i, &wrong);
  law_claim(v->run, rests == graphs * PHASES && !wrong,
            "Gao and Rexford's policies on %u random graphs, %u times announced, failed or restored: %u come to rest "
            "(all expected), with %u routes that are not those of a search of the graph (none expected)",
            graphs, graphs * PHASES, rests, wrong);
}

static void run(struct law_run *run) {
  struct gadgets v = {run, {.seed = 5}};
  law_columns(run, "gadget,clock,delay_01_ms,delay_02_ms,delay_12_ms,end,state,changes,period_ms");
  good(&v, run->full ? 1000 : 100);
  disagree_exact(&v, run->full ? 1000 : 100);
  disagree_drawn(&v, run->full ? 1000 : 100);
  bad(&v, &gadget_bad, 0xe, run->full ? 200 : 12);
  bad(&v, &gadget_worse, 0x1e, run->full ? 200 : 12);
  policies(&v, run->full ? 2000 : 100);
}

const struct law law_v5 = {
    .name = "v5",
    .title = "V5 gadgets: policies that have one stable state, two, or none",
    .source = "Griffin, Shepherd and Wilfong, The Stable Paths Problem and Interdomain Routing, 2002; Gao and Rexford, "
              "Stable Internet Routing without Global Coordination, 2001",
    .text =
        "Small networks whose nodes rank their paths to one origin, by import rules, with random delays. What is "
        "stable "
        "is found by trying all states. GOOD GADGET must end in its one stable state; DISAGREE in one of its two, or "
        "swing between them in lock-step, and with exact clocks the three delays say which; BAD GADGET must be found "
        "to "
        "cycle, and not hang the program. With the policies of Gao and Rexford everything comes to rest, and any "
        "oscillation is a bug.",
    .run = run,
};
