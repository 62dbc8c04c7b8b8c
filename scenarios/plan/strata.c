/* strata.c: the order. Whoever shares a provider shares much of its fate, and its provider's provider's. So every AS
 * hangs below that provider of its own which has the largest customer cone, and the tree (providers make no cycle) is
 * walked from its tops down, all that is below an AS right behind it: the ASes of one branch stand together, whatever
 * its height, and a sample at equal steps has its share of every branch. */
#include "scenarios/plan/strata.h"

#include "topologies/survey/cone.h"

struct strata_tree {
  uint32_t *first, *next; /* [ases] first child; next one of the same parent; UINT32_MAX: none */
  uint32_t *top;          /* the tops, in reverse */
  uint32_t tops;
};

/* The provider with the largest cone, the first of equals; UINT32_MAX for none. */
static uint32_t strata_parent(const struct adjacency *adjacency, const uint32_t *cone, uint32_t as) {
  uint32_t best = UINT32_MAX;
  for (uint32_t i = adjacency->providers[as]; i < adjacency->first[as + 1]; i++) {
    uint32_t provider = adjacency->neighbour[i];
    if (best == UINT32_MAX || cone[provider] > cone[best]) best = provider;
  }
  return best;
}

/* From the last AS to the first, so that children come to stand in ascending order. */
static void strata_grow(struct strata_tree *tree, const struct adjacency *adjacency, const uint32_t *cone) {
  uint32_t ases = adjacency->ases;
  *tree = (struct strata_tree){g_new(uint32_t, ases), g_new(uint32_t, ases), g_new(uint32_t, ases), 0};
  for (uint32_t as = 0; as < ases; as++) tree->first[as] = UINT32_MAX;
  for (uint32_t as = ases; as-- > 0;) {
    uint32_t parent = strata_parent(adjacency, cone, as);
    tree->next[as] = UINT32_MAX;
    if (parent == UINT32_MAX) {
      tree->top[tree->tops++] = as;
    } else {
      tree->next[as] = tree->first[parent];
      tree->first[parent] = as;
    }
  }
}

/* The stack of ASes to come holds, for each level, the next one of it: the tops' array has room for all. */
static void strata_walk(struct strata *strata, struct strata_tree *tree) {
  uint32_t *stack = tree->top, depth = tree->tops, met = 0;
  while (depth > 0) {
    uint32_t as = stack[--depth];
    strata->order[met++] = as;
    if (tree->next[as] != UINT32_MAX) stack[depth++] = tree->next[as];
    if (tree->first[as] != UINT32_MAX) stack[depth++] = tree->first[as];
  }
  g_assert(met == strata->ases);
}

static void strata_order(struct strata *strata, const struct adjacency *adjacency, const uint32_t *cone) {
  struct strata_tree tree;
  strata_grow(&tree, adjacency, cone);
  strata_walk(strata, &tree);
  g_free(tree.first);
  g_free(tree.next);
  g_free(tree.top);
}

static uint8_t strata_kind(const struct adjacency *adjacency, const uint32_t *cone, uint32_t as) {
  if (cone[as] > STRATA_LARGE_CONE) return STRATA_LARGE;
  if (cone[as] > STRATA_STUB_CONE) return STRATA_SMALL;
  return adjacency_providers(adjacency, as) > 1 ? STRATA_MULTIHOMED : STRATA_SINGLE;
}

/* Whoever cannot be reached from the tops by way of those that are not named. */
static void strata_captives(struct strata *strata, const struct adjacency *adjacency) {
  g_autofree uint32_t *stack = g_new(uint32_t, strata->ases);
  g_autofree uint8_t *free = g_new0(uint8_t, strata->ases);
  uint32_t depth = 0;
  for (uint32_t as = 0; as < strata->ases; as++)
    if (strata->kind[as] != STRATA_NAMED && adjacency_providers(adjacency, as) == 0) free[stack[depth++] = as] = 1;
  while (depth > 0) {
    uint32_t as = stack[--depth];
    for (uint32_t i = adjacency->first[as]; i < adjacency->peers[as]; i++) {
      uint32_t customer = adjacency->neighbour[i];
      if (free[customer] || strata->kind[customer] == STRATA_NAMED) continue;
      free[stack[depth++] = customer] = 1;
    }
  }
  for (uint32_t as = 0; as < strata->ases; as++)
    if (!free[as] && strata->kind[as] != STRATA_NAMED) strata->kind[as] = STRATA_CAPTIVE;
}

struct strata *strata_new(const struct map *map, const GArray *named) {
  struct strata *strata = g_new(struct strata, 1);
  struct adjacency *adjacency = adjacency_new(map);
  g_autofree uint32_t *cone = cone_sizes(adjacency);
  *strata = (struct strata){map->ases, g_new(uint8_t, map->ases), g_new(uint32_t, map->ases)};
  for (uint32_t as = 0; as < map->ases; as++) strata->kind[as] = strata_kind(adjacency, cone, as);
  for (uint32_t i = 0; i < map->clique_size; i++) strata->kind[map->clique[i]] = STRATA_TIER1;
  for (guint i = 0; named && i < named->len; i++) {
    uint32_t as = map_find(map, g_array_index(named, guint32, i));
    if (as != UINT32_MAX) strata->kind[as] = STRATA_NAMED;
  }
  strata_captives(strata, adjacency);
  strata_order(strata, adjacency, cone);
  adjacency_free(adjacency);
  return strata;
}

void strata_free(struct strata *strata) {
  if (!strata) return;
  g_free(strata->kind);
  g_free(strata->order);
  g_free(strata);
}
