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

/* Origins that stand for all: at equal steps from `start`, a part of a step, through the sampled table, in which every
 * prefix has a length: the root of what its origin is guessed to take (`work`: guint32, by origin of the sample). What
 * it stands for is divided by that length again, so that sums are right on average. So the few whose ways loop, who
 * feed line cards a thousand times what others do, are many steps that stand for little each, and not one that stands
 * for the hundredth part of the table; the root and not the whole, since they take as much longer, too. */
struct followed_step {
  uint32_t origin; /* of the sample */
  double weight;   /* real prefixes */
};
GArray *followed_steps(const struct sample *sample, const GArray *work, uint32_t count, double start);
/* As many, `most` or fewer, as take no more than `share` of what all origins are guessed to take; one at least. */
GArray *followed_pilots(const struct sample *sample, const GArray *work, uint32_t most, double share);

/* `prefixes` [routers]: real ones. */
void followed_init(struct followed *followed, const struct build_order *order, const uint32_t *prefixes);
void followed_clear(struct followed *followed);

#endif
