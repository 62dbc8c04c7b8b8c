/* command_topology_convert.c: faultline topology convert. */
#include "scenarios/command_topology.h"
#include "scenarios/mistake.h"
#include "scenarios/options.h"
#include "scenarios/topology.h"

static gboolean convert_to(const char *from, const char *to, GError **error) {
  struct map *map = topology_load(&(struct topology_options){.file = from}, error);
  gboolean good = map && command_topology_save(map, to, error);
  map_free(map);
  return good;
}

gboolean command_topology_convert(int argc, char **argv, GError **error) {
  g_autofree char *to = NULL;
  const GOptionEntry entries[] = {
      {"output", 'o', 0, G_OPTION_ARG_FILENAME, &to, "where to (default: standard output)", "FILE"},
      {0},
  };
  const struct options options = {
      .command = "topology convert",
      .arguments = "FILE",
      .summary = "Read a map (as-rel serial-1 or serial-2, plain, .gz, .bz2), check it, write it as serial-1.",
      .entries = entries};
  g_auto(GStrv) rest = NULL;
  const char *from;
  return options_parse(&options, argc, argv, &rest, error) && command_topology_one_file(rest, TRUE, &from, error) &&
         convert_to(from, to, error);
}
