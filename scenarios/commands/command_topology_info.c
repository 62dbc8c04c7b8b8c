/* command_topology_info.c: faultline topology info. */
#include "scenarios/commands/command_topology.h"
#include "scenarios/commands/command_topology_wish.h"
#include "scenarios/commands/options.h"
#include "scenarios/files/topology.h"
#include "scenarios/settings/mistake.h"
#include "topologies/survey/contrast.h"
#include "topologies/survey/info.h"

#include <string.h>

/* What the command line says. */
struct wish {
  const char *file;      /* NULL: a generated map */
  const char *model;     /* to compare with, or NULL */
  const char *countries; /* of the ASes of the file, or NULL */
  const char *weights;   /* likewise */
  struct command_topology_wish generated;
  enum info_format format;
};

static gboolean read_format(const char *word, enum info_format *format, GError **error) {
  if (word && strcmp(word, "text") != 0 && strcmp(word, "csv") != 0)
    return mistake_set(error, MISTAKE_VALUE, "--format: found '%s', expected text or csv", word);
  *format = word && strcmp(word, "csv") == 0 ? INFO_CSV : INFO_TEXT;
  return TRUE;
}

static gboolean wish_check(const struct wish *wish, GError **error) {
  if (!wish->file && (wish->countries || wish->weights))
    return mistake_set(error, MISTAKE_VALUE, "topology info: found --countries or --weights, expected a FILE as well");
  if (wish->file && wish->model && strcmp(wish->file, "-") == 0 && strcmp(wish->model, "-") == 0)
    return mistake_set(error, MISTAKE_VALUE, "topology info: found - twice, expected one map from standard input");
  return command_topology_wish_check(&wish->generated, "info", wish->file, error);
}

static struct map *wish_map(const struct wish *wish, GError **error) {
  struct generate_options options = command_topology_wish_options(&wish->generated);
  if (!wish->file) return generate_map(&options);
  return topology_load(
      &(struct topology_options){
          .file = wish->file, .countries = wish->countries, .weights = wish->weights, .as_is = TRUE},
      error);
}

static char *wish_name(const struct wish *wish) {
  struct generate_options options = command_topology_wish_options(&wish->generated);
  if (wish->file) return g_strdup(wish->file);
  return g_strdup_printf("generated like January %u, seed %" G_GUINT64_FORMAT, options.year, options.seed);
}

static gboolean print_contrast(const struct wish *wish, const struct map *map, GError **error) {
  struct map *model = topology_load(&(struct topology_options){.file = wish->model, .as_is = TRUE}, error);
  g_autofree char *name = wish_name(wish);
  gboolean good = model && contrast_write(map, name, model, wish->model, wish->format, stdout, error);
  map_free(model);
  return good;
}

static gboolean print_info(const struct wish *wish, GError **error) {
  struct map *map = wish_map(wish, error);
  gboolean good = map &&
                  (wish->model ? print_contrast(wish, map, error) : info_write(map, wish->format, stdout, error));
  map_free(map);
  return good && command_topology_flush(error);
}

gboolean command_topology_info(int argc, char **argv, GError **error) {
  g_autofree char *word = NULL, *model = NULL, *countries = NULL, *weights = NULL;
  struct wish wish = {.generated = COMMAND_TOPOLOGY_WISH_EMPTY};
  const GOptionEntry entries[] = {
      {"compare", 'c', 0, G_OPTION_ARG_FILENAME, &model, "lay this map beside it", "FILE"},
      {"like", 'l', 0, G_OPTION_ARG_INT64, &wish.generated.year, "a map generated for January of this year", "YEAR"},
      {"ases", 'n', 0, G_OPTION_ARG_INT64, &wish.generated.ases, "of a generated map: how many ASes", "N"},
      {"seed", 's', 0, G_OPTION_ARG_INT64, &wish.generated.seed,
       "of a generated map: another number, another map (default 2011)", "N"},
      {"countries", 0, 0, G_OPTION_ARG_FILENAME, &countries, "CSV asn,country for the ASes of FILE", "CSV"},
      {"weights", 0, 0, G_OPTION_ARG_FILENAME, &weights, "CSV asn,prefixes[,addresses] for the ASes of FILE", "CSV"},
      {"format", 'f', 0, G_OPTION_ARG_STRING, &word, "text (default) or csv", "FORMAT"},
      {0},
  };
  const struct options options = {.command = "topology info",
                                  .arguments = "[FILE]",
                                  .summary = "Describe a map: an as-rel file (plain, .gz, .bz2, - for standard input), "
                                             "a generated map, or the embedded default.",
                                  .entries = entries};
  g_auto(GStrv) rest = NULL;
  if (!options_parse(&options, argc, argv, &rest, error) ||
      !command_topology_one_file(rest, FALSE, &wish.file, error) || !read_format(word, &wish.format, error))
    return FALSE;
  wish.model = model;
  wish.countries = countries;
  wish.weights = weights;
  return wish_check(&wish, error) && print_info(&wish, error);
}
