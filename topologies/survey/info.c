/* info.c: one survey, written down, and the ASes that lead in its columns. */
#include "topologies/survey/info.h"

#include "topologies/survey/rank.h"
#include "topologies/survey/survey.h"

#include <csv.h>
#include <math.h>
#include <string.h>

#define LEADERS 10

struct list {
  const char *name, *words;
  enum survey_column by; /* the value of the CSV row */
  uint32_t *as, count, total;
};

struct info {
  const struct survey *survey;
  const struct map *map;
  GArray *lists; /* struct list */
};

static void list_leaders(struct info *info, const char *name, const char *words, enum survey_column by) {
  struct list list = {.name = name, .words = words, .by = by};
  double *const *column = info->survey->column;
  list.as = rank_leaders(column[by], column[SURVEY_DEGREE], info->map->ases, LEADERS, &list.count);
  while (list.count > 0 && column[by][list.as[list.count - 1]] == SURVEY_NOTHING) list.count--;
  list.total = list.count;
  g_array_append_val(info->lists, list);
}

static void list_clique(struct info *info) {
  const struct map *map = info->map;
  struct list list = {.name = "clique",
                      .words = "Tier-1 clique",
                      .by = SURVEY_CONE,
                      .count = map->clique_size,
                      .total = map->clique_size,
                      .as = g_memdup2(map->clique, map->clique_size * sizeof *map->clique)};
  g_array_append_val(info->lists, list);
}

static void list_cut_off(struct info *info) {
  struct list list = {.name = "cut_off",
                      .words = "Without a valley-free way to the clique",
                      .by = SURVEY_DEGREE,
                      .as = g_new(uint32_t, LEADERS)};
  for (uint32_t as = 0; as < info->map->ases; as++) {
    if (info->survey->reach[as]) continue;
    if (list.count < LEADERS) list.as[list.count++] = as;
    list.total++;
  }
  g_array_append_val(info->lists, list);
}

static void fill_lists(struct info *info) {
  list_clique(info);
  list_leaders(info, "degree", "Highest degree", SURVEY_DEGREE);
  list_leaders(info, "cone", "Largest customer cone", SURVEY_CONE);
  list_leaders(info, "core", "Innermost by k-core", SURVEY_CORE);
  list_leaders(info, "betweenness",
               "Most in between, among the ASes of highest degree (at most " G_STRINGIFY(SURVEY_GREATS) ")",
               SURVEY_BETWEENNESS);
  list_cut_off(info);
}

static uint32_t region_ases(const struct map *map, uint32_t region) {
  uint32_t members = 0;
  for (uint32_t as = 0; as < map->ases; as++) members += map->region[as] == region;
  return members;
}

static const char *name_of(const struct map *map, uint32_t as) {
  return map->name && map->name[as] ? map->name[as] : "";
}

/* Text */

static void figures_text(const struct info *info, FILE *out) {
  const struct map *map = info->map;
  char said[SURVEY_SAID];
  for (guint i = 0; i < info->survey->figures->len; i++) {
    const struct survey_figure *figure = &g_array_index(info->survey->figures, struct survey_figure, i);
    survey_say(said, figure->unit, figure->value);
    if (!isnan(figure->value)) fprintf(out, "%-46s%14s\n", figure->words, said);
  }
  for (uint32_t region = 0; map->region && map->region_name[region]; region++)
    fprintf(out, "%-46s%14u\n", map->region_name[region], region_ases(map, region));
}

static void distributions_text(const struct info *info, FILE *out) {
  fprintf(out, "\n%-28s", "");
  survey_say_heading(out);
  for (guint i = 0; i < info->survey->distributions->len; i++) {
    const struct survey_distribution *distribution = &g_array_index(info->survey->distributions,
                                                                    struct survey_distribution, i);
    fprintf(out, "\n%-28s", distribution->words);
    survey_say_distribution(distribution->of, out);
  }
  fputc('\n', out);
}

