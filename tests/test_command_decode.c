#include "tests/archive.h"
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
      "\n          ^ octets 47 to 51: length wrong for the type\n     52  ",
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
      {"", "", "faultline: decode: no message given, expected HEX, FILE or - (see faultline decode --help)\n"},
      {"", "40g0", "faultline: decode: 'g' found, expected hexadecimal digits\n"},
      {"ff\\n\\nf", "-", "faultline: stdin:3: an odd number of hexadecimal digits\n"},
      {"\\n", "-", "faultline: stdin: no message found\n"},
      {"", "--session xbgp 00", "faultline: --session: 'xbgp' found, expected ibgp or ebgp\n"},
      {"", "--as4 maybe 00", "faultline: --as4: 'maybe' found, expected yes or no\n"},
      {"", "--format xml 00", "faultline: --format: 'xml' found, expected text, csv or bgpdump\n"},
      {"", "--local-id ::1 00", "faultline: --local-id: '::1' found, expected four numbers like 10.0.0.1\n"},
      {"", "--rib 10.0.0.0/40 00", "faultline: --rib: '10.0.0.0/40' found, expected ADDRESS/LENGTH\n"},
      {"", "/dev/null", "faultline: /dev/null: no message found\n"},
      {"ff\\0ff", "-",
       "faultline: stdin: NUL found, expected lines of hexadecimal digits, an MRT archive or a packet capture\n"},
      {"", "--strategy rfc7666 00",
       "faultline: --strategy: no strategy 'rfc7666' came with the program, nor is it a file; nearest is 'rfc7606'\n"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    struct program ran = run(cases[i][0], cases[i][1]);
    g_assert_cmpstr(ran.err, ==, cases[i][2]);
    g_assert_cmpstr(ran.out, ==, "");
    g_assert_cmpint(ran.status, ==, 2);
    program_clear(&ran);
  }
}

/* A file of its own, the folder of which is to be removed. */
static char *write_octets(const char *folder, const char *name, const GByteArray *bytes) {
  char *path = g_build_filename(folder, name, NULL);
  g_assert_true(g_file_set_contents(path, (const char *)bytes->data, bytes->len, NULL));
  return path;
}

static unsigned lines_of(const char *text) {
  unsigned count = 0;
  while ((text = strchr(text, '\n'))) text++, count++;
  return count;
}

static void archives_are_read(void) {
  g_autofree char *folder = program_folder();
  g_autoptr(GByteArray) zoo = archive_zoo();
  g_autofree char *path = write_octets(folder, "zoo", zoo);
  g_autofree char *csv = g_strdup_printf("--format csv --strategy rfc7606 %s", path);
  struct program ran = run("", csv);
  g_assert_cmpint(ran.status, ==, 0);
  g_assert_cmpuint(lines_of(ran.out), ==, 1 + 11 + 5); /* the messages of sessions, the routes of tables */
  g_assert_nonnull(strstr(ran.out, "\n9,rfc7606,strategy,treat-as-withdraw,,,2,"));
  g_assert_nonnull(strstr(ran.err, "1 records or routes could not be read\n"));
  program_clear(&ran);
  ran = run("", path);
  g_assert_nonnull(strstr(ran.out, "message 11: 51 octets, record 15, 2010-08-27T08:40:00.001234Z\n"
                                   "from 192.0.2.1 AS64500 to 192.0.2.2 AS12656\nAS numbers of four octets\n"));
  program_clear(&ran);
  g_autofree char *rows = g_strdup_printf("--format bgpdump %s", path);
  ran = run("", rows);
  g_assert_cmpuint(lines_of(ran.out), ==, 25);
  program_clear(&ran);
  program_remove(folder);
}

#define OPEN_4 "ffffffffffffffffffffffffffffffff 0025 01 04 fbf4 00b4 c0000201 08 02 06 41 04 0000fbf4"
#define CEASE "ffffffffffffffffffffffffffffffff 0018 03 06 02 02 6279"

