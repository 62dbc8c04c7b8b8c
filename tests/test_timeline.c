#include "scenarios/plan/timeline.h"

#include "tests/program.h"
#include "tests/stage.h"

/* 0 is above 1 and 2, both above 3; router 0 has ten cards. */
static struct stage *stage_square(void) {
  static const struct network_link link[] = {{0, 1, NEIGHBOR_CUSTOMER, SIM_MILLISECOND, false},
                                             {0, 2, NEIGHBOR_CUSTOMER, SIM_MILLISECOND, false},
                                             {1, 3, NEIGHBOR_CUSTOMER, SIM_MILLISECOND, false},
                                             {2, 3, NEIGHBOR_CUSTOMER, SIM_MILLISECOND, false}};
  struct platform platform = stage_platform();
  struct world_settings settings = stage_settings(&platform);
  struct stage *stage = stage_new(stage_network(4, link, G_N_ELEMENTS(link)), &settings);
  struct world_cards cards = {
      .router = 0, .count = 10, .vulnerable = 1, .boot_low = SIM_SECOND, .boot_high = SIM_SECOND};
  world_add_cards(stage->world, &cards);
  world_add_prefix(stage->world, 1, true);
  return stage;
}

static struct scenario *scenario_of(const char *text) {
  GError *error = NULL;
  g_autofree char *folder = program_folder(), *path = program_write(folder, "s.ini", text);
  struct scenario *scenario = scenario_load(path, &error);
  g_assert_no_error(error);
  program_remove(folder);
  return scenario;
}

/* Runs the scenario to its end; the trigger comes from router 3. */
static struct stage *play(const char *text) {
  struct scenario *scenario = scenario_of(text);
  struct stage *stage = stage_square();
  struct timeline_trigger trigger = {.group = "trigger t", .prefix = 0, .router = 3, .attrs = ATTRS_PLAIN};
  g_auto(GStrv) triggers = scenario_groups(scenario, "trigger");
  struct timeline *timeline = timeline_new(scenario, stage->world, NULL, &trigger, g_strv_length(triggers), 1);
  stage_until(stage, scenario_duration(scenario, "scenario", "duration"));
  timeline_free(timeline);
  scenario_free(scenario);
  return stage;
}

static void expect_at(const struct stage *stage, enum occurrence_kind kind, uint32_t nth, double seconds) {
  const struct occurrence *occurrence = stage_find(stage, kind, nth);
  g_assert_nonnull(occurrence);
  g_assert_cmpfloat((double)occurrence->at / (double)SIM_SECOND, ==, seconds);
}

static void trigger_comes_and_goes(void) {
  struct stage *stage = play("[scenario]\nduration = 100 s\n[trigger t]\nannounce = 10 s\nwithdraw = 40 s\n");
  g_assert_cmpuint(stage_count(stage, OCCURRENCE_ANNOUNCE), ==, 1);
  g_assert_cmpuint(stage_count(stage, OCCURRENCE_WITHDRAW), ==, 1);
  expect_at(stage, OCCURRENCE_ANNOUNCE, 0, 10);
  expect_at(stage, OCCURRENCE_WITHDRAW, 0, 40);
  stage_free(stage);
}

static void trigger_stays(void) {
  struct stage *stage = play("[scenario]\nduration = 100 s\n[trigger t]\nannounce = 10 s\n");
  g_assert_cmpuint(stage_count(stage, OCCURRENCE_WITHDRAW), ==, 0);
  stage_free(stage);
}

static void trigger_repeats(void) {
  struct stage *stage = play(
      "[scenario]\nduration = 100 s\n[trigger t]\nannounce = 10 s\nrepeat = 20 s\nwithdraw = 55 s\n");
  static const double announced[] = {10, 30, 50}, withdrawn[] = {20, 40, 55};
  g_assert_cmpuint(stage_count(stage, OCCURRENCE_ANNOUNCE), ==, 3);
  g_assert_cmpuint(stage_count(stage, OCCURRENCE_WITHDRAW), ==, 3);
  for (uint32_t i = 0; i < 3; i++) {
    expect_at(stage, OCCURRENCE_ANNOUNCE, i, announced[i]);
    expect_at(stage, OCCURRENCE_WITHDRAW, i, withdrawn[i]);
  }
  stage_free(stage);
}

static void patches_are_spread(void) {
  struct stage *stage = play(
      "[scenario]\nduration = 100 s\n[event p]\nkind = patch\nat = 10 s\nover = 50 s\nshare = 50 %\n");
  g_assert_cmpuint(stage_count(stage, OCCURRENCE_CARD_PATCH), ==, 5);
  for (uint32_t i = 0; i < 5; i++) expect_at(stage, OCCURRENCE_CARD_PATCH, i, 10 + 10 * i);
  stage_free(stage);
}

