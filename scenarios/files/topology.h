/* topology.h: the map of a run: a file, or one that is generated. */
#ifndef SCENARIOS_FILES_TOPOLOGY_H
#define SCENARIOS_FILES_TOPOLOGY_H

#include "topologies/map/map.h"

#include <stdint.h>

/* The generated map that is used where nobody asks for another. */
#define TOPOLOGY_DEFAULT_ASES 5000
#define TOPOLOGY_DEFAULT_SEED 2011
#define TOPOLOGY_DEFAULT_YEAR 2012

/* All zero: the default map. */
struct topology_options {
  const char *file;      /* plain, .gz, .bz2, "-" for standard input; NULL: a generated map */
  const char *countries; /* CSV file asn,country: regions and coordinates for the map; NULL: none */
  const char *weights;   /* CSV file asn,prefixes[,addresses]: who has how much; NULL: drawn where the map has none */
  uint32_t year, ases;   /* of a generated map, in the ranges of generate.h; year 0: the default map */
  uint64_t seed;         /* of what the source does not have; the rest of the map does not depend on it */
  gboolean as_is;        /* nothing is drawn: what the source does not have, the map has not */
  GPtrArray *notes;      /* gets a line (char *) when the map has not all that is in the file; NULL: nobody asks */
};

/* No map may be larger than this once decompressed: a hundred times the largest as-rel file. */
#define TOPOLOGY_MOST (UINT64_C(1) << 30)

/* What kind of file it is, its bytes tell (source.h; inside_file.h). NULL with one line in `error`. map_free it. */
struct map *topology_load(const struct topology_options *options, GError **error);

#endif
