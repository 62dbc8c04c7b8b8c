/* Any text as octets in hexadecimal: they come back as written, or one line says what is wrong. */
#include "scenarios/decode/hex.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void reads_back(const GByteArray *bytes) {
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint i = 0; i < bytes->len; i++) g_string_append_printf(text, "%s%02X", i % 3 ? ":" : " 0x", bytes->data[i]);
  g_autoptr(GByteArray) again = hex_parse(text->str, NULL);
  g_assert_nonnull(again);
  g_assert_cmpmem(again->data, again->len, bytes->data, bytes->len);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  g_autofree char *text = g_strndup((const char *)data, size);
  g_autoptr(GError) error = NULL;
  g_autoptr(GByteArray) bytes = hex_parse(text, &error);
  g_assert_true((bytes == NULL) == (error != NULL));
  if (bytes) reads_back(bytes);
  else g_assert_null(strchr(error->message, '\n'));
  return 0;
}
