#include "tests/trial.h"

#include <string.h>

const char trial_scenario[] = "[scenario]\n"
                              "base = level3-2011-malformed\n"
                              "title = small\n"
                              "duration = 6 min\n"
                              "[origins]\n"
                              "sample = 30\n"
                              "[platforms]\n"
                              "knows_type = 128\n"
                              "knows_share = 20 %\n"
                              "[cards]\n"
                              "carriers = 3356 6\n"
                              "trip_p = 0.000001\n"
                              "boot_low = 20 s\n"
                              "boot_high = 30 s\n"
                              "[trigger update]\n"
                              "attributes = 40 01 01 00 C0 80 02 00 01\n"
                              "withdraw = 5 min\n"
                              "[compare]\n"
                              "strategies = rfc4271, junos-default, rfc7606, junos-2013\n";

void trial_setup(struct trial *trial, gconstpointer unused) {
  (void)unused;
  trial->folder = program_folder();
  trial->map = g_build_filename(trial->folder, "map", NULL);
  g_free(program_write(trial->folder, "small.ini", trial_scenario));
  g_autofree char *line = g_strdup_printf("topology generate --ases 300 --seed 4 --output %s", trial->map);
  struct program program = program_run(line);
  g_assert_cmpint(program.status, ==, 0);
  program_clear(&program);
}

void trial_teardown(struct trial *trial, gconstpointer unused) {
  (void)unused;
  program_remove(trial->folder);
  g_free(trial->folder);
  g_free(trial->map);
}

char *trial_line(const struct trial *trial, const char *out, const char *more) {
  return g_strdup_printf("run %s/small.ini --quiet --topology %s --out %s/%s %s", trial->folder, trial->map,
                         trial->folder, out, more);
}

char *trial_run(const struct trial *trial, const char *out, const char *more, int status) {
  g_autofree char *line = trial_line(trial, out, more);
  struct program program = program_run(line);
  g_assert_cmpstr(program.err, ==, "");
  g_assert_cmpint(program.status, ==, status);
  program_clear(&program);
  return g_build_filename(trial->folder, out, "small", NULL);
}

/* Names in a folder, folders left out. */
static GPtrArray *trial_files(const char *folder) {
  GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
  GDir *dir = g_dir_open(folder, 0, NULL);
  g_assert_nonnull(dir);
  for (const char *name; (name = g_dir_read_name(dir));) {
    g_autofree char *path = g_build_filename(folder, name, NULL);
    gboolean may_differ = strcmp(name, "cost.csv") == 0 || strcmp(name, "run.ini") == 0;
    if (!may_differ && !g_file_test(path, G_FILE_TEST_IS_DIR)) g_ptr_array_add(names, g_strdup(name));
  }
  g_dir_close(dir);
  return names;
}

static gboolean trial_is_same(const char *a, const char *b, const char *name) {
  g_autofree char *left = g_build_filename(a, name, NULL), *right = g_build_filename(b, name, NULL);
  g_autofree char *one = NULL, *other = NULL;
  gsize length, size;
  g_assert_true(g_file_get_contents(left, &one, &length, NULL));
  return g_file_get_contents(right, &other, &size, NULL) && length == size && memcmp(one, other, size) == 0;
}

void trial_expect_same(const char *a, const char *b, gboolean same) {
  g_autoptr(GPtrArray) names = trial_files(a), others = trial_files(b);
  gboolean differ = FALSE;
  g_assert_cmpuint(names->len, >=, 8);
  g_assert_cmpuint(names->len, ==, others->len);
  for (guint i = 0; i < names->len; i++) {
    gboolean equal = trial_is_same(a, b, names->pdata[i]);
    if (same && !equal) g_error("%s differs between %s and %s", (char *)names->pdata[i], a, b);
    differ |= !equal;
  }
  g_assert_true(differ == !same);
}