static void captures_are_read(void) {
  g_autofree char *folder = program_folder();
  g_autoptr(GByteArray) capture = archive_capture(), open = octets_read(OPEN_4), cease = octets_read(CEASE);
  g_autoptr(GByteArray) update = octets_update("", OCTETS_BASE, OCTETS_NLRI);
  archive_capture_segment(capture, FALSE, 6, ARCHIVE_SYN, NULL, 0);
  archive_capture_segment(capture, TRUE, 8, ARCHIVE_SYN | ARCHIVE_ACK, NULL, 0);
  archive_capture_segment(capture, FALSE, 7, ARCHIVE_ACK, open->data, open->len);
  archive_capture_segment(capture, TRUE, 9, ARCHIVE_ACK, open->data, open->len);
  archive_capture_segment(capture, FALSE, 7 + open->len, ARCHIVE_ACK, update->data, update->len);
  archive_capture_segment(capture, TRUE, 9 + open->len, ARCHIVE_ACK, cease->data, cease->len);
  g_autofree char *path = write_octets(folder, "session", capture);
  struct program ran = run("", path);
  g_assert_cmpstr(ran.err, ==, "");
  g_assert_cmpint(ran.status, ==, 0);
  static const char *const parts[] = {
      "     31  four-octet AS                code 65, length 4: 64500\n",
      "from 192.0.2.1 port 40000 AS64500 to 192.0.2.2 port 179 AS64500\nAS numbers of four octets\n",
      "     27  AS_PATH                      40 well-known transitive, length 10: 64500 64496\n",
      "     20  subcode                      2 Administrative Shutdown\n     22  words                        by\n",
  };
  for (gsize i = 0; i < G_N_ELEMENTS(parts); i++) g_assert_nonnull(strstr(ran.out, parts[i]));
  program_clear(&ran);
  program_remove(folder);
}

/* A capture without OPENs: the second path can be read in one way only. */
static void what_was_assumed_is_said(void) {
  g_autofree char *folder = program_folder();
  g_autoptr(GByteArray) capture = archive_capture();
  g_autoptr(GByteArray) empty = octets_update("", OCTETS_ORIGIN "400200" OCTETS_NEXT_HOP, OCTETS_NLRI);
  g_autoptr(GByteArray) narrow = octets_update("", OCTETS_ORIGIN "4002060202fbf4fbf0" OCTETS_NEXT_HOP, OCTETS_NLRI);
  archive_capture_segment(capture, FALSE, 1, ARCHIVE_ACK, empty->data, empty->len);
  archive_capture_segment(capture, FALSE, 1 + empty->len, ARCHIVE_ACK, narrow->data, narrow->len);
  g_autofree char *path = write_octets(folder, "late", capture);
  struct program ran = run("", path);
  g_assert_nonnull(strstr(ran.out, "\nAS numbers of four octets (assumed)\n"));
  g_assert_nonnull(strstr(ran.out, "\nAS numbers of two octets (guessed from AS_PATHs)\n"));
  program_clear(&ran);
  g_autofree char *told = g_strdup_printf("--as4 no --format bgpdump %s", path);
  ran = run("", told);
  g_assert_cmpstr(ran.out, ==,
                  "BGP4MP|1282898400|A|192.0.2.1|0|198.51.100.0/24||IGP|192.0.2.1|0|0||NAG||\n"
                  "BGP4MP|1282898400|A|192.0.2.1|0|198.51.100.0/24|64500 64496|IGP|192.0.2.1|0|0||NAG||\n");
  program_clear(&ran);
  program_remove(folder);
}

/* 27 August 2010: valid, and unknown to all. */
static void the_real_attribute_99_is_propagated(void) {
  g_autofree char *path = program_shared("data/mrt/rrc01.updates.20100827.0840.gz");
  if (!path) return;
  g_autofree char *arguments = g_strdup_printf("--format csv %s", path);
  struct program ran = run("", arguments);
  g_assert_cmpint(ran.status, ==, 0);
  unsigned found = 0;
  for (const char *at = ran.out; (at = strstr(at, ",propagate-unparsed,,,99,")); at++) found++;
  g_assert_cmpuint(found, ==, 8 * 3);
  g_assert_null(strstr(ran.out, ",session-reset,"));
  program_clear(&ran);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/decode/csv has a row for each message and strategy", csv_has_a_row_each);
  g_test_add_func("/decode/the status is 0 when nobody resets", status_is_zero_without_a_reset);
  g_test_add_func("/decode/facts about the receiver are heeded", facts_are_heeded);
  g_test_add_func("/decode/text shows fields, offsets, faults and verdicts", text_shows_the_tree);
  g_test_add_func("/decode/all is every strategy that came with the program", every_strategy_is_all);
  g_test_add_func("/decode/mistakes are one line and status 2", mistakes_are_one_line);
  g_test_add_func("/decode/archives give their messages and routes", archives_are_read);
  g_test_add_func("/decode/captures give their messages, OPENs and NOTIFICATIONs among them", captures_are_read);
  g_test_add_func("/decode/what is assumed of AS numbers is said", what_was_assumed_is_said);
  g_test_add_func("/decode/the real attribute 99 is propagated by all", the_real_attribute_99_is_propagated);
  return g_test_run();
}
