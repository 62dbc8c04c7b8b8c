#include "scenarios/decode/bgpdump.h"

#include "scenarios/files/input.h"
#include "tests/archive.h"
#include "tests/octets.h"
#include "tests/program.h"

#include <stdlib.h>
#include <string.h>

static char *rows_of(const guint8 *bytes, gsize length) {
  char *text = NULL;
  size_t size;
  FILE *out = open_memstream(&text, &size);
  struct bgpdump *dump = bgpdump_new(out);
  struct wire_cursor file = {bytes, bytes + length};
  struct mrt_record record;
  while (mrt_next(&file, &record) == WIRE_ITEM) bgpdump_record(dump, &record);
  bgpdump_free(dump);
  fclose(out);
  return text;
}

#define FROM_2 "|192.0.2.1|64500|"
#define FROM_6 "|2001:db8::1|65536|"
#define TIME "1282898400"
#define PATH_4 "64500 4294967294 (3) [4]"

static void rows_of_every_kind(void) {
  static const char *const wanted =
      "BGP4MP|" TIME "|W" FROM_2 "198.51.100.0/24\n"
      "BGP4MP|" TIME "|W" FROM_2 "10.64.0.0/10\n"
      "BGP4MP|" TIME "|A" FROM_2 "198.51.100.0/24|64500 {1,23456}|IGP|192.0.2.1|0|0|64500:1 no-export no-advertise "
      "local-AS|NAG||\n"
      "BGP4MP|" TIME "|A" FROM_2 "0.0.0.0/0|64500 {1,23456}|IGP|192.0.2.1|0|0|64500:1 no-export no-advertise "
      "local-AS|NAG||\n"
      "BGP4MP|" TIME "|A" FROM_2 "198.51.100.0/24|64500 65537|EGP|192.0.2.1|0|0||AG|65538 192.0.2.10|\n"
      "BGP4MP|" TIME "|W" FROM_2 "10.0.0.0/8\n"
      "BGP4MP|" TIME "|A" FROM_2 "198.51.100.0/24|" PATH_4 "|IGP|192.0.2.1|0|4294967295||NAG||\n"
      "BGP4MP|" TIME "|W" FROM_6 "2001:db8::/32\n"
      "BGP4MP|" TIME "|W" FROM_6 "8000::/1\n"
      "BGP4MP|" TIME "|A" FROM_6 "2001:db8::/32|" PATH_4 "|INCOMPLETE|2001:db8::1:0:0:1|100|0||NAG||\n"
      "BGP4MP|" TIME "|A" FROM_2 "203.0.113.0/24|" PATH_4 "|IGP|192.0.2.7|0|-1||NAG||\n"
      "BGP4MP_LOCAL|" TIME "|W|c000:201::|64500|2001:db8::/32\n"
      "BGP4MP_LOCAL|" TIME "|W|c000:201::|64500|8000::/1\n"
      "BGP4MP_LOCAL|" TIME "|A" FROM_2 "198.51.100.0/24|64500 64496|IGP|192.0.2.1|0|0||NAG||\n"
      "BGP4MP_AP|" TIME "|W" FROM_2 "10.0.0.0/8|7\n"
      "BGP4MP_AP|" TIME "|A" FROM_2 "198.51.100.0/24|1|64500 64496|IGP|192.0.2.1|0|0||NAG||\n"
      "BGP4MP|" TIME "|A" FROM_2 "198.51.100.0/24|! Error !|IGP|255.255.255.255|0|0||NAG||\n"
      "BGP4MP|" TIME "|STATE" FROM_2 "6|1\n"
      "BGP4MP|" TIME "|STATE" FROM_6 "1|3\n"
      "BGP4MP_ET|" TIME ".001234|A" FROM_2 "198.51.100.0/24|64500 64496|IGP|192.0.2.1|0|0||NAG||\n"
      "TABLE_DUMP2|" TIME "|B" FROM_2 "198.51.100.0/24|64500 64496|IGP|192.0.2.1|0|0||NAG||\n"
      "TABLE_DUMP2|" TIME "|B|2001:db8::3|64501|198.51.100.0/24|64500 64496|IGP|192.0.2.1|0|0||NAG||\n"
      "TABLE_DUMP2|" TIME "|B|2001:db8::3|64501|2001:db8::/32|64500 64496|IGP|2001:db8::9|0|0||NAG||\n"
      "TABLE_DUMP2_AP|" TIME "|B" FROM_2 "0.0.0.0/0|5|64500 64496|IGP|192.0.2.1|0|0||NAG||\n"
      "TABLE_DUMP|" TIME "|B" FROM_2 "198.51.100.0/24|64500 1 2|IGP|192.0.2.1|0|0||NAG||\n";
  g_autoptr(GByteArray) zoo = archive_zoo();
  g_autofree char *rows = rows_of(zoo->data, zoo->len);
  g_assert_cmpstr(rows, ==, wanted);
}

