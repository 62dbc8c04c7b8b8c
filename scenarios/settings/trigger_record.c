#include "scenarios/settings/trigger_record.h"

#include "models/bgp/attribute.h"
#include "scenarios/decode/decode_archive.h"
#include "scenarios/files/input.h"
#include "scenarios/settings/mistake.h"

#include <string.h>

enum { AS_TRANS = 23456, NARROW_AGGREGATOR = 6 };

struct found {
  GByteArray *attributes; /* NULL: no UPDATE so far */
};

static gboolean find(struct wire_cursor cursor, unsigned type, struct wire_attribute *attribute) {
  while (wire_attribute_next(&cursor, attribute) == WIRE_ITEM)
    if (attribute->type == type) return TRUE;
  return FALSE;
}

/* Who aggregated it: AS4_AGGREGATOR when AGGREGATOR can only point to it. */
static void widen_aggregator(GByteArray *out, const struct wire_attribute *attribute, struct wire_cursor all) {
  struct wire_attribute wide;
  const guint8 header[] = {(guint8)(attribute->flags & ~WIRE_EXTENDED), ATTRIBUTE_AGGREGATOR, 8, 0, 0};
  g_byte_array_append(out, header, 3);
  if (wire_get16(attribute->value) == AS_TRANS && find(all, ATTRIBUTE_AS4_AGGREGATOR, &wide) && wide.length == 8) {
    g_byte_array_append(out, wide.value, 8);
    return;
  }
  g_byte_array_append(out, header + 3, 2);
  g_byte_array_append(out, attribute->value, NARROW_AGGREGATOR);
}

static void widen(GByteArray *out, struct wire_cursor all) {
  struct wire_cursor cursor = all;
  struct wire_attribute attribute;
  enum wire_step step;
  while ((step = wire_attribute_next(&cursor, &attribute)) != WIRE_END) {
    bool whole = step == WIRE_ITEM;
    if (whole && (attribute.type == ATTRIBUTE_AS4_PATH || attribute.type == ATTRIBUTE_AS4_AGGREGATOR)) continue;
    if (whole && attribute.type == ATTRIBUTE_AGGREGATOR && attribute.length == NARROW_AGGREGATOR)
      widen_aggregator(out, &attribute, all);
    else g_byte_array_append(out, attribute.start, (guint)(cursor.at - attribute.start));
  }
}

static void take(const struct decode_message *message, void *data) {
  struct found *found = data;
  struct wire_update update;
  if (found->attributes || message->length < WIRE_UPDATE_MIN || message->bytes[WIRE_HEADER - 1] != WIRE_UPDATE) return;
  if (!wire_update_parse(message->bytes + WIRE_HEADER, message->length - WIRE_HEADER, &update)) return;
  found->attributes = g_byte_array_new();
  if (message->as4) g_byte_array_append(found->attributes, update.attributes, (guint)update.attributes_length);
  else widen(found->attributes, (struct wire_cursor){update.attributes, update.attributes + update.attributes_length});
}

GByteArray *trigger_record_read(const char *path, guint64 record, GError **error) {
  struct found found = {.attributes = NULL};
  g_autofree char *bytes = NULL;
  gsize length;
  if (!input_read(path, &bytes, &length, error)) return NULL;
  const uint8_t *file = (const uint8_t *)bytes;
  gboolean archive = mrt_detect(file, length);
  if (!archive) mistake_at(error, MISTAKE_SYNTAX, path, 0, "this is no MRT archive");
  else if (record > G_MAXUINT || !decode_archive_pick(file, length, (guint)record, take, &found))
    mistake_at(error, MISTAKE_VALUE, path, 0, "there is no record %" G_GUINT64_FORMAT, record);
  else if (!found.attributes)
    mistake_at(error, MISTAKE_VALUE, path, 0, "record %" G_GUINT64_FORMAT " holds no UPDATE", record);
  return found.attributes;
}
