#include "scenarios/topology.h"
#include "topologies/adjacency.h"
#include "topologies/carriers.h"
#include "topologies/generate.h"
#include "topologies/prefixes.h"

#include <string.h>

static struct map *made(uint32_t ases, uint64_t seed) {
  return generate_map(&(struct generate_options){.ases = ases, .year = 2012, .seed = seed});
}

static void for_many(void (*check)(const struct map *map)) {
  static const uint32_t ases[] = {GENERATE_FEWEST, 21, 60, 499, 500, 501, 2000, 5000};
  for (size_t i = 0; i < G_N_ELEMENTS(ases); i++)
    for (uint64_t seed = 0; seed < 4; seed++) {
      struct map *map = made(ases[i], seed);
      g_assert_cmpuint(map->ases, ==, ases[i]);
      check(map);
      map_free(map);
    }
}

/* Who is reached from `reached` by repeating: link a - b carries it from a to b, or both ways. */
static void spread(const struct map *map, gboolean *reached, gboolean peers_too) {
  for (gboolean changed = TRUE; changed;) {
    changed = FALSE;
    for (uint32_t i = 0; i < map->links; i++) {
      const struct map_link *link = &map->link[i];
      if (!peers_too && link->kind != MAP_TRANSIT) continue;
      if (reached[link->a] && !reached[link->b]) changed = reached[link->b] = TRUE;
      if (peers_too && reached[link->b] && !reached[link->a]) changed = reached[link->a] = TRUE;
    }
  }
}

static void check_connected(const struct map *map) {
  gboolean *reached = g_new0(gboolean, map->ases);
  reached[0] = TRUE;
  spread(map, reached, TRUE);
  for (uint32_t as = 0; as < map->ases; as++) g_assert_true(reached[as]);
  g_free(reached);
}

static void check_below_clique(const struct map *map) {
  gboolean *reached = g_new0(gboolean, map->ases);
  for (uint32_t i = 0; i < map->clique_size; i++) reached[map->clique[i]] = TRUE;
  spread(map, reached, FALSE);
  for (uint32_t as = 0; as < map->ases; as++) g_assert_true(reached[as]);
  g_free(reached);
}

/* Taking away ASes without providers empties a map without cycles. */
static void check_acyclic(const struct map *map) {
  gboolean *gone = g_new0(gboolean, map->ases), *bound = g_new(gboolean, map->ases);
  uint32_t left = map->ases;
  for (uint32_t before = left + 1; left < before;) {
    before = left;
    memset(bound, 0, map->ases * sizeof *bound);
    for (uint32_t i = 0; i < map->links; i++)
      if (map->link[i].kind == MAP_TRANSIT && !gone[map->link[i].a]) bound[map->link[i].b] = TRUE;
    for (uint32_t as = 0; as < map->ases; as++)
      if (!gone[as] && !bound[as]) gone[as] = TRUE, left--;
  }
  g_assert_cmpuint(left, ==, 0);
  g_free(bound);
  g_free(gone);
}

static void check_clique(const struct map *map) {
  struct adjacency *adjacency = adjacency_new(map);
  g_assert_cmpuint(map->clique_size, >=, 3);
  for (uint32_t i = 0; i < map->clique_size; i++) {
    g_assert_cmpuint(adjacency_providers(adjacency, map->clique[i]), ==, 0);
    for (uint32_t j = 0; j < i; j++) g_assert_true(adjacency_linked(adjacency, map->clique[i], map->clique[j]));
  }
  uint32_t level_3 = map_find(map, 3356);
  gboolean member = FALSE;
  for (uint32_t i = 0; i < map->clique_size; i++) member |= map->clique[i] == level_3;
  g_assert_true(member);
  adjacency_free(adjacency);
}

static void check_columns(const struct map *map) {
  for (uint32_t as = 0; as < map->ases; as++) {
    g_assert_cmpuint(map->region[as], <, CARRIERS_REGIONS);
    g_assert_cmpuint(map->prefixes[as], >=, 1);
    g_assert_cmpuint(map->asn[as], !=, 23456);
    g_assert_false(map->asn[as] >= 64496 && map->asn[as] < 131072);
  }
  g_assert_cmpuint(g_strv_length(map->region_name), ==, CARRIERS_REGIONS);
}

static void connected(void) { for_many(check_connected); }
static void below_clique(void) { for_many(check_below_clique); }
static void acyclic(void) { for_many(check_acyclic); }
static void clique(void) { for_many(check_clique); }
static void columns(void) { for_many(check_columns); }

static gboolean equal(const struct map *one, const struct map *other) {
  if (one->ases != other->ases || one->links != other->links) return FALSE;
  for (uint32_t as = 0; as < one->ases; as++)
    if (one->asn[as] != other->asn[as] || one->region[as] != other->region[as] ||
        one->prefixes[as] != other->prefixes[as] || g_strcmp0(one->name[as], other->name[as]) != 0)
      return FALSE;
  return memcmp(one->link, other->link, one->links * sizeof *one->link) == 0;
}

static void seed_decides(void) {
  struct map *one = made(3000, 5), *same = made(3000, 5), *other = made(3000, 6);
  g_assert_true(equal(one, same));
  g_assert_false(equal(one, other));
  map_free(one);
  map_free(same);
  map_free(other);
}

