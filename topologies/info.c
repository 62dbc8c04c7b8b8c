/* info.c: first everything is measured, then written.
 *
 * Both formats come from the same two kinds of row: a figure of the whole map, and a list of ASes
 * that lead in one column.
 */
#include "topologies/info.h"

#include "topologies/cone.h"
#include "topologies/graph.h"
#include "topologies/rank.h"

#include <csv.h>
#include <string.h>

#define LEADERS 10
#define GREATS 500
#define NO_SHARE (-1.0)

/* What is said of one AS. Betweenness is in percent, NO_SHARE outside the greats. */
enum column { DEGREE, CUSTOMERS, PEERS, PROVIDERS, CONE, CORE, BETWEENNESS, COLUMNS };

struct figure {
  const char *name, *words;
  double value;
};

struct list {
  const char *name, *words;
  enum column by; /* the value of the CSV row */
  uint32_t *as, count, total;
};

struct survey {
  const struct map *map;
  double *column[COLUMNS]; /* [ases] */
  GArray *figures;         /* struct figure */
  GArray *lists;           /* struct list */
};

static void add_figure(struct survey *survey, const char *name, const char *words, double value) {
  struct figure figure = {name, words, value};
  g_array_append_val(survey->figures, figure);
}

static void add_leaders(struct survey *survey, const char *name, const char *words, enum column by) {
  struct list list = {.name = name, .words = words, .by = by};
  list.as = rank_leaders(survey->column[by], survey->column[DEGREE], survey->map->ases, LEADERS, &list.count);
  while (list.count > 0 && survey->column[by][list.as[list.count - 1]] == NO_SHARE) list.count--;
  list.total = list.count;
  g_array_append_val(survey->lists, list);
}

static void fill_columns(struct survey *survey, const struct adjacency *adjacency, const struct graph *graph) {
  uint32_t *cone = cone_sizes(adjacency);
  for (int i = 0; i < COLUMNS; i++) survey->column[i] = g_new(double, survey->map->ases);
  for (uint32_t as = 0; as < survey->map->ases; as++) {
    survey->column[DEGREE][as] = adjacency_degree(adjacency, as);
    survey->column[CUSTOMERS][as] = adjacency_customers(adjacency, as);
    survey->column[PEERS][as] = adjacency->siblings[as] - adjacency->peers[as];
    survey->column[PROVIDERS][as] = adjacency_providers(adjacency, as);
    survey->column[CONE][as] = cone[as];
    survey->column[CORE][as] = graph->core[as];
    survey->column[BETWEENNESS][as] = NO_SHARE;
  }
  for (uint32_t i = 0; i < graph->greats; i++)
    survey->column[BETWEENNESS][graph->great[i]] = 100 * graph->betweenness[i];
  g_free(cone);
}

static void count_links(struct survey *survey) {
  const struct map *map = survey->map;
  uint32_t kinds[MAP_SIBLING + 1] = {0};
  for (uint32_t i = 0; i < map->links; i++) kinds[map->link[i].kind]++;
  add_figure(survey, "ases", "ASes", map->ases);
  add_figure(survey, "links", "links", map->links);
  add_figure(survey, "transit_links", "  provider and customer", kinds[MAP_TRANSIT]);
  add_figure(survey, "peer_links", "  peers", kinds[MAP_PEER]);
  add_figure(survey, "sibling_links", "  siblings", kinds[MAP_SIBLING]);
}

static void count_ases(struct survey *survey) {
  uint32_t sellers = 0, stubs = 0, multihomed = 0;
  for (uint32_t as = 0; as < survey->map->ases; as++) {
    gboolean sells = survey->column[CUSTOMERS][as] > 0;
    sellers += sells;
    stubs += !sells;
    multihomed += !sells && survey->column[PROVIDERS][as] > 1;
  }
  add_figure(survey, "transit_ases", "ASes that sell transit", sellers);
  add_figure(survey, "stubs", "ASes that sell none", stubs);
  add_figure(survey, "multihomed_stubs", "  with two providers or more", multihomed);
}

