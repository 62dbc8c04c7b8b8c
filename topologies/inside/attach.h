/* attach.h: at which PoPs the neighbours of an expanded AS are attached: the rules of expansion.h.
 *
 * Used by expansion.c; nobody else needs it.
 */
#ifndef TOPOLOGIES_INSIDE_ATTACH_H
#define TOPOLOGIES_INSIDE_ATTACH_H

#include "topologies/inside/expansion.h"
#include "topologies/map/adjacency.h"

struct attach {
  const struct map *map;
  struct adjacency *adjacency;
  const struct expansion_wish *wish; /* [wishes] by AS */
  uint32_t wishes;
  uint64_t seed;
  float *latitude, *longitude; /* [ases] the map's, or those of the PoP that an AS was drawn to; NaN: unknown */
  double **weight;             /* [wishes][pops] for those who may be anywhere, at least 1 */
  uint32_t *home;              /* [ases] the PoP that it was drawn to first, or UINT32_MAX */
  uint32_t *home_wish;         /* [ases] ... of this wish */
};

/* Where one link of the map ends, once: PoPs, of the wishes of its two ends (0 where that is not expanded). */
struct attach_point {
  uint32_t pop_a, pop_b;
};

/* Finds a place for every neighbour that has none. */
void attach_init(struct attach *attach, const struct map *map, const struct expansion_wish *wish, uint32_t wishes,
                 uint64_t seed);
void attach_clear(struct attach *attach);
/* The points of the map's link number `link`, at least one; `a` and `b` are the wishes of its ends or NULL. struct
 * attach_point (g_array_unref). */
GArray *attach_points(const struct attach *attach, uint32_t link, const struct expansion_wish *a,
                      const struct expansion_wish *b);
/* A router of a PoP for the nth attachment of the link. */
uint32_t attach_router(const struct attach *attach, const struct inside *inside, uint32_t pop, uint32_t link,
                       uint32_t nth);

#endif