/* The list may name cards that are not there; what is drawn of it is a share, too. */
static void patches_by_list(void) {
  struct stage *stage = play(
      "[scenario]\nduration = 100 s\n[event p]\nkind = patch\nat = 10 s\ncards = 1 3, 1 10, 1 11, 2 1\n");
  g_assert_cmpuint(stage_count(stage, OCCURRENCE_CARD_PATCH), ==, 2);
  uint32_t first = stage_find(stage, OCCURRENCE_CARD_PATCH, 0)->card;
  uint32_t second = stage_find(stage, OCCURRENCE_CARD_PATCH, 1)->card;
  g_assert_cmpuint(MIN(first, second), ==, 2);
  g_assert_cmpuint(MAX(first, second), ==, 9);
  g_assert_cmpuint(stage_count(stage, OCCURRENCE_CARD_BOOTED), ==, 2); /* each a restart */
  g_assert_cmpuint(stage_count(stage, OCCURRENCE_CARD_CRASH), ==, 0);
  stage_free(stage);
  stage = play("[scenario]\nduration = 100 s\n[event p]\nkind = patch\nat = 10 s\ncards = 1 3, 1 10\nshare = 50 %\n");
  g_assert_cmpuint(stage_count(stage, OCCURRENCE_CARD_PATCH), ==, 1);
  stage_free(stage);
}

static void patches_by_router(void) {
  struct stage *stage = play("[scenario]\nduration = 100 s\n[event p]\nkind = patch\nat = 10 s\nrouters = 2, 3\n");
  g_assert_cmpuint(stage_count(stage, OCCURRENCE_CARD_PATCH), ==, 0);
  stage_free(stage);
  stage = play("[scenario]\nduration = 100 s\n[event p]\nkind = patch\nat = 10 s\nrouters = 1\n");
  g_assert_cmpuint(stage_count(stage, OCCURRENCE_CARD_PATCH), ==, 10);
  stage_free(stage);
}

/* A card on its way up is patched as well: it begins its boot anew. */
static void patch_amid_a_crash(void) {
  struct stage *stage = play("[scenario]\nduration = 100 s\n[event c]\nkind = crash\nat = 10 s\ncards = 1 3\n"
                             "[event p]\nkind = patch\nat = 10500 ms\ncards = 1 3\n");
  expect_at(stage, OCCURRENCE_CARD_PATCH, 0, 10.5);
  g_assert_cmpuint(stage_count(stage, OCCURRENCE_CARD_BOOTED), ==, 1);
  expect_at(stage, OCCURRENCE_CARD_BOOTED, 0, 11.5);
  g_assert_true(world_card_up(stage->world, 2));
  stage_free(stage);
}

static void links_fail_and_return(void) {
  struct stage *stage = play("[scenario]\nduration = 100 s\n[event f]\nkind = fail\nat = 10 s\nlinks = 1-2, 3-1, 2-3\n"
                             "[event r]\nkind = restore\nat = 30 s\nlinks = 1-2\n");
  g_assert_cmpuint(stage_count(stage, OCCURRENCE_LINK_DOWN), ==, 2);
  g_assert_cmpuint(stage_count(stage, OCCURRENCE_LINK_UP), ==, 1);
  g_assert_true(world_session_up(stage->world, stage_half(stage, 0, 1)));
  g_assert_false(world_session_up(stage->world, stage_half(stage, 0, 2)));
  stage_free(stage);
}

static void beginning(void) {
  struct scenario *both = scenario_of("[trigger t]\nannounce = 30 s\n[event e]\nkind = crash\nat = 10 s\n");
  struct scenario *events = scenario_of("[event e]\nkind = crash\nat = 10 s\n[event f]\nkind = crash\nat = 5 s\n");
  g_assert_cmpint(timeline_begin(both), ==, 30 * SIM_SECOND);
  g_assert_cmpint(timeline_begin(events), ==, 5 * SIM_SECOND);
  scenario_free(both);
  scenario_free(events);
}

static void processes_crash(void) {
  struct stage *stage = play("[scenario]\nduration = 100 s\n[event c]\nkind = crash-process\nat = 10 s\nover = 30 s\n"
                             "routers = 2, 3, 4\n[event d]\nkind = crash-process\nat = 50 s\nshare = 50 %\n");
  g_assert_cmpuint(stage_count(stage, OCCURRENCE_PROCESS_CRASH), ==, 5);
  uint32_t who = 0;
  for (uint32_t i = 0; i < 3; i++) {
    expect_at(stage, OCCURRENCE_PROCESS_CRASH, i, 10 + 10 * i);
    who |= 1u << stage_find(stage, OCCURRENCE_PROCESS_CRASH, i)->router;
  }
  g_assert_cmphex(who, ==, 0xe); /* each of the three once */
  expect_at(stage, OCCURRENCE_PROCESS_CRASH, 3, 50);
  g_assert_cmpuint(stage_find(stage, OCCURRENCE_PROCESS_CRASH, 3)->router, !=,
                   stage_find(stage, OCCURRENCE_PROCESS_CRASH, 4)->router);
  stage_free(stage);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/timeline/a trigger is announced and withdrawn", trigger_comes_and_goes);
  g_test_add_func("/timeline/a trigger without an end stays", trigger_stays);
  g_test_add_func("/timeline/a repeated trigger is withdrawn halfway and at its end", trigger_repeats);
  g_test_add_func("/timeline/patches are spread evenly over their share of the cards", patches_are_spread);
  g_test_add_func("/timeline/patches go by a list of cards", patches_by_list);
  g_test_add_func("/timeline/patches go by a list of routers", patches_by_router);
  g_test_add_func("/timeline/a patch in the middle of a boot begins it anew", patch_amid_a_crash);
  g_test_add_func("/timeline/links fail and return, those that the map lacks are passed over", links_fail_and_return);
  g_test_add_func("/timeline/it begins with the trigger, else with the first event", beginning);
  g_test_add_func("/timeline/processes of listed routers crash, or of a share", processes_crash);
  return g_test_run();
}
