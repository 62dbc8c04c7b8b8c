/* prefixes.h: how many prefixes each AS originates, for maps that do not say.
 *
 * The distribution is the one of the global table of July 2010 (34,554 origins, mean 9.4, median 2,
 * 99th percentile 128). Large networks tend to get the large counts; which of them, chance decides.
 */
#ifndef TOPOLOGIES_PREFIXES_H
#define TOPOLOGIES_PREFIXES_H

#include "topologies/map.h"

/* Fills map->prefixes, at least 1 each; replaces what was there. */
void prefixes_draw(struct map *map, uint64_t seed);

#endif
