#include "tests/atlas.h"
#include "tests/oracle.h"
#include "topologies/survey/valley.h"

#include <math.h>
#include <string.h>

/* Histograms of both lengths by another way. */
#define LONGEST 200
struct expected {
  uint64_t shortest[LONGEST], preferred[LONGEST], pairs, cut_off;
};

static void expect_weights(const struct distribution *of, const uint64_t *weight) {
  struct distribution *wanted = distribution_of_weights(weight, LONGEST);
  g_assert_cmpmem(of->value, of->distinct * sizeof *of->value, wanted->value, wanted->distinct * sizeof *of->value);
  g_assert_cmpmem(of->weight, of->distinct * sizeof *of->weight, wanted->weight, wanted->distinct * sizeof *of->weight);
  distribution_free(wanted);
}

static void expect_valley(const struct map *map, uint32_t origins, const struct expected *expected) {
  struct adjacency *adjacency = adjacency_new(map);
  struct valley *valley = valley_new(adjacency, origins);
  expect_weights(valley->shortest, expected->shortest);
  expect_weights(valley->preferred, expected->preferred);
  g_assert_cmpfloat_with_epsilon(valley->cut_off, (double)expected->cut_off / (double)expected->pairs, 1e-12);
  valley_free(valley);
  adjacency_free(adjacency);
}

/* What the step over this link from `at` is; FALSE if it does not begin there. */
enum move { UP, ACROSS, DOWN, ASIDE };

static gboolean move_from(const struct map_link *link, uint32_t at, uint32_t *to, enum move *move) {
  if (link->a != at && link->b != at) return FALSE;
  *to = link->a == at ? link->b : link->a;
  *move = link->kind == MAP_PEER ? ACROSS : link->kind == MAP_SIBLING ? ASIDE : link->a == at ? DOWN : UP;
  return TRUE;
}

/* Every way without repetition from `at` on; `least[as]` is the length of the shortest that ends at it. */
struct walk {
  const struct map *map;
  gboolean passed[LONGEST];
  uint32_t least[LONGEST];
};

static void walk_on(struct walk *walk, uint32_t at, gboolean descending, uint32_t length) {
  walk->least[at] = MIN(walk->least[at], length);
  walk->passed[at] = TRUE;
  for (uint32_t i = 0; i < walk->map->links; i++) {
    uint32_t to;
    enum move move;
    if (!move_from(&walk->map->link[i], at, &to, &move) || walk->passed[to]) continue;
    if (descending && (move == UP || move == ACROSS)) continue;
    walk_on(walk, to, descending || move == ACROSS || move == DOWN, length + 1);
  }
  walk->passed[at] = FALSE;
}

static void count(uint64_t *lengths, struct expected *expected, uint32_t from, uint32_t origin, uint32_t length) {
  if (from == origin) return;
  if (lengths == expected->shortest) expected->pairs++;
  if (length != UINT32_MAX) lengths[length]++;
  else if (lengths == expected->shortest) expected->cut_off++;
}

static void expect_shortest(const struct map *map, struct expected *expected) {
  for (uint32_t from = 0; from < map->ases; from++) {
    struct walk walk = {.map = map};
    memset(walk.least, 0xff, sizeof walk.least);
    walk_on(&walk, from, FALSE, 0);
    for (uint32_t origin = 0; origin < map->ases; origin++)
      count(expected->shortest, expected, from, origin, walk.least[origin]);
  }
}

/* A route as BGP has it. Its sort: 0 own, 1 of a customer, 2 of a peer, 3 of a provider; a sibling hands on its own. */
struct route {
  uint32_t sort, length;
};

/* What `to` makes of the route that its neighbour has; FALSE if it is not told. */
static gboolean learn(struct route theirs, enum move towards_neighbour, struct route *made) {
  static const uint32_t sort[] = {[UP] = 3, [ACROSS] = 2, [DOWN] = 1};
  if (theirs.length == UINT32_MAX) return FALSE;
  if ((towards_neighbour == DOWN || towards_neighbour == ACROSS) && theirs.sort > 1) return FALSE;
  *made = (struct route){towards_neighbour == ASIDE ? MAX(theirs.sort, 1) : sort[towards_neighbour], theirs.length + 1};
  return TRUE;
}

/* Everybody chooses anew among what the neighbours have now, until nobody changes his mind. */
static void expect_preferred(const struct map *map, uint32_t origin, struct route *route) {
  for (uint32_t as = 0; as < map->ases; as++) route[as] = (struct route){9, UINT32_MAX};
  route[origin] = (struct route){0, 0};
  for (gboolean changed = TRUE; changed;) {
    changed = FALSE;
    for (uint32_t as = 0; as < map->ases; as++) {
      struct route best = {9, UINT32_MAX}, made;
      for (uint32_t i = 0; as != origin && i < map->links; i++) {
        uint32_t to;
        enum move move;
        if (!move_from(&map->link[i], as, &to, &move) || !learn(route[to], move, &made)) continue;
        if (made.sort < best.sort || (made.sort == best.sort && made.length < best.length)) best = made;
      }
      if (as == origin || (best.sort == route[as].sort && best.length == route[as].length)) continue;
      route[as] = best;
      changed = TRUE;
    }
  }
}

