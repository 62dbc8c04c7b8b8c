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

struct map *topology_load(const struct topology_options *options, GError **error) {
  struct generate_options embedded = {
      .ases = TOPOLOGY_DEFAULT_ASES, .year = TOPOLOGY_DEFAULT_YEAR, .seed = TOPOLOGY_DEFAULT_SEED};
  struct map *map = options->file ? load_file(options->file, error) : generate_map(&embedded);
  if (map && !map->prefixes) prefixes_draw(map, options->seed);
  return map;
}
