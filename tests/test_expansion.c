/* Expansion: routers in place of ASes, and where their neighbours go. */
#include "topologies/inside/expansion.h"

#include "scenarios/plan/wiring.h"
#include "tests/atlas.h"
#include "topologies/growth/generate.h"
#include "topologies/inside/inside_file.h"
#include "topologies/map/adjacency.h"

#include <math.h>
#include <string.h>

static struct map *some_map(void) {
  return generate_map(&(struct generate_options){.ases = 600, .year = 2012, .seed = 5});
}

static struct inside *level3(uint32_t routers) {
  g_autofree char *path = g_build_filename(FAULTLINE_SOURCE_DIR, "topologies/inside/level3-2011.csv", NULL);
  g_autofree char *text = NULL;
  g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
  return inside_thicken(inside_file_read(text, strlen(text), path, NULL), routers);
}

static struct expansion_wish wish_of(const struct map *map, uint32_t asn, const struct inside *inside) {
  uint32_t as = map_find(map, asn);
  g_assert_cmpuint(as, !=, UINT32_MAX);
  return (struct expansion_wish){.as = as, .inside = inside, .peers = 5, .transit = 2, .stubs = 1, .reflectors = 4};
}

static void expect_bytes(const void *a, const void *b, size_t size) { g_assert_cmpmem(a, size, b, size); }

static void expect_same_network(const struct network *a, const struct network *b) {
  g_assert_cmpuint(a->routers, ==, b->routers);
  g_assert_cmpuint(a->halves, ==, b->halves);
  expect_bytes(a->asn, b->asn, a->routers * sizeof *a->asn);
  expect_bytes(a->first, b->first, (a->routers + 1) * sizeof *a->first);
  expect_bytes(a->to, b->to, a->halves * sizeof *a->to);
  expect_bytes(a->back, b->back, a->halves * sizeof *a->back);
  expect_bytes(a->link, b->link, a->halves * sizeof *a->link);
  expect_bytes(a->delay, b->delay, a->halves * sizeof *a->delay);
  expect_bytes(a->kind, b->kind, a->halves * sizeof *a->kind);
  expect_bytes(a->exchange, b->exchange, a->halves * sizeof *a->exchange);
  expect_bytes(a->by_place, b->by_place, a->halves * sizeof *a->by_place);
}

static void test_trivial(void) {
  struct map *map = some_map();
  struct inside *single = inside_single();
  struct wiring wiring = wiring_default();
  struct expansion_wish wish[] = {wish_of(map, 3356, single), wish_of(map, 174, single), wish_of(map, 701, single)};
  struct expansion *expansion = expansion_new(map, wish, G_N_ELEMENTS(wish), 9);
  wiring.exchange_share = 0.3;
  struct network *plain = wiring_network(map, &wiring, 7), *expanded = wiring_expansion(expansion, &wiring, 7);
  expect_same_network(plain, expanded);
  expect_bytes(expansion->region, map->region, map->ases);
  for (uint32_t r = 0; r < expansion->routers; r++) g_assert_null(expansion->place[r]);
  network_free(plain);
  network_free(expanded);
  expansion_free(expansion);
  inside_free(single);
  map_free(map);
}

/* How often the neighbours of AS3356 are attached, and that it is at different PoPs. */
static void test_attachments(void) {
  struct map *map = some_map();
  struct inside *inside = level3(2);
  struct adjacency *adjacency = adjacency_new(map);
  struct expansion_wish wish = wish_of(map, 3356, inside);
  struct expansion *expansion = expansion_new(map, &wish, 1, 1);
  for (uint32_t i = 0; i < expansion->links; i++) {
    const struct expansion_link *link = &expansion->link[i];
    const struct map_link *drawn = &map->link[link->link];
    uint32_t last = i;
    while (last + 1 < expansion->links && expansion->link[last + 1].link == link->link) last++;
    uint32_t count = last - i + link->nth + 1, other = drawn->a == wish.as ? drawn->b : drawn->a, wanted = 1;
    if (drawn->a == wish.as || drawn->b == wish.as) {
      gboolean buys = drawn->kind == MAP_TRANSIT && drawn->a == wish.as;
      wanted = !buys ? 5 : adjacency_customers(adjacency, other) ? 2 : 1;
      wanted = MIN(wanted, adjacency_degree(adjacency, other));
      for (uint32_t j = i + 1; j <= last; j++) {
        const struct expansion_link *twin = &expansion->link[j];
        uint32_t here = drawn->a == wish.as ? link->a : link->b, there = drawn->a == wish.as ? twin->a : twin->b;
        g_assert_true(expansion_pop(expansion, here) != expansion_pop(expansion, there));
      }
    }
    g_assert_cmpuint(count, ==, wanted);
    g_assert_cmpuint(expansion->as_of[link->a], ==, drawn->a);
    g_assert_cmpuint(expansion->as_of[link->b], ==, drawn->b);
  }
  expansion_free(expansion);
  adjacency_free(adjacency);
  inside_free(inside);
  map_free(map);
}