static void known_by_name(void) {
  struct map *map = topology_load(&(struct topology_options){.seed = 1}, NULL);
  g_assert_cmpuint(map->ases, ==, 5000);
  for (const struct carriers_network *known = carriers_known; known->asn; known++) {
    uint32_t as = map_find(map, known->asn);
    g_assert_cmpuint(as, !=, UINT32_MAX);
    g_assert_cmpstr(map->name[as], ==, known->name);
    g_assert_cmpuint(map->region[as], ==, known->region);
  }
  map_free(map);
}

static void known_once(void) {
  for (const struct carriers_network *known = carriers_known; known->asn; known++)
    for (const struct carriers_network *other = carriers_known; other < known; other++) {
      g_assert_cmpuint(known->asn, !=, other->asn);
      g_assert_cmpstr(known->name, !=, other->name);
    }
}

static double per_as(uint32_t count, const struct map *map) { return (double)count / map->ases; }

/* The proportions of January 2012: 1.91 and 1.17 links per AS, 15 % sell transit. */
static void proportions(void) {
  for (uint64_t seed = 1; seed <= 3; seed++) {
    struct map *map = made(10000, seed);
    struct adjacency *adjacency = adjacency_new(map);
    uint32_t kinds[3] = {0}, sellers = 0, clique_customers = 0;
    for (uint32_t i = 0; i < map->links; i++) kinds[map->link[i].kind]++;
    for (uint32_t as = 0; as < map->ases; as++) sellers += adjacency_customers(adjacency, as) > 0;
    for (uint32_t i = 0; i < map->clique_size; i++) clique_customers += adjacency_customers(adjacency, map->clique[i]);
    g_assert_cmpfloat_with_epsilon(per_as(kinds[MAP_TRANSIT], map), 1.91, 0.06);
    g_assert_cmpfloat_with_epsilon(per_as(kinds[MAP_PEER], map), 1.17, 0.05);
    g_assert_cmpfloat_with_epsilon(per_as(sellers, map), 0.15, 0.02);
    g_assert_cmpfloat_with_epsilon((double)clique_customers / kinds[MAP_TRANSIT], 0.264, 0.03);
    adjacency_free(adjacency);
    map_free(map);
  }
}

/* Transit is bought near by far more often than regions mixed at random would have it. */
static void neighbours_regional(void) {
  struct map *map = made(5000, 3);
  uint32_t at_home = 0, transit = 0;
  for (uint32_t i = 0; i < map->links; i++) {
    if (map->link[i].kind != MAP_TRANSIT) continue;
    transit++;
    at_home += map->region[map->link[i].a] == map->region[map->link[i].b];
  }
  g_assert_cmpfloat((double)at_home / transit, >, 0.55);
  g_assert_cmpfloat((double)at_home / transit, <, 0.9);
  map_free(map);
}

static int compare_counts(const void *x, const void *y) {
  uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
  return (a > b) - (a < b);
}

/* The table of July 2010: mean 9.36, median 2, 99th percentile 128; stubs average 5.0, transit 32. */
static void prefixes_like_2010(void) {
  struct map *map = made(20000, 1);
  struct adjacency *adjacency = adjacency_new(map);
  double total = 0, stub_total = 0, stubs = 0;
  for (uint32_t as = 0; as < map->ases; as++) {
    gboolean stub = adjacency_customers(adjacency, as) == 0;
    total += map->prefixes[as];
    stub_total += stub ? map->prefixes[as] : 0;
    stubs += stub;
  }
  g_assert_cmpfloat_with_epsilon(total / map->ases, 9.36, 0.3);
  g_assert_cmpfloat_with_epsilon(stub_total / stubs, 5.0, 1);
  g_assert_cmpfloat_with_epsilon((total - stub_total) / (map->ases - stubs), 32, 6);
  qsort(map->prefixes, map->ases, sizeof *map->prefixes, compare_counts);
  g_assert_cmpuint(map->prefixes[map->ases / 2], ==, 2);
  g_assert_cmpuint(map->prefixes[map->ases * 99 / 100], ==, 128);
  adjacency_free(adjacency);
  map_free(map);
}

static void prefixes_follow_seed(void) {
  struct map *map = made(1000, 1);
  uint32_t *first = g_memdup2(map->prefixes, map->ases * sizeof *first);
  prefixes_draw(map, 1);
  g_assert_cmpmem(map->prefixes, map->ases * sizeof *first, first, map->ases * sizeof *first);
  prefixes_draw(map, 2);
  g_assert_cmpint(memcmp(map->prefixes, first, map->ases * sizeof *first), !=, 0);
  g_free(first);
  map_free(map);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/generate/maps are connected", connected);
  g_test_add_func("/generate/every AS reaches the clique by providers", below_clique);
  g_test_add_func("/generate/there is no provider cycle", acyclic);
  g_test_add_func("/generate/the clique is a transit-free mesh with Level 3", clique);
  g_test_add_func("/generate/columns are filled with sane values", columns);
  g_test_add_func("/generate/the seed decides everything and alone", seed_decides);
  g_test_add_func("/generate/the default map knows the networks of 2011", known_by_name);
  g_test_add_func("/generate/no network is known twice", known_once);
  g_test_add_func("/generate/links come in the proportions of 2012", proportions);
  g_test_add_func("/generate/transit is mostly regional", neighbours_regional);
  g_test_add_func("/prefixes/counts follow the table of 2010", prefixes_like_2010);
  g_test_add_func("/prefixes/the seed decides", prefixes_follow_seed);
  return g_test_run();
}
