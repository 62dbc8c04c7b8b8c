#include "topologies/inside/inside_map.h"

#include "topologies/files/draft.h"
#include "topologies/growth/carriers.h"
#include "topologies/places/city.h"
#include "topologies/places/country.h"

#include <math.h>
#include <string.h>

static void builder_pop(struct inside_builder *builder, const char *name, double latitude, double longitude,
                        uint8_t country) {
  const struct city *city = isnan(latitude) ? city_find(name) : NULL;
  if (city) {
    latitude = (double)city->latitude;
    longitude = (double)city->longitude;
    country = country_find(city->country);
  }
  if (country == COUNTRY_NONE && !isnan(latitude)) country = city_country(latitude, longitude);
  inside_builder_pop(builder, name, latitude, longitude, country);
}

static gboolean has_routers(const struct map *map) {
  return map->name && map->region && map->name[0] && strchr(map->name[0], '/') != NULL;
}

/* A router of no known PoP is one by itself. */
static void add_routers(struct inside_builder *builder, const struct map *map) {
  uint32_t pops = 0;
  for (; map->region_name[pops]; pops++) builder_pop(builder, map->region_name[pops], NAN, NAN, COUNTRY_NONE);
  for (uint32_t i = 0; i < map->ases; i++) {
    uint32_t pop = map->region[i] == MAP_NOWHERE ? pops++ : map->region[i];
    if (map->region[i] == MAP_NOWHERE) builder_pop(builder, map->name[i], NAN, NAN, COUNTRY_NONE);
    inside_builder_router(builder, pop, map->name[i], g_str_has_suffix(map->name[i], " bb"));
  }
}

static void add_pops(struct inside_builder *builder, const struct map *map) {
  for (uint32_t i = 0; i < map->ases; i++) {
    g_autofree char *number = g_strdup_printf("%u", map->asn[i]);
    const char *name = map->name && map->name[i] ? map->name[i] : number;
    builder_pop(builder, name, map->latitude ? (double)map->latitude[i] : NAN,
                map->longitude ? (double)map->longitude[i] : NAN, map->country ? map->country[i] : COUNTRY_NONE);
    inside_builder_router(builder, i, name, FALSE);
  }
}

/* The weight of the link between the nodes of these names, or NaN. */
static double weight_of(const struct map *weights, const struct map *map, const struct map_link *link) {
  uint32_t end[2] = {UINT32_MAX, UINT32_MAX};
  if (!weights || !weights->delay_ms || !map->name) return NAN;
  for (uint32_t i = 0; i < weights->ases; i++) {
    if (g_strcmp0(weights->name[i], map->name[link->a]) == 0) end[0] = i;
    if (g_strcmp0(weights->name[i], map->name[link->b]) == 0) end[1] = i;
  }
  if (end[0] == UINT32_MAX || end[1] == UINT32_MAX) return NAN;
  uint32_t found = map_link(weights, MIN(end[0], end[1]), MAX(end[0], end[1]));
  return found == UINT32_MAX ? NAN : (double)weights->delay_ms[found];
}

struct inside *inside_map_read(const struct map *map, const struct map *weights, GError **error) {
  if (map->ases > INSIDE_MOST_ROUTERS) {
    g_set_error(error, MAP_ERROR, MAP_ERROR_SIZE, "found %u nodes, expected one network of at most %d", map->ases,
                INSIDE_MOST_ROUTERS);
    return NULL;
  }
  struct inside_builder *builder = inside_builder_new();
  if (has_routers(map)) add_routers(builder, map);
  else add_pops(builder, map);
  for (uint32_t i = 0; i < map->links; i++)
    inside_builder_link(builder, map->link[i].a, map->link[i].b, map->delay_ms ? (double)map->delay_ms[i] : NAN,
                        weight_of(weights, map, &map->link[i]));
  return inside_builder_finish(builder);
}

static void fill_nodes(struct map *map, const struct inside *inside) {
  map->name = g_new(char *, map->ases);
  map->country = g_new(uint8_t, map->ases);
  map->region = g_new(uint8_t, map->ases);
  map->latitude = g_new(float, map->ases);
  map->longitude = g_new(float, map->ases);
  map->region_name = g_strdupv((char **)carriers_region_name);
  for (uint32_t r = 0; r < map->ases; r++) {
    const struct inside_pop *pop = &inside->pop[inside->router[r].pop];
    map->name[r] = g_strdup(inside->router[r].name);
    map->country[r] = pop->country;
    map->region[r] = pop->country == COUNTRY_NONE ? MAP_NOWHERE : country_table[pop->country].region;
    map->latitude[r] = pop->latitude;
    map->longitude[r] = pop->longitude;
  }
}

struct map *inside_map_new(const struct inside *inside, GError **error) {
  struct map_builder *builder = map_builder_new();
  for (uint32_t i = 0; i < inside->links; i++) {
    const struct inside_link *link = &inside->link[i];
    gboolean fine = map_builder_link(builder, DRAFT_PRIVATE + link->a, DRAFT_PRIVATE + link->b, MAP_SIBLING, 0, NULL);
    g_assert(fine);
  }
  struct map *map = map_builder_finish(builder, error);
  if (!map) return NULL;
  g_assert(map->ases == inside->routers); /* it is in one piece */
  fill_nodes(map, inside);
  map->delay_ms = g_new(float, map->links);
  for (uint32_t i = 0; i < inside->links; i++)
    map->delay_ms[map_link(map, inside->link[i].a, inside->link[i].b)] = (float)inside->link[i].ms;
  return map;
}