static void count_prefixes(struct survey *survey) {
  double total = 0;
  for (uint32_t as = 0; survey->map->prefixes && as < survey->map->ases; as++) total += survey->map->prefixes[as];
  if (survey->map->prefixes) add_figure(survey, "prefixes", "prefixes", total);
}

static void count_regions(struct survey *survey) {
  const struct map *map = survey->map;
  for (uint32_t region = 0; map->region && map->region_name[region]; region++) {
    uint32_t members = 0;
    for (uint32_t as = 0; as < map->ases; as++) members += map->region[as] == region;
    add_figure(survey, "region", map->region_name[region], members);
  }
}

static void count_graph(struct survey *survey, const struct graph *graph) {
  uint32_t innermost = 0, inside = 0;
  for (uint32_t as = 0; as < survey->map->ases; as++) innermost = MAX(innermost, graph->core[as]);
  for (uint32_t as = 0; as < survey->map->ases; as++) inside += graph->core[as] == innermost;
  add_figure(survey, "components", "connected components", graph->components);
  add_figure(survey, "largest_component", "  ASes in the largest", graph->largest);
  add_figure(survey, "innermost_core", "innermost k-core: k", innermost);
  add_figure(survey, "innermost_core_ases", "  ASes in it", inside);
}

static void list_clique(struct survey *survey) {
  const struct map *map = survey->map;
  struct list list = {.name = "clique",
                      .words = "Tier-1 clique",
                      .by = CONE,
                      .count = map->clique_size,
                      .total = map->clique_size,
                      .as = g_memdup2(map->clique, map->clique_size * sizeof *map->clique)};
  g_array_append_val(survey->lists, list);
}

static void list_cut_off(struct survey *survey, const struct adjacency *adjacency) {
  gboolean *reach = cone_reach_clique(survey->map, adjacency);
  struct list list = {.name = "cut_off",
                      .words = "Without a valley-free way to the clique",
                      .by = DEGREE,
                      .as = g_new(uint32_t, LEADERS)};
  for (uint32_t as = 0; as < survey->map->ases; as++) {
    if (reach[as]) continue;
    if (list.count < LEADERS) list.as[list.count++] = as;
    list.total++;
  }
  add_figure(survey, "cut_off_ases", "ASes without a valley-free way to the clique", list.total);
  g_array_append_val(survey->lists, list);
  g_free(reach);
}

static void survey_take(struct survey *survey, const struct adjacency *adjacency, const struct graph *graph) {
  fill_columns(survey, adjacency, graph);
  count_links(survey);
  count_ases(survey);
  count_prefixes(survey);
  count_regions(survey);
  count_graph(survey, graph);
  list_clique(survey);
  add_leaders(survey, "degree", "Highest degree", DEGREE);
  add_leaders(survey, "cone", "Largest customer cone", CONE);
  add_leaders(survey, "core", "Innermost by k-core", CORE);
  add_leaders(survey, "betweenness",
              "Most in between, among the ASes of highest degree (at most " G_STRINGIFY(GREATS) ")", BETWEENNESS);
  list_cut_off(survey, adjacency);
}

static void survey_clear(struct survey *survey) {
  for (guint i = 0; i < survey->lists->len; i++) g_free(g_array_index(survey->lists, struct list, i).as);
  for (int i = 0; i < COLUMNS; i++) g_free(survey->column[i]);
  g_array_free(survey->lists, TRUE);
  g_array_free(survey->figures, TRUE);
}

static const char *name_of(const struct map *map, uint32_t as) {
  return map->name && map->name[as] ? map->name[as] : "";
}

