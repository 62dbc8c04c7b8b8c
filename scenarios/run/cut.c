#include "scenarios/run/cut.h"

#include <math.h>
#include <stdlib.h>

/* What a turn of the whole world adds, in origins that nothing happens to: 1 to 13 in the malformed Level 3 on the map
 * of 2012. */
#define CUT_TURN 4

struct cut_origin {
  guint32 number, work;
};

guint32 cut_work(double turns) { return (guint32)MIN(CUT_UNIT + round(turns * CUT_TURN * CUT_UNIT), G_MAXUINT32 / 2); }

static int cut_heavier(const void *left, const void *right) {
  const struct cut_origin *a = left, *b = right;
  if (a->work != b->work) return a->work > b->work ? -1 : 1;
  return (a->number > b->number) - (a->number < b->number);
}

static struct cut_origin *cut_sort(const guint32 *work, guint origins, guint64 *all) {
  struct cut_origin *sorted = g_new(struct cut_origin, MAX(1, origins));
  *all = 0;
  for (guint i = 0; i < origins; i++) {
    sorted[i] = (struct cut_origin){i, work[i]};
    *all += work[i];
  }
  qsort(sorted, origins, sizeof *sorted, cut_heavier);
  return sorted;
}

/* How many of the heaviest that are left make the next parcel, where they all take `left`; *taken, what it takes. */
static guint cut_next(const struct cut_origin *sorted, guint origins, guint64 left, guint64 *taken) {
  guint64 enough = CLAMP(left / CUT_PART, CUT_LEAST * CUT_UNIT, CUT_MOST * CUT_UNIT);
  guint size = 0;
  for (*taken = 0; size < origins && *taken < enough; size++) *taken += sorted[size].work;
  return size;
}

static int cut_number(const void *left, const void *right) {
  const guint32 *a = left, *b = right;
  return (*a > *b) - (*a < *b);
}

/* The next parcel: so many of the heaviest, that take so much of `all`. */
static void cut_close(struct cut *cut, const struct cut_origin *sorted, guint size, double part, guint origins) {
  guint begin = cut->first[cut->parcels];
  for (guint i = 0; i < size; i++) cut->origin[begin + i] = sorted[i].number;
  qsort(&cut->origin[begin], size, sizeof *cut->origin, cut_number);
  cut->weight[cut->parcels] = (guint)MAX(1, round(part * origins));
  cut->first[++cut->parcels] = begin + size;
}

struct cut *cut_new(const guint32 *work, guint origins) {
  struct cut *cut = g_new0(struct cut, 1);
  guint64 all, taken;
  g_autofree struct cut_origin *sorted = cut_sort(work, origins, &all);
  cut->origin = g_new(guint32, MAX(1, origins));
  cut->first = g_new0(guint, (gsize)origins + 1);
  cut->weight = g_new(guint, MAX(1, origins));
  double whole = (double)all;
  for (guint begin = 0, size; begin < origins; begin += size, all -= taken) {
    size = cut_next(&sorted[begin], origins - begin, all, &taken);
    cut_close(cut, &sorted[begin], size, (double)taken / whole, origins);
  }
  return cut;
}

void cut_free(struct cut *cut) {
  if (!cut) return;
  g_free(cut->origin);
  g_free(cut->first);
  g_free(cut->weight);
  g_free(cut);
}
