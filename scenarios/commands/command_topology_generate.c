/* command_topology_generate.c: faultline topology generate. */
#include "scenarios/commands/command_topology.h"
#include "scenarios/commands/command_topology_wish.h"
#include "scenarios/commands/options.h"

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
  struct command_topology_wish wish = COMMAND_TOPOLOGY_WISH_EMPTY;
  const GOptionEntry entries[] = {
      {"like", 'l', 0, G_OPTION_ARG_INT64, &wish.year, "the Internet of a January, 1998 to 2025 (default 2012)",
       "YEAR"},
      {"ases", 'n', 0, G_OPTION_ARG_INT64, &wish.ases, "how many ASes (default: as many as that year had)", "N"},
      {"seed", 's', 0, G_OPTION_ARG_INT64, &wish.seed, "another number, another map (default 2011)", "N"},
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
  if (!command_topology_wish_check(&wish, "generate", NULL, error)) return FALSE;
  const struct generate_options wanted = command_topology_wish_options(&wish);
  return command_topology_format(to, path, &format, error) && generate_to(&wanted, path, format, error);
}
