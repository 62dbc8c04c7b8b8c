/* settings.h: the settings of a scenario, in order of their first appearance, found by name. */
#ifndef SCENARIOS_SETTINGS_SETTINGS_H
#define SCENARIOS_SETTINGS_SETTINGS_H

#include "scenarios/settings/keys.h"

#include <glib.h>

struct setting {
  const struct keys_entry *entry; /* NULL: an override in a variant, or a source */
  char *group, *key, *value;
  char *file; /* or "--set" */
  unsigned line;
};

struct settings {
  GPtrArray *list;   /* struct setting * */
  GHashTable *index; /* "group\nkey" -> struct setting *; only looked up */
};

void settings_init(struct settings *settings);
void settings_clear(struct settings *settings);
void settings_copy(struct settings *to, const struct settings *from);
/* Replaces the value if it was set before. */
void settings_put(struct settings *settings, const struct setting *setting);
/* NULL when it was never set. */
const struct setting *settings_get(const struct settings *settings, const char *group, const char *key);

#endif
