/* command_topology_generate.c: faultline topology generate. */
#include "scenarios/command_topology.h"
#include "scenarios/mistake.h"
#include "scenarios/options.h"
#include "scenarios/topology.h"
#include "topologies/generate.h"

static gboolean generate_to(gint64 ases, gint64 seed, const char *path, GError **error) {
  if (ases < GENERATE_FEWEST || ases > GENERATE_MOST)
    return mistake_set(error, MISTAKE_VALUE, "--ases: found %" G_GINT64_FORMAT ", expected %d to %d", ases,
                       GENERATE_FEWEST, GENERATE_MOST);
  struct map *map = generate_map(
      &(struct generate_options){.ases = (uint32_t)ases, .year = TOPOLOGY_DEFAULT_YEAR, .seed = (uint64_t)seed});
  gboolean good = command_topology_save(map, path, error);
  map_free(map);
  return good;
}

gboolean command_topology_generate(int argc, char **argv, GError **error) {
  g_autofree char *path = NULL;
  gint64 ases = TOPOLOGY_DEFAULT_ASES, seed = TOPOLOGY_DEFAULT_SEED;
  const GOptionEntry entries[] = {
      {"ases", 'n', 0, G_OPTION_ARG_INT64, &ases, "how many ASes (default 5000)", "N"},
      {"seed", 's', 0, G_OPTION_ARG_INT64, &seed, "another number, another map (default 2011)", "N"},
      {"output", 'o', 0, G_OPTION_ARG_FILENAME, &path, "where to (default: standard output)", "FILE"},
      {0},
  };
  const struct options options = {
      .command = "topology generate",
      .arguments = "",
      .summary = "Write an Internet-like map as as-rel text. Without options: the embedded default.",
      .entries = entries};
  return options_parse(&options, argc, argv, NULL, error) && generate_to(ases, seed, path, error);
}