static void list_text(const struct info *info, const struct list *list, FILE *out) {
  fprintf(out, "\n%s", list->words);
  if (list->total > list->count) fprintf(out, " (%u of %u)", list->count, list->total);
  fprintf(out, "\n  %-12s%-26s%8s%10s%8s%10s%8s%6s%9s\n", "AS", "name", "degree", "customers", "peers", "providers",
          "cone", "core", "between");
  for (uint32_t i = 0; i < list->count; i++) {
    uint32_t as = list->as[i];
    double *const *column = info->survey->column;
    fprintf(out, "  AS%-10u%-26s%8.0f%10.0f%8.0f%10.0f%8.0f%6.0f", info->map->asn[as], name_of(info->map, as),
            column[SURVEY_DEGREE][as], column[SURVEY_CUSTOMERS][as], column[SURVEY_PEERS][as],
            column[SURVEY_PROVIDERS][as], column[SURVEY_CONE][as], column[SURVEY_CORE][as]);
    if (column[SURVEY_BETWEENNESS][as] == SURVEY_NOTHING) fprintf(out, "%9s\n", "-");
    else fprintf(out, "%8.2f%%\n", column[SURVEY_BETWEENNESS][as]);
  }
}

static void info_text(const struct info *info, FILE *out) {
  figures_text(info, out);
  distributions_text(info, out);
  for (guint i = 0; i < info->lists->len; i++) {
    const struct list *list = &g_array_index(info->lists, struct list, i);
    if (list->count > 0) list_text(info, list, out);
  }
}

/* CSV */

static void row_csv(FILE *out, const char *const *field, int fields) {
  for (int i = 0; i < fields; i++) {
    if (i > 0) fputc(',', out);
    gboolean plain = strpbrk(field[i], ",\"\n") == NULL;
    if (plain) fputs(field[i], out);
    else csv_fwrite(out, field[i], strlen(field[i]));
  }
  fputc('\n', out);
}

static void value_csv(FILE *out, const char *figure, const char *name, enum survey_unit unit, double value) {
  char said[SURVEY_SAID];
  survey_say_csv(said, unit, value);
  if (!isnan(value)) row_csv(out, (const char *[]){figure, "", "", name, said}, 5);
}

static void figures_csv(const struct info *info, FILE *out) {
  const struct map *map = info->map;
  for (guint i = 0; i < info->survey->figures->len; i++) {
    const struct survey_figure *figure = &g_array_index(info->survey->figures, struct survey_figure, i);
    value_csv(out, figure->name, "", figure->unit, figure->value);
  }
  for (uint32_t region = 0; map->region && map->region_name[region]; region++)
    value_csv(out, "region", map->region_name[region], SURVEY_COUNT, region_ases(map, region));
}

static void distribution_csv(const struct survey_distribution *distribution, FILE *out) {
  value_csv(out, distribution->name, "", SURVEY_NUMBER, distribution_mean(distribution->of));
  for (int i = 0; i < SURVEY_QUANTILES; i++) {
    g_autofree char *name = g_strdup_printf("%s_%s", distribution->name, survey_quantiles[i].name);
    value_csv(out, name, "", SURVEY_COUNT, distribution_quantile(distribution->of, survey_quantiles[i].part));
  }
}

static void list_csv(const struct info *info, const struct list *list, FILE *out) {
  for (uint32_t i = 0; i < list->count; i++) {
    char rank[16], asn[16], value[32];
    uint32_t as = list->as[i];
    g_snprintf(rank, sizeof rank, "%u", i + 1);
    g_snprintf(asn, sizeof asn, "%u", info->map->asn[as]);
    g_snprintf(value, sizeof value, list->by == SURVEY_BETWEENNESS ? "%.4f" : "%.0f",
               info->survey->column[list->by][as]);
    row_csv(out, (const char *[]){list->name, rank, asn, name_of(info->map, as), value}, 5);
  }
}

static void info_csv(const struct info *info, FILE *out) {
  row_csv(out, (const char *[]){"figure", "rank", "asn", "name", "value"}, 5);
  figures_csv(info, out);
  for (guint i = 0; i < info->survey->distributions->len; i++)
    distribution_csv(&g_array_index(info->survey->distributions, struct survey_distribution, i), out);
  for (guint i = 0; i < info->lists->len; i++) list_csv(info, &g_array_index(info->lists, struct list, i), out);
}

gboolean info_write(const struct map *map, enum info_format format, FILE *out, GError **error) {
  struct survey *survey = survey_new(map, error);
  if (!survey) return FALSE;
  struct info info = {survey, map, g_array_new(FALSE, FALSE, sizeof(struct list))};
  fill_lists(&info);
  if (format == INFO_CSV) info_csv(&info, out);
  else info_text(&info, out);
  for (guint i = 0; i < info.lists->len; i++) g_free(g_array_index(info.lists, struct list, i).as);
  g_array_free(info.lists, TRUE);
  survey_free(survey);
  return TRUE;
}
