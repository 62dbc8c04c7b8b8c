#include "models/bgp/attrs.h"

#include <glib.h>
#include <string.h>

static void plain_is_there(void) {
  struct attrs_table *table = attrs_table_new();
  const struct attrs *plain = attrs_get(table, ATTRS_PLAIN);
  g_assert_cmpmem(plain->bytes, plain->length, "\x40\x01\x01\x00", 4);
  g_assert_cmpuint(plain->origin, ==, 0);
  g_assert_cmpuint(plain->med, ==, 0);
  g_assert_cmpuint(attrs_intern(table, plain->bytes, plain->length, 0), ==, ATTRS_PLAIN);
  attrs_table_free(table);
}

static void equal_bytes_equal_id(void) {
  struct attrs_table *table = attrs_table_new();
  uint8_t bytes[] = {0x40, 1, 1, 0, 0xc0, 99, 2, 1, 2};
  attrs_id first = attrs_intern(table, bytes, sizeof bytes, 0);
  const struct attrs *kept = attrs_get(table, first);
  uint8_t copy[sizeof bytes];
  memcpy(copy, bytes, sizeof bytes);
  g_assert_cmpuint(attrs_intern(table, copy, sizeof copy, 0), ==, first);
  g_assert_cmpuint(attrs_intern(table, bytes, sizeof bytes, 1), !=, first);
  g_assert_cmpuint(attrs_intern(table, bytes, sizeof bytes - 1, 0), !=, first);
  memset(bytes, 0xaa, sizeof bytes); /* the table keeps its own */
  g_assert_cmpmem(kept->bytes, kept->length, copy, sizeof copy);
  attrs_table_free(table);
}

static void an_empty_set_is_a_set(void) {
  struct attrs_table *table = attrs_table_new();
  attrs_id empty = attrs_intern(table, NULL, 0, 0);
  g_assert_cmpuint(empty, !=, ATTRS_PLAIN);
  g_assert_cmpuint(attrs_intern(table, NULL, 0, 0), ==, empty);
  g_assert_cmpuint(attrs_get(table, empty)->origin, ==, 2);
  attrs_table_free(table);
}

static void origin_and_med_are_read(void) {
  struct attrs_table *table = attrs_table_new();
  const uint8_t bytes[] = {0x80, 4, 4, 0, 1, 0, 2, 0x40, 1, 1, 1, 0x40, 1, 1, 2, 0x80, 4, 4, 9, 9, 9, 9};
  const struct attrs *set = attrs_get(table, attrs_intern(table, bytes, sizeof bytes, 0));
  g_assert_cmpuint(set->origin, ==, 1); /* the first one of a type */
  g_assert_cmpuint(set->med, ==, 65538);
  attrs_table_free(table);
}

static void what_is_malformed_does_not_count(void) {
  struct attrs_table *table = attrs_table_new();
  const uint8_t bytes[] = {0x40, 1, 2, 0, 0, 0x80, 4, 4, 0, 0};
  const struct attrs *set = attrs_get(table, attrs_intern(table, bytes, sizeof bytes, 2));
  g_assert_cmpuint(set->origin, ==, 2);
  g_assert_cmpuint(set->med, ==, 0);
  g_assert_cmpuint(set->overrun, ==, 2);
  attrs_table_free(table);
}

static void pointers_stay(void) {
  struct attrs_table *table = attrs_table_new();
  const struct attrs *plain = attrs_get(table, ATTRS_PLAIN);
  for (unsigned i = 0; i < 5000; i++) {
    uint8_t bytes[] = {0xc0, 99, 2, (uint8_t)(i >> 8), (uint8_t)i};
    g_assert_cmpuint(attrs_intern(table, bytes, sizeof bytes, 0), ==, i + 1);
  }
  g_assert_true(plain == attrs_get(table, ATTRS_PLAIN));
  g_assert_cmpuint(plain->length, ==, 4);
  attrs_table_free(table);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/attrs/the plain set is ORIGIN IGP alone", plain_is_there);
  g_test_add_func("/attrs/equal bytes and overrun give equal ids", equal_bytes_equal_id);
  g_test_add_func("/attrs/an empty set is a set", an_empty_set_is_a_set);
  g_test_add_func("/attrs/ORIGIN and MED are read, the first of each", origin_and_med_are_read);
  g_test_add_func("/attrs/malformed ORIGIN and MED count as absent", what_is_malformed_does_not_count);
  g_test_add_func("/attrs/pointers stay while the table grows", pointers_stay);
  return g_test_run();
}
