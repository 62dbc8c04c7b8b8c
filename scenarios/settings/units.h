/* units.h: quantities as people write them, with their units.
 *
 * A number without its unit is refused where a unit belongs, so that nobody ever has to guess. Every function
 * returns FALSE and says what was found and what was expected; the value is then untouched.
 */
#ifndef SCENARIOS_SETTINGS_UNITS_H
#define SCENARIOS_SETTINGS_UNITS_H

#include "sim/sim.h"

#include <glib.h>

/* "90 s", "5 min", "2 ms", "250 us", "1.5 h", "1 d"; "0" needs no unit. Nanoseconds, never negative. */
gboolean units_duration(const char *text, sim_time *value, GError **error);
/* "5000 /s". */
gboolean units_rate(const char *text, double *value, GError **error);
/* "35 %" or "0.2 %": 0 to 100 %. As a fraction of 1. */
gboolean units_share(const char *text, double *value, GError **error);
/* "2 GiB", "500 MB": octets, more than 0. */
gboolean units_size(const char *text, guint64 *value, GError **error);
/* A whole number, no unit. */
gboolean units_count(const char *text, guint64 *value, GError **error);
/* A plain number >= 0, no unit. */
gboolean units_number(const char *text, double *value, GError **error);
/* yes or no. */
gboolean units_switch(const char *text, gboolean *value, GError **error);
/* "2011-11-07T14:00:00Z", as microseconds since 1970. */
gboolean units_instant(const char *text, gint64 *value, GError **error);
/* "3356" or "AS3356". */
gboolean units_asn(const char *text, guint32 *value, GError **error);
/* "192.0.2.0/24" or "2001:db8::/32": the canonical spelling, host bits must be zero. NULL on error; g_free. */
char *units_prefix(const char *text, GError **error);
/* "3356-174": two AS numbers. */
gboolean units_as_ends(const char *text, guint32 *a, guint32 *b, GError **error);
/* ... that differ. */
gboolean units_as_pair(const char *text, guint32 *a, guint32 *b, GError **error);

#endif
