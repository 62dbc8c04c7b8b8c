/* command_topology_convert.c: faultline topology convert. */
#include "scenarios/commands/command_topology.h"
#include "scenarios/commands/options.h"

static gboolean convert_to(const struct topology_options *from, const char *path, enum command_topology_format format,
                           GError **error) {
  struct map *map = command_topology_load(*from, error);
  gboolean good = map && command_topology_save(map, path, format, error);
  map_free(map);
  return good;
}

gboolean command_topology_convert(int argc, char **argv, GError **error) {
  g_autofree char *path = NULL, *to = NULL, *countries = NULL, *weights = NULL;
  const GOptionEntry entries[] = {
      {"output", 'o', 0, G_OPTION_ARG_FILENAME, &path, "where to (default: standard output)", "FILE"},
      {"to", 't', 0, G_OPTION_ARG_STRING, &to, "as-rel or graphml (default: graphml for a .graphml FILE, else as-rel)",
       "FORMAT"},
      {"countries", 0, 0, G_OPTION_ARG_FILENAME, &countries, "CSV asn,country: regions and places for the ASes",
       "FILE"},
      {"weights", 0, 0, G_OPTION_ARG_FILENAME, &weights, "CSV asn,prefixes[,addresses]: what the ASes originate",
       "FILE"},
      {0},
  };
  const struct options options = {
      .command = "topology convert",
      .arguments = "FILE",
      .summary = "Read a map, check it, write it again.",
      .description = "FILE may be as-rel (serial-1 or serial-2), GraphML, or a Rocketfuel PoP or router "
                     "(.cch)\nmap, plain, .gz or .bz2, - for standard input.",
      .entries = entries};
  g_auto(GStrv) rest = NULL;
  struct topology_options from = {0};
  enum command_topology_format format;
  if (!options_parse(&options, argc, argv, &rest, error) || !command_topology_one_file(rest, TRUE, &from.file, error) ||
      !command_topology_format(to, path, &format, error))
    return FALSE;
  from.countries = countries;
  from.weights = weights;
  return convert_to(&from, path, format, error);
}
