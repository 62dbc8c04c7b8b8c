/* Samples of origins: what has to hold of each, and what on average over many seeds. */
#include "scenarios/plan/sample.h"

#include "sim/chance.h"
#include "topologies/growth/generate.h"
#include "topologies/inside/inside_file.h"
#include "topologies/survey/cone.h"

#include <math.h>
#include <string.h>

#define FOCUS 3356

struct land {
  struct map *map;
  struct strata *strata;
  struct expansion *expansion;
  uint32_t *prefixes;
};

static void land_set(struct land *land, const struct expansion_wish *wish) {
  static const guint32 focus = FOCUS;
  GArray *focused = g_array_new(FALSE, FALSE, sizeof(guint32));
  g_array_append_val(focused, focus);
  land->strata = strata_new(land->map, focused);
  land->expansion = expansion_new(land->map, wish, wish != NULL, 1);
  land->prefixes = expansion_spread(land->expansion, land->map->prefixes);
  g_array_unref(focused);
}

static struct land land_of(uint32_t ases) {
  struct land land = {.map = generate_map(&(struct generate_options){.ases = ases, .year = 2012, .seed = 5})};
  land_set(&land, NULL);
  return land;
}

static void land_clear(struct land *land) {
  g_free(land->prefixes);
  expansion_free(land->expansion);
  strata_free(land->strata);
  map_free(land->map);
}

static struct sample land_sample(const struct land *land, uint32_t asked, uint64_t seed) {
  const struct sample_frame frame = {land->strata, land->expansion, land->prefixes};
  struct sample sample;
  sample_origins(&sample, &frame, asked, seed);
  return sample;
}

static double land_table(const struct land *land) {
  double table = 0;
  for (uint32_t r = 0; r < land->expansion->routers; r++) table += land->prefixes[r];
  return table;
}

/* --- every sample --- */

static void expect_whole(const struct land *land, const struct sample *sample) {
  const struct sample_frame frame = {land->strata, land->expansion, land->prefixes};
  double sum = 0, squares = 0, all = 0;
  uint32_t origins = 0;
  for (uint32_t i = 0; i < sample->count; i++) {
    double own = land->prefixes[sample->router[i]];
    if (i) g_assert_cmpuint(sample->router[i], >, sample->router[i - 1]);
    g_assert_cmpfloat(sample->weight[i], ==, floor(sample->weight[i]));
    g_assert_cmpfloat(sample->weight[i], >=, own);
    if (sample->stratum[i] == 0) g_assert_cmpfloat(sample->weight[i], ==, own);
    sum += sample->weight[i];
    squares += sample->squares[i];
  }
  for (uint32_t r = 0; r < land->expansion->routers; r++) all += pow(land->prefixes[r], 2);
  for (uint32_t i = 0; i < sample->strata; i++) origins += sample->origins[i];
  g_assert_cmpfloat(sum, ==, land_table(land));
  g_assert_cmpfloat(squares, ==, all);
  g_assert_cmpuint(origins, ==, sample_frame_origins(&frame));
}

static void weights_add_up(void) {
  static const uint32_t asked[] = {1, 2, 3, 5, 11, 50, 200, 999, 1000, 5000};
  struct land land = land_of(1000);
  for (uint64_t seed = 1; seed <= 20; seed++)
    for (size_t i = 0; i < G_N_ELEMENTS(asked); i++) {
      struct sample sample = land_sample(&land, asked[i], seed);
      g_assert_cmpuint(sample.count, ==, MIN(asked[i], land.map->ases));
      expect_whole(&land, &sample);
      sample_clear(&sample);
    }
  land_clear(&land);
}

/* Sizes that differ wildly, or not at all; origins without a prefix. */
static void any_sizes(void) {
  struct land land = land_of(60);
  for (uint64_t seed = 1; seed <= 300; seed++) {
    struct chance chance = {.seed = seed};
    uint32_t shift = (uint32_t)(seed % 21), origins = 0;
    for (chance.nth = 0; chance.nth < 60; chance.nth++) {
      double size = pow(2, shift * chance_uniform(chance));
      land.prefixes[chance.nth] = seed % 3 == 0 && chance.nth % 4 == 0 ? 0 : (uint32_t)size;
      origins += land.prefixes[chance.nth] > 0;
    }
    uint32_t asked = 1 + (uint32_t)chance_below(chance, 60);
    struct sample sample = land_sample(&land, asked, seed);
    double sum = 0;
    g_assert_cmpuint(sample.count, ==, MIN(asked, origins));
    for (uint32_t i = 0; i < sample.count; i++) sum += sample.weight[i];
    g_assert_cmpfloat(sum, ==, land_table(&land));
    sample_clear(&sample);
  }
  land_clear(&land);
}

