/* Whom a loss is charged to, in worlds so small that the answer is known, and counted again from what the world told.
 */
#include "analysis/measure/recorder.h"
#include "models/policy/policy.h"
#include "tests/stage.h"

#include <math.h>

#define S SIM_SECOND
#define END (400 * S)
#define BEGIN S

/* A world watched twice: by a recorder, and by a witness who keeps every change. */
struct trial {
  struct world *world;
  const struct network *net;
  struct recorder *recorder;
  struct observer inner;
  GArray *reroute; /* struct stage_reroute */
  struct measures *measures;
};

static void trial_occurred(void *context, const struct occurrence *occurrence) {
  struct trial *t = context;
  t->inner.occurred(t->inner.context, occurrence);
}

static void trial_sent(void *context, sim_time at, uint32_t router, uint32_t peer, uint32_t prefix,
                       enum message_kind kind) {
  struct trial *t = context;
  t->inner.sent(t->inner.context, at, router, peer, prefix, kind);
}

static void trial_reached(void *context, sim_time at, uint32_t router, uint32_t prefix) {
  struct trial *t = context;
  t->inner.reached(t->inner.context, at, router, prefix);
}

static void trial_rerouted(void *context, sim_time at, uint32_t router, uint32_t prefix, enum reach before,
                           enum reach after, uint32_t because) {
  struct trial *t = context;
  struct stage_reroute reroute = {at, router, prefix, before, after, because};
  g_array_append_val(t->reroute, reroute);
  t->inner.rerouted(t->inner.context, at, router, prefix, before, after, because);
}

static struct trial *trial_new(struct network *network, const struct platform *platform, uint32_t prefixes) {
  struct trial *t = g_new0(struct trial, 1);
  struct world_settings settings = stage_settings(platform);
  t->net = network;
  t->reroute = g_array_new(FALSE, FALSE, sizeof(struct stage_reroute));
  t->recorder = recorder_new(
      &(struct recorder_settings){.network = network, .prefixes = prefixes, .end = END, .bin = 10 * S});
  t->inner = *recorder_observer(t->recorder);
  struct observer observer = {t, trial_occurred, trial_sent, trial_reached, trial_rerouted, NULL, NULL};
  t->world = world_new(network, &settings, &observer);
  return t;
}

static void trial_begin(struct trial *t) {
  sim_run(world_sim(t->world), BEGIN - 1, 0);
  recorder_begin(t->recorder, BEGIN, harvest_probe_world(t->world));
}

static void trial_until(struct trial *t, sim_time at) { sim_run(world_sim(t->world), at, 0); }

static const struct blame *trial_end(struct trial *t) {
  trial_until(t, END - 1);
  t->measures = recorder_finish(t->recorder, 0);
  return t->measures->blame;
}

static void trial_free(struct trial *t) {
  world_free(t->world);
  measures_free(t->measures);
  g_array_free(t->reroute, TRUE);
  g_free(t);
}

static uint32_t half(const struct trial *t, uint32_t a, uint32_t b) { return network_half(t->net, a, b); }

static double minutes(const struct trial *t) { return t->measures->figures.value[FIGURE_UNREACHABLE_PREFIX_MINUTES]; }

/* The row of the nth occurrence of a kind among those that have one, by time. */
static const struct blame_row *row_of(const struct trial *t, enum occurrence_kind kind, uint32_t nth) {
  const struct events *events = t->measures->events;
  for (size_t i = 0; i < events_count(events); i++) {
    if (events_get(events, i)->kind != kind || nth-- > 0) continue;
    for (guint r = 0; r < t->measures->blame->row->len; r++)
      if (blame_row(t->measures->blame, r)->event.id == i + 1) return blame_row(t->measures->blame, r);
    return NULL;
  }
  return NULL;
}

/* Prefix-minutes that pairs (router, prefix) are lost from `from` on in one go, each of them, over all the routers. */
static double lost_since(const struct trial *t, uint32_t router, uint32_t prefix, sim_time from) {
  sim_time until = END;
  for (guint i = t->reroute->len; i-- > 0;) {
    const struct stage_reroute *r = &g_array_index(t->reroute, struct stage_reroute, i);
    if (r->router == router && r->prefix == prefix && r->after == REACH_DELIVERED && r->at > from) until = r->at;
  }
  return (double)(until - from) / (60.0 * (double)S) / t->net->routers;
}

static void check_minutes(int64_t millionths, double expected) {
  g_assert_cmpfloat_with_epsilon((double)millionths / BLAME_MILLION, expected, 2e-6);
}

