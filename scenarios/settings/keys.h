/* keys.h: every group and key that a scenario may have.
 *
 * One table is the single source of what is known: the reader checks against it, `faultline list keys` prints it, and
 * the report's lists of fitted and assumed numbers come from its labels.
 */
#ifndef SCENARIOS_SETTINGS_KEYS_H
#define SCENARIOS_SETTINGS_KEYS_H

#include <glib.h>

enum keys_type {
  KEYS_TEXT,
  KEYS_NAMES,    /* names separated by commas */
  KEYS_DURATION, /* units.h */
  KEYS_WHEN,     /* a duration since scenario.start, or an instant */
  KEYS_INSTANT,
  KEYS_RATE,
  KEYS_SHARE,
  KEYS_SHARE_LIST, /* "0 %, 25 %" */
  KEYS_MIX,        /* "ios 60 %, junos 40 %": parts of a whole */
  KEYS_COUNT,
  KEYS_NUMBER,
  KEYS_SWITCH,
  KEYS_ASN_LIST,
  KEYS_PINS,  /* "3356 junos, 701 ios": AS numbers, each with a name */
  KEYS_CARDS, /* "3356 64, 8218 7": AS numbers, each with a count */
  KEYS_LINKS, /* "3356-174, 3356-701" */
  KEYS_HEX,
  KEYS_PREFIX,
  KEYS_ORIGIN, /* an AS number, or stub */
  KEYS_SAMPLE, /* a count, a share, or all */
};

struct keys_entry {
  const char *group, *key;
  enum keys_type type;
  const char *fallback; /* the default as it would be written; NULL: none */
  /* NULL: says what is to be done. Otherwise it is a claim about the world: "assumed", or "published: where", "fitted:
   * to what" of the default value. What a scenario sets itself is assumed unless its [sources] say otherwise. */
  const char *label;
  const char *help;
};

/* All of them; *count is set. */
const struct keys_entry *keys_all(gsize *count);
/* The entry, or NULL with an error that names the nearest known group or key. `group` as in a file: a heading like
 * "trigger NAME" for groups that come with names. */
const struct keys_entry *keys_find(const char *group, const char *key, GError **error);
/* Is this heading known, with a name where it needs one and without where not? */
gboolean keys_check_group(const char *group, GError **error);
/* Does the text mean something for this key? */
gboolean keys_check_value(const struct keys_entry *entry, const char *text, GError **error);
/* What a value looks like, for the help. */
const char *keys_example(enum keys_type type);

#endif
