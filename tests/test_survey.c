#include "tests/atlas.h"
#include "topologies/survey/survey.h"

#include <math.h>

/* Two at the top, two below them that peer, two stubs that peer, a sibling of one of these. */
#define TOWN "# input clique: 1 2, 1|2|0, 1|3|-1, 2|3|-1, 1|4|-1, 3|5|-1, 4|5|-1, 4|6|-1, 3|4|0, 5|6|0, 6|7|2"

struct known {
  const char *name;
  double value;
};

static double figure(const struct survey *survey, const char *name) {
  for (guint i = 0; i < survey->figures->len; i++) {
    const struct survey_figure *figure = &g_array_index(survey->figures, struct survey_figure, i);
    if (g_str_equal(figure->name, name)) return figure->value;
  }
  g_error("no figure %s", name);
}

static void figures_by_hand(void) {
  static const struct known known[] = {
      {"ases", 7},
      {"links", 10},
      {"links_per_as", 10 / 7.0},
      {"transit_links", 6},
      {"peer_links", 3},
      {"sibling_links", 1},
      {"transit_link_share", 0.6},
      {"transit_ases", 4},
      {"stubs", 3},
      {"stub_share", 3 / 7.0},
      {"multihomed_stubs", 1},
      {"multihomed_stub_share", 1 / 3.0},
      {"multihomed_share", 2 / 7.0},
      {"peering_share", 6 / 7.0},
      {"peer_links_transit", 2 / 3.0},
      {"peer_links_mixed", 0},
      {"peer_links_stub", 1 / 3.0},
      {"transit_links_stub", 0.5},
      {"clique_size", 2},
      {"clique_links", 1},
      {"clique_buyers", 2 / 7.0},
      {"clique_sales", 0.5},
      {"components", 1},
      {"largest_component", 7},
      {"innermost_core", 2},
      {"innermost_core_ases", 6},
      {"cut_off_ases", 0},
      {"depth_0", 2 / 7.0},
      {"depth_1", 2 / 7.0},
      {"depth_2", 2 / 7.0},
      {"depth_3", 1 / 7.0},
      {"depth_4", 0},
      {"path_length_1", 20 / 42.0},
  };
  struct map *map = atlas_read(TOWN);
  struct survey *survey = survey_new(map, NULL);
  for (size_t i = 0; i < G_N_ELEMENTS(known); i++) {
    g_test_message("%s", known[i].name);
    g_assert_cmpfloat_with_epsilon(figure(survey, known[i].name), known[i].value, 1e-12);
  }
  g_assert_true(isnan(figure(survey, "prefixes")));
  g_assert_true(isnan(figure(survey, "customer_exponent")));
  survey_free(survey);
  map_free(map);
}

static void distributions_by_hand(void) {
  static const struct {
    const char *name;
    uint64_t weight[6]; /* of 0, 1, ... */
  } known[] = {
      {"provider_degree", {3, 2, 2}},
      {"provider_degree_transit", {2, 1, 1}},
      {"provider_degree_stub", {1, 1, 1}},
      {"customer_degree", {3, 2, 2}},
      {"customer_degree_transit", {0, 2, 2}},
      {"peer_degree", {1, 6}},
      {"peer_degree_peering", {0, 6}},
      {"degree", {0, 1, 1, 3, 2}},
      {"degree_transit", {0, 0, 1, 1, 2}},
      {"cone", {0, 3, 1, 2, 0, 1}},
      {"cone_transit", {0, 0, 1, 2, 0, 1}},
      {"core", {0, 1, 6}},
      {"core_transit", {0, 0, 4}},
      {"depth", {2, 2, 2, 1}},
  };
  struct map *map = atlas_read(TOWN);
  struct survey *survey = survey_new(map, NULL);
  for (size_t i = 0; i < G_N_ELEMENTS(known); i++) {
    const struct distribution *of = survey_distribution(survey, known[i].name);
    struct distribution *wanted = distribution_of_weights(known[i].weight, 6);
    g_test_message("%s", known[i].name);
    g_assert_cmpmem(of->value, of->distinct * sizeof *of->value, wanted->value, wanted->distinct * sizeof *of->value);
    g_assert_cmpmem(of->weight, of->distinct * sizeof *of->weight, wanted->weight,
                    wanted->distinct * sizeof *of->weight);
    distribution_free(wanted);
  }
  survey_free(survey);
  map_free(map);
}

