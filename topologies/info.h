/* info.h: what a map is like, for people and for programs. */
#ifndef TOPOLOGIES_INFO_H
#define TOPOLOGIES_INFO_H

#include "topologies/map.h"

#include <stdio.h>

enum info_format {
  INFO_TEXT,
  INFO_CSV, /* figure,rank,asn,name,value */
};

/* Counts by kind, components, the clique, leaders by degree, customer cone and betweenness, cores, and who has no
 * valley-free way to the clique. FALSE and `error` when igraph fails; nothing is written then. */
gboolean info_write(const struct map *map, enum info_format format, FILE *out, GError **error);

#endif
