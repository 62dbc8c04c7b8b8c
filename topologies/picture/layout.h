/* layout.h: where each AS of a map stands in a picture of it.
 *
 * The great in the middle, the small at the rim: the radius tells how many ASes an AS reaches by customer links (or its
 * k-core, or how many links it is away from the middle), the angle where it is (region, longitude) or else with whom it
 * is linked. A map without providers that knows coordinates is drawn as a geographic map. Angles are integers, so that
 * the order of things does not hang on the last bit of a floating-point number.
 */
#ifndef TOPOLOGIES_PICTURE_LAYOUT_H
#define TOPOLOGIES_PICTURE_LAYOUT_H

#include "topologies/map/adjacency.h"

enum layout_rings {
  LAYOUT_CONE,   /* radius falls with the customer cone; the clique within layout_inner */
  LAYOUT_CORE,   /* radius falls with the highest k of a k-core that holds the AS; the innermost core within `inner` */
  LAYOUT_HOPS,   /* radius grows with the links from the AS of most links */
  LAYOUT_PLACES, /* no rings: coordinates, east to the right, north up */
};

enum layout_turn {
  LAYOUT_LINKS,      /* angle: near those it is linked with */
  LAYOUT_REGIONS,    /* a sector a region, within it as above */
  LAYOUT_LONGITUDES, /* as seen from above the North Pole, Greenwich at the bottom; within ten degrees as above */
};

/* A circle, the first of them round all, or, on the rim, a point where something begins that deserves a word. */
struct layout_ring {
  uint32_t level;
  double radius;
};
struct layout_mark {
  double turn; /* as below, in turns */
  double room; /* in turns: words longer than this meet others */
  int value;   /* index of the region, or degrees of longitude, east positive */
};

struct layout {
  enum layout_rings rings;
  enum layout_turn turns;
  uint32_t ases;
  uint32_t *level; /* [ases] cone, k, or links from the middle; 0 throughout for LAYOUT_PLACES */
  uint32_t *turn;  /* [ases] angle clockwise from the top, 2^32 a full turn */
  double *x, *y;   /* [ases] in the unit disc, y up */
  double inner;    /* radius of the innermost disc */
  GArray *ring;    /* struct layout_ring, from the rim inwards; each the outer edge of its level */
  GArray *mark;    /* struct layout_mark */
};

/* What suits the map: cones where there are providers, else coordinates where there are any, else hops. */
enum layout_rings layout_rings_for(const struct map *map);
/* Longitudes where half of the ASes have one, else regions where there are two, else links. */
enum layout_turn layout_turn_for(const struct map *map);

/* NULL and `error` when igraph fails. A turn for which the map has no column is an error of the caller's. layout_free
 * it. */
struct layout *layout_new(const struct map *map, const struct adjacency *adjacency, enum layout_rings rings,
                          enum layout_turn turns, GError **error);
void layout_free(struct layout *layout);

#endif
