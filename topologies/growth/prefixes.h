/* prefixes.h: how many prefixes and addresses each AS originates, for maps that do not say.
 *
 * Both distributions are those of the global table of 1 July 2010 (34,554 origins, mean 9.4, median 2, 99th percentile
 * 128 prefixes), stretched so that the means per AS are those of the year. Large networks tend to get the large counts,
 * and who has many prefixes tends to have many addresses; which of them, chance decides.
 */
#ifndef TOPOLOGIES_GROWTH_PREFIXES_H
#define TOPOLOGIES_GROWTH_PREFIXES_H

#include "topologies/map/map.h"

/* Means per origin, as seen by a public collector in January of the year. Addresses count once for each prefix that
 * covers them. Between the years of the table, geometrically interpolated; beyond them, the last. */
struct prefixes_means {
  double prefixes, addresses;
};
struct prefixes_means prefixes_means(uint32_t year);

/* Fills map->prefixes, at least 1 each, and map->addresses, at least 256 a prefix; replaces what was there. */
void prefixes_draw(struct map *map, uint32_t year, uint64_t seed);

#endif
