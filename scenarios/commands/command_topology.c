/* command_topology.c: faultline topology ACTION, and what its actions share. */
#include "scenarios/commands/command_topology.h"

#include "scenarios/commands/command.h"
#include "scenarios/files/topology.h"
#include "scenarios/run/output.h"
#include "scenarios/settings/mistake.h"
#include "topologies/files/asrel.h"
#include "topologies/files/graphml.h"

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

gboolean command_topology_format(const char *to, const char *path, enum command_topology_format *format,
                                 GError **error) {
  if (to && strcmp(to, "as-rel") != 0 && strcmp(to, "graphml") != 0)
    return mistake_set(error, MISTAKE_VALUE, "--to: found '%s', expected as-rel or graphml", to);
  gboolean graphml = to ? strcmp(to, "graphml") == 0 : path && g_str_has_suffix(path, ".graphml");
  *format = graphml ? COMMAND_TOPOLOGY_GRAPHML : COMMAND_TOPOLOGY_ASREL;
  return TRUE;
}

static void write_asrel(const void *map, FILE *file) { asrel_write(map, file); }
static void write_graphml(const void *map, FILE *file) { graphml_write(map, file); }

static gboolean save_file(const struct map *map, const char *path, output_writer write, GError **error) {
  g_autofree char *directory = g_path_get_dirname(path), *name = g_path_get_basename(path);
  struct output *output = output_new(directory, error);
  gboolean good = output && output_write(output, name, write, map, error);
  output_free(output);
  return good;
}

gboolean command_topology_save(const struct map *map, const char *path, enum command_topology_format format,
                               GError **error) {
  output_writer write = format == COMMAND_TOPOLOGY_GRAPHML ? write_graphml : write_asrel;
  g_autofree char *lost = format == COMMAND_TOPOLOGY_GRAPHML ? NULL : asrel_lost(map);
  if (path && strcmp(path, "-") != 0) {
    if (!save_file(map, path, write, error)) return FALSE;
  } else {
    write(map, stdout);
    if (!command_topology_flush(error)) return FALSE;
  }
  if (lost) fprintf(stderr, "faultline: note: as-rel has no %s: lost (--to graphml keeps them)\n", lost);
  return TRUE;
}

struct map *command_topology_load(struct topology_options options, GError **error) {
  g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func(g_free);
  options.as_is = TRUE;
  options.notes = notes;
  struct map *map = topology_load(&options, error);
  for (guint i = 0; map && i < notes->len; i++) fprintf(stderr, "faultline: note: %s\n", (char *)notes->pdata[i]);
  return map;
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
    {"info", command_topology_info, "what a map is like, alone or beside another"},
    {"generate", command_topology_generate, "an Internet-like map out of a number"},
    {"convert", command_topology_convert, "read a map, check it, write it again"},
    {"extract", command_topology_extract, "cut a small map out of a large one"},
    {"plot", command_topology_plot, "draw a map"},
};

static int topology_help(void) {
  printf("Usage: faultline topology ACTION [OPTION...] [FILE]\n\nActions:\n");
  for (size_t i = 0; i < G_N_ELEMENTS(actions); i++) printf("  %-10s %s\n", actions[i].name, actions[i].summary);
  printf("\nfaultline topology ACTION --help tells about one of them.\n");
  return COMMAND_DONE;
}

static gboolean refuse_action(const char *wanted, GError **error) {
  g_autoptr(GString) names = g_string_new(NULL);
  g_autofree char *found = wanted ? g_strdup_printf("'%s'", wanted) : g_strdup("no action");
  for (size_t i = 0; i < G_N_ELEMENTS(actions); i++)
    g_string_append_printf(names, "%s%s", i == 0 ? "" : i + 1 < G_N_ELEMENTS(actions) ? ", " : " or ", actions[i].name);
  return mistake_set(error, MISTAKE_UNKNOWN, "topology: found %s, expected %s", found, names->str);
}

int command_topology(int argc, char **argv) {
  GError *error = NULL;
  const char *wanted = argc > 1 ? argv[1] : NULL;
  if (wanted && (strcmp(wanted, "--help") == 0 || strcmp(wanted, "-h") == 0)) return topology_help();
  for (size_t i = 0; wanted && i < G_N_ELEMENTS(actions); i++)
    if (strcmp(wanted, actions[i].name) == 0)
      return actions[i].call(argc - 1, argv + 1, &error) ? COMMAND_DONE : command_mistake(error);
  refuse_action(wanted, &error);
  return command_mistake(error);
}
