/* command_topology.c: faultline topology ACTION, and what its actions share. */
#include "scenarios/command_topology.h"

#include "scenarios/command.h"
#include "scenarios/mistake.h"
#include "scenarios/output.h"
#include "topologies/asrel.h"

#include <errno.h>
#include <string.h>

struct action {
  const char *name;
  gboolean (*call)(int argc, char **argv, GError **error);
  const char *summary;
};

gboolean command_topology_flush(GError **error) {
  if (fflush(stdout) == 0 && !ferror(stdout)) return TRUE;
  return mistake_set(error, MISTAKE_FILE, "standard output: %s", g_strerror(errno));
}

static void write_map(const void *map, FILE *file) { asrel_write(map, file); }

/* To `path` by way of a temporary name; to stdout for NULL and "-". */
gboolean command_topology_save(const struct map *map, const char *path, GError **error) {
  if (!path || strcmp(path, "-") == 0) {
    asrel_write(map, stdout);
    return command_topology_flush(error);
  }
  g_autofree char *directory = g_path_get_dirname(path), *name = g_path_get_basename(path);
  struct output *output = output_new(directory, error);
  gboolean good = output && output_write(output, name, write_map, map, error);
  output_free(output);
  return good;
}

/* The one file that may be named; NULL for none. */
gboolean command_topology_one_file(char **rest, gboolean needed, const char **path, GError **error) {
  *path = rest[0];
  if (rest[0] && rest[1])
    return mistake_set(error, MISTAKE_VALUE, "topology: found a second file '%s', expected one", rest[1]);
  if (needed && !rest[0])
    return mistake_set(error, MISTAKE_VALUE, "topology: found no file, expected one (- for standard input)");
  return TRUE;
}

static const struct action actions[] = {
    {"info", command_topology_info, "counts, components, clique, leaders of a map"},
    {"generate", command_topology_generate, "an Internet-like map out of a number"},
    {"convert", command_topology_convert, "read a map, check it, write it again"},
};

static int topology_help(void) {
  printf("Usage: faultline topology ACTION [OPTION...] [FILE]\n\nActions:\n");
  for (size_t i = 0; i < G_N_ELEMENTS(actions); i++) printf("  %-10s %s\n", actions[i].name, actions[i].summary);
  printf("\nfaultline topology ACTION --help tells about one of them.\n");
  return COMMAND_DONE;
}

int command_topology(int argc, char **argv) {
  GError *error = NULL;
  const char *wanted = argc > 1 ? argv[1] : NULL;
  if (wanted && (strcmp(wanted, "--help") == 0 || strcmp(wanted, "-h") == 0)) return topology_help();
  for (size_t i = 0; wanted && i < G_N_ELEMENTS(actions); i++)
    if (strcmp(wanted, actions[i].name) == 0)
      return actions[i].call(argc - 1, argv + 1, &error) ? COMMAND_DONE : command_mistake(error);
  g_autofree char *found = wanted ? g_strdup_printf("'%s'", wanted) : g_strdup("no action");
  mistake_set(&error, MISTAKE_UNKNOWN, "topology: found %s, expected info, generate or convert", found);
  return command_mistake(error);
}
