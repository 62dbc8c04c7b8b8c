#include "tests/program.h"

#include <glib/gstdio.h>
#include <string.h>

static struct program run(const char *arguments) {
  g_autofree char *topology = g_strdup_printf("topology %s", arguments);
  return program_run(topology);
}

static void fine(struct program *ran) {
  g_assert_cmpstr(ran->err, ==, "");
  g_assert_cmpint(ran->status, ==, 0);
}

static void mistakes(void) {
  static const char *const cases[][2] = {
      {"", "faultline: topology: found no action, expected info, generate or convert\n"},
      {"draw", "faultline: topology: found 'draw', expected info, generate or convert\n"},
      {"info --format xml", "faultline: --format: found 'xml', expected text or csv\n"},
      {"info one two", "faultline: topology: found a second file 'two', expected one\n"},
      {"info /nowhere", "faultline: /nowhere: No such file or directory\n"},
      {"generate --ases 19", "faultline: --ases: found 19, expected 20 to 1000000\n"},
      {"convert", "faultline: topology: found no file, expected one (- for standard input)\n"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    struct program ran = run(cases[i][0]);
    g_assert_cmpstr(ran.err, ==, cases[i][1]);
    g_assert_cmpstr(ran.out, ==, "");
    g_assert_cmpint(ran.status, ==, 2);
    program_clear(&ran);
  }
}

static void generate_convert_info(void) {
  GError *error = NULL;
  g_autofree char *folder = g_dir_make_tmp("topology-XXXXXX", NULL), *kept = NULL;
  g_autofree char *first = g_strdup_printf("generate --ases 300 --seed 4 --output %s/map", folder);
  g_autofree char *second = g_strdup_printf("convert %s/map", folder),
                  *third = g_strdup_printf("info -f csv %s/map", folder);
  g_autofree char *path = g_strdup_printf("%s/map", folder);
  struct program generated = run(first), converted = run(second), described = run(third);
  fine(&generated);
  fine(&converted);
  fine(&described);
  g_file_get_contents(path, &kept, NULL, &error);
  g_assert_no_error(error);
  g_assert_cmpstr(kept, ==, converted.out);
  g_assert_nonnull(strstr(described.out, "\nases,,,,300\n"));
  g_assert_null(strstr(described.out, "\nprefixes,"));
  g_assert_cmpint(g_remove(path), ==, 0);
  g_assert_cmpint(g_rmdir(folder), ==, 0); /* nothing else was left in it */
  program_clear(&generated);
  program_clear(&converted);
  program_clear(&described);
}

static void default_map(void) {
  struct program described = run("info --format csv");
  fine(&described);
  g_assert_nonnull(strstr(described.out, "\nases,,,,5000\n"));
  g_assert_nonnull(strstr(described.out, "\ncut_off_ases,,,,0\n"));
  g_assert_nonnull(strstr(described.out, ",3356,Level 3,"));
  program_clear(&described);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/topology/mistakes are one line and status 2", mistakes);
  g_test_add_func("/topology/a generated map converts to itself and is described", generate_convert_info);
  g_test_add_func("/topology/the default map has 5000 ASes that all reach the clique", default_map);
  return g_test_run();
}
