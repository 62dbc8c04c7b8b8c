/* layout_turn.h: angles such that links are short. A part of layout. */
#ifndef TOPOLOGIES_PICTURE_LAYOUT_TURN_H
#define TOPOLOGIES_PICTURE_LAYOUT_TURN_H

#include "topologies/map/adjacency.h"

#define LAYOUT_TURN_ROOT UINT32_MAX

/* A forest whose trees stand side by side on the circle, those of a group together. */
struct layout_turn_forest {
  uint32_t ases, groups;
  uint32_t *order;  /* [ases] parents before children */
  uint32_t *parent; /* [ases] of the same group, or LAYOUT_TURN_ROOT */
  uint32_t *group;  /* [ases] */
  uint32_t *start;  /* [groups + 1] turn at which the group's sector begins; the last entry closes the circle */
};

/* Turn of each AS: in the middle of its children, who lie in sectors as wide as they have leaves. Of the ways to order
 * children, one in which each stands towards the others it is linked with. g_free it. */
uint32_t *layout_turn_new(const struct layout_turn_forest *forest, const struct adjacency *adjacency);

#endif
