#include "tests/atlas.h"
#include "tests/program.h"
#include "tests/promises.h"
#include "topologies/files/graphml.h"
#include "topologies/files/weights.h"
#include "topologies/growth/generate.h"
#include "topologies/places/country.h"

#include <igraph/igraph.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Parses, and compares the note. */
static struct map *parse(const char *text, const char *expected) {
  GError *error = NULL;
  g_autofree char *note = NULL;
  struct map *map = graphml_parse(text, strlen(text), "map", &note, &error);
  g_assert_no_error(error);
  g_assert_cmpstr(note, ==, expected);
  promises_kept(map);
  return map;
}

static void refused(const char *text, const char *message) {
  GError *error = NULL;
  char *note = NULL;
  g_assert_null(graphml_parse(text, strlen(text), "map", &note, &error));
  g_assert_cmpstr(error->message, ==, message);
  g_assert_null(note);
  g_error_free(error);
}

/* Written, read, written again: nothing is lost on the way. */
static void comes_back(const struct map *map) {
  size_t length, again_length;
  char *text = promises_text(graphml_write, map, &length);
  struct map *again = parse(text, NULL);
  promises_same(map, again);
  char *text_again = promises_text(graphml_write, again, &again_length);
  g_assert_cmpmem(text, length, text_again, again_length);
  free(text_again);
  free(text);
  map_free(again);
}

static void generated_comes_back(void) {
  struct map *map = generate_map(&(struct generate_options){.ases = 3000, .year = 2012, .seed = 5});
  g_assert_nonnull(map->region);
  g_assert_nonnull(map->name);
  g_assert_nonnull(map->prefixes);
  comes_back(map);
  map_free(map);
}

/* Values that are hard to print: names with marks of XML, floats without a short decimal, holes in every column. */
static void hard_values_come_back(void) {
  struct map *map = atlas_read("1|2|0, 1|3|-1, 3|4|2");
  map->name = g_new0(char *, map->ases);
  map->name[0] = g_strdup("A&B <\"quoted\"> 'c'");
  map->name[2] = g_strdup("Müller 中文");
  map->latitude = g_memdup2((float[]){1.0f / 3, NAN, -90, -0.0f}, 4 * sizeof(float));
  map->longitude = g_memdup2((float[]){180, 1e-30f, NAN, -179.99999f}, 4 * sizeof(float));
  map->delay_ms = g_memdup2((float[]){0.1f, NAN, MAP_MOST_MS}, 3 * sizeof(float));
  map->prefixes = g_memdup2((uint32_t[]){0, 1, WEIGHTS_MOST_PREFIXES, 7}, 4 * sizeof(uint32_t));
  map->addresses = g_memdup2((uint64_t[]){0, WEIGHTS_MOST_ADDRESSES, WEIGHTS_MOST_ADDRESSES - 1, 1},
                             4 * sizeof(uint64_t));
  map->country = g_memdup2((uint8_t[]){country_find("DE"), COUNTRY_NONE, 0, country_find("US")}, 4);
  map->region = g_memdup2((uint8_t[]){2, MAP_NOWHERE, 0, 2}, 4);
  map->region_name = g_strsplit("North & South,nobody is here,]]>", ",", 0);
  comes_back(map);
  map_free(map);
}

static void random_maps_come_back(void) {
  for (uint64_t seed = 1; seed <= 50; seed++) {
    struct map *map = atlas_random(seed, 30, 60);
    comes_back(map);
    map_free(map);
  }
}

#define KEYS                                                                                                           \
  "<key id='a' for='node' attr.name='asn'/><key id='l' for='node' attr.name='label'/>"                                 \
  "<key id='p' for='node' attr.name='prefixes'/><key id='c' for='node' attr.name='clique'/>"                           \
  "<key id='n' for='node' attr.name='Latitude'/><key id='r' for='edge' attr.name='relation'/>\n"
