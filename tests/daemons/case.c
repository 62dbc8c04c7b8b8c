#include "tests/daemons/case.h"

#include "models/bgp/attribute.h"
#include "scenarios/decode/hex.h"
#include "scenarios/settings/mistake.h"

enum { CASE_ID, CASE_SESSION, CASE_TARGET, CASE_ATTRIBUTE, CASE_DEFECT, CASE_HEX, CASE_FIELDS };

static void case_free(gpointer data) {
  struct play_case *this = data;
  char *text[] = {this->id, this->session, this->target, this->attribute, this->defect};
  for (gsize i = 0; i < G_N_ELEMENTS(text); i++) g_free(text[i]);
  if (this->message) g_byte_array_unref(this->message);
  g_free(this);
}

static struct play_case *case_parse(const char *line, GError **error) {
  g_auto(GStrv) field = g_strsplit(line, ",", -1);
  if (g_strv_length(field) != CASE_FIELDS) {
    mistake_set(error, MISTAKE_SYNTAX, "%u fields found, expected %d", g_strv_length(field), CASE_FIELDS);
    return NULL;
  }
  struct play_case *this = g_new0(struct play_case, 1);
  this->id = g_strdup(field[CASE_ID]);
  this->session = g_strdup(field[CASE_SESSION]);
  this->target = g_strdup(field[CASE_TARGET]);
  this->attribute = g_strdup(field[CASE_ATTRIBUTE]);
  this->defect = g_strdup(field[CASE_DEFECT]);
  if (!attribute_parse(this->attribute, &this->type)) this->type = CASE_MESSAGE;
  this->message = hex_parse(field[CASE_HEX], error);
  if (this->message) return this;
  case_free(this);
  return NULL;
}

GPtrArray *case_read(const char *path, unsigned part, unsigned parts, GError **error) {
  g_autofree char *text = NULL;
  if (!g_file_get_contents(path, &text, NULL, error)) return NULL;
  g_auto(GStrv) line = g_strsplit(g_strchomp(text), "\n", -1);
  g_autoptr(GPtrArray) cases = g_ptr_array_new_with_free_func(case_free);
  for (guint i = 1; line[0] && line[i]; i++) {
    if ((i - 1) % parts != part) continue;
    struct play_case *this = case_parse(line[i], error);
    if (!this) {
      mistake_locate(error, path, i + 1);
      return NULL;
    }
    g_ptr_array_add(cases, this);
  }
  return g_steal_pointer(&cases);
}
