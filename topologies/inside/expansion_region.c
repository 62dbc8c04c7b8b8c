#include "topologies/inside/expansion_region.h"

#include "topologies/growth/carriers.h"
#include "topologies/places/country.h"

#include <string.h>

/* The region of a PoP among those of the expansion, MAP_NOWHERE when it is none of them. */
static uint8_t region_of(const struct expansion *expansion, const struct inside_pop *pop) {
  if (pop->country == COUNTRY_NONE) return MAP_NOWHERE;
  const char *name = carriers_region_name[country_table[pop->country].region];
  for (uint8_t i = 0; expansion->region_name[i]; i++)
    if (strcmp(expansion->region_name[i], name) == 0) return i;
  return MAP_NOWHERE;
}

static gboolean has_countries(const struct expansion *expansion) {
  for (uint32_t i = 0; i < expansion->wishes; i++)
    for (uint32_t p = 0; p < expansion->wish[i].inside->pops; p++)
      if (expansion->wish[i].inside->pop[p].country != COUNTRY_NONE) return TRUE;
  return FALSE;
}

/* Of an AS: the map's, or that of the PoP that it is attached to first. */
static uint8_t *ases_begin(const struct expansion *expansion, const struct attach *attach) {
  const struct map *map = expansion->map;
  uint8_t *region = g_new(uint8_t, map->ases);
  for (uint32_t as = 0; as < map->ases; as++) {
    region[as] = map->region ? map->region[as] : MAP_NOWHERE;
    if (region[as] != MAP_NOWHERE || attach->home[as] == UINT32_MAX) continue;
    region[as] = region_of(expansion, &attach->wish[attach->home_wish[as]].inside->pop[attach->home[as]]);
  }
  return region;
}

/* The region that most neighbours have, the first of equals. */
static uint8_t majority(const struct adjacency *adjacency, const uint8_t *region, uint32_t as) {
  uint32_t count[MAP_NOWHERE] = {0};
  uint8_t most = MAP_NOWHERE;
  for (uint32_t h = adjacency->first[as]; h < adjacency->first[as + 1]; h++) {
    uint8_t there = region[adjacency->neighbour[h]];
    if (there != MAP_NOWHERE) count[there]++;
  }
  for (uint8_t i = 0; i < MAP_NOWHERE; i++)
    if (count[i] > (most == MAP_NOWHERE ? 0 : count[most])) most = i;
  return most;
}

/* One step further from those whose region is known. FALSE when there was none to be made. */
static gboolean wave(const struct adjacency *adjacency, uint8_t *region, uint32_t ases) {
  g_autofree uint8_t *before = g_memdup2(region, ases);
  gboolean moved = FALSE;
  for (uint32_t as = 0; as < ases; as++) {
    if (before[as] != MAP_NOWHERE) continue;
    region[as] = majority(adjacency, before, as);
    moved |= region[as] != MAP_NOWHERE;
  }
  return moved;
}

void expansion_region_fill(struct expansion *expansion, const struct attach *attach) {
  const struct map *map = expansion->map;
  gboolean placed = has_countries(expansion);
  if (!placed && !map->region) return;
  expansion->region_name = g_strdupv(map->region ? map->region_name : (char **)carriers_region_name);
  g_autofree uint8_t *region = ases_begin(expansion, attach);
  while (placed && wave(attach->adjacency, region, map->ases)) continue;
  expansion->region = g_new(uint8_t, expansion->routers);
  for (uint32_t r = 0; r < expansion->routers; r++) expansion->region[r] = region[expansion->as_of[r]];
  for (uint32_t i = 0; i < expansion->wishes; i++) {
    const struct expansion_wish *wish = &expansion->wish[i];
    for (uint32_t r = 0; r < wish->inside->routers; r++) {
      uint8_t own = region_of(expansion, &wish->inside->pop[wish->inside->router[r].pop]);
      if (own != MAP_NOWHERE) expansion->region[expansion->first[wish->as] + r] = own;
    }
  }
}