/* Links between ASes of which one or none is expanded stay what they are when another AS is. */
static void test_independent(void) {
  struct map *map = some_map();
  struct inside *great = level3(2), *small = level3(1);
  struct expansion_wish wish[] = {wish_of(map, 3356, great), wish_of(map, 174, small)};
  struct expansion *one = expansion_new(map, wish, 1, 1), *two = expansion_new(map, wish, 2, 1);
  uint32_t j = 0, compared = 0, shift = one->first[wish[0].as], other = two->first[wish[0].as];
  for (uint32_t i = 0; i < one->links; i++) {
    const struct map_link *drawn = &map->link[one->link[i].link];
    if (drawn->a == wish[1].as || drawn->b == wish[1].as) continue;
    while (two->link[j].link < one->link[i].link) j++;
    const struct expansion_link *a = &one->link[i], *b = &two->link[j++];
    g_assert_cmpuint(a->nth, ==, b->nth);
    g_assert_true(a->km == b->km || (isnan(a->km) && isnan(b->km)));
    if (drawn->a == wish[0].as) g_assert_cmpuint(a->a - shift, ==, b->a - other);
    if (drawn->b == wish[0].as) g_assert_cmpuint(a->b - shift, ==, b->b - other);
    compared++;
  }
  g_assert_cmpuint(compared, >, map->links / 2);
  expansion_free(one);
  expansion_free(two);
  inside_free(great);
  inside_free(small);
  map_free(map);
}

/* Both ends expanded with the same PoPs: they meet in the same cities. */
static void test_meeting(void) {
  struct map *map = some_map();
  struct inside *great = level3(2), *small = level3(1);
  struct expansion_wish wish[] = {wish_of(map, 3356, great), wish_of(map, 174, small)};
  struct expansion *expansion = expansion_new(map, wish, 2, 1);
  uint32_t met = 0;
  for (uint32_t i = 0; i < expansion->links; i++) {
    const struct expansion_link *link = &expansion->link[i];
    const struct inside_pop *a = expansion_pop(expansion, link->a), *b = expansion_pop(expansion, link->b);
    if (!a || !b) continue;
    g_assert_cmpfloat(link->km, <, EXPANSION_METRO_KM);
    met++;
  }
  g_assert_cmpuint(met, ==, 5);
  expansion_free(expansion);
  inside_free(great);
  inside_free(small);
  map_free(map);
}

/* A map that knows nothing of places gets its regions from the PoPs, all of it. */
static void test_regions(void) {
  struct map *map = atlas_read("# input clique: 1, 1|2|-1, 1|3|-1, 1|4|-1, 2|5|-1, 5|6|-1, 7|8|-1");
  struct inside *inside = level3(2);
  struct expansion_wish wish = wish_of(map, 1, inside);
  struct expansion *expansion = expansion_new(map, &wish, 1, 1);
  uint32_t north = 0, europe = 0;
  for (uint32_t r = 0; r < 126; r++) {
    north += strcmp(expansion->region_name[expansion->region[r]], "North America") == 0;
    europe += strcmp(expansion->region_name[expansion->region[r]], "Europe") == 0;
  }
  g_assert_cmpuint(north, ==, 2 * 49);
  g_assert_cmpuint(europe, ==, 2 * 14);
  for (uint32_t as = 1; as < 4; as++) /* AS2 to AS4: where they are attached */
    for (uint32_t i = 0; i < expansion->links; i++)
      if (expansion->link[i].b == expansion->first[as] && expansion->link[i].nth == 0)
        g_assert_cmpuint(expansion->region[expansion->first[as]], ==, expansion->region[expansion->link[i].a]);
  g_assert_cmpuint(expansion->region[expansion->first[4]], ==, expansion->region[expansion->first[1]]);
  g_assert_cmpuint(expansion->region[expansion->first[5]], ==, expansion->region[expansion->first[1]]);
  g_assert_cmpuint(expansion->region[expansion->first[6]], ==, MAP_NOWHERE);
  expansion_free(expansion);
  inside_free(inside);
  map_free(map);
}

static void test_shares(void) {
  struct map *map = some_map();
  struct inside *great = level3(2), *small = level3(1);
  struct expansion_wish wish[] = {wish_of(map, 3356, great), wish_of(map, 174, small)};
  struct expansion *expansion = expansion_new(map, wish, 2, 1);
  g_autofree uint32_t *spread = expansion_spread(expansion, map->prefixes), *weight = expansion_weights(expansion);
  for (uint32_t as = 0; as < map->ases; as++) {
    uint32_t prefixes = 0, weighs = 0;
    for (uint32_t r = expansion->first[as]; r < expansion->first[as + 1]; r++) {
      prefixes += spread[r];
      weighs += weight[r];
    }
    g_assert_cmpuint(prefixes, ==, map->prefixes[as]);
    g_assert_cmpuint(weighs, ==, 126);
  }
  expansion_free(expansion);
  inside_free(great);
  inside_free(small);
  map_free(map);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/expansion/one router without a place changes nothing", test_trivial);
  g_test_add_func("/expansion/neighbours are attached as often as their kind is, each time elsewhere",
                  test_attachments);
  g_test_add_func("/expansion/a link is the same whatever else is expanded", test_independent);
  g_test_add_func("/expansion/two that are expanded meet where both are", test_meeting);
  g_test_add_func("/expansion/regions spread from the PoPs", test_regions);
  g_test_add_func("/expansion/prefixes and weights of an AS add up", test_shares);
  return g_test_run();
}
