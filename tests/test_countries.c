#include "topologies/files/countries.h"

#include "tests/atlas.h"
#include "topologies/places/country.h"

#include <string.h>

static const char *code(const struct map *map, uint32_t as) {
  return map->country[as] == COUNTRY_NONE ? "" : country_table[map->country[as]].code;
}

/* ASes 10, 20, 30, 40. */
static struct map *four(void) { return atlas_read("10|20|0, 10|30|-1, 20|40|-1"); }

static void read_as(const char *text, const char *expected) {
  struct map *map = four();
  GError *error = NULL;
  g_assert_true(countries_read(map, text, strlen(text), "file", &error));
  g_assert_no_error(error);
  g_autofree char *found = g_strjoin(" ", code(map, 0), code(map, 1), code(map, 2), code(map, 3), NULL);
  g_assert_cmpstr(found, ==, expected);
  map_free(map);
}

static void good(void) {
  read_as("asn,country\n10,US\n20,DE\n30,BR\n40,JP\n", "US DE BR JP");
  read_as("10,US\n20,DE\n30,BR\n40,JP", "US DE BR JP");
  read_as(
      "\xEF\xBB\xBF\"ASN\",\"CC\"\r\n\"10\",\"us\"\r\nAS20, de \r\n\r\n# a comment\r\nas30,Br,more,fields\r\n40,jp\r\n",
      "US DE BR JP");
}

static void unknown(void) {
  read_as("10,EU\n20,\n30,ZZ\n", "   ");
  read_as("10,US\n15,FR\n4294967295,FR\n", "US   ");
  read_as("10,US\n10,EU\n10,US\n30,EU\n30,BR\n", "US  BR ");
}

static void refused_bytes(const char *text, gsize length, const char *message) {
  struct map *map = four();
  map->country = g_memdup2("\1\2\3\4", 4);
  GError *error = NULL;
  g_assert_false(countries_read(map, text, length, "file", &error));
  g_assert_cmpstr(error->message, ==, message);
  g_assert_cmpmem(map->country, 4, "\1\2\3\4", 4); /* nothing half done */
  g_error_free(error);
  map_free(map);
}

static void refused(const char *text, const char *message) { refused_bytes(text, strlen(text), message); }

static void bad(void) {
  refused("", "file: found no AS of the map, expected lines of ASN,COUNTRY");
  refused("11,US\n", "file: found no AS of the map, expected lines of ASN,COUNTRY");
  refused("10,US\n20\n", "file:2: found 1 field, expected ASN,COUNTRY");
  refused("10,US\n20,USA\n", "file:2: found 'USA', expected the two letters of a country");
  refused("10,U\n", "file:1: found 'U', expected the two letters of a country");
  refused("10,49\n", "file:1: found '49', expected the two letters of a country");
  refused("asn,country\nten,US\n", "file:2: found 'ten', expected an AS number from 1 to 4294967295");
  refused("10,US\nasn,country\n", "file:2: found 'asn', expected an AS number from 1 to 4294967295");
  refused("0,US\n", "file:1: found '0', expected an AS number from 1 to 4294967295");
  refused("4294967296,US\n", "file:1: found '4294967296', expected an AS number from 1 to 4294967295");
  refused("AS,US\n", "file:1: found 'AS', expected an AS number from 1 to 4294967295");
  refused("10;US\n", "file:1: found '10;US', expected an AS number from 1 to 4294967295");
  refused("10,US\n20,DE\n10,CA\n", "file:3: found AS10 in CA, expected US as before");
  refused("10,\"US\n", "file:1: found a stray quote, expected ASN,COUNTRY");
  refused("10,U\"S\n", "file:1: found a stray quote, expected ASN,COUNTRY");
  refused("10,\xff\xfe\n", "file:1: found '\\377\\376', expected the two letters of a country");
  refused_bytes("10,U\0\n", 6, "file:1: found 'U\\000', expected the two letters of a country");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/countries/headers, quotes, marks and line ends are understood", good);
  g_test_add_func("/countries/other codes and other ASes are passed over", unknown);
  g_test_add_func("/countries/mistakes are told with their line and change nothing", bad);
  return g_test_run();
}
