/* Line cards in their router: what a crash takes along, how long it lasts, and what traffic meets meanwhile. */
#include "models/engine/transfer.h"
#include "models/forwarding/chassis.h"

#include "tests/stage.h"

#include <math.h>

enum { HUB, EAST, WEST, DELAY = 10 * SIM_MILLISECOND };
#define BOOT (100 * SIM_SECOND)
#define WEIGHT 50.0
#define RATE 10.0

/* EAST and WEST join at HUB, which is the provider of both and has `cards` cards. */
static struct stage *hub(const struct world_cards *cards, uint32_t prefixes, bool exchange) {
  static struct platform platform;
  platform = stage_platform();
  const struct network_link link[] = {{HUB, EAST, NEIGHBOR_CUSTOMER, DELAY, exchange},
                                      {HUB, WEST, NEIGHBOR_CUSTOMER, DELAY, exchange}};
  struct world_settings settings = stage_settings(&platform);
  struct stage *stage = stage_new(stage_network(3, link, 2), &settings);
  world_add_cards(stage->world, cards);
  for (uint32_t i = 0; i < prefixes; i++)
    world_settle(stage->world, world_add_prefix(stage->world, WEIGHT, false), i % 2 ? EAST : WEST);
  return stage;
}

static struct world_cards sound(uint32_t count) {
  return (struct world_cards){.router = HUB, .count = count, .fib_rate = RATE, .boot_low = BOOT, .boot_high = BOOT};
}

static sim_time when(const struct stage *stage, enum occurrence_kind kind) {
  const struct occurrence *o = stage_find(stage, kind, 0);
  g_assert_nonnull(o);
  return o->at;
}

/* Routes that a router holds of the HUB's two neighbours. */
static uint32_t routes(const struct stage *stage, uint32_t router, uint32_t prefixes) {
  uint32_t count = 0;
  for (uint32_t i = 0; i < prefixes; i++) count += world_best(stage->world, i, router) != PATH_NONE;
  return count;
}

static void outage(void) {
  struct world_cards cards = sound(1);
  struct stage *stage = hub(&cards, 20, false);
  stage_until(stage, SIM_SECOND);
  world_crash_card(stage->world, 0);
  g_assert_false(world_card_up(stage->world, 0));
  g_assert_cmpuint(stage_count(stage, OCCURRENCE_SESSION_DOWN), ==, 2); /* ports and sessions at once */
  g_assert_cmpint(stage_find(stage, OCCURRENCE_SESSION_DOWN, 0)->loss, ==, LOSS_INTERFACE);
  g_assert_cmpuint(routes(stage, HUB, 20), ==, 0);
  stage_until(stage, SIM_SECOND + DELAY); /* and beyond the private links when the light is out */
  g_assert_cmpuint(routes(stage, EAST, 20) + routes(stage, WEST, 20), ==, 0);
  stage_rest(stage);
  g_assert_cmpint(when(stage, OCCURRENCE_CARD_CRASH), ==, SIM_SECOND);
  g_assert_cmpint(when(stage, OCCURRENCE_CARD_BOOTED), ==, SIM_SECOND + BOOT);
  g_assert_true(world_card_up(stage->world, 0));
  g_assert_cmpuint(stage_count(stage, OCCURRENCE_SESSION_UP), ==, 2);
  for (uint32_t i = 0; i < 20; i++)
    for (uint32_t r = 0; r < 3; r++) g_assert_cmpint(world_reach(stage->world, i, r), ==, REACH_DELIVERED);
  stage_free(stage);
}

/* What is in the FIB when the card comes back is what it has to load: an exact time. The prefix of HUB itself stays. */
static void outage_is_boot_and_load(void) {
  struct world_cards cards = sound(2);
  for (uint32_t prefixes = 0; prefixes <= 40; prefixes += 8) {
    struct stage *stage = hub(&cards, 0, false);
    for (uint32_t i = 0; i < prefixes; i++)
      world_settle(stage->world, world_add_prefix(stage->world, WEIGHT, false), HUB);
    stage_until(stage, SIM_SECOND);
    world_crash_card(stage->world, 1);
    stage_rest(stage);
    sim_time load = (sim_time)(prefixes * WEIGHT / RATE) * SIM_SECOND;
    g_assert_cmpint(when(stage, OCCURRENCE_CARD_READY), ==, SIM_SECOND + BOOT + load);
    stage_free(stage);
  }
}

