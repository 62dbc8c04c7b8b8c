#include "topologies/map/extract.h"

#include "topologies/map/clique.h"
#include "topologies/survey/cone.h"

/* Steps outwards ring by ring; a cone never steps but down. */
static gboolean *search(const struct adjacency *adjacency, uint32_t from, uint32_t hops, gboolean downwards) {
  gboolean *inside = g_new0(gboolean, adjacency->ases);
  g_autofree uint32_t *queue = g_new(uint32_t, adjacency->ases);
  uint32_t head = 0, tail = 0;
  inside[from] = TRUE;
  queue[tail++] = from;
  for (uint32_t ring = tail; hops > 0 && head < tail; hops--, ring = tail) {
    for (; head < ring; head++) {
      uint32_t as = queue[head], end = downwards ? adjacency->peers[as] : adjacency->first[as + 1];
      for (uint32_t i = adjacency->first[as]; i < end; i++) {
        uint32_t next = adjacency->neighbour[i];
        if (!inside[next]) queue[tail++] = next;
        inside[next] = TRUE;
      }
    }
  }
  return inside;
}

gboolean *extract_cone(const struct adjacency *adjacency, uint32_t as) {
  return search(adjacency, as, UINT32_MAX, TRUE);
}

gboolean *extract_around(const struct adjacency *adjacency, uint32_t as, uint32_t hops) {
  return search(adjacency, as, hops, FALSE);
}

/* Both maps are sorted alike, so what is kept is kept in its order. */
static void take_links(const struct map *map, const gboolean *inside, const uint32_t *index, struct map *cut) {
  cut->link = g_new(struct map_link, MAX(map->links, 1));
  if (map->delay_ms) cut->delay_ms = g_new(float, MAX(map->links, 1));
  for (uint32_t i = 0; i < map->links; i++) {
    const struct map_link *link = &map->link[i];
    if (!inside[link->a] || !inside[link->b]) continue;
    if (cut->delay_ms) cut->delay_ms[cut->links] = map->delay_ms[i];
    cut->link[cut->links++] = (struct map_link){index[link->a], index[link->b], link->kind};
  }
}

static void take_clique(const struct map *map, const gboolean *inside, const uint32_t *index, struct map *cut) {
  cut->clique = g_new(uint32_t, MAX(map->clique_size, 1));
  for (uint32_t i = 0; i < map->clique_size; i++)
    if (inside[map->clique[i]]) cut->clique[cut->clique_size++] = index[map->clique[i]];
  if (cut->clique_size == 0) clique_infer(cut);
}

static void columns_open(const struct map *map, struct map *cut) {
  cut->asn = g_new(uint32_t, cut->ases);
  if (map->prefixes) cut->prefixes = g_new(uint32_t, cut->ases);
  if (map->addresses) cut->addresses = g_new(uint64_t, cut->ases);
  if (map->country) cut->country = g_new(uint8_t, cut->ases);
  if (map->region) cut->region = g_new(uint8_t, cut->ases);
  if (map->region_name) cut->region_name = g_strdupv(map->region_name);
  if (map->latitude) cut->latitude = g_new(float, cut->ases);
  if (map->longitude) cut->longitude = g_new(float, cut->ases);
  if (map->name) cut->name = g_new0(char *, cut->ases);
}

static void column_values(const struct map *map, uint32_t from, struct map *cut, uint32_t to) {
  cut->asn[to] = map->asn[from];
  if (cut->prefixes) cut->prefixes[to] = map->prefixes[from];
  if (cut->addresses) cut->addresses[to] = map->addresses[from];
  if (cut->country) cut->country[to] = map->country[from];
  if (cut->region) cut->region[to] = map->region[from];
  if (cut->latitude) cut->latitude[to] = map->latitude[from];
  if (cut->longitude) cut->longitude[to] = map->longitude[from];
  if (cut->name) cut->name[to] = g_strdup(map->name[from]);
}

struct map *extract_cut(const struct map *map, const gboolean *inside) {
  struct map *cut = g_new0(struct map, 1);
  g_autofree uint32_t *index = g_new(uint32_t, map->ases);
  for (uint32_t as = 0; as < map->ases; as++) index[as] = inside[as] ? cut->ases++ : UINT32_MAX;
  columns_open(map, cut);
  for (uint32_t as = 0; as < map->ases; as++)
    if (inside[as]) column_values(map, as, cut, index[as]);
  take_links(map, inside, index, cut);
  if (cut->links) take_clique(map, inside, index, cut);
  else g_clear_pointer(&cut, map_free);
  return cut;
}

/* The links that the cut severs, by what the other end is to the inside. */
static void count_border(const struct map *map, const struct map *cut, struct extract_loss *loss) {
  for (uint32_t i = 0; i < map->links; i++) {
    const struct map_link *link = &map->link[i];
    gboolean a = map_find(cut, map->asn[link->a]) != UINT32_MAX, b = map_find(cut, map->asn[link->b]) != UINT32_MAX;
    if (a == b) continue;
    if (link->kind == MAP_PEER) loss->peers++;
    else if (link->kind == MAP_SIBLING) loss->siblings++;
    else if (a) loss->customers++;
    else loss->providers++;
  }
}

static void count_ases(const struct map *map, const struct map *cut, struct extract_loss *loss) {
  struct adjacency *before = adjacency_new(map), *after = adjacency_new(cut);
  g_autofree gboolean *reached = cone_reach_clique(map, before), *reaches = cone_reach_clique(cut, after);
  for (uint32_t as = 0; as < cut->ases; as++) {
    uint32_t old = map_find(map, cut->asn[as]);
    loss->orphans += adjacency_providers(before, old) && !adjacency_providers(after, as);
    loss->cut_off += reached[old] && !reaches[as];
  }
  adjacency_free(before);
  adjacency_free(after);
}

struct extract_loss extract_compare(const struct map *map, const struct map *cut) {
  struct extract_loss loss = {.ases = map->ases - cut->ases, .links = map->links - cut->links};
  count_border(map, cut, &loss);
  count_ases(map, cut, &loss);
  for (uint32_t i = 0; i < map->clique_size; i++) loss.clique += map_find(cut, map->asn[map->clique[i]]) != UINT32_MAX;
  return loss;
}
