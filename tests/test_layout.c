#include "tests/atlas.h"
#include "topologies/growth/generate.h"
#include "topologies/picture/layout.h"
#include "topologies/survey/cone.h"

#include <math.h>
#include <string.h>

#define GAP 1e-9 /* rounding */

static struct layout *lay_out(const struct map *map, enum layout_rings rings, enum layout_turn turns) {
  struct adjacency *adjacency = adjacency_new(map);
  GError *error = NULL;
  struct layout *layout = layout_new(map, adjacency, rings, turns, &error);
  g_assert_no_error(error);
  adjacency_free(adjacency);
  return layout;
}

static struct layout *lay_out_as_suits(const struct map *map) {
  return lay_out(map, layout_rings_for(map), layout_turn_for(map));
}

static double far(const struct layout *layout, uint32_t as) { return hypot(layout->x[as], layout->y[as]); }

static struct map *generated(uint32_t ases) {
  return generate_map(&(struct generate_options){.ases = ases, .year = 2012, .seed = 7});
}

/* Coordinates by chance for some, regions too. */
static void give_places(struct map *map) {
  map->longitude = g_new(float, map->ases);
  map->latitude = g_new(float, map->ases);
  map->region = g_new(uint8_t, map->ases);
  map->region_name = g_strsplit("here there beyond", " ", -1);
  for (uint32_t as = 0; as < map->ases; as++) {
    map->longitude[as] = as % 3 ? (float)((int)(as * 97 % 361) - 180) : NAN;
    map->latitude[as] = as % 5 ? (float)((int)(as * 53 % 181) - 90) : NAN;
    map->region[as] = as % 4 == 3 ? MAP_NOWHERE : (uint8_t)(as % 4);
  }
}

static void assert_levels_fall(const struct layout *layout) {
  for (uint32_t a = 0; a < layout->ases; a++)
    for (uint32_t b = 0; b < layout->ases; b++) {
      gboolean outwards = layout->rings == LAYOUT_HOPS;
      if (far(layout, a) < layout->inner + GAP || far(layout, b) < layout->inner + GAP) continue;
      if (layout->level[a] > layout->level[b])
        g_assert_cmpfloat(outwards ? far(layout, b) : far(layout, a), <=,
                          (outwards ? far(layout, a) : far(layout, b)) + GAP);
    }
}

/* What every layout promises. */
static void assert_sound(const struct layout *layout) {
  for (uint32_t as = 0; as < layout->ases; as++) {
    g_assert_true(isfinite(layout->x[as]) && isfinite(layout->y[as]));
    g_assert_cmpfloat(far(layout, as), <=, 1 + GAP);
  }
  for (guint i = 1; i < layout->ring->len; i++)
    g_assert_cmpfloat(g_array_index(layout->ring, struct layout_ring, i).radius, <,
                      g_array_index(layout->ring, struct layout_ring, i - 1).radius);
  for (guint i = 0; i < layout->mark->len; i++) {
    double turn = g_array_index(layout->mark, struct layout_mark, i).turn;
    g_assert_true(turn >= 0 && turn <= 1);
  }
  assert_levels_fall(layout);
}

static void all_ways(const struct map *map) {
  for (int rings = LAYOUT_CONE; rings <= LAYOUT_PLACES; rings++)
    for (int turns = LAYOUT_LINKS; turns <= LAYOUT_LONGITUDES; turns++) {
      if ((rings == LAYOUT_PLACES || turns == LAYOUT_LONGITUDES) && !map->longitude) continue;
      if (turns == LAYOUT_REGIONS && !map->region) continue;
      struct layout *layout = lay_out(map, (enum layout_rings)rings, (enum layout_turn)turns);
      assert_sound(layout);
      layout_free(layout);
    }
}

static void random_maps(void) {
  for (uint64_t seed = 1; seed <= 40; seed++) {
    struct map *map = atlas_random(seed, 2 + (uint32_t)seed * 2, 1 + (uint32_t)(seed * seed) / 8);
    if (map->ases > 0) {
      all_ways(map);
      give_places(map);
      all_ways(map);
    }
    map_free(map);
  }
}

