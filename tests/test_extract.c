#include "tests/atlas.h"
#include "tests/promises.h"
#include "topologies/growth/generate.h"
#include "topologies/map/extract.h"
#include "topologies/survey/cone.h"

/* 1 and 2 are the clique; 3 buys from both, 4 from 3, 5 from 3 and 2; 6 is a peer of 3 and buys from 2; 7 a sibling
 * of 4. */
#define SMALL "# input clique: 1 2, 1|2|0, 1|3|-1, 2|3|-1, 3|4|-1, 3|5|-1, 2|5|-1, 3|6|0, 2|6|-1, 4|7|2"

static struct map *cone_of(const struct map *map, uint32_t asn) {
  struct adjacency *adjacency = adjacency_new(map);
  g_autofree gboolean *inside = extract_cone(adjacency, map_find(map, asn));
  adjacency_free(adjacency);
  return extract_cut(map, inside);
}

static struct map *around(const struct map *map, uint32_t asn, uint32_t hops) {
  struct adjacency *adjacency = adjacency_new(map);
  g_autofree gboolean *inside = extract_around(adjacency, map_find(map, asn), hops);
  adjacency_free(adjacency);
  return extract_cut(map, inside);
}

static void equals(struct map *cut, const char *text) {
  struct map *expected = atlas_read(text);
  promises_kept(cut);
  promises_same(cut, expected);
  map_free(expected);
  map_free(cut);
}

static void cones_cut(void) {
  struct map *map = atlas_read(SMALL);
  equals(cone_of(map, 3), "# input clique: 3, 3|4|-1, 3|5|-1");
  equals(cone_of(map, 2), "# input clique: 2, 2|3|-1, 3|4|-1, 3|5|-1, 2|5|-1, 3|6|0, 2|6|-1");
  g_assert_null(cone_of(map, 7)); /* alone */
  map_free(map);
}

static void surroundings_cut(void) {
  struct map *map = atlas_read(SMALL);
  equals(around(map, 4, 1), "# input clique: 3, 3|4|-1, 4|7|2");
  equals(around(map, 4, 2), SMALL); /* all are within two links */
  equals(around(map, 1, 1), "# input clique: 1 2, 1|2|0, 1|3|-1, 2|3|-1");
  g_assert_null(around(map, 4, 0));
  map_free(map);
}

static void losses_counted(void) {
  struct map *map = atlas_read(SMALL), *cut = cone_of(map, 3);
  struct extract_loss loss = extract_compare(map, cut);
  g_assert_cmpuint(loss.ases, ==, 4);
  g_assert_cmpuint(loss.links, ==, 7);
  g_assert_cmpuint(loss.providers, ==, 3); /* 1-3, 2-3, 2-5 */
  g_assert_cmpuint(loss.customers, ==, 0);
  g_assert_cmpuint(loss.peers, ==, 1);
  g_assert_cmpuint(loss.siblings, ==, 1);
  g_assert_cmpuint(loss.orphans, ==, 1); /* 3 */
  g_assert_cmpuint(loss.cut_off, ==, 0); /* all reach 3, the new clique */
  g_assert_cmpuint(loss.clique, ==, 0);
  map_free(cut);
  map_free(map);
}

/* What remains of the clique stays the clique, and 6 lost its way to it. */
static void cut_off_counted(void) {
  struct map *map = atlas_read("# input clique: 1 2, 1|2|0, 1|3|-1, 2|6|-1, 3|6|0, 3|4|-1"), *cut = around(map, 3, 1);
  struct extract_loss loss = extract_compare(map, cut);
  g_assert_cmpuint(cut->clique_size, ==, 1);
  g_assert_cmpuint(loss.clique, ==, 1);
  g_assert_cmpuint(loss.orphans, ==, 1);
  g_assert_cmpuint(loss.cut_off, ==, 1);
  g_assert_cmpuint(loss.customers, ==, 0);
  g_assert_cmpuint(loss.providers, ==, 1);
  map_free(cut);
  map_free(map);
}

