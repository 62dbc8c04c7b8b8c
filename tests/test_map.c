#include "sim/chance.h"
#include "topologies/map/adjacency.h"
#include "topologies/map/map.h"

#include <string.h>

struct given {
  uint32_t a, b;
  enum map_kind kind;
  unsigned line;
};

/* Links until one is refused; then finish, unless that happened. */
static struct map *make(const struct given *given, size_t count, GError **error) {
  struct map_builder *builder = map_builder_new();
  for (size_t i = 0; i < count; i++)
    if (!map_builder_link(builder, given[i].a, given[i].b, given[i].kind, given[i].line, error)) {
      map_builder_free(builder);
      return NULL;
    }
  return map_builder_finish(builder, error);
}

static void refused(const struct given *given, size_t count, enum map_error code, const char *message) {
  GError *error = NULL;
  g_assert_null(make(given, count, &error));
  g_assert_error(error, MAP_ERROR, (int)code);
  g_assert_cmpstr(error->message, ==, message);
  g_error_free(error);
}

static const struct given small[] = {
    {7018, 3356, MAP_PEER, 1},   {3356, 9, MAP_TRANSIT, 2}, {7018, 9, MAP_TRANSIT, 3},
    {3356, 200, MAP_TRANSIT, 4}, {200, 9, MAP_SIBLING, 5},  {9, 4294967295u, MAP_TRANSIT, 6},
};

static void indices_ascend(void) {
  static const uint32_t asn[] = {9, 200, 3356, 7018, 4294967295u};
  struct map *map = make(small, G_N_ELEMENTS(small), NULL);
  g_assert_cmpuint(map->ases, ==, G_N_ELEMENTS(asn));
  g_assert_cmpmem(map->asn, map->ases * sizeof *asn, asn, sizeof asn);
  map_free(map);
}

static void links_sorted(void) {
  static const struct map_link expected[] = {
      {0, 1, MAP_SIBLING}, {0, 4, MAP_TRANSIT}, {2, 0, MAP_TRANSIT},
      {2, 1, MAP_TRANSIT}, {2, 3, MAP_PEER},    {3, 0, MAP_TRANSIT},
  };
  struct map *map = make(small, G_N_ELEMENTS(small), NULL);
  g_assert_cmpuint(map->links, ==, G_N_ELEMENTS(expected));
  g_assert_cmpmem(map->link, map->links * sizeof *expected, expected, sizeof expected);
  map_free(map);
}

static void links_found(void) {
  struct map *map = make(small, G_N_ELEMENTS(small), NULL);
  for (uint32_t i = 0; i < map->links; i++) {
    g_assert_cmpuint(map_link(map, map->link[i].a, map->link[i].b), ==, i);
    g_assert_cmpuint(map_link(map, map->link[i].b, map->link[i].a), ==, UINT32_MAX);
  }
  g_assert_cmpuint(map_link(map, 0, 2), ==, UINT32_MAX);
  g_assert_cmpuint(map_link(map, 4, 4), ==, UINT32_MAX);
  map_free(map);
}

static void order_does_not_matter(void) {
  struct map *first = make(small, G_N_ELEMENTS(small), NULL);
  for (uint64_t round = 0; round < 50; round++) {
    struct given given[G_N_ELEMENTS(small)];
    memcpy(given, small, sizeof small);
    for (size_t i = G_N_ELEMENTS(given) - 1; i > 0; i--) {
      size_t j = chance_below((struct chance){round, i, 0, 0}, i + 1);
      struct given kept = given[i];
      given[i] = given[j];
      given[j] = kept;
    }
    struct map *map = make(given, G_N_ELEMENTS(given), NULL);
    g_assert_cmpmem(map->link, map->links * sizeof *map->link, first->link, first->links * sizeof *first->link);
    map_free(map);
  }
  map_free(first);
}

static void find(void) {
  struct map *map = make(small, G_N_ELEMENTS(small), NULL);
  for (uint32_t i = 0; i < map->ases; i++) g_assert_cmpuint(map_find(map, map->asn[i]), ==, i);
  static const uint32_t absent[] = {0, 1, 8, 10, 3357, 4294967294u};
  for (size_t i = 0; i < G_N_ELEMENTS(absent); i++) g_assert_cmpuint(map_find(map, absent[i]), ==, UINT32_MAX);
  map_free(map);
}

static void repetition_counts_once(void) {
  static const struct given given[] = {
      {1, 2, MAP_TRANSIT, 1}, {1, 2, MAP_TRANSIT, 2}, {3, 1, MAP_PEER, 3}, {1, 3, MAP_PEER, 4}, {1, 3, MAP_PEER, 5}};
  struct map *map = make(given, G_N_ELEMENTS(given), NULL);
  g_assert_cmpuint(map->links, ==, 2);
  map_free(map);
}

