/* command_topology_generate.c: faultline topology generate. */
#include "scenarios/command_topology.h"
#include "scenarios/mistake.h"
#include "scenarios/options.h"
#include "scenarios/topology.h"
#include "topologies/generate.h"

static gboolean in_range(const char *option, gint64 value, gint64 least, gint64 most, GError **error) {
  if (least <= value && value <= most) return TRUE;
  return mistake_set(error, MISTAKE_VALUE,
                     "%s: found %" G_GINT64_FORMAT ", expected %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT, option,
                     value, least, most);
}

static gboolean generate_to(const struct generate_options *options, const char *path,
                            enum command_topology_format format, GError **error) {
  struct map *map = generate_map(options);
  gboolean good = command_topology_save(map, path, format, error);
  map_free(map);
  return good;
}

gboolean command_topology_generate(int argc, char **argv, GError **error) {
  g_autofree char *path = NULL, *to = NULL;
  enum command_topology_format format;
  gint64 ases = -1, year = -1, seed = TOPOLOGY_DEFAULT_SEED;
  const GOptionEntry entries[] = {
      {"like", 'l', 0, G_OPTION_ARG_INT64, &year, "the Internet of a January, 1998 to 2025 (default 2012)", "YEAR"},
      {"ases", 'n', 0, G_OPTION_ARG_INT64, &ases, "how many ASes (default: as many as that year had)", "N"},
      {"seed", 's', 0, G_OPTION_ARG_INT64, &seed, "another number, another map (default 2011)", "N"},
      {"output", 'o', 0, G_OPTION_ARG_FILENAME, &path, "where to (default: standard output)", "FILE"},
      {"to", 't', 0, G_OPTION_ARG_STRING, &to, "as-rel or graphml (default: graphml for a .graphml FILE, else as-rel)",
       "FORMAT"},
      {0},
  };
  const struct options options = {
      .command = "topology generate",
      .arguments = "",
      .summary = "Write an Internet-like map of any size and year. Without options: the embedded default.",
      .entries = entries};
  if (!options_parse(&options, argc, argv, NULL, error)) return FALSE;
  if (ases == -1)
    ases = year == -1 ? TOPOLOGY_DEFAULT_ASES : years_facts((uint32_t)CLAMP(year, YEARS_FIRST, YEARS_LAST)).ases;
  if (year == -1) year = TOPOLOGY_DEFAULT_YEAR;
  return in_range("--like", year, YEARS_FIRST, YEARS_LAST, error) &&
         in_range("--ases", ases, GENERATE_FEWEST, GENERATE_MOST, error) &&
         command_topology_format(to, path, &format, error) &&
         generate_to(&(struct generate_options){.ases = (uint32_t)ases, .year = (uint32_t)year, .seed = (uint64_t)seed},
                     path, format, error);
}
