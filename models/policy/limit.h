/* limit.h: how many prefixes a neighbour may announce, as an operator configures it for one end of a session.
 *
 * After Junos' `prefix-limit maximum N teardown PERCENT idle-timeout (MINUTES | forever)` and Cisco's `neighbor
 * maximum-prefix N PERCENT restart MINUTES`. Above the warning threshold a line is logged; above the maximum another,
 * and the session is torn down with NOTIFICATION Cease, Maximum Number of Prefixes Reached (RFC 4486 section 4).
 * Without an idle timeout it comes back as soon as the platform's own wait is over, with one after that, or not until
 * world_restore (`clear bgp neighbor`). As long as the neighbour announces as much it trips again.
 *
 * What is counted are real prefixes: what the session carries at rest (world_volume), and by how much the weights of
 * the simulated prefixes in the Adj-RIB-In have changed since. What an import rule or the loop check rejects does not
 * count, as with Junos' accepted-prefix-limit; hidden routes do not either. A session that carries more than the
 * maximum at rest is let be until it has once carried less.
 */
#ifndef MODELS_POLICY_LIMIT_H
#define MODELS_POLICY_LIMIT_H

#include "models/world/world_inside.h"

struct limit {
  struct world_limit terms;
  uint32_t half;
  double received, maximum;
  bool warned, exceeded; /* has been logged, and is so still */
};

void limit_clear(struct world *world);
/* world_set_limit */
void limit_set(struct world *world, uint32_t half, const struct world_limit *terms);

/* The Adj-RIB-In of `half` is about to hold `path` of the plane's prefix. */
void limit_counts(struct world *world, const struct plane *plane, uint32_t half, path_id path);
/* An UPDATE has been dealt with: is it too many now? */
void limit_check(struct world *world, uint32_t half, uint32_t because);

#endif
