#include "scenarios/decode/hex.h"

#include "scenarios/settings/mistake.h"

static gboolean refuse(const char *at, GError **error) {
  gunichar found = g_utf8_get_char_validated(at, -1);
  if (found >= (gunichar)-2 || !g_unichar_isprint(found))
    return mistake_set(error, MISTAKE_VALUE, "octet 0x%02x found, expected hexadecimal digits", (guchar)*at);
  char shown[8] = {0};
  g_unichar_to_utf8(found, shown);
  return mistake_set(error, MISTAKE_VALUE, "'%s' found, expected hexadecimal digits", shown);
}

/* Begins a prefix here? Not inside an octet: "1 0x2" has one and a half. */
static gboolean is_prefix(const char *at) { return at[0] == '0' && (at[1] == 'x' || at[1] == 'X'); }

GByteArray *hex_parse(const char *text, GError **error) {
  GByteArray *bytes = g_byte_array_new();
  int high = -1;
  gboolean fine = TRUE;
  for (const char *at = text; *at && fine; at++) {
    if (g_ascii_isspace(*at) || *at == ':') continue;
    if (high < 0 && is_prefix(at)) {
      at++;
      continue;
    }
    int digit = g_ascii_xdigit_value(*at);
    guint8 octet = (guint8)(high * 16 + digit);
    if (digit < 0) fine = refuse(at, error);
    else if (high >= 0) g_byte_array_append(bytes, &octet, 1);
    high = high >= 0 ? -1 : digit;
  }
  if (fine && high >= 0) fine = mistake_set(error, MISTAKE_VALUE, "an odd number of hexadecimal digits");
  if (fine && bytes->len == 0) fine = mistake_set(error, MISTAKE_VALUE, "no hexadecimal digits found");
  if (fine) return bytes;
  g_byte_array_unref(bytes);
  return NULL;
}
