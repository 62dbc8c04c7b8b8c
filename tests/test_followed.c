/* Pilots stand for the whole sample, and those that take long are more likely to be among them. */
#include "scenarios/plan/followed.h"

#include <math.h>

#define ORIGINS 200
#define HEAVY 77
#define UNIT 100

struct table {
  struct sample sample;
  double weight[ORIGINS];
  GArray *work;
};

/* Weights of 1 to 40; one origin takes `times` what the others do. */
static void table_init(struct table *table, guint32 times) {
  table->work = g_array_new(FALSE, FALSE, sizeof(guint32));
  for (uint32_t i = 0; i < ORIGINS; i++) {
    guint32 work = i == HEAVY ? times * UNIT : UNIT;
    table->weight[i] = 1 + i * 7 % 40;
    g_array_append_val(table->work, work);
  }
  table->weight[HEAVY] = 1;
  table->sample = (struct sample){.count = ORIGINS, .weight = table->weight};
}

/* How many of so many starts, spread evenly over a step, hit the heavy origin; *stands, what it stands for then. */
static double heavy_hits(const struct table *table, uint32_t pilots, double *stands, double *whole) {
  enum { STARTS = 10000 };
  double hits = 0;
  *stands = *whole = 0;
  for (int k = 0; k < STARTS; k++) {
    g_autoptr(GArray) steps = followed_steps(&table->sample, table->work, pilots, (k + 0.5) / STARTS);
    for (guint i = 0; i < steps->len; i++) {
      const struct followed_step *step = &g_array_index(steps, struct followed_step, i);
      *whole += step->weight / STARTS;
      if (step->origin != HEAVY) continue;
      hits += 1.0 / STARTS;
      *stands += step->weight / STARTS;
    }
  }
  return hits;
}

/* Whatever it takes, an origin stands for its prefixes on average, and all for the table. */
static void test_average(void) {
  static const guint32 times[] = {1, 9, 100, 10000};
  for (gsize t = 0; t < G_N_ELEMENTS(times); t++) {
    struct table table;
    double table_weight = 0, stands, whole;
    table_init(&table, times[t]);
    for (uint32_t i = 0; i < ORIGINS; i++) table_weight += table.weight[i];
    heavy_hits(&table, 20, &stands, &whole);
    g_assert_cmpfloat_with_epsilon(stands, 1, 0.02);
    g_assert_cmpfloat_with_epsilon(whole / table_weight, 1, 0.002);
    g_array_unref(table.work);
  }
}

/* A hundred times the work: ten times as often, for a tenth each. */
static void test_often(void) {
  struct table light, heavy;
  double stands, whole;
  table_init(&light, 1);
  table_init(&heavy, 100);
  double before = heavy_hits(&light, 20, &stands, &whole), after = heavy_hits(&heavy, 20, &stands, &whole);
  g_assert_cmpfloat(before, >, 0);
  g_assert_cmpfloat_with_epsilon(after / before, 10, 2);
  g_array_unref(light.work);
  g_array_unref(heavy.work);
}

/* What the pilots that a share allows take of what all origins take. */
static double pilots_take(const struct table *table, double share, guint *pilots) {
  double all = 0, taken = 0;
  g_autoptr(GArray) steps = followed_pilots(&table->sample, table->work, ORIGINS / 2, share);
  for (uint32_t i = 0; i < ORIGINS; i++) all += g_array_index(table->work, guint32, i);
  for (guint i = 0; i < steps->len; i++)
    taken += g_array_index(table->work, guint32, g_array_index(steps, struct followed_step, i).origin);
  *pilots = steps->len;
  return taken / all;
}

static void test_share(void) {
  struct table table;
  guint most, few, one;
  table_init(&table, 1);
  double all = pilots_take(&table, 1, &most), part = pilots_take(&table, 0.1, &few);
  g_assert_cmpfloat(all, >, 0.3);
  g_assert_cmpfloat(part, <=, 0.1);
  g_assert_cmpfloat(part, >, 0.05);
  g_assert_cmpuint(few, <, most);
  pilots_take(&table, 0, &one);
  g_assert_cmpuint(one, ==, 1);
  g_array_unref(table.work);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/followed/pilots stand for the table on average, whatever they take", test_average);
  g_test_add_func("/followed/who takes a hundred times as long is ten times as likely a pilot", test_often);
  g_test_add_func("/followed/pilots are fewer where they would take too much of the work", test_share);
  return g_test_run();
}
