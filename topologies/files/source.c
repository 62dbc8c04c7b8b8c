#include "topologies/files/source.h"

#include "topologies/files/asrel.h"
#include "topologies/files/cch.h"
#include "topologies/files/graphml.h"
#include "topologies/files/rocketfuel.h"

#include <string.h>

#define MOST_LINE 4096 /* bytes of the first line that are looked at */

/* Past the byte order mark and blanks. */
static const char *text_begin(const char *at, const char *end) {
  static const char mark[] = "\xef\xbb\xbf";
  if ((size_t)(end - at) >= strlen(mark) && memcmp(at, mark, strlen(mark)) == 0) at += strlen(mark);
  while (at < end && g_ascii_isspace(*at)) at++;
  return at;
}

static const char *line_end(const char *at, const char *end) {
  const char *newline = memchr(at, '\n', (size_t)(end - at));
  return newline ? newline : end;
}

/* UID @LOCATION, or -UID =ADDRESS. */
static gboolean is_router(const char *line) {
  gboolean outside = line[0] == '-';
  line += outside;
  size_t digits = strspn(line, "0123456789"), blanks = strspn(line + digits, " \t");
  return digits && blanks && line[digits + blanks] == (outside ? '=' : '@');
}

enum source_kind source_detect(const char *bytes, gsize length) {
  const char *end = bytes + length, *at = text_begin(bytes, end);
  while (at < end && *at == '#') at = text_begin(line_end(at, end), end);
  if (at == end) return SOURCE_ASREL;
  if (*at == '<') return SOURCE_GRAPHML;
  g_autofree char *line = g_strndup(at, MIN((size_t)(line_end(at, end) - at), MOST_LINE));
  if (is_router(line)) return SOURCE_ROUTERS;
  return strstr(line, " -> ") ? SOURCE_POPS : SOURCE_ASREL;
}

static gboolean has_latencies(const char *file) {
  return g_str_has_suffix(file, ".lat") || g_str_has_suffix(file, ".lat.gz") || g_str_has_suffix(file, ".lat.bz2");
}

struct map *source_parse(const char *bytes, gsize length, const char *file, char **note, GError **error) {
  *note = NULL;
  switch (source_detect(bytes, length)) {
  case SOURCE_GRAPHML:
    return graphml_parse(bytes, length, file, note, error);
  case SOURCE_POPS:
    return rocketfuel_parse(bytes, length, file, has_latencies(file), note, error);
  case SOURCE_ROUTERS:
    return cch_parse(bytes, length, file, note, error);
  default:
    return asrel_parse(bytes, length, file, error);
  }
}
