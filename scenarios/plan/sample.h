/* sample.h: which ASes stand for all: the origins whose prefixes are followed, and the stub that starts it.
 *
 * Chance depends on the seed alone, never on strategy or variant.
 */
#ifndef SCENARIOS_PLAN_SAMPLE_H
#define SCENARIOS_PLAN_SAMPLE_H

#include "topologies/map/map.h"

#include <stdint.h>

struct sample {
  uint32_t count;
  uint32_t *router; /* [count] ascending, all different */
  double *weight;   /* [count] real prefixes that each stands for; their sum is the whole table */
};

/* Systematic sampling in proportion to prefixes: `asked` points at equal steps through the table from a start by
 * chance. An AS that is hit k times is taken once with k times the weight. `asked` 0: every AS for itself. */
void sample_origins(struct sample *sample, const uint32_t *prefixes, uint32_t routers, uint32_t asked, uint64_t seed);
void sample_clear(struct sample *sample);
/* A stub (no customers) with at least two providers, by chance; any AS when the map has none. */
uint32_t sample_stub(const struct map *map, uint64_t seed, uint64_t which);

#endif
