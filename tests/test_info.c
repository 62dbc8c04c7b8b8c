#include "tests/atlas.h"
#include "topologies/survey/info.h"

#include <stdlib.h>
#include <string.h>

/* Four peers in a mesh with a tail of two, and a separate pair. */
#define KITE "1|2|0, 1|3|0, 1|4|0, 2|3|0, 2|4|0, 3|4|0, 4|5|-1, 5|6|-1, 8|7|-1"

static char *info(const struct map *map, enum info_format format) {
  char *text = NULL;
  size_t length = 0;
  FILE *file = open_memstream(&text, &length);
  g_assert_true(info_write(map, format, file, NULL));
  g_assert_cmpint(fclose(file), ==, 0);
  g_assert_null(strstr(text, "nan"));
  return text;
}

static void expect_all(const char *text, const char *const *part, size_t parts) {
  for (size_t i = 0; i < parts; i++)
    if (!strstr(text, part[i])) g_error("%s is not in\n%s", part[i], text);
}

static void csv_of_a_kite(void) {
  static const char *const row[] = {
      "figure,rank,asn,name,value\n",
      "\nases,,,,8\n",
      "\nlinks,,,,9\n",
      "\ntransit_links,,,,3\n",
      "\npeer_links,,,,6\n",
      "\nsibling_links,,,,0\n",
      "\ntransit_ases,,,,3\n",
      "\nstubs,,,,5\n",
      "\nstub_share,,,,0.625000\n",
      "\ncomponents,,,,2\n",
      "\nlargest_component,,,,6\n",
      "\ninnermost_core,,,,3\n",
      "\ninnermost_core_ases,,,,4\n",
      "\ncut_off_ases,,,,2\n",
      "\ndegree,,,,2.250000\n",
      "\ndegree_median,,,,2\n",
      "\ndegree_most,,,,4\n",
      "\nclique,1,1,,1\n",
      "\nclique,4,4,,3\n",
      "\ndegree,1,4,,4\n",
      "\ncone,1,4,,3\n",
      "\nbetweenness,1,4,,28.5714\n",
      "\ncore,1,4,,3\n",
      "\ncut_off,1,7,,1\n",
      "\ncut_off,2,8,,1\n",
  };
  struct map *map = atlas_read(KITE);
  char *csv = info(map, INFO_CSV);
  expect_all(csv, row, G_N_ELEMENTS(row));
  g_assert_null(strstr(csv, "\nregion,"));
  g_assert_null(strstr(csv, "\nprefixes,"));
  free(csv);
  map_free(map);
}

static void text_of_a_kite(void) {
  static const char *const line[] = {
      "ASes                                                       8\n",
      "\n  share of the ASes                                  62.50 %\n",
      "\nproviders                      0.375     0     1     1     1     1\n",
      "\nTier-1 clique\n",
      "\n  AS4                                          4         1       3         0       3     3   28.57%\n",
      "\nWithout a valley-free way to the clique\n",
  };
  struct map *map = atlas_read(KITE);
  char *text = info(map, INFO_TEXT);
  expect_all(text, line, G_N_ELEMENTS(line));
  g_assert_null(strstr(text, "prefixes"));
  free(text);
  map_free(map);
}

static void regions_and_names(void) {
  static const char *const row[] = {
      "\nprefixes,,,,60\n",
      "\nregion,,,North,2\n",
      "\nregion,,,\"South, East\",1\n",
      "\ncone,1,1,\"One, Inc.\",3\n",
  };
  struct map *map = atlas_read("1|2|-1, 1|3|-1");
  map->prefixes = g_memdup2((const uint32_t[]){10, 20, 30}, 3 * sizeof(uint32_t));
  map->region = g_memdup2((const uint8_t[]){0, 1, 0}, 3);
  map->region_name = g_strsplit("North;South, East", ";", -1);
  map->name = g_new0(char *, 3);
  map->name[0] = g_strdup("One, Inc.");
  char *csv = info(map, INFO_CSV);
  expect_all(csv, row, G_N_ELEMENTS(row));
  free(csv);
  map_free(map);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/info/CSV of a kite", csv_of_a_kite);
  g_test_add_func("/info/text of a kite", text_of_a_kite);
  g_test_add_func("/info/prefixes, regions and names that a map has", regions_and_names);
  return g_test_run();
}
