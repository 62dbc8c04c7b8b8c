#define _GNU_SOURCE
#include "scenarios/settings/trigger.h"

#include "tests/archive.h"
#include "tests/octets.h"
#include "tests/program.h"

#include <string.h>

static void expect(const char *hex, gboolean whole, const char *kept, guint overrun) {
  struct trigger_bytes bytes;
  GError *error = NULL;
  g_assert_true(trigger_parse(hex, whole, &bytes, &error));
  g_assert_no_error(error);
  GString *text = g_string_new(NULL);
  for (guint i = 0; i < bytes.attributes->len; i++) g_string_append_printf(text, "%02x", bytes.attributes->data[i]);
  g_assert_cmpstr(text->str, ==, kept);
  g_assert_cmpuint(bytes.overrun, ==, overrun);
  g_string_free(text, TRUE);
  trigger_clear(&bytes);
}

static void refuse(const char *hex, gboolean whole) {
  struct trigger_bytes bytes;
  GError *error = NULL;
  g_assert_false(trigger_parse(hex, whole, &bytes, &error));
  g_assert_nonnull(error);
  g_error_free(error);
}

#define PATH "40 02 06 02 01 00 00 fd e9 "
#define HOP "40 03 04 c0 00 02 01 "

static void attributes_alone(void) {
  expect("40 01 01 00 " PATH HOP "c0 80 02 00 01", FALSE, "40010100c080020001", 0);
  expect("40 01 01 00 c0 63 08 01 02", FALSE, "40010100c063080102", 6);
  expect("40 01 01 00 c0", FALSE, "40010100c0", 0);
  refuse("", FALSE);
  refuse(PATH HOP, FALSE);
  refuse("4", FALSE);
  refuse("4x", FALSE);
}

static void whole_update(void) {
  const char *body = "00 00 00 14 40 01 01 00 " PATH HOP "18 c6 33 64";
  g_autofree char *message = g_strconcat("ffffffffffffffffffffffffffffffff 002f 02 ", body, NULL);
  expect(body, TRUE, "40010100", 0);
  expect(message, TRUE, "40010100", 0);
  g_autofree char *keepalive = g_strdup("ffffffffffffffffffffffffffffffff 0017 04 00000000");
  refuse(keepalive, TRUE);
  refuse("00 00 00 50 40 01 01 00", TRUE);
}

/* A scenario with these lines in its trigger, and an archive beside it. */
static gboolean read_record(const char *lines, struct trigger_bytes *bytes, GError **error) {
  g_autofree char *folder = program_folder(), *archive = g_build_filename(folder, "zoo.mrt", NULL);
  g_autofree char *text = g_strdup_printf("[trigger t]\n%s\n", lines), *path = program_write(folder, "s.ini", text);
  g_autoptr(GByteArray) zoo = archive_zoo();
  g_assert_true(g_file_set_contents(archive, (const char *)zoo->data, zoo->len, NULL));
  struct scenario *scenario = scenario_load(path, error);
  g_assert_nonnull(scenario);
  gboolean fine = trigger_read(scenario, "trigger t", bytes, error);
  scenario_free(scenario);
  program_remove(folder);
  return fine;
}

static void a_record_of_an_archive(void) {
  static const struct {
    const char *lines, *kept;
  } cases[] = {
      {"file = zoo.mrt\nrecord = 2", "40010100c00810fbf40001ffffff01ffffff02ffffff03"},
      /* what came over a session with two-octet AS numbers, as one with four carries it */
      {"file = zoo.mrt\nrecord = 3", "40010101400600c0070800010002c000020a"},
      {"file = zoo.mrt\nrecord = 17", "40010100"}, /* the first route of a table */
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(GError) error = NULL;
    struct trigger_bytes bytes;
    g_assert_true(read_record(cases[i].lines, &bytes, &error));
    g_autoptr(GByteArray) kept = octets_read(cases[i].kept);
    g_assert_cmpmem(bytes.attributes->data, bytes.attributes->len, kept->data, kept->len);
    trigger_clear(&bytes);
  }
}

static void records_that_are_not_there(void) {
  static const char *const cases[][2] = {
      {"file = zoo.mrt", "record: missing, needed with file"},
      {"file = zoo.mrt\nrecord = 99", "zoo.mrt: there is no record 99"},
      {"file = zoo.mrt\nrecord = 0", "zoo.mrt: there is no record 0"},
      {"file = zoo.mrt\nrecord = 10", "zoo.mrt: record 10 holds no UPDATE"},
      {"file = s.ini\nrecord = 1", "s.ini: this is no MRT archive"},
      {"file = nowhere\nrecord = 1", "nowhere: No such file or directory"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(GError) error = NULL;
    struct trigger_bytes bytes;
    g_assert_false(read_record(cases[i][0], &bytes, &error));
    g_assert_true(g_str_has_suffix(error->message, cases[i][1]));
    g_assert_nonnull(strstr(error->message, "[trigger t]"));
  }
}

/* 27 August 2010: 3000 octets of attribute 99. */
static void the_real_attribute_99(void) {
  g_autofree char *path = program_shared("data/mrt/rrc01.updates.20100827.0840.gz");
  if (!path) return;
  g_autofree char *lines = g_strdup_printf("file = %s\nrecord = 3806", path);
  struct trigger_bytes bytes;
  g_assert_true(read_record(lines, &bytes, NULL));
  static const guint8 wanted[] = {0xf0, 99, 0x0b, 0xb8};
  g_assert_nonnull(memmem(bytes.attributes->data, bytes.attributes->len - 3000, wanted, sizeof wanted));
  trigger_clear(&bytes);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/trigger/AS_PATH and NEXT_HOP are left out, the rest is kept as it is", attributes_alone);
  g_test_add_func("/trigger/a whole UPDATE with or without its header", whole_update);
  g_test_add_func("/trigger/a record of an archive", a_record_of_an_archive);
  g_test_add_func("/trigger/a record that is not there is told in one line", records_that_are_not_there);
  g_test_add_func("/trigger/the real attribute 99 of 27 August 2010", the_real_attribute_99);
  return g_test_run();
}