static void list_text(const struct survey *survey, const struct list *list, FILE *out) {
  fprintf(out, "\n%s", list->words);
  if (list->total > list->count) fprintf(out, " (%u of %u)", list->count, list->total);
  fprintf(out, "\n  %-12s%-26s%8s%10s%8s%10s%8s%6s%9s\n", "AS", "name", "degree", "customers", "peers", "providers",
          "cone", "core", "between");
  for (uint32_t i = 0; i < list->count; i++) {
    uint32_t as = list->as[i];
    double *const *column = survey->column;
    fprintf(out, "  AS%-10u%-26s%8.0f%10.0f%8.0f%10.0f%8.0f%6.0f", survey->map->asn[as], name_of(survey->map, as),
            column[DEGREE][as], column[CUSTOMERS][as], column[PEERS][as], column[PROVIDERS][as], column[CONE][as],
            column[CORE][as]);
    if (column[BETWEENNESS][as] == NO_SHARE) fprintf(out, "%9s\n", "-");
    else fprintf(out, "%8.2f%%\n", column[BETWEENNESS][as]);
  }
}

static void survey_text(const struct survey *survey, FILE *out) {
  for (guint i = 0; i < survey->figures->len; i++) {
    const struct figure *figure = &g_array_index(survey->figures, struct figure, i);
    fprintf(out, "%-46s%10.0f\n", figure->words, figure->value);
  }
  for (guint i = 0; i < survey->lists->len; i++) {
    const struct list *list = &g_array_index(survey->lists, struct list, i);
    if (list->count > 0) list_text(survey, list, out);
  }
}

static void row_csv(FILE *out, const char *const *field, int fields) {
  for (int i = 0; i < fields; i++) {
    if (i > 0) fputc(',', out);
    gboolean plain = strpbrk(field[i], ",\"\n") == NULL;
    if (plain) fputs(field[i], out);
    else csv_fwrite(out, field[i], strlen(field[i]));
  }
  fputc('\n', out);
}

static void list_csv(const struct survey *survey, const struct list *list, FILE *out) {
  for (uint32_t i = 0; i < list->count; i++) {
    char rank[16], asn[16], value[32];
    uint32_t as = list->as[i];
    g_snprintf(rank, sizeof rank, "%u", i + 1);
    g_snprintf(asn, sizeof asn, "%u", survey->map->asn[as]);
    g_snprintf(value, sizeof value, list->by == BETWEENNESS ? "%.4f" : "%.0f", survey->column[list->by][as]);
    row_csv(out, (const char *[]){list->name, rank, asn, name_of(survey->map, as), value}, 5);
  }
}

static void survey_csv(const struct survey *survey, FILE *out) {
  row_csv(out, (const char *[]){"figure", "rank", "asn", "name", "value"}, 5);
  for (guint i = 0; i < survey->figures->len; i++) {
    const struct figure *figure = &g_array_index(survey->figures, struct figure, i);
    char value[32];
    g_snprintf(value, sizeof value, "%.0f", figure->value);
    const char *name = strcmp(figure->name, "region") == 0 ? figure->words : "";
    row_csv(out, (const char *[]){figure->name, "", "", name, value}, 5);
  }
  for (guint i = 0; i < survey->lists->len; i++) list_csv(survey, &g_array_index(survey->lists, struct list, i), out);
}

gboolean info_write(const struct map *map, enum info_format format, FILE *out, GError **error) {
  struct adjacency *adjacency = adjacency_new(map);
  struct graph *graph = graph_new(map, adjacency, GREATS, error);
  if (graph) {
    struct survey survey = {.map = map,
                            .figures = g_array_new(FALSE, FALSE, sizeof(struct figure)),
                            .lists = g_array_new(FALSE, FALSE, sizeof(struct list))};
    survey_take(&survey, adjacency, graph);
    if (format == INFO_CSV) survey_csv(&survey, out);
    else survey_text(&survey, out);
    survey_clear(&survey);
  }
  gboolean good = graph != NULL;
  graph_free(graph);
  adjacency_free(adjacency);
  return good;
}
