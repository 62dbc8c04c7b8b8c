#include "scenarios/decode/hex.h"

static void spellings_are_forgiven(void) {
  static const char *const same[] = {"4001ff", "40 01 FF", "40:01:ff", "0x4001ff", "0x40 0X01 0xff", "4 0\t01\nff "};
  for (gsize i = 0; i < G_N_ELEMENTS(same); i++) {
    g_autoptr(GError) error = NULL;
    g_autoptr(GByteArray) bytes = hex_parse(same[i], &error);
    g_assert_no_error(error);
    g_assert_cmpmem(bytes->data, bytes->len, "\x40\x01\xff", 3);
  }
}

static void mistakes_are_told(void) {
  static const struct {
    const char *text, *message;
  } mistakes[] = {
      {"", "no hexadecimal digits found"},
      {" : 0x", "no hexadecimal digits found"},
      {"401", "an odd number of hexadecimal digits"},
      {"40g1", "'g' found, expected hexadecimal digits"},
      {"40-01", "'-' found, expected hexadecimal digits"},
      {"40\xc3\xa4", "'\xc3\xa4' found, expected hexadecimal digits"},
      {"40\x01", "octet 0x01 found, expected hexadecimal digits"},
      {"40\xff", "octet 0xff found, expected hexadecimal digits"},
      {"4x01", "'x' found, expected hexadecimal digits"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(mistakes); i++) {
    g_autoptr(GError) error = NULL;
    g_assert_null(hex_parse(mistakes[i].text, &error));
    g_assert_cmpstr(error->message, ==, mistakes[i].message);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/hex/blanks, colons, 0x and case are forgiven", spellings_are_forgiven);
  g_test_add_func("/hex/anything else is refused in one line", mistakes_are_told);
  return g_test_run();
}
