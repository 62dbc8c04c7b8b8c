/* attrs.c: a set is stored once and named by a small number.
 *
 * The hash table answers "have these bytes been seen?" and is never walked; ids are given
 * in order of first sight, so they depend on nothing but the order of the calls. */
#include "models/bgp/attrs.h"

#include "models/bgp/wire.h"

#include <glib.h>
#include <string.h>

struct attrs_table {
  GHashTable *known; /* struct attrs -> its id */
  GPtrArray *sets;   /* id -> struct attrs */
};

enum { ORIGIN = 1, MULTI_EXIT_DISC = 4, ORIGIN_INCOMPLETE = 2 };

/* FNV-1a */
static guint set_hash(gconstpointer key) {
  const struct attrs *set = key;
  guint hash = 2166136261u ^ set->overrun;
  for (unsigned i = 0; i < set->length; i++) hash = (hash ^ set->bytes[i]) * 16777619u;
  return hash;
}

static gboolean set_equal(gconstpointer a, gconstpointer b) {
  const struct attrs *left = a, *right = b;
  return left->length == right->length && left->overrun == right->overrun &&
         (left->length == 0 || memcmp(left->bytes, right->bytes, left->length) == 0);
}

static void set_free(gpointer data) {
  struct attrs *set = data;
  g_free((uint8_t *)set->bytes);
  g_free(set);
}

/* Only what is whole counts, and the first of its type (RFC 7606 section 3 (g)). */
static void set_read(struct attrs *set) {
  struct wire_cursor cursor = {set->bytes, set->bytes + set->length};
  struct wire_attribute attribute;
  bool origin_seen = false, med_seen = false;
  set->origin = ORIGIN_INCOMPLETE;
  set->med = 0;
  while (wire_attribute_next(&cursor, &attribute) == WIRE_ITEM) {
    if (attribute.type == ORIGIN && attribute.length == 1 && !origin_seen) {
      set->origin = attribute.value[0];
      origin_seen = true;
    }
    if (attribute.type == MULTI_EXIT_DISC && attribute.length == 4 && !med_seen) {
      set->med = wire_get32(attribute.value);
      med_seen = true;
    }
  }
}

/* Never NULL, so that an empty set can be walked like any other. */
static uint8_t *bytes_copy(const uint8_t *bytes, size_t length) {
  uint8_t *copy = g_malloc(length + 1);
  if (length) memcpy(copy, bytes, length);
  return copy;
}

struct attrs_table *attrs_table_new(void) {
  struct attrs_table *table = g_new(struct attrs_table, 1);
  table->known = g_hash_table_new(set_hash, set_equal);
  table->sets = g_ptr_array_new_with_free_func(set_free);
  static const uint8_t plain[] = {WIRE_TRANSITIVE, ORIGIN, 1, 0};
  attrs_id id = attrs_intern(table, plain, sizeof plain, 0);
  g_assert(id == ATTRS_PLAIN);
  return table;
}

void attrs_table_free(struct attrs_table *table) {
  if (!table) return;
  g_hash_table_destroy(table->known);
  g_ptr_array_free(table->sets, TRUE);
  g_free(table);
}

attrs_id attrs_intern(struct attrs_table *table, const uint8_t *bytes, uint16_t length, uint16_t overrun) {
  struct attrs probe = {.bytes = bytes, .length = length, .overrun = overrun};
  gpointer id;
  if (g_hash_table_lookup_extended(table->known, &probe, NULL, &id)) return (attrs_id)GPOINTER_TO_UINT(id);
  g_assert(table->sets->len < UINT16_MAX);
  struct attrs *set = g_memdup2(&probe, sizeof probe);
  set->bytes = bytes_copy(bytes, length);
  set_read(set);
  id = GUINT_TO_POINTER(table->sets->len);
  g_ptr_array_add(table->sets, set);
  g_hash_table_insert(table->known, set, id);
  return (attrs_id)GPOINTER_TO_UINT(id);
}

const struct attrs *attrs_get(const struct attrs_table *table, attrs_id id) {
  g_assert(id < table->sets->len);
  return g_ptr_array_index(table->sets, id);
}