static void conflicts_refused(void) {
  refused((struct given[]){{1, 2, MAP_TRANSIT, 3}, {5, 6, MAP_PEER, 4}, {2, 1, MAP_PEER, 7}}, 3, MAP_ERROR_CONFLICT,
          "7: found AS1 a peer of AS2, but line 3 has AS1 the provider of AS2");
  refused((struct given[]){{1, 2, MAP_TRANSIT, 3}, {2, 1, MAP_TRANSIT, 4}}, 2, MAP_ERROR_CONFLICT,
          "4: found AS2 the provider of AS1, but line 3 has AS1 the provider of AS2");
  refused((struct given[]){{1, 2, MAP_SIBLING, 0}, {2, 1, MAP_PEER, 0}}, 2, MAP_ERROR_CONFLICT,
          "found AS1 a peer of AS2, but an earlier link has AS1 a sibling of AS2");
}

static void first_conflict_named(void) {
  refused((struct given[]){{8, 9, MAP_PEER, 1}, {1, 2, MAP_PEER, 2}, {8, 9, MAP_TRANSIT, 3}, {1, 2, MAP_TRANSIT, 4}}, 4,
          MAP_ERROR_CONFLICT, "3: found AS8 the provider of AS9, but line 1 has AS8 a peer of AS9");
}

static void reserved_and_self_refused(void) {
  refused((struct given[]){{4, 4, MAP_PEER, 12}}, 1, MAP_ERROR_CONFLICT, "12: found a link of AS4 to itself");
  refused((struct given[]){{4, 0, MAP_PEER, 12}}, 1, MAP_ERROR_SYNTAX, "12: found AS0, reserved by RFC 7607");
  refused((struct given[]){{0, 4, MAP_PEER, 0}}, 1, MAP_ERROR_SYNTAX, "found AS0, reserved by RFC 7607");
}

static void nothing_refused(void) { refused(NULL, 0, MAP_ERROR_SIZE, "found no link, expected at least one"); }

static void cycle_named(void) {
  refused((struct given[]){{3, 1, MAP_TRANSIT, 11},
                           {1, 2, MAP_TRANSIT, 12},
                           {9, 1, MAP_TRANSIT, 13},
                           {2, 3, MAP_TRANSIT, 14},
                           {2, 8, MAP_TRANSIT, 15}},
          5, MAP_ERROR_CYCLE, "14: found a cycle of providers: each of AS1, AS3, AS2, AS1 buys transit from the next");
}

static void long_cycle_abridged(void) {
  struct given given[20];
  for (uint32_t i = 0; i < 20; i++) given[i] = (struct given){(i + 1) % 20 + 1, i + 1, MAP_TRANSIT, 0};
  refused(given, 20, MAP_ERROR_CYCLE,
          "found a cycle of providers: each of AS1, AS2, AS3, AS4, AS5, AS6, AS7, AS8, ..., AS1 buys transit "
          "from the next");
}

static void peers_and_diamonds_accepted(void) {
  static const struct given given[] = {{1, 2, MAP_PEER, 0},    {2, 3, MAP_PEER, 0},    {1, 3, MAP_PEER, 0},
                                       {1, 4, MAP_TRANSIT, 0}, {1, 5, MAP_TRANSIT, 0}, {4, 6, MAP_TRANSIT, 0},
                                       {5, 6, MAP_TRANSIT, 0}, {6, 7, MAP_SIBLING, 0}};
  struct map *map = make(given, G_N_ELEMENTS(given), NULL);
  g_assert_nonnull(map);
  map_free(map);
}

static void named_clique_kept(void) {
  static const uint32_t named[] = {3356, 77, 9, 3356}, expected[] = {0, 2};
  struct map_builder *builder = map_builder_new();
  for (size_t i = 0; i < G_N_ELEMENTS(small); i++)
    g_assert_true(map_builder_link(builder, small[i].a, small[i].b, small[i].kind, 0, NULL));
  map_builder_clique(builder, named, G_N_ELEMENTS(named));
  struct map *map = map_builder_finish(builder, NULL);
  g_assert_cmpmem(map->clique, map->clique_size * sizeof *expected, expected, sizeof expected);
  map_free(map);
}

/* Random maps: lower numbers sell to higher ones, so no cycle can arise. */
static struct map *random_map(uint64_t seed, uint32_t ases, uint32_t links) {
  struct map_builder *builder = map_builder_new();
  struct chance chance = {seed, 0, 0, 0};
  gboolean *linked = g_new0(gboolean, (ases + 1) * (ases + 1));
  for (uint32_t i = 0; i < links; i++) {
    uint32_t a = (uint32_t)chance_below(chance, ases) + 1, b;
    chance.nth++;
    b = (uint32_t)chance_below(chance, ases) + 1;
    chance.nth++;
    enum map_kind kind = (enum map_kind)chance_below(chance, 3);
    chance.nth++;
    if (a >= b || linked[a * ases + b]) continue;
    linked[a * ases + b] = TRUE;
    g_assert_true(map_builder_link(builder, a, b, kind, 0, NULL));
  }
  g_free(linked);
  return map_builder_finish(builder, NULL);
}

