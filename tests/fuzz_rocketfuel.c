/* Any bytes give a map of siblings that keeps its promises, or one line of error. */
#include "tests/promises.h"
#include "topologies/files/rocketfuel.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void parse(const uint8_t *data, size_t size, gboolean latencies) {
  GError *error = NULL;
  char *note = NULL;
  struct map *map = rocketfuel_parse((const char *)data, size, "input", latencies, &note, &error);
  g_assert_true((map == NULL) == (error != NULL));
  if (map) {
    promises_kept(map);
    for (uint32_t i = 0; i < map->links; i++) g_assert_cmpint(map->link[i].kind, ==, MAP_SIBLING);
  } else {
    promises_line(error, "input");
    g_error_free(error);
  }
  g_free(note);
  map_free(map);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  parse(data, size, FALSE);
  parse(data, size, TRUE);
  return 0;
}
