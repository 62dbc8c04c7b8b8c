/* cone.h: customer cones and the reach of policy. */
#ifndef TOPOLOGIES_SURVEY_CONE_H
#define TOPOLOGIES_SURVEY_CONE_H

#include "topologies/map/adjacency.h"

/* For each AS, how many ASes it reaches by customer links alone, itself among them. Exact. g_free it. */
uint32_t *cone_sizes(const struct adjacency *adjacency);

/* For each AS, whether a valley-free way (up, at most one peering, down; siblings anywhere) leads to a
 * member of the map's clique. g_free it. */
gboolean *cone_reach_clique(const struct map *map, const struct adjacency *adjacency);

#endif
