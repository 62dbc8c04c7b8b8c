#include "topologies/growth/prefixes.h"

#include "topologies/files/asrel.h"
#include "topologies/files/weights.h"
#include "topologies/survey/distribution.h"

#include "tests/atlas.h"
#include "tests/program.h"

#include <math.h>
#include <string.h>

static struct distribution *of_prefixes(const struct map *map) {
  g_autofree double *sample = g_new(double, map->ases);
  uint32_t count = 0;
  for (uint32_t i = 0; i < map->ases; i++)
    if (map->prefixes[i]) sample[count++] = map->prefixes[i];
  return distribution_new(sample, count);
}

static struct distribution *of_addresses(const struct map *map) {
  g_autofree double *sample = g_new(double, map->ases);
  uint32_t count = 0;
  for (uint32_t i = 0; i < map->ases; i++)
    if (map->prefixes[i]) sample[count++] = (double)map->addresses[i];
  return distribution_new(sample, count);
}

/* Means are those of the year whatever the map. */
static void years(void) {
  static const uint32_t year[] = {1998, 2005, 2010, 2012, 2018, 2025, 2040};
  struct map *map = atlas_random(1, 3000, 6000);
  for (gsize i = 0; i < G_N_ELEMENTS(year); i++) {
    struct prefixes_means means = prefixes_means(year[i]);
    prefixes_draw(map, year[i], 1);
    struct distribution *prefixes = of_prefixes(map), *addresses = of_addresses(map);
    g_assert_cmpfloat_with_epsilon(distribution_mean(prefixes), means.prefixes, 0.01 * means.prefixes);
    g_assert_cmpfloat_with_epsilon(distribution_mean(addresses), means.addresses, 0.01 * means.addresses);
    for (uint32_t as = 0; as < map->ases; as++) {
      g_assert_cmpuint(map->prefixes[as], >=, 1);
      g_assert_cmpuint(map->addresses[as], >=, 256 * (uint64_t)map->prefixes[as]);
    }
    distribution_free(prefixes);
    distribution_free(addresses);
  }
  map_free(map);
}

/* G. Huston's counts of prefixes in January, to 4 %. */
static void table_sizes(void) {
  static const struct {
    uint32_t year;
    double prefixes, ases;
  } counted[] = {{2008, 245e3, 27e3}, {2010, 313e3, 33e3}, {2012, 390e3, 40e3},
                 {2014, 488e3, 46e3}, {2016, 587e3, 52e3}, {2018, 699e3, 60e3},
                 {2020, 814e3, 67e3}, {2022, 906e3, 73e3}, {2025, 996e3, 77e3}};
  for (gsize i = 0; i < G_N_ELEMENTS(counted); i++) {
    double expected = counted[i].prefixes / counted[i].ases;
    g_test_message("%u: %.2f, counted %.2f", counted[i].year, prefixes_means(counted[i].year).prefixes, expected);
    g_assert_cmpfloat_with_epsilon(prefixes_means(counted[i].year).prefixes, expected, 0.04 * expected);
  }
}

/* APNIC's report of November 2014: 16,320 of 48,324 origins announced one prefix. */
static void single_prefixes(void) {
  struct map *map = atlas_random(1, 3000, 6000);
  prefixes_draw(map, 2015, 1);
  struct distribution *prefixes = of_prefixes(map);
  g_assert_cmpfloat_with_epsilon(distribution_share(prefixes, 1), 16320.0 / 48324, 0.05);
  distribution_free(prefixes);
  map_free(map);
}

static void seeds(void) {
  struct map *map = atlas_random(2, 500, 1000);
  prefixes_draw(map, 2012, 1);
  g_autofree uint32_t *first = g_memdup2(map->prefixes, map->ases * sizeof *first);
  g_autofree uint64_t *addresses = g_memdup2(map->addresses, map->ases * sizeof *addresses);
  prefixes_draw(map, 2012, 1);
  g_assert_cmpmem(map->prefixes, map->ases * sizeof *first, first, map->ases * sizeof *first);
  g_assert_cmpmem(map->addresses, map->ases * sizeof *addresses, addresses, map->ases * sizeof *addresses);
  prefixes_draw(map, 2012, 2);
  g_assert_cmpint(memcmp(map->prefixes, first, map->ases * sizeof *first), !=, 0);
  map_free(map);
}

