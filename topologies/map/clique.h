/* clique.h: who stands at the top of a map that does not say so. */
#ifndef TOPOLOGIES_MAP_CLIQUE_H
#define TOPOLOGIES_MAP_CLIQUE_H

#include "topologies/map/map.h"

/* Fills map->clique and map->clique_size: never empty for a map without provider cycles. */
void clique_infer(struct map *map);

#endif