static void odd_maps(void) {
  static const char *const text[] = {"1|2|-1", "1|2|0", "1|2|0, 3|4|0, 5|6|-1", "1|2|2, 2|3|2",
                                     "1|2|-1, 1|3|-1, 1|4|-1, 1|5|-1"};
  for (size_t i = 0; i < G_N_ELEMENTS(text); i++) {
    struct map *map = atlas_read(text[i]);
    all_ways(map);
    give_places(map);
    for (uint32_t as = 0; as < map->ases; as++) map->longitude[as] = map->latitude[as] = NAN;
    memset(map->region, MAP_NOWHERE, map->ases);
    all_ways(map);
    map_free(map);
  }
}

static void clique_innermost(void) {
  struct map *map = generated(800);
  struct layout *layout = lay_out(map, LAYOUT_CONE, LAYOUT_LONGITUDES);
  gboolean *clique = g_new0(gboolean, map->ases);
  for (uint32_t i = 0; i < map->clique_size; i++) clique[map->clique[i]] = TRUE;
  for (uint32_t as = 0; as < map->ases; as++) {
    if (clique[as]) g_assert_cmpfloat(far(layout, as), <, layout->inner + GAP);
    else g_assert_cmpfloat(far(layout, as), >, layout->inner);
  }
  g_free(clique);
  layout_free(layout);
  map_free(map);
}

static void cones_and_rings(void) {
  struct map *map = generated(800);
  struct adjacency *adjacency = adjacency_new(map);
  uint32_t *cone = cone_sizes(adjacency);
  struct layout *layout = lay_out(map, LAYOUT_CONE, LAYOUT_LINKS);
  assert_sound(layout);
  for (uint32_t as = 0; as < map->ases; as++) {
    g_assert_cmpuint(layout->level[as], ==, cone[as]);
    for (guint i = 0; i < layout->ring->len && far(layout, as) > layout->inner + GAP; i++) {
      const struct layout_ring *ring = &g_array_index(layout->ring, struct layout_ring, i);
      if (cone[as] >= ring->level) g_assert_cmpfloat(far(layout, as), <=, ring->radius + GAP);
      else g_assert_cmpfloat(far(layout, as), >=, ring->radius - GAP);
    }
  }
  layout_free(layout);
  g_free(cone);
  adjacency_free(adjacency);
  map_free(map);
}

static void same_twice(void) {
  struct map *map = generated(600);
  struct layout *one = lay_out_as_suits(map), *other = lay_out_as_suits(map);
  g_assert_cmpmem(one->x, map->ases * sizeof *one->x, other->x, map->ases * sizeof *other->x);
  g_assert_cmpmem(one->y, map->ases * sizeof *one->y, other->y, map->ases * sizeof *other->y);
  layout_free(one);
  layout_free(other);
  map_free(map);
}

static void nobody_on_another(void) {
  struct map *map = atlas_read("1|2|0, 1|3|0, 2|3|0, 1|4|-1, 1|5|-1, 2|5|-1, 2|6|-1, 3|7|-1, 4|8|-1, 4|9|-1, 5|10|-1, "
                               "6|11|-1, 7|12|-1, 8|9|0");
  static const enum layout_rings rings[] = {LAYOUT_CONE, LAYOUT_HOPS};
  g_assert_cmpuint(map->ases, ==, 12);
  for (size_t i = 0; i < G_N_ELEMENTS(rings); i++) {
    struct layout *layout = lay_out(map, rings[i], LAYOUT_LINKS);
    for (uint32_t a = 0; a < map->ases; a++)
      for (uint32_t b = 0; b < a; b++)
        g_assert_cmpfloat(hypot(layout->x[a] - layout->x[b], layout->y[a] - layout->y[b]), >, 0.04);
    layout_free(layout);
  }
  map_free(map);
}

/* Those outside of the middle: in the middle the order of turns is all that counts. */
static void sectors(void) {
  struct map *map = generated(900);
  struct layout *layout = lay_out(map, LAYOUT_CONE, LAYOUT_REGIONS);
  uint32_t least[UINT8_MAX + 1], most[UINT8_MAX + 1] = {0}, regions = g_strv_length(map->region_name);
  memset(least, 0xff, sizeof least);
  for (uint32_t as = 0; as < map->ases; as++) {
    if (far(layout, as) < layout->inner + GAP) continue;
    least[map->region[as]] = MIN(least[map->region[as]], layout->turn[as]);
    most[map->region[as]] = MAX(most[map->region[as]], layout->turn[as]);
  }
  for (uint32_t i = 1; i < regions; i++) g_assert_cmpuint(most[i - 1], <, least[i]);
  g_assert_cmpuint(layout->mark->len, ==, regions);
  layout_free(layout);
  map_free(map);
}

