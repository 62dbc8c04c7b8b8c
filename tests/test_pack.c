#include "sim/pack.h"
#include "sim/unpack.h"

#include <glib.h>

#define TITLE "faultline numbers 1"

static GByteArray *pack_some(void) {
  GByteArray *octets = g_byte_array_new();
  pack_begin(octets, TITLE);
  pack_8(octets, 0xfe);
  pack_32(octets, 0x01020304);
  pack_64(octets, UINT64_MAX - 1);
  pack_128(octets, -((__int128)1 << 100));
  pack_real(octets, -0.1);
  pack_text(octets, "AS 3356");
  pack_text(octets, NULL);
  pack_text(octets, "");
  pack_seal(octets, 0);
  return octets;
}

static void test_back(void) {
  g_autoptr(GByteArray) octets = pack_some();
  struct unpack from;
  g_assert_null(unpack_begin(&from, octets->data, octets->len, TITLE));
  g_assert_cmpuint(unpack_8(&from), ==, 0xfe);
  g_assert_cmpuint(unpack_32(&from), ==, 0x01020304);
  g_assert_cmpuint(unpack_64(&from), ==, UINT64_MAX - 1);
  g_assert_true(unpack_128(&from) == -((__int128)1 << 100));
  g_assert_cmpfloat(unpack_real(&from), ==, -0.1);
  g_autofree char *text = unpack_text(&from), *none = unpack_text(&from), *empty = unpack_text(&from);
  g_assert_cmpstr(text, ==, "AS 3356");
  g_assert_null(none);
  g_assert_cmpstr(empty, ==, "");
  g_assert_true(unpack_whole(&from));
}

static void test_order(void) {
  g_autoptr(GByteArray) octets = g_byte_array_new();
  pack_32(octets, 0x01020304);
  const guint8 want[] = {4, 3, 2, 1};
  g_assert_cmpmem(octets->data, octets->len, want, sizeof want);
}

static void test_damage(void) {
  g_autoptr(GByteArray) octets = pack_some();
  struct unpack from;
  for (guint i = 0; i < octets->len; i++) {
    octets->data[i] ^= 0x20;
    g_assert_nonnull(unpack_begin(&from, octets->data, octets->len, TITLE));
    g_assert_false(unpack_whole(&from));
    octets->data[i] ^= 0x20;
    g_assert_nonnull(unpack_begin(&from, octets->data, i, TITLE));
  }
  g_assert_nonnull(unpack_begin(&from, octets->data, octets->len, "faultline numbers 2"));
}

static void test_beyond(void) {
  const uint8_t four[] = {9, 0, 0, 0};
  struct unpack from = {four, sizeof four, false};
  g_assert_cmpuint(unpack_64(&from), ==, 0);
  g_assert_true(from.bad);
  from = (struct unpack){four, sizeof four, false};
  g_assert_null(unpack_text(&from));
  g_assert_false(unpack_whole(&from));
}

static void test_count(void) {
  g_autoptr(GByteArray) octets = g_byte_array_new();
  pack_64(octets, UINT64_MAX / 2);
  struct unpack from = {octets->data, octets->len, false};
  g_assert_cmpuint(unpack_count(&from, 8), ==, 0);
  g_assert_true(from.bad);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/pack/what is packed comes back", test_back);
  g_test_add_func("/pack/the least octet comes first", test_order);
  g_test_add_func("/pack/no damage and no cut goes unseen", test_damage);
  g_test_add_func("/pack/nothing is read beyond the end", test_beyond);
  g_test_add_func("/pack/a count that cannot be is none", test_count);
  return g_test_run();
}
