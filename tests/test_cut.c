/* A cut has every origin once, the heaviest first, and leaves nobody idle for longer than its last parcels take. */
#include "scenarios/run/cut.h"

#define ORIGINS 1000
#define WORKERS 4

/* One in fifty is heavy, as much as 1 to 100 others. */
static guint32 *work_random(GRand *rand, guint origins) {
  guint32 *work = g_new(guint32, origins);
  for (guint i = 0; i < origins; i++)
    work[i] = cut_work(g_rand_int_range(rand, 0, 50) ? 0 : g_rand_double_range(rand, 0, 25));
  return work;
}

static guint64 parcel_work(const struct cut *cut, guint parcel, const guint32 *work) {
  guint64 sum = 0;
  for (guint i = cut->first[parcel]; i < cut->first[parcel + 1]; i++) sum += work[cut->origin[i]];
  return sum;
}

static void expect_whole(const struct cut *cut, guint origins) {
  g_autofree guint8 *seen = g_new0(guint8, origins + 1);
  g_assert_cmpuint(cut->first[0], ==, 0);
  g_assert_cmpuint(cut->first[cut->parcels], ==, origins);
  for (guint k = 0; k < cut->parcels; k++) {
    g_assert_cmpuint(cut->first[k], <, cut->first[k + 1]);
    g_assert_cmpuint(cut->weight[k], >=, 1);
    for (guint i = cut->first[k]; i < cut->first[k + 1]; i++) {
      g_assert_cmpuint(cut->origin[i], <, origins);
      g_assert_cmpuint(seen[cut->origin[i]]++, ==, 0);
      if (i > cut->first[k]) g_assert_cmpuint(cut->origin[i - 1], <, cut->origin[i]);
    }
  }
}

static void test_once(void) {
  GRand *rand = g_rand_new_with_seed(1);
  const guint sizes[] = {0, 1, 2, CUT_LEAST, CUT_MOST + 1, ORIGINS};
  for (gsize s = 0; s < G_N_ELEMENTS(sizes); s++) {
    g_autofree guint32 *work = work_random(rand, sizes[s]);
    struct cut *cut = cut_new(work, sizes[s]);
    expect_whole(cut, sizes[s]);
    cut_free(cut);
  }
  g_rand_free(rand);
}

static void test_heaviest(void) {
  GRand *rand = g_rand_new_with_seed(2);
  g_autofree guint32 *work = work_random(rand, ORIGINS);
  struct cut *cut = cut_new(work, ORIGINS);
  guint alone = 0;
  for (guint i = 0; i < ORIGINS; i++) alone += work[i] >= CUT_MOST * CUT_UNIT;
  g_assert_cmpuint(alone, >, 5);
  for (guint k = 0; k + 1 < cut->parcels; k++) {
    guint size = cut->first[k + 1] - cut->first[k];
    if (k < alone) g_assert_cmpuint(size, ==, 1);
    for (guint i = cut->first[k]; i < cut->first[k + 1]; i++)
      g_assert_cmpuint(work[cut->origin[i]], >=, work[cut->origin[cut->first[k + 1]]]);
  }
  cut_free(cut);
  g_rand_free(rand);
}

/* Whoever is done first takes the next parcel. Returns how much the workers wait in the end, all together. */
static guint64 idle_time(const struct cut *cut, const guint32 *work) {
  guint64 busy[WORKERS] = {0}, last = 0, idle = 0;
  for (guint k = 0; k < cut->parcels; k++) {
    guint first = 0;
    for (guint w = 1; w < WORKERS; w++)
      if (busy[w] < busy[first]) first = w;
    busy[first] += parcel_work(cut, k, work);
  }
  for (guint w = 0; w < WORKERS; w++) last = MAX(last, busy[w]);
  for (guint w = 0; w < WORKERS; w++) idle += last - busy[w];
  return idle;
}

static void test_idle(void) {
  GRand *rand = g_rand_new_with_seed(3);
  for (guint round = 0; round < 50; round++) {
    g_autofree guint32 *work = work_random(rand, ORIGINS);
    struct cut *cut = cut_new(work, ORIGINS);
    g_assert_cmpuint(idle_time(cut, work), <=, (WORKERS - 1) * CUT_LEAST * CUT_UNIT);
    cut_free(cut);
  }
  g_rand_free(rand);
}

/* What the progress line adds up. */
static void test_weights(void) {
  GRand *rand = g_rand_new_with_seed(4);
  g_autofree guint32 *work = work_random(rand, ORIGINS);
  struct cut *cut = cut_new(work, ORIGINS);
  guint sum = 0;
  for (guint k = 0; k < cut->parcels; k++) sum += cut->weight[k];
  g_assert_cmpuint(sum, >=, ORIGINS - cut->parcels);
  g_assert_cmpuint(sum, <=, ORIGINS + cut->parcels);
  cut_free(cut);
  g_rand_free(rand);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/cut/every origin is in one parcel", test_once);
  g_test_add_func("/cut/the heaviest come first, and alone", test_heaviest);
  g_test_add_func("/cut/nobody waits longer for the end than the last parcels take", test_idle);
  g_test_add_func("/cut/weights add up to the origins", test_weights);
  return g_test_run();
}
