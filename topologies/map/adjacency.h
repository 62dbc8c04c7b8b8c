/* adjacency.h: who is next to whom, as seen from each AS.
 *
 * The neighbours of AS i lie in neighbour[first[i] .. first[i+1]): customers first, then
 * peers, siblings, providers; within a group ascending. The groups begin at
 * first[i], peers[i], siblings[i], providers[i].
 */
#ifndef TOPOLOGIES_MAP_ADJACENCY_H
#define TOPOLOGIES_MAP_ADJACENCY_H

#include "topologies/map/map.h"

struct adjacency {
  uint32_t ases;
  uint32_t *neighbour;                            /* [2 x links] indices of ASes */
  uint32_t *first, *peers, *siblings, *providers; /* [ases + 1] each; the last entry closes the last AS */
};

struct adjacency *adjacency_new(const struct map *map);
void adjacency_free(struct adjacency *adjacency);

static inline uint32_t adjacency_degree(const struct adjacency *adjacency, uint32_t as) {
  return adjacency->first[as + 1] - adjacency->first[as];
}
static inline uint32_t adjacency_customers(const struct adjacency *adjacency, uint32_t as) {
  return adjacency->peers[as] - adjacency->first[as];
}
static inline uint32_t adjacency_providers(const struct adjacency *adjacency, uint32_t as) {
  return adjacency->first[as + 1] - adjacency->providers[as];
}
/* Whether b is among a's neighbours, whatever the kind. */
gboolean adjacency_linked(const struct adjacency *adjacency, uint32_t a, uint32_t b);

#endif