static void boot_time(void) {
  struct world_cards cards = sound(8);
  cards.boot_low = 60 * SIM_SECOND;
  cards.boot_high = 180 * SIM_SECOND;
  sim_time least = SIM_NEVER, most = 0;
  for (int turn = 0; turn < 20; turn++) {
    struct stage *stage = hub(&cards, 0, false);
    for (int boot = 0; boot < 10; boot++) {
      sim_time from = stage->sim->now;
      stage_forget(stage);
      world_crash_card(stage->world, turn % 8);
      stage_rest(stage);
      least = MIN(least, when(stage, OCCURRENCE_CARD_BOOTED) - from);
      most = MAX(most, when(stage, OCCURRENCE_CARD_BOOTED) - from);
    }
    stage_free(stage);
  }
  g_assert_true(least >= 60 * SIM_SECOND && least < 70 * SIM_SECOND);
  g_assert_true(most <= 180 * SIM_SECOND && most > 170 * SIM_SECOND);
}

/* Two cards with a port each, found by the state of the sessions after one has crashed. */
static bool spread(const struct stage *stage) {
  const struct world *w = stage->world;
  return w->port[stage_half(stage, HUB, EAST)] != w->port[stage_half(stage, HUB, WEST)];
}

static void only_its_own_ports(void) {
  uint32_t spreads = 0;
  for (uint32_t count = 1; count < 12; count++) {
    struct world_cards cards = sound(count);
    struct stage *stage = hub(&cards, 2, false);
    const struct line_card *east = stage->world->port[stage_half(stage, HUB, EAST)];
    world_crash_card(stage->world, east->number);
    g_assert_false(world_session_up(stage->world, stage_half(stage, HUB, EAST)));
    g_assert_cmpint(world_session_up(stage->world, stage_half(stage, HUB, WEST)), ==, spread(stage));
    spreads += spread(stage);
    stage_free(stage);
  }
  g_assert_cmpuint(spreads, >, 5);
}

/* The session is back at once, but the card that WEST's packets enter through loads its FIB for another
 * 100 s: a blackhole that BGP knows nothing of, which closes prefix by prefix. */
static void blackhole_while_loading(void) {
  enum { PREFIXES = 20 };
  struct world_cards cards = sound(1);
  struct stage *stage = hub(&cards, 0, false);
  for (uint32_t i = 0; i < PREFIXES; i++)
    world_settle(stage->world, world_add_prefix(stage->world, WEIGHT, false), HUB);
  world_crash_card(stage->world, 0);
  stage_until(stage, BOOT + SIM_SECOND);
  g_assert_true(world_session_up(stage->world, stage_half(stage, HUB, WEST)));
  g_assert_cmpuint(routes(stage, WEST, PREFIXES), ==, PREFIXES);
  uint32_t delivered = 0, before = 0;
  for (sim_time at = BOOT + SIM_SECOND; !world_card_up(stage->world, 0); at += SIM_SECOND) {
    stage_until(stage, at);
    delivered = 0;
    for (uint32_t i = 0; i < PREFIXES; i++) {
      enum reach reach = world_reach(stage->world, i, WEST);
      g_assert_true(reach == REACH_DELIVERED || reach == REACH_BLACKHOLE);
      g_assert_cmpint(reach, ==, world_reach(stage->world, i, EAST)); /* one card, one FIB */
      delivered += reach == REACH_DELIVERED;
    }
    g_assert_cmpuint(delivered, >=, before);
    if (at == BOOT + 50 * SIM_SECOND) g_assert_true(delivered > 3 && delivered < 17);
    before = delivered;
  }
  g_assert_cmpuint(delivered, ==, PREFIXES);
  stage_free(stage);
}

static void crash_while_loading(void) {
  struct world_cards cards = sound(1);
  struct stage *stage = hub(&cards, 0, false);
  for (uint32_t i = 0; i < 20; i++) world_settle(stage->world, world_add_prefix(stage->world, WEIGHT, false), HUB);
  world_crash_card(stage->world, 0);
  stage_until(stage, BOOT + 10 * SIM_SECOND);
  world_crash_card(stage->world, 0);
  world_crash_card(stage->world, 0); /* booting: it cannot */
  g_assert_cmpuint(stage_count(stage, OCCURRENCE_CARD_CRASH), ==, 2);
  stage_rest(stage);
  g_assert_cmpuint(stage_count(stage, OCCURRENCE_CARD_READY), ==, 1);
  g_assert_cmpint(stage_find(stage, OCCURRENCE_CARD_BOOTED, 1)->at, ==, 2 * BOOT + 10 * SIM_SECOND);
  stage_free(stage);
}

