/* command_topology_info.c: faultline topology info. */
#include "scenarios/command_topology.h"
#include "scenarios/mistake.h"
#include "scenarios/options.h"
#include "scenarios/topology.h"
#include "topologies/info.h"

#include <string.h>

static gboolean read_format(const char *word, enum info_format *format, GError **error) {
  if (word && strcmp(word, "text") != 0 && strcmp(word, "csv") != 0)
    return mistake_set(error, MISTAKE_VALUE, "--format: found '%s', expected text or csv", word);
  *format = word && strcmp(word, "csv") == 0 ? INFO_CSV : INFO_TEXT;
  return TRUE;
}

/* Prefixes that were drawn because the file has none are no information about it. */
static gboolean print_info(const char *path, enum info_format format, GError **error) {
  struct map *map = topology_load(&(struct topology_options){.file = path}, error);
  if (map && path) g_clear_pointer(&map->prefixes, g_free);
  gboolean good = map && info_write(map, format, stdout, error) && command_topology_flush(error);
  map_free(map);
  return good;
}

gboolean command_topology_info(int argc, char **argv, GError **error) {
  g_autofree char *word = NULL;
  const GOptionEntry entries[] = {
      {"format", 'f', 0, G_OPTION_ARG_STRING, &word, "text (default) or csv", "FORMAT"},
      {0},
  };
  const struct options options = {
      .command = "topology info",
      .arguments = "[FILE]",
      .summary = "Describe a map: an as-rel file (plain, .gz, .bz2, - for standard input), or the embedded default.",
      .entries = entries};
  g_auto(GStrv) rest = NULL;
  const char *path;
  enum info_format format = INFO_TEXT;
  return options_parse(&options, argc, argv, &rest, error) && command_topology_one_file(rest, FALSE, &path, error) &&
         read_format(word, &format, error) && print_info(path, format, error);
}