#define GRAPH(content) "<graphml>" KEYS "<graph>\n" content "</graph></graphml>"
#define NODE(id, data) "<node id='" id "'>" data "</node>\n"
#define EDGE(a, b, data) "<edge source='" a "' target='" b "'>" data "</edge>\n"
#define DATA(key, value) "<data key='" key "'>" value "</data>"

static void private_numbers(void) {
  struct map *map = parse(GRAPH(NODE("x", DATA("l", "Here")) NODE("y", DATA("a", "4200000001")) NODE("z", "")
                                    EDGE("x", "y", DATA("r", "peer")) EDGE("y", "z", DATA("r", "provider"))),
                          "2 nodes numbered from AS4200000000 on");
  g_assert_cmpuint(map->ases, ==, 3);
  g_assert_cmpuint(map->asn[0], ==, 4200000000u);
  g_assert_cmpstr(map->name[0], ==, "Here");
  g_assert_cmpuint(map->asn[1], ==, 4200000001u); /* its own */
  g_assert_cmpuint(map->asn[2], ==, 4200000002u); /* the next that is free */
  g_assert_cmpint(map->link[0].kind, ==, MAP_PEER);
  g_assert_cmpint(map->link[1].kind, ==, MAP_TRANSIT);
  g_assert_true(map->link[1].a == 1 && map->link[1].b == 2);
  map_free(map);
}

static void names_unique(void) {
  static const char *const expected[] = {"?", "? 3", "? 2", "a b", "? 4"};
  struct map *map = parse(GRAPH(NODE("1", DATA("l", "?")) NODE("2", DATA("l", " ? 3 ")) NODE("3", DATA("l", "?"))
                                    NODE("4", DATA("l", "\n a&#9;\n b ")) NODE("5", DATA("l", "?")) EDGE("1", "2", "")
                                        EDGE("2", "3", "") EDGE("3", "4", "") EDGE("4", "5", "")),
                          "5 nodes numbered from AS4200000000 on; 4 edges without a relation taken for sibling links");
  for (uint32_t as = 0; as < map->ases; as++) g_assert_cmpstr(map->name[as], ==, expected[as]);
  map_free(map);
}

static void oddities_told(void) {
  struct map *map = parse(GRAPH(NODE("1", "") NODE("2", "") NODE("3", "") EDGE("1", "2", "") EDGE("2", "1", "")
                                    EDGE("1", "1", "") "<hyperedge><endpoint node='1'/></hyperedge>"),
                          "3 nodes numbered from AS4200000000 on; 1 link of a node to itself left out; 1 repeated link "
                          "counted once; 1 node without a link left out; 3 edges without a relation taken for sibling "
                          "links; 1 hyperedge passed over");
  g_assert_cmpuint(map->ases, ==, 2);
  g_assert_cmpuint(map->links, ==, 1);
  g_assert_cmpint(map->link[0].kind, ==, MAP_SIBLING);
  map_free(map);
}

static void defaults_count(void) {
  struct map *map = parse(
      "<graphml><key id='a' for='node' attr.name='ASN'/><key id='r' for='edge' attr.name='relation'><desc>x</desc>"
      "<default>peer</default></key><graph>" NODE("1", DATA("a", "1")) NODE("2", DATA("a", "<![CDATA[2]]>"))
          NODE("3", DATA("a", "3")) EDGE("1", "2", "") EDGE("1", "3", DATA("r", " provider ")) "</graph></graphml>",
      NULL);
  g_assert_cmpint(map->link[0].kind, ==, MAP_PEER);
  g_assert_cmpint(map->link[1].kind, ==, MAP_TRANSIT);
  map_free(map);
}

