#include "scenarios/decode/decode_lines.h"

#include "models/bgp/attribute.h"
#include "scenarios/decode/decode_value.h"

enum { COLUMN = 28 };

/* "octets 47 to 51: " */
static void put_range(struct decode_lines *lines, const struct verdict_finding *finding) {
  unsigned first = (unsigned)(finding->at - lines->bytes);
  if (finding->length > 1)
    g_string_append_printf(lines->out, "octets %u to %u: ", first, first + (unsigned)finding->length - 1);
  else g_string_append_printf(lines->out, "octet %u: ", first);
}

/* The faults found at `at` (NULL: nowhere in the bytes), each once. */
static void put_faults(struct decode_lines *lines, const uint8_t *at) {
  uint32_t told[256] = {0};
  for (size_t i = 0; i < lines->count; i++) {
    const struct verdict_report *report = &lines->reports[i];
    for (size_t j = 0; j < MIN(report->count, (size_t)VERDICT_FINDINGS); j++) {
      const struct verdict_finding *finding = &report->finding[j];
      if (finding->at != at || finding->defect >= DEFECTS || (told[finding->attribute] & defect_bit(finding->defect)))
        continue;
      told[finding->attribute] |= defect_bit(finding->defect);
      const struct attribute_type *type = at ? NULL : attribute_find(finding->attribute);
      g_string_append_printf(lines->out, "%*s^ ", at ? 10 : 2, "");
      if (at && finding->length) put_range(lines, finding);
      g_string_append_printf(lines->out, "%s%s%s\n", type ? type->label : "", type ? ": " : "",
                             defect_text(finding->defect));
    }
  }
}

void decode_lines_field(struct decode_lines *lines, const uint8_t *at, const char *name, const char *contents) {
  g_string_append_printf(lines->out, "  %5u  %-*s %s\n", (unsigned)(at - lines->bytes), COLUMN, name, contents);
  put_faults(lines, at);
}

void decode_lines_number(struct decode_lines *lines, const uint8_t *at, const char *name, uint32_t value) {
  char text[16];
  g_snprintf(text, sizeof text, "%u", value);
  decode_lines_field(lines, at, name, text);
}

void decode_lines_octets(struct decode_lines *lines, const uint8_t *at, size_t length, const char *name) {
  g_autoptr(GString) text = g_string_new(NULL);
  if (length == 0) return;
  decode_value_octets(text, at, length);
  decode_lines_field(lines, at, name, text->str);
}

void decode_lines_rest(struct decode_lines *lines) { put_faults(lines, NULL); }
