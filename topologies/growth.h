/* growth.h: a map while it grows; shared by the files of the generator.
 *
 * Nodes are numbered in the order of their arrival. A node buys transit only from nodes that arrived
 * before it and sell transit, so arrival is an order in which no cycle fits.
 */
#ifndef TOPOLOGIES_GROWTH_H
#define TOPOLOGIES_GROWTH_H

#include "sim/chance.h"
#include "topologies/carriers.h"
#include "topologies/map.h"

struct growth_node {
  uint32_t asn;
  enum carriers_region region;
  enum carriers_role role;
  const struct carriers_network *known; /* or NULL */
  uint32_t first;                       /* its providers are provider[first ..] up to the next node's */
};

struct growth {
  uint64_t seed;
  uint32_t ases, clique;
  struct growth_node *node; /* [ases + 1]; the last only closes the list of providers */
  GArray *provider;         /* uint32_t: nodes */
  GArray *peering;          /* struct growth_pair */
};

struct growth_pair {
  uint32_t a, b;
};

/* Purposes of chance. `who` is the node, but for GROWTH_PEER, where it is 0. */
enum growth_draw {
  GROWTH_NUMBER = 0x67726f77,
  GROWTH_ROLE,
  GROWTH_TRANSIT,
  GROWTH_OPENNESS,
  GROWTH_PEER,
};

/* The next number of a purpose, in [0, 1). */
static inline double growth_roll(struct chance *chance) {
  double value = chance_uniform(*chance);
  chance->nth++;
  return value;
}

/* Who they are: fills node[].asn, region, role, known, and clique. */
void growth_people(struct growth *growth);
/* Who buys transit from whom: fills provider and node[].first. */
void growth_transit(struct growth *growth);
/* Who peers: fills peering, the clique's mesh first. */
void growth_peering(struct growth *growth);

#endif
