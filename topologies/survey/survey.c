#include "topologies/survey/survey.h"

#include "topologies/survey/cone.h"
#include "topologies/survey/graph.h"
#include "topologies/survey/survey_figures.h"
#include "topologies/survey/valley.h"

#include <math.h>
#include <string.h>

/* Links up to the clique, by a search downwards from it. */
static void fill_depth(struct survey *survey) {
  const struct map *map = survey->map;
  const struct adjacency *adjacency = survey->adjacency;
  double *depth = survey->column[SURVEY_DEPTH];
  uint32_t *queue = g_new(uint32_t, map->ases), queued = 0;
  for (uint32_t as = 0; as < map->ases; as++) depth[as] = SURVEY_NOTHING;
  for (uint32_t i = 0; i < map->clique_size; i++) {
    depth[map->clique[i]] = 0;
    queue[queued++] = map->clique[i];
  }
  for (uint32_t next = 0; next < queued; next++)
    for (uint32_t i = adjacency->first[queue[next]]; i < adjacency->providers[queue[next]]; i++) {
      uint32_t below = adjacency->neighbour[i];
      gboolean peering = i >= adjacency->peers[queue[next]] && i < adjacency->siblings[queue[next]];
      if (peering || depth[below] != SURVEY_NOTHING) continue;
      depth[below] = depth[queue[next]] + 1;
      queue[queued++] = below;
    }
  g_free(queue);
}

static void fill_columns(struct survey *survey, const struct graph *graph) {
  const struct adjacency *adjacency = survey->adjacency;
  uint32_t *cone = cone_sizes(adjacency);
  for (int i = 0; i < SURVEY_COLUMNS; i++) survey->column[i] = g_new(double, survey->map->ases);
  for (uint32_t as = 0; as < survey->map->ases; as++) {
    survey->column[SURVEY_DEGREE][as] = adjacency_degree(adjacency, as);
    survey->column[SURVEY_CUSTOMERS][as] = adjacency_customers(adjacency, as);
    survey->column[SURVEY_PEERS][as] = adjacency->siblings[as] - adjacency->peers[as];
    survey->column[SURVEY_PROVIDERS][as] = adjacency_providers(adjacency, as);
    survey->column[SURVEY_CONE][as] = cone[as];
    survey->column[SURVEY_CORE][as] = graph->core[as];
    survey->column[SURVEY_BETWEENNESS][as] = SURVEY_NOTHING;
  }
  for (uint32_t i = 0; i < graph->greats; i++)
    survey->column[SURVEY_BETWEENNESS][graph->great[i]] = 100 * graph->betweenness[i];
  g_free(cone);
  fill_depth(survey);
}

enum among { ALL, SELLERS, STUBS, PEERING, TAIL };

/* Four in five ASes sell nothing and peer with nobody, so over all ASes they hide the rest: the columns that are
 * about the rest are counted among the rest as well, and among the few at the far end. */
static const struct {
  const char *name, *words;
  enum survey_column column;
  enum among among;
} asked[] = {
    {"provider_degree", "providers", SURVEY_PROVIDERS, ALL},
    {"provider_degree_transit", "  of ASes that sell transit", SURVEY_PROVIDERS, SELLERS},
    {"provider_degree_stub", "  of ASes that sell none", SURVEY_PROVIDERS, STUBS},
    {"customer_degree", "customers", SURVEY_CUSTOMERS, ALL},
    {"customer_degree_transit", "  of ASes that sell transit", SURVEY_CUSTOMERS, SELLERS},
    {"customer_degree_tail", "  where 10 or more", SURVEY_CUSTOMERS, TAIL},
    {"peer_degree", "peers", SURVEY_PEERS, ALL},
    {"peer_degree_peering", "  of ASes that peer", SURVEY_PEERS, PEERING},
    {"peer_degree_tail", "  where 10 or more", SURVEY_PEERS, TAIL},
    {"degree", "links", SURVEY_DEGREE, ALL},
    {"degree_transit", "  of ASes that sell transit", SURVEY_DEGREE, SELLERS},
    {"degree_tail", "  where 10 or more", SURVEY_DEGREE, TAIL},
    {"cone", "ASes in the customer cone", SURVEY_CONE, ALL},
    {"cone_transit", "  of ASes that sell transit", SURVEY_CONE, SELLERS},
    {"cone_tail", "  where 10 or more", SURVEY_CONE, TAIL},
    {"core", "k of the innermost k-core", SURVEY_CORE, ALL},
    {"core_transit", "  of ASes that sell transit", SURVEY_CORE, SELLERS},
    {"depth", "links up to the clique", SURVEY_DEPTH, ALL},
};

static gboolean belongs(const struct survey *survey, uint32_t as, enum survey_column column, enum among among) {
  switch (among) {
  case ALL:
    return TRUE;
  case SELLERS:
    return survey->column[SURVEY_CUSTOMERS][as] > 0;
  case STUBS:
    return survey->column[SURVEY_CUSTOMERS][as] == 0;
  case PEERING:
    return survey->column[SURVEY_PEERS][as] > 0;
  case TAIL:
    return survey->column[column][as] >= SURVEY_TAIL;
  }
  g_assert_not_reached();
}

