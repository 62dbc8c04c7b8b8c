#include "tests/octets.h"
#include "tests/program.h"

#include <string.h>

static struct program run(const char *input, const char *arguments) {
  g_autofree char *decode = g_strdup_printf("decode %s", arguments);
  return program_feed(input, decode);
}

static char *message_hex(const char *attributes) {
  g_autoptr(GByteArray) bytes = octets_update("", attributes, OCTETS_NLRI);
  GString *hex = g_string_new(NULL);
  for (guint i = 0; i < bytes->len; i++) g_string_append_printf(hex, "%02x", bytes->data[i]);
  return g_string_free(hex, FALSE);
}

#define HEADING "message,profile,profile_kind,outcome,code,subcode,attribute,reason,rfc\n"

static void csv_has_a_row_each(void) {
  g_autofree char *sound = message_hex(OCTETS_BASE), *flags = message_hex(OCTETS_BASE "40080400010002");
  g_autofree char *input = g_strdup_printf("%s\\n\\n0x%s\\n", sound, flags);
  struct program ran = run(input, "--format csv --strategy rfc4271,junos-2013 -");
  g_assert_cmpstr(ran.err, ==, "");
  g_assert_cmpstr(ran.out, ==,
                  HEADING "1,rfc4271,strategy,accept,,,,,\n"
                          "1,junos-2013,strategy,accept,,,,,\n"
                          "2,rfc4271,strategy,session-reset,3,4,8,Optional or Transitive in conflict with the type,"
                          "RFC 4271 6.3\n"
                          "2,junos-2013,strategy,repair,,,8,Optional or Transitive in conflict with the type,"
                          "page: conflicting flags are set right; Extended Length is left as it came\n");
  g_assert_cmpint(ran.status, ==, 1);
  program_clear(&ran);
}

static void status_is_zero_without_a_reset(void) {
  g_autofree char *hex = message_hex(OCTETS_BASE "c008021234");
  struct program ran = run(hex, "--format csv --strategy rfc7606 -");
  g_assert_cmpint(ran.status, ==, 0);
  g_assert_nonnull(strstr(ran.out, ",treat-as-withdraw,,,8,"));
  program_clear(&ran);
}

static void facts_are_heeded(void) {
  static const char *const cases[][3] = {
      {OCTETS_BASE "40050400000064", "--session ibgp", ",accept,"},
      {OCTETS_BASE "40050400000064", "", ",attribute-discard,"},
      {OCTETS_BASE, "--as4 no", ",treat-as-withdraw,,,2,"},
      {OCTETS_BASE, "--peer-as 64500", ",accept,"},
      {OCTETS_BASE, "--peer-as AS64501", ",leftmost AS"},
      {OCTETS_BASE, "--local-as 64496", ",own AS on the path,"},
      {OCTETS_BASE, "--local-address 192.0.2.1/24,2001:db8::1/64 --rib 198.51.100.0/24", ",ignore,"},
      {OCTETS_BASE "800904c0000209 40050400000064", "--session ibgp --local-id 192.0.2.9", ",own AS on the path,"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *hex = message_hex(cases[i][0]);
    g_autofree char *arguments = g_strdup_printf("--format csv --strategy rfc7606 %s %s", cases[i][1], hex);
    struct program ran = run("", arguments);
    g_assert_cmpstr(ran.err, ==, "");
    g_assert_nonnull(strstr(ran.out, cases[i][2]));
    program_clear(&ran);
  }
}

static void text_shows_the_tree(void) {
  g_autofree char *hex = message_hex(OCTETS_ORIGIN OCTETS_PATH OCTETS_NEXT_HOP "c008021234");
  struct program ran = run("", hex);
  g_assert_cmpstr(ran.err, ==, "");
  static const char *const parts[] = {
      "     23  ORIGIN                       40 well-known transitive, length 1: IGP\n",
      "     27  AS_PATH                      40 well-known transitive, length 10: 64500 64496\n",
      "     47  COMMUNITY                    c0 optional transitive, length 2: 1234\n",
      "\n          ^ length wrong for the type\n     52  ",
      "     52  NLRI                         198.51.100.0/24\n",
      "  strategy    outcome             code   why\n",
      "  rfc4271     session-reset       3/9    COMMUNITY: length wrong for the type (RFC 4271 6.3 on RFC 1997)\n",
      "  rfc7606     treat-as-withdraw   -      COMMUNITY: length wrong for the type (RFC 7606 7.8)\n",
      "  junos-2013  treat-as-withdraw   -      ",
  };
  for (gsize i = 0; i < G_N_ELEMENTS(parts); i++) g_assert_nonnull(strstr(ran.out, parts[i]));
  program_clear(&ran);
}

static void every_strategy_is_all(void) {
  g_autofree char *hex = message_hex(OCTETS_BASE);
  struct program ran = run(hex, "--format csv --strategy all -");
  g_auto(GStrv) lines = g_strsplit(ran.out, "\n", -1);
  g_assert_cmpuint(g_strv_length(lines), >=, 7 + 2);
  for (guint i = 1; *lines[i]; i++) g_assert_nonnull(strstr(lines[i], ",strategy,accept,"));
  program_clear(&ran);
}

static void mistakes_are_one_line(void) {
  static const char *const cases[][3] = {
      {"", "", "faultline: decode: no message given, expected HEX or - (see faultline decode --help)\n"},
      {"", "40g0", "faultline: decode: 'g' found, expected hexadecimal digits\n"},
      {"ff\\n\\nf", "-", "faultline: stdin:3: an odd number of hexadecimal digits\n"},
      {"\\n", "-", "faultline: stdin: no message found\n"},
      {"", "--session xbgp 00", "faultline: --session: 'xbgp' found, expected ibgp or ebgp\n"},
      {"", "--as4 maybe 00", "faultline: --as4: 'maybe' found, expected yes or no\n"},
      {"", "--format bgpdump 00", "faultline: --format bgpdump: not supported yet\n"},
      {"", "--platform all 00", "faultline: --platform: not supported yet, use --strategy\n"},
      {"", "--local-id ::1 00", "faultline: --local-id: '::1' found, expected four numbers like 10.0.0.1\n"},
      {"", "--rib 10.0.0.0/40 00", "faultline: --rib: '10.0.0.0/40' found, expected ADDRESS/LENGTH\n"},
      {"", "/dev/null", "faultline: /dev/null: pcap and MRT files are not supported yet\n"},
      {"", "--strategy rfc7666 00",
       "faultline: no strategy 'rfc7666' came with the program, nor is it a file; nearest is 'rfc7606'\n"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    struct program ran = run(cases[i][0], cases[i][1]);
    g_assert_cmpstr(ran.err, ==, cases[i][2]);
    g_assert_cmpstr(ran.out, ==, "");
    g_assert_cmpint(ran.status, ==, 2);
    program_clear(&ran);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/decode/csv has a row for each message and strategy", csv_has_a_row_each);
  g_test_add_func("/decode/the status is 0 when nobody resets", status_is_zero_without_a_reset);
  g_test_add_func("/decode/facts about the receiver are heeded", facts_are_heeded);
  g_test_add_func("/decode/text shows fields, offsets, faults and verdicts", text_shows_the_tree);
  g_test_add_func("/decode/all is every strategy that came with the program", every_strategy_is_all);
  g_test_add_func("/decode/mistakes are one line and status 2", mistakes_are_one_line);
  return g_test_run();
}