static void patch(void) {
  struct world_cards cards = sound(2);
  cards.vulnerable = 1;
  struct stage *stage = hub(&cards, 2, false);
  world_patch_card(stage->world, 0);
  g_assert_false(world_card_up(stage->world, 0)); /* it costs a restart */
  g_assert_cmpuint(stage_count(stage, OCCURRENCE_CARD_CRASH), ==, 0);
  stage_rest(stage);
  g_assert_cmpint(when(stage, OCCURRENCE_CARD_BOOTED), ==, BOOT);
  stage_forget(stage);
  world_patch_card(stage->world, 0); /* once is enough */
  g_assert_cmpuint(stage->occurrence->len, ==, 0);
  stage_free(stage);
}

static void shares(void) {
  struct world_cards cards = sound(10000);
  cards.vulnerable = 0.6;
  cards.patched = 0.25;
  struct stage *stage = hub(&cards, 0, false);
  uint32_t vulnerable = 0;
  for (uint32_t i = 0; i < cards.count; i++)
    vulnerable += ((const struct line_card *)g_ptr_array_index(stage->world->cards, i))->vulnerable;
  g_assert_cmpfloat(fabs(vulnerable / 1e4 - 0.45), <, 3 * sqrt(0.45 * 0.55 / 1e4));
  stage_free(stage);
}

static struct world_cards doomed(void) {
  struct world_cards cards = sound(1);
  cards.vulnerable = cards.odds.corrupt_p = cards.odds.trip_p = cards.odds.trigger_trip_p = 1;
  return cards;
}

/* A prefix goes and another comes: the delete leaves damage and the add trips it, when it has come through the FIB
 * queue. */
static void delete_then_add(void) {
  struct world_cards cards = doomed();
  struct stage *stage = hub(&cards, 1, false);
  world_add_prefix(stage->world, WEIGHT, false);
  stage_until(stage, SIM_SECOND);
  world_withdraw(stage->world, 0, WEST);
  stage_until(stage, SIM_SECOND + DELAY);
  g_assert_cmpfloat(world_backlog(stage->world), ==, WEIGHT);
  world_announce(stage->world, 1, EAST, ATTRS_PLAIN);
  stage_until(stage, SIM_SECOND + 2 * DELAY);
  g_assert_cmpfloat_with_epsilon(world_backlog(stage->world), 2 * WEIGHT - RATE * 0.01, 1e-6);
  g_assert_cmpuint(stage_count(stage, OCCURRENCE_CARD_CRASH), ==, 0);
  stage_until(stage, SIM_SECOND + DELAY + 2 * (sim_time)(WEIGHT / RATE) * SIM_SECOND);
  g_assert_cmpuint(stage_count(stage, OCCURRENCE_CARD_CRASH), ==, 1);
  g_assert_cmpfloat(world_backlog(stage->world), ==, WEIGHT); /* the route lost with its port queues up in turn */
  stage_free(stage);
}

static void add_then_delete(void) {
  struct world_cards cards = doomed();
  struct stage *stage = hub(&cards, 1, false);
  world_add_prefix(stage->world, WEIGHT, false);
  world_announce(stage->world, 1, EAST, ATTRS_PLAIN);
  stage_until(stage, SIM_SECOND);
  world_withdraw(stage->world, 0, WEST);
  stage_rest(stage);
  g_assert_cmpuint(stage_count(stage, OCCURRENCE_CARD_CRASH), ==, 0);
  stage_free(stage);
}

static void damage_from_before(void) {
  struct world_cards cards = doomed();
  cards.deletes_before = 1;
  struct stage *stage = hub(&cards, 0, false);
  world_add_prefix(stage->world, WEIGHT, false);
  world_announce(stage->world, 0, EAST, ATTRS_PLAIN);
  stage_until(stage, 50 * SIM_SECOND);
  g_assert_cmpuint(stage_count(stage, OCCURRENCE_CARD_CRASH), ==, 1);
  stage_free(stage);
}

