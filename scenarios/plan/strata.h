/* strata.h: kinds of ASes that an outage treats alike, so that a sample can have its share of each; and an order in
 * which neighbours are alike, too.
 *
 * The kinds are those of Oliveira, Pei, Willinger, Zhang and Zhang (IEEE/ACM ToN 18 (2010)): the tier-1 clique, large
 * and small ISPs and stubs by their customer cones, itself counted; stubs with one provider, who lose everything with
 * it, apart from those with several. The networks that the scenario names, because something happens to them or is
 * looked at, are a kind of their own; and so is who has no way up but by one of them.
 */
#ifndef SCENARIOS_PLAN_STRATA_H
#define SCENARIOS_PLAN_STRATA_H

#include "topologies/map/map.h"

#define STRATA_LARGE_CONE 50 /* more ASes than this make a large ISP */
#define STRATA_STUB_CONE 4   /* and no more than this a stub */

enum strata_kind {
  STRATA_NAMED,
  STRATA_CAPTIVE, /* all its ways by providers lead through those */
  STRATA_TIER1,
  STRATA_LARGE,
  STRATA_SMALL,
  STRATA_MULTIHOMED,
  STRATA_SINGLE, /* one provider, or none */
  STRATA_KINDS
};

struct strata {
  uint32_t ases;
  uint8_t *kind;   /* [ases] enum strata_kind */
  uint32_t *order; /* [ases] all ASes, as a walk down the tree of largest providers meets them */
};

/* `named`: guint32 AS numbers, or NULL; who is not on the map is passed over. No chance in it. strata_free it. */
struct strata *strata_new(const struct map *map, const GArray *named);
void strata_free(struct strata *strata);

#endif
