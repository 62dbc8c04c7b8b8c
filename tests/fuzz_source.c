/* Whatever kind of file some bytes are taken for, they give a map that keeps its promises, or one line of error. */
#include "tests/promises.h"
#include "topologies/files/source.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  GError *error = NULL;
  char *note = NULL;
  struct map *map = source_parse((const char *)data, size, "input", &note, &error);
  g_assert_true((map == NULL) == (error != NULL));
  if (map) {
    promises_kept(map);
  } else {
    promises_line(error, "input");
    g_error_free(error);
  }
  g_free(note);
  map_free(map);
  return 0;
}
