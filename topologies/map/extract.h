/* extract.h: a small map cut out of a large one, and what the cut severs. */
#ifndef TOPOLOGIES_MAP_EXTRACT_H
#define TOPOLOGIES_MAP_EXTRACT_H

#include "topologies/map/adjacency.h"

struct extract_loss {
  uint32_t ases, links; /* left out */
  uint32_t providers, customers, peers,
      siblings;     /* of the links left out: with one end inside, the other end being such */
  uint32_t orphans; /* ASes inside that bought transit and have no provider left */
  uint32_t cut_off; /* ASes inside that had a valley-free way to the clique and have none to the cut's own clique */
  uint32_t clique;  /* members of the clique left; 0: the cut's clique was inferred anew */
};

/* For each AS, whether it is inside: `as` and its customers, their customers, and so on. g_free it. */
gboolean *extract_cone(const struct adjacency *adjacency, uint32_t as);
/* The same for all ASes that `hops` links of any kind lead to. */
gboolean *extract_around(const struct adjacency *adjacency, uint32_t as, uint32_t hops);

/* The ASes inside and all links among them, with all columns. NULL when there is no link among them. */
struct map *extract_cut(const struct map *map, const gboolean *inside);
/* What `cut` has not of `map`, of which it was cut. */
struct extract_loss extract_compare(const struct map *map, const struct map *cut);

#endif
