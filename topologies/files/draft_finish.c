/* draft_finish.c: from nodes and edges to a map: numbers, names, links, then the columns. */
#include "topologies/files/complaint.h"
#include "topologies/files/draft.h"

#include <math.h>
#include <string.h>

static gboolean all_defined(const struct draft *draft, GError **error) {
  for (guint i = 0; i < draft->nodes->len; i++) {
    const struct draft_node *node = draft_at(draft, i);
    if (node->line) continue;
    g_autofree char *id = complaint_quote(node->id, strlen(node->id));
    return complaint_set(error, node->mentioned, "found a link to node %s, which the file does not have", id);
  }
  return TRUE;
}

/* The numbers that the source gives, each to the node that has it; FALSE when two have the same. */
static gboolean numbers_gather(const struct draft *draft, GHashTable *taken, GError **error) {
  for (guint i = 0; i < draft->nodes->len; i++) {
    const struct draft_node *node = draft_at(draft, i);
    gpointer before;
    if (!node->asn) continue;
    if (g_hash_table_lookup_extended(taken, GUINT_TO_POINTER(node->asn), NULL, &before))
      return complaint_set(error, node->line, "found AS%u again, line %u has it", node->asn,
                           draft_at(draft, GPOINTER_TO_UINT(before))->line);
    g_hash_table_insert(taken, GUINT_TO_POINTER(node->asn), GUINT_TO_POINTER(i));
  }
  return TRUE;
}

/* The first free of "NAME", "NAME 2", "NAME 3"... `taken` holds, for each name, how far its counting got. */
static const char *name_free(struct draft *draft, GHashTable *taken, const char *name) {
  guint count = GPOINTER_TO_UINT(g_hash_table_lookup(taken, name));
  const char *free_name = name;
  while (g_hash_table_contains(taken, free_name)) {
    g_autofree char *next = g_strdup_printf("%s %u", name, ++count);
    free_name = g_string_chunk_insert_const(draft->text, next);
  }
  g_hash_table_insert(taken, (char *)name, GUINT_TO_POINTER(MAX(count, 1)));
  if (free_name != name) g_hash_table_insert(taken, (char *)free_name, GUINT_TO_POINTER(1));
  return free_name;
}

/* Nodes without a number get one, and a name that tells them from the others. */
static gboolean nodes_name(struct draft *draft, GError **error) {
  g_autoptr(GHashTable) number = g_hash_table_new(NULL, NULL), name = g_hash_table_new(g_str_hash, g_str_equal);
  uint32_t next = DRAFT_PRIVATE;
  unsigned numbered = 0;
  if (!numbers_gather(draft, number, error)) return FALSE;
  for (guint i = 0; i < draft->nodes->len; i++) {
    struct draft_node *node = draft_at(draft, i);
    if (node->asn && node->name && !g_hash_table_contains(name, node->name))
      g_hash_table_insert(name, (char *)node->name, GUINT_TO_POINTER(1));
    if (node->asn) continue;
    while (g_hash_table_contains(number, GUINT_TO_POINTER(next))) next++;
    node->asn = next++;
    if (node->name) node->name = name_free(draft, name, node->name);
    numbered++;
  }
  draft_remark(draft, numbered, "node", "numbered from AS4200000000 on");
  return TRUE;
}

static struct map *links_join(struct draft *draft, GError **error) {
  struct map_builder *builder = map_builder_new();
  g_autoptr(GArray) clique = g_array_new(FALSE, FALSE, sizeof(uint32_t));
  unsigned loops = 0;
  gboolean good = TRUE;
  for (guint i = 0; good && i < draft->links->len; i++) {
    const struct draft_link *link = &g_array_index(draft->links, struct draft_link, i);
    if (link->a == link->b) loops++;
    else
      good = map_builder_link(builder, draft_at(draft, link->a)->asn, draft_at(draft, link->b)->asn, link->kind,
                              link->line, error);
  }
  for (guint i = 0; i < draft->nodes->len; i++)
    if (draft_at(draft, i)->clique) g_array_append_val(clique, draft_at(draft, i)->asn);
  map_builder_clique(builder, (const uint32_t *)(void *)clique->data, clique->len);
  draft_remark(draft, loops, "link", "of a node to itself left out");
  if (good) return map_builder_finish(builder, error);
  map_builder_free(builder);
  return NULL;
}

