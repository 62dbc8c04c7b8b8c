/* adjacency.c: counting sort of the links' ends by (AS, group).
 *
 * Links come sorted by (a, b). Seen from a the other end ascends by itself; seen from b
 * it ascends too, since a does over the whole array. A peer sees lower neighbours from
 * one side and higher ones from the other, and the lower come first in the array of links
 * only by luck, so the ends on the b side are written in a pass before those on the a side.
 */
#include "topologies/map/adjacency.h"

enum group { CUSTOMERS, PEERS, SIBLINGS, PROVIDERS, GROUPS };

/* In which group the other end stands. */
static enum group group_of(enum map_kind kind, gboolean from_a) {
  if (kind == MAP_PEER) return PEERS;
  if (kind == MAP_SIBLING) return SIBLINGS;
  return from_a ? CUSTOMERS : PROVIDERS;
}

static uint32_t *group_starts(const struct map *map) {
  uint32_t *start = g_new0(uint32_t, GROUPS * (gsize)map->ases + 1);
  for (uint32_t i = 0; i < map->links; i++) {
    const struct map_link *link = &map->link[i];
    start[GROUPS * link->a + group_of(link->kind, TRUE) + 1]++;
    start[GROUPS * link->b + group_of(link->kind, FALSE) + 1]++;
  }
  for (uint32_t i = 0; i < GROUPS * map->ases; i++) start[i + 1] += start[i];
  return start;
}

static void fill_neighbours(struct adjacency *adjacency, const struct map *map, uint32_t *next) {
  for (uint32_t i = 0; i < map->links; i++) {
    const struct map_link *link = &map->link[i];
    adjacency->neighbour[next[GROUPS * link->b + group_of(link->kind, FALSE)]++] = link->a;
  }
  for (uint32_t i = 0; i < map->links; i++) {
    const struct map_link *link = &map->link[i];
    adjacency->neighbour[next[GROUPS * link->a + group_of(link->kind, TRUE)]++] = link->b;
  }
}

struct adjacency *adjacency_new(const struct map *map) {
  struct adjacency *adjacency = g_new(struct adjacency, 1);
  uint32_t **edge[GROUPS] = {&adjacency->first, &adjacency->peers, &adjacency->siblings, &adjacency->providers};
  uint32_t *start = group_starts(map);
  adjacency->ases = map->ases;
  adjacency->neighbour = g_new(uint32_t, 2 * (gsize)map->links + 1);
  for (int group = 0; group < GROUPS; group++) {
    *edge[group] = g_new(uint32_t, (gsize)map->ases + 1);
    for (uint32_t i = 0; i < map->ases; i++) (*edge[group])[i] = start[GROUPS * i + (uint32_t)group];
    (*edge[group])[map->ases] = 2 * map->links;
  }
  fill_neighbours(adjacency, map, start);
  g_free(start);
  return adjacency;
}

void adjacency_free(struct adjacency *adjacency) {
  if (!adjacency) return;
  g_free(adjacency->neighbour);
  g_free(adjacency->first);
  g_free(adjacency->peers);
  g_free(adjacency->siblings);
  g_free(adjacency->providers);
  g_free(adjacency);
}

static gboolean among(const uint32_t *sorted, uint32_t low, uint32_t high, uint32_t wanted) {
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (sorted[middle] == wanted) return TRUE;
    if (sorted[middle] < wanted) low = middle + 1;
    else high = middle;
  }
  return FALSE;
}

gboolean adjacency_linked(const struct adjacency *adjacency, uint32_t a, uint32_t b) {
  const uint32_t edge[] = {adjacency->first[a], adjacency->peers[a], adjacency->siblings[a], adjacency->providers[a],
                           adjacency->first[a + 1]};
  for (int group = 0; group < GROUPS; group++)
    if (among(adjacency->neighbour, edge[group], edge[group + 1], b)) return TRUE;
  return FALSE;
}
