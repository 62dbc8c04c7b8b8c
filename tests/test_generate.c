#include "scenarios/files/topology.h"
#include "topologies/growth/carriers.h"
#include "topologies/growth/generate.h"
#include "topologies/map/adjacency.h"
#include "topologies/places/country.h"
#include "topologies/survey/survey.h"

#include <string.h>

static struct map *made_like(uint32_t year, uint32_t ases, uint64_t seed) {
  return generate_map(&(struct generate_options){.ases = ases, .year = year, .seed = seed});
}

static struct map *made(uint32_t ases, uint64_t seed) { return made_like(2012, ases, seed); }

static void for_many(void (*check)(const struct map *map)) {
  static const uint32_t ases[] = {GENERATE_FEWEST, 21, 60, 499, 500, 501, 2000, 5000};
  static const uint32_t years[] = {1998, 2005, 2012, 2025};
  for (size_t i = 0; i < G_N_ELEMENTS(ases); i++)
    for (uint64_t seed = 0; seed < G_N_ELEMENTS(years); seed++) {
      struct map *map = made_like(years[seed], ases[i], seed);
      g_assert_cmpuint(map->ases, ==, ases[i]);
      check(map);
      map_free(map);
    }
}

/* Who is reached from `reached` by repeating: link a - b carries it from a to b, or both ways. */
static void spread(const struct map *map, gboolean *reached, gboolean peers_too) {
  for (gboolean changed = TRUE; changed;) {
    changed = FALSE;
    for (uint32_t i = 0; i < map->links; i++) {
      const struct map_link *link = &map->link[i];
      if (!peers_too && link->kind != MAP_TRANSIT) continue;
      if (reached[link->a] && !reached[link->b]) changed = reached[link->b] = TRUE;
      if (peers_too && reached[link->b] && !reached[link->a]) changed = reached[link->a] = TRUE;
    }
  }
}

static void check_connected(const struct map *map) {
  gboolean *reached = g_new0(gboolean, map->ases);
  reached[0] = TRUE;
  spread(map, reached, TRUE);
  for (uint32_t as = 0; as < map->ases; as++) g_assert_true(reached[as]);
  g_free(reached);
}

static void check_below_clique(const struct map *map) {
  gboolean *reached = g_new0(gboolean, map->ases);
  for (uint32_t i = 0; i < map->clique_size; i++) reached[map->clique[i]] = TRUE;
  spread(map, reached, FALSE);
  for (uint32_t as = 0; as < map->ases; as++) g_assert_true(reached[as]);
  g_free(reached);
}

/* Taking away ASes without providers empties a map without cycles. */
static void check_acyclic(const struct map *map) {
  gboolean *gone = g_new0(gboolean, map->ases), *bound = g_new(gboolean, map->ases);
  uint32_t left = map->ases;
  for (uint32_t before = left + 1; left < before;) {
    before = left;
    memset(bound, 0, map->ases * sizeof *bound);
    for (uint32_t i = 0; i < map->links; i++)
      if (map->link[i].kind == MAP_TRANSIT && !gone[map->link[i].a]) bound[map->link[i].b] = TRUE;
    for (uint32_t as = 0; as < map->ases; as++)
      if (!gone[as] && !bound[as]) gone[as] = TRUE, left--;
  }
  g_assert_cmpuint(left, ==, 0);
  g_free(bound);
  g_free(gone);
}

static void check_clique(const struct map *map) {
  struct adjacency *adjacency = adjacency_new(map);
  g_assert_cmpuint(map->clique_size, >=, 3);
  for (uint32_t i = 0; i < map->clique_size; i++) {
    g_assert_cmpuint(adjacency_providers(adjacency, map->clique[i]), ==, 0);
    for (uint32_t j = 0; j < i; j++) g_assert_true(adjacency_linked(adjacency, map->clique[i], map->clique[j]));
  }
  uint32_t sprint = map_find(map, map->ases < GENERATE_NAMED ? map->asn[map->clique[0]] : 1239);
  gboolean member = FALSE;
  for (uint32_t i = 0; i < map->clique_size; i++) member |= map->clique[i] == sprint;
  g_assert_true(member);
  adjacency_free(adjacency);
}

