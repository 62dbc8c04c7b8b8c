/* contrast.h: two maps side by side. */
#ifndef TOPOLOGIES_SURVEY_CONTRAST_H
#define TOPOLOGIES_SURVEY_CONTRAST_H

#include "topologies/survey/info.h"

/* Every figure of `map` and of `model`, which it is to be like, and how far they are apart: in percent of the
 * model's, in points for shares. Then every distribution: mean, quantiles, and the distance of Kolmogorov and Smirnov
 * (see distribution.h). The names are for the heading of the text. CSV has figure,map,model,difference,ratio,distance:
 * difference is map - model, ratio map / model; `distance` stands in the row with a distribution's mean. FALSE and
 * `error` when igraph fails; nothing is written then. */
gboolean contrast_write(const struct map *map, const char *map_name, const struct map *model, const char *model_name,
                        enum info_format format, FILE *out, GError **error);

#endif
