/* The group [cards] of scenarios. */
#include "scenarios/settings/cards.h"

#include "tests/program.h"
#include "tests/stage.h"

#include <string.h>

static struct scenario *scenario_of(const char *text) {
  GError *error = NULL;
  g_autofree char *folder = program_folder(), *path = program_write(folder, "s.ini", text);
  struct scenario *scenario = scenario_load(path, &error);
  g_assert_no_error(error);
  program_remove(folder);
  return scenario;
}

static void mistakes(void) {
  static const char *const cases[][2] = {
      {"model = katree", "'katree' found, expected one of hazard, ktree, pattern"},
      {"placement = round", "'round' found, expected one of chance, round-robin, kind"},
      {"model = pattern", "missing, needed for model = pattern"},
      {"pattern = add nothing", "there is no [trigger nothing], nearest is [trigger t]"},
      {"siblings = 4", "'4' found, expected 0 to 3"},
      {"concrete = 0", "'0' found, expected 1 to 1000"},
      {"trip_p = 2", "'2' found, expected a probability from 0 to 1"},
      {"fib_rate = 0 /s", "'0 /s' found, expected more than 0"},
      {"boot_low = 1 h", "longer than boot_high"},
      {"carriers = 1 2, 1 3", "AS1 stands twice"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    GError *error = NULL;
    g_autofree char *text = g_strdup_printf("[cards]\n%s\n[trigger t]\nannounce = 60 s\n", cases[i][0]);
    struct scenario *scenario = scenario_of(text);
    g_assert_false(cards_check(scenario, &error));
    if (!g_str_has_suffix(error->message, cases[i][1])) g_error("%s", error->message);
    g_error_free(error);
    scenario_free(scenario);
  }
}

/* Two routers that own a prefix each, and a trigger, and the cards of the scenario. */
static struct stage *stage_of(const struct scenario *scenario) {
  static const struct network_link link[] = {{0, 1, NEIGHBOR_CUSTOMER, SIM_MILLISECOND, false}};
  struct platform platform = stage_platform();
  struct world_settings settings = stage_settings(&platform);
  struct stage *stage = stage_new(stage_network(2, link, 1), &settings);
  uint32_t router[] = {0, 1};
  double weight[] = {10, 30};
  struct sample sample = {.count = 2, .router = router, .weight = weight};
  cards_add(stage->world, scenario, 2);
  for (uint32_t i = 0; i < 2; i++) world_add_prefix(stage->world, weight[i], false);
  world_add_prefix(stage->world, 1, true);
  cards_give_concrete(stage->world, scenario, &sample, 1);
  for (uint32_t i = 0; i < 2; i++) world_settle(stage->world, i, router[i]);
  return stage;
}

static void trees_are_planted(void) {
  struct scenario *scenario = scenario_of("[cards]\ncarriers = 1 4\nfactor = 2\nmodel = ktree\nconcrete = 7\n"
                                          "[trigger t]\nprefix = 192.0.2.0/24\n");
  struct stage *stage = stage_of(scenario);
  const struct world *w = stage->world;
  g_assert_cmpuint(world_card_count(w), ==, 8);
  g_assert_cmpuint(w->concrete->len, ==, 2 * 7 + 1);
  char text[PREFIX_TEXT];
  g_assert_cmpstr(prefix_text(&g_array_index(w->concrete, struct prefix, 14), text), ==, "192.0.2.0/24");
  g_autofree char *scale = cards_scale(scenario);
  g_assert_nonnull(strstr(scale, "7 concrete prefixes for each followed origin (200)"));
  stage_free(stage);
  scenario_free(scenario);
}

static void no_trees_no_prefixes(void) {
  struct scenario *scenario = scenario_of("[cards]\ncarriers = 1 4\n[trigger t]\nannounce = 60 s\n");
  struct stage *stage = stage_of(scenario);
  const struct world *w = stage->world;
  g_assert_cmpuint(w->concrete->len, ==, 0);
  g_assert_null(cards_scale(scenario));
  stage_free(stage);
  scenario_free(scenario);
}

/* A pattern crashes the cards of the scenario, when its conditions hold and not before. */
static void pattern_in_a_world(void) {
  struct scenario *scenario = scenario_of("[cards]\ncarriers = 1 3\nmodel = pattern\n"
                                          "pattern = add t, deleted 30 within 10 s\n[trigger t]\nannounce = 60 s\n");
  struct stage *stage = stage_of(scenario);
  world_announce(stage->world, 2, 1, ATTRS_PLAIN);
  stage_until(stage, 20 * SIM_SECOND);
  g_assert_cmpuint(stage_count(stage, OCCURRENCE_CARD_CRASH), ==, 0);
  world_withdraw(stage->world, 2, 1);
  world_withdraw(stage->world, 1, 1);
  stage_until(stage, 25 * SIM_SECOND);
  world_announce(stage->world, 2, 1, ATTRS_PLAIN);
  stage_until(stage, 30 * SIM_SECOND);
  g_assert_cmpuint(stage_count(stage, OCCURRENCE_CARD_CRASH), ==, 3);
  stage_free(stage);
  scenario_free(scenario);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/cards/mistakes are told", mistakes);
  g_test_add_func("/cards/trees get concrete prefixes and say how many", trees_are_planted);
  g_test_add_func("/cards/other models get none", no_trees_no_prefixes);
  g_test_add_func("/cards/a pattern crashes cards when its conditions hold", pattern_in_a_world);
  return g_test_run();
}
