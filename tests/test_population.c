#include "scenarios/plan/population.h"

#include "tests/program.h"

enum { ASES = 4000 };

struct fixture {
  struct scenario *scenario;
  GPtrArray *files;
  struct map map;
  struct strategy strict, lenient;
};

static void free_file(gpointer file) { platform_file_free(file); }

static void setup(struct fixture *fixture, gconstpointer unused) {
  (void)unused;
  g_autofree char *folder = program_folder();
  g_autofree char *path = program_write(folder, "s.ini",
                                        "[platforms]\nshares = ios 60 %, junos 40 %\npinned = 7 junos, 9 frr\n"
                                        "knows_type = 128\nknows_share = 5 %\n");
  fixture->scenario = scenario_load(path, NULL);
  fixture->files = g_ptr_array_new_with_free_func(free_file);
  g_ptr_array_add(fixture->files, platform_file_load("ios", NULL));
  g_ptr_array_add(fixture->files, platform_file_load("junos", NULL));
  g_ptr_array_add(fixture->files, platform_file_load("frr", NULL));
  fixture->map = (struct map){.ases = ASES, .asn = g_new(uint32_t, ASES)};
  for (uint32_t i = 0; i < ASES; i++) fixture->map.asn[i] = i + 1;
  program_remove(folder);
}

static void teardown(struct fixture *fixture, gconstpointer unused) {
  (void)unused;
  scenario_free(fixture->scenario);
  g_ptr_array_unref(fixture->files);
  g_free(fixture->map.asn);
}

static void draw(struct fixture *fixture, struct population *population, double adoption, uint64_t seed) {
  struct population_choice choice = {&fixture->strict, &fixture->lenient, adoption, NULL};
  population_draw(population, fixture->scenario, fixture->files, &choice, &fixture->map, seed);
}

static const struct verdict_profile *profile(const struct population *population, uint32_t as) {
  return &population->profiles[population->profile_of[as]];
}

static void shares_come_out(struct fixture *fixture, gconstpointer unused) {
  (void)unused;
  struct population population;
  draw(fixture, &population, 0.25, 3);
  double ios = 0, knows = 0, adopts = 0;
  for (uint32_t i = 0; i < ASES; i++) {
    ios += population.platform_of[i] == 0;
    knows += verdict_knows(profile(&population, i), 128);
    adopts += profile(&population, i)->strategy == &fixture->lenient;
    g_assert_true(verdict_knows(profile(&population, i), 2));
  }
  g_assert_cmpfloat_with_epsilon(ios / ASES, 0.6, 0.04);
  g_assert_cmpfloat_with_epsilon(knows / ASES, 0.05, 0.02);
  g_assert_cmpfloat_with_epsilon(adopts / ASES, 0.25, 0.04);
  g_assert_cmpuint(population.platform_of[6], ==, 1);
  g_assert_cmpuint(population.platform_of[8], ==, 2);
  population_clear(&population);
}

static void adopters_are_nested(struct fixture *fixture, gconstpointer unused) {
  (void)unused;
  struct population few, many;
  draw(fixture, &few, 0.25, 3);
  draw(fixture, &many, 0.5, 3);
  for (uint32_t i = 0; i < ASES; i++) {
    if (profile(&few, i)->strategy == &fixture->lenient)
      g_assert_true(profile(&many, i)->strategy == &fixture->lenient);
    g_assert_cmpuint(few.platform_of[i], ==, many.platform_of[i]);
    g_assert_true(verdict_knows(profile(&few, i), 128) == verdict_knows(profile(&many, i), 128));
  }
  population_clear(&few);
  population_clear(&many);
}

static void another_seed(struct fixture *fixture, gconstpointer unused) {
  (void)unused;
  struct population one, two;
  guint differ = 0;
  draw(fixture, &one, 0, 3);
  draw(fixture, &two, 0, 4);
  for (uint32_t i = 0; i < ASES; i++) differ += one.platform_of[i] != two.platform_of[i];
  g_assert_cmpuint(differ, >, ASES / 3);
  population_clear(&one);
  population_clear(&two);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
#define POPULATION_TEST(path, function) g_test_add(path, struct fixture, NULL, setup, function, teardown)
  POPULATION_TEST("/population/shares come out, pins hold", shares_come_out);
  POPULATION_TEST("/population/who adopts at 25 % adopts at 50 %, all else the same", adopters_are_nested);
  POPULATION_TEST("/population/another seed, another draw", another_seed);
  return g_test_run();
}
