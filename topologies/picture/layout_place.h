/* layout_place.h: places on the paper after latitude and longitude. A part of layout. */
#ifndef TOPOLOGIES_PICTURE_LAYOUT_PLACE_H
#define TOPOLOGIES_PICTURE_LAYOUT_PLACE_H

#include "topologies/map/adjacency.h"

/* Fills x and y ([ases], in the unit disc): a flat map that is true to scale at its middle. Who has no coordinates
 * stands amid its neighbours; who would stand on another stands beside it. */
void layout_place_fill(const struct map *map, const struct adjacency *adjacency, double *x, double *y);

#endif
