#include "tests/atlas.h"
#include "topologies/survey/contrast.h"

#include <stdlib.h>
#include <string.h>

static char *contrast(const struct map *map, const struct map *model, enum info_format format) {
  char *text = NULL;
  size_t length = 0;
  FILE *file = open_memstream(&text, &length);
  g_assert_true(contrast_write(map, "the map", model, "the model", format, file, NULL));
  g_assert_cmpint(fclose(file), ==, 0);
  g_assert_null(strstr(text, "nan"));
  g_assert_null(strstr(text, "inf"));
  return text;
}

/* Every row must have six fields. The difference of those that have one is 0, the ratio 1, the distance 0. */
static void expect_no_difference(char **row) {
  g_assert_cmpstr(row[0], ==, "figure,map,model,difference,ratio,distance");
  for (guint i = 1; row[i] && *row[i]; i++) {
    g_auto(GStrv) field = g_strsplit(row[i], ",", -1);
    g_assert_cmpuint(g_strv_length(field), ==, 6);
    g_assert_cmpstr(field[1], ==, field[2]);
    if (*field[3]) g_assert_cmpfloat(g_ascii_strtod(field[3], NULL), ==, 0);
    if (*field[4]) g_assert_cmpfloat(g_ascii_strtod(field[4], NULL), ==, 1);
    if (*field[5]) g_assert_cmpfloat(g_ascii_strtod(field[5], NULL), ==, 0);
  }
}

static void with_itself(void) {
  for (uint64_t seed = 0; seed < 20; seed++) {
    struct map *map = atlas_random(seed, 60, 40 + 20 * (uint32_t)seed);
    char *csv = contrast(map, map, INFO_CSV), *text = contrast(map, map, INFO_TEXT);
    g_auto(GStrv) row = g_strsplit(csv, "\n", -1);
    g_assert_cmpuint(g_strv_length(row), >, 100);
    expect_no_difference(row);
    g_assert_null(strstr(text, "+"));
    g_assert_null(strstr(text, "points"));
    free(text);
    free(csv);
    map_free(map);
  }
}

/* A provider with two customers against one with two peers below it that share a second provider. */
#define MAP "1|2|-1, 1|3|-1"
#define MODEL "# input clique: 1 4, 1|4|0, 1|2|-1, 1|3|-1, 4|2|-1, 4|3|-1, 2|3|0"

static void by_hand(void) {
  static const char *const row[] = {
      "\nases,3,4,-1,0.750000,\n",
      "\nlinks,2,6,-4,0.333333,\n",
      "\ntransit_link_share,1.000000,0.666667,0.333333,1.500000,\n",
      "\npeer_links,0,2,-2,0.000000,\n",
      "\npeer_links_stub,,0.500000,,,\n",
      "\nsibling_links,0,0,0,,\n",
      "\nclique_size,1,2,-1,0.500000,\n",
      "\nclique_common,1,1,0,1.000000,\n",
      /* 0: 1/3 and 2/4; 1: 1 and 2/4 */
      "\nprovider_degree,0.666667,1.000000,-0.333333,0.666667,0.500000\n",
      "\nprovider_degree_most,1,2,-1,0.500000,\n",
      "\npeer_degree,0.000000,1.000000,-1.000000,0.000000,1.000000\n",
      "\npeer_degree_peering,,1.000000,,,\n",
      "\ncustomer_degree,0.666667,1.000000,-0.333333,0.666667,0.166667\n",
  };
  static const char *const line[] = {
      "A: the map\nB: the model\n",
      "\nASes                                                       3             4         -25.0 %\n",
      "\n  share of provider and customer                    100.00 %       66.67 %   +33.33 points\n",
      "\n  siblings                                                 0             0               0\n",
      "\n  of two that do not                                       -       50.00 %               -\n",
      "\nproviders                      0.667     1     1     1     1     1   1.000     0     2     2     2     2    "
      "0.5000\n",
      "0.5000\n",
      "\n  of ASes that peer                -     -     -     -     -     -   1.000     1     1     1     1     1      "
      "   -\n",
      "  -\n",
  };
  struct map *map = atlas_read(MAP), *model = atlas_read(MODEL);
  char *csv = contrast(map, model, INFO_CSV), *text = contrast(map, model, INFO_TEXT);
  for (size_t i = 0; i < G_N_ELEMENTS(row); i++)
    if (!strstr(csv, row[i])) g_error("%s is not in\n%s", row[i], csv);
  for (size_t i = 0; i < G_N_ELEMENTS(line); i++)
    if (!strstr(text, line[i])) g_error("%s is not in\n%s", line[i], text);
  free(text);
  free(csv);
  map_free(map);
  map_free(model);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/contrast/a map does not differ from itself", with_itself);
  g_test_add_func("/contrast/two maps by hand", by_hand);
  return g_test_run();
}