static void whole_map_lost_nothing(void) {
  struct map *map = generate_map(&(struct generate_options){.ases = 300, .year = 2012, .seed = 3});
  struct map *cut = around(map, map->asn[0], 300);
  struct extract_loss loss = extract_compare(map, cut);
  promises_same(map, cut);
  g_assert_cmpuint(loss.ases + loss.links + loss.providers + loss.customers + loss.peers + loss.siblings, ==, 0);
  g_assert_cmpuint(loss.orphans + loss.cut_off, ==, 0);
  g_assert_cmpuint(loss.clique, ==, map->clique_size);
  map_free(cut);
  map_free(map);
}

/* Each AS and each link of a cut has what it had on the map. */
static void columns_carried(const struct map *map, const struct map *cut) {
  for (uint32_t as = 0; as < cut->ases; as++) {
    uint32_t old = map_find(map, cut->asn[as]);
    g_assert_cmpstr(cut->name[as], ==, map->name[old]);
    g_assert_cmpstr(cut->region_name[cut->region[as]], ==, map->region_name[map->region[old]]);
    g_assert_cmpuint(cut->prefixes[as], ==, map->prefixes[old]);
  }
  for (uint32_t i = 0; i < cut->links; i++) {
    uint32_t a = map_find(map, cut->asn[cut->link[i].a]), b = map_find(map, cut->asn[cut->link[i].b]);
    g_assert_cmpfloat(cut->delay_ms[i], ==, map->delay_ms[map_link(map, a, b)]);
  }
}

/* A cone has as many ASes as cone.h says, and every column with it. */
static void cones_measured(void) {
  struct map *map = generate_map(&(struct generate_options){.ases = 600, .year = 2012, .seed = 8});
  struct adjacency *adjacency = adjacency_new(map);
  g_autofree uint32_t *size = cone_sizes(adjacency);
  map->delay_ms = g_new(float, map->links);
  for (uint32_t i = 0; i < map->links; i++) map->delay_ms[i] = (float)i;
  for (uint32_t as = 0; as < map->ases; as++) {
    struct map *cut = cone_of(map, map->asn[as]);
    g_assert_true((size[as] == 1) == (cut == NULL));
    if (!cut) continue;
    promises_kept(cut);
    g_assert_cmpuint(cut->ases, ==, size[as]);
    columns_carried(map, cut);
    map_free(cut);
  }
  adjacency_free(adjacency);
  map_free(map);
}

/* The links that a cut does not have are those at its border and those outside. */
static void borders_add_up(void) {
  for (uint64_t seed = 1; seed <= 40; seed++) {
    struct map *map = atlas_random(seed, 40, 60), *cut = around(map, map->asn[0], 2);
    struct extract_loss loss = extract_compare(map, cut);
    uint32_t outside = 0;
    for (uint32_t i = 0; i < map->links; i++)
      outside += map_find(cut, map->asn[map->link[i].a]) == UINT32_MAX &&
                 map_find(cut, map->asn[map->link[i].b]) == UINT32_MAX;
    promises_kept(cut);
    g_assert_cmpuint(loss.links, ==, outside + loss.providers + loss.customers + loss.peers + loss.siblings);
    g_assert_cmpuint(cut->links + loss.links, ==, map->links);
    map_free(cut);
    map_free(map);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/extract/a cone is what customer links lead to", cones_cut);
  g_test_add_func("/extract/surroundings are what links of any kind lead to", surroundings_cut);
  g_test_add_func("/extract/what is severed is counted by kind", losses_counted);
  g_test_add_func("/extract/an AS without a way to what is left of the clique is counted", cut_off_counted);
  g_test_add_func("/extract/the whole map loses nothing", whole_map_lost_nothing);
  g_test_add_func("/extract/every cone of a generated map has its size and its columns", cones_measured);
  g_test_add_func("/extract/links at the border and outside add up to those left out", borders_add_up);
  return g_test_run();
}