/* The reboot has cleared the damage; the same prefix a second time does no harm. The session that carries it is lost
 * with the card, so its delete reaches a card that boots, and its return is an add to a card without damage. */
static void reboot_clears(void) {
  struct world_cards cards = doomed();
  cards.deletes_before = 1;
  struct stage *stage = hub(&cards, 0, false);
  world_add_prefix(stage->world, WEIGHT, false);
  world_announce(stage->world, 0, EAST, ATTRS_PLAIN);
  stage_rest(stage);
  g_assert_cmpuint(stage_count(stage, OCCURRENCE_CARD_CRASH), ==, 1);
  g_assert_cmpint(world_reach(stage->world, 0, WEST), ==, REACH_DELIVERED);
  stage_free(stage);
}

/* A FIB so slow that an action takes 500 s to get through, five times the boot; damage from before, and an add on its
 * way. */
static struct stage *slow_fib(void) {
  struct world_cards cards = doomed();
  cards.deletes_before = 1;
  cards.fib_rate = 0.1;
  struct stage *stage = hub(&cards, 0, false);
  world_add_prefix(stage->world, WEIGHT, false);
  world_announce(stage->world, 0, EAST, ATTRS_PLAIN);
  return stage;
}

/* The add that would have tripped it is still in the queue when the card restarts for another reason: it comes up
 * clean. */
static void restart_forestalls_crash(void) {
  struct stage *stage = slow_fib();
  stage_until(stage, SIM_SECOND);
  world_crash_card(stage->world, 0);
  stage_until(stage, 900 * SIM_SECOND);
  g_assert_cmpuint(stage_count(stage, OCCURRENCE_CARD_CRASH), ==, 1);
  stage_free(stage);
}

/* The crash takes the route away, the boot brings it back: a delete and an add, which reach the card one after the
 * other when it is up again. It crashes anew, every 1000 s, each time by its last one. */
static void crashes_again(void) {
  struct stage *stage = slow_fib();
  stage_until(stage, 5000 * SIM_SECOND);
  g_assert_cmpuint(stage_count(stage, OCCURRENCE_CARD_CRASH), ==, 5);
  for (uint32_t i = 1; i < 5; i++) {
    const struct occurrence *last = stage_find(stage, OCCURRENCE_CARD_CRASH, i - 1);
    const struct occurrence *crash = stage_find(stage, OCCURRENCE_CARD_CRASH, i);
    g_assert_cmpint(crash->at - last->at, ==, 1000 * SIM_SECOND);
    g_assert_true(stage_led_to(stage, last->id, crash->id));
  }
  stage_free(stage);
}

static void patched_survives(void) {
  struct world_cards cards = doomed();
  cards.patched = 1;
  cards.deletes_before = 100;
  struct stage *stage = hub(&cards, 0, false);
  world_add_prefix(stage->world, WEIGHT, false);
  world_announce(stage->world, 0, EAST, ATTRS_PLAIN);
  stage_rest(stage);
  g_assert_cmpuint(stage_count(stage, OCCURRENCE_CARD_CRASH), ==, 0);
  stage_free(stage);
}

/* Who mends a link does not bring back the card at its end. */
static void mending_is_no_boot(void) {
  struct world_cards cards = sound(1);
  struct stage *stage = hub(&cards, 2, false);
  world_crash_card(stage->world, 0);
  world_mend(stage->world, stage_half(stage, HUB, EAST));
  stage_until(stage, BOOT - 1);
  g_assert_false(world_session_up(stage->world, stage_half(stage, HUB, EAST)));
  stage_rest(stage);
  g_assert_true(world_session_up(stage->world, stage_half(stage, HUB, EAST)));
  stage_free(stage);
}

/* BGP has the route at once; the FIB when the queue is through. */
static void installs_wait(void) {
  struct world_cards cards = sound(1);
  struct stage *stage = hub(&cards, 0, false);
  for (int i = 0; i < 4; i++) {
    world_add_prefix(stage->world, WEIGHT, false);
    world_announce(stage->world, i, EAST, ATTRS_PLAIN);
  }
  for (int i = 0; i < 4; i++) {
    sim_time at = DELAY + (i + 1) * (sim_time)(WEIGHT / RATE) * SIM_SECOND;
    stage_until(stage, at - 1);
    g_assert_cmpuint(world_best(stage->world, i, WEST), !=, PATH_NONE);
    g_assert_cmpint(world_reach(stage->world, i, WEST), ==, REACH_BLACKHOLE);
    stage_until(stage, at);
    g_assert_cmpint(world_reach(stage->world, i, WEST), ==, REACH_DELIVERED);
  }
  stage_free(stage);
}