static void check_parts(const struct trial *t) {
  const struct blame *blame = t->measures->blame;
  int64_t sum = blame->remainder, roots = 0;
  for (guint i = 0; i < blame->row->len; i++) {
    sum += blame_row(blame, i)->direct;
    if (!blame_row(blame, i)->event.because) roots += blame_row(blame, i)->total;
  }
  g_assert_cmpint(sum, ==, blame->whole);
  g_assert_cmpint(roots, ==, blame->whole);
  check_minutes(blame->whole, minutes(t));
}

/* 0 over 1 over 2 over 3, provider over customer, and 4 over 2. Prefix 0 comes from 0, prefix 1 from 4. */
static struct trial *chain(uint32_t spare) {
  static const struct network_link link[] = {{0, 1, NEIGHBOR_CUSTOMER, SIM_MILLISECOND, false},
                                             {1, 2, NEIGHBOR_CUSTOMER, SIM_MILLISECOND, false},
                                             {2, 3, NEIGHBOR_CUSTOMER, SIM_MILLISECOND, false},
                                             {4, 2, NEIGHBOR_CUSTOMER, SIM_MILLISECOND, false}};
  struct platform platform = stage_platform();
  struct trial *t = trial_new(stage_network(5, link, G_N_ELEMENTS(link)), &platform, 2);
  struct world_cards sound = {.router = 1, .count = 1, .boot_low = 10 * S, .boot_high = 10 * S};
  struct world_cards weak = {.router = 2, .count = 1, .boot_low = 30 * S, .boot_high = 30 * S};
  weak.vulnerable = weak.odds.corrupt_p = weak.odds.trip_p = 1; /* an add after a delete, and it crashes */
  uint32_t card = world_add_cards(t->world, &sound);
  world_add_cards(t->world, &weak);
  for (uint32_t i = 0; i < 2; i++) world_settle(t->world, world_add_prefix(t->world, 1, false), i ? 4 : 0);
  world_spare(t->world, spare);
  trial_begin(t);
  trial_until(t, 10 * S);
  world_crash_card(t->world, card);
  trial_end(t);
  return t;
}

/* The crash at 1 takes routes from 2; when they come back, the card of 2 dies of them, and takes prefix 1 from 2 and 3,
 * which the first crash had not touched. */
static void chain_of_crashes(void) {
  struct trial *t = chain(0);
  const struct blame_row *first = row_of(t, OCCURRENCE_CARD_CRASH, 0), *second = row_of(t, OCCURRENCE_CARD_CRASH, 1);
  check_parts(t);
  g_assert_cmpuint(first->as, ==, 2);
  g_assert_cmpuint(second->as, ==, 3);
  g_assert_cmpuint(first->generation, ==, 0);
  g_assert_cmpuint(second->generation, ==, 1);
  sim_time again = second->event.at;
  check_minutes(first->direct, lost_since(t, 1, 0, 10 * S) + lost_since(t, 2, 0, 10 * S) + lost_since(t, 3, 0, 10 * S));
  check_minutes(second->direct, lost_since(t, 2, 1, again) + lost_since(t, 3, 1, again));
  g_assert_cmpint(first->total, ==, t->measures->blame->whole);
  g_assert_cmpint(first->total, ==, first->direct + second->direct);
  g_assert_cmpuint(first->descendant[LINEAGE_CRASH], ==, 1);
  g_assert_cmpuint(first->descendant[LINEAGE_RESET], ==, 5);
  g_assert_cmpuint(second->descendant[LINEAGE_RESET], ==, 3);
  trial_free(t);
}

static void reproduction(void) {
  struct trial *t = chain(0);
  const GArray *of = t->measures->blame->generation;
  g_assert_cmpuint(of->len, ==, 3);
  const struct lineage_generation *g = (const struct lineage_generation *)(const void *)of->data;
  g_assert_cmpfloat(lineage_further(&g[0], LINEAGE_CRASH, LINEAGE_CRASH), ==, 1);
  g_assert_cmpfloat(lineage_further(&g[0], LINEAGE_CRASH, LINEAGE_RESET), ==, 2);
  g_assert_true(isnan(lineage_further(&g[0], LINEAGE_RESET, LINEAGE_RESET)));
  g_assert_cmpfloat(lineage_further(&g[1], LINEAGE_CRASH, LINEAGE_RESET), ==, 3);
  g_assert_cmpfloat(lineage_further(&g[1], LINEAGE_RESET, LINEAGE_RESET), ==, 0);
  g_assert_cmpfloat(lineage_further(&g[1], LINEAGE_KINDS, LINEAGE_RESET), ==, 1);
  g_assert_cmpfloat(lineage_further(&g[2], LINEAGE_KINDS, LINEAGE_CRASH), ==, 0);
  trial_free(t);
}

