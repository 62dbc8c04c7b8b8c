/* sample.h: which ASes stand for all: the origins whose prefixes are followed, and the stub that starts it.
 *
 * An origin is a router that announces prefixes: an AS, or one of several routers of an AS that has an inside. A sample
 * is stratified by kinds of ASes (strata.h). Chance depends on the seed alone, never on strategy or variant.
 */
#ifndef SCENARIOS_PLAN_SAMPLE_H
#define SCENARIOS_PLAN_SAMPLE_H

#include "scenarios/plan/strata.h"

#include "topologies/inside/expansion.h"
#include "topologies/map/map.h"

#include <stdint.h>

/* What is drawn from. */
struct sample_frame {
  const struct strata *strata; /* NULL: all of one kind, in the order of their numbers */
  const struct expansion *expansion;
  const uint32_t *prefixes; /* [routers] real ones; 0: no origin */
};

struct sample {
  uint32_t count;
  uint32_t *router;  /* [count] ascending, all different */
  double *weight;    /* [count] real prefixes that each stands for, its own among them: whole numbers */
  double *squares;   /* [count] the squares of the numbers of prefixes of the origins that it stands for, added up */
  uint32_t *stratum; /* [count]; 0: taken for certain, each stands for itself */
  uint32_t strata;
  uint32_t *origins; /* [strata] that there are, sampled or not */
};

/* `asked` (> 0) origins, or all when there are no more. In every stratum the weights add up to its prefixes. On average
 * over the seeds, the weights of an origin are its prefixes. */
void sample_origins(struct sample *sample, const struct sample_frame *frame, uint32_t asked, uint64_t seed);
void sample_clear(struct sample *sample);
/* How many origins there are. */
uint32_t sample_frame_origins(const struct sample_frame *frame);

/* A stub (no customers) with at least two providers, by chance; any AS when the map has none. */
uint32_t sample_stub(const struct map *map, uint64_t seed, uint64_t which);

#endif
