/* layout.c: first a number for each AS that decides its ring, then a forest that decides its angle, then a place.
 *
 * Within its ring an AS is shifted by a multiple of the golden ratio, so that a crowd fills the ring evenly and no dot
 * hides another. The ring of a level reaches to where that of the next level begins: the shift never changes the
 * order of two levels.
 */
#include "topologies/picture/layout.h"

#include "topologies/picture/layout_group.h"
#include "topologies/picture/layout_place.h"
#include "topologies/picture/layout_turn.h"
#include "topologies/survey/cone.h"
#include "topologies/survey/graph.h"

#include <math.h>

#define GOLDEN 2654435769U /* 2^32 over the golden ratio */
#define TURN 4294967296.0
#define RIM 0.80         /* where the ring of the least ends */
#define CROWD 500.0      /* this many ASes use a ring in all its width */
#define RING_APART 0.055 /* least distance of two circles drawn */

/* How levels become radii. */
struct scale {
  enum layout_rings rings;
  uint32_t ases, least, most; /* levels outside of the inner disc */
  double inner;
};

enum layout_rings layout_rings_for(const struct map *map) {
  for (uint32_t i = 0; i < map->links; i++)
    if (map->link[i].kind == MAP_TRANSIT) return LAYOUT_CONE;
  for (uint32_t as = 0; map->longitude && as < map->ases; as++)
    if (isfinite(map->longitude[as])) return LAYOUT_PLACES;
  return LAYOUT_HOPS;
}

enum layout_turn layout_turn_for(const struct map *map) {
  uint32_t placed = 0;
  for (uint32_t as = 0; map->longitude && as < map->ases; as++) placed += isfinite(map->longitude[as]) != 0;
  if (placed > 0 && placed >= map->ases / 2) return LAYOUT_LONGITUDES;
  return map->region && g_strv_length(map->region_name) > 1 ? LAYOUT_REGIONS : LAYOUT_LINKS;
}

/* Levels */

static uint32_t *hops_from_greatest(const struct adjacency *adjacency, uint32_t *order) {
  uint32_t *hops = g_new(uint32_t, adjacency->ases), greatest = 0, known = 0;
  for (uint32_t as = 0; as < adjacency->ases; as++) {
    hops[as] = UINT32_MAX;
    if (adjacency_degree(adjacency, as) > adjacency_degree(adjacency, greatest)) greatest = as;
  }
  hops[greatest] = 0;
  order[known++] = greatest;
  for (uint32_t next = 0; next < known; next++)
    for (uint32_t as = order[next], i = adjacency->first[as]; i < adjacency->first[as + 1]; i++)
      if (hops[adjacency->neighbour[i]] == UINT32_MAX) {
        hops[adjacency->neighbour[i]] = hops[as] + 1;
        order[known++] = adjacency->neighbour[i];
      }
  uint32_t beyond = hops[order[known - 1]] + 1;
  for (uint32_t as = 0; as < adjacency->ases; as++) {
    if (hops[as] != UINT32_MAX) continue;
    hops[as] = beyond;
    order[known++] = as;
  }
  return hops;
}

static int compare_levels(const void *x, const void *y, void *data) {
  const uint32_t *level = data;
  uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
  if (level[a] != level[b]) return level[a] > level[b] ? -1 : 1;
  return (a > b) - (a < b);
}

static gboolean fill_levels(struct layout *layout, const struct map *map, const struct adjacency *adjacency,
                            const uint32_t *cone, uint32_t *order, GError **error) {
  for (uint32_t as = 0; as < map->ases; as++) order[as] = as;
  g_qsort_with_data(order, (int)map->ases, sizeof *order, compare_levels, (void *)cone);
  if (layout->rings == LAYOUT_HOPS) layout->level = hops_from_greatest(adjacency, order);
  if (layout->rings == LAYOUT_CONE) layout->level = g_memdup2(cone, map->ases * sizeof *cone);
  if (layout->rings != LAYOUT_CORE) return TRUE;
  struct graph *graph = graph_new(map, adjacency, 0, error);
  if (!graph) return FALSE;
  layout->level = g_steal_pointer(&graph->core);
  graph_free(graph);
  return TRUE;
}

/* Angles */

/* The provider of the least cone in the same group: the nearest that the AS can be put beside. */
static uint32_t provider_beside(const struct adjacency *adjacency, const uint32_t *cone, const uint32_t *group,
                                uint32_t as) {
  uint32_t best = LAYOUT_TURN_ROOT;
  for (uint32_t i = adjacency->providers[as]; i < adjacency->first[as + 1]; i++) {
    uint32_t provider = adjacency->neighbour[i];
    if (group[provider] != group[as]) continue;
    if (best == LAYOUT_TURN_ROOT || cone[provider] < cone[best]) best = provider;
  }
  return best;
}

