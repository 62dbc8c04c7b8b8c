/* terrain.h: a map as large as the real one, on which some ASes are seen from within, and worlds on it. */
#ifndef TESTS_TERRAIN_H
#define TESTS_TERRAIN_H

#include "models/world/world.h"
#include "scenarios/plan/insides.h"

#define TERRAIN_2012 "../shared/data/asrel/20120101.as-rel.txt" /* where a map of January 2012 may be */

struct terrain {
  struct map *map;
  struct scenario *scenario;
  struct insides *insides;
};

/* Which map: a file, or a generated one like that of `year`, of `ases` (0: as many as the Internet had). */
struct terrain_order {
  const char *file;
  uint32_t year, ases;
  bool flat;                 /* nobody is seen from within; otherwise Level 3 as in the scenario level3-2011 ... */
  const char *const *inside; /* ... and whom these settings of [inside] groups name (scenario_set); NULL at the end */
};

/* NULL: there is no such file. */
struct terrain *terrain_new(const struct terrain_order *order);
void terrain_free(struct terrain *terrain);
/* A new world on it, its routers without MRAI or processing costs. Nobody is told of what happens in it. */
struct world *terrain_world(const struct terrain *terrain);

#endif
