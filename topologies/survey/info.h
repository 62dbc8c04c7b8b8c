/* info.h: what a map is like, for people and for programs. */
#ifndef TOPOLOGIES_SURVEY_INFO_H
#define TOPOLOGIES_SURVEY_INFO_H

#include "topologies/map/map.h"

#include <stdio.h>

enum info_format {
  INFO_TEXT,
  INFO_CSV, /* figure,rank,asn,name,value */
};

/* Every figure and distribution of survey.h, ASes by region if the map has regions, the clique, the leaders by degree,
 * customer cone and betweenness, the innermost core, and who has no valley-free way to the clique. In CSV a
 * distribution's own row holds its mean, and a row for each quantile follows. FALSE and `error` when igraph fails;
 * nothing is written then. */
gboolean info_write(const struct map *map, enum info_format format, FILE *out, GError **error);

#endif
