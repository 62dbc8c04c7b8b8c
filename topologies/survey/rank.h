/* rank.h: the ASes that lead in some figure. */
#ifndef TOPOLOGIES_SURVEY_RANK_H
#define TOPOLOGIES_SURVEY_RANK_H

#include <stdint.h>

/* The `wanted` (or `ases`, if fewer) ASes of highest value, falling; equals by falling `second`, then by index.
 * *count says how many there are. g_free it. */
uint32_t *rank_leaders(const double *value, const double *second, uint32_t ases, uint32_t wanted, uint32_t *count);

#endif
