#include "scenarios/files/input.h"
#include "scenarios/files/topology.h"
#include "topologies/files/asrel.h"

#include <string.h>
#include <unistd.h>

#define MAP_2012 "../shared/data/asrel/20120101.as-rel.txt"

static struct map *parse(const char *text) {
  GError *error = NULL;
  struct map *map = asrel_parse(text, strlen(text), "map", &error);
  g_assert_no_error(error);
  return map;
}

static void refused_bytes(const char *text, size_t length, const char *message) {
  GError *error = NULL;
  g_assert_null(asrel_parse(text, length, "map", &error));
  g_assert_cmpstr(error->message, ==, message);
  g_assert_true(error->domain == MAP_ERROR);
  g_error_free(error);
}

static void refused(const char *text, const char *message) { refused_bytes(text, strlen(text), message); }

static void same_map(const struct map *one, const struct map *other) {
  g_assert_cmpmem(one->asn, one->ases * sizeof *one->asn, other->asn, other->ases * sizeof *other->asn);
  g_assert_cmpmem(one->link, one->links * sizeof *one->link, other->link, other->links * sizeof *other->link);
  g_assert_cmpmem(one->clique, one->clique_size * sizeof *one->clique, other->clique,
                  other->clique_size * sizeof *other->clique);
}

static const char serial_1[] = "# a comment\n"
                               "# input clique: 10 20\n"
                               "10|20|0\n"
                               "10|30|-1\n"
                               "20|30|-1\n"
                               "30|40|2\n";

static void serial_1_read(void) {
  static const struct map_link expected[] = {
      {0, 1, MAP_PEER}, {0, 2, MAP_TRANSIT}, {1, 2, MAP_TRANSIT}, {2, 3, MAP_SIBLING}};
  struct map *map = parse(serial_1);
  g_assert_cmpuint(map->ases, ==, 4);
  g_assert_cmpmem(map->link, map->links * sizeof *expected, expected, sizeof expected);
  g_assert_cmpuint(map->clique_size, ==, 2);
  map_free(map);
}

static void variants_equal(void) {
  static const char *const variant[] = {
      /* serial-2 */ "# inferred clique: 20 10\n10|20|0|mlp\n10|30|-1|bgp\n20|30|-1|bgp\n30|40|2|bgp\n",
      /* CRLF */ "# input clique: 10 20\r\n10|20|0\r\n10|30|-1\r\n20|30|-1\r\n30|40|2\r\n",
      /* no newline at the end */ "# input clique: 10 20\n10|20|0\n10|30|-1\n20|30|-1\n30|40|2",
      /* blanks */ "  #input clique:\t10  20 \n\n 10 | 20 |0 \n\t10|30|-1\n   \n20|30| -1\n30|40|2 \n\n",
      /* repeated, turned round */ "#  input clique: 10 20\n20|10|0\n10|20|0\n10|30|-1\n20|30|-1\n40|30|2\n",
      /* comment last */ "10|20|0\n10|30|-1\n20|30|-1\n30|40|2\n# input clique: 10 20",
  };
  struct map *plain = parse(serial_1);
  for (size_t i = 0; i < G_N_ELEMENTS(variant); i++) {
    struct map *map = parse(variant[i]);
    same_map(plain, map);
    map_free(map);
  }
  map_free(plain);
}

static void largest_asn(void) {
  struct map *map = parse("4294967295|1|-1\n");
  g_assert_cmpuint(map->asn[1], ==, 4294967295u);
  map_free(map);
}

