#include "scenarios/settings/keys.h"

#include "scenarios/decode/hex.h"
#include "scenarios/settings/lists.h"
#include "scenarios/settings/mistake.h"
#include "scenarios/settings/origins.h"
#include "scenarios/settings/units.h"

#include <string.h>

/* Reads a list only to see whether it can be read. */
static gboolean keys_try(GArray *list) {
  if (!list) return FALSE;
  g_array_unref(list);
  return TRUE;
}

static gboolean keys_check_names(const char *text, GError **error) {
  g_auto(GStrv) names = lists_names(text, error);
  return names != NULL;
}

static gboolean keys_check_hex(const char *text, GError **error) {
  GByteArray *bytes = hex_parse(text, error);
  if (bytes) g_byte_array_unref(bytes);
  return bytes != NULL;
}

static gboolean keys_check_prefix(const char *text, GError **error) {
  g_autofree char *prefix = units_prefix(text, error);
  return prefix != NULL;
}

static gboolean keys_check_when(const char *text, GError **error) {
  sim_time duration;
  gint64 instant;
  return strchr(text, 'T') ? units_instant(text, &instant, error) : units_duration(text, &duration, error);
}

static gboolean keys_check_list(enum keys_type type, const char *text, GError **error) {
  switch (type) {
  case KEYS_SHARE_LIST:
    return keys_try(lists_shares(text, error));
  case KEYS_MIX:
    return keys_try(lists_mix(text, error));
  case KEYS_ASN_LIST:
    return keys_try(lists_asns(text, error));
  case KEYS_PINS:
    return keys_try(lists_pins(text, error));
  case KEYS_CARDS:
    return keys_try(lists_counts(text, error));
  case KEYS_LINKS:
    return keys_try(lists_links(text, error));
  default:
    return keys_check_names(text, error);
  }
}

gboolean keys_check_value(const struct keys_entry *entry, const char *text, GError **error) {
  double number;
  guint64 count;
  gint64 instant;
  guint32 asn;
  sim_time duration;
  gboolean flag;
  switch (entry->type) {
  case KEYS_TEXT:
    return TRUE;
  case KEYS_DURATION:
    return units_duration(text, &duration, error);
  case KEYS_WHEN:
    return keys_check_when(text, error);
  case KEYS_INSTANT:
    return units_instant(text, &instant, error);
  case KEYS_RATE:
    return units_rate(text, &number, error);
  case KEYS_SHARE:
    return units_share(text, &number, error);
  case KEYS_COUNT:
    return units_count(text, &count, error);
  case KEYS_NUMBER:
    return units_number(text, &number, error);
  case KEYS_SWITCH:
    return units_switch(text, &flag, error);
  case KEYS_HEX:
    return keys_check_hex(text, error);
  case KEYS_PREFIX:
    return keys_check_prefix(text, error);
  case KEYS_ORIGIN:
    return strcmp(text, "stub") == 0 || units_asn(text, &asn, error);
  case KEYS_SAMPLE:
    return origins_check(text, error);
  default:
    return keys_check_list(entry->type, text, error);
  }
}

const char *keys_example(enum keys_type type) {
  static const char *const example[] = {[KEYS_TEXT] = "text",
                                        [KEYS_NAMES] = "a, b",
                                        [KEYS_DURATION] = "90 s",
                                        [KEYS_WHEN] = "5 min or time",
                                        [KEYS_INSTANT] = "2011-11-07T14:00:00Z",
                                        [KEYS_RATE] = "5000 /s",
                                        [KEYS_SHARE] = "35 %",
                                        [KEYS_SHARE_LIST] = "0 %, 25 %",
                                        [KEYS_MIX] = "ios 60 %, junos 40 %",
                                        [KEYS_COUNT] = "200",
                                        [KEYS_NUMBER] = "0.02",
                                        [KEYS_SWITCH] = "yes",
                                        [KEYS_ASN_LIST] = "3356, 174",
                                        [KEYS_PINS] = "3356 junos",
                                        [KEYS_CARDS] = "3356 64, 8218 7",
                                        [KEYS_LINKS] = "3356-174",
                                        [KEYS_HEX] = "40 01 01 00",
                                        [KEYS_PREFIX] = "192.0.2.0/24",
                                        [KEYS_ORIGIN] = "3356 or stub",
                                        [KEYS_SAMPLE] = "200, 5 % or all"};
  return example[type];
}
