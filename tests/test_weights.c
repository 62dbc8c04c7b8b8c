#include "topologies/files/weights.h"

#include "tests/atlas.h"

#include <string.h>

/* ASes 10, 20, 30. */
static struct map *three(void) { return atlas_read("10|20|0, 10|30|-1"); }

static struct map *weighed(const char *text) {
  struct map *map = three();
  GError *error = NULL;
  g_assert_true(weights_read(map, text, strlen(text), "file", &error));
  g_assert_no_error(error);
  return map;
}

static void good(void) {
  static const uint32_t prefixes[] = {3, 0, 5};
  static const uint64_t addresses[] = {768, 0, UINT64_C(1) << 40};
  struct map *map = weighed("asn,prefixes,addresses_overlapping\n10,3,768\n11,7,9\n30,5,1099511627776\n");
  g_assert_cmpmem(map->prefixes, sizeof prefixes, prefixes, sizeof prefixes);
  g_assert_cmpmem(map->addresses, sizeof addresses, addresses, sizeof addresses);
  map_free(map);
  map = weighed("AS30,5\n10,3\n");
  g_assert_cmpmem(map->prefixes, sizeof prefixes, prefixes, sizeof prefixes);
  g_assert_null(map->addresses);
  map_free(map);
  map = weighed("30,5,1280\n10,3\n"); /* one line lacks them: nobody has */
  g_assert_null(map->addresses);
  map_free(map);
}

static void replaced(void) {
  struct map *map = weighed("10,1,256\n20,1,256\n30,1,256\n");
  g_assert_true(weights_read(map, "20,9", 4, "file", NULL));
  g_assert_cmpuint(map->prefixes[0], ==, 0);
  g_assert_cmpuint(map->prefixes[1], ==, 9);
  g_assert_null(map->addresses);
  map_free(map);
}

static void refused(const char *text, const char *message) {
  struct map *map = weighed("10,7,256\n");
  GError *error = NULL;
  g_assert_false(weights_read(map, text, strlen(text), "file", &error));
  g_assert_cmpstr(error->message, ==, message);
  g_assert_cmpuint(map->prefixes[0], ==, 7);
  g_assert_cmpuint(map->addresses[0], ==, 256);
  g_error_free(error);
  map_free(map);
}

static void bad(void) {
  refused("", "file: found no prefix of an AS of the map, expected lines of ASN,PREFIXES");
  refused("10,0\n11,8\n", "file: found no prefix of an AS of the map, expected lines of ASN,PREFIXES");
  refused("10\n", "file:1: found 1 field, expected ASN,PREFIXES");
  refused("10,-1\n", "file:1: found '-1', expected a number of prefixes up to 100000000");
  refused("10,100000001\n", "file:1: found '100000001', expected a number of prefixes up to 100000000");
  refused("10,99999999999999999999\n",
          "file:1: found '99999999999999999999', expected a number of prefixes up to 100000000");
  refused("10,\n", "file:1: found '', expected a number of prefixes up to 100000000");
  refused("10,1.5\n", "file:1: found '1.5', expected a number of prefixes up to 100000000");
  refused("10,1,many\n", "file:1: found 'many', expected a number of addresses up to 281474976710656");
  refused("10,1\n20,1\nAS10,1\n", "file:3: found AS10 again, expected every AS once");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/weights/who is not named originates nothing", good);
  g_test_add_func("/weights/a second table replaces the first", replaced);
  g_test_add_func("/weights/mistakes are told with their line and change nothing", bad);
  return g_test_run();
}
