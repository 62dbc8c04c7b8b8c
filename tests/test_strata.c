#include "scenarios/plan/strata.h"

#include "tests/atlas.h"
#include "topologies/growth/generate.h"

#include <string.h>

/* 1 and 2 on top; 3 below both, 4 below 2, stubs below 3 and 4. 3 has the larger cone. */
#define TOWN "# input clique: 1 2, 1|2|0, 1|3|-1, 2|3|-1, 2|4|-1, 3|5|-1, 3|6|-1, 3|7|-1, 3|8|-1, 4|8|-1, 4|9|-1"

static void kinds_by_hand(void) {
  static const uint8_t kind[] = {STRATA_TIER1,  STRATA_TIER1,      STRATA_SMALL,  STRATA_SINGLE, STRATA_SINGLE,
                                 STRATA_SINGLE, STRATA_MULTIHOMED, STRATA_SINGLE, STRATA_NAMED};
  static const guint32 focus[] = {9, 77};
  struct map *map = atlas_read(TOWN);
  GArray *focused = g_array_new(FALSE, FALSE, sizeof(guint32));
  g_array_append_vals(focused, focus, G_N_ELEMENTS(focus));
  struct strata *strata = strata_new(map, focused);
  for (uint32_t as = 0; as < map->ases; as++)
    if (map->asn[as] != 7 && map->asn[as] != 8) g_assert_cmpuint(strata->kind[as], ==, kind[as]);
  g_assert_cmpuint(strata->kind[map_find(map, 7)], ==, STRATA_SINGLE);
  g_assert_cmpuint(strata->kind[map_find(map, 8)], ==, STRATA_MULTIHOMED);
  g_array_unref(focused);
  strata_free(strata);
  map_free(map);
}

/* 3 hangs below 2, whose cone is larger by 4 and 9; 8 hangs below 3. */
static void order_by_hand(void) {
  static const uint32_t order[] = {1, 2, 3, 5, 6, 7, 8, 4, 9};
  struct map *map = atlas_read(TOWN);
  struct strata *strata = strata_new(map, NULL);
  for (uint32_t i = 0; i < map->ases; i++) g_assert_cmpuint(map->asn[strata->order[i]], ==, order[i]);
  strata_free(strata);
  map_free(map);
}

static void everybody_once(void) {
  for (uint64_t seed = 1; seed <= 30; seed++) {
    struct map *map = atlas_random(seed, 40, 80);
    struct strata *strata = strata_new(map, NULL);
    g_autofree uint8_t *seen = g_new0(uint8_t, map->ases);
    for (uint32_t i = 0; i < map->ases; i++) g_assert_cmpuint(seen[strata->order[i]]++, ==, 0);
    strata_free(strata);
    map_free(map);
  }
}

static void every_kind_on_a_map_like_the_internet(void) {
  struct map *map = generate_map(&(struct generate_options){.ases = 3000, .year = 2012, .seed = 5});
  struct strata *strata = strata_new(map, NULL);
  uint32_t count[STRATA_KINDS] = {0};
  for (uint32_t as = 0; as < map->ases; as++) count[strata->kind[as]]++;
  g_assert_cmpuint(count[STRATA_TIER1], ==, map->clique_size);
  for (int kind = STRATA_TIER1; kind + 1 < STRATA_SINGLE; kind++) g_assert_cmpuint(count[kind], <, count[kind + 1]);
  g_assert_cmpuint(count[STRATA_MULTIHOMED] + count[STRATA_SINGLE], >, map->ases / 2);
  strata_free(strata);
  map_free(map);
}

/* 5, 6 and 7 have no way but 3; 8 has 4, too. With 2 and 3 named, 4 and what is below it have none, either. */
static void captives_by_hand(void) {
  static const guint32 named[] = {3, 2};
  static const char *const captive[] = {"567", "456789"};
  struct map *map = atlas_read(TOWN);
  for (guint count = 1; count <= 2; count++) {
    GArray *names = g_array_new(FALSE, FALSE, sizeof(guint32));
    g_array_append_vals(names, named, count);
    struct strata *strata = strata_new(map, names);
    for (uint32_t as = 0; as < map->ases; as++) {
      gboolean is = strchr(captive[count - 1], (int)('0' + map->asn[as])) != NULL;
      g_assert_cmpint(strata->kind[as] == STRATA_CAPTIVE, ==, is);
    }
    g_array_unref(names);
    strata_free(strata);
  }
  map_free(map);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/strata/kinds by clique, cone, providers and names", kinds_by_hand);
  g_test_add_func("/strata/captives have no way but by those that are named", captives_by_hand);
  g_test_add_func("/strata/the order goes down the tree of the largest providers", order_by_hand);
  g_test_add_func("/strata/everybody stands in the order once", everybody_once);
  g_test_add_func("/strata/every kind on a map like the Internet", every_kind_on_a_map_like_the_internet);
  return g_test_run();
}