static void check_columns(const struct map *map) {
  for (uint32_t as = 0; as < map->ases; as++) {
    g_assert_cmpuint(map->region[as], <, CARRIERS_REGIONS);
    g_assert_cmpuint(map->prefixes[as], >=, 1);
    g_assert_cmpuint(map->asn[as], !=, 23456);
    g_assert_false(map->asn[as] >= 64496 && map->asn[as] < 131072);
  }
  g_assert_cmpuint(g_strv_length(map->region_name), ==, CARRIERS_REGIONS);
}

static void connected(void) { for_many(check_connected); }
static void below_clique(void) { for_many(check_below_clique); }
static void acyclic(void) { for_many(check_acyclic); }
static void clique(void) { for_many(check_clique); }
static void columns(void) { for_many(check_columns); }

static gboolean equal(const struct map *one, const struct map *other) {
  if (one->ases != other->ases || one->links != other->links) return FALSE;
  for (uint32_t as = 0; as < one->ases; as++)
    if (one->asn[as] != other->asn[as] || one->region[as] != other->region[as] ||
        one->prefixes[as] != other->prefixes[as] || g_strcmp0(one->name[as], other->name[as]) != 0)
      return FALSE;
  return memcmp(one->link, other->link, one->links * sizeof *one->link) == 0;
}

static void seed_decides(void) {
  struct map *one = made(3000, 5), *same = made(3000, 5), *other = made(3000, 6);
  g_assert_true(equal(one, same));
  g_assert_false(equal(one, other));
  map_free(one);
  map_free(same);
  map_free(other);
}

static void known_by_name(void) {
  struct map *map = topology_load(&(struct topology_options){.seed = 1}, NULL);
  g_assert_cmpuint(map->ases, ==, 5000);
  for (const struct carriers_network *known = carriers_known; known->asn; known++) {
    uint32_t as = map_find(map, known->asn);
    g_assert_true((as != UINT32_MAX) == carriers_present(known, TOPOLOGY_DEFAULT_YEAR));
    if (as == UINT32_MAX) continue;
    g_assert_cmpstr(map->name[as], ==, known->name);
    g_assert_cmpuint(map->country[as], ==, country_find(known->country));
  }
  map_free(map);
}

static void known_once(void) {
  for (const struct carriers_network *known = carriers_known; known->asn; known++)
    for (const struct carriers_network *other = carriers_known; other < known; other++) {
      g_assert_cmpuint(known->asn, !=, other->asn);
      g_assert_cmpstr(known->name, !=, other->name);
    }
}

/* Each within 1 % of the year's count, however small the map. */
static void proportions(void) {
  static const uint32_t years[] = {1998, 2005, 2012, 2018, 2025};
  for (size_t i = 0; i < G_N_ELEMENTS(years); i++) {
    struct years_facts facts = years_facts(years[i]);
    struct map *map = made_like(years[i], 3000, 1);
    double scale = 3000.0 / facts.ases, kinds[3] = {0};
    for (uint32_t k = 0; k < map->links; k++) kinds[map->link[k].kind]++;
    g_assert_cmpfloat_with_epsilon(kinds[MAP_TRANSIT] / (scale * facts.transit_links), 1, 0.01);
    g_assert_cmpfloat_with_epsilon(kinds[MAP_PEER] / (scale * facts.peer_links), 1, 0.02);
    map_free(map);
  }
}

/* Transit is bought near by far more often than regions mixed at random would have it. */
static void neighbours_regional(void) {
  struct map *map = made(5000, 3);
  uint32_t at_home = 0, transit = 0;
  for (uint32_t i = 0; i < map->links; i++) {
    if (map->link[i].kind != MAP_TRANSIT) continue;
    transit++;
    at_home += map->region[map->link[i].a] == map->region[map->link[i].b];
  }
  g_assert_cmpfloat((double)at_home / transit, >, 0.6);
  g_assert_cmpfloat((double)at_home / transit, <, 0.95);
  map_free(map);
}

/* SuproNet stood where it stood: below two small Czech networks. */
static void contracts_kept(void) {
  struct map *map = made_like(2009, 0, 1);
  struct adjacency *adjacency = adjacency_new(map);
  uint32_t kept = 0, possible = 0;
  for (const struct carriers_contract *contract = carriers_contracts; contract->buyer; contract++) {
    uint32_t buyer = map_find(map, contract->buyer), seller = map_find(map, contract->seller);
    if (buyer == UINT32_MAX || seller == UINT32_MAX) continue;
    possible++;
    kept += adjacency_linked(adjacency, buyer, seller);
  }
  g_assert_true(adjacency_linked(adjacency, map_find(map, 47868), map_find(map, 29113)));
  g_assert_cmpuint(kept, >=, possible * 8 / 10);
  adjacency_free(adjacency);
  map_free(map);
}

