/* graphml_write.c: the GraphML writer. One line a node, one line an edge, so that two maps can be compared by diff. */
#include "topologies/files/graphml.h"
#include "topologies/places/country.h"

#include <math.h>
#include <string.h>

static void write_text(FILE *out, const char *key, const char *text) {
  g_autofree char *escaped = g_markup_escape_text(text, -1);
  fprintf(out, "<data key=\"%s\">%s</data>", key, escaped);
}

/* Nine digits bring a float back as it was. */
static void write_float(FILE *out, const char *key, const float *column, uint32_t index) {
  char digits[G_ASCII_DTOSTR_BUF_SIZE];
  if (!column || isnan(column[index])) return;
  fprintf(out, "<data key=\"%s\">%s</data>", key, g_ascii_formatd(digits, sizeof digits, "%.9g", column[index]));
}

static void write_key(FILE *out, gboolean present, const char *domain, const char *name, const char *type) {
  if (present)
    fprintf(out, "  <key id=\"%s\" for=\"%s\" attr.name=\"%s\" attr.type=\"%s\"/>\n", name, domain, name, type);
}

static void write_keys(const struct map *map, FILE *out) {
  write_key(out, TRUE, "node", "asn", "long");
  write_key(out, map->name != NULL, "node", "label", "string");
  write_key(out, map->region != NULL, "node", "region", "string");
  write_key(out, map->country != NULL, "node", "country", "string");
  write_key(out, map->latitude != NULL, "node", "latitude", "double");
  write_key(out, map->longitude != NULL, "node", "longitude", "double");
  write_key(out, map->prefixes != NULL, "node", "prefixes", "long");
  write_key(out, map->addresses != NULL, "node", "addresses", "long");
  write_key(out, TRUE, "node", "clique", "boolean");
  write_key(out, TRUE, "node", "tier", "int");
  write_key(out, TRUE, "edge", "relation", "string");
  write_key(out, map->delay_ms != NULL, "edge", "delay_ms", "double");
  for (unsigned i = 0; map->region_name && map->region_name[i]; i++)
    fprintf(out, "  <key id=\"region%u\" for=\"graph\" attr.name=\"region %u\" attr.type=\"string\"/>\n", i, i);
}

/* 1 in the clique, 2 with customers, 3 others. */
static uint8_t *tiers(const struct map *map) {
  uint8_t *tier = g_new(uint8_t, map->ases);
  memset(tier, 3, map->ases);
  for (uint32_t i = 0; i < map->links; i++)
    if (map->link[i].kind == MAP_TRANSIT) tier[map->link[i].a] = 2;
  for (uint32_t i = 0; i < map->clique_size; i++) tier[map->clique[i]] = 1;
  return tier;
}

static void write_node(const struct map *map, uint32_t as, unsigned tier, FILE *out) {
  fprintf(out, "    <node id=\"AS%u\"><data key=\"asn\">%u</data>", map->asn[as], map->asn[as]);
  if (map->name && map->name[as]) write_text(out, "label", map->name[as]);
  if (map->region && map->region[as] != MAP_NOWHERE) write_text(out, "region", map->region_name[map->region[as]]);
  if (map->country && map->country[as] != COUNTRY_NONE)
    write_text(out, "country", country_table[map->country[as]].code);
  write_float(out, "latitude", map->latitude, as);
  write_float(out, "longitude", map->longitude, as);
  if (map->prefixes) fprintf(out, "<data key=\"prefixes\">%u</data>", map->prefixes[as]);
  if (map->addresses) fprintf(out, "<data key=\"addresses\">%" G_GUINT64_FORMAT "</data>", map->addresses[as]);
  fprintf(out, "<data key=\"clique\">%s</data><data key=\"tier\">%u</data></node>\n", tier == 1 ? "true" : "false",
          tier);
}

static void write_edge(const struct map *map, uint32_t link, FILE *out) {
  static const char *const relation[] = {"provider", "peer", "sibling"};
  const struct map_link *at = &map->link[link];
  fprintf(out, "    <edge source=\"AS%u\" target=\"AS%u\"><data key=\"relation\">%s</data>", map->asn[at->a],
          map->asn[at->b], relation[at->kind]);
  write_float(out, "delay_ms", map->delay_ms, link);
  fputs("</edge>\n", out);
}

void graphml_write(const struct map *map, FILE *out) {
  g_autofree uint8_t *tier = tiers(map);
  fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n", out);
  write_keys(map, out);
  fputs("  <graph id=\"map\" edgedefault=\"directed\">\n", out);
  for (unsigned i = 0; map->region_name && map->region_name[i]; i++) {
    g_autofree char *key = g_strdup_printf("region%u", i);
    fputs("    ", out);
    write_text(out, key, map->region_name[i]);
    fputc('\n', out);
  }
  for (uint32_t as = 0; as < map->ases; as++) write_node(map, as, tier[as], out);
  for (uint32_t i = 0; i < map->links; i++) write_edge(map, i, out);
  fputs("  </graph>\n</graphml>\n", out);
}
