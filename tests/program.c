#include "tests/program.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/wait.h>

/* build/tests/test_x -> build/faultline */
static char *program_path(void) {
  g_autofree char *self = g_file_read_link("/proc/self/exe", NULL);
  g_autofree char *tests = g_path_get_dirname(self), *build = g_path_get_dirname(tests);
  return g_build_filename(build, "faultline", NULL);
}

static struct program program_spawn(const char *line) {
  struct program program = {0};
  GError *error = NULL;
  g_auto(GStrv) words = NULL;
  g_assert_true(g_shell_parse_argv(line, NULL, &words, NULL));
  g_spawn_sync(NULL, words, NULL, G_SPAWN_DEFAULT, NULL, NULL, &program.out, &program.err, &program.status, &error);
  g_assert_no_error(error);
  g_assert_true(WIFEXITED(program.status));
  program.status = WEXITSTATUS(program.status);
  return program;
}

struct program program_run(const char *arguments) {
  g_autofree char *path = program_path(), *line = g_strdup_printf("%s %s", path, arguments);
  return program_spawn(line);
}

struct program program_feed(const char *input, const char *arguments) {
  g_autofree char *path = program_path(), *pipe = g_strdup_printf("printf '%s' | %s %s", input, path, arguments);
  g_autofree char *quoted = g_shell_quote(pipe), *line = g_strdup_printf("/bin/sh -c %s", quoted);
  return program_spawn(line);
}

struct program program_under(const char *starter, const char *arguments) {
  g_autofree char *path = program_path(), *line = g_strdup_printf("%s %s %s", starter, path, arguments);
  return program_spawn(line);
}

GPid program_begin(const char *arguments, const char *errors) {
  g_autofree char *path = program_path(), *quoted = g_shell_quote(errors);
  g_autofree char *text = g_strdup_printf("exec %s %s >/dev/null 2>%s", path, arguments, quoted);
  char *words[] = {(char *)"/bin/sh", (char *)"-c", text, NULL};
  GError *error = NULL;
  GPid child;
  g_spawn_async(NULL, words, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &child, &error);
  g_assert_no_error(error);
  return child;
}

void program_clear(struct program *program) {
  g_free(program->out);
  g_free(program->err);
}

void program_expect_mistake(const char *arguments, const char *line) {
  struct program program = program_run(arguments);
  g_autofree char *expected = g_strdup_printf("faultline: %s\n", line);
  g_assert_cmpstr(program.err, ==, expected);
  g_assert_cmpstr(program.out, ==, "");
  g_assert_cmpint(program.status, ==, 2);
  program_clear(&program);
}

char *program_folder(void) {
  char *folder = g_dir_make_tmp("faultline-XXXXXX", NULL);
  g_assert_nonnull(folder);
  return folder;
}

void program_remove(const char *folder) {
  GDir *dir = g_dir_open(folder, 0, NULL);
  for (const char *name; dir && (name = g_dir_read_name(dir));) {
    g_autofree char *path = g_build_filename(folder, name, NULL);
    if (g_file_test(path, G_FILE_TEST_IS_DIR)) program_remove(path);
    else g_unlink(path);
  }
  if (dir) g_dir_close(dir);
  g_rmdir(folder);
}

char *program_write(const char *folder, const char *name, const char *text) {
  char *path = g_build_filename(folder, name, NULL);
  g_assert_true(g_file_set_contents(path, text, -1, NULL));
  return path;
}

char *program_read(const char *folder, const char *name) {
  g_autofree char *path = g_build_filename(folder, name, NULL);
  char *text = NULL;
  g_file_get_contents(path, &text, NULL, NULL);
  if (!text) g_error("%s is missing", path);
  return text;
}

char *program_shared(const char *name) {
  char *path = g_build_filename(FAULTLINE_SOURCE_DIR, "..", "shared", name, NULL);
  if (g_file_test(path, G_FILE_TEST_EXISTS)) return path;
  g_free(path);
  g_test_skip("the reference data is not here");
  return NULL;
}

char *program_results(const char *folder, const char *scenario) {
  g_autofree char *path = program_write(folder, "s.ini", scenario);
  g_autofree char *line = g_strdup_printf("run %s --quiet --out %s", path, folder);
  struct program program = program_run(line);
  g_assert_cmpstr(program.err, ==, "");
  g_assert_cmpint(program.status, ==, 0);
  program_clear(&program);
  return g_build_filename(folder, "s", NULL);
}

guint program_count_events(const char *events, const char *kind, guint as, const char *word) {
  g_auto(GStrv) row = g_strsplit(events, "\n", -1);
  g_autofree char *place = as ? g_strdup_printf(",%s,%u,", kind, as) : g_strdup_printf(",%s,", kind);
  guint found = 0;
  for (char **each = row; *each; each++) found += strstr(*each, place) && strstr(*each, word);
  return found;
}
