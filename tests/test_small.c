#include "sim/small.h"

static struct unpack reader_of(const GByteArray *bytes) {
  return (struct unpack){.at = bytes->data, .left = bytes->len};
}

static const __int128 far = (__int128)INT64_MAX << 63;

static void test_numbers(void) {
  static const int64_t number[] = {0, 1, -1, 63, -64, 64, 12345678, -12345678, INT64_MAX, INT64_MIN};
  g_autoptr(GByteArray) bytes = g_byte_array_new();
  for (size_t i = 0; i < G_N_ELEMENTS(number); i++) {
    small_signed(bytes, number[i]);
    small_count(bytes, (uint64_t)number[i]);
    small_wide(bytes, number[i] < 0 ? -far - 1 : far + 1);
  }
  struct unpack reader = reader_of(bytes);
  for (size_t i = 0; i < G_N_ELEMENTS(number); i++) {
    g_assert_cmpint(small_take_signed(&reader), ==, number[i]);
    g_assert_cmpuint(small_take_count(&reader, UINT64_MAX), ==, (uint64_t)number[i]);
    g_assert_true(small_take_wide(&reader) == (number[i] < 0 ? -far - 1 : far + 1));
  }
  g_assert_true(!reader.bad && reader.left == 0);
}

static void test_small(void) {
  g_autoptr(GByteArray) bytes = g_byte_array_new();
  small_count(bytes, 127);
  small_signed(bytes, -64);
  small_signed(bytes, 63);
  g_assert_cmpuint(bytes->len, ==, 3);
}

static void test_rest(void) {
  static const int64_t thin[] = {0, 0, -5, 0, 0, 0, 7, 0};
  int64_t again[8] = {0};
  g_autoptr(GByteArray) bytes = g_byte_array_new();
  small_array(bytes, thin, 8);
  struct unpack reader = reader_of(bytes);
  small_take_array(&reader, again, 8);
  g_assert_cmpmem(again, sizeof again, thin, sizeof thin);
  g_assert_true(!reader.bad && reader.left == 0);
}

static bool bad_count(const char *octets, size_t length, uint64_t most) {
  struct unpack reader = {.at = (const uint8_t *)octets, .left = length};
  uint64_t number = small_take_count(&reader, most);
  g_assert_true(!reader.bad || number == 0);
  return reader.bad;
}

static void test_bad(void) {
  g_assert_false(bad_count("\x05", 1, 5));
  g_assert_true(bad_count("\x05", 1, 4));
  g_assert_true(bad_count("", 0, 4));
  g_assert_true(bad_count("\x85", 1, UINT64_MAX));
  g_assert_true(bad_count("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x02", 10, UINT64_MAX)); /* 65 bits */
  g_assert_true(
      bad_count("\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x07", 19, UINT64_MAX));
  struct unpack many = {.at = (const uint8_t *)"\x7f\x01\x01", .left = 3};
  g_assert_cmpuint(small_take_things(&many, 1), ==, 0);
  g_assert_true(many.bad);
  int64_t few[2] = {0};
  struct unpack beyond = {.at = (const uint8_t *)"\x01\x02\x02", .left = 3};
  small_take_array(&beyond, few, 2);
  g_assert_true(beyond.bad);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/small/numbers of any size come back", test_numbers);
  g_test_add_func("/small/small numbers take one octet", test_small);
  g_test_add_func("/small/thin arrays come back", test_rest);
  g_test_add_func("/small/nothing is read beyond the end or a limit", test_bad);
  return g_test_run();
}
