/* Router 1 hears from its customer 0, and tells its provider 2. What 0 announces is malformed (fault.h). */
#include "models/speaker/handling.h"

#include "tests/fault.h"
#include "tests/stage.h"

static const struct network_link line[] = {
    {.a = 0, .b = 1, .b_is = NEIGHBOR_PROVIDER, .delay = SIM_SECOND},
    {.a = 1, .b = 2, .b_is = NEIGHBOR_PROVIDER, .delay = SIM_SECOND},
};
static const struct world_terms junos = {
    .profile = FAULT_WITHDRAW, .keeps = true, .limit = 1000, .log_interval = 300 * SIM_SECOND};

struct scene {
  struct stage *stage;
  struct fault fault;
  attrs_id bad, good;
};

/* `prefixes` trigger prefixes; every router treats as withdrawn, and router 1 has `terms` for its customer, if any. */
static void scene_open(struct scene *scene, const struct world_terms *terms, uint32_t prefixes) {
  static const uint8_t origin[] = {0x40, 1, 1, 0};
  uint16_t profile_of[] = {FAULT_WITHDRAW, FAULT_WITHDRAW, FAULT_WITHDRAW};
  struct platform platform = stage_platform();
  struct world_settings settings = stage_settings(&platform);
  fault_init(&scene->fault);
  settings.profiles = scene->fault.profile;
  settings.profile_count = FAULT_PROFILES;
  settings.profile_of = profile_of;
  scene->stage = stage_new(stage_network(3, line, G_N_ELEMENTS(line)), &settings);
  scene->bad = fault_attrs(scene->stage->world);
  scene->good = attrs_intern(world_attrs(scene->stage->world), origin, sizeof origin, 0);
  for (uint32_t i = 0; i < prefixes; i++) world_add_prefix(scene->stage->world, 1, true);
  if (terms) world_set_terms(scene->stage->world, stage_half(scene->stage, 1, 0), terms);
}

static void scene_close(struct scene *scene) {
  stage_free(scene->stage);
  fault_clear(&scene->fault);
}

/* And lets it arrive everywhere. */
static void announce(struct scene *scene, uint32_t prefix, attrs_id attrs) {
  world_announce(scene->stage->world, prefix, 0, attrs);
  stage_until(scene->stage, scene->stage->sim->now + 2 * SIM_SECOND);
}

static void malformed_routes_are_hidden(void) {
  struct scene scene;
  scene_open(&scene, &junos, 2);
  announce(&scene, 0, scene.bad);
  announce(&scene, 1, scene.good);
  const struct occurrence *hidden = stage_find(scene.stage, OCCURRENCE_HIDDEN, 0);
  g_assert_cmpuint(stage_count(scene.stage, OCCURRENCE_HIDDEN), ==, 1);
  g_assert_cmpuint(hidden->router, ==, 1);
  g_assert_cmpuint(hidden->peer, ==, 0);
  g_assert_cmpuint(hidden->prefix, ==, 0);
  g_assert_cmpuint(hidden->count, ==, 1);
  g_assert_cmpuint(hidden->because, ==, stage_find(scene.stage, OCCURRENCE_VERDICT, 0)->id);
  g_assert_cmpuint(world_best(scene.stage->world, 0, 1), ==, PATH_NONE);
  g_assert_cmpuint(world_best(scene.stage->world, 1, 1), !=, PATH_NONE);
  scene_close(&scene);
}

static void without_terms_nothing_is_hidden(void) {
  struct scene scene;
  scene_open(&scene, NULL, 1);
  announce(&scene, 0, scene.bad);
  g_assert_cmpuint(stage_count(scene.stage, OCCURRENCE_VERDICT), ==, 1);
  g_assert_cmpuint(stage_count(scene.stage, OCCURRENCE_HIDDEN) + stage_count(scene.stage, OCCURRENCE_MALFORMED), ==, 0);
  scene_close(&scene);
}

/* The link goes out and comes back while the session lasts: TCP sends what was lost, and nothing else. */
static void lost_and_sent_again(struct scene *scene, uint32_t prefix, attrs_id attrs) {
  uint32_t half = stage_half(scene->stage, 0, 1);
  world_cut(scene->stage->world, half);
  announce(scene, prefix, attrs);
  world_mend(scene->stage->world, half);
  stage_until(scene->stage, scene->stage->sim->now + 2 * SIM_SECOND);
  g_assert_cmpuint(stage_count(scene->stage, OCCURRENCE_SESSION_DOWN), ==, 0);
}

static void a_change_of_attributes_is_not_lost(void) {
  struct scene scene;
  scene_open(&scene, NULL, 1);
  announce(&scene, 0, scene.good);
  lost_and_sent_again(&scene, 0, scene.bad);
  g_assert_cmpuint(stage_count(scene.stage, OCCURRENCE_VERDICT), ==, 1);
  g_assert_cmpuint(world_best(scene.stage->world, 0, 1), ==, PATH_NONE);
  scene_close(&scene);
}

