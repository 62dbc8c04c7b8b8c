#include "scenarios/decode_tree.h"

#include "models/bgp/attribute.h"
#include "models/bgp/prefix.h"
#include "scenarios/decode_value.h"

struct tree {
  GString *out;
  const uint8_t *bytes;
  bool as4;
  const struct verdict_report *reports;
  size_t count;
};

enum { COLUMN = 28 };

/* The faults found at `at` (NULL: nowhere in the bytes), each once. */
static void append_faults(struct tree *tree, const uint8_t *at) {
  uint32_t told[256] = {0};
  for (size_t i = 0; i < tree->count; i++) {
    const struct verdict_report *report = &tree->reports[i];
    for (size_t j = 0; j < MIN(report->count, (size_t)VERDICT_FINDINGS); j++) {
      const struct verdict_finding *finding = &report->finding[j];
      if (finding->at != at || finding->defect >= DEFECTS || (told[finding->attribute] & defect_bit(finding->defect)))
        continue;
      told[finding->attribute] |= defect_bit(finding->defect);
      const struct attribute_type *type = at ? NULL : attribute_find(finding->attribute);
      g_string_append_printf(tree->out, "%*s^ %s%s%s\n", at ? 10 : 2, "", type ? type->label : "", type ? ": " : "",
                             defect_text(finding->defect));
    }
  }
}

static void append_field(struct tree *tree, const uint8_t *at, const char *name, const char *contents) {
  g_string_append_printf(tree->out, "  %5u  %-*s %s\n", (unsigned)(at - tree->bytes), COLUMN, name, contents);
  append_faults(tree, at);
}

static void append_number(struct tree *tree, const uint8_t *at, const char *name, unsigned value) {
  char text[16];
  g_snprintf(text, sizeof text, "%u", value);
  append_field(tree, at, name, text);
}

static void append_prefixes(struct tree *tree, const uint8_t *at, size_t length, const char *name) {
  g_autoptr(GString) text = g_string_new(NULL);
  if (length == 0) return;
  decode_value_prefixes(text, at, length, PREFIX_IPV4);
  append_field(tree, at, name, text->str);
}

static const char *flag_words(unsigned flags, char words[64]) {
  g_snprintf(words, 64, "%s%s%s%s", flags & WIRE_OPTIONAL ? "optional" : "well-known",
             flags & WIRE_TRANSITIVE ? " transitive" : "", flags & WIRE_PARTIAL ? " partial" : "",
             flags & WIRE_EXTENDED ? " extended" : "");
  return words;
}

static void append_attribute(struct tree *tree, const struct wire_attribute *attribute) {
  const struct attribute_type *type = attribute_find(attribute->type);
  g_autofree char *name = type ? g_strdup(type->label) : g_strdup_printf("attribute %u", attribute->type);
  g_autoptr(GString) text = g_string_new(NULL);
  char words[64];
  g_string_printf(text, "%02x %s, length %u", attribute->flags, flag_words(attribute->flags, words),
                  (unsigned)attribute->length);
  if (attribute->present < attribute->length)
    g_string_append_printf(text, " of which %u are there", (unsigned)attribute->present);
  if (attribute->present) g_string_append(text, ": ");
  decode_value_append(text, attribute, tree->as4);
  append_field(tree, attribute->start, name, text->str);
}

static void append_attributes(struct tree *tree, const struct wire_update *update) {
  struct wire_cursor cursor = {update->attributes, update->attributes + update->attributes_length};
  struct wire_attribute attribute;
  enum wire_step step;
  while ((step = wire_attribute_next(&cursor, &attribute)) == WIRE_ITEM || step == WIRE_OVERRUN)
    append_attribute(tree, &attribute);
  if (step != WIRE_UNDERRUN) return;
  g_autoptr(GString) text = g_string_new(NULL);
  decode_value_octets(text, attribute.start, attribute.present);
  append_field(tree, attribute.start, "left over", text->str);
}

static void append_update(struct tree *tree, size_t length) {
  const uint8_t *body = tree->bytes + WIRE_HEADER;
  struct wire_update update;
  if (!wire_update_parse(body, length - WIRE_HEADER, &update)) {
    g_autoptr(GString) text = g_string_new(NULL);
    decode_value_octets(text, body, length - WIRE_HEADER);
    append_field(tree, body, "unreadable", text->str);
    return;
  }
  append_number(tree, update.withdrawn - 2, "Withdrawn Routes Length", (unsigned)update.withdrawn_length);
  append_prefixes(tree, update.withdrawn, update.withdrawn_length, "withdrawn");
  append_number(tree, update.attributes - 2, "Total Path Attribute Length", (unsigned)update.attributes_length);
  append_attributes(tree, &update);
  append_prefixes(tree, update.nlri, update.nlri_length, "NLRI");
  append_faults(tree, NULL);
}

static const char *type_name(unsigned type) {
  static const char *const names[] = {"unknown", "OPEN", "UPDATE", "NOTIFICATION", "KEEPALIVE", "ROUTE-REFRESH"};
  return names[type < G_N_ELEMENTS(names) ? type : 0];
}

void decode_tree_append(GString *out, const uint8_t *bytes, size_t length, bool as4,
                        const struct verdict_report *reports, size_t count) {
  struct tree tree = {out, bytes, as4, reports, count};
  g_autoptr(GString) text = g_string_new(NULL);
  decode_value_octets(text, bytes, MIN(length, (size_t)WIRE_MARKER));
  append_field(&tree, bytes, "marker", text->str);
  if (length < WIRE_HEADER) return;
  unsigned type = bytes[WIRE_HEADER - 1];
  append_number(&tree, bytes + WIRE_MARKER, "length", wire_get16(bytes + WIRE_MARKER));
  g_string_printf(text, "%u %s", type, type_name(type));
  append_field(&tree, bytes + WIRE_HEADER - 1, "type", text->str);
  if (type == WIRE_UPDATE) append_update(&tree, length);
}
