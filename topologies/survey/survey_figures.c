#include "topologies/survey/survey_figures.h"

#include <math.h>

#define LONGEST 10 /* lengths of ways that have a figure of their own */
#define DEEPEST 5

static void add(struct survey *survey, const char *name, const char *words, enum survey_unit unit, double value) {
  struct survey_figure figure = {.unit = unit, .value = value};
  g_strlcpy(figure.name, name, sizeof figure.name);
  g_strlcpy(figure.words, words, sizeof figure.words);
  g_array_append_val(survey->figures, figure);
}

static void add_count(struct survey *survey, const char *name, const char *words, double value) {
  add(survey, name, words, SURVEY_COUNT, value);
}

/* `of` parts of `all`, NaN for none of nothing. */
static void add_share(struct survey *survey, const char *name, const char *words, double of, double all) {
  add(survey, name, words, SURVEY_SHARE, all > 0 ? of / all : NAN);
}

static void count_links(struct survey *survey) {
  const struct map *map = survey->map;
  uint32_t kinds[MAP_SIBLING + 1] = {0};
  for (uint32_t i = 0; i < map->links; i++) kinds[map->link[i].kind]++;
  add_count(survey, "ases", "ASes", map->ases);
  add_count(survey, "links", "links", map->links);
  add(survey, "links_per_as", "  per AS", SURVEY_NUMBER, (double)map->links / map->ases);
  add_count(survey, "transit_links", "  provider and customer", kinds[MAP_TRANSIT]);
  add_count(survey, "peer_links", "  peers", kinds[MAP_PEER]);
  add_count(survey, "sibling_links", "  siblings", kinds[MAP_SIBLING]);
  add_share(survey, "transit_link_share", "  share of provider and customer", kinds[MAP_TRANSIT], map->links);
}

/* Who is at the ends of links: how many of the two sell transit. */
static void count_ends(struct survey *survey) {
  const struct map *map = survey->map;
  const double *customers = survey->column[SURVEY_CUSTOMERS];
  uint32_t peerings[3] = {0}, stub_customers = 0, peers = 0, transit = 0;
  for (uint32_t i = 0; i < map->links; i++) {
    const struct map_link *link = &map->link[i];
    transit += link->kind == MAP_TRANSIT;
    stub_customers += link->kind == MAP_TRANSIT && customers[link->b] == 0;
    peers += link->kind == MAP_PEER;
    if (link->kind == MAP_PEER) peerings[(customers[link->a] > 0) + (customers[link->b] > 0)]++;
  }
  add_share(survey, "peer_links_transit", "peerings of two that sell transit", peerings[2], peers);
  add_share(survey, "peer_links_mixed", "  of one that does", peerings[1], peers);
  add_share(survey, "peer_links_stub", "  of two that do not", peerings[0], peers);
  add_share(survey, "transit_links_stub", "customers that sell none, share of the links", stub_customers, transit);
}

static void count_ases(struct survey *survey) {
  uint32_t sellers = 0, stubs = 0, multihomed = 0, multihomed_stubs = 0, peering = 0, ases = survey->map->ases;
  for (uint32_t as = 0; as < ases; as++) {
    gboolean sells = survey->column[SURVEY_CUSTOMERS][as] > 0, several = survey->column[SURVEY_PROVIDERS][as] > 1;
    sellers += sells;
    stubs += !sells;
    multihomed += several;
    multihomed_stubs += !sells && several;
    peering += survey->column[SURVEY_PEERS][as] > 0;
  }
  add_count(survey, "transit_ases", "ASes that sell transit", sellers);
  add_count(survey, "stubs", "ASes that sell none", stubs);
  add_share(survey, "stub_share", "  share of the ASes", stubs, ases);
  add_count(survey, "multihomed_stubs", "  with two providers or more", multihomed_stubs);
  add_share(survey, "multihomed_stub_share", "  share of those that sell none", multihomed_stubs, stubs);
  add_share(survey, "multihomed_share", "ASes with two providers or more", multihomed, ases);
  add_share(survey, "peering_share", "ASes that peer", peering, ases);
}

static void count_prefixes(struct survey *survey) {
  double total = 0;
  for (uint32_t as = 0; survey->map->prefixes && as < survey->map->ases; as++) total += survey->map->prefixes[as];
  add_count(survey, "prefixes", "prefixes", survey->map->prefixes ? total : NAN);
}

