/* downhill_map.h: who is downhill (downhill.h), and whose sessions come and go there. */
#ifndef MODELS_DOWNHILL_DOWNHILL_MAP_H
#define MODELS_DOWNHILL_DOWNHILL_MAP_H

#include "models/replay/replay.h"

/* The session of a half comes or goes. */
struct downhill_record {
  sim_time at;
  sim_time transfer; /* coming, how long it takes to tell the table */
  uint32_t owner, because;
  uint32_t number; /* in the history, from 1 */
  bool up;
};

/* What never changes of a half over which its owner is told something: kept together, for all of it is asked at once.
 */
struct downhill_way {
  uint64_t base; /* rank of a route that comes over it, were the path of no length */
  sim_time delay;
  uint32_t half, back, teller; /* itself; the other end, and whose that is */
  bool customer;               /* the owner is one of the teller */
  bool turns;                  /* the session comes or goes, at either end */
};

struct downhill_map {
  struct arena arena;             /* holds the arrays but `record` */
  bool *down;                     /* [routers] of the present origin */
  bool *far;                      /* [halves] leads to one */
  uint32_t *order, *place;        /* routers, providers before their customers; [routers] where each is in there */
  uint32_t *up, ups;              /* routers that are not down for the present origin alone */
  struct downhill_record *record; /* by half, and in order of time */
  uint32_t *records;              /* [halves + 1] where those of each half begin */
  uint32_t *last;                 /* [halves + 1] the last time that it comes, or where they begin */
  uint32_t *restless, count;      /* routers over whose sessions to peers and providers that happens */
  struct downhill_way *way;       /* [halves] those of a router to peers and providers in order of `back` */
  bool *parts;                    /* [routers] it happens to their ends of sessions to customers */
};

void downhill_map_init(struct downhill_map *map, const struct world *world);
void downhill_map_clear(struct downhill_map *map);
/* Another origin. */
void downhill_map_turn(struct downhill_map *map, const struct network *network, uint32_t origin);

/* Does the session of `half` ever come or go? */
static inline bool downhill_map_turns(const struct downhill_map *m, uint32_t half) {
  return m->records[half] < m->records[half + 1];
}

#endif
