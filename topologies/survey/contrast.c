#include "topologies/survey/contrast.h"

#include "topologies/survey/survey.h"

#include <math.h>

struct row {
  const char *name, *words;
  enum survey_unit unit;
  double map, model, distance;
};

struct contrast {
  const struct survey *map, *model;
  const char *map_name, *model_name;
  GArray *rows; /* struct row: figures */
};

/* How many members of the two cliques have the same number. */
static uint32_t clique_common(const struct map *map, const struct map *model) {
  uint32_t common = 0;
  for (uint32_t i = 0, j = 0; i < map->clique_size && j < model->clique_size;) {
    uint32_t a = map->asn[map->clique[i]], b = model->asn[model->clique[j]];
    common += a == b;
    i += a <= b;
    j += b <= a;
  }
  return common;
}

/* The figures of both, and what only two maps have, after the line where it belongs. */
static void fill_rows(struct contrast *contrast) {
  double common = clique_common(contrast->map->map, contrast->model->map);
  struct row in_both = {"clique_common", "  ASes in the cliques of both", SURVEY_COUNT, common, common, NAN};
  for (guint i = 0; i < contrast->map->figures->len; i++) {
    const struct survey_figure *map = &g_array_index(contrast->map->figures, struct survey_figure, i);
    const struct survey_figure *model = &g_array_index(contrast->model->figures, struct survey_figure, i);
    struct row row = {map->name, map->words, map->unit, map->value, model->value, NAN};
    g_array_append_val(contrast->rows, row);
    if (g_str_equal(map->name, "clique_links")) g_array_append_val(contrast->rows, in_both);
  }
}

static void say_difference(char text[SURVEY_SAID], const struct row *row) {
  double difference = row->map - row->model;
  if (difference == 0) g_strlcpy(text, "0", SURVEY_SAID);
  else if (isnan(difference)) g_strlcpy(text, "-", SURVEY_SAID);
  else if (row->unit == SURVEY_SHARE) g_snprintf(text, SURVEY_SAID, "%+.2f points", 100 * difference);
  else if (row->model != 0) g_snprintf(text, SURVEY_SAID, "%+.1f %%", 100 * difference / fabs(row->model));
  else g_snprintf(text, SURVEY_SAID, "%+.0f", difference);
}

static void row_text(const struct row *row, FILE *out) {
  if (isnan(row->map) && isnan(row->model)) return;
  char map[SURVEY_SAID], model[SURVEY_SAID], difference[SURVEY_SAID];
  survey_say(map, row->unit, row->map);
  survey_say(model, row->unit, row->model);
  say_difference(difference, row);
  fprintf(out, "%-46s%14s%14s%16s\n", row->words, map, model, difference);
}

static void row_csv(const struct row *row, FILE *out) {
  char map[SURVEY_SAID], model[SURVEY_SAID], difference[SURVEY_SAID], ratio[SURVEY_SAID], distance[SURVEY_SAID];
  survey_say_csv(map, row->unit, row->map);
  survey_say_csv(model, row->unit, row->model);
  survey_say_csv(difference, row->unit, row->map - row->model);
  survey_say_csv(ratio, SURVEY_NUMBER, row->model != 0 ? row->map / row->model : NAN);
  survey_say_csv(distance, SURVEY_NUMBER, row->distance);
  fprintf(out, "%s,%s,%s,%s,%s,%s\n", row->name, map, model, difference, ratio, distance);
}

static void say_distance(char text[SURVEY_SAID], double distance) {
  if (isnan(distance)) g_strlcpy(text, "-", SURVEY_SAID);
  else g_snprintf(text, SURVEY_SAID, "%.4f", distance);
}

static void distribution_text(const struct survey_distribution *map, const struct survey_distribution *model,
                              FILE *out) {
  char distance[SURVEY_SAID];
  say_distance(distance, distribution_distance(map->of, model->of));
  fprintf(out, "%-28s", map->words);
  survey_say_distribution(map->of, out);
  survey_say_distribution(model->of, out);
  fprintf(out, "%10s\n", distance);
}

static void distribution_csv(const struct survey_distribution *map, const struct survey_distribution *model,
                             FILE *out) {
  struct row mean = {map->name,
                     map->words,
                     SURVEY_NUMBER,
                     distribution_mean(map->of),
                     distribution_mean(model->of),
                     distribution_distance(map->of, model->of)};
  row_csv(&mean, out);
  for (int i = 0; i < SURVEY_QUANTILES; i++) {
    double part = survey_quantiles[i].part;
    g_autofree char *name = g_strdup_printf("%s_%s", map->name, survey_quantiles[i].name);
    struct row row = {
        name, "", SURVEY_COUNT, distribution_quantile(map->of, part), distribution_quantile(model->of, part), NAN};
    row_csv(&row, out);
  }
}

static void distributions_write(const struct contrast *contrast, enum info_format format, FILE *out) {
  for (guint i = 0; i < contrast->map->distributions->len; i++) {
    const struct survey_distribution *map = &g_array_index(contrast->map->distributions, struct survey_distribution, i);
    const struct survey_distribution *model = &g_array_index(contrast->model->distributions, struct survey_distribution,
                                                             i);
    if (format == INFO_CSV) distribution_csv(map, model, out);
    else distribution_text(map, model, out);
  }
}

static void contrast_text(const struct contrast *contrast, FILE *out) {
  fprintf(out, "A: %s\nB: %s\n\n%-46s%14s%14s%16s\n", contrast->map_name, contrast->model_name, "", "A", "B",
          "A against B");
  for (guint i = 0; i < contrast->rows->len; i++) row_text(&g_array_index(contrast->rows, struct row, i), out);
  fprintf(out, "\n%-28s%8s%30s%8s\n%-28s", "", "A", "", "B", "");
  survey_say_heading(out);
  survey_say_heading(out);
  fprintf(out, "%10s\n", "distance");
  distributions_write(contrast, INFO_TEXT, out);
  fprintf(out,
          "\ndistance: Kolmogorov and Smirnov's, the widest gap between the shares of those at or below a value\n");
}

static void contrast_csv(const struct contrast *contrast, FILE *out) {
  fprintf(out, "figure,map,model,difference,ratio,distance\n");
  for (guint i = 0; i < contrast->rows->len; i++) row_csv(&g_array_index(contrast->rows, struct row, i), out);
  distributions_write(contrast, INFO_CSV, out);
}

gboolean contrast_write(const struct map *map, const char *map_name, const struct map *model, const char *model_name,
                        enum info_format format, FILE *out, GError **error) {
  struct survey *first = survey_new(map, error), *second = first ? survey_new(model, error) : NULL;
  gboolean good = second != NULL;
  if (good) {
    struct contrast contrast = {first, second, map_name, model_name, g_array_new(FALSE, FALSE, sizeof(struct row))};
    fill_rows(&contrast);
    if (format == INFO_CSV) contrast_csv(&contrast, out);
    else contrast_text(&contrast, out);
    g_array_free(contrast.rows, TRUE);
  }
  survey_free(second);
  survey_free(first);
  return good;
}