static sim_time end_of_transfer(struct stage *stage, uint32_t from) {
  uint32_t half = stage_half(stage, from, HUB);
  return transfer_began(stage->world, half) + 100 * SIM_SECOND;
}

/* EAST's table comes in over 100 s; a route of WEST's, worth 20 s of installing, gets a tenth of that meanwhile. */
static void installs_starve(void) {
  struct platform platform = stage_platform();
  platform.transfer_rate = 0.01; /* EAST has one real prefix */
  const struct network_link link[] = {{HUB, EAST, NEIGHBOR_CUSTOMER, DELAY, false},
                                      {HUB, WEST, NEIGHBOR_CUSTOMER, DELAY, false}};
  struct world_settings settings = stage_settings(&platform);
  struct stage *stage = stage_new(stage_network(3, link, 2), &settings);
  struct world_cards cards = sound(1);
  cards.krt_share = 0.1;
  world_add_cards(stage->world, &cards);
  uint32_t prefix = world_add_prefix(stage->world, 20 * RATE, false);
  world_fail(stage->world, stage_half(stage, HUB, EAST));
  world_restore(stage->world, stage_half(stage, HUB, EAST));
  stage_until(stage, 50 * SIM_SECOND);
  const struct occurrence *up = stage_find(stage, OCCURRENCE_SESSION_UP, 0);
  sim_time end = end_of_transfer(stage, EAST);
  g_assert_cmpint(end, >=, up->at + 99 * SIM_SECOND);
  world_announce(stage->world, prefix, WEST, ATTRS_PLAIN);
  sim_time queued = 50 * SIM_SECOND + DELAY, starved = (end - queued) / 10;
  sim_time through = end + 20 * SIM_SECOND - starved;
  stage_until(stage, end);
  g_assert_cmpfloat_with_epsilon(world_backlog(stage->world), 20 * RATE - RATE * (double)starved / SIM_SECOND, 1e-6);
  stage_until(stage, through - 10);
  g_assert_cmpint(world_reach(stage->world, prefix, HUB), ==, REACH_BLACKHOLE);
  stage_until(stage, through + 10);
  g_assert_cmpint(world_reach(stage->world, prefix, HUB), ==, REACH_DELIVERED);
  stage_free(stage);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/chassis/a crash takes ports and sessions, and all returns", outage);
  g_test_add_func("/chassis/an outage is boot plus table by rate", outage_is_boot_and_load);
  g_test_add_func("/chassis/boots keep their bounds", boot_time);
  g_test_add_func("/chassis/mending a link that was not cut does nothing to a card that is away", mending_is_no_boot);
  g_test_add_func("/chassis/a card takes its own ports only", only_its_own_ports);
  g_test_add_func("/chassis/traffic falls into a hole while the FIB loads", blackhole_while_loading);
  g_test_add_func("/chassis/a crash while loading begins anew", crash_while_loading);
  g_test_add_func("/chassis/a patch costs a restart, once", patch);
  g_test_add_func("/chassis/shares of the vulnerable and the patched", shares);
  g_test_add_func("/chassis/a delete and then an add crash it, when they reach it", delete_then_add);
  g_test_add_func("/chassis/an add and then a delete do not", add_then_delete);
  g_test_add_func("/chassis/damage may be there from before", damage_from_before);
  g_test_add_func("/chassis/a reboot clears it", reboot_clears);
  g_test_add_func("/chassis/a restart forestalls a crash that is on its way", restart_forestalls_crash);
  g_test_add_func("/chassis/a FIB slower than the boot makes it crash again and again", crashes_again);
  g_test_add_func("/chassis/a patched card survives", patched_survives);
  g_test_add_func("/chassis/routes are installed at the rate of the FIB", installs_wait);
  g_test_add_func("/chassis/installs starve while a table comes in, and then drain", installs_starve);
  return g_test_run();
}