static void what_was_heard_is_not_said_again(void) {
  struct scene scene;
  scene_open(&scene, NULL, 2);
  announce(&scene, 0, scene.bad);
  lost_and_sent_again(&scene, 1, scene.good);
  g_assert_cmpuint(world_best(scene.stage->world, 1, 1), !=, PATH_NONE);
  g_assert_cmpuint(stage_count(scene.stage, OCCURRENCE_VERDICT), ==, 1);
  scene_close(&scene);
}

/* O03: the third of three is thrown away, and once one place is free again the next is hidden. */
static void the_limit_is_kept(void) {
  struct scene scene;
  struct world_terms terms = junos;
  terms.limit = 2;
  scene_open(&scene, &terms, 5);
  for (uint32_t prefix = 0; prefix < 4; prefix++) announce(&scene, prefix, scene.bad);
  g_assert_cmpuint(stage_count(scene.stage, OCCURRENCE_HIDDEN), ==, 2);
  g_assert_cmpuint(stage_count(scene.stage, OCCURRENCE_LIMIT), ==, 1);
  g_assert_cmpuint(stage_find(scene.stage, OCCURRENCE_LIMIT, 0)->count, ==, 2);
  world_withdraw(scene.stage->world, 0, 0);
  stage_until(scene.stage, scene.stage->sim->now + 2 * SIM_SECOND);
  announce(&scene, 4, scene.bad);
  g_assert_cmpuint(stage_count(scene.stage, OCCURRENCE_HIDDEN), ==, 3);
  g_assert_cmpuint(stage_find(scene.stage, OCCURRENCE_HIDDEN, 2)->prefix, ==, 4);
  scene_close(&scene);
}

/* O04 */
static void no_limit_hides_all(void) {
  struct scene scene;
  struct world_terms terms = junos;
  terms.limit = WORLD_NO_LIMIT;
  scene_open(&scene, &terms, 40);
  for (uint32_t prefix = 0; prefix < 40; prefix++) announce(&scene, prefix, scene.bad);
  g_assert_cmpuint(stage_count(scene.stage, OCCURRENCE_HIDDEN), ==, 40);
  g_assert_cmpuint(stage_count(scene.stage, OCCURRENCE_LIMIT), ==, 0);
  scene_close(&scene);
}

/* O05: announced at 0, 100, 200 s: logged at once, and all three when the interval is over; then a new interval. */
static void the_log_is_quiet_between(void) {
  static const sim_time at[] = {1, 301, 401};
  static const uint32_t count[] = {1, 3, 1};
  struct scene scene;
  scene_open(&scene, &junos, 1);
  for (int i = 0; i < 5; i++) {
    stage_until(scene.stage, i * 100 * SIM_SECOND);
    if (i == 3) continue;
    world_withdraw(scene.stage->world, 0, 0);
    announce(&scene, 0, scene.bad);
  }
  stage_rest(scene.stage);
  g_assert_cmpuint(stage_count(scene.stage, OCCURRENCE_MALFORMED), ==, G_N_ELEMENTS(at));
  for (uint32_t i = 0; i < G_N_ELEMENTS(at); i++) {
    const struct occurrence *logged = stage_find(scene.stage, OCCURRENCE_MALFORMED, i);
    g_assert_cmpint(logged->at, ==, at[i] * SIM_SECOND);
    g_assert_cmpuint(logged->count, ==, count[i]);
  }
  scene_close(&scene);
}

/* What is hidden is used as soon as the router has nothing against it, and nobody is asked for it. */
static void hidden_routes_are_judged_anew(void) {
  struct scene scene;
  scene_open(&scene, &junos, 1);
  announce(&scene, 0, scene.bad);
  sim_time before = scene.stage->sim->now;
  world_change_profile(scene.stage->world, 1, FAULT_DISCARD);
  g_assert_cmpuint(world_best(scene.stage->world, 0, 1), !=, PATH_NONE);
  g_assert_cmpuint(stage_count(scene.stage, OCCURRENCE_REFRESH), ==, 0);
  g_assert_cmpuint(stage_count(scene.stage, OCCURRENCE_HANDLING), ==, 1);
  stage_until(scene.stage, before + SIM_SECOND);
  g_assert_cmpuint(world_best(scene.stage->world, 0, 2), !=, PATH_NONE);
  scene_close(&scene);
}

