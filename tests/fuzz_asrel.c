/* Any bytes give a map that keeps its promises and reads back as itself, or one line of error. */
#include "topologies/asrel.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void promises_kept(const struct map *map) {
  for (uint32_t i = 0; i < map->ases; i++) g_assert_true(map->asn[i] > (i ? map->asn[i - 1] : 0));
  for (uint32_t i = 0; i < map->links; i++) {
    const struct map_link *link = &map->link[i], *last = link - 1;
    g_assert_true(link->a < map->ases && link->b < map->ases && link->a != link->b);
    g_assert_true(link->kind == MAP_TRANSIT || link->a < link->b);
    g_assert_true(i == 0 || last->a < link->a || (last->a == link->a && last->b < link->b));
  }
  g_assert_cmpuint(map->clique_size, >, 0);
}

static void reads_back(const struct map *map) {
  char *text = NULL;
  size_t length = 0;
  FILE *file = open_memstream(&text, &length);
  asrel_write(map, file);
  fclose(file);
  struct map *again = asrel_parse(text, length, "again", NULL);
  g_assert_nonnull(again);
  g_assert_cmpmem(map->asn, map->ases * sizeof *map->asn, again->asn, again->ases * sizeof *again->asn);
  g_assert_cmpmem(map->link, map->links * sizeof *map->link, again->link, again->links * sizeof *again->link);
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
    g_assert_true(g_str_has_prefix(error->message, "input:"));
    g_assert_null(strchr(error->message, '\n'));
    g_assert_true(g_utf8_validate(error->message, -1, NULL));
    g_error_free(error);
  }
  map_free(map);
  return 0;
}