/* Asserts a distance below 0.08 between the two maps in one distribution. */
static void near_in(const struct survey *real, const struct survey *generated, const char *name) {
  double distance = distribution_distance(survey_distribution(real, name), survey_distribution(generated, name));
  g_test_message("%s: %.4f", name, distance);
  g_assert_cmpfloat(distance, <, 0.08);
}

static double figure(const struct survey *survey, const char *name) {
  for (guint i = 0; i < survey->figures->len; i++) {
    const struct survey_figure *found = &g_array_index(survey->figures, struct survey_figure, i);
    if (strcmp(found->name, name) == 0) return found->value;
  }
  g_assert_not_reached();
}

static void near_real(const char *path, uint32_t year) {
  GError *error = NULL;
  if (!g_file_test(path, G_FILE_TEST_EXISTS)) {
    g_test_skip("needs a published map, which is not there");
    return;
  }
  struct map *map = topology_load(&(struct topology_options){.file = path, .seed = 1}, &error);
  g_assert_no_error(error);
  struct map *like = made_like(year, 0, 7);
  struct survey *real = survey_new(map, &error), *generated = survey_new(like, &error);
  g_assert_no_error(error);
  near_in(real, generated, "provider_degree");
  near_in(real, generated, "peer_degree");
  near_in(real, generated, "customer_degree");
  near_in(real, generated, "cone");
  near_in(real, generated, "cone_transit");
  near_in(real, generated, "core");
  near_in(real, generated, "path_length");
  g_assert_cmpfloat_with_epsilon(figure(generated, "ases") / figure(real, "ases"), 1, 0.01);
  g_assert_cmpfloat_with_epsilon(figure(generated, "links") / figure(real, "links"), 1, 0.01);
  g_assert_cmpfloat_with_epsilon(figure(generated, "transit_link_share"), figure(real, "transit_link_share"), 0.02);
  g_assert_cmpfloat_with_epsilon(figure(generated, "stub_share"), figure(real, "stub_share"), 0.03);
  g_assert_cmpfloat_with_epsilon(figure(generated, "multihomed_share"), figure(real, "multihomed_share"), 0.03);
  g_assert_cmpfloat(figure(generated, "innermost_core") / figure(real, "innermost_core"), >, 0.8);
  g_assert_cmpfloat(figure(generated, "innermost_core") / figure(real, "innermost_core"), <, 1.25);
  g_assert_cmpuint(map->clique_size, ==, like->clique_size);
  for (uint32_t i = 0; i < map->clique_size; i++)
    g_assert_cmpuint(map->asn[map->clique[i]], ==, like->asn[like->clique[i]]);
  survey_free(real);
  survey_free(generated);
  map_free(map);
  map_free(like);
}

static void near_2009(void) { near_real("../shared/data/asrel/20090101.as-rel.txt", 2009); }
static void near_2010(void) { near_real("../shared/data/asrel/20100101.as-rel.txt", 2010); }
static void near_2012(void) { near_real("../shared/data/asrel/20120101.as-rel.txt", 2012); }
static void near_2018(void) { near_real("../shared/data/asrel/20180101.as-rel.txt.bz2", 2018); }

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/generate/maps are connected", connected);
  g_test_add_func("/generate/every AS reaches the clique by providers", below_clique);
  g_test_add_func("/generate/there is no provider cycle", acyclic);
  g_test_add_func("/generate/the clique is a transit-free mesh with Level 3", clique);
  g_test_add_func("/generate/columns are filled with sane values", columns);
  g_test_add_func("/generate/the seed decides everything and alone", seed_decides);
  g_test_add_func("/generate/the default map knows the networks of 2011", known_by_name);
  g_test_add_func("/generate/no network is known twice", known_once);
  g_test_add_func("/generate/links come in the proportions of the year", proportions);
  g_test_add_func("/generate/transit is mostly regional", neighbours_regional);
  g_test_add_func("/generate/networks of incidents stand where they stood", contracts_kept);
  g_test_add_func("/generate/a map like 2009 is near the published one", near_2009);
  g_test_add_func("/generate/a map like 2010 is near the published one", near_2010);
  g_test_add_func("/generate/a map like 2012 is near the published one", near_2012);
  g_test_add_func("/generate/a map like 2018 is near the published one", near_2018);
  return g_test_run();
}
