#include "tests/program.h"
#include "tests/promises.h"
#include "topologies/files/rocketfuel.h"

#include <math.h>
#include <string.h>

static struct map *parse(const char *text, gboolean latencies, const char *expected) {
  GError *error = NULL;
  g_autofree char *note = NULL;
  struct map *map = rocketfuel_parse(text, strlen(text), "map", latencies, &note, &error);
  g_assert_no_error(error);
  g_assert_cmpstr(note, ==, expected);
  promises_kept(map);
  return map;
}

static void refused(const char *text, const char *message) {
  GError *error = NULL;
  char *note = NULL;
  g_assert_null(rocketfuel_parse(text, strlen(text), "map", TRUE, &note, &error));
  g_assert_cmpstr(error->message, ==, message);
  g_error_free(error);
}

static const char pops[] = "65550:Ulm, Germany -> 65550:Rome, Italy 4.25\n"
                           "65550:Ulm, Germany -> 65550:St. Gallen, Switzerland 100000\n"
                           "65550:Rome, Italy -> 65550:Ulm, Germany 4.25\n"
                           "65550:St. Gallen, Switzerland -> 65550:Ulm, Germany 100000\n";

static void pops_read(void) {
  static const struct map_link expected[] = {{0, 1, MAP_SIBLING}, {0, 2, MAP_SIBLING}};
  struct map *map = parse(pops, FALSE, "3 nodes numbered from AS4200000000 on");
  g_assert_cmpuint(map->asn[0], ==, 4200000000u);
  g_assert_cmpstr(map->name[0], ==, "Ulm, Germany");
  g_assert_cmpstr(map->name[1], ==, "Rome, Italy");
  g_assert_cmpstr(map->name[2], ==, "St. Gallen, Switzerland");
  g_assert_cmpmem(map->link, map->links * sizeof *map->link, expected, sizeof expected);
  g_assert_null(map->delay_ms);
  map_free(map);
}

static void latencies_read(void) {
  struct map *map = parse(
      pops, TRUE, "3 nodes numbered from AS4200000000 on; 2 latency values of more than 1000 ms taken for unknown");
  g_assert_cmpfloat(map->delay_ms[0], ==, 4.25f);
  g_assert_true(isnan(map->delay_ms[1]));
  map_free(map);
}

/* Named from both ends a link is no repetition, named twice from one it is. */
static void repetitions_told(void) {
  struct map *map = parse("# no network\r\nA -> B 1\r\n\r\nB -> A 2\r\n A  ->  B 3\nA -> A 1\nB -> C 5", TRUE,
                          "3 nodes numbered from AS4200000000 on; 1 link of a node to itself left out; 1 repeated link "
                          "counted once");
  g_assert_cmpuint(map->links, ==, 2);
  g_assert_cmpfloat(map->delay_ms[0], ==, 1); /* the first counts */
  map_free(map);
}

static void malformed_refused(void) {
  static const char *const cases[][2] = {
      {"", "map: found no link, expected at least one"},
      {"A -> B\n", "map:1: found 'A -> B', expected CITY -> CITY NUMBER"},
      {"A - B 1\n", "map:1: found 'A - B 1', expected CITY -> CITY NUMBER"},
      {"A -> B 1\nA -> B x\n", "map:2: found 'x', expected a number at the end"},
      {"A -> B -1\n", "map:1: found '-1', expected a number at the end"},
      {"A -> B nan\n", "map:1: found 'nan', expected a number at the end"},
      {"1:A -> 1:B 1\n1:A -> 2:C 1\n", "map:2: found '2:C', expected a PoP of the same network as on the lines before"},
      {"1:A -> B 1\n", "map:1: found 'B', expected a PoP of the same network as on the lines before"},
      {"1: -> 1:B 1\n", "map:1: found '1:', expected a city"},
      {"A -> B 1\nK\xf6ln -> B 1\n", "map:2: found '\\366ln -> B 1', expected UTF-8 text"},
      {"A -> B\x01 1\n", "map:1: found '\\001 1', expected text"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) refused(cases[i][0], cases[i][1]);
}

static void long_line_refused(void) {
  g_autofree char *line = g_strnfill(1100000, 'x');
  refused(line, "map:1: found a line of more than 1048576 bytes");
}

/* Counted from the text: distinct cities and distinct pairs of them. */
static void published(const char *name, gboolean latencies, uint32_t cities, uint32_t links, uint32_t unknown) {
  g_autofree char *shared = g_strdup_printf("data/rocketfuel/%s", name), *path = program_shared(shared);
  g_autofree char *bytes = NULL, *note = NULL;
  gsize length;
  if (!path) return;
  g_assert_true(g_file_get_contents(path, &bytes, &length, NULL));
  struct map *map = rocketfuel_parse(bytes, length, name, latencies, &note, NULL);
  g_assert_nonnull(map);
  promises_kept(map);
  g_assert_cmpuint(map->ases, ==, cities);
  g_assert_cmpuint(map->links, ==, links);
  for (uint32_t i = 0; latencies && i < map->links; i++) unknown -= isnan(map->delay_ms[i]);
  g_assert_cmpuint(unknown, ==, 0);
  map_free(map);
}

static void published_maps(void) {
  static const char *const file[] = {"edges", "edges.lat", "edges.wt"};
  for (size_t i = 0; i < G_N_ELEMENTS(file); i++) {
    g_autofree char *sprint = g_strdup_printf("1239-pop/%s", file[i]),
                    *level3 = g_strdup_printf("3356-pop/%s", file[i]);
    published(sprint, i == 1, 52, 84, 0);
    published(level3, i == 1, 63, 285, i == 1);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/rocketfuel/PoPs are siblings with private numbers in order of appearance", pops_read);
  g_test_add_func("/rocketfuel/latencies become delays, those of 100 s none", latencies_read);
  g_test_add_func("/rocketfuel/a link named from both ends is no repetition", repetitions_told);
  g_test_add_func("/rocketfuel/malformed lines are refused with file and line", malformed_refused);
  g_test_add_func("/rocketfuel/a line of a megabyte is refused", long_line_refused);
  g_test_add_func("/rocketfuel/the published maps have as many cities and links as their text", published_maps);
  return g_test_run();
}
