/* downhill_map.h: who is downhill (downhill.h), and whose sessions come and go there. */
#ifndef MODELS_DOWNHILL_DOWNHILL_MAP_H
#define MODELS_DOWNHILL_DOWNHILL_MAP_H

#include "models/downhill/downhill_turns.h"
#include "models/replay/replay.h"

/* What never changes of a half over which its owner is told something: kept together, for all of it is asked at once.
 */
struct downhill_way {
  uint64_t base; /* rank of a route that comes over it, were the path of no length */
  sim_time delay;
  uint32_t half, back, teller; /* itself; the other end, and whose that is */
  uint32_t turns;              /* its place in `span` of the turns, NETWORK_NONE: the session stands */
  bool customer;               /* the owner is one of the teller */
};

struct downhill_map {
  struct arena arena;      /* holds the arrays */
  bool *down;              /* [routers] of the present origin */
  bool *far;               /* [halves] leads to one */
  uint32_t *order, *place; /* routers, providers before their customers; [routers] where each is in there */
  uint32_t *up, ups;       /* routers that are not down for the present origin alone */
  struct downhill_turns turns;
  uint32_t *restless, count; /* routers over whose sessions to peers and providers that happens */
  struct downhill_way *way;  /* [halves] those of a router to peers and providers in order of `back` */
  bool *parts;               /* [routers] it happens to their ends of sessions to customers */
};

void downhill_map_init(struct downhill_map *map, const struct world *world);
void downhill_map_clear(struct downhill_map *map);
/* Another origin. */
void downhill_map_turn(struct downhill_map *map, const struct network *network, uint32_t origin);

#endif
