/* prefixes.c: quantiles handed out by rank.
 *
 * Each AS gets a score: doublings of customers and of providers, plus noise. The AS of rank r among n gets the
 * quantile (r + 1/2) / n. So the counts follow the table of 2010 on every map, whatever its size, its shape or the
 * seed. Addresses are handed out in the same way by a second score, in which the rank of prefixes weighs most.
 *
 * On the map of January 2012 the table of 2010 has a rank correlation of prefixes with customers of 0.38, with
 * providers of 0.30 and with all neighbours of 0.39; of addresses with prefixes 0.70, with customers 0.40; stubs
 * average 5.0 prefixes, the others 32. The weights below are fitted to that (0.36, 0.28, 0.35, 0.70, 0.35; 4.1, 37).
 */
#include "topologies/growth/prefixes.h"

#include "sim/chance.h"

#include <math.h>

#define CUSTOMERS 1.0
#define PROVIDERS 0.7
#define NOISE 2.05
/* Of the score of addresses. */
#define BY_RANK 0.58
#define BY_CUSTOMERS 0.15
#define BY_CHANCE 0.72

#define LEAST_BLOCK 256.0   /* addresses: a /24 is the longest prefix that everybody accepts */
#define LARGE_BLOCK 65536.0 /* a /16 */

enum prefixes_chance { PREFIXES_COUNT = 0x70726566, PREFIXES_ADDRESSES };

struct quantile {
  double share, value;
};

/* Of the table of 1 July 2010: the share of origins that have less than so many prefixes. Values between the whole
 * numbers make a rounded quantile come out right. */
static const struct quantile prefixes_table[] = {
    {0, 0.5},         {0.42629, 1.5},  {0.58442, 2.5},   {0.67193, 3.5},    {0.72816, 4.5},    {0.76611, 5.5},
    {0.79643, 6.5},   {0.81791, 7.5},  {0.83912, 8.5},   {0.86722, 10.5},   {0.88687, 12.5},   {0.90618, 15.5},
    {0.92953, 20.5},  {0.95306, 30.5}, {0.97005, 45.5},  {0.97994, 65.5},   {0.98727, 100.5},  {0.99117, 150.5},
    {0.99505, 235.5}, {0.998, 450.5},  {0.99902, 720.5}, {0.99951, 1102.5}, {0.99991, 1796.5}, {1, 3913.5},
};

/* The same for addresses. Powers of two are frequent. Nobody is given less than a /24 for each prefix, which moves
 * some up: the low shares are fitted so that the distribution of 2010 comes out after that. */
static const struct quantile addresses_table[] = {
    {0, 256},          {0.3021, 256},      {0.3314, 511},      {0.4088, 512},      {0.4288, 1023},   {0.4928, 1024},
    {0.5286, 2047},    {0.5760, 2048},     {0.6228, 4095},     {0.6680, 4096},     {0.7238, 8191},   {0.7542, 8192},
    {0.8115, 16383},   {0.8208, 16384},    {0.8621, 32767},    {0.8654, 32768},    {0.8934, 65535},  {0.9099, 65536},
    {0.9528, 131072},  {0.98, 373760},     {0.99, 1011712},    {0.995, 2228224},   {0.997, 4200000}, {0.9982, 8000000},
    {0.999, 15324160}, {0.9995, 28000000}, {0.9998, 45000000}, {0.9999, 60974336}, {1, 95976768},
};

/* March 2002, November 2014: APNIC's weekly routing table report of 1 March 2002 and of November 2014. 2004: RIPE NCC's
 * RIS statistics of 28 June (rrc00). 2010: the table of 1 July that the distributions are from. 2018, 2025: G. Huston's
 * count of prefixes in January, to 2 %. 2026: APNIC's daily summary. 1998: about 50,000 prefixes, *assumed*.
 * Addresses: reports count each address once; 2010 counts it for each prefix that covers it, by *assumption* 1.25
 * times; those of 1998, 2004, 2018 and 2025 are *assumed*, between and before the others. */