static void malformed_refused(void) {
  static const struct {
    const char *text, *message;
  } cases[] = {
      {"1|2|-1\n1|x|0\n", "map:2: found 'x', expected an AS number from 1 to 4294967295"},
      {"1||0\n", "map:1: found '', expected an AS number from 1 to 4294967295"},
      {"# c\n\n0|2|0\n", "map:3: found '0', expected an AS number from 1 to 4294967295"},
      {"1|4294967296|0\n", "map:1: found '4294967296', expected an AS number from 1 to 4294967295"},
      {"1|18446744073709551617|0\n", "map:1: found '18446744073709551617', expected an AS number from 1 to 4294967295"},
      {"-1|2|0\n", "map:1: found '-1', expected an AS number from 1 to 4294967295"},
      {"1|2|1\n", "map:1: found '1', expected -1 (provider of), 0 (peers) or 2 (siblings)"},
      {"1|2|\n", "map:1: found '', expected -1 (provider of), 0 (peers) or 2 (siblings)"},
      {"1|2|0 # why\n", "map:1: found '0 # why', expected -1 (provider of), 0 (peers) or 2 (siblings)"},
      {"1|2\n", "map:1: found 2 fields, expected AS|AS|RELATION"},
      {"\n\n7\n", "map:3: found 1 field, expected AS|AS|RELATION"},
      {"1|2|0|bgp|more\n", "map:1: found 'more', expected the end of the line after four fields"},
      {"\"1\"|2|0\n", "map:1: found '\\\"1\\\"', expected an AS number from 1 to 4294967295"},
      {"\"1\n2|3|0\n", "map:1: found '\\\"1', expected an AS number from 1 to 4294967295"},
      {"\xff\x01|2|0\n", "map:1: found '\\377\\001', expected an AS number from 1 to 4294967295"},
      {"12345678901234567890123456789012345678901234567890|2|0\n",
       "map:1: found '1234567890123456789012345678901234567890...', expected an AS number from 1 to 4294967295"},
      {"# input clique: 1 two\n1|2|0\n", "map:1: found 'two', expected an AS number of the clique"},
      {"1 2 0\n", "map:1: found '1 2 0', expected an AS number from 1 to 4294967295"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) refused(cases[i].text, cases[i].message);
}

static void contradictions_refused(void) {
  refused("1|2|-1\n# c\n1|2|0\n", "map:3: found AS1 a peer of AS2, but line 1 has AS1 the provider of AS2");
  refused("1|2|-1\n2|1|-1\n", "map:2: found AS2 the provider of AS1, but line 1 has AS1 the provider of AS2");
  refused("1|2|0\n3|3|0\n", "map:2: found a link of AS3 to itself");
  refused("1|2|-1\n2|3|-1\n3|1|-1\n",
          "map:3: found a cycle of providers: each of AS1, AS3, AS2, AS1 buys transit from the next");
}

static void no_link_refused(void) {
  refused("", "map: found no link, expected at least one");
  refused("# input clique: 1 2\n\n", "map: found no link, expected at least one");
}

static void nul_refused(void) {
  static const char text[] = "1|2|0\n1|\0|0\n";
  refused_bytes(text, sizeof text - 1, "map:2: found a NUL byte, expected as-rel text");
}

static char *written(const struct map *map) {
  char *text = NULL;
  size_t length = 0;
  FILE *file = open_memstream(&text, &length);
  asrel_write(map, file);
  g_assert_cmpint(fclose(file), ==, 0);
  return text;
}

static void round_trip(void) {
  struct map *map = topology_load(&(struct topology_options){.seed = 1}, NULL);
  char *text = written(map);
  struct map *again = parse(text);
  same_map(map, again);
  char *text_again = written(again);
  g_assert_cmpstr(text, ==, text_again);
  free(text_again);
  free(text);
  map_free(again);
  map_free(map);
}

static gboolean absent(const char *path) {
  if (g_file_test(path, G_FILE_TEST_EXISTS)) return FALSE;
  g_test_skip("needs a published map that is not part of the project");
  return TRUE;
}

static void map_of_2012(void) {
  if (absent(MAP_2012)) return;
  GError *error = NULL;
  struct map *map = topology_load(&(struct topology_options){.file = MAP_2012, .seed = 1}, &error);
  g_assert_no_error(error);
  uint32_t kinds[3] = {0};
  for (uint32_t i = 0; i < map->links; i++) kinds[map->link[i].kind]++;
  g_assert_cmpuint(map->ases, ==, 40109);
  g_assert_cmpuint(map->links, ==, 123723);
  g_assert_cmpuint(kinds[MAP_TRANSIT], ==, 76605);
  g_assert_cmpuint(kinds[MAP_PEER], ==, 47118);
  g_assert_cmpuint(map->clique_size, ==, 17);
  g_assert_cmpuint(map->asn[map->clique[0]], ==, 174);
  g_assert_nonnull(map->prefixes);
  char *text = written(map);
  struct map *again = parse(text);
  same_map(map, again);
  free(text);
  map_free(again);
  map_free(map);
}

static void other_published_maps(void) {
  static const struct {
    const char *path;
    uint32_t ases, links;
  } maps[] = {{"../shared/data/asrel/20180101.as-rel.txt.bz2", 60006, 261340},
              {"../shared/data/oracle/g1-hierarchy.txt", 12, 18},
              {"../shared/data/golden/syn1k.txt", 1000, 3000}};
  for (size_t i = 0; i < G_N_ELEMENTS(maps); i++) {
    if (absent(maps[i].path)) return;
    GError *error = NULL;
    struct map *map = topology_load(&(struct topology_options){.file = maps[i].path, .seed = 1}, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(map->ases, ==, maps[i].ases);
    g_assert_cmpuint(map->links, ==, maps[i].links);
    map_free(map);
  }
}

static void file_named(void) {
  GError *error = NULL;
  char *path = NULL;
  int file = g_file_open_tmp("asrel-XXXXXX", &path, NULL);
  close(file);
  g_assert_true(g_file_set_contents(path, "1|2|0\n1|1|0\n", -1, NULL));
  g_assert_null(topology_load(&(struct topology_options){.file = path, .seed = 1}, &error));
  char *expected = g_strdup_printf("%s:2: found a link of AS1 to itself", path);
  g_assert_cmpstr(error->message, ==, expected);
  g_error_free(error);
  g_assert_cmpint(remove(path), ==, 0);
  g_free(expected);
  g_free(path);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/asrel/serial-1 is read with its clique", serial_1_read);
  g_test_add_func("/asrel/serial-2, CRLF, blanks, comments change nothing", variants_equal);
  g_test_add_func("/asrel/the largest AS number is read", largest_asn);
  g_test_add_func("/asrel/malformed lines are refused with file and line", malformed_refused);
  g_test_add_func("/asrel/contradictions are refused with file and line", contradictions_refused);
  g_test_add_func("/asrel/text without a link is refused", no_link_refused);
  g_test_add_func("/asrel/a NUL byte is refused with its line", nul_refused);
  g_test_add_func("/asrel/what is written reads as the same map", round_trip);
  g_test_add_func("/asrel/the map of 2012 has 40109 ASes and 123723 links", map_of_2012);
  g_test_add_func("/asrel/other published maps load", other_published_maps);
  g_test_add_func("/asrel/a mistake in a file is named with its path", file_named);
  return g_test_run();
}