/* Without the second crash exactly its part is missing; without the first nothing happens at all. */
static void spared_crash(void) {
  struct trial *t = chain(0);
  const struct blame_row *first = row_of(t, OCCURRENCE_CARD_CRASH, 0), *second = row_of(t, OCCURRENCE_CARD_CRASH, 1);
  struct trial *without = chain(second->event.id), *calm = chain(first->event.id);
  g_assert_cmpuint(events_count(without->measures->events), >=, second->event.id - 1);
  for (uint32_t i = 0; i + 1 < second->event.id; i++) {
    const struct event *a = events_get(t->measures->events, i), *b = events_get(without->measures->events, i);
    g_assert_cmpint(a->at, ==, b->at);
    g_assert_cmpuint(a->kind, ==, b->kind);
    g_assert_cmpuint(a->router, ==, b->router);
    g_assert_cmpuint(a->because, ==, b->because);
  }
  g_assert_cmpfloat(without->measures->figures.value[FIGURE_CARD_CRASHES], ==, 1);
  check_parts(without);
  g_assert_cmpfloat(minutes(without), <, minutes(t) - (double)second->direct / BLAME_MILLION + 1e-6);
  g_assert_cmpfloat(minutes(without), >, 0);
  g_assert_cmpfloat(minutes(calm), ==, 0);
  g_assert_cmpuint(events_count(calm->measures->events), ==, 0);
  uint32_t place[5];
  g_assert_cmpuint(blame_suspects(t->measures->blame, place, 5), ==, 1); /* the first crash is everything */
  g_assert_cmpuint(blame_row(t->measures->blame, place[0])->event.id, ==, second->event.id);
  trial_free(t);
  trial_free(without);
  trial_free(calm);
}

/* 0, the origin, below 1 and 2, both above 3. */
static struct trial *square(void) {
  static const struct network_link link[] = {{1, 0, NEIGHBOR_CUSTOMER, SIM_MILLISECOND, false},
                                             {2, 0, NEIGHBOR_CUSTOMER, SIM_MILLISECOND, false},
                                             {1, 3, NEIGHBOR_CUSTOMER, SIM_MILLISECOND, false},
                                             {2, 3, NEIGHBOR_CUSTOMER, SIM_MILLISECOND, false}};
  static struct platform platform;
  platform = stage_platform();
  struct trial *t = trial_new(stage_network(4, link, G_N_ELEMENTS(link)), &platform, 2);
  struct world_cards card = {.router = 1, .count = 1, .vulnerable = 1, .boot_low = S, .boot_high = S};
  world_add_cards(t->world, &card);
  world_settle(t->world, world_add_prefix(t->world, 1, false), 0);
  world_add_prefix(t->world, 1, true);
  return t;
}

/* Both links of router 3 are closed, one after the other. Whichever is spared, nothing is lost. */
static struct trial *both_closed(uint32_t spare) {
  struct trial *t = square();
  world_spare(t->world, spare);
  trial_begin(t);
  trial_until(t, 10 * S);
  world_fail(t->world, half(t, 1, 3));
  trial_until(t, 20 * S);
  world_fail(t->world, half(t, 2, 3));
  trial_until(t, 80 * S);
  world_restore(t->world, half(t, 2, 3));
  trial_end(t);
  return t;
}

static void two_causes(void) {
  struct trial *t = both_closed(0);
  check_parts(t);
  g_assert_null(row_of(t, OCCURRENCE_LINK_DOWN, 0)); /* cost nothing, for there was another way */
  const struct blame_row *second = row_of(t, OCCURRENCE_LINK_DOWN, 1);
  check_minutes(second->total, lost_since(t, 3, 0, 20 * S));
  g_assert_cmpint(second->total, ==, t->measures->blame->whole);
  for (uint32_t nth = 0; nth < 2; nth++) {
    uint32_t id = 0;
    for (size_t i = 0, seen = 0; i < events_count(t->measures->events); i++)
      if (events_get(t->measures->events, i)->kind == OCCURRENCE_LINK_DOWN && seen++ == nth) id = (uint32_t)i + 1;
    struct trial *without = both_closed(id);
    g_assert_cmpfloat(minutes(without), ==, 0);
    trial_free(without);
  }
  trial_free(t);
}

/* The way through 1 goes dark and 3 does not know; meanwhile the other way is closed, so that when the hold timer ends
 * the session there is no other. All of it stays with the first. */
static void stays_with_the_first(void) {
  struct trial *t = square();
  trial_begin(t);
  trial_until(t, 10 * S);
  world_cut(t->world, half(t, 1, 3));
  trial_until(t, 50 * S);
  world_fail(t->world, half(t, 2, 3));
  trial_until(t, 300 * S);
  world_restore(t->world, half(t, 2, 3));
  trial_end(t);
  check_parts(t);
  g_assert_cmpint(row_of(t, OCCURRENCE_LINK_DOWN, 0)->direct, ==, t->measures->blame->whole);
  check_minutes(t->measures->blame->whole, lost_since(t, 3, 0, 10 * S));
  g_assert_cmpuint(t->measures->blame->row->len, ==, 1);
  trial_free(t);
}