static void few(void) {
  struct map *map = atlas_read("1|2|-1");
  for (uint64_t seed = 0; seed < 20; seed++) {
    prefixes_draw(map, 2012, seed);
    g_assert_cmpuint(map->prefixes[0], >=, 1);
    g_assert_cmpuint(map->prefixes[0] + map->prefixes[1], <=, 40);
  }
  map_free(map);
}

/* --- against the table of 1 July 2010 --- */

static char *shared_text(const char *name, gsize *length) {
  g_autofree char *path = program_shared(name);
  char *text = NULL;
  if (!path || !g_file_get_contents(path, &text, length, NULL)) g_test_skip("../shared is not here");
  return text;
}

static struct map *shared_map(const char *name) {
  gsize length = 0;
  g_autofree char *text = shared_text(name, &length);
  return text ? asrel_parse(text, length, name, NULL) : NULL;
}

#define TABLE_2010 "data/weights/prefixes-per-as-20100701.csv"

/* `drawn` and `real`: the same map with drawn counts and with those of the table. */
static gboolean shared_pair(const char *name, struct map **drawn, struct map **real) {
  gsize length = 0;
  g_autofree char *table = shared_text(TABLE_2010, &length);
  *drawn = table ? shared_map(name) : NULL;
  if (!*drawn) return FALSE;
  *real = shared_map(name);
  GError *error = NULL;
  g_assert_true(weights_read(*real, table, length, "table", &error));
  g_assert_no_error(error);
  prefixes_draw(*drawn, 2010, 1);
  return TRUE;
}

/* The whole table, on a map that has nothing but its origins. */
static struct map *table_map(void) {
  gsize length = 0;
  g_autofree char *table = shared_text(TABLE_2010, &length);
  if (!table) return NULL;
  struct map_builder *builder = map_builder_new();
  uint32_t last = 0;
  for (char *line = strchr(table, '\n'); line && line[1]; line = strchr(line + 1, '\n')) {
    uint32_t asn = (uint32_t)g_ascii_strtoull(line + 1, NULL, 10);
    if (last) g_assert_true(map_builder_link(builder, last, asn, MAP_PEER, 0, NULL));
    last = asn;
  }
  struct map *map = map_builder_finish(builder, NULL);
  g_assert_true(weights_read(map, table, length, "table", NULL));
  return map;
}

static void real_distributions(void) {
  struct map *real = table_map(), *drawn = real ? shared_map("data/asrel/20100101.as-rel.txt") : NULL;
  if (!drawn) return;
  g_assert_cmpuint(real->ases, ==, 34554);
  prefixes_draw(drawn, 2010, 1);
  struct distribution *a = of_prefixes(drawn), *b = of_prefixes(real);
  struct distribution *c = of_addresses(drawn), *d = of_addresses(real);
  double prefixes = distribution_distance(a, b), addresses = distribution_distance(c, d);
  g_test_message("Kolmogorov-Smirnov: prefixes %.4f, addresses %.4f", prefixes, addresses);
  g_assert_cmpfloat(prefixes, <, 0.01);
  g_assert_cmpfloat(addresses, <, 0.03);
  g_assert_cmpfloat(distribution_quantile(a, 0.5), ==, 2);
  g_assert_cmpfloat_with_epsilon(distribution_quantile(a, 0.99), 128, 6);
  struct distribution *all[] = {a, b, c, d};
  for (gsize i = 0; i < G_N_ELEMENTS(all); i++) distribution_free(all[i]);
  map_free(drawn);
  map_free(real);
}

struct pair {
  double x, y, rank_x, rank_y;
};

static int by_x(const void *a, const void *b) {
  const struct pair *p = a, *q = b;
  return (p->x > q->x) - (p->x < q->x);
}

