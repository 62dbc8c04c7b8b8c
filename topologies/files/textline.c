#include "topologies/files/textline.h"

#include "topologies/files/complaint.h"

#include <string.h>

#define MOST_LINE (1u << 20) /* bytes */

void textline_init(struct textline *text, const char *bytes, gsize length) {
  *text = (struct textline){.next = bytes, .end = bytes + length, .line = g_string_new(NULL)};
}

void textline_clear(struct textline *text) { g_string_free(text->line, TRUE); }

static gboolean is_control(char byte) { return (byte > 0 && byte < ' ' && byte != '\t') || byte == 0x7f; }

static gboolean line_check(const struct textline *text, const char *line, gsize length, GError **error) {
  const char *bad;
  if (length > MOST_LINE) return complaint_set(error, text->number, "found a line of more than %u bytes", MOST_LINE);
  if (!g_utf8_validate(line, (gssize)length, &bad))
    return complaint_found(error, text->number, bad, (gsize)(line + length - bad), "UTF-8 text");
  for (gsize i = 0; i < length; i++)
    if (is_control(line[i])) return complaint_found(error, text->number, line + i, length - i, "text");
  return TRUE;
}

/* Takes the next line, whatever it holds. */
static gboolean line_take(struct textline *text, GError **error) {
  const char *newline = memchr(text->next, '\n', (gsize)(text->end - text->next));
  const char *line = text->next, *end = newline ? newline : text->end;
  text->next = newline ? newline + 1 : text->end;
  text->number++;
  if (end > line && end[-1] == '\r') end--;
  if (!line_check(text, line, (gsize)(end - line), error)) return FALSE;
  g_string_truncate(text->line, 0);
  g_string_append_len(text->line, line, end - line);
  g_strchomp(text->line->str);
  g_string_truncate(text->line, strlen(text->line->str));
  g_string_erase(text->line, 0, (gssize)strspn(text->line->str, " \t"));
  return TRUE;
}

gboolean textline_next(struct textline *text, GError **error) {
  while (text->next < text->end) {
    if (!line_take(text, error)) return FALSE;
    if (text->line->len && text->line->str[0] != '#') return TRUE;
  }
  return FALSE;
}
