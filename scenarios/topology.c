#include "scenarios/topology.h"

#include "scenarios/input.h"
#include "topologies/asrel.h"
#include "topologies/generate.h"
#include "topologies/prefixes.h"

#include <string.h>

static struct map *load_file(const char *path, GError **error) {
  char *bytes;
  gsize length;
  if (!input_read(path, &bytes, &length, error)) return NULL;
  struct map *map = asrel_parse(bytes, length, strcmp(path, "-") == 0 ? "standard input" : path, error);
  g_free(bytes);
  return map;
}

struct map *topology_load(const char *path, uint64_t seed, GError **error) {
  struct generate_options options = {.ases = TOPOLOGY_DEFAULT_ASES, .seed = TOPOLOGY_DEFAULT_SEED};
  struct map *map = path ? load_file(path, error) : generate_map(&options);
  if (map && !map->prefixes) prefixes_draw(map, seed);
  return map;
}
