#include "scenarios/settings/units.h"

#include "scenarios/settings/mistake.h"

#include <arpa/inet.h>
#include <errno.h>
#include <math.h>
#include <string.h>

/* The number in front of *unit, which is left at the first character behind it and the blanks that follow. */
static gboolean units_split(const char *text, double *number, const char **unit) {
  char *end = NULL;
  if (!g_ascii_isdigit(*text)) return FALSE;
  errno = 0;
  *number = g_ascii_strtod(text, &end);
  if (errno || !isfinite(*number)) return FALSE;
  while (*end == ' ') end++;
  *unit = end;
  return TRUE;
}

gboolean units_duration(const char *text, sim_time *value, GError **error) {
  static const struct {
    const char *name;
    double nanoseconds;
  } unit[] = {{"ns", 1}, {"us", 1e3}, {"ms", 1e6}, {"s", 1e9}, {"min", 60e9}, {"h", 3600e9}, {"d", 86400e9}};
  double number;
  const char *rest;
  if (!units_split(text, &number, &rest))
    return mistake_set(error, MISTAKE_VALUE, "'%s' is no duration, expected for example 90 s, 5 min or 2 ms", text);
  if (number == 0 && !*rest) return *value = 0, TRUE;
  for (size_t i = 0; i < G_N_ELEMENTS(unit); i++)
    if (strcmp(rest, unit[i].name) == 0) {
      if (number * unit[i].nanoseconds > 9e18)
        return mistake_set(error, MISTAKE_VALUE, "'%s' is longer than the clock can count (292 years)", text);
      return *value = (sim_time)llround(number * unit[i].nanoseconds), TRUE;
    }
  return mistake_set(error, MISTAKE_VALUE, "'%s' has %s, expected a duration in ns, us, ms, s, min, h or d", text,
                     *rest ? "an unknown unit" : "no unit");
}

gboolean units_rate(const char *text, double *value, GError **error) {
  double number;
  const char *rest;
  if (!units_split(text, &number, &rest) || strcmp(rest, "/s") != 0)
    return mistake_set(error, MISTAKE_VALUE, "'%s' is no rate, expected for example 5000 /s", text);
  return *value = number, TRUE;
}

gboolean units_share(const char *text, double *value, GError **error) {
  double number;
  const char *rest;
  if (!units_split(text, &number, &rest) || strcmp(rest, "%") != 0 || number > 100)
    return mistake_set(error, MISTAKE_VALUE, "'%s' is no share, expected 0 %% to 100 %%, with the %% sign", text);
  return *value = number / 100, TRUE;
}

gboolean units_size(const char *text, guint64 *value, GError **error) {
  static const struct {
    const char *name;
    double octets;
  } unit[] = {{"KiB", 0x1p10}, {"MiB", 0x1p20}, {"GiB", 0x1p30}, {"TiB", 0x1p40},
              {"kB", 1e3},     {"MB", 1e6},     {"GB", 1e9},     {"TB", 1e12}};
  double number;
  const char *rest;
  gboolean split = units_split(text, &number, &rest);
  for (size_t i = 0; split && i < G_N_ELEMENTS(unit); i++)
    if (strcmp(rest, unit[i].name) == 0 && number * unit[i].octets >= 1 && number * unit[i].octets < 0x1p63)
      return *value = (guint64)(number * unit[i].octets), TRUE;
  return mistake_set(error, MISTAKE_VALUE, "'%s' is no size, expected for example 2 GiB or 500 MiB", text);
}

gboolean units_count(const char *text, guint64 *value, GError **error) {
  if (!g_ascii_string_to_unsigned(text, 10, 0, G_MAXINT64, value, NULL))
    return mistake_set(error, MISTAKE_VALUE, "'%s' is no whole number", text);
  return TRUE;
}

gboolean units_number(const char *text, double *value, GError **error) {
  double number;
  const char *rest;
  if (!units_split(text, &number, &rest) || *rest)
    return mistake_set(error, MISTAKE_VALUE, "'%s' is no number, expected for example 0.02, without a unit", text);
  return *value = number, TRUE;
}

gboolean units_switch(const char *text, gboolean *value, GError **error) {
  if (strcmp(text, "yes") == 0) return *value = TRUE, TRUE;
  if (strcmp(text, "no") == 0) return *value = FALSE, TRUE;
  return mistake_set(error, MISTAKE_VALUE, "'%s' found, expected yes or no", text);
}

gboolean units_instant(const char *text, gint64 *value, GError **error) {
  GDateTime *time = strchr(text, 'T') ? g_date_time_new_from_iso8601(text, NULL) : NULL;
  if (!time)
    return mistake_set(error, MISTAKE_VALUE, "'%s' is no time, expected for example 2011-11-07T14:00:00Z", text);
  *value = g_date_time_to_unix(time) * G_USEC_PER_SEC + g_date_time_get_microsecond(time);
  g_date_time_unref(time);
  return TRUE;
}

gboolean units_asn(const char *text, guint32 *value, GError **error) {
  guint64 number;
  const char *digits = g_str_has_prefix(text, "AS") ? text + 2 : text;
  if (!g_ascii_string_to_unsigned(digits, 10, 1, G_MAXUINT32, &number, NULL))
    return mistake_set(error, MISTAKE_VALUE, "'%s' is no AS number, expected 1 to 4294967295", text);
  return *value = (guint32)number, TRUE;
}

/* Does an address of `octets` octets have a bit set behind the first `bits`? */
static gboolean units_host_bits(const guint8 *address, unsigned octets, unsigned bits) {
  for (unsigned i = bits; i < octets * 8; i++)
    if (address[i / 8] >> (7 - i % 8) & 1) return TRUE;
  return FALSE;
}

char *units_prefix(const char *text, GError **error) {
  g_auto(GStrv) part = g_strsplit(text, "/", 2);
  int family = strchr(text, ':') ? AF_INET6 : AF_INET;
  unsigned octets = family == AF_INET6 ? 16 : 4;
  guint8 address[16];
  guint64 bits;
  char canonical[INET6_ADDRSTRLEN];
  if (!part[0] || !part[1] || inet_pton(family, part[0], address) != 1 ||
      !g_ascii_string_to_unsigned(part[1], 10, 0, octets * 8, &bits, NULL)) {
    mistake_set(error, MISTAKE_VALUE, "'%s' is no prefix, expected for example 192.0.2.0/24 or 2001:db8::/32", text);
    return NULL;
  }
  if (units_host_bits(address, octets, (unsigned)bits)) {
    mistake_set(error, MISTAKE_VALUE, "'%s' has bits set beyond its length of %u", text, (unsigned)bits);
    return NULL;
  }
  return g_strdup_printf("%s/%u", inet_ntop(family, address, canonical, sizeof canonical), (unsigned)bits);
}

gboolean units_as_ends(const char *text, guint32 *a, guint32 *b, GError **error) {
  g_auto(GStrv) part = g_strsplit(text, "-", 2);
  if (!part[0] || !part[1])
    return mistake_set(error, MISTAKE_VALUE, "'%s' is no link, expected two AS numbers, for example 3356-174", text);
  return units_asn(part[0], a, error) && units_asn(part[1], b, error);
}

gboolean units_as_pair(const char *text, guint32 *a, guint32 *b, GError **error) {
  if (!units_as_ends(text, a, b, error)) return FALSE;
  return *a != *b || mistake_set(error, MISTAKE_VALUE, "'%s' joins an AS to itself", text);
}