static gboolean has_provider(const struct map *map, uint32_t as) {
  for (uint32_t i = 0; i < map->links; i++)
    if (map->link[i].kind == MAP_TRANSIT && map->link[i].b == as) return TRUE;
  return FALSE;
}

static gboolean linked(const struct map *map, uint32_t a, uint32_t b) {
  for (uint32_t i = 0; i < map->links; i++)
    if ((map->link[i].a == a && map->link[i].b == b) || (map->link[i].a == b && map->link[i].b == a)) return TRUE;
  return FALSE;
}

static uint32_t linked_members(const struct map *map, uint32_t as) {
  uint32_t count = 0;
  for (uint32_t i = 0; i < map->clique_size; i++) count += linked(map, as, map->clique[i]);
  return count;
}

static void inferred_clique_is_maximal(void) {
  for (uint64_t seed = 0; seed < 40; seed++) {
    struct map *map = random_map(seed, 30, 120);
    uint32_t members = 0;
    g_assert_cmpuint(map->clique_size, >, 0);
    for (uint32_t as = 0; as < map->ases; as++) {
      gboolean member = members < map->clique_size && map->clique[members] == as;
      if (has_provider(map, as)) g_assert_false(member);
      else if (member) g_assert_cmpuint(linked_members(map, as), ==, map->clique_size - 1);
      else g_assert_cmpuint(linked_members(map, as), <, map->clique_size);
      members += member;
    }
    g_assert_cmpuint(members, ==, map->clique_size);
    map_free(map);
  }
}

/* Each group ascends, and every end of every link is in the group where it belongs. */
static void groups_agree_with_links(void) {
  for (uint64_t seed = 0; seed < 40; seed++) {
    struct map *map = random_map(seed, 30, 150);
    struct adjacency *adjacency = adjacency_new(map);
    uint32_t seen = 0;
    for (uint32_t as = 0; as < map->ases; as++) {
      const uint32_t edge[] = {adjacency->first[as], adjacency->peers[as], adjacency->siblings[as],
                               adjacency->providers[as], adjacency->first[as + 1]};
      for (int group = 0; group < 4; group++)
        for (uint32_t i = edge[group]; i < edge[group + 1]; i++, seen++) {
          uint32_t other = adjacency->neighbour[i];
          if (i > edge[group]) g_assert_cmpuint(adjacency->neighbour[i - 1], <, other);
          static const enum map_kind kind[] = {MAP_TRANSIT, MAP_PEER, MAP_SIBLING, MAP_TRANSIT};
          gboolean turned = group == 3 || (group != 0 && other < as), found = FALSE;
          for (uint32_t l = 0; l < map->links; l++)
            found |= map->link[l].kind == kind[group] && map->link[l].a == (turned ? other : as) &&
                     map->link[l].b == (turned ? as : other);
          g_assert_true(found);
        }
      for (uint32_t other = 0; other < map->ases; other++)
        g_assert_cmpint(adjacency_linked(adjacency, as, other), ==, linked(map, as, other));
    }
    g_assert_cmpuint(seen, ==, 2 * map->links);
    adjacency_free(adjacency);
    map_free(map);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/map/indices ascend with the ASN", indices_ascend);
  g_test_add_func("/map/links are sorted by a and b", links_sorted);
  g_test_add_func("/map/a link is found by its ends, in their order", links_found);
  g_test_add_func("/map/the order of arrival does not matter", order_does_not_matter);
  g_test_add_func("/map/finds every AS and no other", find);
  g_test_add_func("/map/a repeated link counts once", repetition_counts_once);
  g_test_add_func("/map/two relations of a pair are refused with both lines", conflicts_refused);
  g_test_add_func("/map/of several conflicts the first line is named", first_conflict_named);
  g_test_add_func("/map/AS 0 and self links are refused", reserved_and_self_refused);
  g_test_add_func("/map/a map without links is refused", nothing_refused);
  g_test_add_func("/map/a provider cycle is named with the line that closes it", cycle_named);
  g_test_add_func("/map/a long cycle is abridged", long_cycle_abridged);
  g_test_add_func("/map/rings of peers and diamonds of transit are no cycles", peers_and_diamonds_accepted);
  g_test_add_func("/map/a named clique is kept without strangers and repetitions", named_clique_kept);
  g_test_add_func("/map/an inferred clique is transit-free, complete and maximal", inferred_clique_is_maximal);
  g_test_add_func("/adjacency/groups ascend and agree with the links", groups_agree_with_links);
  return g_test_run();
}
