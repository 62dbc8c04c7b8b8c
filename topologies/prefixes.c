/* prefixes.c: quantiles handed out by rank.
 *
 * Each AS gets a score: the logarithm of its customers plus noise. The AS of rank r among n gets the
 * quantile (r + 1/2) / n. So the counts follow the table of 2010 on every map, whatever its size, its
 * shape or the seed, and the total scales with the number of ASes.
 */
#include "topologies/prefixes.h"

#include "sim/chance.h"

#include <math.h>

#define DRAW_NOISE UINT64_C(0x7072656678000001)
#define NOISE 2.3 /* standard deviation in doublings of customers: stubs then average about 5, transit about 35 */

/* Of the table of 1 July 2010: the share of origins with fewer prefixes. */
static const struct quantile {
  double share, prefixes;
} prefixes_table[] = {
    {0, 1},       {0.42, 1},    {0.5, 2},     {0.6, 2.7},     {0.7, 4},       {0.8, 7},
    {0.85, 9},    {0.9, 14},    {0.95, 29},   {0.97, 45},     {0.98, 66},     {0.99, 128},
    {0.995, 235}, {0.998, 450}, {0.999, 720}, {0.9995, 1102}, {0.9999, 1796}, {1, 3913},
};

struct rank {
  double score;
  uint32_t as;
};

static int compare_ranks(const void *x, const void *y) {
  const struct rank *a = x, *b = y;
  if (a->score != b->score) return a->score < b->score ? -1 : 1;
  return (a->as > b->as) - (a->as < b->as);
}

/* Interpolates in the logarithm. */
static uint32_t quantile(double share) {
  guint above = 1;
  while (prefixes_table[above].share < share) above++;
  const struct quantile *low = &prefixes_table[above - 1], *high = &prefixes_table[above];
  double weight = (share - low->share) / (high->share - low->share);
  return (uint32_t)(low->prefixes * pow(high->prefixes / low->prefixes, weight) + 0.5);
}

void prefixes_draw(struct map *map, uint64_t seed) {
  uint32_t *customers = g_new0(uint32_t, map->ases);
  struct rank *rank = g_new(struct rank, map->ases);
  for (uint32_t i = 0; i < map->links; i++)
    if (map->link[i].kind == MAP_TRANSIT) customers[map->link[i].a]++;
  for (uint32_t as = 0; as < map->ases; as++) {
    double noise = chance_normal((struct chance){seed, map->asn[as], DRAW_NOISE, 0});
    rank[as] = (struct rank){log2(1 + customers[as]) + NOISE * noise, as};
  }
  qsort(rank, map->ases, sizeof *rank, compare_ranks);
  g_free(map->prefixes);
  map->prefixes = g_new(uint32_t, map->ases);
  for (uint32_t i = 0; i < map->ases; i++) map->prefixes[rank[i].as] = quantile((i + 0.5) / map->ases);
  g_free(rank);
  g_free(customers);
}