/* A change for the worse: the route that was only hidden now ends the session. */
static void hidden_routes_can_reset(void) {
  struct scene scene;
  scene_open(&scene, &junos, 2);
  announce(&scene, 0, scene.bad);
  announce(&scene, 1, scene.bad);
  world_change_profile(scene.stage->world, 1, FAULT_RESET);
  const struct occurrence *down = stage_find(scene.stage, OCCURRENCE_SESSION_DOWN, 0);
  g_assert_nonnull(down);
  g_assert_cmpuint(down->code, ==, 3);
  g_assert_cmpuint(stage_count(scene.stage, OCCURRENCE_SESSION_DOWN), ==, 1);
  scene_close(&scene);
}

/* O06: with keep none the neighbour has to send it again, a round trip later. */
static void keep_none_needs_a_refresh(void) {
  struct scene scene;
  struct world_terms terms = junos;
  terms.keeps = false;
  scene_open(&scene, &terms, 2);
  announce(&scene, 0, scene.bad);
  announce(&scene, 1, scene.good);
  g_assert_cmpuint(stage_count(scene.stage, OCCURRENCE_HIDDEN), ==, 0);
  uint32_t sent = stage_sent(scene.stage, 0, 1, 0);
  sim_time before = scene.stage->sim->now;
  world_change_profile(scene.stage->world, 1, FAULT_DISCARD);
  g_assert_cmpuint(stage_count(scene.stage, OCCURRENCE_REFRESH), ==, 1);
  stage_until(scene.stage, before + 2 * SIM_SECOND - 1);
  g_assert_cmpuint(world_best(scene.stage->world, 0, 1), ==, PATH_NONE);
  stage_until(scene.stage, before + 2 * SIM_SECOND);
  g_assert_cmpuint(world_best(scene.stage->world, 0, 1), !=, PATH_NONE);
  g_assert_cmpuint(stage_sent(scene.stage, 0, 1, 0), ==, sent + 1);
  scene_close(&scene);
}

static void a_narrower_word_outlives_the_change(void) {
  struct scene scene;
  struct world_terms terms = junos;
  terms.own_profile = true;
  scene_open(&scene, &terms, 1);
  announce(&scene, 0, scene.bad);
  world_change_profile(scene.stage->world, 1, FAULT_DISCARD);
  stage_until(scene.stage, scene.stage->sim->now + 5 * SIM_SECOND);
  g_assert_cmpuint(world_best(scene.stage->world, 0, 1), ==, PATH_NONE);
  scene_close(&scene);
}

/* The terms of a session go before those of its router. */
static void a_session_is_judged_by_its_own(void) {
  struct scene scene;
  struct world_terms terms = junos;
  terms.profile = FAULT_RESET;
  scene_open(&scene, &terms, 1);
  announce(&scene, 0, scene.bad);
  g_assert_cmpuint(stage_count(scene.stage, OCCURRENCE_SESSION_DOWN), >, 0);
  scene_close(&scene);
}

static void a_lost_session_forgets(void) {
  struct scene scene;
  struct world_terms terms = junos;
  terms.limit = 1;
  scene_open(&scene, &terms, 1);
  announce(&scene, 0, scene.bad);
  world_fail(scene.stage->world, stage_half(scene.stage, 1, 0));
  stage_until(scene.stage, scene.stage->sim->now + 5 * SIM_SECOND);
  world_change_profile(scene.stage->world, 1, FAULT_DISCARD);
  g_assert_cmpuint(world_best(scene.stage->world, 0, 1), ==, PATH_NONE);
  g_assert_cmpuint(stage_count(scene.stage, OCCURRENCE_REFRESH), ==, 0);
  scene_close(&scene);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/handling/a route treated as withdrawn is kept, hidden", malformed_routes_are_hidden);
  g_test_add_func("/handling/new attributes that were lost on a link come when it is mended",
                  a_change_of_attributes_is_not_lost);
  g_test_add_func("/handling/a malformed route that was heard is not sent again when a link is mended",
                  what_was_heard_is_not_said_again);
  g_test_add_func("/handling/without terms nothing is hidden or logged", without_terms_nothing_is_hidden);
  g_test_add_func("/handling/O03 malformed-route-limit throws the rest away", the_limit_is_kept);
  g_test_add_func("/handling/O04 no-malformed-route-limit hides all", no_limit_hides_all);
  g_test_add_func("/handling/O05 malformed-update-log-interval logs the first, then the sum", the_log_is_quiet_between);
  g_test_add_func("/handling/O06 keep none needs a route refresh", keep_none_needs_a_refresh);
  g_test_add_func("/handling/hidden routes are judged anew on the spot", hidden_routes_are_judged_anew);
  g_test_add_func("/handling/O07 tolerance taken back resets for what was hidden", hidden_routes_can_reset);
  g_test_add_func("/handling/O02 the word for one session outlives the router's change",
                  a_narrower_word_outlives_the_change);
  g_test_add_func("/handling/O02 a session is judged by its own word first", a_session_is_judged_by_its_own);
  g_test_add_func("/handling/a lost session forgets what it hid", a_lost_session_forgets);
  return g_test_run();
}
