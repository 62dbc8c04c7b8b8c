#include "scenarios/decode/decode_update.h"

#include "scenarios/decode/decode_width.h"
#include "tests/octets.h"

#include <string.h>

enum { ROOM = 70000 };

static void expect_strip(const GByteArray *with, const GByteArray *without, unsigned families) {
  g_autofree guint8 *room = g_malloc(ROOM);
  struct wire_buffer buffer = {.bytes = room, .room = ROOM};
  decode_update_strip(with->data, with->len, families, &buffer);
  g_assert_false(buffer.full);
  g_assert_cmpmem(room, buffer.length, without->data, without->len);
}

#define REACH_PATHS "900e 0023 0002 01 10 20010db8000000000000000000000009 00 00000001 20 20010db8 00000002 00"
#define REACH "900e 001b 0002 01 10 20010db8000000000000000000000009 00 20 20010db8 00"

static void identifiers_are_taken_out(void) {
  enum { BOTH = DECODE_UPDATE_IPV4 | DECODE_UPDATE_IPV6 };
  g_autoptr(GByteArray)
      with = octets_update("00000001 08 0a", OCTETS_BASE REACH_PATHS, "00000002 18 c63364 00000003 00");
  g_autoptr(GByteArray) without = octets_update("08 0a", OCTETS_BASE REACH, "18 c63364 00");
  g_autoptr(GByteArray) ipv4 = octets_update("08 0a", OCTETS_BASE REACH_PATHS, "18 c63364 00");
  expect_strip(with, without, BOTH);
  expect_strip(with, ipv4, DECODE_UPDATE_IPV4);
  expect_strip(with, with, 0);
}

static void damage_stays(void) {
  g_autoptr(GByteArray) with = octets_update("", OCTETS_BASE, "00000002 18 c63364 00000003 40 01");
  g_autoptr(GByteArray) without = octets_update("", OCTETS_BASE, "18 c63364 00000003 40 01");
  expect_strip(with, without, DECODE_UPDATE_IPV4);
  with->data[WIRE_HEADER] = 0x7f; /* Withdrawn Routes Length */
  expect_strip(with, with, DECODE_UPDATE_IPV4);
}

static void expect_route(const char *attributes, const char *prefix, const GByteArray *wanted) {
  g_autofree guint8 *room = g_malloc(ROOM);
  struct wire_buffer buffer = {.bytes = room, .room = ROOM};
  g_autoptr(GByteArray) bytes = octets_read(attributes);
  struct prefix parsed;
  g_assert_true(prefix_parse(prefix, &parsed));
  decode_update_route(bytes->data, bytes->len, &parsed, &buffer);
  g_assert_cmpmem(room, buffer.length, wanted->data, wanted->len);
}

static void routes_of_tables_become_updates(void) {
  g_autoptr(GByteArray) ipv4 = octets_update("", OCTETS_BASE, OCTETS_NLRI);
  g_autoptr(GByteArray) ipv6 = octets_update(
      "", OCTETS_ORIGIN "800e 1a 0002 01 10 20010db8000000000000000000000009 00 20 20010db8" OCTETS_PATH, "");
  expect_route(OCTETS_BASE, "198.51.100.0/24", ipv4);
  expect_route(OCTETS_ORIGIN "800e 11 10 20010db8000000000000000000000009" OCTETS_PATH, "2001:db8::/32", ipv6);
  expect_route(OCTETS_ORIGIN "800e 1a 0002 01 10 20010db8000000000000000000000009 00 20 20010db8" OCTETS_PATH,
               "2001:db8::/32", ipv6); /* as some collectors write it */
}

static void widths_are_guessed(void) {
  static const struct {
    const char *path;
    unsigned width;
  } cases[] = {
      {"40020a02020000fbf40000fbf0", 4},
      {"4002060202fbf4fbf0", 2},
      {"400200", 0},
      {"40020402010001", 2},
      {"40020402030001", 0},
      {"40020a 0202 0001 0202 0003 0004", 4},
      {"40020a 0202 0001 0002 0201 0003", 0},
      {"", 0},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *attributes = g_strconcat(OCTETS_ORIGIN, cases[i].path, NULL);
    g_autoptr(GByteArray) update = octets_update("", attributes, OCTETS_NLRI);
    g_assert_cmpuint(decode_width_guess(update->data, update->len), ==, cases[i].width);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/decode-update/path identifiers are taken out of the families asked for", identifiers_are_taken_out);
  g_test_add_func("/decode-update/what cannot be read stays as it is", damage_stays);
  g_test_add_func("/decode-update/routes of tables become the UPDATEs that they came in",
                  routes_of_tables_become_updates);
  g_test_add_func("/decode-update/AS_PATHs that can be read in one way tell the width", widths_are_guessed);
  return g_test_run();
}
