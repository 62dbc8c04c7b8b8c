#include "tests/promises.h"
#include "topologies/files/source.h"

#include <string.h>

static void kinds_told(void) {
  static const struct {
    const char *text;
    enum source_kind kind;
  } cases[] = {
      {"1|2|-1\n", SOURCE_ASREL},
      {"", SOURCE_ASREL},
      {"# A -> B 1\n1|2|0|<x>\n", SOURCE_ASREL},
      {"<graphml/>", SOURCE_GRAPHML},
      {"\xef\xbb\xbf\n <?xml?>", SOURCE_GRAPHML},
      {"# a\n\n#b\nA -> B 1\n", SOURCE_POPS},
      {"1239:A -> 1239:B 1\n", SOURCE_POPS},
      {"12 @A,+B + bb\t(4) -> <403>", SOURCE_ROUTERS},
      {"-12 =192.0.2.1 r1\n", SOURCE_ROUTERS},
      {"12 A -> B 1\n", SOURCE_POPS},
      {"#", SOURCE_ASREL},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
    g_assert_cmpint(source_detect(cases[i].text, strlen(cases[i].text)), ==, cases[i].kind);
}

static gboolean has_delays(const char *file) {
  static const char text[] = "A -> B 1.5\n";
  g_autofree char *note = NULL;
  struct map *map = source_parse(text, strlen(text), file, &note, NULL);
  gboolean has = map->delay_ms != NULL;
  promises_kept(map);
  map_free(map);
  return has;
}

static void latencies_by_name(void) {
  g_assert_true(has_delays("x/edges.lat"));
  g_assert_true(has_delays("edges.lat.gz"));
  g_assert_true(has_delays("edges.lat.bz2"));
  g_assert_false(has_delays("edges"));
  g_assert_false(has_delays("edges.wt"));
}

static void mistakes_by_kind(void) {
  static const char *const cases[][2] = {
      {"x", "map:1: found 'x', expected an AS number from 1 to 4294967295"},
      {"<x/>", "map:1: found XML other than GraphML, expected <graphml>"},
      {"A -> B", "map:1: found 'A -> B', expected CITY -> CITY NUMBER"},
      {"1 @A", "map:1: found '1', expected -> and its neighbours after it"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    GError *error = NULL;
    char *note = NULL;
    g_assert_null(source_parse(cases[i][0], strlen(cases[i][0]), "map", &note, &error));
    g_assert_cmpstr(error->message, ==, cases[i][1]);
    g_error_free(error);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/source/the bytes tell the kind of file", kinds_told);
  g_test_add_func("/source/a PoP map has latencies when its name ends in .lat", latencies_by_name);
  g_test_add_func("/source/mistakes are told by the reader of the kind", mistakes_by_kind);
  return g_test_run();
}