static float *unknowns(uint32_t count) {
  float *column = g_new(float, count);
  for (uint32_t i = 0; i < count; i++) column[i] = NAN;
  return column;
}

static void columns_open(const struct draft *draft, struct map *map) {
  if (draft->columns & DRAFT_NAME) map->name = g_new0(char *, map->ases);
  if (draft->columns & DRAFT_COUNTRY) map->country = g_new0(uint8_t, map->ases);
  if (draft->columns & DRAFT_LATITUDE) map->latitude = unknowns(map->ases);
  if (draft->columns & DRAFT_LONGITUDE) map->longitude = unknowns(map->ases);
  if (draft->columns & DRAFT_PREFIXES) map->prefixes = g_new0(uint32_t, map->ases);
  if (draft->columns & DRAFT_ADDRESSES) map->addresses = g_new0(uint64_t, map->ases);
  if (draft->columns & DRAFT_DELAY) map->delay_ms = unknowns(map->links);
  if (!(draft->columns & DRAFT_REGION)) return;
  map->region = g_new0(uint8_t, map->ases);
  map->region_name = g_new0(char *, draft->region_name->len + 1);
  for (guint i = 0; i < draft->region_name->len; i++) map->region_name[i] = g_strdup(draft->region_name->pdata[i]);
}

/* A table in which nobody has prefixes is none, and so are addresses in no prefixes. */
static void prefixes_check(struct map *map) {
  uint64_t sum = 0;
  for (uint32_t as = 0; map->prefixes && as < map->ases; as++) sum += map->prefixes[as];
  if (sum > 0) return;
  g_clear_pointer(&map->prefixes, g_free);
  g_clear_pointer(&map->addresses, g_free);
}

static void columns_fill(struct draft *draft, struct map *map) {
  unsigned lonely = 0;
  for (guint i = 0; i < draft->nodes->len; i++) {
    const struct draft_node *node = draft_at(draft, i);
    uint32_t as = map_find(map, node->asn);
    lonely += as == UINT32_MAX;
    if (as == UINT32_MAX) continue;
    if (map->name) map->name[as] = g_strdup(node->name);
    if (map->country) map->country[as] = node->country;
    if (map->region) map->region[as] = node->region;
    if (map->latitude) map->latitude[as] = node->latitude;
    if (map->longitude) map->longitude[as] = node->longitude;
    if (map->prefixes) map->prefixes[as] = node->prefixes;
    if (map->addresses) map->addresses[as] = node->addresses;
  }
  prefixes_check(map);
  draft_remark(draft, lonely, "node", "without a link left out");
  draft_remark(draft, draft->nowhere, "node", "in regions beyond the 255th have none");
}

/* Delays, and how often a link is named more than once, or, when the source is mirrored, than once from each end. */
static void links_match(struct draft *draft, struct map *map) {
  g_autofree uint8_t *seen = g_new0(uint8_t, map->links);
  unsigned repeated = 0;
  for (guint i = 0; i < draft->links->len; i++) {
    const struct draft_link *link = &g_array_index(draft->links, struct draft_link, i);
    uint32_t a = map_find(map, draft_at(draft, link->a)->asn), b = map_find(map, draft_at(draft, link->b)->asn);
    gboolean turned = link->kind != MAP_TRANSIT && a > b;
    if (link->a == link->b) continue;
    uint32_t at = map_link(map, turned ? b : a, turned ? a : b);
    uint8_t end = draft->mirrored && turned ? 2 : 1;
    repeated += (seen[at] & end) != 0;
    if (map->delay_ms && !seen[at]) map->delay_ms[at] = link->delay_ms;
    seen[at] |= end;
  }
  draft_remark(draft, repeated, "repeated link", "counted once");
}

struct map *draft_finish(struct draft *draft, GError **error) {
  if (!all_defined(draft, error) || !nodes_name(draft, error)) return NULL;
  struct map *map = links_join(draft, error);
  if (!map) return NULL;
  columns_open(draft, map);
  links_match(draft, map);
  columns_fill(draft, map);
  return map;
}
