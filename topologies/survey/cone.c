/* cone.c: two searches along customer links.
 *
 * Cones overlap, so their sizes cannot be added up from below; one search for each AS that has customers
 * is exact, needs one array, and is cheap because few cones are large. (A bit set for each AS would cost
 * 200 MB on the map of 2012.)
 *
 * A valley-free way read backwards is valley-free, so one search from the whole clique tells who reaches it. It
 * walks over pairs (AS, still climbing?): a climber may do anything, after a peering or a step down only
 * down is left.
 */
#include "topologies/survey/cone.h"

/* Counts the ASes below `top`. `seen` holds who saw each AS last; `stack` has room for all. */
static uint32_t cone_size(const struct adjacency *adjacency, uint32_t top, uint32_t *seen, uint32_t *stack) {
  uint32_t size = 0, depth = 0;
  stack[depth++] = top;
  seen[top] = top;
  while (depth > 0) {
    uint32_t as = stack[--depth];
    size++;
    for (uint32_t i = adjacency->first[as]; i < adjacency->peers[as]; i++) {
      uint32_t customer = adjacency->neighbour[i];
      if (seen[customer] == top) continue;
      seen[customer] = top;
      stack[depth++] = customer;
    }
  }
  return size;
}

uint32_t *cone_sizes(const struct adjacency *adjacency) {
  uint32_t *size = g_new(uint32_t, adjacency->ases);
  uint32_t *seen = g_new(uint32_t, adjacency->ases), *stack = g_new(uint32_t, adjacency->ases);
  for (uint32_t as = 0; as < adjacency->ases; as++) seen[as] = UINT32_MAX;
  for (uint32_t as = 0; as < adjacency->ases; as++)
    size[as] = adjacency_customers(adjacency, as) ? cone_size(adjacency, as, seen, stack) : 1;
  g_free(stack);
  g_free(seen);
  return size;
}

enum { DOWN, CLIMBING, PHASES };

struct search {
  const struct adjacency *adjacency;
  gboolean *seen;  /* [PHASES x ases] */
  uint32_t *stack; /* [PHASES x ases] of PHASES x AS + phase */
  uint32_t depth;
};

static void visit(struct search *search, uint32_t as, uint32_t phase) {
  uint32_t state = PHASES * as + phase;
  if (search->seen[state]) return;
  search->seen[state] = TRUE;
  search->stack[search->depth++] = state;
}

static void visit_range(struct search *search, uint32_t from, uint32_t to, uint32_t phase) {
  for (uint32_t i = from; i < to; i++) visit(search, search->adjacency->neighbour[i], phase);
}

static void step(struct search *search, uint32_t as, uint32_t phase) {
  const struct adjacency *adjacency = search->adjacency;
  visit_range(search, adjacency->first[as], adjacency->peers[as], DOWN);
  visit_range(search, adjacency->siblings[as], adjacency->providers[as], phase);
  if (phase == DOWN) return;
  visit_range(search, adjacency->peers[as], adjacency->siblings[as], DOWN);
  visit_range(search, adjacency->providers[as], adjacency->first[as + 1], CLIMBING);
}

gboolean *cone_reach_clique(const struct map *map, const struct adjacency *adjacency) {
  struct search search = {adjacency, g_new0(gboolean, PHASES * (gsize)map->ases),
                          g_new(uint32_t, PHASES * (gsize)map->ases), 0};
  for (uint32_t i = 0; i < map->clique_size; i++) visit(&search, map->clique[i], CLIMBING);
  while (search.depth > 0) {
    uint32_t state = search.stack[--search.depth];
    step(&search, state / PHASES, state % PHASES);
  }
  gboolean *reach = g_new(gboolean, map->ases);
  for (uint32_t as = 0; as < map->ases; as++)
    reach[as] = search.seen[PHASES * as + DOWN] || search.seen[PHASES * as + CLIMBING];
  g_free(search.stack);
  g_free(search.seen);
  return reach;
}
