/* Chains of cause: what a crash or a reset stirs up reaches other cards and crashes them, and the log says so. */
#include "models/forwarding/chassis.h"

#include "tests/fault.h"
#include "tests/stage.h"

enum { NETS = 3, DELAY = 10 * SIM_MILLISECOND };
#define BOOT (100 * SIM_SECOND)

/* HOME owns prefixes and has two providers in a row, NEAR and FAR; OTHER is a customer of FAR. */
enum { HOME, NEAR, FAR, OTHER, ROUTERS };

struct scene {
  struct stage *stage;
  struct fault fault;
};

static void scene_open(struct scene *scene, const uint16_t *profile_of) {
  static const struct network_link link[] = {{NEAR, HOME, NEIGHBOR_CUSTOMER, DELAY, false},
                                             {FAR, NEAR, NEIGHBOR_CUSTOMER, DELAY, false},
                                             {FAR, OTHER, NEIGHBOR_CUSTOMER, DELAY, false}};
  struct platform platform = stage_platform();
  stage_wait(&platform, 5 * SIM_SECOND, 0);
  struct world_settings settings = stage_settings(&platform);
  fault_init(&scene->fault);
  settings.profiles = scene->fault.profile;
  settings.profile_count = FAULT_PROFILES;
  settings.profile_of = profile_of;
  scene->stage = stage_new(stage_network(ROUTERS, link, G_N_ELEMENTS(link)), &settings);
}

static void scene_close(struct scene *scene) {
  stage_free(scene->stage);
  fault_clear(&scene->fault);
}

static struct world_cards cards_of(uint32_t router, enum card_kind model) {
  return (struct world_cards){.router = router,
                              .count = 1,
                              .vulnerable = 1,
                              .model = model,
                              .odds = {1, 1, 1},
                              .flaw = {true, 0},
                              .fib_rate = 1000,
                              .krt_share = 1,
                              .boot_low = BOOT,
                              .boot_high = BOOT};
}

/* Beside each other in the tree: 0.0.0.0/4, 16.0.0.0/4, 32.0.0.0/4, 48.0.0.0/4. */
static uint32_t scene_prefix(struct scene *scene, bool trigger) {
  struct world *w = scene->stage->world;
  uint32_t number = world_add_prefix(w, 1, trigger);
  struct prefix concrete = {.address = {(uint8_t)(16 * number)}, .bits = 4, .family = PREFIX_IPV4};
  world_set_concrete(w, number, &concrete, 1);
  return number;
}

/* The first from OTHER, which stays; two from HOME. */
static void scene_settle(struct scene *scene) {
  for (uint32_t i = 0; i < NETS; i++) world_settle(scene->stage->world, scene_prefix(scene, false), i ? HOME : OTHER);
}

static const struct occurrence *crash_at(const struct stage *stage, uint32_t router) {
  const struct occurrence *o;
  for (uint32_t nth = 0; (o = stage_find(stage, OCCURRENCE_CARD_CRASH, nth)); nth++)
    if (o->router == router) return o;
  return NULL;
}

/* The card of NEAR crashes and boots; that takes HOME's prefixes from FAR and brings them back. */
static void crash_reaches_a_card(gconstpointer data) {
  enum card_kind model = (enum card_kind)GPOINTER_TO_INT(data);
  struct scene scene;
  struct world_cards near_cards = cards_of(NEAR, model), far_cards = cards_of(FAR, model);
  scene_open(&scene, NULL);
  near_cards.vulnerable = 0; /* only by order */
  world_add_cards(scene.stage->world, &near_cards);
  world_add_cards(scene.stage->world, &far_cards);
  scene_settle(&scene);
  stage_until(scene.stage, SIM_SECOND);
  world_crash_card(scene.stage->world, 0);
  stage_until(scene.stage, 2 * BOOT);
  const struct occurrence *first = crash_at(scene.stage, NEAR), *second = crash_at(scene.stage, FAR);
  g_assert_nonnull(first);
  g_assert_nonnull(second);
  g_assert_cmpint(second->at, >, first->at + BOOT); /* by the return, not by the loss */
  g_assert_true(stage_led_to(scene.stage, first->id, second->id));
  g_assert_true(stage_led_to(scene.stage, stage_find(scene.stage, OCCURRENCE_CARD_BOOTED, 0)->id, second->id));
  scene_close(&scene);
}

/* NEAR resets the session that brings a malformed route; FAR's card pays for it. */
static void reset_reaches_a_card(gconstpointer data) {
  static const uint16_t profile_of[ROUTERS] = {[NEAR] = FAULT_RESET};
  struct scene scene;
  struct world_cards far_cards = cards_of(FAR, (enum card_kind)GPOINTER_TO_INT(data));
  scene_open(&scene, profile_of);
  world_add_cards(scene.stage->world, &far_cards);
  scene_settle(&scene);
  uint32_t bad = scene_prefix(&scene, true);
  stage_until(scene.stage, SIM_SECOND);
  world_announce(scene.stage->world, bad, HOME, fault_attrs(scene.stage->world));
  stage_until(scene.stage, 2 * SIM_SECOND);
  world_withdraw(scene.stage->world, bad, HOME); /* the session comes back, and stays */
  stage_until(scene.stage, BOOT);
  const struct occurrence *reset = stage_find(scene.stage, OCCURRENCE_SESSION_DOWN, 0);
  const struct occurrence *crash = crash_at(scene.stage, FAR);
  g_assert_cmpint(reset->loss, ==, LOSS_NOTIFICATION_SENT);
  g_assert_cmpuint(reset->router, ==, NEAR);
  g_assert_nonnull(crash);
  g_assert_true(stage_led_to(scene.stage, reset->id, crash->id));
  g_assert_true(stage_led_to(scene.stage, stage_find(scene.stage, OCCURRENCE_VERDICT, 0)->id, crash->id));
  scene_close(&scene);
}

