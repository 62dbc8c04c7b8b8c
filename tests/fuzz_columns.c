/* Any bytes give countries and weights that keep their promises, or one line of error and an untouched map. */
#include "topologies/files/countries.h"
#include "topologies/files/weights.h"
#include "topologies/places/country.h"
#include "topologies/places/place.h"

#include <math.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* ASes 1 to 11, no links: neither reader looks at them. */
static struct map *small_map(void) {
  struct map *map = g_new0(struct map, 1);
  map->ases = 11;
  map->asn = g_new(uint32_t, map->ases);
  for (uint32_t as = 0; as < map->ases; as++) map->asn[as] = as + 1;
  return map;
}

static void refused_well(GError *error) {
  g_assert_nonnull(error);
  g_assert_true(g_str_has_prefix(error->message, "input:"));
  g_assert_null(strchr(error->message, '\n'));
  g_assert_true(g_utf8_validate(error->message, -1, NULL));
  g_error_free(error);
}

static void try_countries(const char *text, size_t size) {
  struct map *map = small_map();
  GError *error = NULL;
  if (countries_read(map, text, size, "input", &error)) {
    place_fill(map, 1);
    for (uint32_t as = 0; as < map->ases; as++) {
      gboolean known = map->country[as] != COUNTRY_NONE;
      g_assert_true(map->country[as] < country_count || !known);
      g_assert_true(known == (map->region[as] != MAP_NOWHERE));
      g_assert_true(known == (fabsf(map->latitude[as]) <= 90 && fabsf(map->longitude[as]) <= 180));
    }
  } else {
    g_assert_null(map->country);
    refused_well(error);
  }
  map_free(map);
}

static void try_weights(const char *text, size_t size) {
  struct map *map = small_map();
  GError *error = NULL;
  if (weights_read(map, text, size, "input", &error)) {
    uint64_t total = 0;
    for (uint32_t as = 0; as < map->ases; as++) {
      total += map->prefixes[as];
      g_assert_true(map->prefixes[as] <= WEIGHTS_MOST_PREFIXES);
      g_assert_true(!map->addresses || map->addresses[as] <= WEIGHTS_MOST_ADDRESSES);
    }
    g_assert_true(total > 0);
  } else {
    g_assert_null(map->prefixes);
    refused_well(error);
  }
  map_free(map);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  try_countries((const char *)data, size);
  try_weights((const char *)data, size);
  return 0;
}
