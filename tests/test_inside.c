/* Insides of ASes: our own table against the published map, routers in PoPs, ways, and who talks iBGP to whom. */
#include "tests/program.h"

#include "topologies/files/rocketfuel.h"
#include "topologies/growth/carriers.h"
#include "topologies/growth/generate.h"
#include "topologies/inside/inside_file.h"
#include "topologies/inside/inside_generate.h"
#include "topologies/inside/inside_map.h"
#include "topologies/inside/reflection.h"
#include "topologies/places/country.h"

#include <math.h>
#include <string.h>

#define TABLE "topologies/inside/level3-2011.csv"

static struct inside *read_text(const char *text) {
  GError *error = NULL;
  struct inside *inside = inside_file_read(text, strlen(text), "t.csv", &error);
  g_assert_no_error(error);
  return inside;
}

static struct inside *read_level3(void) {
  g_autofree char *path = g_build_filename(FAULTLINE_SOURCE_DIR, TABLE, NULL), *text = NULL;
  g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
  return read_text(text);
}

/* 0 - 1 - 2 - 3 - 0, with a short cut 0 - 2 of the weight of both ways around. */
static const char square[] = "pop,a,,,\npop,b,,,\npop,c,,,\npop,d,,,\n"
                             "link,a,b,1,1\nlink,b,c,2,1\nlink,c,d,5,1\nlink,d,a,1,2\nlink,a,c,9,2\n";

static void test_level3(void) {
  struct inside *inside = read_level3();
  uint32_t of[CARRIERS_REGIONS] = {0};
  g_assert_cmpuint(inside->pops, ==, 63);
  g_assert_cmpuint(inside->routers, ==, 63);
  g_assert_cmpuint(inside->links, ==, 285);
  g_assert_cmpuint(inside->left_out, ==, 0);
  for (uint32_t p = 0; p < inside->pops; p++) of[country_table[inside->pop[p].country].region]++;
  g_assert_cmpuint(of[CARRIERS_NORTH_AMERICA] + of[CARRIERS_EUROPE], ==, 63);
  g_assert_cmpuint(of[CARRIERS_EUROPE], ==, 14);
  inside_free(inside);
}

static struct map *read_edges(const char *name) {
  g_autofree char *path = program_shared(name), *bytes = NULL, *note = NULL;
  gsize length;
  if (!path) return NULL;
  g_assert_true(g_file_get_contents(path, &bytes, &length, NULL));
  return rocketfuel_parse(bytes, length, "edges", TRUE, &note, NULL);
}

/* The published map spells "City, State"; our table has the city alone, but for the two of one name. */
static uint32_t find_published(const struct inside *ours, const char *name) {
  if (strcmp(name, "Manchester, MA") == 0) return inside_find(ours, "Manchester MA");
  if (strcmp(name, "Manchester, UnitedKingdom") == 0) return inside_find(ours, "Manchester UK");
  g_autofree char *city = g_strndup(name, strcspn(name, ","));
  return inside_find(ours, city);
}

static const struct inside_link *find_link(const struct inside *inside, uint32_t a, uint32_t b) {
  for (uint32_t i = 0; i < inside->links; i++)
    if (inside->link[i].a == MIN(a, b) && inside->link[i].b == MAX(a, b)) return &inside->link[i];
  return NULL;
}

