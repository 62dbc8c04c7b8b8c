#include "models/bgp/decision.h"

#include "tests/oracle.h"
#include "tests/stage.h"

#include <string.h>

static struct decision_route route(void) {
  return (struct decision_route){.local_pref = 100, .hops = 3, .neighbor_as = 65001, .external = true, .router_id = 9};
}

static void check_step(const char *name, const struct decision_route *better, const struct decision_route *worse) {
  size_t step;
  g_assert_cmpint(decision_compare(better, worse, &step), <, 0);
  g_assert_cmpstr(decision_steps[step].name, ==, name);
  g_assert_cmpint(decision_compare(worse, better, &step), >, 0);
  g_assert_cmpstr(decision_steps[step].name, ==, name);
  g_assert_cmpint(decision_compare(better, worse, NULL), <, 0);
}

/* Each step decides when all before it tie, whatever comes after it says. */
static void each_step(void) {
  struct decision_route a = route(), b = route();
  b.peer_address = 1;
  check_step("peer address", &a, &b);
  b.router_id = 8;
  check_step("router id", &b, &a);
  b.igp_metric = 1;
  check_step("IGP metric to the next hop", &a, &b);
  a.external = false;
  check_step("eBGP over iBGP", &b, &a);
  b.med = 1;
  check_step("MED", &a, &b);
  a.origin = 1;
  check_step("origin", &b, &a);
  b.hops = 4;
  check_step("AS_PATH length", &a, &b);
  a.local_pref = 99;
  check_step("local preference", &b, &a);
}

static void no_difference(void) {
  struct decision_route a = route(), b = route();
  size_t step;
  g_assert_cmpint(decision_compare(&a, &b, &step), ==, 0);
  g_assert_cmpuint(step, ==, decision_step_count);
}

static void med_of_one_neighbour(void) {
  struct decision_route a = route(), b = route();
  a.med = 50;
  b.neighbor_as = 65002;
  b.router_id = 10;
  check_step("router id", &a, &b); /* RFC 4271 section 9.1.2.2 c */
}

/* The rank knows all steps but MED. */
static void rank_agrees(void) {
  struct dice dice = {.seed = 31};
  for (int i = 0; i < 200000; i++) {
    struct decision_route r[2];
    uint64_t rank[2];
    for (int k = 0; k < 2; k++) {
      enum standing standing = dice_below(&dice, 3);
      uint8_t preference = (uint8_t)(DECISION_EVEN - 1 + dice_below(&dice, 3));
      uint32_t place = dice_below(&dice, i % 2 ? 4 : DECISION_PLACES);
      r[k] = route();
      r[k].local_pref = (255u - preference) * 4 + 3 - standing;
      r[k].external = dice_chance(&dice, 0.5);
      r[k].igp_metric = r[k].external ? 0 : dice_below(&dice, i % 5 ? 4 : DECISION_MOST_METRIC);
      r[k].hops = 1 + dice_below(&dice, i % 3 ? 4 : DECISION_MOST_HOPS);
      r[k].origin = (uint8_t)dice_below(&dice, 3);
      r[k].med = dice_below(&dice, 3);
      r[k].neighbor_as = place; /* one session a neighbour AS */
      uint32_t originator = r[k].external ? 0 : dice_below(&dice, i % 2 ? 3 : DECISION_ORIGINATORS);
      r[k].router_id = r[k].external ? place : originator; /* RFC 4456 section 9 */
      r[k].peer_address = place;
      rank[k] = decision_pack((struct decision_key){preference, standing, r[k].hops, r[k].origin, !r[k].external,
                                                    r[k].igp_metric, originator, 0, place});
      g_assert_cmpint(decision_rank_internal(rank[k]), ==, !r[k].external);
      g_assert_cmpuint(decision_rank_place(rank[k]), ==, place);
      g_assert_cmpint(decision_rank_standing(rank[k]), ==, standing);
      g_assert_cmpuint(rank[k], >, DECISION_OWN);
      g_assert_cmpuint(rank[k], <, DECISION_NO_ROUTE);
    }
    if (r[0].neighbor_as == r[1].neighbor_as) r[1].med = r[0].med;
    int difference = decision_compare(&r[0], &r[1], NULL);
    g_assert_cmpint(difference < 0, ==, rank[0] < rank[1]);
    g_assert_cmpint(difference > 0, ==, rank[0] > rank[1]);
  }
}