static const struct era {
  double year, ases, prefixes, addresses;
} eras[] = {
    {1998.0, 3230, 50000, 0.80e9},    {2002.2, 12656, 109166, 1.463e9},  {2004.5, 17924, 152253, 1.890e9},
    {2010.5, 34554, 323486, 2.875e9}, {2014.9, 48493, 523431, 3.392e9},  {2018.0, 60000, 699000, 3.740e9},
    {2025.0, 77000, 996000, 3.880e9}, {2026.0, 78800, 1059904, 3.900e9},
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
static double quantile(const struct quantile *table, double share) {
  while (table[1].share < share) table++;
  double weight = (share - table[0].share) / (table[1].share - table[0].share);
  return table[0].value * pow(table[1].value / table[0].value, weight);
}

static double between(double low, double high, double weight) { return low * pow(high / low, weight); }

struct prefixes_means prefixes_means(uint32_t year) {
  guint above = 1;
  while (above < G_N_ELEMENTS(eras) - 1 && eras[above].year < year) above++;
  const struct era *low = &eras[above - 1], *high = &eras[above];
  double weight = CLAMP((year - low->year) / (high->year - low->year), 0, 1);
  return (struct prefixes_means){between(low->prefixes / low->ases, high->prefixes / high->ases, weight),
                                 between(low->addresses / low->ases, high->addresses / high->ases, weight)};
}

/* A whole number of prefixes; every count is stretched alike. */
static double stretch_prefixes(double value, double by, uint32_t least) {
  return MAX((double)least, floor(value * by + 0.5));
}

/* A whole number of blocks; blocks stay as they are up to a /16, and what is larger is raised to a power. */
static double stretch_addresses(double value, double by, uint32_t least) {
  double stretched = value > LARGE_BLOCK ? LARGE_BLOCK * pow(value / LARGE_BLOCK, by) : value;
  return LEAST_BLOCK * MAX((double)least, floor(stretched / LEAST_BLOCK + 0.5));
}

struct values {
  uint32_t count;
  double *value;   /* [count] quantiles of 2010 */
  uint32_t *least; /* [count] */
  double (*stretch)(double value, double by, uint32_t least);
};

/* By how much they must be stretched for this mean. */
static double stretch_find(const struct values *values, double mean) {
  double low = 0, high = 8;
  for (int i = 0; i < 48; i++) {
    double middle = (low + high) / 2, total = 0;
    for (uint32_t j = 0; j < values->count; j++) total += values->stretch(values->value[j], middle, values->least[j]);
    if (total < mean * values->count) low = middle;
    else high = middle;
  }
  return high;
}

static void draw_prefixes(struct map *map, struct rank *rank, struct values *values, double mean) {
  qsort(rank, map->ases, sizeof *rank, compare_ranks);
  for (uint32_t i = 0; i < map->ases; i++) {
    values->value[i] = quantile(prefixes_table, (i + 0.5) / map->ases);
    values->least[i] = 1;
  }
  values->stretch = stretch_prefixes;
  double by = stretch_find(values, mean);
  for (uint32_t i = 0; i < map->ases; i++)
    map->prefixes[rank[i].as] = (uint32_t)stretch_prefixes(values->value[i], by, 1);
}

static void draw_addresses(struct map *map, struct rank *rank, struct values *values, double mean) {
  qsort(rank, map->ases, sizeof *rank, compare_ranks);
  for (uint32_t i = 0; i < map->ases; i++) {
    values->value[i] = quantile(addresses_table, (i + 0.5) / map->ases);
    values->least[i] = map->prefixes[rank[i].as];
  }
  values->stretch = stretch_addresses;
  double by = stretch_find(values, mean);
  for (uint32_t i = 0; i < map->ases; i++)
    map->addresses[rank[i].as] = (uint64_t)stretch_addresses(values->value[i], by, values->least[i]);
}

static double noise(uint64_t seed, uint32_t asn, enum prefixes_chance what) {
  return chance_normal((struct chance){seed, asn, what, 0});
}

/* Doublings of customers and of providers. */
static void count_doublings(const struct map *map, double *customers, double *providers) {
  for (uint32_t i = 0; i < map->links; i++) {
    if (map->link[i].kind != MAP_TRANSIT) continue;
    customers[map->link[i].a]++;
    providers[map->link[i].b]++;
  }
  for (uint32_t as = 0; as < map->ases; as++) {
    customers[as] = log2(1 + customers[as]);
    providers[as] = log2(MAX(1, providers[as]));
  }
}

void prefixes_draw(struct map *map, uint32_t year, uint64_t seed) {
  struct prefixes_means means = prefixes_means(year);
  double *customers = g_new0(double, map->ases), *providers = g_new0(double, map->ases);
  struct rank *rank = g_new(struct rank, map->ases);
  count_doublings(map, customers, providers);
  for (uint32_t as = 0; as < map->ases; as++) {
    double size = CUSTOMERS * customers[as] + PROVIDERS * providers[as];
    rank[as] = (struct rank){size + NOISE * noise(seed, map->asn[as], PREFIXES_COUNT), as};
  }
  g_free(map->prefixes);
  g_free(map->addresses);
  map->prefixes = g_new(uint32_t, map->ases);
  map->addresses = g_new(uint64_t, map->ases);
  struct values values = {.count = map->ases, .value = g_new(double, map->ases), .least = g_new(uint32_t, map->ases)};
  draw_prefixes(map, rank, &values, means.prefixes);
  for (uint32_t i = 0; i < map->ases; i++) {
    uint32_t as = rank[i].as;
    double place = log((i + 0.5) / (map->ases - i - 0.5)) / 1.702; /* nearly the normal deviate of the rank */
    rank[i].score = BY_RANK * place + BY_CUSTOMERS * customers[as];
    rank[i].score += BY_CHANCE * noise(seed, map->asn[as], PREFIXES_ADDRESSES);
  }
  draw_addresses(map, rank, &values, means.addresses);
  g_free(values.value);
  g_free(values.least);
  g_free(rank);
  g_free(providers);
  g_free(customers);
}
