/* Any bytes give a map of siblings with names that keeps its promises, or one line of error. */
#include "tests/promises.h"
#include "topologies/files/cch.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  GError *error = NULL;
  char *note = NULL;
  struct map *map = cch_parse((const char *)data, size, "input", &note, &error);
  g_assert_true((map == NULL) == (error != NULL));
  if (map) {
    promises_kept(map);
    for (uint32_t i = 0; i < map->links; i++) g_assert_cmpint(map->link[i].kind, ==, MAP_SIBLING);
    for (uint32_t as = 0; as < map->ases; as++) g_assert_nonnull(map->name[as]);
  } else {
    promises_line(error, "input");
    g_error_free(error);
  }
  g_free(note);
  map_free(map);
  return 0;
}