/* Two of each, or all there are; in a stratum of its own, everything is taken. */
static void strata_are_covered(void) {
  struct land land = land_of(3000);
  uint32_t there[STRATA_KINDS] = {0};
  for (uint32_t as = 0; as < land.map->ases; as++) there[land.strata->kind[as]]++;
  for (uint64_t seed = 1; seed <= 20; seed++) {
    struct sample sample = land_sample(&land, 60, seed);
    uint32_t kinds[STRATA_KINDS] = {0}, certain = 0, *drawn = g_new0(uint32_t, sample.strata);
    for (uint32_t i = 0; i < sample.count; i++) {
      kinds[land.strata->kind[sample.router[i]]]++;
      drawn[sample.stratum[i]]++;
      certain += land.map->asn[sample.router[i]] == FOCUS && sample.stratum[i] == 0;
    }
    for (int kind = 0; kind < STRATA_KINDS; kind++) g_assert_cmpuint(kinds[kind], >=, MIN(2, there[kind]));
    g_assert_cmpuint(certain, ==, 1);
    g_assert_cmpuint(drawn[0], ==, sample.origins[0]);
    for (uint32_t i = 1; i < sample.strata; i++) {
      g_assert_cmpuint(drawn[i], <=, sample.origins[i]);
      if (sample.origins[i] > 1) g_assert_cmpuint(drawn[i], >=, 2);
    }
    g_free(drawn);
    sample_clear(&sample);
  }
  land_clear(&land);
}

/* A named network of many routers is no reason to look at nothing else. */
static void a_named_one_with_an_inside(void) {
  g_autofree char *path = g_build_filename(FAULTLINE_SOURCE_DIR, "topologies/inside/level3-2011.csv", NULL);
  g_autofree char *text = NULL;
  g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
  struct inside *inside = inside_thicken(inside_file_read(text, strlen(text), path, NULL), 2);
  struct land land = {.map = generate_map(&(struct generate_options){.ases = 1000, .year = 2012, .seed = 5})};
  struct expansion_wish wish = {.inside = inside, .peers = 5, .transit = 2, .stubs = 1, .reflectors = 4};
  wish.as = map_find(land.map, FOCUS);
  land_set(&land, &wish);
  uint32_t of_focus = 0;
  struct sample sample = land_sample(&land, 50, 1);
  expect_whole(&land, &sample);
  for (uint32_t i = 0; i < sample.count; i++) of_focus += land.expansion->asn[sample.router[i]] == FOCUS;
  g_assert_cmpuint(of_focus, >=, 2);
  g_assert_cmpuint(of_focus, <, 25);
  sample_clear(&sample);
  land_clear(&land);
  inside_free(inside);
}

static void all_for_themselves(void) {
  struct land land = land_of(300);
  struct sample sample = land_sample(&land, 300, 1);
  g_assert_cmpuint(sample.count, ==, 300);
  g_assert_cmpuint(sample.strata, ==, 1);
  for (uint32_t i = 0; i < sample.count; i++) g_assert_cmpfloat(sample.weight[i], ==, land.prefixes[i]);
  sample_clear(&sample);
  land_clear(&land);
}

static void the_seed_alone_decides(void) {
  struct land land = land_of(1000);
  struct sample a = land_sample(&land, 40, 1), b = land_sample(&land, 40, 1), c = land_sample(&land, 40, 2);
  g_assert_cmpmem(a.router, 40 * sizeof *a.router, b.router, 40 * sizeof *b.router);
  g_assert_cmpmem(a.weight, 40 * sizeof *a.weight, b.weight, 40 * sizeof *b.weight);
  g_assert_cmpint(memcmp(a.router, c.router, 40 * sizeof *a.router), !=, 0);
  sample_clear(&a);
  sample_clear(&b);
  sample_clear(&c);
  land_clear(&land);
}

/* --- over many seeds --- */

enum { SEEDS = 2000 };

/* Mean and variance, over the seeds, of the estimate of sum over the origins of prefixes times value. */
struct many {
  double mean, variance;
};

static struct many many_samples(const struct land *land, uint32_t asked, const double *value) {
  double sum = 0, squares = 0;
  for (uint64_t seed = 1; seed <= SEEDS; seed++) {
    struct sample sample = land_sample(land, asked, seed);
    double estimate = 0;
    for (uint32_t i = 0; i < sample.count; i++) estimate += sample.weight[i] * value[sample.router[i]];
    sum += estimate;
    squares += estimate * estimate;
    sample_clear(&sample);
  }
  double mean = sum / SEEDS;
  return (struct many){mean, (squares - SEEDS * mean * mean) / (SEEDS - 1)};
}

/* Exact, of all origins: the total, and the variance of its estimate by `asked` simple draws in proportion to prefixes
 * (Cochran, section 9A.3), or by a simple random sample of the origins (section 2.5). */
struct simple {
  double total, by_prefixes, by_origins;
};

static struct simple simple_samples(const struct land *land, uint32_t asked, const double *value) {
  double total = 0, by_prefixes = 0, squares = 0, table = land_table(land), n = land->map->ases;
  for (uint32_t r = 0; r < land->map->ases; r++) {
    total += land->prefixes[r] * value[r];
    by_prefixes += land->prefixes[r] * value[r] * value[r];
    squares += pow(land->prefixes[r] * value[r], 2);
  }
  double deviation = (squares - total * total / n) / (n - 1);
  return (struct simple){total, (table * by_prefixes - total * total) / asked, n * (n - asked) * deviation / asked};
}