/* Repaired and lost again: each loss to its own cause. */
static void repaired_between(void) {
  struct trial *t = square();
  world_fail(t->world, half(t, 2, 3));
  trial_begin(t);
  for (int i = 0; i < 2; i++) {
    trial_until(t, (10 + 100 * i) * S);
    world_fail(t->world, half(t, 1, 3));
    trial_until(t, (30 + 120 * i) * S);
    world_restore(t->world, half(t, 1, 3));
  }
  trial_end(t);
  check_parts(t);
  check_minutes(row_of(t, OCCURRENCE_LINK_DOWN, 1)->total, lost_since(t, 3, 0, 10 * S));
  check_minutes(row_of(t, OCCURRENCE_LINK_DOWN, 2)->total, lost_since(t, 3, 0, 110 * S));
  trial_free(t);
}

/* A session that is spared its end outlives the cut, and loses nothing more than the cut does. */
static void spared_session(void) {
  for (int spared = 0; spared < 2; spared++) {
    struct trial *t = square();
    world_spare(t->world, spared ? 2 : 0); /* 1: the cut, 2: the first side's hold timer */
    trial_begin(t);
    trial_until(t, 10 * S);
    world_cut(t->world, half(t, 1, 3));
    trial_until(t, 200 * S);
    g_assert_true(world_session_up(t->world, half(t, 1, 3)) == (spared == 1));
    world_mend(t->world, half(t, 1, 3));
    trial_end(t);
    g_assert_cmpfloat(t->measures->figures.value[FIGURE_SESSION_RESETS], ==, spared ? 0 : 1);
    check_minutes(t->measures->blame->whole, (spared ? 190 : 90) / 60.0 / 4);
    trial_free(t);
  }
}

static void fail_link(struct trial *t) { world_fail(t->world, half(t, 1, 3)); }
static void cut_link(struct trial *t) { world_cut(t->world, half(t, 1, 3)); }
static void crash_card(struct trial *t) { world_crash_card(t->world, 0); }
static void patch_card(struct trial *t) { world_patch_card(t->world, 0); }
static void crash_process(struct trial *t) { world_crash_process(t->world, 1); }
static void announce(struct trial *t) { world_announce(t->world, 1, 0, ATTRS_PLAIN); }
static void hijack(struct trial *t) { policy_hijack(t->world, 0, 3, 0); }
static void leak(struct trial *t) { policy_leak(t->world, 3, NETWORK_NONE, true); }

/* Whatever goes wrong, it is the first occurrence, and without it there is none. */
static void spared_at_all(void) {
  static const struct {
    void (*act)(struct trial *);
    enum occurrence_kind kind;
  } wrong[] = {{fail_link, OCCURRENCE_LINK_DOWN},         {cut_link, OCCURRENCE_LINK_DOWN},
               {crash_card, OCCURRENCE_CARD_CRASH},       {patch_card, OCCURRENCE_CARD_PATCH},
               {announce, OCCURRENCE_ANNOUNCE},           {hijack, OCCURRENCE_HIJACK},
               {crash_process, OCCURRENCE_PROCESS_CRASH}, {leak, OCCURRENCE_LEAK}};
  for (gsize i = 0; i < G_N_ELEMENTS(wrong); i++)
    for (uint32_t spare = 0; spare < 2; spare++) {
      struct trial *t = square();
      world_spare(t->world, spare);
      trial_begin(t);
      trial_until(t, 10 * S);
      wrong[i].act(t);
      trial_end(t);
      g_assert_true((events_count(t->measures->events) > 0) == (spare == 0));
      if (!spare) g_assert_cmpuint(events_get(t->measures->events, 0)->kind, ==, wrong[i].kind);
      else g_assert_cmpint(t->measures->blame->whole, ==, 0);
      g_assert_true(world_may_spare(wrong[i].kind, LOSS_ADMIN));
      trial_free(t);
    }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/blame/of a crash, the churn it makes and the crash that follows, each has its own part",
                  chain_of_crashes);
  g_test_add_func("/blame/further crashes and resets are counted a generation", reproduction);
  g_test_add_func("/blame/a run without a crash is the same up to it, and lacks what it cost", spared_crash);
  g_test_add_func("/blame/of two causes the one that set the loss off has it, though either would have prevented it",
                  two_causes);
  g_test_add_func("/blame/a loss stays with its first cause as long as it lasts", stays_with_the_first);
  g_test_add_func("/blame/repaired and lost again, a loss is the next cause's", repaired_between);
  g_test_add_func("/blame/a session that is spared outlives the cut", spared_session);
  g_test_add_func("/blame/whatever may be spared does not happen", spared_at_all);
  return g_test_run();
}
