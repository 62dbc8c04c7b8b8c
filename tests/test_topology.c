/* What topology_load and the commands do with CSV of countries and of weights beside the map. */
#include "scenarios/files/topology.h"

#include "tests/program.h"

#include <math.h>
#include <string.h>

static const char map_text[] = "# input clique: 10 20\n10|20|0\n10|30|-1\n20|40|-1\n20|50|-1\n";
static const char countries_text[] = "asn,country\n10,US\n20,DE\n30,BR\n40,EU\n";
static const char weights_text[] = "asn,prefixes,addresses\n30,7,1792\n50,2,512\n60,9,2304\n";

struct fixture {
  char *folder, *map, *countries, *weights;
};

static void setup(struct fixture *fixture, gconstpointer unused) {
  (void)unused;
  fixture->folder = program_folder();
  fixture->map = program_write(fixture->folder, "map.txt", map_text);
  fixture->countries = program_write(fixture->folder, "countries.csv", countries_text);
  fixture->weights = program_write(fixture->folder, "weights.csv", weights_text);
}

static void teardown(struct fixture *fixture, gconstpointer unused) {
  (void)unused;
  program_remove(fixture->folder);
  char *texts[] = {fixture->folder, fixture->map, fixture->countries, fixture->weights};
  for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) g_free(texts[i]);
}

static void columns(struct fixture *fixture, gconstpointer unused) {
  (void)unused;
  static const uint32_t prefixes[] = {0, 0, 7, 0, 2};
  GError *error = NULL;
  struct topology_options options = {
      .file = fixture->map, .countries = fixture->countries, .weights = fixture->weights, .seed = 1};
  struct map *map = topology_load(&options, &error);
  g_assert_no_error(error);
  g_assert_cmpmem(map->prefixes, sizeof prefixes, prefixes, sizeof prefixes);
  g_assert_cmpuint(map->addresses[2], ==, 1792);
  g_assert_cmpstr(map->region_name[map->region[0]], ==, "North America");
  g_assert_cmpstr(map->region_name[map->region[2]], ==, "Latin America");
  g_assert_cmpuint(map->region[3], ==, MAP_NOWHERE);
  g_assert_cmpuint(map->region[4], ==, MAP_NOWHERE);
  g_assert_true(isnan(map->latitude[4]));
  g_assert_cmpfloat(map->latitude[2], <, 5);
  map_free(map);
}

static void drawn(struct fixture *fixture, gconstpointer unused) {
  (void)unused;
  struct map *bare = topology_load(&(struct topology_options){.file = fixture->map, .as_is = TRUE}, NULL);
  struct map *map = topology_load(&(struct topology_options){.file = fixture->map, .seed = 1}, NULL);
  g_assert_true(!bare->prefixes && !bare->region && !bare->country && !bare->addresses);
  g_assert_true(map->prefixes && map->addresses && !map->region && !map->country);
  map_free(bare);
  map_free(map);
}

static void mistakes(struct fixture *fixture, gconstpointer unused) {
  (void)unused;
  g_autofree char *bad = program_write(fixture->folder, "bad.csv", "10,US\n20,Germany\n");
  g_autofree char *line = g_strdup_printf("topology convert %s --countries %s", fixture->map, bad);
  g_autofree char *said = g_strdup_printf("%s:2: found 'Germany', expected the two letters of a country", bad);
  program_expect_mistake(line, said);
  g_autofree char *weigh = g_strdup_printf("topology info %s --weights %s", fixture->map, bad);
  g_autofree char *number = g_strdup_printf("%s:1: found 'US', expected a number of prefixes up to 100000000", bad);
  program_expect_mistake(weigh, number);
  g_autofree char *absent = g_strdup_printf("topology info %s --countries %s/no", fixture->map, fixture->folder);
  g_autofree char *no = g_strdup_printf("%s/no: No such file or directory", fixture->folder);
  program_expect_mistake(absent, no);
}

/* What the CSV say goes into GraphML and comes out of it again. */
static void round_trip(struct fixture *fixture, gconstpointer unused) {
  (void)unused;
  g_autofree char *graph = g_build_filename(fixture->folder, "map.graphml", NULL);
  g_autofree char *line = g_strdup_printf("topology convert %s --countries %s --weights %s -o %s", fixture->map,
                                          fixture->countries, fixture->weights, graph);
  struct program program = program_run(line);
  g_assert_cmpstr(program.err, ==, "");
  g_assert_cmpint(program.status, ==, 0);
  program_clear(&program);
  struct topology_options first = {.file = fixture->map, .countries = fixture->countries, .weights = fixture->weights};
  struct map *map = topology_load(&first, NULL);
  struct map *again = topology_load(&(struct topology_options){.file = graph, .as_is = TRUE}, NULL);
  g_assert_cmpmem(map->country, map->ases, again->country, again->ases);
  g_assert_cmpmem(map->prefixes, map->ases * sizeof *map->prefixes, again->prefixes,
                  again->ases * sizeof *again->prefixes);
  for (uint32_t as = 0; as < map->ases; as++) {
    g_assert_true(isnan(map->latitude[as]) == isnan(again->latitude[as]));
    if (!isnan(map->latitude[as])) g_assert_cmpfloat(map->longitude[as], ==, again->longitude[as]);
  }
  map_free(map);
  map_free(again);
}

static const char scenario[] = "[scenario]\nbase = level3-2011-malformed\ntitle = regions\nduration = 3 min\n"
                               "[topology]\nfile = map.txt\ncountries = countries.csv\nweights = weights.csv\n"
                               "[origins]\nsample = all\n[trigger update]\norigin = 30\n"
                               "[cards]\ncarriers = 20 2\n[measure]\nfocus = 20\n"
                               "[compare]\nstrategies = rfc4271\n";

/* Files are found beside the scenario, regions are told, and run.ini says what was read. */
static void run(struct fixture *fixture, gconstpointer unused) {
  (void)unused;
  g_free(program_write(fixture->folder, "regions.ini", scenario));
  g_autofree char *line = g_strdup_printf("run %s/regions.ini --quiet --out %s/out", fixture->folder, fixture->folder);
  struct program program = program_run(line);
  g_assert_cmpint(program.status, ==, 0);
  program_clear(&program);
  g_autofree char *out = g_build_filename(fixture->folder, "out", "regions", NULL);
  g_autofree char *regions = program_read(out, "regions.csv");
  g_autofree char *run_ini = program_read(out, "run.ini");
  g_assert_nonnull(strstr(regions, ",North America,1,"));
  g_assert_nonnull(strstr(regions, ",Europe,1,"));
  g_assert_nonnull(strstr(regions, ",Latin America,1,"));
  g_assert_nonnull(strstr(regions, ",Africa,0,"));
  g_assert_nonnull(strstr(run_ini, "countries.csv="));
  g_assert_nonnull(strstr(run_ini, "weights.csv="));
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add("/topology/countries and weights come from CSV", struct fixture, NULL, setup, columns, teardown);
  g_test_add("/topology/without CSV prefixes are drawn and regions are not", struct fixture, NULL, setup, drawn,
             teardown);
  g_test_add("/topology/mistakes in CSV are told with file and line", struct fixture, NULL, setup, mistakes, teardown);
  g_test_add("/topology/GraphML keeps what CSV said", struct fixture, NULL, setup, round_trip, teardown);
  g_test_add("/topology/a run tells its regions", struct fixture, NULL, setup, run, teardown);
  return g_test_run();
}
