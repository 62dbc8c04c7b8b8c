/* layout_group.h: which sector of the circle an AS belongs to. A part of layout. */
#ifndef TOPOLOGIES_PICTURE_LAYOUT_GROUP_H
#define TOPOLOGIES_PICTURE_LAYOUT_GROUP_H

#include "topologies/picture/layout.h"

struct layout_group {
  uint32_t groups;
  uint32_t *group; /* [ases] */
  uint32_t *start; /* [groups + 1] turn at which the sector begins; the last entry ends the last sector */
};

/* Sectors clockwise in the order of regions or from east to west, wider where there are many ASes; a narrow one at the
 * top stays empty for the scale. An AS of which nothing is known goes with its providers. `order`: providers before
 * customers. Appends to `marks` (struct layout_mark). layout_group_clear it. */
void layout_group_init(struct layout_group *group, const struct map *map, const struct adjacency *adjacency,
                       enum layout_turn turns, const uint32_t *order, GArray *marks);
void layout_group_clear(struct layout_group *group);

#endif