/* More than the buffer and longer than a path may be: 255 numbers of ten digits three times over. */
static void long_paths_end_in_dots(void) {
  g_autoptr(GString) path = g_string_new("50 02 0bf2");
  for (int segment = 0; segment < 3; segment++) {
    g_string_append(path, segment ? "02fe" : "02ff");
    for (int i = segment ? 1 : 0; i < 255; i++) g_string_append(path, "ffffffff");
  }
  g_autofree char *attributes = g_strconcat(OCTETS_ORIGIN, path->str, OCTETS_NEXT_HOP, NULL);
  g_autoptr(GByteArray) archive = g_byte_array_new(), update = octets_update("", attributes, "00 00 00 00 00 00 00 00");
  for (int i = 0; i < 10; i++)
    archive_add_message(archive, MRT_BGP4MP, MRT_MESSAGE_AS4, "0000fbf4 00003170 0000 0001 c0000201 c0000202", update);
  g_autofree char *rows = rows_of(archive->data, archive->len);
  g_auto(GStrv) row = g_strsplit(rows, "\n", -1);
  g_assert_cmpuint(g_strv_length(row), ==, 81);
  for (unsigned i = 0; i < 80; i++) {
    g_assert_cmpstr(row[i], ==, row[0]);
    g_assert_true(g_str_has_suffix(row[i], " 4294967295...|IGP|192.0.2.1|0|0||NAG||"));
    g_assert_cmpuint(strlen(row[i]), <, 8100);
  }
}

/* What the real one prints, or NULL when it is not there. */
static char *real_rows(const char *path) {
  g_autofree char *program = g_find_program_in_path("bgpdump");
  char *rows = NULL;
  if (!program) return NULL;
  char *argv[] = {program, "-m", (char *)path, NULL};
  g_assert_true(g_spawn_sync(NULL, argv, NULL, G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &rows, NULL, NULL, NULL));
  return rows;
}

static void the_same_as_bgpdump(void) {
  g_autofree char *folder = program_folder(), *path = g_build_filename(folder, "zoo.mrt", NULL);
  g_autoptr(GByteArray) zoo = archive_zoo();
  g_assert_true(g_file_set_contents(path, (const char *)zoo->data, zoo->len, NULL));
  g_autofree char *real = real_rows(path), *rows = rows_of(zoo->data, zoo->len);
  program_remove(folder);
  if (!real) g_test_skip("bgpdump is not installed");
  else g_assert_cmpstr(rows, ==, real);
}

static void the_same_on_a_real_archive(void) {
  g_autofree char *path = program_shared("data/mrt/rrc01.updates.20100827.0840.gz");
  if (!path) return;
  g_autofree char *real = real_rows(path), *bytes = NULL;
  gsize length;
  if (!real) {
    g_test_skip("bgpdump is not installed");
    return;
  }
  g_assert_true(input_read(path, &bytes, &length, NULL));
  g_autofree char *rows = rows_of((const guint8 *)bytes, length);
  g_assert_cmpuint(strlen(rows), ==, strlen(real));
  g_assert_true(strcmp(rows, real) == 0);
  unsigned count = 0;
  for (const char *at = rows; (at = strchr(at, '\n')); at++) count++;
  g_assert_cmpuint(count, ==, 269357);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/bgpdump/rows of every kind of record", rows_of_every_kind);
  g_test_add_func("/bgpdump/long paths end in dots, however many rows", long_paths_end_in_dots);
  g_test_add_func("/bgpdump/the same rows as bgpdump on hand-made records", the_same_as_bgpdump);
  g_test_add_func("/bgpdump/the same rows as bgpdump on a real archive", the_same_on_a_real_archive);
  return g_test_run();
}
