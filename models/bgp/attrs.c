/* attrs.c: a set is stored once and named by a small number.
 *
 * The hash table answers "have these bytes been seen?" and is never walked; ids are given
 * in order of first sight, so they depend on nothing but the order of the calls. */
#include "models/bgp/attrs.h"

#include "models/bgp/attribute.h"
#include "models/bgp/community.h"
#include "models/bgp/wire.h"

#include <glib.h>
#include <string.h>

struct attrs_table {
  GHashTable *known; /* struct attrs -> its id */
  GPtrArray *sets;   /* id -> struct attrs */
};

enum { ORIGIN_INCOMPLETE = 2 };

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

/* RFC 1997: what is malformed says nothing. */
static enum attrs_scope scope_read(const struct wire_attribute *attribute) {
  enum attrs_scope scope = ATTRS_ANYWHERE;
  for (size_t i = 0; attribute->length % 4 == 0 && i < attribute->length; i += 4) {
    uint32_t community = wire_get32(attribute->value + i);
    if (community == COMMUNITY_NO_ADVERTISE) scope = ATTRS_NOWHERE;
    bool within = community == COMMUNITY_NO_EXPORT || community == COMMUNITY_NO_EXPORT_SUBCONFED;
    if (within && scope == ATTRS_ANYWHERE) scope = ATTRS_WITHIN_AS;
  }
  return scope;
}

static void attribute_read(struct attrs *set, const struct wire_attribute *attribute) {
  if (attribute->type == ATTRIBUTE_ORIGIN && attribute->length == 1) set->origin = attribute->value[0];
  if (attribute->type == ATTRIBUTE_MED && attribute->length == 4) set->med = wire_get32(attribute->value);
  if (attribute->type == ATTRIBUTE_COMMUNITY) set->scope = (uint8_t)scope_read(attribute);
  if (attribute->type == ATTRIBUTE_ONLY_TO_CUSTOMER && attribute->length == 4) set->otc = wire_get32(attribute->value);
}

/* Only what is whole counts, and the first of its type (RFC 7606 section 3 (g)). */
static void set_read(struct attrs *set) {
  struct wire_cursor cursor = {set->bytes, set->bytes + set->length};
  struct wire_attribute attribute;
  uint64_t seen[4] = {0};
  set->origin = ORIGIN_INCOMPLETE;
  while (wire_attribute_next(&cursor, &attribute) == WIRE_ITEM) {
    uint64_t bit = UINT64_C(1) << (attribute.type & 63);
    if (!(seen[attribute.type >> 6] & bit)) attribute_read(set, &attribute);
    seen[attribute.type >> 6] |= bit;
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
  static const uint8_t plain[] = {WIRE_TRANSITIVE, ATTRIBUTE_ORIGIN, 1, 0};
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

bool attrs_have(const struct attrs_table *table, attrs_id id, unsigned type) {
  const struct attrs *set = attrs_get(table, id);
  struct wire_cursor cursor = {set->bytes, set->bytes + set->length};
  struct wire_attribute attribute;
  enum wire_step step;
  while ((step = wire_attribute_next(&cursor, &attribute)) == WIRE_ITEM || step == WIRE_OVERRUN)
    if (attribute.type == type) return true;
  return false;
}

/* Octets of the set before the first attribute that is not whole, or of a greater type. */
static size_t set_place(const struct attrs *set, unsigned type) {
  struct wire_cursor cursor = {set->bytes, set->bytes + set->length};
  struct wire_attribute attribute;
  size_t place = 0;
  while (wire_attribute_next(&cursor, &attribute) == WIRE_ITEM && attribute.type <= type)
    place = (size_t)(cursor.at - set->bytes);
  return place;
}

attrs_id attrs_with(struct attrs_table *table, attrs_id id, unsigned flags, unsigned type, const uint8_t *value,
                    size_t length) {
  const struct attrs *set = attrs_get(table, id);
  size_t place = set_place(set, type), room = set->length + length + 4;
  g_assert(room <= UINT16_MAX);
  g_autofree uint8_t *bytes = g_malloc(room);
  struct wire_buffer out = {.bytes = bytes, .room = room};
  wire_put(&out, set->bytes, place);
  wire_put_attribute(&out, flags, type, length);
  wire_put(&out, value, length);
  wire_put(&out, set->bytes + place, set->length - place);
  return attrs_intern(table, bytes, (uint16_t)out.length, set->overrun);
}

attrs_id attrs_without(struct attrs_table *table, attrs_id id, unsigned type) {
  const struct attrs *set = attrs_get(table, id);
  g_autofree uint8_t *bytes = g_malloc(set->length + 1u);
  struct wire_buffer out = {.bytes = bytes, .room = set->length};
  struct wire_cursor cursor = {set->bytes, set->bytes + set->length};
  struct wire_attribute attribute = {.start = set->bytes};
  uint16_t overrun = set->overrun;
  enum wire_step step;
  while ((step = wire_attribute_next(&cursor, &attribute)) == WIRE_ITEM || step == WIRE_OVERRUN) {
    if (attribute.type != type) wire_put(&out, attribute.start, attribute.header + attribute.present);
    else if (step == WIRE_OVERRUN) overrun = 0;
  }
  if (step == WIRE_UNDERRUN) wire_put(&out, attribute.start, attribute.present);
  return out.length == set->length ? id : attrs_intern(table, bytes, (uint16_t)out.length, overrun);
}
