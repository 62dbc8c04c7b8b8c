/* command_topology_info.c: faultline topology info. */
#include "scenarios/command_topology.h"
#include "scenarios/mistake.h"
#include "scenarios/options.h"
#include "scenarios/topology.h"
#include "topologies/contrast.h"
#include "topologies/generate.h"
#include "topologies/info.h"

#include <string.h>

#define NOT_GIVEN G_MININT64

/* What the command line says. */
struct wish {
  const char *file;        /* NULL: a generated map */
  const char *model;       /* to compare with, or NULL */
  const char *countries;   /* of the ASes of the file, or NULL */
  const char *weights;     /* likewise */
  gint64 year, ases, seed; /* of the generated map; NOT_GIVEN */
  enum info_format format;
};

static gboolean read_format(const char *word, enum info_format *format, GError **error) {
  if (word && strcmp(word, "text") != 0 && strcmp(word, "csv") != 0)
    return mistake_set(error, MISTAKE_VALUE, "--format: found '%s', expected text or csv", word);
  *format = word && strcmp(word, "csv") == 0 ? INFO_CSV : INFO_TEXT;
  return TRUE;
}

static gboolean read_range(const char *option, gint64 found, gint64 low, gint64 high, GError **error) {
  if (found == NOT_GIVEN || (found >= low && found <= high)) return TRUE;
  return mistake_set(error, MISTAKE_VALUE,
                     "--%s: found %" G_GINT64_FORMAT ", expected %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT, option,
                     found, low, high);
}

static gboolean wish_check(const struct wish *wish, GError **error) {
  gboolean generated = wish->year != NOT_GIVEN || wish->ases != NOT_GIVEN || wish->seed != NOT_GIVEN;
  if (!wish->file && (wish->countries || wish->weights))
    return mistake_set(error, MISTAKE_VALUE, "topology info: found --countries or --weights, expected a FILE as well");
  if (wish->file && generated)
    return mistake_set(error, MISTAKE_VALUE,
                       "topology info: found '%s' and options of a generated map, expected one of them", wish->file);
  if (wish->file && wish->model && strcmp(wish->file, "-") == 0 && strcmp(wish->model, "-") == 0)
    return mistake_set(error, MISTAKE_VALUE, "topology info: found - twice, expected one map from standard input");
  return read_range("like", wish->year, YEARS_FIRST, YEARS_LAST, error) &&
         read_range("ases", wish->ases, GENERATE_FEWEST, GENERATE_MOST, error);
}

static gint64 given(gint64 number, gint64 otherwise) { return number == NOT_GIVEN ? otherwise : number; }

/* Whatever is not given is as in the embedded default; a year brings its own number of ASes. */
static struct generate_options wish_options(const struct wish *wish) {
  gint64 ases = wish->year == NOT_GIVEN ? TOPOLOGY_DEFAULT_ASES : 0;
  return (struct generate_options){.ases = (uint32_t)given(wish->ases, ases),
                                   .year = (uint32_t)given(wish->year, TOPOLOGY_DEFAULT_YEAR),
                                   .seed = (uint64_t)given(wish->seed, TOPOLOGY_DEFAULT_SEED)};
}

static struct map *wish_map(const struct wish *wish, GError **error) {
  struct generate_options options = wish_options(wish);
  if (!wish->file) return generate_map(&options);
  return topology_load(
      &(struct topology_options){
          .file = wish->file, .countries = wish->countries, .weights = wish->weights, .as_is = TRUE},
      error);
}

static char *wish_name(const struct wish *wish) {
  struct generate_options options = wish_options(wish);
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
  struct wish wish = {.year = NOT_GIVEN, .ases = NOT_GIVEN, .seed = NOT_GIVEN};
  const GOptionEntry entries[] = {
      {"compare", 'c', 0, G_OPTION_ARG_FILENAME, &model, "lay this map beside it", "FILE"},
      {"like", 'l', 0, G_OPTION_ARG_INT64, &wish.year, "a map generated for January of this year", "YEAR"},
      {"ases", 'n', 0, G_OPTION_ARG_INT64, &wish.ases, "of a generated map: how many ASes", "N"},
      {"seed", 's', 0, G_OPTION_ARG_INT64, &wish.seed, "of a generated map: another number, another map (default 2011)",
       "N"},
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