/* Crashes of FAR's card when a trigger comes, after HOME has withdrawn the last `gone` of its prefixes. */
static uint32_t crashes_after(uint32_t gone) {
  struct scene scene;
  struct world_cards far_cards = cards_of(FAR, CARD_KTREE);
  scene_open(&scene, NULL);
  world_add_cards(scene.stage->world, &far_cards);
  scene_settle(&scene);
  uint32_t trigger = scene_prefix(&scene, true);
  for (uint32_t i = 0; i < gone; i++) world_withdraw(scene.stage->world, NETS - 1 - i, HOME);
  stage_until(scene.stage, SIM_SECOND);
  world_announce(scene.stage->world, trigger, HOME, ATTRS_PLAIN);
  stage_until(scene.stage, BOOT);
  uint32_t crashes = stage_count(scene.stage, OCCURRENCE_CARD_CRASH);
  if (crashes) {
    const struct occurrence *announced = stage_find(scene.stage, OCCURRENCE_ANNOUNCE, 0);
    g_assert_true(stage_led_to(scene.stage, announced->id, crash_at(scene.stage, FAR)->id));
  }
  scene_close(&scene);
  return crashes;
}

static void trigger_needs_a_history(void) {
  g_assert_cmpuint(crashes_after(0), ==, 0);
  g_assert_cmpuint(crashes_after(1), ==, 0); /* two are left: no collapse */
  g_assert_cmpuint(crashes_after(2), ==, 1);
}

/* Cards of one history are one tree in memory; one that boots gets its own, and leaves the others' alone. */
static void histories_are_shared(void) {
  struct scene scene;
  struct world_cards far_cards = cards_of(FAR, CARD_KTREE);
  far_cards.count = 10;
  scene_open(&scene, NULL);
  world_add_cards(scene.stage->world, &far_cards);
  scene_settle(&scene);
  uint64_t alone = scene.stage->world->nodes.in_use;
  const struct line_card *card = scene.stage->world->chassis[FAR]->card;
  for (uint32_t i = 1; i < 10; i++) g_assert_true(ktree_same(&card[0].memory.tree, &card[i].memory.tree));
  struct ktree before = ktree_copy(&card[0].memory.tree);
  world_crash_card(scene.stage->world, 9);
  stage_until(scene.stage, 3 * BOOT);
  g_assert_cmpuint(scene.stage->world->nodes.in_use, ==, 2 * alone);
  for (uint32_t i = 1; i < 10; i++) g_assert_cmpint(ktree_same(&card[0].memory.tree, &card[i].memory.tree), ==, i < 9);
  g_assert_true(ktree_same(&card[0].memory.tree, &before));
  ktree_clear(&before);
  scene_close(&scene);
}

/* Alive cards hold what their router's FIB does, whatever came and went while they booted and loaded. */
static void trees_follow_the_fib(void) {
  struct scene scene;
  struct world_cards far_cards = cards_of(FAR, CARD_KTREE);
  far_cards.count = 4;
  far_cards.flaw.on = false;
  scene_open(&scene, NULL);
  world_add_cards(scene.stage->world, &far_cards);
  scene_settle(&scene);
  stage_until(scene.stage, SIM_SECOND);
  world_crash_card(scene.stage->world, 1);
  world_withdraw(scene.stage->world, 1, HOME);
  stage_until(scene.stage, 2 * SIM_SECOND);
  world_crash_card(scene.stage->world, 2);
  world_withdraw(scene.stage->world, 2, HOME);
  stage_until(scene.stage, BOOT);
  world_announce(scene.stage->world, 1, HOME, ATTRS_PLAIN);
  stage_rest(scene.stage);
  const struct line_card *card = scene.stage->world->chassis[FAR]->card;
  static const struct prefix prefix[NETS] = {{.bits = 4, .family = PREFIX_IPV4, .address = {0}},
                                             {.bits = 4, .family = PREFIX_IPV4, .address = {16}},
                                             {.bits = 4, .family = PREFIX_IPV4, .address = {32}}};
  for (uint32_t i = 0; i < 4; i++)
    for (uint32_t n = 0; n < NETS; n++)
      g_assert_cmpint(ktree_find(&card[i].memory.tree, &prefix[n]) != 0, ==,
                      world_best(scene.stage->world, n, FAR) != PATH_NONE);
  scene_close(&scene);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_data_func("/cascade/hazard: a crash leads back to a crash at another router", GINT_TO_POINTER(CARD_HAZARD),
                       crash_reaches_a_card);
  g_test_add_data_func("/cascade/ktree: a crash leads back to a crash at another router", GINT_TO_POINTER(CARD_KTREE),
                       crash_reaches_a_card);
  g_test_add_data_func("/cascade/hazard: a crash leads back to a session reset by NOTIFICATION",
                       GINT_TO_POINTER(CARD_HAZARD), reset_reaches_a_card);
  g_test_add_data_func("/cascade/ktree: a crash leads back to a session reset by NOTIFICATION",
                       GINT_TO_POINTER(CARD_KTREE), reset_reaches_a_card);
  g_test_add_func("/cascade/ktree: a clean card and the trigger alone do not crash", trigger_needs_a_history);
  g_test_add_func("/cascade/ktree: cards of one history share one tree until they diverge", histories_are_shared);
  g_test_add_func("/cascade/ktree: trees follow the FIB through boots and loads", trees_follow_the_fib);
  return g_test_run();
}
