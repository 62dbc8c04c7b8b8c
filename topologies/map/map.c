#include "topologies/map/map.h"

GQuark map_error_quark(void) { return g_quark_from_static_string("map-error-quark"); }

void map_free(struct map *map) {
  if (!map) return;
  for (uint32_t i = 0; map->name && i < map->ases; i++) g_free(map->name[i]);
  g_free(map->name);
  g_strfreev(map->region_name);
  g_free(map->asn);
  g_free(map->link);
  g_free(map->delay_ms);
  g_free(map->clique);
  g_free(map->prefixes);
  g_free(map->addresses);
  g_free(map->country);
  g_free(map->region);
  g_free(map->latitude);
  g_free(map->longitude);
  g_free(map);
}

uint32_t map_find(const struct map *map, uint32_t asn) {
  uint32_t low = 0, high = map->ases;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (map->asn[middle] < asn) low = middle + 1;
    else high = middle;
  }
  return low < map->ases && map->asn[low] == asn ? low : UINT32_MAX;
}

uint32_t map_link(const struct map *map, uint32_t a, uint32_t b) {
  uint32_t low = 0, high = map->links;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    const struct map_link *link = &map->link[middle];
    if (link->a < a || (link->a == a && link->b < b)) low = middle + 1;
    else high = middle;
  }
  return low < map->links && map->link[low].a == a && map->link[low].b == b ? low : UINT32_MAX;
}