/* Nobody peers, nobody has two neighbours that could be linked, all degrees are equal. */
static void what_is_not_there(void) {
  static const char *const absent[] = {"peer_links_transit", "clustering", "assortativity", "peer_exponent"};
  struct map *map = atlas_read("1|2|-1");
  struct survey *survey = survey_new(map, NULL);
  for (size_t i = 0; i < G_N_ELEMENTS(absent); i++) g_assert_true(isnan(figure(survey, absent[i])));
  g_assert_cmpuint(survey_distribution(survey, "peer_degree_peering")->total, ==, 0);
  survey_free(survey);
  map_free(map);
}

/* AS3 reaches the clique over its peer, so nothing leads up from it; nor from AS4 below it. */
static void depth_is_a_way_up(void) {
  struct map *map = atlas_read("# input clique: 1, 1|2|-1, 2|3|0, 3|4|-1");
  static const double depth[] = {0, 1, SURVEY_NOTHING, SURVEY_NOTHING};
  struct survey *survey = survey_new(map, NULL);
  g_assert_cmpmem(survey->column[SURVEY_DEPTH], sizeof depth, depth, sizeof depth);
  g_assert_cmpuint(survey_distribution(survey, "depth")->total, ==, 2);
  survey_free(survey);
  map_free(map);
}

/* AS1 has 12 customers, AS2 10 of them as well, and 9 of the stubs peer with AS15. */
static void far_end(void) {
  g_autoptr(GString) text = g_string_new("# input clique: 1 2, 1|2|0");
  for (int as = 3; as < 15; as++) g_string_append_printf(text, ", 1|%d|-1", as);
  for (int as = 3; as < 13; as++) g_string_append_printf(text, ", 2|%d|-1", as);
  for (int as = 3; as < 12; as++) g_string_append_printf(text, ", %d|15|0", as);
  struct map *map = atlas_read(text->str);
  struct survey *survey = survey_new(map, NULL);
  const struct distribution *customers = survey_distribution(survey, "customer_degree_tail");
  g_assert_cmpuint(customers->total, ==, 2);
  g_assert_cmpfloat(customers->value[0], ==, 10);
  g_assert_cmpfloat(customers->value[1], ==, 12);
  g_assert_cmpuint(survey_distribution(survey, "cone_tail")->total, ==, 2);
  g_assert_cmpuint(survey_distribution(survey, "peer_degree_tail")->total, ==, 0);
  g_assert_cmpfloat_with_epsilon(figure(survey, "customer_exponent"), 1 + 2 / (log(10 / 9.5) + log(12 / 9.5)), 1e-12);
  survey_free(survey);
  map_free(map);
}

static void words(void) {
  static const struct {
    enum survey_unit unit;
    double value;
    const char *text, *csv;
  } cases[] = {
      {SURVEY_COUNT, 1234, "1234", "1234"},
      {SURVEY_SHARE, 0.56784, "56.78 %", "0.567840"},
      {SURVEY_NUMBER, -9.0124, "-9.012", "-9.012400"},
      {SURVEY_COUNT, NAN, "-", ""},
  };
  char said[SURVEY_SAID];
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    survey_say(said, cases[i].unit, cases[i].value);
    g_assert_cmpstr(said, ==, cases[i].text);
    survey_say_csv(said, cases[i].unit, cases[i].value);
    g_assert_cmpstr(said, ==, cases[i].csv);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/survey/figures of a town by hand", figures_by_hand);
  g_test_add_func("/survey/distributions of a town by hand", distributions_by_hand);
  g_test_add_func("/survey/what a map does not have is not a number", what_is_not_there);
  g_test_add_func("/survey/depth is the shortest way up, peerings left out", depth_is_a_way_up);
  g_test_add_func("/survey/the far end begins at ten", far_end);
  g_test_add_func("/survey/figures in words", words);
  return g_test_run();
}
