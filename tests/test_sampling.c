/* A whole run with a sample beside the same run with all origins. */
#include "tests/program.h"
#include "tests/recount.h"

#include <math.h>
#include <string.h>

#define SCENARIO                                                                                                       \
  "[scenario]\nduration = 6 min\n[topology]\nases = 250\n[origins]\nplanes = %s\nsample = %s\n"                        \
  "[event crash]\nkind = crash-process\nrouters = 3356, 174\nat = 60 s\n"                                              \
  "[trigger update]\nattributes = 40 01 01 00\nannounce = 60 s\nrepeat = 60 s\n"                                       \
  "[compare]\nstrategies = rfc4271\nseeds = 5\n[measure]\nblame_checks = 0\n"

struct pair {
  struct recount_table *origins[2], *sampling[2], *events[2]; /* of a sample, of all */
};

static struct pair pair_run(const char *planes) {
  struct pair pair;
  for (int i = 0; i < 2; i++) {
    g_autofree char *folder = program_folder(), *text = g_strdup_printf(SCENARIO, planes, i ? "all" : "30");
    g_autofree char *out = program_results(folder, text), *origins = program_read(out, "origins.csv");
    g_autofree char *sampling = program_read(out, "sampling.csv"), *events = program_read(out, "events.csv");
    pair.origins[i] = recount_parse(origins);
    pair.sampling[i] = recount_parse(sampling);
    pair.events[i] = recount_parse(events);
    program_remove(folder);
  }
  return pair;
}

static void pair_clear(struct pair *pair) {
  for (int i = 0; i < 2; i++) {
    recount_free(pair->origins[i]);
    recount_free(pair->sampling[i]);
    recount_free(pair->events[i]);
  }
}

static double number(const struct recount_table *table, guint row, const char *column) {
  return g_ascii_strtod(recount_field(table, row, column), NULL);
}

/* Lost minutes of each real prefix, by seed and AS. */
static double lost_each(const struct recount_table *table, guint row) {
  return number(table, row, "unreachable_prefix_minutes") / number(table, row, "weight");
}

/* Chance knows an origin by its router and a trigger by its place in the scenario, not by their places in a sample.
 * In one event queue with more others, some routes hear of things in another order; alone, they cannot. */
static void same_fate(const struct pair *pair, gboolean alone) {
  const struct recount_table *sample = pair->origins[0], *all = pair->origins[1];
  guint same = 0;
  for (guint i = 0, j = 0; i < recount_rows(sample); i++) {
    while (strcmp(recount_field(all, j, "as"), recount_field(sample, i, "as")) != 0 ||
           strcmp(recount_field(all, j, "seed"), recount_field(sample, i, "seed")) != 0)
      g_assert_cmpuint(++j, <, recount_rows(all));
    double off = fabs(lost_each(sample, i) - lost_each(all, j));
    same += off < 1e-5 && strcmp(recount_field(sample, i, "updates_sent"), recount_field(all, j, "updates_sent")) == 0;
    g_assert_cmpfloat(off, <, 0.1 * lost_each(all, j));
  }
  g_assert_cmpuint(recount_rows(sample), ==, 5 * 30);
  g_assert_cmpuint(recount_rows(all), ==, 5 * 250);
  g_assert_cmpuint(same, >=, recount_rows(sample) * (alone ? 4 : 3) / 4);
}

static void same_sessions(const struct pair *pair) {
  g_assert_cmpuint(recount_rows(pair->events[0]), ==, recount_rows(pair->events[1]));
  for (guint row = 0; row < recount_rows(pair->events[0]); row++)
    for (gsize i = 0; i < 2; i++) {
      const char *column = i ? "event" : "time_s";
      g_assert_cmpstr(recount_field(pair->events[0], row, column), ==, recount_field(pair->events[1], row, column));
    }
}

static void intervals_hold_it(const struct pair *pair) {
  guint held = 0, seen = 0;
  for (guint row = 0; row < recount_rows(pair->sampling[0]); row++) {
    const char *figure = recount_field(pair->sampling[0], row, "figure");
    g_assert_cmpstr(figure, ==, recount_field(pair->sampling[1], row, "figure"));
    if (strcmp(figure, "unreachable_prefix_minutes") != 0) continue;
    double truth = number(pair->sampling[1], row, "estimate");
    seen++;
    held += number(pair->sampling[0], row, "low") <= truth && truth <= number(pair->sampling[0], row, "high");
    g_assert_cmpfloat(number(pair->sampling[1], row, "low"), ==, truth);
  }
  g_assert_cmpuint(seen, ==, 5);
  g_assert_cmpuint(held, >=, 4);
}

static void a_sample_beside_all(const void *planes) {
  struct pair pair = pair_run(planes);
  same_fate(&pair, strcmp(planes, "two") == 0);
  same_sessions(&pair);
  intervals_hold_it(&pair);
  pair_clear(&pair);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_data_func("/sampling/a sample and all: the same fates, and the interval holds the whole", "joint",
                       a_sample_beside_all);
  g_test_add_data_func("/sampling/and so in two planes, where fates are exactly the same", "two", a_sample_beside_all);
  return g_test_run();
}
