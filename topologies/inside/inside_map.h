/* inside_map.h: the inside of one AS out of a map of one network, as files/ reads it: Rocketfuel's PoP and router maps,
 * GraphML (Topology Zoo). There every node has an AS number of its own and stands for a PoP or a router.
 */
#ifndef TOPOLOGIES_INSIDE_INSIDE_MAP_H
#define TOPOLOGIES_INSIDE_INSIDE_MAP_H

#include "topologies/inside/inside.h"
#include "topologies/map/map.h"

/* Nodes of a map whose names are "CITY/NUMBER" and whose regions are cities (cch.h) are routers, with the region as
 * their PoP; every other node is a PoP. Places are the map's, or those of the cities that the names name (city.h).
 * `weights`: the same network with weights in place of delays (rocketfuel.h, edges.wt), or NULL. NULL with `error` for
 * a map with more than INSIDE_MOST_ROUTERS nodes, or none. */
struct inside *inside_map_read(const struct map *map, const struct map *weights, GError **error);
/* The other way: a map on which every router is an AS with a private number, as files/ would read it, with names,
 * places, regions and delays. NULL with `error` for an inside without links. */
struct map *inside_map_new(const struct inside *inside, GError **error);

#endif
