/* layout_group.c: sectors.
 *
 * Longitudes run against the clock, from the date line at the top: the world as seen from above the North Pole, America
 * on the left and Asia on the right.
 */
#include "topologies/picture/layout_group.h"

#include <math.h>

#define TURN 4294967296.0
#define GAP 0.026 /* of a turn, at the top */
#define BIN 10    /* degrees of longitude in a group */
#define BINS (360 / BIN)
#define EVEN 0.25 /* share of the circle that longitudes get whoever stands there */
#define MARK 30   /* degrees between two marks */
#define UNKNOWN UINT32_MAX

static uint32_t group_of(const struct map *map, enum layout_turn turns, uint32_t as) {
  if (turns == LAYOUT_REGIONS) return map->region[as] == MAP_NOWHERE ? UNKNOWN : map->region[as];
  if (turns == LAYOUT_LINKS) return 0;
  double longitude = map->longitude[as];
  if (!isfinite(longitude)) return UNKNOWN;
  return MIN((uint32_t)MAX((180 - longitude) / BIN, 0), BINS - 1);
}

static uint32_t groups_of(const struct map *map, enum layout_turn turns) {
  if (turns == LAYOUT_REGIONS) return g_strv_length(map->region_name);
  return turns == LAYOUT_LONGITUDES ? BINS : 1;
}

/* As the last of its neighbours that has one: providers come last among them. */
static uint32_t group_inherited(const struct layout_group *group, const struct adjacency *adjacency, uint32_t as) {
  for (uint32_t i = adjacency->first[as + 1]; i-- > adjacency->first[as];)
    if (group->group[adjacency->neighbour[i]] != UNKNOWN) return group->group[adjacency->neighbour[i]];
  return 0;
}

/* Turns from shares of the circle. */
static void close_circle(struct layout_group *group, const double *share) {
  double from = GAP / 2;
  for (uint32_t i = 0; i < group->groups; i++) {
    group->start[i] = (uint32_t)(from * TURN);
    from += share[i] * (1 - GAP);
  }
  group->start[group->groups] = (uint32_t)((1 - GAP / 2) * TURN);
}

static void share_circle(struct layout_group *group, uint32_t ases, enum layout_turn turns) {
  double *share = g_new0(double, group->groups), even = turns == LAYOUT_LONGITUDES ? EVEN : 0;
  for (uint32_t as = 0; as < ases; as++) share[group->group[as]]++;
  for (uint32_t i = 0; i < group->groups; i++) share[i] = (1 - even) * share[i] / ases + even / group->groups;
  close_circle(group, share);
  g_free(share);
}

static void add_marks(const struct layout_group *group, enum layout_turn turns, GArray *marks) {
  for (uint32_t i = 0; i < group->groups; i++) {
    double from = group->start[i] / TURN, to = group->start[i + 1] / TURN;
    int degrees = 180 - (int)i * BIN;
    struct layout_mark region = {(from + to) / 2, to - from, (int)i}, longitude = {from, 1, degrees};
    if (turns == LAYOUT_REGIONS && to > from) g_array_append_val(marks, region);
    if (turns == LAYOUT_LONGITUDES && i > 0 && degrees % MARK == 0) g_array_append_val(marks, longitude);
  }
}

void layout_group_init(struct layout_group *group, const struct map *map, const struct adjacency *adjacency,
                       enum layout_turn turns, const uint32_t *order, GArray *marks) {
  group->groups = groups_of(map, turns);
  group->group = g_new(uint32_t, map->ases);
  group->start = g_new(uint32_t, group->groups + 1);
  for (uint32_t as = 0; as < map->ases; as++) group->group[as] = group_of(map, turns, as);
  for (uint32_t i = 0; i < map->ases; i++)
    if (group->group[order[i]] == UNKNOWN) group->group[order[i]] = group_inherited(group, adjacency, order[i]);
  share_circle(group, map->ases, turns);
  add_marks(group, turns, marks);
}

void layout_group_clear(struct layout_group *group) {
  g_free(group->group);
  g_free(group->start);
}
