/* growth.h: a map while it is made; shared by the files of the generator.
 *
 * First who there is (people), then how many links of each kind everybody has (degrees), then whom they have them with
 * (transit, peering). Degrees come from distributions that hardly changed in ten years of published maps; only how
 * many ASes and links there are is a matter of the year. Whom is a matter of chance, country and appetite, with the
 * figures that make ways as long, cones as large and cores as dense as real ones.
 */
#ifndef TOPOLOGIES_GROWTH_GROWTH_H
#define TOPOLOGIES_GROWTH_GROWTH_H

#include "sim/chance.h"
#include "topologies/growth/carriers.h"
#include "topologies/growth/tickets.h"
#include "topologies/growth/years.h"

#include <glib.h>

struct growth_node {
  uint32_t asn;
  uint8_t country, region;
  const struct carriers_network *known; /* or NULL */
  uint32_t customers, providers, guests,
      hosts;                                /* links wanted; peerings with guests and with hosts (growth_peering.c) */
  double size, appetite, openness, welcome; /* standard normal, correlated: who gets the many of each */
};

struct growth_pair {
  uint32_t a, b; /* provider and buyer, or two peers */
};

struct growth {
  uint64_t seed;
  struct years_facts facts;
  uint32_t clique, sellers;
  struct growth_node *node;  /* [facts.ases] the clique, others that sell transit, everybody else */
  GArray *transit, *peering; /* struct growth_pair */
};

/* Purposes of chance; `who` is the ASN, or 0 where there is none. */
enum growth_draw {
  GROWTH_NUMBER = 0x67726f77,
  GROWTH_COUNTRY,
  GROWTH_NORMAL,
  GROWTH_ORDER,
  GROWTH_BUYERS,
  GROWTH_TRANSIT,
  GROWTH_REST,
  GROWTH_PEER,
  GROWTH_CORNER,
};

/* The next number of a purpose, in [0, 1). */
static inline double growth_roll(struct chance *chance) {
  double value = chance_uniform(*chance);
  chance->nth++;
  return value;
}

/* Who they are: fills node[], clique, sellers. Degrees are left at 0. */
void growth_people(struct growth *growth);
/* How many links: fills customers, providers, peers, and sorts the sellers so that those who buy come after those whom
 * they may buy from. */
void growth_degrees(struct growth *growth);
/* Who buys from whom: fills `transit`. No cycle fits, since a seller enters the market once it has bought. */
void growth_transit(struct growth *growth);
/* Who peers: fills `peering`, the clique's mesh first. */
void growth_peering(struct growth *growth);

/* Where everybody stands: the clique apart, and the rest by region and country, so that each is a range of places. */
struct growth_ground {
  uint32_t *place;                    /* [ases] of a node */
  uint32_t *node;                     /* [ases] at a place */
  struct tickets_range clique, world; /* world: all but the clique */
  struct tickets_range clique_region[CARRIERS_REGIONS], region[CARRIERS_REGIONS];
  struct tickets_range country[UINT8_MAX];
};
struct growth_ground *growth_ground_new(const struct growth *growth);
/* A range with tickets in it, near to a node: its country for way < country, its region for way < region, or else
 * `far`; the next one of these three where nobody has a ticket, and `far` if nobody has. */
struct tickets_range growth_ground_near(const struct growth_ground *ground, const struct tickets *tickets,
                                        const struct growth_node *node, double way, double country, double region,
                                        struct tickets_range far);
void growth_ground_free(struct growth_ground *ground);

#endif
