#include "scenarios/files/datafile.h"

#include <string.h>

static const struct {
  const char *source, *installed, *suffix;
} datafile_room[] = {
    [DATAFILE_STRATEGIES] = {"models/strategies", "strategies", ".csv"},
    [DATAFILE_PLATFORMS] = {"models/platforms", "platforms", ".ini"},
    [DATAFILE_SCENARIOS] = {"scenarios", "scenarios", ".ini"},
    [DATAFILE_INSIDES] = {"topologies/inside", "insides", ".csv"},
    [DATAFILE_GNUPLOT] = {"analysis/plots", "gnuplot", ".gp"},
};

static gboolean datafile_is_tree(const char *directory) {
  g_autofree char *probe = g_build_filename(directory, "models", "strategies", NULL);
  return g_file_test(probe, G_FILE_TEST_IS_DIR);
}

/* The build tree that the program lies in, or NULL. */
static char *datafile_tree(void) {
  g_autofree char *program = g_file_read_link("/proc/self/exe", NULL);
  char *directory = program ? g_path_get_dirname(program) : NULL;
  for (int up = 0; directory && up < 3; up++) {
    if (datafile_is_tree(directory)) return directory;
    char *parent = g_path_get_dirname(directory);
    g_free(directory);
    directory = parent;
  }
  g_free(directory);
  return datafile_is_tree(FAULTLINE_SOURCE_DIR) && !g_file_test(FAULTLINE_DATADIR, G_FILE_TEST_IS_DIR)
             ? g_strdup(FAULTLINE_SOURCE_DIR)
             : NULL;
}

char *datafile_directory(enum datafile_room room) {
  g_autofree char *tree = datafile_tree();
  if (tree) return g_build_filename(tree, datafile_room[room].source, NULL);
  g_autofree char *program = g_file_read_link("/proc/self/exe", NULL);
  g_autofree char *directory = g_path_get_dirname(program ? program : "");
  char *beside = g_build_filename(directory, "..", "share", "faultline", datafile_room[room].installed, NULL);
  if (g_file_test(beside, G_FILE_TEST_IS_DIR)) return beside;
  g_free(beside);
  return g_build_filename(FAULTLINE_DATADIR, datafile_room[room].installed, NULL);
}

char *datafile_find(enum datafile_room room, const char *name) {
  if (strchr(name, '/')) return NULL;
  g_autofree char *directory = datafile_directory(room);
  const char *suffix = datafile_room[room].suffix;
  g_autofree char *file = g_strconcat(name, g_str_has_suffix(name, suffix) ? "" : suffix, NULL);
  char *path = g_build_filename(directory, file, NULL);
  if (g_file_test(path, G_FILE_TEST_IS_REGULAR)) return path;
  g_free(path);
  return NULL;
}

static int datafile_compare(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

char **datafile_list(enum datafile_room room) {
  g_autofree char *directory = datafile_directory(room);
  const char *suffix = datafile_room[room].suffix;
  GPtrArray *names = g_ptr_array_new();
  GDir *open = g_dir_open(directory, 0, NULL);
  for (const char *name; open && (name = g_dir_read_name(open));)
    if (g_str_has_suffix(name, suffix)) g_ptr_array_add(names, g_strndup(name, strlen(name) - strlen(suffix)));
  if (open) g_dir_close(open);
  g_ptr_array_sort(names, datafile_compare);
  g_ptr_array_add(names, NULL);
  return (char **)g_ptr_array_free(names, FALSE);
}
