/* command_topology.c: faultline topology info | generate | convert. */
#include "scenarios/command.h"
#include "scenarios/mistake.h"
#include "scenarios/options.h"
#include "scenarios/output.h"
#include "scenarios/topology.h"
#include "topologies/asrel.h"
#include "topologies/generate.h"
#include "topologies/info.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

struct action {
  const char *name;
  gboolean (*call)(int argc, char **argv, GError **error);
  const char *summary;
};

static gboolean flush_stdout(GError **error) {
  if (fflush(stdout) == 0 && !ferror(stdout)) return TRUE;
  return mistake_set(error, MISTAKE_FILE, "standard output: %s", g_strerror(errno));
}

static void write_map(const void *map, FILE *file) { asrel_write(map, file); }

/* To `path` by way of a temporary name; to stdout for NULL and "-". */
static gboolean save_map(const struct map *map, const char *path, GError **error) {
  if (!path || strcmp(path, "-") == 0) {
    asrel_write(map, stdout);
    return flush_stdout(error);
  }
  g_autofree char *directory = g_path_get_dirname(path), *name = g_path_get_basename(path);
  struct output *output = output_new(directory, error);
  gboolean good = output && output_write(output, name, write_map, map, error);
  output_free(output);
  return good;
}

/* The one file that may be named; NULL for none. */
static gboolean one_file(char **rest, gboolean needed, const char **path, GError **error) {
  *path = rest[0];
  if (rest[0] && rest[1])
    return mistake_set(error, MISTAKE_VALUE, "topology: found a second file '%s', expected one", rest[1]);
  if (needed && !rest[0])
    return mistake_set(error, MISTAKE_VALUE, "topology: found no file, expected one (- for standard input)");
  return TRUE;
}

static gboolean read_format(const char *word, enum info_format *format, GError **error) {
  if (word && strcmp(word, "text") != 0 && strcmp(word, "csv") != 0)
    return mistake_set(error, MISTAKE_VALUE, "--format: found '%s', expected text or csv", word);
  *format = word && strcmp(word, "csv") == 0 ? INFO_CSV : INFO_TEXT;
  return TRUE;
}

/* Prefixes that were drawn because the file has none are no information about it. */
static gboolean print_info(const char *path, enum info_format format, GError **error) {
  struct map *map = topology_load(path, 0, error);
  if (map && path) g_clear_pointer(&map->prefixes, g_free);
  gboolean good = map && info_write(map, format, stdout, error) && flush_stdout(error);
  map_free(map);
  return good;
}

static gboolean action_info(int argc, char **argv, GError **error) {
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
  return options_parse(&options, argc, argv, &rest, error) && one_file(rest, FALSE, &path, error) &&
         read_format(word, &format, error) && print_info(path, format, error);
}

static gboolean generate_to(gint64 ases, gint64 seed, const char *path, GError **error) {
  if (ases < GENERATE_FEWEST || ases > GENERATE_MOST)
    return mistake_set(error, MISTAKE_VALUE, "--ases: found %" G_GINT64_FORMAT ", expected %d to %d", ases,
                       GENERATE_FEWEST, GENERATE_MOST);
  struct map *map = generate_map(&(struct generate_options){.ases = (uint32_t)ases, .seed = (uint64_t)seed});
  gboolean good = save_map(map, path, error);
  map_free(map);
  return good;
}

static gboolean action_generate(int argc, char **argv, GError **error) {
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

static gboolean convert_to(const char *from, const char *to, GError **error) {
  struct map *map = topology_load(from, 0, error);
  gboolean good = map && save_map(map, to, error);
  map_free(map);
  return good;
}

static gboolean action_convert(int argc, char **argv, GError **error) {
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
  return options_parse(&options, argc, argv, &rest, error) && one_file(rest, TRUE, &from, error) &&
         convert_to(from, to, error);
}

static const struct action actions[] = {
    {"info", action_info, "counts, components, clique, leaders of a map"},
    {"generate", action_generate, "an Internet-like map out of a number"},
    {"convert", action_convert, "read a map, check it, write it again"},
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
