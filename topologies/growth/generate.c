#include "topologies/growth/generate.h"

#include "topologies/growth/growth.h"
#include "topologies/growth/prefixes.h"
#include "topologies/places/place.h"

#include <math.h>
#include <string.h>

static void add_links(const struct growth *growth, const GArray *pairs, enum map_kind kind,
                      struct map_builder *builder) {
  for (guint i = 0; i < pairs->len; i++) {
    struct growth_pair pair = g_array_index(pairs, struct growth_pair, i);
    map_builder_link(builder, growth->node[pair.a].asn, growth->node[pair.b].asn, kind, 0, NULL);
  }
}

static void name_clique(const struct growth *growth, struct map_builder *builder) {
  uint32_t *asn = g_new(uint32_t, growth->clique);
  for (uint32_t i = 0; i < growth->clique; i++) asn[i] = growth->node[i].asn;
  map_builder_clique(builder, asn, growth->clique);
  g_free(asn);
}

static void fill_columns(const struct growth *growth, struct map *map) {
  map->country = g_new(uint8_t, map->ases);
  map->name = g_new0(char *, map->ases);
  for (uint32_t i = 0; i < growth->facts.ases; i++) {
    uint32_t as = map_find(map, growth->node[i].asn);
    map->country[as] = growth->node[i].country;
    if (growth->node[i].known) map->name[as] = g_strdup(growth->node[i].known->name);
  }
}

#define HOSTS_POWER 0.4 /* hosts grew with links to this power from 2009 to 2018 */

/* A map of another size has links in proportion. */
static struct years_facts facts_of(const struct generate_options *options) {
  struct years_facts facts = years_facts(options->year);
  if (options->ases == 0) return facts;
  double scale = (double)options->ases / facts.ases;
  facts.ases = options->ases;
  facts.transit_links = (uint32_t)lround(scale * facts.transit_links);
  facts.peer_links = (uint32_t)lround(scale * facts.peer_links);
  facts.hosts = MAX(1, (uint32_t)lround(pow(scale, HOSTS_POWER) * facts.hosts));
  return facts;
}

struct map *generate_map(const struct generate_options *options) {
  g_assert(options->ases == 0 || (GENERATE_FEWEST <= options->ases && options->ases <= GENERATE_MOST));
  struct growth growth = {.seed = options->seed, .facts = facts_of(options)};
  growth_people(&growth);
  growth_degrees(&growth);
  growth_transit(&growth);
  growth_peering(&growth);
  struct map_builder *builder = map_builder_new();
  add_links(&growth, growth.transit, MAP_TRANSIT, builder);
  add_links(&growth, growth.peering, MAP_PEER, builder);
  name_clique(&growth, builder);
  GError *error = NULL;
  struct map *map = map_builder_finish(builder, &error);
  g_assert_no_error(error);
  g_assert(map->ases == growth.facts.ases);
  fill_columns(&growth, map);
  place_fill(map, options->seed);
  prefixes_draw(map, options->year, options->seed);
  g_free(growth.node);
  g_array_free(growth.transit, TRUE);
  g_array_free(growth.peering, TRUE);
  return map;
}
