/* topology.h: the map of a run: a file, or the one that comes with the program. */
#ifndef SCENARIOS_TOPOLOGY_H
#define SCENARIOS_TOPOLOGY_H

#include "topologies/map.h"

#include <stdint.h>

/* The embedded default: generated, always the same. */
#define TOPOLOGY_DEFAULT_ASES 5000
#define TOPOLOGY_DEFAULT_SEED 2011

/* The map at `path` (as-rel text, plain, .gz, .bz2, "-" for standard input), or the embedded default for NULL.
 * A source without prefixes gets them drawn from `seed`; the rest of the map does not depend on it.
 * NULL with one line in `error`. map_free it. */
struct map *topology_load(const char *path, uint64_t seed, GError **error);

#endif
