/* Runs the program that was built beside this test. */
#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/wait.h>

struct ran {
  int status;
  char *out, *err;
};

static struct ran run(const char *program, const char *arguments) {
  GError *error = NULL;
  struct ran ran;
  g_auto(GStrv) words = NULL;
  g_autofree char *line = g_strdup_printf("%s topology %s", program, arguments);
  g_assert_true(g_shell_parse_argv(line, NULL, &words, NULL));
  g_spawn_sync(NULL, words, NULL, G_SPAWN_DEFAULT, NULL, NULL, &ran.out, &ran.err, &ran.status, &error);
  g_assert_no_error(error);
  g_assert_true(WIFEXITED(ran.status));
  ran.status = WEXITSTATUS(ran.status);
  return ran;
}

static void ran_clear(struct ran *ran) {
  g_free(ran->out);
  g_free(ran->err);
}

static void fine(struct ran *ran) {
  g_assert_cmpstr(ran->err, ==, "");
  g_assert_cmpint(ran->status, ==, 0);
}

static void mistakes(gconstpointer program) {
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
    struct ran ran = run(program, cases[i][0]);
    g_assert_cmpstr(ran.err, ==, cases[i][1]);
    g_assert_cmpstr(ran.out, ==, "");
    g_assert_cmpint(ran.status, ==, 2);
    ran_clear(&ran);
  }
}

static void generate_convert_info(gconstpointer program) {
  GError *error = NULL;
  g_autofree char *folder = g_dir_make_tmp("topology-XXXXXX", NULL), *kept = NULL;
  g_autofree char *first = g_strdup_printf("generate --ases 300 --seed 4 --output %s/map", folder);
  g_autofree char *second = g_strdup_printf("convert %s/map", folder),
                  *third = g_strdup_printf("info -f csv %s/map", folder);
  g_autofree char *path = g_strdup_printf("%s/map", folder);
  struct ran generated = run(program, first), converted = run(program, second), described = run(program, third);
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
  ran_clear(&generated);
  ran_clear(&converted);
  ran_clear(&described);
}

static void default_map(gconstpointer program) {
  struct ran described = run(program, "info --format csv");
  fine(&described);
  g_assert_nonnull(strstr(described.out, "\nases,,,,5000\n"));
  g_assert_nonnull(strstr(described.out, "\ncut_off_ases,,,,0\n"));
  g_assert_nonnull(strstr(described.out, ",3356,Level 3,"));
  ran_clear(&described);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_autofree char *here = g_path_get_dirname(argv[0]);
  char *program = g_build_filename(here, "..", "faultline", NULL);
  g_test_add_data_func("/topology/mistakes are one line and status 2", program, mistakes);
  g_test_add_data_func("/topology/a generated map converts to itself and is described", program, generate_convert_info);
  g_test_add_data_func("/topology/the default map has 5000 ASes that all reach the clique", program, default_map);
  int status = g_test_run();
  g_free(program);
  return status;
}
