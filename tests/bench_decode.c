/* Rows of an archive against bgpdump -m: a table's worth of made-up UPDATEs, and archives named on the command
 * line. Both programs are run as a user would, their output thrown away. */
#include "tests/archive.h"
#include "tests/octets.h"
#include "tests/program.h"

#include "scenarios/decode/mrt.h"

#include <stdio.h>

enum { UPDATES = 60000, REPEATS = 5 };

static char *made_up(const char *folder) {
  g_autoptr(GByteArray) archive = g_byte_array_new();
  for (unsigned i = 0; i < UPDATES; i++) {
    g_autofree char *attributes = g_strdup_printf(OCTETS_ORIGIN
                                                  "40 02 0e 02 06 fbf4 0001 0002 0003 0004 %04x" OCTETS_NEXT_HOP
                                                  "c0 08 0c fbf40001 fbf40002 fbf4%04x",
                                                  i & 0xffff, i & 0xffff);
    g_autofree char *prefix = g_strdup_printf("18 %06x 18 %06x", i, i + 1);
    g_autoptr(GByteArray) update = octets_update(i % 3 ? "" : prefix, attributes, prefix);
    archive_add_message(archive, MRT_BGP4MP, MRT_MESSAGE, "fbf4 3170 0000 0001 c0000201 c0000202", update);
  }
  char *path = g_build_filename(folder, "made-up.mrt", NULL);
  g_assert_true(g_file_set_contents(path, (const char *)archive->data, archive->len, NULL));
  return path;
}

/* The best of a few, in seconds. */
static double best(char **argv) {
  double least = G_MAXDOUBLE;
  for (int i = 0; i < REPEATS; i++) {
    gint64 before = g_get_monotonic_time();
    GSpawnFlags quiet = G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL | G_SPAWN_SEARCH_PATH;
    if (!g_spawn_sync(NULL, argv, NULL, quiet, NULL, NULL, NULL, NULL, NULL, NULL)) return 0;
    least = MIN(least, (double)(g_get_monotonic_time() - before) / 1e6);
  }
  return least;
}

static void compare(const char *program, const char *path) {
  char *ours[] = {(char *)program, "decode", "--format", "bgpdump", (char *)path, NULL};
  char *theirs[] = {"bgpdump", "-m", (char *)path, NULL};
  double fast = best(ours), slow = best(theirs);
  g_autofree char *name = g_path_get_basename(path);
  if (slow > 0) printf("%s: %.3f s, bgpdump %.3f s: %.1f times as fast\n", name, fast, slow, slow / fast);
  else printf("%s: %.3f s; bgpdump is not installed\n", name, fast);
}

int main(int argc, char **argv) {
  g_autofree char *here = g_path_get_dirname(argv[0]), *program = g_build_filename(here, "..", "faultline", NULL);
  g_autofree char *folder = program_folder(), *path = made_up(folder);
  compare(program, path);
  for (int i = 1; i < argc; i++) compare(program, argv[i]);
  g_autofree char *shared = g_build_filename("..", "shared", "data/mrt/rrc01.updates.20100827.0840.gz", NULL);
  if (g_file_test(shared, G_FILE_TEST_EXISTS)) compare(program, shared);
  program_remove(folder);
  return 0;
}
