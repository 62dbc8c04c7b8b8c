#include "models/bgp/refresh.h"

#include "tests/octets.h"

#define HEADER "ffffffffffffffffffffffffffffffff 0000 05"

static bool read_body(const char *hex, struct refresh *refresh, struct notification *error, GByteArray **message) {
  *message = octets_read(hex);
  return refresh_parse((*message)->data + WIRE_HEADER, (*message)->len - WIRE_HEADER, refresh, error);
}

static void requests_name_a_family(void) {
  g_autoptr(GByteArray) message = NULL;
  struct refresh refresh;
  struct notification error;
  g_assert_true(read_body(HEADER "0002 00 01", &refresh, &error, &message));
  g_assert_cmpuint(refresh.afi, ==, 2);
  g_assert_cmpuint(refresh.safi, ==, 1);
  g_assert_cmpuint(refresh.subtype, ==, REFRESH_REQUEST);
  g_assert_cmpuint(refresh.filters_length, ==, 0);
}

static void filters_stay_octets(void) {
  g_autoptr(GByteArray) message = NULL;
  struct refresh refresh;
  struct notification error;
  uint8_t room[16];
  struct wire_buffer buffer = {.bytes = room, .room = sizeof room};
  g_assert_true(read_body(HEADER "0001 00 01 01 40 0001 80", &refresh, &error, &message));
  g_assert_cmpmem(refresh.filters, refresh.filters_length, "\x01\x40\x00\x01\x80", 5);
  refresh_write(&refresh, &buffer);
  g_assert_cmpmem(room, buffer.length, message->data + WIRE_HEADER, message->len - WIRE_HEADER);
}

/* RFC 7313 section 5: the answer carries the message. */
static void markers_have_four_octets(void) {
  static const char *const longer[] = {HEADER "0001 01 01 00", HEADER "0001 02 01 00"};
  struct refresh refresh;
  struct notification error;
  for (gsize i = 0; i < G_N_ELEMENTS(longer); i++) {
    g_autoptr(GByteArray) message = NULL;
    g_assert_false(read_body(longer[i], &refresh, &error, &message));
    g_assert_cmpuint(error.code, ==, 7);
    g_assert_cmpuint(error.subcode, ==, 1);
    g_assert_cmpmem(error.data, error.length, message->data, message->len);
  }
  g_autoptr(GByteArray) message = NULL;
  g_assert_true(read_body(HEADER "0001 01 01", &refresh, &error, &message));
  g_assert_cmpstr(refresh_subtype_name(refresh.subtype), ==, "beginning of refresh");
}

static void short_ones_are_refused(void) {
  g_autoptr(GByteArray) message = NULL;
  struct refresh refresh;
  struct notification error;
  g_assert_false(read_body(HEADER "0001 00", &refresh, &error, &message));
  g_assert_cmpuint(error.code, ==, 1);
  g_assert_cmpuint(error.subcode, ==, 2);
}

static void subtypes_have_names(void) {
  g_assert_cmpstr(refresh_subtype_name(0), ==, "request");
  g_assert_cmpstr(refresh_subtype_name(2), ==, "end of refresh");
  g_assert_null(refresh_subtype_name(3));
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/refresh/a request names a family", requests_name_a_family);
  g_test_add_func("/refresh/filters stay octets", filters_stay_octets);
  g_test_add_func("/refresh/a marker of more than four octets is answered with itself", markers_have_four_octets);
  g_test_add_func("/refresh/less than four octets are no refresh", short_ones_are_refused);
  g_test_add_func("/refresh/subtypes have names", subtypes_have_names);
  return g_test_run();
}
