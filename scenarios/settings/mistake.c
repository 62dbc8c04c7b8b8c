#include "scenarios/settings/mistake.h"

#include <stdarg.h>

G_DEFINE_QUARK(mistake - error - quark, mistake_error)

static char *mistake_place(const char *file, unsigned line) {
  if (!file) return g_strdup("");
  return line ? g_strdup_printf("%s:%u: ", file, line) : g_strdup_printf("%s: ", file);
}

gboolean mistake_set(GError **error, enum mistake_code code, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *text = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  g_set_error_literal(error, MISTAKE_ERROR, (int)code, text);
  return FALSE;
}

gboolean mistake_at(GError **error, enum mistake_code code, const char *file, unsigned line, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *text = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  g_autofree char *place = mistake_place(file, line);
  g_set_error(error, MISTAKE_ERROR, (int)code, "%s%s", place, text);
  return FALSE;
}

gboolean mistake_locate(GError **error, const char *file, unsigned line) {
  g_autofree char *place = mistake_place(file, line);
  g_prefix_error(error, "%s", place);
  return FALSE;
}
