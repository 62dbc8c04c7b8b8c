/* pattern.h: a crash that follows from a stated set of conditions (a hypothesis: "not solely responsible").
 *
 * The add of one prefix, the trigger, crashes the card if all conditions hold at that moment: a prefix is in the card's
 * FIB, or is not, or was deleted from it within a time; or so many real prefixes in all were. A card knows nothing of
 * what happened before its boot.
 */
#ifndef MODELS_ROUTER_PATTERN_H
#define MODELS_ROUTER_PATTERN_H

#include "sim/sim.h"

enum pattern_test { PATTERN_PRESENT, PATTERN_ABSENT, PATTERN_DELETED, PATTERN_CHURN };

struct pattern_condition {
  enum pattern_test test;
  uint32_t prefix; /* PRESENT, ABSENT, DELETED: number of the prefix */
  double volume;   /* CHURN: at least so many real prefixes */
  sim_time within; /* DELETED, CHURN */
};

struct pattern {
  uint32_t trigger; /* number of the prefix */
  uint32_t conditions;
  struct pattern_condition *condition; /* [conditions] */
};

struct pattern *pattern_copy(const struct pattern *pattern);
void pattern_free(struct pattern *pattern);

/* What one card remembers. */
struct pattern_memory;
struct pattern_memory *pattern_memory_new(const struct pattern *pattern);
void pattern_memory_free(struct pattern_memory *memory);

/* Prefix number `prefix` is added to the FIB, for the first time or again. True: the card crashes. */
bool pattern_add(struct pattern_memory *memory, const struct pattern *pattern, uint32_t prefix, sim_time now);
void pattern_delete(struct pattern_memory *memory, const struct pattern *pattern, uint32_t prefix, double volume,
                    sim_time now);

#endif
