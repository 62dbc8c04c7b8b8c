/* atlas.h: small maps for tests: out of a line of text, or by chance. */
#ifndef TESTS_ATLAS_H
#define TESTS_ATLAS_H

#include "topologies/map/map.h"

/* as-rel text with commas in place of line ends: "# input clique: 1 2, 1|2|0, 1|3|-1". */
struct map *atlas_read(const char *text);
/* At most so many links among at most so many ASes, numbered from 1; the lower number sells to the higher one. One in
 * four links is a peering, one in four a sibling's. The clique is inferred. */
struct map *atlas_random(uint64_t seed, uint32_t ases, uint32_t links);

#endif
