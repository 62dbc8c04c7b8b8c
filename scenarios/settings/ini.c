#include "scenarios/settings/ini.h"

#include "scenarios/files/input.h"
#include "scenarios/settings/mistake.h"

#include <string.h>

/* No honest INI file is larger. */
#define INI_MOST (UINT64_C(16) << 20)

static void ini_entry_free(gpointer data) {
  struct ini_entry *entry = data;
  g_free(entry->group);
  g_free(entry->key);
  g_free(entry->value);
  g_free(entry);
}

static const struct ini_entry *ini_find(const struct ini *ini, const char *group, const char *key) {
  for (guint i = 0; i < ini->entry->len; i++) {
    const struct ini_entry *entry = ini->entry->pdata[i];
    if (strcmp(entry->group, group) == 0 && g_strcmp0(entry->key, key) == 0) return entry;
  }
  return NULL;
}

static void ini_add(struct ini *ini, const char *group, const char *key, unsigned line) {
  struct ini_entry *entry = g_new0(struct ini_entry, 1);
  entry->group = g_strdup(group);
  entry->key = g_strdup(key);
  entry->line = line;
  g_ptr_array_add(ini->entry, entry);
}

static gboolean ini_heading(struct ini *ini, char *text, unsigned line, char **group, GError **error) {
  size_t length = strlen(text);
  if (text[length - 1] != ']' || length < 3)
    return mistake_at(error, MISTAKE_SYNTAX, ini->file, line, "'%s' found, expected a group as [name]", text);
  text[length - 1] = '\0';
  g_free(*group);
  *group = g_strdup(text + 1);
  const struct ini_entry *before = ini_find(ini, *group, NULL);
  if (before)
    return mistake_at(error, MISTAKE_SYNTAX, ini->file, line, "group [%s] repeated, it stands in line %u already",
                      *group, before->line);
  return ini_add(ini, *group, NULL, line), TRUE;
}

static gboolean ini_setting(struct ini *ini, char *text, unsigned line, const char *group, GError **error) {
  char *equals = strchr(text, '=');
  if (!equals || equals == text)
    return mistake_at(error, MISTAKE_SYNTAX, ini->file, line, "'%s' found, expected key = value", text);
  if (!group) return mistake_at(error, MISTAKE_SYNTAX, ini->file, line, "'%s' stands before the first [group]", text);
  *equals = '\0';
  g_strchomp(text);
  const struct ini_entry *before = ini_find(ini, group, text);
  if (before)
    return mistake_at(error, MISTAKE_SYNTAX, ini->file, line, "key '%s' repeated, it stands in line %u already", text,
                      before->line);
  if (strstr(equals + 1, " #") || strstr(equals + 1, "\t#"))
    return mistake_at(error, MISTAKE_SYNTAX, ini->file, line,
                      "a comment behind the value of '%s': it needs a line of its own", text);
  return ini_add(ini, group, text, line), TRUE;
}

/* Finds every heading and key with its line. */
static gboolean ini_scan(struct ini *ini, const char *text, GError **error) {
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  g_autofree char *group = NULL;
  for (unsigned i = 0; lines[i]; i++) {
    char *line = g_strstrip(lines[i]);
    gboolean fine = !*line || *line == '#' ? TRUE
                    : *line == '['         ? ini_heading(ini, line, i + 1, &group, error)
                                           : ini_setting(ini, line, i + 1, group, error);
    if (!fine) return FALSE;
  }
  return TRUE;
}

static gboolean ini_values(struct ini *ini, const char *text, GError **error) {
  GKeyFile *file = g_key_file_new();
  gboolean fine = g_key_file_load_from_data(file, text, (gsize)-1, G_KEY_FILE_NONE, error);
  if (!fine) mistake_locate(error, ini->file, 0);
  for (guint i = 0; fine && i < ini->entry->len; i++) {
    struct ini_entry *entry = ini->entry->pdata[i];
    if (!entry->key) continue;
    entry->value = g_key_file_get_value(file, entry->group, entry->key, NULL);
    if (!entry->value || !*g_strstrip(entry->value))
      fine = mistake_at(error, MISTAKE_SYNTAX, ini->file, entry->line, "key '%s' has no value", entry->key);
  }
  g_key_file_free(file);
  return fine;
}

static unsigned ini_line_of(const char *text, const char *place) {
  unsigned line = 1;
  for (; text < place; text++) line += *text == '\n';
  return line;
}

/* A heading with nothing below says nothing, and so is a slip. */
static gboolean ini_check_empty(const struct ini *ini, GError **error) {
  for (guint i = 0; i < ini->entry->len; i++) {
    const struct ini_entry *entry = ini->entry->pdata[i],
                           *next = i + 1 < ini->entry->len ? ini->entry->pdata[i + 1] : NULL;
    if (!entry->key && (!next || !next->key))
      return mistake_at(error, MISTAKE_SYNTAX, ini->file, entry->line, "group [%s] is empty", entry->group);
  }
  return TRUE;
}

struct ini *ini_parse(const char *file, const char *text, gsize length, GError **error) {
  const char *end;
  if (!g_utf8_validate(text, (gssize)length, &end)) {
    mistake_at(error, MISTAKE_SYNTAX, file, ini_line_of(text, end), "octet 0x%02x found, expected UTF-8 text",
               (unsigned char)*end);
    return NULL;
  }
  struct ini *ini = g_new0(struct ini, 1);
  ini->file = g_strdup(file);
  ini->entry = g_ptr_array_new_with_free_func(ini_entry_free);
  g_autofree char *copy = g_strndup(text, length);
  if (ini_scan(ini, copy, error) && ini_check_empty(ini, error) && ini_values(ini, copy, error)) return ini;
  ini_free(ini);
  return NULL;
}

struct ini *ini_load(const char *path, GError **error) {
  g_autofree char *text = NULL;
  gsize length;
  if (!input_read_most(path, INI_MOST, &text, &length, error)) return NULL;
  return ini_parse(path, text, length, error);
}

void ini_free(struct ini *ini) {
  if (!ini) return;
  g_ptr_array_unref(ini->entry);
  g_free(ini->file);
  g_free(ini);
}