static uint32_t neighbour_inwards(const struct adjacency *adjacency, const uint32_t *level, uint32_t as) {
  for (uint32_t i = adjacency->first[as]; i < adjacency->first[as + 1]; i++)
    if (level[adjacency->neighbour[i]] < level[as]) return adjacency->neighbour[i];
  return LAYOUT_TURN_ROOT;
}

static void fill_turns(struct layout *layout, const struct map *map, const struct adjacency *adjacency,
                       const uint32_t *cone, uint32_t *order) {
  struct layout_group group;
  uint32_t *parent = g_new(uint32_t, map->ases);
  layout_group_init(&group, map, adjacency, layout->turns, order, layout->mark);
  for (uint32_t as = 0; as < map->ases; as++)
    parent[as] = layout->rings == LAYOUT_HOPS ? neighbour_inwards(adjacency, layout->level, as)
                                              : provider_beside(adjacency, cone, group.group, as);
  struct layout_turn_forest forest = {map->ases, group.groups, order, parent, group.group, group.start};
  layout->turn = layout_turn_new(&forest, adjacency);
  g_free(parent);
  layout_group_clear(&group);
}

/* Radii */

static double scale_edge(const struct scale *scale, uint32_t level) {
  if (scale->rings == LAYOUT_HOPS) return scale->most ? (double)level / scale->most : 0;
  if (level <= scale->least) return 1;
  double from = scale->least + 1.0, to = MAX(scale->most, scale->least + 1) + 1.0, inner = scale->inner * 1.12;
  return RIM - (RIM - inner) * log(level / from) / log(to / from);
}

static double scale_radius(const struct scale *scale, uint32_t level, double shift) {
  if (scale->rings == LAYOUT_HOPS) return scale_edge(scale, level);
  double outer = scale_edge(scale, level), next = scale_edge(scale, level + 1);
  double wide = fmin(1, scale->ases / CROWD);
  return outer - (outer - next) * (0.5 + (shift - 0.5) * wide);
}

static gboolean *mark_inner(const struct layout *layout, const struct map *map) {
  gboolean *inner = g_new0(gboolean, map->ases);
  uint32_t most = 0;
  if (layout->rings == LAYOUT_CONE)
    for (uint32_t i = 0; i < map->clique_size; i++) inner[map->clique[i]] = TRUE;
  for (uint32_t as = 0; as < map->ases; as++) most = MAX(most, layout->level[as]);
  for (uint32_t as = 0; layout->rings == LAYOUT_CORE && as < map->ases; as++) inner[as] = layout->level[as] == most;
  return inner;
}

static struct scale measure(const struct layout *layout, const gboolean *inner) {
  struct scale scale = {.rings = layout->rings, .ases = layout->ases, .least = UINT32_MAX, .inner = layout->inner};
  for (uint32_t as = 0; as < layout->ases; as++) {
    if (inner[as]) continue;
    scale.least = MIN(scale.least, layout->level[as]);
    scale.most = MAX(scale.most, layout->level[as]);
  }
  if (scale.least > scale.most) scale.least = 0;
  return scale;
}

static void set_place(struct layout *layout, uint32_t as, double radius) {
  double angle = layout->turn[as] / TURN * 2 * G_PI;
  layout->x[as] = radius * sin(angle);
  layout->y[as] = radius * cos(angle);
}

static int compare_turns(const void *x, const void *y, void *data) {
  const uint32_t *turn = data;
  uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
  if (turn[a] != turn[b]) return turn[a] < turn[b] ? -1 : 1;
  return (a > b) - (a < b);
}

/* Who is next to whom on the circle decides the shift, so that the ring is filled evenly. */
static void place_outer(struct layout *layout, const gboolean *inner, const struct scale *scale) {
  uint32_t *as = g_new(uint32_t, layout->ases);
  for (uint32_t i = 0; i < layout->ases; i++) as[i] = i;
  g_qsort_with_data(as, (int)layout->ases, sizeof *as, compare_turns, layout->turn);
  for (uint32_t i = 0; i < layout->ases; i++)
    if (!inner[as[i]]) set_place(layout, as[i], scale_radius(scale, layout->level[as[i]], (i * GOLDEN) / TURN));
  g_free(as);
}

/* The members in the order of their turns, evenly round the circle: they are few, great, and all linked with each
 * other. When they are many every other one stands further out. */
