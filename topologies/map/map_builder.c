/* map_builder.c: from links between AS numbers to a map with dense indices.
 *
 * The two ends of every link are written down as (ASN, place), sorted by ASN with two counting
 * passes of 16 bits, and numbered: a new index whenever the ASN changes. No hash table, no
 * allocation per link; 571,000 links take a few tens of milliseconds.
 */
#include "topologies/map/clique.h"
#include "topologies/map/map.h"
#include "topologies/map/relation.h"

#include <string.h>

#define DIGIT_BITS 16
#define DIGITS (1u << DIGIT_BITS)
#define MOST_LINKS (1u << 24) /* thirty times what the Internet has; the work on them takes about 1 GiB */

struct map_builder {
  GArray *relations; /* struct relation */
  GArray *clique;    /* uint32_t: ASNs, as named */
};

struct map_builder *map_builder_new(void) {
  struct map_builder *builder = g_new(struct map_builder, 1);
  builder->relations = g_array_new(FALSE, FALSE, sizeof(struct relation));
  builder->clique = g_array_new(FALSE, FALSE, sizeof(uint32_t));
  return builder;
}

void map_builder_free(struct map_builder *builder) {
  if (!builder) return;
  g_array_free(builder->relations, TRUE);
  g_array_free(builder->clique, TRUE);
  g_free(builder);
}

static gboolean link_refuse(GError **error, enum map_error code, unsigned line, const char *found, uint32_t asn) {
  char *message = g_strdup_printf(found, asn);
  relation_error(error, code, line, message);
  g_free(message);
  return FALSE;
}

gboolean map_builder_link(struct map_builder *builder, uint32_t a, uint32_t b, enum map_kind kind, unsigned line,
                          GError **error) {
  if (a == 0 || b == 0) return link_refuse(error, MAP_ERROR_SYNTAX, line, "found AS%u, reserved by RFC 7607", 0);
  if (a == b) return link_refuse(error, MAP_ERROR_CONFLICT, line, "found a link of AS%u to itself", a);
  if (builder->relations->len >= MOST_LINKS)
    return link_refuse(error, MAP_ERROR_SIZE, line, "found more than %u links", MOST_LINKS);
  struct relation relation = {.a = a, .b = b, .line = line, .kind = kind};
  if (kind != MAP_TRANSIT && a > b) {
    relation.a = b;
    relation.b = a;
  }
  g_array_append_val(builder->relations, relation);
  return TRUE;
}

void map_builder_clique(struct map_builder *builder, const uint32_t *asn, size_t count) {
  g_array_set_size(builder->clique, 0);
  g_array_append_vals(builder->clique, asn, (guint)count);
}

struct end {
  uint32_t asn, place; /* place: 2 x relation + (0: a, 1: b) */
};

static void end_pass(const struct end *from, struct end *to, uint32_t count, uint32_t *start, unsigned shift) {
  memset(start, 0, (DIGITS + 1) * sizeof *start);
  for (uint32_t i = 0; i < count; i++) start[(from[i].asn >> shift) % DIGITS + 1]++;
  for (uint32_t i = 0; i < DIGITS; i++) start[i + 1] += start[i];
  for (uint32_t i = 0; i < count; i++) to[start[(from[i].asn >> shift) % DIGITS]++] = from[i];
}

static struct end *ends_sorted(const struct relation *relation, uint32_t count) {
  uint32_t ends = 2 * count;
  struct end *end = g_new(struct end, ends), *scratch = g_new(struct end, ends);
  uint32_t *start = g_new(uint32_t, DIGITS + 1);
  for (uint32_t i = 0; i < count; i++) {
    end[2 * i] = (struct end){relation[i].a, 2 * i};
    end[2 * i + 1] = (struct end){relation[i].b, 2 * i + 1};
  }
  end_pass(end, scratch, ends, start, 0);
  end_pass(scratch, end, ends, start, DIGIT_BITS);
  g_free(start);
  g_free(scratch);
  return end;
}

/* Replaces the ASNs of the relations by indices; fills map->asn. */
static void number_ases(struct map *map, struct relation *relation, uint32_t count) {
  struct end *end = ends_sorted(relation, count);
  map->asn = g_new(uint32_t, 2 * (gsize)count);
  for (uint32_t i = 0; i < 2 * count; i++) {
    if (i == 0 || end[i].asn != end[i - 1].asn) map->asn[map->ases++] = end[i].asn;
    struct relation *of = &relation[end[i].place / 2];
    if (end[i].place % 2) of->b = map->ases - 1;
    else of->a = map->ases - 1;
  }
  map->asn = g_renew(uint32_t, map->asn, map->ases);
  g_free(end);
}

static void take_links(struct map *map, const struct relation *relation, uint32_t count) {
  map->links = count;
  map->link = g_new(struct map_link, count);
  for (uint32_t i = 0; i < count; i++) map->link[i] = (struct map_link){relation[i].a, relation[i].b, relation[i].kind};
}

static int compare_numbers(const void *x, const void *y) {
  uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
  return (a > b) - (a < b);
}

/* Named members that have no link are left out, repeated ones taken once. */
static void take_clique(struct map *map, const GArray *named) {
  map->clique = g_new(uint32_t, (gsize)named->len + 1);
  for (guint i = 0; i < named->len; i++) {
    uint32_t index = map_find(map, g_array_index(named, uint32_t, i));
    if (index != UINT32_MAX) map->clique[map->clique_size++] = index;
  }
  qsort(map->clique, map->clique_size, sizeof *map->clique, compare_numbers);
  uint32_t kept = 0;
  for (uint32_t i = 0; i < map->clique_size; i++)
    if (kept == 0 || map->clique[kept - 1] != map->clique[i]) map->clique[kept++] = map->clique[i];
  map->clique_size = kept;
}

/* FALSE when the relations contradict each other. */
static gboolean settle(struct map *map, GArray *relations, GError **error) {
  struct relation *relation = (struct relation *)(void *)relations->data;
  number_ases(map, relation, relations->len);
  struct relation *scratch = g_new(struct relation, relations->len);
  uint32_t count = relation_unite(relation, scratch, relations->len, map->ases, map->asn, error);
  gboolean good = count > 0;
  if (good) {
    relation_sort(relation, scratch, count, map->ases);
    good = relation_acyclic(relation, count, map->ases, map->asn, error);
  }
  if (good) take_links(map, relation, count);
  g_free(scratch);
  return good;
}

struct map *map_builder_finish(struct map_builder *builder, GError **error) {
  struct map *map = g_new0(struct map, 1);
  if (builder->relations->len == 0) {
    g_set_error_literal(error, MAP_ERROR, MAP_ERROR_SIZE, "found no link, expected at least one");
    g_clear_pointer(&map, map_free);
  } else if (!settle(map, builder->relations, error)) {
    g_clear_pointer(&map, map_free);
  } else {
    take_clique(map, builder->clique);
    if (map->clique_size == 0) clique_infer(map);
  }
  map_builder_free(builder);
  return map;
}
