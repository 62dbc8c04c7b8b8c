/* relation.c: putting half a million links in order.
 *
 * Indices of ASes are small dense integers, so two stable counting passes, one by the minor
 * and one by the major key, sort the links in time proportional to their number. Stability
 * keeps the relations of one pair in the order of the file, so that the later one gets the blame.
 */
#include "topologies/map/relation.h"

#include <string.h>

void relation_error(GError **error, enum map_error code, uint32_t line, const char *message) {
  if (line) g_set_error(error, MAP_ERROR, (int)code, "%u: %s", line, message);
  else g_set_error_literal(error, MAP_ERROR, (int)code, message);
}

char *relation_words(const struct relation *relation, const uint32_t *asn) {
  static const char *const words[] = {"the provider of", "a peer of", "a sibling of"};
  return g_strdup_printf("AS%u %s AS%u", asn[relation->a], words[relation->kind], asn[relation->b]);
}

enum key { KEY_A, KEY_B, KEY_LOWER, KEY_HIGHER };

static inline uint32_t key_of(const struct relation *relation, enum key key) {
  switch (key) {
  case KEY_A:
    return relation->a;
  case KEY_B:
    return relation->b;
  case KEY_LOWER:
    return MIN(relation->a, relation->b);
  default:
    return MAX(relation->a, relation->b);
  }
}

/* One stable counting pass. */
static void sort_pass(const struct relation *from, struct relation *to, uint32_t count, uint32_t *start, uint32_t ases,
                      enum key key) {
  memset(start, 0, (ases + 1) * sizeof *start);
  for (uint32_t i = 0; i < count; i++) start[key_of(&from[i], key) + 1]++;
  for (uint32_t i = 0; i < ases; i++) start[i + 1] += start[i];
  for (uint32_t i = 0; i < count; i++) to[start[key_of(&from[i], key)]++] = from[i];
}

static void sort_by(struct relation *relation, struct relation *scratch, uint32_t count, uint32_t ases, enum key major,
                    enum key minor) {
  uint32_t *start = g_new(uint32_t, (gsize)ases + 1);
  sort_pass(relation, scratch, count, start, ases, minor);
  sort_pass(scratch, relation, count, start, ases, major);
  g_free(start);
}

void relation_sort(struct relation *relation, struct relation *scratch, uint32_t count, uint32_t ases) {
  sort_by(relation, scratch, count, ases, KEY_A, KEY_B);
}

static gboolean same_pair(const struct relation *x, const struct relation *y) {
  return key_of(x, KEY_LOWER) == key_of(y, KEY_LOWER) && key_of(x, KEY_HIGHER) == key_of(y, KEY_HIGHER);
}

static gboolean same_relation(const struct relation *x, const struct relation *y) {
  return x->a == y->a && x->b == y->b && x->kind == y->kind;
}

static void conflict_error(GError **error, const struct relation *kept, const struct relation *found,
                           const uint32_t *asn) {
  char *now = relation_words(found, asn), *before = relation_words(kept, asn);
  char *where = kept->line ? g_strdup_printf("line %u", kept->line) : g_strdup("an earlier link");
  char *message = g_strdup_printf("found %s, but %s has %s", now, where, before);
  relation_error(error, MAP_ERROR_CONFLICT, found->line, message);
  g_free(message);
  g_free(where);
  g_free(before);
  g_free(now);
}

uint32_t relation_unite(struct relation *relation, struct relation *scratch, uint32_t count, uint32_t ases,
                        const uint32_t *asn, GError **error) {
  sort_by(relation, scratch, count, ases, KEY_LOWER, KEY_HIGHER);
  struct relation kept_in_conflict = {0}, conflict = {.line = UINT32_MAX};
  gboolean clash = FALSE;
  uint32_t kept = 0;
  for (uint32_t i = 0; i < count; i++) {
    const struct relation *last = &relation[kept - 1];
    if (kept == 0 || !same_pair(last, &relation[i])) {
      relation[kept++] = relation[i];
    } else if (!same_relation(last, &relation[i]) && relation[i].line < conflict.line) {
      clash = TRUE;
      conflict = relation[i];
      kept_in_conflict = *last;
    }
  }
  if (clash) conflict_error(error, &kept_in_conflict, &conflict, asn);
  return clash ? 0 : kept;
}
