#include "topologies/places/place.h"

#include "topologies/places/country.h"
#include "topologies/places/span.h"

#include <math.h>
#include <string.h>

static struct map *land(const uint32_t *asn, const char *const *code, uint32_t ases) {
  struct map *map = g_new0(struct map, 1);
  map->ases = ases;
  map->asn = g_memdup2(asn, ases * sizeof *asn);
  map->country = g_new(uint8_t, ases);
  for (uint32_t i = 0; i < ases; i++) map->country[i] = country_find(code[i]);
  return map;
}

static void same(void) {
  struct map *small = land((uint32_t[]){10, 30}, (const char *[]){"DE", "BR"}, 2);
  struct map *great = land((uint32_t[]){5, 10, 20, 30}, (const char *[]){"US", "DE", "JP", "BR"}, 4);
  struct map *other = land((uint32_t[]){10, 30}, (const char *[]){"DE", "BR"}, 2);
  place_fill(small, 1);
  place_fill(great, 1);
  place_fill(other, 2);
  for (uint32_t i = 0; i < 2; i++) {
    g_assert_cmpfloat(small->latitude[i], ==, great->latitude[2 * i + 1]);
    g_assert_cmpfloat(small->longitude[i], ==, great->longitude[2 * i + 1]);
    g_assert_cmpuint(small->region[i], ==, great->region[2 * i + 1]);
    g_assert_cmpfloat(small->latitude[i], !=, other->latitude[i]);
  }
  place_fill(great, 1); /* once more: nothing leaks, nothing moves */
  g_assert_cmpfloat(small->latitude[0], ==, great->latitude[1]);
  map_free(small);
  map_free(great);
  map_free(other);
}

static void unknown(void) {
  struct map *map = land((uint32_t[]){1, 2}, (const char *[]){"EU", "FR"}, 2);
  place_fill(map, 1);
  g_assert_cmpuint(map->region[0], ==, MAP_NOWHERE);
  g_assert_true(isnan(map->latitude[0]) && isnan(map->longitude[0]));
  g_assert_cmpstr(map->region_name[map->region[1]], ==, "Europe");
  g_assert_false(isnan(map->latitude[1]) || isnan(map->longitude[1]));
  map_free(map);
  struct map bare = {.ases = 0};
  place_fill(&bare, 1);
  g_assert_null(bare.region);
}

#define MANY 5000

/* Everybody is near a city of the country, as many in each as its weight says, at 60 km in the mean. */
static void cities(void) {
  struct map *map = g_new0(struct map, 1);
  map->ases = MANY;
  map->asn = g_new(uint32_t, MANY);
  map->country = g_new(uint8_t, MANY);
  for (uint32_t i = 0; i < MANY; i++) map->asn[i] = i + 1;
  memset(map->country, country_find("BR"), MANY);
  place_fill(map, 3);
  const struct country_city *city = country_table[country_find("BR")].city;
  uint32_t near[COUNTRY_CITIES] = {0};
  double total = 0;
  for (uint32_t i = 0; i < MANY; i++) {
    double least = INFINITY;
    int nearest = 0;
    for (int j = 0; j < COUNTRY_CITIES && city[j].weight; j++) {
      double km = span_circle(city[j].latitude, city[j].longitude, map->latitude[i], map->longitude[i]);
      if (km < least) least = km, nearest = j;
    }
    near[nearest]++;
    total += least;
  }
  g_assert_cmpfloat_with_epsilon(total / MANY, 60, 5);
  g_assert_cmpfloat_with_epsilon((double)near[0] / MANY, 0.40, 0.03); /* Sao Paulo */
  g_assert_cmpfloat_with_epsilon((double)near[2] / MANY, 0.18, 0.03); /* Fortaleza */
  map_free(map);
}

/* Fiji lies at the date line. */
static void date_line(void) {
  struct map *map = g_new0(struct map, 1);
  map->ases = MANY;
  map->asn = g_new(uint32_t, MANY);
  map->country = g_new(uint8_t, MANY);
  for (uint32_t i = 0; i < MANY; i++) map->asn[i] = i + 1;
  memset(map->country, country_find("FJ"), MANY);
  place_fill(map, 3);
  uint32_t west = 0;
  for (uint32_t i = 0; i < MANY; i++) {
    g_assert_cmpfloat(fabsf(map->longitude[i]), <=, 180);
    west += map->longitude[i] < 0;
  }
  g_assert_cmpuint(west, >, 0);
  map_free(map);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/place/an AS stands at the same place on every map", same);
  g_test_add_func("/place/without a country there is no region and no place", unknown);
  g_test_add_func("/place/cities have their share and their surroundings", cities);
  g_test_add_func("/place/no longitude is beyond the date line", date_line);
  return g_test_run();
}
