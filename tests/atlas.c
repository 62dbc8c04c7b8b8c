#include "tests/atlas.h"

#include "sim/chance.h"
#include "topologies/files/asrel.h"

#include <string.h>

struct map *atlas_read(const char *text) {
  GError *error = NULL;
  g_autofree char *lines = g_strdelimit(g_strdup(text), ",", '\n');
  struct map *map = asrel_parse(lines, strlen(lines), "atlas", &error);
  g_assert_no_error(error);
  return map;
}

struct map *atlas_random(uint64_t seed, uint32_t ases, uint32_t links) {
  static const enum map_kind kind[] = {MAP_TRANSIT, MAP_TRANSIT, MAP_PEER, MAP_SIBLING};
  struct map_builder *builder = map_builder_new();
  struct chance chance = {seed, 0, 0, 0};
  gboolean *linked = g_new0(gboolean, (ases + 1) * (ases + 1));
  for (uint32_t i = 0; i < links; i++) {
    uint32_t draw[3];
    for (int k = 0; k < 3; k++, chance.nth++) draw[k] = (uint32_t)chance_below(chance, k < 2 ? ases : 4);
    uint32_t a = MIN(draw[0], draw[1]) + 1, b = MAX(draw[0], draw[1]) + 1;
    if (a == b || linked[a * ases + b]) continue;
    linked[a * ases + b] = TRUE;
    g_assert_true(map_builder_link(builder, a, b, kind[draw[2]], 0, NULL));
  }
  g_free(linked);
  return map_builder_finish(builder, NULL);
}
