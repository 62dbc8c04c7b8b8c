/* expansion_region.h: regions of routers; a part of expansion.c. */
#ifndef TOPOLOGIES_INSIDE_EXPANSION_REGION_H
#define TOPOLOGIES_INSIDE_EXPANSION_REGION_H

#include "topologies/inside/attach.h"

/* Fills region and region_name. Where no PoP has a country, the regions are those of the map, if it has any. */
void expansion_region_fill(struct expansion *expansion, const struct attach *attach);

#endif
