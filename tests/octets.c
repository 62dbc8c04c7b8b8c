#include "tests/octets.h"

#include "models/bgp/wire.h"
#include "scenarios/decode/hex.h"
#include "scenarios/files/strategy_file.h"

GByteArray *octets_read(const char *hex) {
  g_autoptr(GError) error = NULL;
  if (!*hex) return g_byte_array_sized_new(1); /* whose data is not NULL */
  GByteArray *bytes = hex_parse(hex, &error);
  g_assert_no_error(error);
  return bytes;
}

static void append_field(GByteArray *message, const char *hex, gboolean counted) {
  g_autoptr(GByteArray) field = octets_read(hex);
  guint8 length[2] = {(guint8)(field->len >> 8), (guint8)field->len};
  if (counted) g_byte_array_append(message, length, 2);
  if (field->len) g_byte_array_append(message, field->data, field->len);
}

GByteArray *octets_update(const char *withdrawn, const char *attributes, const char *nlri) {
  GByteArray *message = octets_read("ffffffffffffffffffffffffffffffff 0000 02");
  append_field(message, withdrawn, TRUE);
  append_field(message, attributes, TRUE);
  append_field(message, nlri, FALSE);
  message->data[WIRE_MARKER] = (guint8)(message->len >> 8);
  message->data[WIRE_MARKER + 1] = (guint8)message->len;
  return message;
}

struct strategy *octets_strategy(const char *name) {
  g_autoptr(GError) error = NULL;
  struct strategy *strategy = strategy_file_load(name, &error);
  g_assert_no_error(error);
  return strategy;
}