static void with_siblings(void) {
  uint64_t pairs = 0, cut_off = 0, longer = 0;
  for (uint64_t seed = 0; seed < 300; seed++) {
    struct map *map = atlas_random(seed, 9, 8 + seed % 12);
    struct expected expected = {0};
    struct route route[LONGEST];
    expect_shortest(map, &expected);
    for (uint32_t origin = 0; origin < map->ases; origin++) {
      expect_preferred(map, origin, route);
      for (uint32_t as = 0; as < map->ases; as++) count(expected.preferred, &expected, as, origin, route[as].length);
    }
    expect_valley(map, map->ases, &expected);
    pairs += expected.pairs;
    cut_off += expected.cut_off;
    for (int i = 0; i < 4; i++) longer += expected.shortest[i] != expected.preferred[i];
    map_free(map);
  }
  g_assert_cmpuint(cut_off, >, 100);
  g_assert_cmpuint(pairs - cut_off, >, 1000);
  g_assert_cmpuint(longer, >, 10); /* preference did cost something */
}

static const enum neighbor b_is[] = {
    [MAP_TRANSIT] = NEIGHBOR_CUSTOMER, [MAP_PEER] = NEIGHBOR_PEER, [MAP_SIBLING] = NEIGHBOR_SIBLING};

/* The oracle knows no siblings and no shortest way; its routes are ours when no AS has a choice of sort. */
static void more_than_a_word_of_origins(void) {
  for (uint64_t seed = 0; seed < 6; seed++) {
    struct map *map = atlas_random(seed, 180, 500);
    struct expected expected = {0};
    struct oracle_graph graph = {map->ases, 0, map->asn, g_new0(struct network_link, map->links)};
    uint32_t kept = 0;
    for (uint32_t i = 0; i < map->links; i++) {
      if (map->link[i].kind == MAP_SIBLING) map->link[i].kind = MAP_PEER;
      graph.link[kept++] = (struct network_link){
          .a = map->link[i].a, .b = map->link[i].b, .b_is = b_is[map->link[i].kind]};
    }
    graph.links = kept;
    for (uint32_t origin = 0; origin < map->ases; origin++) {
      struct oracle_routes *routes = oracle_solve(&graph, NULL, NULL, origin);
      for (uint32_t as = 0; as < map->ases; as++) count(expected.preferred, &expected, as, origin, routes->hops[as]);
      oracle_routes_free(routes);
    }
    struct adjacency *adjacency = adjacency_new(map);
    struct valley *valley = valley_new(adjacency, UINT32_MAX);
    g_assert_cmpuint(valley->origins, ==, map->ases);
    expect_weights(valley->preferred, expected.preferred);
    g_assert_cmpuint(valley->shortest->total, ==, valley->preferred->total);
    valley_free(valley);
    adjacency_free(adjacency);
    g_free(graph.link);
    map_free(map);
  }
}

/* Ten in a row, each selling to the next: to the third and the eighth, that is to indices 2 and 7. */
static void origins_at_equal_distances(void) {
  struct map *map = atlas_read("1|2|-1, 2|3|-1, 3|4|-1, 4|5|-1, 5|6|-1, 6|7|-1, 7|8|-1, 8|9|-1, 9|10|-1");
  struct expected expected = {.pairs = 18};
  for (uint32_t as = 0; as < 10; as++) {
    if (as != 2) expected.shortest[as > 2 ? as - 2 : 2 - as]++;
    if (as != 7) expected.shortest[as > 7 ? as - 7 : 7 - as]++;
  }
  memcpy(expected.preferred, expected.shortest, sizeof expected.shortest);
  expect_valley(map, 2, &expected);
  map_free(map);
}

/* AS3 hears of AS1 from its peer and, over a longer way, from its customer AS6: it takes the latter, and AS7 below it
 * has to follow. */
static void preference_costs_links(void) {
  struct map *map = atlas_read("1|3|0, 4|1|-1, 5|4|-1, 6|5|-1, 3|6|-1, 3|7|-1");
  struct adjacency *adjacency = adjacency_new(map);
  struct valley *valley = valley_new(adjacency, 1000);
  g_assert_cmpfloat(distribution_most(valley->shortest), ==, 4);  /* AS7 to AS4 */
  g_assert_cmpfloat(distribution_most(valley->preferred), ==, 5); /* AS7 to AS1 */
  g_assert_cmpfloat(valley->cut_off, ==, 0);
  valley_free(valley);
  adjacency_free(adjacency);
  map_free(map);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/valley/lengths equal those of every way walked and of routers that choose", with_siblings);
  g_test_add_func("/valley/preferred lengths equal the oracle's for more than 64 origins", more_than_a_word_of_origins);
  g_test_add_func("/valley/origins stand at equal distances", origins_at_equal_distances);
  g_test_add_func("/valley/a customer's longer way is taken", preference_costs_links);
  return g_test_run();
}
