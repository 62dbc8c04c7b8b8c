/* lists.h: values that hold several things, separated by commas.
 *
 * Every function returns an array that is freed with its own free function, or NULL and an error.
 */
#ifndef SCENARIOS_SETTINGS_LISTS_H
#define SCENARIOS_SETTINGS_LISTS_H

#include <glib.h>

/* "a, b": at least one, none empty, none twice (g_strfreev). */
char **lists_names(const char *text, GError **error);
/* "3356, AS174": guint32 (g_array_unref). */
GArray *lists_asns(const char *text, GError **error);
/* "0 %, 25 %": double, fractions of 1. */
GArray *lists_shares(const char *text, GError **error);

enum { LISTS_NAME = 512 }; /* octets of a name, which may be a path, the NUL included */

struct lists_part {
  char name[LISTS_NAME];
  double share;
};
/* "ios 60 %, junos 40 %": struct lists_part; the shares must add up to 100 %. */
GArray *lists_mix(const char *text, GError **error);

struct lists_pin {
  guint32 asn;
  char name[LISTS_NAME];
};
/* "3356 junos, 701 ios": struct lists_pin. */
GArray *lists_pins(const char *text, GError **error);

struct lists_count {
  guint32 asn;
  guint count;
};
/* "3356 64, 8218 7": struct lists_count, counts >= 1. */
GArray *lists_counts(const char *text, GError **error);

struct lists_link {
  guint32 a, b;
};
/* "3356-174, 3356-701": struct lists_link; "3356-3356" for links inside an AS. */
GArray *lists_links(const char *text, GError **error);

#endif
