/* place.c: ASes strewn around cities.
 *
 * How far from the middle of its city a network stands is exponential in the distance, in any direction:
 * most within a metropolitan area, some a few hours' drive away (*assumed*).
 */
#include "topologies/places/place.h"

#include "sim/chance.h"
#include "topologies/places/country.h"

#include <math.h>

#define PLACE_SCATTER_KM 60.0 /* mean distance from the city */
#define PLACE_KM_PER_DEGREE 111.2
#define PLACE_NORTHMOST 85.0

enum place_draw { PLACE_CITY = 0x706c6163, PLACE_FAR, PLACE_DIRECTION };

static const struct country_city *place_city(const struct country *country, struct chance chance) {
  uint32_t total = 0;
  for (int i = 0; i < COUNTRY_CITIES; i++) total += country->city[i].weight;
  uint64_t left = chance_below(chance, total);
  int city = 0;
  while (left >= country->city[city].weight) left -= country->city[city++].weight;
  return &country->city[city];
}

static void place_one(struct map *map, uint32_t as, uint64_t seed) {
  map->region[as] = MAP_NOWHERE;
  map->latitude[as] = map->longitude[as] = NAN;
  if (map->country[as] == COUNTRY_NONE) return;
  const struct country *country = &country_table[map->country[as]];
  struct chance chance = {seed, map->asn[as], PLACE_CITY, 0};
  const struct country_city *city = place_city(country, chance);
  chance.what = PLACE_FAR;
  double far = PLACE_SCATTER_KM / PLACE_KM_PER_DEGREE * chance_exponential(chance);
  chance.what = PLACE_DIRECTION;
  double direction = 2 * G_PI * chance_uniform(chance);
  double north = CLAMP(city->latitude + far * cos(direction), -PLACE_NORTHMOST, PLACE_NORTHMOST);
  double east = city->longitude + far * sin(direction) / cos(north * G_PI / 180);
  map->region[as] = country->region;
  map->latitude[as] = (float)north;
  map->longitude[as] = (float)remainder(east, 360);
}

void place_fill(struct map *map, uint64_t seed) {
  if (!map->country) return;
  g_free(map->region);
  g_free(map->latitude);
  g_free(map->longitude);
  g_strfreev(map->region_name);
  map->region = g_new(uint8_t, map->ases);
  map->latitude = g_new(float, map->ases);
  map->longitude = g_new(float, map->ases);
  map->region_name = g_strdupv((char **)carriers_region_name);
  for (uint32_t as = 0; as < map->ases; as++) place_one(map, as, seed);
}