static void place_inner(struct layout *layout, const gboolean *inner) {
  uint32_t *member = g_new(uint32_t, layout->ases), members = 0;
  for (uint32_t as = 0; as < layout->ases; as++)
    if (inner[as]) member[members++] = as;
  g_qsort_with_data(member, (int)members, sizeof *member, compare_turns, layout->turn);
  int64_t off = 0;
  for (uint32_t i = 0; i < members; i++) off += (int32_t)(layout->turn[member[i]] - (uint32_t)(i * TURN / members));
  for (uint32_t i = 0; i < members; i++) {
    layout->turn[member[i]] = (uint32_t)(i * TURN / members) + (uint32_t)(off / members);
    double radius = members == 1 ? 0 : members <= 10 ? 0.7 : i % 2 ? 0.9 : 0.55;
    if (members > 40) radius = sqrt((i * GOLDEN) / TURN);
    set_place(layout, member[i], layout->inner * radius);
  }
  g_free(member);
}

/* Circles at 1, 2, 5, 10, 20 ..., or at powers of ten when there are many. */
static void add_rings(struct layout *layout, const struct scale *scale) {
  static const uint32_t step[] = {1, 2, 5};
  gboolean tens = scale->most >= 200;
  double last = 1;
  struct layout_ring rim = {scale->least, 1};
  if (scale->most > 0) g_array_append_val(layout->ring, rim);
  for (uint64_t ten = 1; ten <= scale->most; ten *= 10)
    for (int i = 0; i < 3; i++) {
      uint32_t level = (uint32_t)(ten * step[i]);
      if (level <= scale->least || level > scale->most || (tens && i > 0 && ten > 1)) continue;
      double radius = scale_edge(scale, level);
      if (last - radius < RING_APART) continue;
      struct layout_ring ring = {level, last = radius};
      g_array_append_val(layout->ring, ring);
    }
}

static void add_hops(struct layout *layout, const struct scale *scale) {
  uint32_t step = (scale->most + 9) / 10;
  for (uint32_t level = scale->most; level >= 1; level--) {
    struct layout_ring ring = {level, scale_edge(scale, level)};
    if ((scale->most - level) % step == 0) g_array_append_val(layout->ring, ring);
  }
}

static uint32_t count_inner(const gboolean *inner, uint32_t ases) {
  uint32_t count = 0;
  for (uint32_t as = 0; as < ases; as++) count += inner[as] != 0;
  return count;
}

/* Few nodes are drawn large. */
static double inner_radius(uint32_t ases, uint32_t members) {
  return fmin(0.30, (ases < CROWD ? 0.20 : 0.10) + 0.012 * members);
}

static void place_rings(struct layout *layout, const struct map *map) {
  gboolean *inner = mark_inner(layout, map);
  layout->inner = layout->rings == LAYOUT_HOPS ? 0 : inner_radius(layout->ases, count_inner(inner, layout->ases));
  struct scale scale = measure(layout, inner);
  place_outer(layout, inner, &scale);
  place_inner(layout, inner);
  if (layout->rings == LAYOUT_HOPS) add_hops(layout, &scale);
  else add_rings(layout, &scale);
  g_free(inner);
}

static gboolean layout_fill(struct layout *layout, const struct map *map, const struct adjacency *adjacency,
                            GError **error) {
  if (layout->rings == LAYOUT_PLACES) {
    layout->level = g_new0(uint32_t, map->ases);
    layout->turn = g_new0(uint32_t, map->ases);
    layout_place_fill(map, adjacency, layout->x, layout->y);
    return TRUE;
  }
  uint32_t *cone = cone_sizes(adjacency), *order = g_new(uint32_t, map->ases);
  gboolean good = fill_levels(layout, map, adjacency, cone, order, error);
  if (good) fill_turns(layout, map, adjacency, cone, order);
  if (good) place_rings(layout, map);
  g_free(order);
  g_free(cone);
  return good;
}

struct layout *layout_new(const struct map *map, const struct adjacency *adjacency, enum layout_rings rings,
                          enum layout_turn turns, GError **error) {
  struct layout *layout = g_new0(struct layout, 1);
  layout->rings = rings;
  layout->turns = rings == LAYOUT_HOPS || rings == LAYOUT_PLACES ? LAYOUT_LINKS : turns;
  layout->ases = map->ases;
  layout->x = g_new0(double, map->ases);
  layout->y = g_new0(double, map->ases);
  layout->ring = g_array_new(FALSE, FALSE, sizeof(struct layout_ring));
  layout->mark = g_array_new(FALSE, FALSE, sizeof(struct layout_mark));
  if (layout_fill(layout, map, adjacency, error)) return layout;
  layout_free(layout);
  return NULL;
}

void layout_free(struct layout *layout) {
  if (!layout) return;
  g_free(layout->level);
  g_free(layout->turn);
  g_free(layout->x);
  g_free(layout->y);
  g_array_free(layout->ring, TRUE);
  g_array_free(layout->mark, TRUE);
  g_free(layout);
}
