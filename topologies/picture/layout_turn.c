/* layout_turn.c: a forest on a circle, its branches turned until links are short.
 *
 * A tree takes a sector as wide as it has leaves, which spreads the leaves (most of the Internet) evenly. What is free
 * is the order of the children at each branch, and of the roots. It is found as in drawings by layers: every branch
 * moves towards the mean of all that is linked with it, its neighbours have moved as well, and after a few rounds
 * little changes. Means are taken over signed differences of 32-bit turns, which wrap round the circle by themselves.
 */
#include "topologies/picture/layout_turn.h"

#define ROUNDS 6

struct branch {
  uint32_t parent; /* the AS, or ases + group for a root */
  uint32_t as;
  int64_t key;
};

struct sweep {
  const struct layout_turn_forest *forest;
  const struct adjacency *adjacency;
  struct branch *branch;    /* [ases] children of one parent together, in their order */
  uint32_t *weight, *start; /* [ases] leaves; where the sector begins, counted in leaves of its group */
  uint64_t *group_weight;   /* [groups] */
  uint32_t *turn;           /* [ases] */
  int64_t *pull;            /* [ases] of the tree below and including the AS: sum of differences */
  uint32_t *links;          /* [ases] and of how many links */
};

static uint32_t parent_number(const struct layout_turn_forest *forest, uint32_t as) {
  return forest->parent[as] == LAYOUT_TURN_ROOT ? forest->ases + forest->group[as] : forest->parent[as];
}

static int compare_branches(const void *x, const void *y) {
  const struct branch *a = x, *b = y;
  if (a->parent != b->parent) return a->parent < b->parent ? -1 : 1;
  if (a->key != b->key) return a->key < b->key ? -1 : 1;
  return (a->as > b->as) - (a->as < b->as);
}

static void weigh(struct sweep *sweep) {
  const struct layout_turn_forest *forest = sweep->forest;
  for (uint32_t i = forest->ases; i-- > 0;) {
    uint32_t as = forest->order[i], parent = forest->parent[as];
    if (sweep->weight[as] == 0) sweep->weight[as] = 1;
    if (parent == LAYOUT_TURN_ROOT) sweep->group_weight[forest->group[as]] += sweep->weight[as];
    else sweep->weight[parent] += sweep->weight[as];
  }
}

/* Sectors from the order of branches: first within the parent, then, parents first, within the group. */
static void assign(struct sweep *sweep) {
  const struct layout_turn_forest *forest = sweep->forest;
  uint32_t taken = 0;
  for (uint32_t i = 0; i < forest->ases; i++) {
    const struct branch *branch = &sweep->branch[i];
    if (i == 0 || branch->parent != branch[-1].parent) taken = 0;
    sweep->start[branch->as] = taken;
    taken += sweep->weight[branch->as];
  }
  for (uint32_t i = 0; i < forest->ases; i++) {
    uint32_t as = forest->order[i], group = forest->group[as];
    if (forest->parent[as] != LAYOUT_TURN_ROOT) sweep->start[as] += sweep->start[forest->parent[as]];
    uint64_t wide = forest->start[group + 1] - forest->start[group], whole = 2 * sweep->group_weight[group];
    uint64_t middle = 2 * (uint64_t)sweep->start[as] + sweep->weight[as];
    sweep->turn[as] = forest->start[group] + (uint32_t)(middle * wide / whole);
  }
}

static void pull(struct sweep *sweep) {
  const struct layout_turn_forest *forest = sweep->forest;
  for (uint32_t as = 0; as < forest->ases; as++) {
    const struct adjacency *adjacency = sweep->adjacency;
    sweep->pull[as] = 0;
    sweep->links[as] = adjacency_degree(adjacency, as);
    for (uint32_t i = adjacency->first[as]; i < adjacency->first[as + 1]; i++)
      sweep->pull[as] += (int32_t)(sweep->turn[adjacency->neighbour[i]] - sweep->turn[as]);
  }
  for (uint32_t i = forest->ases; i-- > 0;) {
    uint32_t as = forest->order[i], parent = forest->parent[as];
    if (parent == LAYOUT_TURN_ROOT) continue;
    sweep->pull[parent] += sweep->pull[as];
    sweep->links[parent] += sweep->links[as];
  }
}

static void reorder(struct sweep *sweep) {
  const struct layout_turn_forest *forest = sweep->forest;
  for (uint32_t i = 0; i < forest->ases; i++) {
    struct branch *branch = &sweep->branch[i];
    uint32_t as = branch->as, parent = forest->parent[as];
    int64_t here = parent == LAYOUT_TURN_ROOT ? (int64_t)(sweep->turn[as] - forest->start[forest->group[as]])
                                              : (int32_t)(sweep->turn[as] - sweep->turn[parent]);
    branch->key = here + (sweep->links[as] ? sweep->pull[as] / sweep->links[as] : 0);
  }
  qsort(sweep->branch, forest->ases, sizeof *sweep->branch, compare_branches);
}

static void sweep_init(struct sweep *sweep) {
  const struct layout_turn_forest *forest = sweep->forest;
  sweep->branch = g_new(struct branch, forest->ases);
  sweep->weight = g_new0(uint32_t, forest->ases);
  sweep->start = g_new(uint32_t, forest->ases);
  sweep->group_weight = g_new0(uint64_t, forest->groups);
  sweep->turn = g_new(uint32_t, forest->ases);
  sweep->pull = g_new(int64_t, forest->ases);
  sweep->links = g_new(uint32_t, forest->ases);
  for (uint32_t as = 0; as < forest->ases; as++)
    sweep->branch[as] = (struct branch){.parent = parent_number(forest, as), .as = as};
  qsort(sweep->branch, forest->ases, sizeof *sweep->branch, compare_branches);
  weigh(sweep);
}

/* All but the turns. */
static void sweep_clear(struct sweep *sweep) {
  g_free(sweep->branch);
  g_free(sweep->weight);
  g_free(sweep->start);
  g_free(sweep->group_weight);
  g_free(sweep->pull);
  g_free(sweep->links);
}

uint32_t *layout_turn_new(const struct layout_turn_forest *forest, const struct adjacency *adjacency) {
  struct sweep sweep = {.forest = forest, .adjacency = adjacency};
  sweep_init(&sweep);
  assign(&sweep);
  for (int round = 0; round < ROUNDS; round++) {
    pull(&sweep);
    reorder(&sweep);
    assign(&sweep);
  }
  sweep_clear(&sweep);
  return sweep.turn;
}