static void long_paths_tie(void) {
  uint64_t longest = decision_rank(STANDING_PEER, DECISION_MOST_HOPS, 0, 5);
  g_assert_cmpuint(decision_rank(STANDING_PEER, 5000, 0, 5), ==, longest);
  g_assert_cmpuint(decision_rank(STANDING_PEER, DECISION_MOST_HOPS - 1, 2, 5), <, longest);
  g_assert_cmpuint(longest, <, decision_rank(STANDING_PROVIDER, 1, 0, 0));
}

/* --- orders of arrival --- */

enum { SENDERS = 5, LISTENER = 0 };

/* Five neighbours of one router, every kind among them, each of them an origin of the prefix that
 * speaks up at its own time: the best route may depend on who speaks, never on when. */
struct choir {
  struct stage *stage;
  uint32_t order[SENDERS], said;
};

static struct stage *choir_stage(void) {
  struct network_link link[SENDERS];
  static const enum neighbor kind[SENDERS] = {NEIGHBOR_PROVIDER, NEIGHBOR_PEER, NEIGHBOR_CUSTOMER, NEIGHBOR_PEER,
                                              NEIGHBOR_CUSTOMER};
  struct platform platform = stage_platform();
  struct world_settings settings = stage_settings(&platform);
  for (uint32_t i = 0; i < SENDERS; i++)
    link[i] = (struct network_link){LISTENER, i + 1, kind[i], SIM_MILLISECOND, false};
  struct stage *stage = stage_new(stage_network(SENDERS + 1, link, SENDERS), &settings);
  world_add_prefix(stage->world, 1, false);
  return stage;
}

/* Router 3 is the customer with the lower number, then the other customer, then peers by number, then the provider. */
static uint32_t choir_best(uint32_t set) {
  static const uint32_t preference[SENDERS] = {3, 5, 2, 4, 1};
  for (int i = 0; i < SENDERS; i++)
    if (set >> (preference[i] - 1) & 1) return preference[i];
  return 0;
}

static void choir_sing(const uint32_t *order, uint32_t count, bool leave) {
  struct stage *stage = choir_stage();
  uint32_t set = 0;
  for (uint32_t i = 0; i < count; i++) {
    world_announce(stage->world, 0, order[i], ATTRS_PLAIN);
    stage_rest(stage);
    set |= 1u << (order[i] - 1);
    g_assert_true(stage_path_is(stage, 0, LISTENER, (uint32_t[]){choir_best(set) + 1}, 1));
  }
  for (uint32_t i = 0; leave && i < count; i++) {
    world_withdraw(stage->world, 0, order[(i * 2 + 1) % count]);
    stage_rest(stage);
    set &= ~(1u << (order[(i * 2 + 1) % count] - 1));
    g_assert_true(stage_path_is(stage, 0, LISTENER, (uint32_t[]){choir_best(set) + 1}, set != 0));
  }
  stage_free(stage);
}

static void permute(uint32_t *order, uint32_t at) {
  if (at == SENDERS) choir_sing(order, SENDERS, true);
  for (uint32_t i = at; i < SENDERS; i++) {
    uint32_t swap = order[at];
    order[at] = order[i], order[i] = swap;
    permute(order, at + 1);
    swap = order[at];
    order[at] = order[i], order[i] = swap;
  }
}

static void any_order(void) {
  uint32_t order[SENDERS] = {1, 2, 3, 4, 5};
  permute(order, 0);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/decision/each step decides when those before it tie", each_step);
  g_test_add_func("/decision/equal routes are told to be equal", no_difference);
  g_test_add_func("/decision/MED counts among routes of one neighbour AS only", med_of_one_neighbour);
  g_test_add_func("/decision/rank and table agree", rank_agrees);
  g_test_add_func("/decision/lengths beyond the longest tie and stay within their preference", long_paths_tie);
  g_test_add_func("/decision/every order of arrival and leaving gives one best", any_order);
  return g_test_run();
}