static void count_clique(struct survey *survey) {
  const struct map *map = survey->map;
  gboolean *member = g_new0(gboolean, map->ases), *buyer = g_new0(gboolean, map->ases);
  uint32_t inside = 0, sold = 0, buyers = 0, transit = 0;
  for (uint32_t i = 0; i < map->clique_size; i++) member[map->clique[i]] = TRUE;
  for (uint32_t i = 0; i < map->links; i++) {
    const struct map_link *link = &map->link[i];
    transit += link->kind == MAP_TRANSIT;
    inside += member[link->a] && member[link->b];
    if (link->kind != MAP_TRANSIT || !member[link->a]) continue;
    sold++;
    buyer[link->b] = TRUE;
  }
  for (uint32_t as = 0; as < map->ases; as++) buyers += buyer[as];
  add_count(survey, "clique_size", "ASes in the clique", map->clique_size);
  add_count(survey, "clique_links", "  links among them", inside);
  add_share(survey, "clique_buyers", "  ASes that buy from them", buyers, map->ases);
  add_share(survey, "clique_sales", "  share of all customers' links", sold, transit);
  g_free(member);
  g_free(buyer);
}

static void count_graph(struct survey *survey, const struct graph *graph) {
  uint32_t innermost = 0, inside = 0;
  for (uint32_t as = 0; as < survey->map->ases; as++) innermost = MAX(innermost, graph->core[as]);
  for (uint32_t as = 0; as < survey->map->ases; as++) inside += graph->core[as] == innermost;
  add_count(survey, "components", "connected components", graph->components);
  add_count(survey, "largest_component", "  ASes in the largest", graph->largest);
  add_count(survey, "innermost_core", "innermost k-core: k", innermost);
  add_count(survey, "innermost_core_ases", "  ASes in it", inside);
  add(survey, "clustering", "clustering: mean of the ASes", SURVEY_NUMBER, graph->clustering);
  add(survey, "assortativity", "assortativity of degrees", SURVEY_NUMBER, graph->assortativity);
}

static void count_cut_off(struct survey *survey, const struct valley *valley) {
  uint32_t cut_off = 0;
  for (uint32_t as = 0; as < survey->map->ases; as++) cut_off += !survey->reach[as];
  add_count(survey, "cut_off_ases", "ASes without a valley-free way to the clique", cut_off);
  add(survey, "cut_off_pairs", "pairs without a valley-free way", SURVEY_SHARE, valley->cut_off);
}

static void add_exponent(struct survey *survey, const char *of, const char *name, const char *words) {
  add(survey, name, words, SURVEY_NUMBER, distribution_exponent(survey_distribution(survey, of), SURVEY_TAIL));
}

static void count_tails(struct survey *survey) {
  add_exponent(survey, "customer_degree", "customer_exponent", "exponent from 10 on: customers");
  add_exponent(survey, "peer_degree", "peer_exponent", "  peers");
  add_exponent(survey, "degree", "degree_exponent", "  links");
  add_exponent(survey, "cone", "cone_exponent", "  ASes in the customer cone");
}

/* The share of each value from `first` to `last` of a distribution. */
static void count_shares(struct survey *survey, const char *of, uint32_t first, uint32_t last, const char *words) {
  for (uint32_t value = first; value <= last; value++) {
    g_autofree char *name = g_strdup_printf("%s_%u", of, value);
    g_autofree char *line = value == first ? g_strdup_printf("%s: %u", words, value) : g_strdup_printf("  %u", value);
    add(survey, name, line, SURVEY_SHARE, distribution_share(survey_distribution(survey, of), value));
  }
}

void survey_figures_take(struct survey *survey, const struct graph *graph, const struct valley *valley) {
  count_links(survey);
  count_ases(survey);
  count_prefixes(survey);
  count_ends(survey);
  count_clique(survey);
  count_graph(survey, graph);
  count_cut_off(survey, valley);
  count_tails(survey);
  count_shares(survey, "depth", 0, DEEPEST, "links up to the clique");
  count_shares(survey, "path_length", 1, LONGEST, "shortest way in links");
  count_shares(survey, "preferred_length", 1, LONGEST, "preferred way in links");
}
