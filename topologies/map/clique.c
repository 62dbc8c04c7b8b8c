/* clique.c: the tier-1 clique by greed.
 *
 * Candidates buy transit from nobody. Taken by falling number of customers (then by rising
 * ASN), each joins when it is linked with all who joined before. The largest transit-free AS is a
 * member by this rule, which is how the published lists of tier-1 networks begin too; the
 * published inferences then search cliques exhaustively among the ten largest, which on
 * real maps differs in who of the smallest is let in.
 */
#include "topologies/map/clique.h"

#include "topologies/map/adjacency.h"

struct candidate {
  uint32_t as, customers;
};

static int compare_candidates(const void *x, const void *y) {
  const struct candidate *a = x, *b = y;
  if (a->customers != b->customers) return a->customers > b->customers ? -1 : 1;
  return (a->as > b->as) - (a->as < b->as);
}

static GArray *candidates_sorted(const struct adjacency *adjacency) {
  GArray *candidates = g_array_new(FALSE, FALSE, sizeof(struct candidate));
  for (uint32_t as = 0; as < adjacency->ases; as++) {
    struct candidate candidate = {as, adjacency_customers(adjacency, as)};
    if (adjacency_providers(adjacency, as) == 0) g_array_append_val(candidates, candidate);
  }
  g_array_sort(candidates, compare_candidates);
  return candidates;
}

static gboolean linked_with_all(const struct adjacency *adjacency, uint32_t as, const GArray *members) {
  for (guint i = 0; i < members->len; i++)
    if (!adjacency_linked(adjacency, as, g_array_index(members, uint32_t, i))) return FALSE;
  return TRUE;
}

static int compare_indices(const void *x, const void *y) {
  uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
  return (a > b) - (a < b);
}

void clique_infer(struct map *map) {
  struct adjacency *adjacency = adjacency_new(map);
  GArray *candidates = candidates_sorted(adjacency), *members = g_array_new(FALSE, FALSE, sizeof(uint32_t));
  for (guint i = 0; i < candidates->len; i++) {
    uint32_t as = g_array_index(candidates, struct candidate, i).as;
    if (linked_with_all(adjacency, as, members)) g_array_append_val(members, as);
  }
  g_array_sort(members, compare_indices);
  g_free(map->clique);
  map->clique_size = members->len;
  map->clique = (uint32_t *)(void *)g_array_free(members, FALSE);
  g_array_free(candidates, TRUE);
  adjacency_free(adjacency);
}
