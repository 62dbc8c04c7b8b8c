/* place.h: where the ASes of a map stand. */
#ifndef TOPOLOGIES_PLACES_PLACE_H
#define TOPOLOGIES_PLACES_PLACE_H

#include "topologies/map/map.h"

#include <stdint.h>

/* Fills map->region, region_name, latitude and longitude after map->country, and replaces what was there. An AS stands
 * in or around one of the cities of its country, which of them and how far off by chance, keyed by seed and ASN alone:
 * the same AS stands at the same place on every map. An AS without a country (COUNTRY_NONE) has region MAP_NOWHERE and
 * coordinates NaN. Without map->country nothing happens. */
void place_fill(struct map *map, uint64_t seed);

#endif
