#include "models/bgp/notification.h"

#include "tests/octets.h"

static void codes_have_names(void) {
  g_assert_cmpstr(notification_code_name(1), ==, "Message Header Error");
  g_assert_cmpstr(notification_code_name(7), ==, "ROUTE-REFRESH Message Error");
  g_assert_null(notification_code_name(0));
  g_assert_cmpstr(notification_code_name(8), ==, "Send Hold Timer Expired");
  g_assert_null(notification_code_name(9));
  g_assert_null(notification_code_name(255));
}

/* RFC 4271 section 4.5, RFC 4486 section 3, RFC 6608 section 3, RFC 8538 section 4, RFC 9234 section 8, RFC 9384. */
static void subcodes_have_names(void) {
  static const struct {
    unsigned code, subcode;
    const char *name;
  } wanted[] = {
      {1, 2, "Bad Message Length"},
      {2, 6, "Unacceptable Hold Time"},
      {2, 7, "Unsupported Capability"},
      {2, 11, "Role Mismatch"},
      {3, 1, "Malformed Attribute List"},
      {3, 9, "Optional Attribute Error"},
      {3, 11, "Malformed AS_PATH"},
      {4, 0, "Unspecific"},
      {5, 3, "Unexpected Message in Established State"},
      {6, 1, "Maximum Number of Prefixes Reached"},
      {6, 2, "Administrative Shutdown"},
      {6, 8, "Out of Resources"},
      {6, 9, "Hard Reset"},
      {6, 10, "BFD Down"},
      {7, 1, "Invalid Message Length"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(wanted); i++)
    g_assert_cmpstr(notification_subcode_name(wanted[i].code, wanted[i].subcode), ==, wanted[i].name);
  static const unsigned nameless[][2] = {{0, 0}, {1, 4}, {2, 8},  {2, 12}, {3, 12},
                                         {4, 1}, {5, 4}, {6, 11}, {8, 1},  {9, 0}};
  for (gsize i = 0; i < G_N_ELEMENTS(nameless); i++)
    g_assert_null(notification_subcode_name(nameless[i][0], nameless[i][1]));
}

static bool said(unsigned code, unsigned subcode, const char *hex, char **words) {
  g_autoptr(GByteArray) data = octets_read(hex);
  struct notification cease = {(uint8_t)code, (uint8_t)subcode, data->data, data->len};
  const uint8_t *text;
  size_t length;
  if (!notification_text(&cease, &text, &length)) return false;
  *words = g_strndup((const char *)text, length);
  return true;
}

static void operators_are_heard(void) {
  g_autofree char *shutdown = NULL, *reset = NULL, *silence = NULL, *none = NULL;
  g_assert_true(said(6, 2, "03 6f6666", &shutdown));
  g_assert_cmpstr(shutdown, ==, "off");
  g_assert_true(said(6, 4, "02 c3a9 ff", &reset));
  g_assert_cmpstr(reset, ==, "\xc3\xa9");
  g_assert_true(said(6, 2, "00", &silence));
  g_assert_cmpstr(silence, ==, "");
  g_assert_false(said(6, 2, "", &none));
  g_assert_false(said(6, 2, "04 6f6666", &none));
  g_assert_false(said(6, 3, "03 6f6666", &none));
  g_assert_false(said(5, 2, "03 6f6666", &none));
}

static void hard_resets_carry_another(void) {
  g_autoptr(GByteArray) data = octets_read("06 04 01 78");
  struct notification hard = {6, 9, data->data, data->len}, inner;
  g_assert_true(notification_inner(&hard, &inner));
  g_assert_cmpuint(inner.code, ==, 6);
  g_assert_cmpuint(inner.subcode, ==, 4);
  g_assert_cmpmem(inner.data, inner.length, "\x01x", 2);
  hard.length = 1;
  g_assert_false(notification_inner(&hard, &inner));
  hard = (struct notification){6, 8, data->data, data->len};
  g_assert_false(notification_inner(&hard, &inner));
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/notification/codes have the names of the registry", codes_have_names);
  g_test_add_func("/notification/subcodes have the names of the registry", subcodes_have_names);
  g_test_add_func("/notification/a shutdown says what its operator wrote", operators_are_heard);
  g_test_add_func("/notification/a hard reset carries another one", hard_resets_carry_another);
  return g_test_run();
}
