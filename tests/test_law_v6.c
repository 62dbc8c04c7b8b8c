/* Law V6 (tests/laws/v6.c): what follows from it in networks that one can see through. */
#include "tests/wave.h"

/* A random graph on which everybody forwards, or treats as withdrawn, by this share. */
static struct wave_verdict run_random(struct dice *dice, double forward) {
  const double share[FAULT_PROFILES] = {[FAULT_FORWARD] = forward, [FAULT_WITHDRAW] = 1 - forward};
  struct oracle_shape shape = oracle_shape_random(dice, 40);
  struct oracle_graph *graph = oracle_random(dice, &shape);
  struct wave wave = wave_random(graph, dice, share);
  wave_run(&wave, dice->nth);
  struct wave_verdict verdict = wave_search(&wave);
  g_assert_cmpuint(verdict.wrong, ==, 0);
  g_assert_cmpuint(verdict.resets, ==, 0);
  wave_clear(&wave);
  oracle_graph_free(graph);
  return verdict;
}

static void all_forward(void) {
  struct dice dice = {.seed = 83};
  for (int round = 0; round < 50; round++) g_assert_cmpuint(run_random(&dice, 1).losers, ==, 0);
}

/* The innocents keep their paths on the whole graph: wave_search looks. */
static void tolerant_world(void) {
  struct dice dice = {.seed = 84};
  uint32_t losers = 0;
  for (int round = 0; round < 50; round++) losers += run_random(&dice, 0.5).losers;
  g_assert_cmpuint(losers, >, 0);
}

/* Both oracles say the same where both can speak. */
static void oracles_agree(void) {
  static const double share[FAULT_PROFILES] = {0.7, 0.15, 0.15};
  struct dice dice = {.seed = 85};
  uint32_t resets = 0;
  for (int round = 0; round < 50; round++) {
    struct oracle_shape shape = oracle_shape_random(&dice, 40);
    shape.delay_high = 100 * SIM_MILLISECOND;
    struct oracle_graph *graph = oracle_random(&dice, &shape);
    struct wave wave = wave_random(graph, &dice, share);
    wave_run(&wave, dice.nth);
    g_assert_cmpuint(wave_search(&wave).wrong, ==, 0);
    g_assert_cmpuint(wave_order(&wave).wrong, ==, 0);
    resets += wave_order(&wave).resets;
    wave_clear(&wave);
    oracle_graph_free(graph);
  }
  g_assert_cmpuint(resets, >, 0);
}

/* Origin, forward, forward, reset, stub: each the customer of the next. */
static void chain(void) {
  enum { O, F1, F2, R, S, LINKS = 4 };
  struct network_link link[LINKS];
  for (uint32_t i = 0; i < LINKS; i++)
    link[i] = (struct network_link){i + 1, i, NEIGHBOR_CUSTOMER, SIM_MILLISECOND, false};
  struct oracle_graph graph = {5, LINKS, (uint32_t[]){1, 2, 3, 4, 5}, link};
  struct wave v = {.graph = &graph, .innocent = {O, F2, S}};
  v.profile = g_memdup2((uint16_t[]){FAULT_FORWARD, FAULT_FORWARD, FAULT_FORWARD, FAULT_RESET, FAULT_FORWARD}, 10);
  wave_run(&v, 1);
  const struct occurrence *down = stage_find(v.stage, OCCURRENCE_SESSION_DOWN, 0);
  g_assert_cmpuint(stage_count(v.stage, OCCURRENCE_SESSION_DOWN), ==, 1);
  g_assert_true(down->router == R && down->peer == F2);
  g_assert_cmpint(down->at, ==, 3 * SIM_MILLISECOND);
  struct world *w = v.stage->world;
  g_assert_cmpuint(world_best(w, WAVE_TRIGGER, S), ==, PATH_NONE);
  g_assert_cmpuint(world_best(w, 1, S), ==, PATH_NONE); /* innocents from beyond the lost session */
  g_assert_cmpuint(world_best(w, 2, S), ==, PATH_NONE);
  g_assert_cmpuint(world_best(w, 3, R), !=, PATH_NONE); /* S's own prefix this side of it */
  g_assert_cmpuint(world_best(w, 3, F2), ==, PATH_NONE);
  g_assert_cmpuint(world_best(w, WAVE_TRIGGER, F2), !=, PATH_NONE);
  g_assert_cmpuint(world_best(w, 1, F2), !=, PATH_NONE);
  wave_clear(&v);
}

/* The victim has k providers; the origin, one provider more above them all. */
static void many_providers(enum fault_profile victim, uint32_t k) {
  enum { O, V, FIRST };
  struct network_link *link = g_new(struct network_link, 2 * k);
  uint32_t *asn = g_new(uint32_t, k + FIRST);
  for (uint32_t r = 0; r < k + FIRST; r++) asn[r] = r + 1;
  for (uint32_t i = 0; i < k; i++) {
    link[2 * i] = (struct network_link){FIRST + i, V, NEIGHBOR_CUSTOMER, (i + 1) * SIM_MILLISECOND, false};
    link[2 * i + 1] = (struct network_link){O, FIRST + i, NEIGHBOR_CUSTOMER, (k - i) * SIM_MILLISECOND, false};
  }
  struct oracle_graph graph = {k + FIRST, 2 * k, asn, link};
  struct wave v = {.graph = &graph, .innocent = {O, O, V}, .profile = g_new0(uint16_t, k + FIRST)};
  v.profile[V] = (uint16_t)victim;
  wave_run(&v, 1);
  g_assert_cmpuint(stage_count(v.stage, OCCURRENCE_SESSION_DOWN), ==, victim == FAULT_RESET ? k : 0);
  g_assert_cmpuint(world_best(v.stage->world, WAVE_TRIGGER, V) == PATH_NONE, ==, victim != FAULT_DISCARD);
  g_assert_cmpint(world_best(v.stage->world, 1, V) == PATH_NONE, ==, victim == FAULT_RESET);
  wave_clear(&v);
  g_free(link);
  g_free(asn);
}

static void resets_per_provider(void) {
  for (uint32_t k = 1; k <= 12; k++) many_providers(FAULT_RESET, k);
}

static void tolerance_loses_one_prefix(void) {
  for (uint32_t k = 1; k <= 12; k++) many_providers(FAULT_WITHDRAW, k);
}

static void discard_loses_nothing(void) { many_providers(FAULT_DISCARD, 5); }

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/V6/a search and a replay of all arrivals agree", oracles_agree);
  g_test_add_func("/V6/nobody resets where nobody looks", all_forward);
  g_test_add_func("/V6/a tolerant world resets nothing and keeps all other routes", tolerant_world);
  g_test_add_func("/V6/a chain has one reset and loses what came over that session", chain);
  g_test_add_func("/V6/one reset for each provider that sends it", resets_per_provider);
  g_test_add_func("/V6/treat-as-withdraw loses the one prefix", tolerance_loses_one_prefix);
  g_test_add_func("/V6/attribute-discard loses nothing", discard_loses_nothing);
  return g_test_run();
}