static int by_y(const void *a, const void *b) {
  const struct pair *p = a, *q = b;
  return (p->y > q->y) - (p->y < q->y);
}

/* Spearman's, with mean ranks for ties. */
static double rank_correlation(struct pair *pair, uint32_t count) {
  qsort(pair, count, sizeof *pair, by_x);
  for (uint32_t i = 0, end = 0; i < count; i = end) {
    while (end < count && pair[end].x <= pair[i].x) end++;
    for (uint32_t j = i; j < end; j++) pair[j].rank_x = (i + end) / 2.0 - count / 2.0;
  }
  qsort(pair, count, sizeof *pair, by_y);
  double xy = 0, xx = 0, yy = 0;
  for (uint32_t i = 0, end = 0; i < count; i = end) {
    while (end < count && pair[end].y <= pair[i].y) end++;
    for (uint32_t j = i; j < end; j++) pair[j].rank_y = (i + end) / 2.0 - count / 2.0;
  }
  for (uint32_t i = 0; i < count; i++) {
    xy += pair[i].rank_x * pair[i].rank_y;
    xx += pair[i].rank_x * pair[i].rank_x;
    yy += pair[i].rank_y * pair[i].rank_y;
  }
  return xy / sqrt(xx * yy);
}

enum what { CUSTOMERS, PROVIDERS, NEIGHBOURS };

static double count_of(const struct map_link *link, uint32_t as, enum what what) {
  if (what == NEIGHBOURS) return 1;
  return link->kind == MAP_TRANSIT && (what == CUSTOMERS ? link->a : link->b) == as;
}

static double correlation_with(const struct map *map, enum what what) {
  g_autofree double *count = g_new0(double, map->ases);
  g_autofree struct pair *pair = g_new(struct pair, map->ases);
  uint32_t pairs = 0;
  for (uint32_t i = 0; i < map->links; i++) {
    const struct map_link *link = &map->link[i];
    count[link->a] += count_of(link, link->a, what);
    count[link->b] += count_of(link, link->b, what);
  }
  for (uint32_t as = 0; as < map->ases; as++)
    if (map->prefixes[as]) pair[pairs++] = (struct pair){.x = count[as], .y = map->prefixes[as]};
  return rank_correlation(pair, pairs);
}

static double correlation_of_addresses(const struct map *map) {
  g_autofree struct pair *pair = g_new(struct pair, map->ases);
  uint32_t pairs = 0;
  for (uint32_t as = 0; as < map->ases; as++)
    if (map->prefixes[as]) pair[pairs++] = (struct pair){.x = map->prefixes[as], .y = (double)map->addresses[as]};
  return rank_correlation(pair, pairs);
}

static void real_correlations(void) {
  static const char *const name[] = {"customers", "providers", "neighbours"};
  struct map *drawn, *real;
  if (!shared_pair("data/asrel/20120101.as-rel.txt", &drawn, &real)) return;
  for (int what = 0; what < 3; what++) {
    double a = correlation_with(drawn, (enum what)what), b = correlation_with(real, (enum what)what);
    g_test_message("prefixes with %s: drawn %.3f, real %.3f", name[what], a, b);
    g_assert_cmpfloat_with_epsilon(a, b, 0.05);
  }
  double a = correlation_of_addresses(drawn), b = correlation_of_addresses(real);
  g_test_message("addresses with prefixes: drawn %.3f, real %.3f", a, b);
  g_assert_cmpfloat_with_epsilon(a, b, 0.05);
  map_free(drawn);
  map_free(real);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/prefixes/means are those of the year", years);
  g_test_add_func("/prefixes/tables have the published sizes", table_sizes);
  g_test_add_func("/prefixes/as many have one as was counted in 2014", single_prefixes);
  g_test_add_func("/prefixes/same seed same counts, other seed others", seeds);
  g_test_add_func("/prefixes/two ASes are enough", few);
  g_test_add_func("/prefixes/distributions are those of July 2010", real_distributions);
  g_test_add_func("/prefixes/the large have more, as much as in July 2010", real_correlations);
  return g_test_run();
}
