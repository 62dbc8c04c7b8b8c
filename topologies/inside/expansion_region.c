#include "topologies/inside/expansion_region.h"

#include "sim/chance.h"
#include "topologies/growth/carriers.h"
#include "topologies/places/country.h"

#include <string.h>

enum region_draw { REGION_DRAW = 0x72656769 };

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

/* Of the neighbours [from, until), that of one whose region is known, by chance; MAP_NOWHERE when there is none. */
static uint8_t draw_among(const struct attach *attach, const uint8_t *region, uint32_t from, uint32_t until,
                          uint32_t as) {
  const uint32_t *neighbour = attach->adjacency->neighbour;
  uint32_t known = 0;
  for (uint32_t h = from; h < until; h++) known += region[neighbour[h]] != MAP_NOWHERE;
  if (!known) return MAP_NOWHERE;
  struct chance chance = {.seed = attach->seed, .who = attach->map->asn[as], .what = REGION_DRAW};
  uint64_t left = chance_below(chance, known);
  for (uint32_t h = from;; h++)
    if (region[neighbour[h]] != MAP_NOWHERE && left-- == 0) return region[neighbour[h]];
}

static uint8_t draw_region(const struct attach *attach, const uint8_t *region, uint32_t as) {
  const struct adjacency *adjacency = attach->adjacency;
  uint8_t drawn = draw_among(attach, region, adjacency->providers[as], adjacency->first[as + 1], as);
  if (drawn != MAP_NOWHERE) return drawn;
  return draw_among(attach, region, adjacency->first[as], adjacency->first[as + 1], as);
}

/* One step further from those whose region is known. FALSE when there was none to be made. */
static gboolean wave(const struct attach *attach, uint8_t *region) {
  uint32_t ases = attach->map->ases;
  g_autofree uint8_t *before = g_memdup2(region, ases);
  gboolean moved = FALSE;
  for (uint32_t as = 0; as < ases; as++) {
    if (before[as] != MAP_NOWHERE) continue;
    region[as] = draw_region(attach, before, as);
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
  while (placed && wave(attach, region)) continue;
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
