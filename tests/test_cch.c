#include "tests/program.h"
#include "tests/promises.h"
#include "topologies/files/cch.h"

#include <string.h>

static struct map *parse(const char *text, const char *expected) {
  GError *error = NULL;
  g_autofree char *note = NULL;
  struct map *map = cch_parse(text, strlen(text), "map", &note, &error);
  g_assert_no_error(error);
  g_assert_cmpstr(note, ==, expected);
  promises_kept(map);
  return map;
}

static const char routers[] =
    "7 @Den+Haag,+Netherlands + bb\t(3) &12 -> <9> <8> {-3} {-4}  =core1.haag1.example.net r0\n"
    "-3 =192.0.2.3 r1\n"
    "8 @T  bb\t(1) -> <7>  =unknown.example.net! r0\n"
    "9 @Den+Haag,+Netherlands + \t(1) -> <7>  =access.haag1.example.net r0\n"
    "10 @Bonn,+Germany + \t(0) ->   =alone.example.net r0\n";

static void routers_read(void) {
  static const char *const name[] = {"Den Haag, Netherlands/7 bb", "Den Haag, Netherlands/9", "?/8 bb"};
  static const struct map_link expected[] = {{0, 1, MAP_SIBLING}, {0, 2, MAP_SIBLING}};
  struct map *map = parse(routers, "4 nodes numbered from AS4200000000 on; 1 node without a link left out; 2 links to "
                                   "outside addresses left out");
  g_assert_cmpuint(map->ases, ==, 3);
  for (uint32_t as = 0; as < map->ases; as++) g_assert_cmpstr(map->name[as], ==, name[as]);
  g_assert_cmpmem(map->link, map->links * sizeof *map->link, expected, sizeof expected);
  g_assert_cmpstr(map->region_name[map->region[0]], ==, "Den Haag, Netherlands");
  g_assert_cmpuint(map->region[1], ==, map->region[0]);
  g_assert_cmpuint(map->region[2], ==, MAP_NOWHERE);
  map_free(map);
}

static void many_pops(void) {
  g_autoptr(GString) text = g_string_new("0 @A0 (1) -> <1>\n");
  for (unsigned i = 1; i < 300; i++) g_string_append_printf(text, "%u @A%u (1) -> <%u>\n", i, i, i - 1);
  struct map *map = parse(text->str,
                          "300 nodes numbered from AS4200000000 on; 45 nodes in regions beyond the 255th have none");
  g_assert_cmpuint(map->region[254], ==, 254);
  g_assert_cmpuint(map->region[255], ==, MAP_NOWHERE);
  g_assert_cmpstr(map->name[299], ==, "A299/299");
  map_free(map);
}

static void malformed_refused(void) {
  static const char *const cases[][2] = {
      {"", "map: found no link, expected at least one"},
      {"1 @A (1) -> <1>\n", "map: found no link, expected at least one"},
      {"1 @A (1) -> <2>\n", "map:1: found a link to node '2', which the file does not have"},
      {"1 @A (1) -> <2>\n1 @A (1) -> <2>\n", "map:2: found node '1' again, line 1 has it"},
      {"1 @A (1) <2>\n", "map:1: found '<2>', expected +, bb, (N), &N or ->"},
      {"1 @A (1)\n", "map:1: found '1', expected -> and its neighbours after it"},
      {"1 A -> <2>\n", "map:1: found 'A', expected a location as @CITY"},
      {"1\n", "map:1: found '', expected a location as @CITY"},
      {"x @A -> <2>\n", "map:1: found 'x', expected a router's number"},
      {"1 @A -> <x>\n", "map:1: found '<x>', expected a neighbour as <UID>"},
      {"1 @A -> <2\n", "map:1: found '<2', expected a neighbour as <UID>"},
      {"1 @A -> <>\n", "map:1: found '<>', expected a neighbour as <UID>"},
      {"1 @A -> 2\n", "map:1: found '2', expected <UID>, {-UID}, =NAME or rN"},
      {"1 @\xff -> <2>\n", "map:1: found '\\377 -> <2>', expected UTF-8 text"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    GError *error = NULL;
    char *note = NULL;
    g_assert_null(cch_parse(cases[i][0], strlen(cases[i][0]), "map", &note, &error));
    g_assert_cmpstr(error->message, ==, cases[i][1]);
    g_error_free(error);
  }
}

/* Counted from the text: 625 routers, one of them without neighbours; 5,298 pairs; three with themselves. */
static void published(void) {
  g_autofree char *path = program_shared("data/rocketfuel/3356.r0.cch"), *bytes = NULL, *note = NULL;
  gsize length;
  if (!path) return;
  g_assert_true(g_file_get_contents(path, &bytes, &length, NULL));
  struct map *map = cch_parse(bytes, length, "map", &note, NULL);
  g_assert_nonnull(map);
  promises_kept(map);
  g_assert_cmpuint(map->ases, ==, 624);
  g_assert_cmpuint(map->links, ==, 5298);
  g_assert_cmpstr(
      note, ==,
      "625 nodes numbered from AS4200000000 on; 3 links of a node to itself left out; 1 node without a link "
      "left out");
  map_free(map);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/cch/routers have the name of their PoP, their number and their role", routers_read);
  g_test_add_func("/cch/more than 255 PoPs are told", many_pops);
  g_test_add_func("/cch/malformed lines are refused with file and line", malformed_refused);
  g_test_add_func("/cch/the published map of AS3356 has the routers and links of its text", published);
  return g_test_run();
}