static struct distribution *distribute(const struct survey *survey, enum survey_column column, enum among among) {
  double *sample = g_new(double, survey->map->ases);
  uint32_t count = 0;
  for (uint32_t as = 0; as < survey->map->ases; as++)
    if (survey->column[column][as] != SURVEY_NOTHING && belongs(survey, as, column, among))
      sample[count++] = survey->column[column][as];
  struct distribution *of = distribution_new(sample, count);
  g_free(sample);
  return of;
}

static void add_distribution(struct survey *survey, const char *name, const char *words, struct distribution *of) {
  struct survey_distribution distribution = {name, words, of};
  g_array_append_val(survey->distributions, distribution);
}

const struct distribution *survey_distribution(const struct survey *survey, const char *name) {
  for (guint i = 0; i < survey->distributions->len; i++) {
    const struct survey_distribution *distribution = &g_array_index(survey->distributions, struct survey_distribution,
                                                                    i);
    if (strcmp(distribution->name, name) == 0) return distribution->of;
  }
  g_assert_not_reached();
}

/* Takes the lengths out of `valley`. */
static void take_distributions(struct survey *survey, struct valley *valley) {
  for (size_t i = 0; i < G_N_ELEMENTS(asked); i++)
    add_distribution(survey, asked[i].name, asked[i].words, distribute(survey, asked[i].column, asked[i].among));
  add_distribution(survey, "path_length", "shortest way, links", g_steal_pointer(&valley->shortest));
  add_distribution(survey, "preferred_length", "preferred way, links", g_steal_pointer(&valley->preferred));
}

struct survey *survey_new(const struct map *map, GError **error) {
  struct adjacency *adjacency = adjacency_new(map);
  struct graph *graph = graph_new(map, adjacency, SURVEY_GREATS, error);
  if (!graph) {
    adjacency_free(adjacency);
    return NULL;
  }
  struct survey *survey = g_new0(struct survey, 1);
  *survey = (struct survey){.map = map,
                            .adjacency = adjacency,
                            .reach = cone_reach_clique(map, adjacency),
                            .figures = g_array_new(FALSE, FALSE, sizeof(struct survey_figure)),
                            .distributions = g_array_new(FALSE, FALSE, sizeof(struct survey_distribution))};
  struct valley *valley = valley_new(adjacency, SURVEY_ORIGINS);
  fill_columns(survey, graph);
  take_distributions(survey, valley);
  survey_figures_take(survey, graph, valley);
  valley_free(valley);
  graph_free(graph);
  return survey;
}

void survey_free(struct survey *survey) {
  if (!survey) return;
  for (guint i = 0; i < survey->distributions->len; i++)
    distribution_free(g_array_index(survey->distributions, struct survey_distribution, i).of);
  for (int i = 0; i < SURVEY_COLUMNS; i++) g_free(survey->column[i]);
  g_array_free(survey->distributions, TRUE);
  g_array_free(survey->figures, TRUE);
  g_free(survey->reach);
  adjacency_free(survey->adjacency);
  g_free(survey);
}

const struct survey_quantile survey_quantiles[SURVEY_QUANTILES] = {
    {"median", "50%", 0.5}, {"p90", "90%", 0.9}, {"p99", "99%", 0.99}, {"p999", "99.9%", 0.999}, {"most", "most", 1}};

void survey_say(char text[SURVEY_SAID], enum survey_unit unit, double value) {
  if (isnan(value)) g_strlcpy(text, "-", SURVEY_SAID);
  else if (unit == SURVEY_COUNT) g_snprintf(text, SURVEY_SAID, "%.0f", value);
  else if (unit == SURVEY_SHARE) g_snprintf(text, SURVEY_SAID, "%.2f %%", 100 * value);
  else g_snprintf(text, SURVEY_SAID, "%.3f", value);
}

void survey_say_csv(char text[SURVEY_SAID], enum survey_unit unit, double value) {
  if (isnan(value)) text[0] = '\0';
  else g_snprintf(text, SURVEY_SAID, unit == SURVEY_COUNT ? "%.0f" : "%.6f", value);
}

void survey_say_distribution(const struct distribution *distribution, FILE *out) {
  char said[SURVEY_SAID];
  survey_say(said, SURVEY_NUMBER, distribution_mean(distribution));
  fprintf(out, " %7s", said);
  for (int i = 0; i < SURVEY_QUANTILES; i++) {
    survey_say(said, SURVEY_COUNT, distribution_quantile(distribution, survey_quantiles[i].part));
    fprintf(out, " %5s", said);
  }
}

void survey_say_heading(FILE *out) {
  fprintf(out, " %7s", "mean");
  for (int i = 0; i < SURVEY_QUANTILES; i++) fprintf(out, " %5s", survey_quantiles[i].words);
}