static void test_published(void) {
  struct map *delays = read_edges("data/rocketfuel/3356-pop/edges.lat");
  struct map *weights = delays ? read_edges("data/rocketfuel/3356-pop/edges.wt") : NULL;
  if (!weights) return;
  GError *error = NULL;
  struct inside *ours = read_level3(), *theirs = inside_map_read(delays, weights, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(theirs->links, ==, ours->links);
  double off = 0;
  for (uint32_t i = 0; i < theirs->links; i++) {
    const struct inside_link *link = &theirs->link[i];
    uint32_t a = find_published(ours, theirs->router[link->a].name),
             b = find_published(ours, theirs->router[link->b].name);
    const struct inside_link *own = find_link(ours, a, b);
    g_assert_nonnull(own);
    if (strcmp(theirs->router[link->b].name, "Manchester, MA") == 0) continue; /* the one that has no weight */
    g_assert_cmpuint(own->metric, ==, link->metric);
    off += fabs(own->ms / INSIDE_DETOUR - link->ms);
  }
  /* Theirs are geographic, too, with another speed of light and coordinates of their own. */
  g_assert_cmpfloat(off / theirs->links, <, 1);
  for (uint32_t p = 0; p < theirs->pops; p++) g_assert_false(isnan(theirs->pop[p].latitude));
  inside_free(ours);
  inside_free(theirs);
  map_free(delays);
  map_free(weights);
}

static void test_thick(void) {
  struct inside *inside = inside_thicken(read_level3(), 3);
  g_assert_cmpuint(inside->routers, ==, 3 * 63);
  g_assert_cmpuint(inside->links, ==, 285 + 3 * 63);
  g_assert_cmpstr(inside->router[1].name, ==, "Amsterdam 2");
  for (uint32_t p = 0; p < inside->pops; p++) {
    uint32_t outward[3] = {0}, all = 0;
    g_assert_cmpuint(inside->first[p], ==, 3 * p);
    for (uint32_t i = 0; i < inside->links; i++) {
      uint32_t end[2] = {inside->link[i].a, inside->link[i].b};
      if (inside->router[end[0]].pop == inside->router[end[1]].pop) continue;
      for (int e = 0; e < 2; e++)
        if (inside->router[end[e]].pop == p) outward[end[e] - 3 * p]++, all++;
    }
    for (int r = 0; r < 3; r++) g_assert_cmpuint(outward[r], ==, (all + 2 - (uint32_t)r) / 3);
  }
  inside_free(inside);
}

static void test_ways(void) {
  struct inside *inside = read_text(square);
  uint32_t metric[4];
  double ms[4];
  inside_ways(inside, 0, metric, ms);
  const uint32_t expected[] = {0, 10, 20, 20};
  const double took[] = {0, 1, 3, 1}; /* to c by way of b, which weighs as much as the short cut */
  for (int r = 0; r < 4; r++) {
    g_assert_cmpuint(metric[r], ==, expected[r]);
    g_assert_cmpfloat(ms[r], ==, took[r]);
  }
  inside_free(inside);
}

static void test_pieces(void) {
  struct inside *inside = read_text("pop,a,,,\npop,lost,,,\npop,b,DE,52.5,13.4\nrouter,b1,b\nrouter,b2,b,bb\n"
                                    "link,a,b1\nlink,b1,b2\nlink,b2,b1,3\n");
  g_assert_cmpuint(inside->left_out, ==, 1);
  g_assert_cmpuint(inside->pops, ==, 2);
  g_assert_cmpuint(inside->routers, ==, 3);
  g_assert_cmpuint(inside->links, ==, 2);
  g_assert_true(inside->router[2].backbone);
  g_assert_cmpuint(inside_find(inside, "lost"), ==, UINT32_MAX);
  inside_free(inside);
}

static void test_mistakes(void) {
  static const struct {
    const char *text, *message;
  } wrong[] = {
      {"", "t.csv: found no PoP"},
      {"pop,a,,,\nsite,b\n", "t.csv:2: found 'site', expected pop, router or link"},
      {"pop,a,,,\npop,a,,,\n", "t.csv:2: found 'a', expected a name that no other PoP has"},
      {"pop,a,XX,,\n", "t.csv:1: found 'XX', expected a country as ISO 3166-1 alpha-2, or nothing"},
      {"pop,a,,91,0\n", "t.csv:1: found '91', expected a number from -90 to 90"},
      {"pop,a,,9,\n", "t.csv:1: found '', expected latitude and longitude, or neither"},
      {"pop,a,,,\nlink,a,b\n", "t.csv:2: found 'b', expected a PoP or router that stands above"},
      {"pop,a,,,\nlink,a,a\n", "t.csv:2: found 'a', expected another router than the first"},
      {"pop,a,,,\nrouter,r,b\n", "t.csv:2: found 'b', expected a PoP that stands above"},
      {"pop,a,,,\nrouter,r,a,core\n", "t.csv:2: found 'core', expected bb or nothing"},
      {"pop,a\"b,,,\n", "t.csv:1: found a stray quote"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(wrong); i++) {
    GError *error = NULL;
    g_assert_null(inside_file_read(wrong[i].text, strlen(wrong[i].text), "t.csv", &error));
    g_assert_nonnull(error);
    g_assert_cmpstr(error->message, ==, wrong[i].message);
    g_error_free(error);
  }
}

/* Without any one link all PoPs of a generated inside still hang together. */
static void test_generated(void) {
  struct map *map = generate_map(&(struct generate_options){.ases = 500, .year = 2012, .seed = 3});
  struct inside *inside = inside_generate(map, map_find(map, 3356), 25, 1);
  struct inside *again = inside_generate(map, map_find(map, 3356), 25, 1);
  g_assert_cmpuint(inside->pops, ==, 25);
  for (uint32_t p = 0; p < 25; p++) g_assert_cmpstr(inside->pop[p].name, ==, again->pop[p].name);
  for (uint32_t cut = 0; cut < inside->links; cut++) {
    struct inside_link kept = inside->link[cut];
    uint32_t metric[25];
    double ms[25];
    inside->link[cut].a = inside->link[cut].b;
    inside_ways(inside, 0, metric, ms);
    for (uint32_t r = 0; r < 25; r++) g_assert_cmpuint(metric[r], !=, UINT32_MAX);
    inside->link[cut] = kept;
  }
  inside_free(inside);
  inside_free(again);
  map_free(map);
}

/* As a map, and back: all but the metrics, which a map does not have. */
static void test_round_trip(void) {
  GError *error = NULL;
  struct inside *inside = read_level3();
  struct map *map = inside_map_new(inside, &error);
  g_assert_no_error(error);
  struct inside *again = inside_map_read(map, NULL, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(again->routers, ==, inside->routers);
  g_assert_cmpuint(again->links, ==, inside->links);
  for (uint32_t p = 0; p < inside->pops; p++) {
    g_assert_cmpstr(again->pop[p].name, ==, inside->pop[p].name);
    g_assert_cmpuint(again->pop[p].country, ==, inside->pop[p].country);
    g_assert_cmpfloat(again->pop[p].latitude, ==, inside->pop[p].latitude);
  }
  for (uint32_t i = 0; i < inside->links; i++) {
    const struct inside_link *link = find_link(again, inside->link[i].a, inside->link[i].b);
    g_assert_nonnull(link);
    g_assert_cmpfloat_with_epsilon(link->ms, inside->link[i].ms, 1e-5);
  }
  inside_free(inside);
  inside_free(again);
  map_free(map);
}

static void test_full_mesh(void) {
  struct inside *inside = inside_thicken(read_level3(), 2);
  g_autofree uint32_t *cluster = g_new(uint32_t, inside->routers);
  GArray *sessions = reflection_sessions(inside, 0, cluster);
  g_assert_cmpuint(sessions->len, ==, 126 * 125 / 2);
  for (guint i = 0; i < sessions->len; i++)
    g_assert_false(g_array_index(sessions, struct reflection_session, i).client);
  g_array_unref(sessions);
  inside_free(inside);
}

/* Two reflectors a cluster, in one PoP; every other router is the client of one pair; reflectors are in full mesh. */
static void test_reflectors(void) {
  enum { CLUSTERS = 5 };
  struct inside *inside = inside_thicken(read_level3(), 2);
  uint32_t n = inside->routers, among = 0, reflectors = 0;
  g_autofree uint32_t *cluster = g_new(uint32_t, n), *serves = g_new0(uint32_t, n), *pair = g_new0(uint32_t, n);
  GArray *sessions = reflection_sessions(inside, CLUSTERS, cluster);
  for (guint i = 0; i < sessions->len; i++) {
    const struct reflection_session *session = &g_array_index(sessions, struct reflection_session, i);
    among += !session->client;
    if (!session->client) continue;
    serves[session->a]++;
    g_assert_true(pair[session->b] == 0 || pair[session->b] == cluster[session->a] + 1);
    pair[session->b] = cluster[session->a] + 1;
  }
  for (uint32_t r = 0; r < n; r++) {
    reflectors += serves[r] > 0;
    g_assert_true(serves[r] > 0 || pair[r] > 0);
    g_assert_cmpuint(inside->router[cluster[r]].pop, ==, inside->router[r].pop);
  }
  g_assert_cmpuint(reflectors, ==, 2 * CLUSTERS);
  g_assert_cmpuint(among, ==, CLUSTERS * (2 * CLUSTERS - 1));
  g_assert_cmpuint(sessions->len, ==, among + 2 * (n - 2 * CLUSTERS));
  g_array_unref(sessions);
  inside_free(inside);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/inside/our Level 3 has 63 PoPs in North America and Europe", test_level3);
  g_test_add_func("/inside/our Level 3 joins the cities that the published map joins", test_published);
  g_test_add_func("/inside/links are spread over the routers of a PoP", test_thick);
  g_test_add_func("/inside/ways are least by metric, then by delay", test_ways);
  g_test_add_func("/inside/the largest piece is kept", test_pieces);
  g_test_add_func("/inside/a mistake is told by its line", test_mistakes);
  g_test_add_func("/inside/no single link cuts off a generated PoP", test_generated);
  g_test_add_func("/inside/a table is a map and back", test_round_trip);
  g_test_add_func("/inside/in a full mesh everybody talks to everybody", test_full_mesh);
  g_test_add_func("/inside/reflectors serve all others in pairs", test_reflectors);
  return g_test_run();
}
