/* valley.h: how long the ways are that policy allows.
 *
 * A valley-free way climbs to providers, crosses at most one peering, and descends to customers; siblings may be
 * passed anywhere and change nothing about what may follow. Two lengths are measured, in links (as many as the AS path
 * that arrives has ASes): that of the shortest such way, and that of the way of routers that prefer what a customer
 * sent over what a peer sent over what a provider sent, and only then the shorter (Gao and Rexford, IEEE/ACM ToN
 * 9 (2001)); what comes from a sibling is as good as it is to the sibling.
 *
 * Lengths are counted over pairs (AS, origin), from all ASes to a sample of origins that stand at equal distances in
 * the order of AS numbers: the one with index (2k + 1) ases / (2 origins), rounded down, for k = 0, 1, ... There is
 * no chance in it.
 */
#ifndef TOPOLOGIES_SURVEY_VALLEY_H
#define TOPOLOGIES_SURVEY_VALLEY_H

#include "topologies/map/adjacency.h"
#include "topologies/survey/distribution.h"

struct valley {
  uint32_t origins;                          /* how many were looked at: all, if there are fewer than were wished */
  struct distribution *shortest, *preferred; /* links, over pairs that have a way; an AS to itself is no pair */
  double cut_off;                            /* share of the pairs that have none; NaN without pairs */
};

/* valley_free it. */
struct valley *valley_new(const struct adjacency *adjacency, uint32_t origins);
void valley_free(struct valley *valley);

#endif
