#include "topologies/generate.h"

#include "topologies/growth.h"
#include "topologies/prefixes.h"

#include <string.h>

static void add_links(const struct growth *growth, struct map_builder *builder) {
  const struct growth_node *node = growth->node;
  for (uint32_t i = 0; i < growth->ases; i++)
    for (uint32_t j = node[i].first; j < node[i + 1].first; j++) {
      uint32_t provider = g_array_index(growth->provider, uint32_t, j);
      map_builder_link(builder, node[provider].asn, node[i].asn, MAP_TRANSIT, 0, NULL);
    }
  for (guint i = 0; i < growth->peering->len; i++) {
    struct growth_pair pair = g_array_index(growth->peering, struct growth_pair, i);
    map_builder_link(builder, node[pair.a].asn, node[pair.b].asn, MAP_PEER, 0, NULL);
  }
}

static void name_clique(const struct growth *growth, struct map_builder *builder) {
  uint32_t *asn = g_new(uint32_t, growth->clique);
  for (uint32_t i = 0; i < growth->clique; i++) asn[i] = growth->node[i].asn;
  map_builder_clique(builder, asn, growth->clique);
  g_free(asn);
}

static void fill_columns(const struct growth *growth, struct map *map) {
  map->region = g_new(uint8_t, map->ases);
  map->name = g_new0(char *, map->ases);
  map->region_name = g_strdupv((char **)carriers_region_name);
  for (uint32_t i = 0; i < growth->ases; i++) {
    uint32_t as = map_find(map, growth->node[i].asn);
    map->region[as] = (uint8_t)growth->node[i].region;
    if (growth->node[i].known) map->name[as] = g_strdup(growth->node[i].known->name);
  }
}

struct map *generate_map(const struct generate_options *options) {
  g_assert(GENERATE_FEWEST <= options->ases && options->ases <= GENERATE_MOST);
  struct growth growth = {.seed = options->seed, .ases = options->ases};
  growth_people(&growth);
  growth_transit(&growth);
  growth_peering(&growth);
  struct map_builder *builder = map_builder_new();
  add_links(&growth, builder);
  name_clique(&growth, builder);
  GError *error = NULL;
  struct map *map = map_builder_finish(builder, &error);
  g_assert_no_error(error);
  g_assert(map->ases == growth.ases);
  fill_columns(&growth, map);
  prefixes_draw(map, options->seed);
  g_free(growth.node);
  g_array_free(growth.provider, TRUE);
  g_array_free(growth.peering, TRUE);
  return map;
}
