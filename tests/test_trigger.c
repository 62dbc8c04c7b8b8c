#include "scenarios/trigger.h"

#include <string.h>

static void expect(const char *hex, gboolean whole, const char *kept, guint overrun) {
  struct trigger_bytes bytes;
  GError *error = NULL;
  g_assert_true(trigger_parse(hex, whole, &bytes, &error));
  g_assert_no_error(error);
  GString *text = g_string_new(NULL);
  for (guint i = 0; i < bytes.attributes->len; i++) g_string_append_printf(text, "%02x", bytes.attributes->data[i]);
  g_assert_cmpstr(text->str, ==, kept);
  g_assert_cmpuint(bytes.overrun, ==, overrun);
  g_string_free(text, TRUE);
  trigger_clear(&bytes);
}

static void refuse(const char *hex, gboolean whole) {
  struct trigger_bytes bytes;
  GError *error = NULL;
  g_assert_false(trigger_parse(hex, whole, &bytes, &error));
  g_assert_nonnull(error);
  g_error_free(error);
}

#define PATH "40 02 06 02 01 00 00 fd e9 "
#define HOP "40 03 04 c0 00 02 01 "

static void attributes_alone(void) {
  expect("40 01 01 00 " PATH HOP "c0 80 02 00 01", FALSE, "40010100c080020001", 0);
  expect("40 01 01 00 c0 63 08 01 02", FALSE, "40010100c063080102", 6);
  expect("40 01 01 00 c0", FALSE, "40010100c0", 0);
  refuse("", FALSE);
  refuse(PATH HOP, FALSE);
  refuse("4", FALSE);
  refuse("4x", FALSE);
}

static void whole_update(void) {
  const char *body = "00 00 00 14 40 01 01 00 " PATH HOP "18 c6 33 64";
  g_autofree char *message = g_strconcat("ffffffffffffffffffffffffffffffff 002f 02 ", body, NULL);
  expect(body, TRUE, "40010100", 0);
  expect(message, TRUE, "40010100", 0);
  g_autofree char *keepalive = g_strdup("ffffffffffffffffffffffffffffffff 0017 04 00000000");
  refuse(keepalive, TRUE);
  refuse("00 00 00 50 40 01 01 00", TRUE);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/trigger/AS_PATH and NEXT_HOP are left out, the rest is kept as it is", attributes_alone);
  g_test_add_func("/trigger/a whole UPDATE with or without its header", whole_update);
  return g_test_run();
}