static void seen_from_the_pole(void) {
  struct map *map = atlas_read("1|2|-1, 1|3|-1, 1|4|-1, 1|5|-1");
  static const float longitude[] = {0, -90, 90, -5, 5};
  map->longitude = g_memdup2(longitude, sizeof longitude);
  map->latitude = g_new0(float, map->ases);
  struct layout *layout = lay_out(map, LAYOUT_CONE, LAYOUT_LONGITUDES);
  g_assert_cmpfloat(layout->x[1], <, layout->x[3]);
  g_assert_cmpfloat(layout->x[3], <, layout->x[4]);
  g_assert_cmpfloat(layout->x[4], <, layout->x[2]);
  g_assert_cmpfloat(layout->y[3], <, -0.5);
  for (guint i = 0; i < layout->mark->len; i++) {
    const struct layout_mark *mark = &g_array_index(layout->mark, struct layout_mark, i);
    if (mark->value != 0) g_assert_cmpint(mark->value<0, ==, mark->turn> 0.5);
  }
  layout_free(layout);
  map_free(map);
}

static void north_up(void) {
  struct map *map = atlas_read("1|2|2, 2|3|2, 3|4|2, 4|5|2");
  static const float longitude[] = {-74, 2.3F, 139.7F, 2.3F, NAN}, latitude[] = {40.7F, 48.9F, 35.7F, -30, NAN};
  map->longitude = g_memdup2(longitude, sizeof longitude);
  map->latitude = g_memdup2(latitude, sizeof latitude);
  g_assert_cmpint(layout_rings_for(map), ==, LAYOUT_PLACES);
  struct layout *layout = lay_out_as_suits(map);
  g_assert_cmpfloat(layout->x[0], <, layout->x[1]);
  g_assert_cmpfloat(layout->x[1], <, layout->x[2]);
  g_assert_cmpfloat(layout->y[3], <, layout->y[1]);
  g_assert_cmpfloat_with_epsilon(layout->x[1], layout->x[3], 1e-6);
  /* Of AS5 nothing is known but that it is linked with AS4. */
  g_assert_cmpfloat(hypot(layout->x[4] - layout->x[3], layout->y[4] - layout->y[3]), <, 0.1);
  layout_free(layout);
  map_free(map);
}

/* A chain 1 - 2 - 3 - 4 with a fork at 2, and a pair that nothing reaches. */
static void hops_counted(void) {
  struct map *map = atlas_read("1|2|0, 2|3|0, 3|4|0, 2|5|0, 6|7|0");
  static const uint32_t hops[] = {1, 0, 1, 2, 1, 3, 3};
  struct layout *layout = lay_out(map, LAYOUT_HOPS, LAYOUT_LINKS);
  g_assert_cmpmem(layout->level, map->ases * sizeof(uint32_t), hops, sizeof hops);
  g_assert_cmpfloat(far(layout, 1), <, GAP);
  g_assert_cmpfloat_with_epsilon(far(layout, 3), 2.0 / 3, GAP);
  layout_free(layout);
  map_free(map);
}

static void choices(void) {
  struct map *transit = atlas_read("1|2|-1, 2|3|0"), *peers = atlas_read("1|2|0");
  g_assert_cmpint(layout_rings_for(transit), ==, LAYOUT_CONE);
  g_assert_cmpint(layout_rings_for(peers), ==, LAYOUT_HOPS);
  g_assert_cmpint(layout_turn_for(transit), ==, LAYOUT_LINKS);
  map_free(transit);
  map_free(peers);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/layout/every way to lay out random maps keeps the promises", random_maps);
  g_test_add_func("/layout/one link, parts, no coordinates, no regions", odd_maps);
  g_test_add_func("/layout/the clique is innermost", clique_innermost);
  g_test_add_func("/layout/the radius falls with the cone and rings are where they say", cones_and_rings);
  g_test_add_func("/layout/the same map, the same places", same_twice);
  g_test_add_func("/layout/of twelve none stands on another", nobody_on_another);
  g_test_add_func("/layout/a sector a region, in their order", sectors);
  g_test_add_func("/layout/longitudes as seen from above the North Pole", seen_from_the_pole);
  g_test_add_func("/layout/places have east to the right and north up", north_up);
  g_test_add_func("/layout/hops are counted from the AS of most links", hops_counted);
  g_test_add_func("/layout/what suits a map", choices);
  return g_test_run();
}