static void foreign_data_passed_over(void) {
  struct map *map = parse("\xef\xbb\xbf<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a \"b\">]><!-- yEd --><graphml>"
                          "<key id='d' for='node' yfiles.type='nodegraphics'/>" KEYS "<graph><desc>what</desc>"
                          "<node id='1'><data key='d'><y:Label>Bonn</y:Label><data key='l'>no</data></data>"
                          "<port name='p'><data key='a'>0</data></port><data key='a'>10</data></node>"
                          "<edge source='1' target='2'><data key='nobody'>?</data><data key='r'>peer</data></edge>"
                          "<node id='2'><data key='a'>20</data><data key='r'>nonsense</data></node></graph></graphml>",
                          NULL);
  g_assert_cmpuint(map->asn[1], ==, 20);
  g_assert_null(map->name[0]);
  g_assert_null(map->prefixes);
  map_free(map);
}

static void malformed_refused(void) {
  static const char *const cases[][2] = {
      {"<svg/>", "map:1: found XML other than GraphML, expected <graphml>"},
      {GRAPH(""), "map: found no link, expected at least one"},
      {GRAPH(NODE("1", "") NODE("1", "")), "map:4: found node '1' again, line 3 has it"},
      {GRAPH(NODE("1", DATA("a", "5")) NODE("2", DATA("a", "5"))), "map:4: found AS5 again, line 3 has it"},
      {GRAPH(NODE("1", "") EDGE("1", "2", "")), "map:4: found a link to node '2', which the file does not have"},
      {GRAPH(NODE("1", DATA("a", "0"))), "map:3: found '0', expected an AS number from 1 to 4294967295"},
      {GRAPH(NODE("1", DATA("a", "4294967296"))),
       "map:3: found '4294967296', expected an AS number from 1 to 4294967295"},
      {GRAPH(NODE("1", DATA("a", "1.5"))), "map:3: found '1.5', expected an AS number from 1 to 4294967295"},
      {GRAPH(NODE("1", DATA("p", "-1"))), "map:3: found '-1', expected a number of prefixes"},
      {GRAPH(NODE("1", DATA("c", "maybe"))), "map:3: found 'maybe', expected true or false"},
      {GRAPH(NODE("1", DATA("n", "90.5"))), "map:3: found '90.5', expected a latitude from -90 to 90"},
      {GRAPH(NODE("1", DATA("n", "north"))), "map:3: found 'north', expected a latitude from -90 to 90"},
      {GRAPH(EDGE("1", "2", DATA("r", "vendor"))), "map:3: found 'vendor', expected provider, peer or sibling"},
      {"<graphml><key id='d' for='edge' attr.name='delay_ms'/><graph>" EDGE("1", "2", DATA("d", "1e7")),
       "map:1: found '1e7', expected a delay of 0 to 1000000 milliseconds"},
      {GRAPH("<edge source='1'/>"), "map:3: found an <edge> without source and target"},
      {GRAPH("<node/>"), "map:3: found a <node> without id"},
      {GRAPH("<node id='1'><graph/></node>"), "map:3: found a <graph> within a <node>, expected a flat one"},
      {GRAPH("<node id='1'><node id='2'/></node>"), "map:3: found <node> outside of a <graph>"},
      {"<graphml><graph/>\n<graph/></graphml>", "map:2: found a second <graph>, expected one"},
      {"<graphml><key for='node'/></graphml>", "map:1: found a <key> without id"},
      {"<graphml>\n<node></nod>", "map:2: found <node> outside of a <graph>"},
      {GRAPH(NODE("1", "") NODE("2", "") EDGE("1", "2", DATA("r", "peer")) EDGE("2", "1", DATA("r", "sibling"))),
       "map:6: found AS4200000000 a sibling of AS4200000001, but line 5 has AS4200000000 a peer of AS4200000001"},
      {"<graphml>\n\xff</graphml>", "map:2: found '\\377</graphml>', expected XML in UTF-8"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) refused(cases[i][0], cases[i][1]);
}

/* What GLib says of them may change, that it is one line with its place may not. */
static void ill_formed_refused(void) {
  static const char *const cases[][2] = {
      {"<graphml>\n<graph>", "map:2: found XML that is not well-formed: "},
      {"<graphml>\n<graph></graphml>", "map:2: found XML that is not well-formed: "},
      {"<!DOCTYPE a [<!ENTITY b \"cc\"><!ENTITY d \"&b;&b;\">]>\n<graphml>&d;",
       "map:2: found XML that is not well-formed: "},
      {"<graphml a=1>", "map:1: found XML that is not well-formed: "},
      {"", "map:1: found XML that is not well-formed: "},
      {"no XML", "map:1: found XML that is not well-formed: "},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    GError *error = NULL;
    char *note = NULL;
    g_assert_null(graphml_parse(cases[i][0], strlen(cases[i][0]), "map", &note, &error));
    if (!g_str_has_prefix(error->message, cases[i][1])) g_error("%s", error->message);
    promises_line(error, "map");
    g_error_free(error);
  }
}

static void repeated_refused(const char *begin, const char *piece, unsigned times, const char *message) {
  g_autoptr(GString) text = g_string_new(begin);
  for (unsigned i = 0; i < times; i++) g_string_append(text, piece);
  refused(text->str, message);
}

/* Each would take hundreds of times its size in memory, or all of the stack. */
static void swelling_refused(void) {
  repeated_refused("<graphml", " a='1'", 1000000, "map:1: found more than 1048576 bytes without a '<'");
  repeated_refused("<graphml>", "<x>", 1000000, "map:1: found elements nested more than 64 deep");
  repeated_refused("<graphml><key id='l' for='graph' attr.name='region 1'/><graph><data key='l'>", "<!---->1234567890",
                   100000, "map:1: found a value of more than 65536 bytes");
}

static void too_many_refused(void) {
  if (!g_test_slow()) return g_test_skip("takes a second; -m slow");
  g_autoptr(GString) text = g_string_new("<graphml><graph>");
  for (unsigned i = 0; i <= 1u << 22; i++) g_string_append_printf(text, "<node id='%x'/>", i);
  refused(text->str, "map:1: found more than 4194304 nodes");
}

/* Links as igraph counts them: loops gone, several between two nodes one. */
static void igraph_counts(const char *bytes, gsize length, igraph_t *graph) {
  FILE *file = fmemopen((char *)bytes, length, "r");
  g_assert_cmpint(igraph_read_graph_graphml(graph, file, 0), ==, IGRAPH_SUCCESS);
  fclose(file);
  g_assert_cmpint(igraph_simplify(graph, true, true, NULL), ==, IGRAPH_SUCCESS);
}

static void zoo_file(const char *name, igraph_integer_t nodes, igraph_integer_t links) {
  g_autofree char *shared = g_strdup_printf("data/graphml/%s.graphml", name), *path = program_shared(shared);
  g_autofree char *bytes = NULL, *note = NULL;
  gsize length;
  igraph_t graph;
  if (!path) return;
  g_assert_true(g_file_get_contents(path, &bytes, &length, NULL));
  struct map *map = graphml_parse(bytes, length, name, &note, NULL);
  igraph_counts(bytes, length, &graph);
  g_assert_cmpint(igraph_vcount(&graph), ==, nodes);
  g_assert_cmpint(igraph_ecount(&graph), ==, links);
  g_assert_cmpint(map->ases, ==, nodes);
  g_assert_cmpint(map->links, ==, links);
  for (uint32_t as = 0; as < map->ases; as++)
    g_assert_true(isnan(map->latitude[as]) == isnan(map->longitude[as]) && map->name[as]);
  promises_kept(map);
  comes_back(map);
  igraph_destroy(&graph);
  map_free(map);
}

/* The figures are NetworkX's; igraph counts once more. */
static void zoo_counts(void) {
  zoo_file("Abilene", 11, 14);
  zoo_file("Cogentco", 197, 243);
  zoo_file("Colt", 153, 177);
  zoo_file("Deltacom", 113, 161);
  zoo_file("Geant2012", 40, 61);
  zoo_file("Tinet", 53, 89);
}

/* The map as igraph read it, attribute by attribute. */
static void igraph_agrees(const igraph_t *graph, const struct map *map) {
  for (uint32_t as = 0; as < map->ases; as++) {
    g_assert_cmpfloat(VAN(graph, "asn", as), ==, map->asn[as]);
    g_assert_cmpfloat(VAN(graph, "prefixes", as), ==, map->prefixes[as]);
    g_assert_cmpstr(VAS(graph, "label", as), ==, map->name[as] ? map->name[as] : "");
    g_assert_cmpstr(VAS(graph, "region", as), ==, map->region_name[map->region[as]]);
  }
  for (uint32_t i = 0; i < map->links; i++) {
    static const char *const relation[] = {"provider", "peer", "sibling"};
    g_assert_cmpint(IGRAPH_FROM(graph, i), ==, map->link[i].a);
    g_assert_cmpint(IGRAPH_TO(graph, i), ==, map->link[i].b);
    g_assert_cmpstr(EAS(graph, "relation", i), ==, relation[map->link[i].kind]);
  }
  uint32_t members = 0;
  for (uint32_t as = 0; as < map->ases; as++) members += VAB(graph, "clique", as);
  g_assert_cmpuint(members, ==, map->clique_size);
}

static void igraph_reads(void) {
  struct map *map = generate_map(&(struct generate_options){.ases = 600, .year = 2012, .seed = 9});
  size_t length, again_length;
  char *text = promises_text(graphml_write, map, &length);
  igraph_t graph;
  FILE *file = fmemopen(text, length, "r");
  g_assert_cmpint(igraph_read_graph_graphml(&graph, file, 0), ==, IGRAPH_SUCCESS);
  fclose(file);
  igraph_agrees(&graph, map);
  /* and what igraph makes of it we read again */
  char *theirs = NULL;
  file = open_memstream(&theirs, &again_length);
  g_assert_cmpint(igraph_write_graph_graphml(&graph, file, true), ==, IGRAPH_SUCCESS);
  fclose(file);
  struct map *again = parse(theirs, NULL);
  promises_same(map, again);
  map_free(again);
  free(theirs);
  free(text);
  igraph_destroy(&graph);
  map_free(map);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  igraph_set_attribute_table(&igraph_cattribute_table);
  igraph_set_warning_handler(igraph_warning_handler_ignore); /* of the Zoo: its nodes have an attribute "id" */
  g_test_add_func("/graphml/a generated map comes back in every column, octet for octet", generated_comes_back);
  g_test_add_func("/graphml/names, floats and holes that are hard to print come back", hard_values_come_back);
  g_test_add_func("/graphml/random maps come back", random_maps_come_back);
  g_test_add_func("/graphml/a node without a number gets a private one that is free", private_numbers);
  g_test_add_func("/graphml/nodes without a number get names that differ, on one line", names_unique);
  g_test_add_func("/graphml/what the map has not of the file is told", oddities_told);
  g_test_add_func("/graphml/a key's default counts where a value is missing", defaults_count);
  g_test_add_func("/graphml/data of ports, other tools and unknown keys are passed over", foreign_data_passed_over);
  g_test_add_func("/graphml/wrong values are refused with their line", malformed_refused);
  g_test_add_func("/graphml/ill-formed XML is refused with its line", ill_formed_refused);
  g_test_add_func("/graphml/text that would swell in memory is refused", swelling_refused);
  g_test_add_func("/graphml/four million nodes are too many", too_many_refused);
  g_test_add_func("/graphml/six files of the Topology Zoo have the nodes and links that others count", zoo_counts);
  g_test_add_func("/graphml/igraph reads what we write, and we what igraph writes", igraph_reads);
  return g_test_run();
}
