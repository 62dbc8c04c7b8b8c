#include "tests/atlas.h"
#include "topologies/survey/cone.h"
#include "topologies/survey/graph.h"

/* below[a * ases + b]: b is in a's cone, by repeating until nothing changes. */
static gboolean *closure(const struct map *map) {
  gboolean *below = g_new0(gboolean, map->ases * map->ases);
  for (uint32_t as = 0; as < map->ases; as++) below[as * map->ases + as] = TRUE;
  for (gboolean changed = TRUE; changed;) {
    changed = FALSE;
    for (uint32_t i = 0; i < map->links; i++)
      for (uint32_t top = 0; map->link[i].kind == MAP_TRANSIT && top < map->ases; top++) {
        gboolean *bottom = &below[top * map->ases + map->link[i].b];
        if (below[top * map->ases + map->link[i].a] && !*bottom) changed = *bottom = TRUE;
      }
  }
  return below;
}

static void cones_exact(void) {
  for (uint64_t seed = 0; seed < 30; seed++) {
    struct map *map = atlas_random(seed, 40, 120);
    struct adjacency *adjacency = adjacency_new(map);
    uint32_t *size = cone_sizes(adjacency);
    gboolean *below = closure(map);
    for (uint32_t top = 0; top < map->ases; top++) {
      uint32_t expected = 0;
      for (uint32_t as = 0; as < map->ases; as++) expected += below[top * map->ases + as];
      g_assert_cmpuint(size[top], ==, expected);
    }
    g_free(below);
    g_free(size);
    adjacency_free(adjacency);
    map_free(map);
  }
}

/* From an AS: which step may follow which. 0 up, 1 peer, 2 down. */
static gboolean walk(const struct map *map, uint32_t at, int phase, gboolean *seen) {
  if (seen[3 * at + (uint32_t)phase]) return FALSE;
  seen[3 * at + (uint32_t)phase] = TRUE;
  for (uint32_t i = 0; i < map->clique_size; i++)
    if (map->clique[i] == at) return TRUE;
  for (uint32_t i = 0; i < map->links; i++) {
    const struct map_link *link = &map->link[i];
    if (link->a != at && link->b != at) continue;
    uint32_t other = link->a == at ? link->b : link->a;
    gboolean down = link->kind == MAP_TRANSIT && link->a == at;
    if (link->kind == MAP_SIBLING && walk(map, other, phase, seen)) return TRUE;
    if (link->kind == MAP_PEER && phase == 0 && walk(map, other, 1, seen)) return TRUE;
    if (link->kind == MAP_TRANSIT && down && walk(map, other, 2, seen)) return TRUE;
    if (link->kind == MAP_TRANSIT && !down && phase == 0 && walk(map, other, 0, seen)) return TRUE;
  }
  return FALSE;
}

static void reach_agrees_with_walks(void) {
  uint32_t reached = 0, cut_off = 0;
  for (uint64_t seed = 0; seed < 60; seed++) {
    struct map *map = atlas_random(seed, 40, 50);
    struct adjacency *adjacency = adjacency_new(map);
    gboolean *reach = cone_reach_clique(map, adjacency);
    for (uint32_t as = 0; as < map->ases; as++) {
      gboolean *seen = g_new0(gboolean, 3 * map->ases);
      gboolean expected = walk(map, as, 0, seen);
      g_assert_cmpint(reach[as], ==, expected);
      reached += expected;
      cut_off += !expected;
      g_free(seen);
    }
    g_free(reach);
    adjacency_free(adjacency);
    map_free(map);
  }
  g_assert_cmpuint(reached, >, 100);
  g_assert_cmpuint(cut_off, >, 100);
}

/* Four peers in a mesh with a tail of two, and a separate pair. */
#define KITE "1|2|0, 1|3|0, 1|4|0, 2|3|0, 2|4|0, 3|4|0, 4|5|-1, 5|6|-1, 8|7|-1"

static void graph_of_a_kite(void) {
  static const uint32_t core[] = {3, 3, 3, 3, 1, 1, 1, 1};
  struct map *map = atlas_read(KITE);
  struct adjacency *adjacency = adjacency_new(map);
  GError *error = NULL;
  struct graph *graph = graph_new(map, adjacency, 100, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(graph->components, ==, 2);
  g_assert_cmpuint(graph->largest, ==, 6);
  /* All pairs of neighbours are linked for AS1, AS2, AS3, half of AS4's six, none of AS5's one. */
  g_assert_cmpfloat_with_epsilon(graph->clustering, 3.5 / 5, 1e-12);
  g_assert_cmpmem(graph->core, map->ases * sizeof *core, core, sizeof core);
  g_assert_cmpuint(graph->greats, ==, 8);
  for (uint32_t i = 0; i < graph->greats; i++) {
    /* AS4 lies between {1,2,3} and {5,6}, AS5 between AS6 and {1,2,3,4}; of 7 x 6 / 2 other pairs. */
    double expected = graph->great[i] == 3 ? 6 / 21.0 : graph->great[i] == 4 ? 4 / 21.0 : 0;
    g_assert_cmpfloat_with_epsilon(graph->betweenness[i], expected, 1e-12);
  }
  graph_free(graph);
  adjacency_free(adjacency);
  map_free(map);
}

static void greats_only(void) {
  struct map *map = atlas_read(KITE);
  struct adjacency *adjacency = adjacency_new(map);
  struct graph *graph = graph_new(map, adjacency, 4, NULL);
  g_assert_cmpuint(graph->greats, ==, 4);
  g_assert_cmpuint(graph->great[0], ==, 3);
  for (uint32_t i = 0; i < 4; i++) {
    g_assert_cmpuint(graph->great[i], <, 4);
    g_assert_cmpfloat(graph->betweenness[i], ==, 0);
  }
  graph_free(graph);
  adjacency_free(adjacency);
  map_free(map);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/cone/sizes equal the transitive closure", cones_exact);
  g_test_add_func("/cone/reach of the clique equals walking every way", reach_agrees_with_walks);
  g_test_add_func("/graph/components, cores and betweenness of a kite", graph_of_a_kite);
  g_test_add_func("/graph/betweenness looks at the greats alone", greats_only);
  return g_test_run();
}
