/* Stands in for the fuzzer: runs every file of the corpus of this program once, as a test.
 * fuzz_NAME reads tests/corpus/NAME. */
#include <glib.h>
#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void file_replay(gconstpointer path) {
  g_autofree char *data = NULL;
  g_autoptr(GError) error = NULL;
  gsize size = 0;
  g_file_get_contents(path, &data, &size, &error);
  g_assert_no_error(error);
  /* A copy of just this size, so that a sanitizer sees the first octet read beyond it. */
  g_autofree uint8_t *exact = g_memdup2(data, size);
  LLVMFuzzerTestOneInput(exact, size);
}

static void corpus_add(const char *name) {
  g_autofree char *folder = g_build_filename("tests/corpus", name, NULL);
  GDir *dir = g_dir_open(folder, 0, NULL);
  for (const char *file; dir && (file = g_dir_read_name(dir));) {
    g_autofree char *path = g_strdup_printf("/corpus/%s/%s", name, file);
    g_test_add_data_func_full(path, g_build_filename(folder, file, NULL), file_replay, g_free);
  }
  if (dir) g_dir_close(dir);
}

int main(int argc, char **argv) {
  g_autofree char *program = g_path_get_basename(argv[0]);
  g_test_init(&argc, &argv, NULL);
  corpus_add(program + strlen("fuzz_"));
  return g_test_run();
}
