#include "scenarios/files/topology.h"

#include "scenarios/files/input.h"
#include "topologies/files/countries.h"
#include "topologies/files/source.h"
#include "topologies/files/weights.h"
#include "topologies/growth/generate.h"
#include "topologies/growth/prefixes.h"
#include "topologies/inside/inside_file.h"
#include "topologies/inside/inside_map.h"
#include "topologies/places/place.h"

#include <string.h>

/* The table of one network: its routers as nodes. */
static struct map *load_inside(const char *bytes, gsize length, const char *file, GError **error) {
  struct inside *inside = inside_file_read(bytes, length, file, error);
  struct map *map = inside ? inside_map_new(inside, error) : NULL;
  inside_free(inside);
  return map;
}

static struct map *load_file(const struct topology_options *options, GError **error) {
  const char *file = strcmp(options->file, "-") == 0 ? "standard input" : options->file;
  g_autofree char *bytes = NULL, *note = NULL;
  gsize length;
  if (!input_read_most(options->file, TOPOLOGY_MOST, &bytes, &length, error)) return NULL;
  if (inside_file_is(bytes, length)) return load_inside(bytes, length, file, error);
  struct map *map = source_parse(bytes, length, file, &note, error);
  if (note && options->notes) g_ptr_array_add(options->notes, g_strdup_printf("%s: %s", file, note));
  return map;
}

typedef gboolean (*topology_columns)(struct map *map, const char *bytes, gsize length, const char *file,
                                     GError **error);

static gboolean load_columns(struct map *map, const char *path, topology_columns read, GError **error) {
  g_autofree char *bytes = NULL;
  gsize length;
  return input_read_most(path, TOPOLOGY_MOST, &bytes, &length, error) &&
         read(map, bytes, length, strcmp(path, "-") == 0 ? "standard input" : path, error);
}

/* What the map has not of itself: from other files, or else by chance. */
static gboolean complete(struct map *map, const struct topology_options *options, GError **error) {
  if (options->countries && !load_columns(map, options->countries, countries_read, error)) return FALSE;
  if (options->weights && !load_columns(map, options->weights, weights_read, error)) return FALSE;
  if (options->countries) place_fill(map, TOPOLOGY_DEFAULT_SEED);
  if (!map->prefixes && !options->as_is) prefixes_draw(map, TOPOLOGY_DEFAULT_YEAR, options->seed);
  return TRUE;
}

struct map *topology_load(const struct topology_options *options, GError **error) {
  struct generate_options generated = {
      .ases = TOPOLOGY_DEFAULT_ASES, .year = TOPOLOGY_DEFAULT_YEAR, .seed = TOPOLOGY_DEFAULT_SEED};
  if (options->year) generated.ases = options->ases, generated.year = options->year;
  struct map *map = options->file ? load_file(options, error) : generate_map(&generated);
  if (map && !complete(map, options, error)) g_clear_pointer(&map, map_free);
  return map;
}
