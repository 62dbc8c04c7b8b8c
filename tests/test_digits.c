#include "scenarios/decode/digits.h"

#include <arpa/inet.h>
#include <glib.h>

enum { ROUNDS = 20000 };

static void numbers_are_those_of_printf(void) {
  static const uint32_t edges[] = {0, 9, 10, 99, 100, 999999999, 1000000000, UINT32_MAX};
  for (unsigned i = 0; i < ROUNDS; i++) {
    uint32_t value = i < G_N_ELEMENTS(edges) ? edges[i] : (uint32_t)g_test_rand_int() >> (i % 32);
    char text[DIGITS_U32 + 1], wanted[16];
    *digits_u32(text, value) = '\0';
    g_snprintf(wanted, sizeof wanted, "%u", value);
    g_assert_cmpstr(text, ==, wanted);
  }
}

static void ipv4_is_that_of_inet_ntop(void) {
  for (unsigned i = 0; i < ROUNDS; i++) {
    uint8_t address[4];
    for (unsigned j = 0; j < 4; j++) address[j] = (uint8_t)g_test_rand_int_range(0, i % 2 ? 256 : 12);
    char text[DIGITS_IPV4 + 1], wanted[INET_ADDRSTRLEN];
    *digits_ipv4(text, address) = '\0';
    g_assert_cmpstr(text, ==, inet_ntop(AF_INET, address, wanted, sizeof wanted));
  }
}

/* glibc leaves a single zero group alone and knows more embedded addresses, so these are kept out or compared as
 * addresses. */
static void ipv6_is_that_of_inet_ntop(void) {
  for (unsigned i = 0; i < ROUNDS; i++) {
    uint8_t address[16], again[16];
    for (unsigned j = 0; j < 16; j++) address[j] = g_test_rand_int_range(0, 3) ? 0 : (uint8_t)g_test_rand_int();
    char text[DIGITS_IPV6 + 1], wanted[INET6_ADDRSTRLEN];
    *digits_ipv6(text, address) = '\0';
    g_assert_cmpint(inet_pton(AF_INET6, text, again), ==, 1);
    g_assert_cmpmem(again, 16, address, 16);
    inet_ntop(AF_INET6, address, wanted, sizeof wanted);
    if (strstr(wanted, "::") && !strchr(text, '.')) g_assert_cmpstr(text, ==, wanted);
  }
}

static void ipv6_has_its_habits(void) {
  static const char *const texts[] = {
      "::",
      "::1",
      "::2:0",
      "::0.2.0.1",
      "::ffff:192.0.2.1",
      "2001:db8::",
      "2001:db8::1:0:0:1",
      "1:2:3::5:6:7:8",
      "1:2:3:4:5:6:7::",
      "::2:3:4:5:6:7:8",
      "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
  };
  for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
    uint8_t address[16];
    char text[DIGITS_IPV6 + 1];
    g_assert_cmpint(inet_pton(AF_INET6, texts[i], address), ==, 1);
    *digits_ipv6(text, address) = '\0';
    if (i != 2) g_assert_cmpstr(text, ==, texts[i]);
    else g_assert_cmpstr(text, ==, "::0.2.0.0");
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/digits/numbers are those of printf", numbers_are_those_of_printf);
  g_test_add_func("/digits/IPv4 addresses are those of inet_ntop", ipv4_is_that_of_inet_ntop);
  g_test_add_func("/digits/IPv6 addresses are those of inet_ntop where runs of zeros are long",
                  ipv6_is_that_of_inet_ntop);
  g_test_add_func("/digits/IPv6 addresses as bgpdump writes them", ipv6_has_its_habits);
  return g_test_run();
}