/* Of each AS: its customer cone; whether it has a way up to the clique's first member by providers; any number. */
static void land_values(const struct land *land, double *value[3]) {
  struct adjacency *adjacency = adjacency_new(land->map);
  g_autofree uint32_t *cone = cone_sizes(adjacency), *stack = g_new(uint32_t, land->map->ases);
  for (int i = 0; i < 3; i++) value[i] = g_new0(double, land->map->ases);
  for (uint32_t as = 0; as < land->map->ases; as++) {
    value[0][as] = cone[as];
    value[2][as] = chance_uniform((struct chance){.seed = 9, .who = as});
  }
  uint32_t depth = 1;
  stack[0] = land->map->clique[0];
  value[1][stack[0]] = 1;
  while (depth > 0) {
    uint32_t as = stack[--depth];
    for (uint32_t i = adjacency->first[as]; i < adjacency->peers[as]; i++) {
      uint32_t customer = adjacency->neighbour[i];
      if (value[1][customer] == 0) stack[depth++] = customer;
      value[1][customer] = 1;
    }
  }
  adjacency_free(adjacency);
}

static void estimates_are_exact_on_average(void) {
  static const uint32_t asked[] = {1, 7, 40, 200};
  struct land land = land_of(400);
  double *value[3];
  land_values(&land, value);
  for (size_t i = 0; i < G_N_ELEMENTS(asked); i++)
    for (int v = 0; v < 3; v++) {
      struct many many = many_samples(&land, asked[i], value[v]);
      double total = simple_samples(&land, asked[i], value[v]).total;
      g_assert_cmpfloat(fabs(many.mean - total), <, 4 * sqrt(many.variance / SEEDS));
    }
  for (int v = 0; v < 3; v++) g_free(value[v]);
  land_clear(&land);
}

/* A number that has nothing to do with an AS's place cannot gain from strata, and loses a little where kinds are
 * looked at more closely than they need: no more than the spreads that are assumed. The cone, and being below one and
 * the same provider, gain. */
static void no_worse_than_simple_samples(void) {
  static const uint32_t asked[] = {20, 100};
  struct land land = land_of(1000);
  double *value[3];
  land_values(&land, value);
  for (size_t i = 0; i < G_N_ELEMENTS(asked); i++)
    for (int v = 0; v < 3; v++) {
      struct many many = many_samples(&land, asked[i], value[v]);
      struct simple simple = simple_samples(&land, asked[i], value[v]);
      double chance = 1 + 4 * sqrt(2.0 / SEEDS), loss = 1.2;
      g_test_message("%u, %d: %.3f of by prefixes, %.3f of by origins", asked[i], v, many.variance / simple.by_prefixes,
                     many.variance / simple.by_origins);
      g_assert_cmpfloat(many.variance, <, simple.by_origins);
      g_assert_cmpfloat(many.variance, <, simple.by_prefixes * (v < 2 ? 1 : loss * chance));
    }
  for (int v = 0; v < 3; v++) g_free(value[v]);
  land_clear(&land);
}

/* --- stubs --- */

/* 0 is above 1 and 2, both above 3 and 4; 5 hangs on 1 alone. */
static void stub_is_multihomed(void) {
  uint32_t asn[] = {1, 2, 3, 4, 5, 6};
  struct map_link link[] = {{0, 1, MAP_TRANSIT}, {0, 2, MAP_TRANSIT}, {1, 2, MAP_PEER},    {1, 3, MAP_TRANSIT},
                            {2, 3, MAP_TRANSIT}, {1, 4, MAP_TRANSIT}, {2, 4, MAP_TRANSIT}, {1, 5, MAP_TRANSIT}};
  struct map map = {.ases = 6, .links = G_N_ELEMENTS(link), .asn = asn, .link = link};
  unsigned seen = 0;
  for (uint64_t seed = 1; seed <= 40; seed++) seen |= 1u << sample_stub(&map, seed, 0);
  g_assert_cmpuint(seen, ==, 1u << 3 | 1u << 4);
  g_assert_cmpuint(sample_stub(&map, 7, 0), ==, sample_stub(&map, 7, 0));
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/sample/weights are whole and add up to the whole table", weights_add_up);
  g_test_add_func("/sample/whatever the sizes", any_sizes);
  g_test_add_func("/sample/every stratum is covered", strata_are_covered);
  g_test_add_func("/sample/a network that is named and has an inside is sampled, too", a_named_one_with_an_inside);
  g_test_add_func("/sample/all origins for themselves", all_for_themselves);
  g_test_add_func("/sample/the seed alone decides", the_seed_alone_decides);
  g_test_add_func("/sample/estimates are exact on average over the seeds", estimates_are_exact_on_average);
  g_test_add_func("/sample/variance is no greater than that of simple samples", no_worse_than_simple_samples);
  g_test_add_func("/sample/the stub has two providers and no customer", stub_is_multihomed);
  return g_test_run();
}
