#include "scenarios/settings/trigger.h"

#include "scenarios/decode/hex.h"
#include "scenarios/settings/mistake.h"
#include "scenarios/settings/trigger_record.h"

#include "models/bgp/wire.h"

#include <string.h>

enum { TRIGGER_AS_PATH = 2, TRIGGER_NEXT_HOP = 3 };

/* Narrows the range to the Path Attributes field of the UPDATE that it holds. */
static gboolean trigger_find_attributes(const guint8 **at, gsize *length, GError **error) {
  static const guint8 marker[WIRE_MARKER] = {255, 255, 255, 255, 255, 255, 255, 255,
                                             255, 255, 255, 255, 255, 255, 255, 255};
  struct wire_update update;
  if (*length >= WIRE_UPDATE_MIN && memcmp(*at, marker, sizeof marker) == 0) {
    if ((*at)[18] != WIRE_UPDATE)
      return mistake_set(error, MISTAKE_VALUE, "a message of type %u, expected an UPDATE (2)", (*at)[18]);
    *at += WIRE_HEADER;
    *length -= WIRE_HEADER;
  }
  if (!wire_update_parse(*at, *length, &update))
    return mistake_set(error, MISTAKE_VALUE, "the length fields of this UPDATE do not fit its %u octets",
                       (unsigned)*length);
  *at = update.attributes;
  *length = update.attributes_length;
  return TRUE;
}

static gboolean trigger_keep(struct trigger_bytes *bytes, const guint8 *at, gsize length, GError **error) {
  struct wire_cursor cursor = {at, at + length};
  struct wire_attribute attribute;
  enum wire_step step;
  while ((step = wire_attribute_next(&cursor, &attribute)) == WIRE_ITEM || step == WIRE_OVERRUN) {
    if (attribute.type == TRIGGER_AS_PATH || attribute.type == TRIGGER_NEXT_HOP) continue;
    g_byte_array_append(bytes->attributes, attribute.start, (guint)(attribute.header + attribute.present));
    if (step == WIRE_OVERRUN) bytes->overrun = (guint16)MIN(attribute.length - attribute.present, G_MAXUINT16);
  }
  if (step == WIRE_UNDERRUN) g_byte_array_append(bytes->attributes, attribute.start, (guint)attribute.present);
  if (bytes->attributes->len && bytes->attributes->len <= G_MAXUINT16) return TRUE;
  return mistake_set(error, MISTAKE_VALUE, "%u octets of attributes, expected 1 to 65535", bytes->attributes->len);
}

gboolean trigger_parse(const char *hex, gboolean whole, struct trigger_bytes *bytes, GError **error) {
  GByteArray *raw = hex_parse(hex, error);
  if (!raw) return FALSE;
  const guint8 *at = raw->data;
  gsize length = raw->len;
  *bytes = (struct trigger_bytes){.attributes = g_byte_array_new()};
  gboolean fine = (!whole || trigger_find_attributes(&at, &length, error)) && trigger_keep(bytes, at, length, error);
  g_byte_array_unref(raw);
  if (!fine) trigger_clear(bytes);
  return fine;
}

static gboolean trigger_read_record(const struct scenario *scenario, const char *group, struct trigger_bytes *bytes,
                                    GError **error) {
  if (!scenario_has(scenario, group, "record")) {
    mistake_set(error, MISTAKE_VALUE, "missing, needed with file");
    return scenario_blame(scenario, group, "record", error);
  }
  g_autofree char *path = scenario_beside(scenario, scenario_text(scenario, group, "file"));
  GByteArray *raw = trigger_record_read(path, scenario_count(scenario, group, "record"), error);
  *bytes = (struct trigger_bytes){.attributes = g_byte_array_new()};
  gboolean fine = raw && trigger_keep(bytes, raw->data, raw->len, error);
  if (raw) g_byte_array_unref(raw);
  if (fine) return TRUE;
  trigger_clear(bytes);
  return scenario_blame(scenario, group, "file", error);
}

gboolean trigger_read(const struct scenario *scenario, const char *group, struct trigger_bytes *bytes, GError **error) {
  if (scenario_has(scenario, group, "file")) return trigger_read_record(scenario, group, bytes, error);
  const char *whole = scenario_text(scenario, group, "update");
  if (trigger_parse(whole ? whole : scenario_text(scenario, group, "attributes"), whole != NULL, bytes, error))
    return TRUE;
  return scenario_blame(scenario, group, whole ? "update" : "attributes", error);
}

void trigger_clear(struct trigger_bytes *bytes) {
  if (bytes->attributes) g_byte_array_unref(bytes->attributes);
  bytes->attributes = NULL;
}

attrs_id trigger_intern(const struct trigger_bytes *bytes, struct attrs_table *table) {
  return attrs_intern(table, bytes->attributes->data, (uint16_t)bytes->attributes->len, bytes->overrun);
}
