#include "scenarios/decode/decode_tree.h"

#include "models/bgp/attribute.h"
#include "models/bgp/message.h"
#include "models/bgp/prefix.h"
#include "scenarios/decode/decode_lines.h"
#include "scenarios/decode/decode_other.h"
#include "scenarios/decode/decode_value.h"

static void append_prefixes(struct decode_lines *lines, const uint8_t *at, size_t length, const char *name) {
  g_autoptr(GString) text = g_string_new(NULL);
  if (length == 0) return;
  decode_value_prefixes(text, at, length, PREFIX_IPV4);
  decode_lines_field(lines, at, name, text->str);
}

static const char *flag_words(unsigned flags, char words[64]) {
  g_snprintf(words, 64, "%s%s%s%s", flags & WIRE_OPTIONAL ? "optional" : "well-known",
             flags & WIRE_TRANSITIVE ? " transitive" : "", flags & WIRE_PARTIAL ? " partial" : "",
             flags & WIRE_EXTENDED ? " extended" : "");
  return words;
}

static void append_attribute(struct decode_lines *lines, const struct wire_attribute *attribute) {
  const struct attribute_type *type = attribute_find(attribute->type);
  g_autofree char *name = type ? g_strdup(type->label) : g_strdup_printf("attribute %u", attribute->type);
  g_autoptr(GString) text = g_string_new(NULL), value = g_string_new(NULL);
  char words[64];
  g_string_printf(text, "%02x %s, length %u", attribute->flags, flag_words(attribute->flags, words),
                  (unsigned)attribute->length);
  if (attribute->present < attribute->length)
    g_string_append_printf(text, " of which %u are there", (unsigned)attribute->present);
  decode_value_append(value, attribute, lines->as4);
  if (value->len) g_string_append_printf(text, ": %s", value->str);
  decode_lines_field(lines, attribute->start, name, text->str);
}

static void append_attributes(struct decode_lines *lines, const struct wire_update *update) {
  struct wire_cursor cursor = {update->attributes, update->attributes + update->attributes_length};
  struct wire_attribute attribute;
  enum wire_step step;
  while ((step = wire_attribute_next(&cursor, &attribute)) == WIRE_ITEM || step == WIRE_OVERRUN)
    append_attribute(lines, &attribute);
  if (step == WIRE_UNDERRUN) decode_lines_octets(lines, attribute.start, attribute.present, "left over");
}

static void append_update(struct decode_lines *lines) {
  const uint8_t *body = lines->bytes + WIRE_HEADER;
  struct wire_update update;
  if (!wire_update_parse(body, lines->length - WIRE_HEADER, &update)) {
    decode_lines_octets(lines, body, lines->length - WIRE_HEADER, "unreadable");
    return;
  }
  decode_lines_number(lines, update.withdrawn - 2, "Withdrawn Routes Length", (uint32_t)update.withdrawn_length);
  append_prefixes(lines, update.withdrawn, update.withdrawn_length, "withdrawn");
  decode_lines_number(lines, update.attributes - 2, "Total Path Attribute Length", (uint32_t)update.attributes_length);
  append_attributes(lines, &update);
  append_prefixes(lines, update.nlri, update.nlri_length, "NLRI");
}

void decode_tree_append(GString *out, const uint8_t *bytes, size_t length, bool as4,
                        const struct verdict_report *reports, size_t count) {
  struct decode_lines lines = {out, bytes, length, as4, reports, count};
  decode_lines_octets(&lines, bytes, MIN(length, (size_t)WIRE_MARKER), "marker");
  if (length >= WIRE_HEADER) {
    unsigned type = bytes[WIRE_HEADER - 1];
    const char *name = message_type_name(type);
    g_autofree char *text = g_strdup_printf("%u %s", type, name ? name : "unknown");
    decode_lines_number(&lines, bytes + WIRE_MARKER, "length", wire_get16(bytes + WIRE_MARKER));
    decode_lines_field(&lines, bytes + WIRE_HEADER - 1, "type", text);
    if (type == WIRE_UPDATE) append_update(&lines);
    else decode_other_append(&lines);
  }
  decode_lines_rest(&lines);
}
