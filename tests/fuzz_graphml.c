/* Any bytes give a map that keeps its promises and that GraphML brings back in every column, or one line of error. */
#include "tests/promises.h"
#include "topologies/files/graphml.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void reads_back(const struct map *map) {
  size_t length = 0;
  char *note = NULL, *text = promises_text(graphml_write, map, &length);
  struct map *again = graphml_parse(text, length, "again", &note, NULL);
  g_assert_nonnull(again);
  g_assert_null(note);
  promises_same(map, again);
  map_free(again);
  free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  GError *error = NULL;
  char *note = NULL;
  struct map *map = graphml_parse((const char *)data, size, "input", &note, &error);
  g_assert_true((map == NULL) == (error != NULL));
  if (map) {
    promises_kept(map);
    reads_back(map);
  } else {
    promises_line(error, "input");
    g_error_free(error);
  }
  g_free(note);
  map_free(map);
  return 0;
}
