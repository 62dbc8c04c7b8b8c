#include "topologies/files/complaint.h"

#include "topologies/map/map.h"

#include <stdarg.h>

#define SHOWN 40 /* bytes of an offending text that a message quotes */

char *complaint_quote(const char *text, gsize length) {
  GString *quote = g_string_new("'");
  for (gsize i = 0; i < MIN(length, SHOWN); i++) {
    g_autofree char *shown = g_strescape((char[]){text[i], '\0'}, NULL);
    g_string_append(quote, text[i] ? shown : "\\000");
  }
  return g_string_free(g_string_append(quote, length > SHOWN ? "...'" : "'"), FALSE);
}

gboolean complaint_set(GError **error, unsigned line, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *text = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  if (line) g_set_error(error, MAP_ERROR, MAP_ERROR_SYNTAX, "%u: %s", line, text);
  else g_set_error_literal(error, MAP_ERROR, MAP_ERROR_SYNTAX, text);
  return FALSE;
}

gboolean complaint_found(GError **error, unsigned line, const char *text, gsize length, const char *expected) {
  g_autofree char *found = complaint_quote(text, length);
  return complaint_set(error, line, "found %s, expected %s", found, expected);
}

void complaint_locate(GError **error, GError *mistake, const char *file) {
  const char *gap = g_ascii_isdigit(mistake->message[0]) ? "" : " ";
  g_propagate_prefixed_error(error, mistake, "%s:%s", file, gap);
}
