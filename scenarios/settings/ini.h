/* ini.h: INI files, read strictly.
 *
 * GKeyFile does the reading, but it merges two groups of one name without a word, lets the last of two equal keys win,
 * and takes "# ..." behind a value for a part of it. All three are refused here, with file and line, before it sees the
 * text. What the groups and keys mean is for the caller to check: every entry keeps its line.
 */
#ifndef SCENARIOS_SETTINGS_INI_H
#define SCENARIOS_SETTINGS_INI_H

#include <glib.h>

struct ini_entry {
  char *group, *key, *value; /* value without blanks around it; key NULL: the group's heading */
  unsigned line;
};

struct ini {
  char *file;       /* as named in messages */
  GPtrArray *entry; /* struct ini_entry *, in order of the file, each heading before its keys */
};

/* `text` need not be terminated. NULL on error. */
struct ini *ini_parse(const char *file, const char *text, gsize length, GError **error);
/* Opens and parses. */
struct ini *ini_load(const char *path, GError **error);
void ini_free(struct ini *ini);

#endif
