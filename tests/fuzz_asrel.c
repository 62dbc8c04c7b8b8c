/* Any bytes give a map that keeps its promises and reads back as itself, or one line of error. */
#include "tests/promises.h"
#include "topologies/files/asrel.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void reads_back(const struct map *map) {
  size_t length = 0;
  char *text = promises_text(asrel_write, map, &length);
  struct map *again = asrel_parse(text, length, "again", NULL);
  g_assert_nonnull(again);
  promises_same(map, again);
  map_free(again);
  free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  GError *error = NULL;
  struct map *map = asrel_parse((const char *)data, size, "input", &error);
  g_assert_true((map == NULL) == (error != NULL));
  if (map) {
    promises_kept(map);
    reads_back(map);
  } else {
    promises_line(error, "input");
    g_error_free(error);
  }
  map_free(map);
  return 0;
}
