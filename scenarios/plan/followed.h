/* followed.h: the prefixes of one world: of sampled origins, or of pilots that stand for them, and then the triggers.
 *
 * Arrays go by the number of a prefix in its world. `name` is its number in the whole: that of its origin in the
 * sample, triggers after all of them.
 */
#ifndef SCENARIOS_PLAN_FOLLOWED_H
#define SCENARIOS_PLAN_FOLLOWED_H

#include "scenarios/plan/build.h"
#include "scenarios/plan/sample.h"

struct followed {
  struct sample sample;
  uint32_t origins, count; /* sampled origins or pilots; with the triggers */
  uint32_t *name, *router, *asn;
  double *weight;
  bool *is_trigger;
  GArray *trigger; /* struct timeline_trigger, without its attributes */
};

/* Origins that stand for all: at equal steps through the sampled table from `start`, a part of a step. */
struct followed_step {
  uint32_t origin; /* of the sample */
  double weight;   /* as many steps as hit it, in real prefixes */
};
GArray *followed_steps(const struct sample *sample, uint32_t count, double start);

/* `prefixes` [routers]: real ones. */
void followed_init(struct followed *followed, const struct build_order *order, const uint32_t *prefixes);
void followed_clear(struct followed *followed);

#endif
