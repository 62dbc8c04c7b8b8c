/* estimate.c: the variance of one stratum. Its origins have p_1, p_2, ... prefixes, M in all, and z_1, z_2, ... of
 * something for each prefix. They are parted into runs g with M_g prefixes; one origin stands for each run, drawn with
 * chance p_i / M_g. The estimate of the sum of p_i z_i is that of M_g z_g, and its variance for given runs is
 *
 *   sum over runs, over pairs i < j within the run, of p_i p_j (z_i - z_j)^2.
 *
 * What is seen are pairs of different runs, sum over g < h of M_g M_h (z_g - z_h)^2. If it is chance which z came
 * into which run, both are the same multiple of their sums of p_i p_j: the estimate of the variance is the one sum
 * times
 *
 *   (sum of M_g^2 - sum of p_i^2) / (M^2 - sum of M_g^2).
 *
 * With runs of equally many equal origins this is Cochran's (1 - f) s^2 / n of the simple random sample (2.6); with
 * runs by chance it is, on average over them, that of Rao, Hartley and Cochran. The sum over pairs is M times the
 * sum of M_g (z_g - mean)^2. */
#include "analysis/results/estimate.h"

#include <glib.h>
#include <math.h>

/* Origins of a stratum that say how much they differ. */
#define ESTIMATE_DRAWS 4
#define ESTIMATE_COVERS 0.95
#define ESTIMATE_NORMAL 1.959963984540054 /* for more degrees of freedom than this many: */
#define ESTIMATE_MANY 2000

struct estimate_design *estimate_design_new(uint32_t count, uint32_t origins, uint32_t strata) {
  struct estimate_design *design = g_new(struct estimate_design, 1);
  *design = (struct estimate_design){.count = count, .origins = origins, .strata = strata};
  design->stratum = g_new0(uint32_t, count);
  design->weight = g_new0(double, count);
  design->squares = g_new0(double, count);
  design->own = g_new0(double, count);
  return design;
}

void estimate_design_free(struct estimate_design *design) {
  if (!design) return;
  g_free(design->stratum);
  g_free(design->weight);
  g_free(design->squares);
  g_free(design->own);
  g_free(design);
}

/* --- Student --- */

/* Share of the distribution within -t and t, t = sqrt(freedom) tan(angle): Abramowitz and Stegun 26.7.3 and 26.7.4. */
static double student_within(int freedom, double angle) {
  double cosine = cos(angle), term = freedom % 2 ? cosine : 1, sum = 0;
  for (int i = freedom % 2 ? 3 : 2; i <= freedom; i += 2) {
    sum += term;
    term *= cosine * cosine * (i - 1) / i;
  }
  return freedom % 2 ? (angle + sin(angle) * sum) / G_PI_2 : sin(angle) * sum;
}

double estimate_student(double freedom) {
  if (freedom > ESTIMATE_MANY) return ESTIMATE_NORMAL;
  int whole = (int)freedom;
  double low = 0, high = G_PI_2;
  g_assert(whole >= 1);
  for (int i = 0; i < 60; i++) {
    double middle = (low + high) / 2;
    if (student_within(whole, middle) < ESTIMATE_COVERS) low = middle;
    else high = middle;
  }
  return sqrt(whole) * tan(low);
}

/* --- variance --- */

struct stratum {
  uint32_t count;
  double prefixes, runs, squares; /* M, sum of M_g^2, sum of p_i^2 */
  double sum, spread;             /* of M_g z_g; of M_g (z_g - mean)^2 */
};

static bool is_complete(const struct stratum *stratum) { return stratum->runs <= stratum->squares; }

static void strata_fill(struct stratum *strata, const struct estimate_design *design, const uint32_t *stratum_of,
                        const double *each) {
  for (uint32_t i = 0; i < design->count; i++) {
    struct stratum *stratum = &strata[stratum_of[i]];
    stratum->count++;
    stratum->prefixes += design->weight[i];
    stratum->runs += design->weight[i] * design->weight[i];
    stratum->squares += design->squares[i];
    stratum->sum += design->weight[i] * each[i];
  }
  for (uint32_t i = 0; i < design->count; i++) {
    struct stratum *stratum = &strata[stratum_of[i]];
    double off = each[i] - stratum->sum / stratum->prefixes;
    stratum->spread += design->weight[i] * off * off;
  }
}

/* A stratum with one origin for several says nothing of how they differ, one with two or three so little that with
 * Student's t the interval would be many times too wide: it is joined with the next ones, or at the end with the one
 * before. Strata stand in the order of strata.h, so that their neighbours are alike; what sets them apart makes
 * the interval too wide rather than too narrow. */
static void strata_join(const struct stratum *strata, uint32_t count, uint32_t *as) {
  uint32_t group = UINT32_MAX, before = UINT32_MAX, seen = ESTIMATE_DRAWS;
  for (uint32_t s = 0; s < count; s++) {
    as[s] = s;
    if (is_complete(&strata[s])) continue;
    if (seen >= ESTIMATE_DRAWS) {
      before = group;
      group = s;
      seen = 0;
    }
    as[s] = group;
    seen += strata[s].count;
  }
  for (uint32_t s = 0; seen < ESTIMATE_DRAWS && before != UINT32_MAX && s < count; s++)
    if (as[s] == group) as[s] = before;
}

/* The strata as they are joined (g_free); stratum_of [count] is filled. */
static struct stratum *strata_new(const struct estimate_design *design, const double *each, uint32_t *stratum_of) {
  g_autofree struct stratum *drawn = g_new0(struct stratum, design->strata);
  g_autofree uint32_t *as = g_new(uint32_t, design->strata);
  strata_fill(drawn, design, design->stratum, each);
  strata_join(drawn, design->strata, as);
  for (uint32_t i = 0; i < design->count; i++) stratum_of[i] = as[design->stratum[i]];
  struct stratum *joined = g_new0(struct stratum, design->strata);
  strata_fill(joined, design, stratum_of, each);
  return joined;
}

/* Variance of the sum of weight times `each`, and its degrees of freedom (0: nobody knows). */
static double variance_of(const struct estimate_design *design, const double *each, double *freedom) {
  g_autofree uint32_t *stratum_of = g_new(uint32_t, design->count);
  g_autofree struct stratum *strata = strata_new(design, each, stratum_of);
  double sum = 0, squares = 0;
  bool known = true;
  for (uint32_t s = 0; s < design->strata; s++) {
    const struct stratum *stratum = &strata[s];
    if (is_complete(stratum)) continue;
    known = known && stratum->count > 1;
    if (stratum->count < 2) continue;
    double pairs = stratum->prefixes * stratum->prefixes - stratum->runs;
    double variance = (stratum->runs - stratum->squares) / pairs * stratum->prefixes * stratum->spread;
    sum += variance;
    squares += variance * variance / (stratum->count - 1);
  }
  *freedom = !known ? 0 : squares > 0 ? sum * sum / squares : INFINITY;
  return sum;
}

/* `times`: what the sum of weight times `each` is multiplied by. */
static struct estimate estimate_of(const struct estimate_design *design, double value, const double *each,
                                   double times) {
  struct estimate estimate = {.value = value, .error = NAN, .low = NAN, .high = NAN};
  double variance = variance_of(design, each, &estimate.freedom);
  bool seen = variance > 0 || value != 0 || design->count == design->origins;
  if (estimate.freedom < 1 || !seen) return estimate;
  estimate.given = true;
  estimate.error = sqrt(variance) * times;
  double reach = estimate.error * estimate_student(estimate.freedom);
  estimate.low = value - reach;
  estimate.high = value + reach;
  return estimate;
}

static double weighted(const struct estimate_design *design, const double *each) {
  double sum = 0;
  for (uint32_t i = 0; i < design->count; i++) sum += design->weight[i] * each[i];
  return sum;
}

struct estimate estimate_total(const struct estimate_design *design, const double *each) {
  return estimate_of(design, weighted(design, each), each, 1);
}

struct estimate estimate_ratio(const struct estimate_design *design, const double *above, const double *below) {
  double whole = weighted(design, below), ratio = whole != 0 ? weighted(design, above) / whole : 0;
  g_autofree double *residue = g_new(double, design->count);
  for (uint32_t i = 0; i < design->count; i++) residue[i] = above[i] - ratio * below[i];
  return estimate_of(design, ratio, residue, whole != 0 ? 1 / whole : 0);
}

/* --- figures --- */

#define NANOSECONDS_A_MINUTE (60 * (double)SIM_SECOND)

/* Of each followed origin, per prefix: lost prefix-minutes of the average source. */
static double *lost_each(const struct estimate_design *design, const struct measures *measures, enum figure figure) {
  double *each = g_new0(double, design->count);
  for (uint32_t i = 0; i < design->count; i++) {
    const struct origins_row *row = origins_at(&measures->origins, i);
    __int128 lost = figure == FIGURE_BLACKHOLE_SHARE      ? row->lost[REACH_BLACKHOLE]
                    : figure == FIGURE_LOOP_SHARE         ? row->lost[REACH_LOOP]
                    : figure == FIGURE_WRONG_ORIGIN_SHARE ? row->lost[REACH_WRONG_ORIGIN]
                                                          : origins_lost(row);
    each[i] = (double)lost / design->weight[i] / (double)measures->sources / NANOSECONDS_A_MINUTE;
  }
  return each;
}

/* Around the figure as the recorder has it, which is the estimate but for its last bits; between what can be. */
static void estimate_clip(struct estimate *estimate, double figure, double most) {
  estimate->value = figure;
  if (!estimate->given) return;
  bool point = estimate->error == 0;
  estimate->low = point ? figure : MAX(estimate->low, 0);
  estimate->high = point ? figure : MIN(estimate->high, most);
}

/* Messages of the average origin, times how many there are; the triggers' own are known. */
static struct estimate estimate_messages(const struct estimate_design *design, const struct measures *measures,
                                         enum figure figure) {
  g_autofree double *messages = g_new(double, design->count), *one = g_new(double, design->count);
  double known = measures->figures.value[figure], seen = 0;
  for (uint32_t i = 0; i < design->count; i++) {
    const struct origins_row *row = origins_at(&measures->origins, i);
    double count = (double)(figure == FIGURE_UPDATES_SENT ? row->updates : row->withdrawals);
    messages[i] = count / design->own[i];
    one[i] = 1 / design->own[i];
    known -= count;
    seen += count;
  }
  struct estimate estimate = estimate_ratio(design, messages, one);
  double mean = estimate.value;
  bool all = design->count == design->origins;
  estimate.error *= design->origins;
  estimate.value = known + (all ? seen : mean * design->origins);
  estimate.low = all ? estimate.value : estimate.value + (estimate.low - mean) * design->origins;
  estimate.high = all ? estimate.value : estimate.value + (estimate.high - mean) * design->origins;
  if (estimate.given) estimate.low = MAX(estimate.low, known + seen);
  return estimate;
}

bool estimate_figure(const struct estimate_design *design, const struct measures *measures, enum figure figure,
                     struct estimate *estimate) {
  g_assert(measures->origins.row->len == design->count);
  if (figure == FIGURE_UPDATES_SENT || figure == FIGURE_WITHDRAWALS_SENT) {
    *estimate = estimate_messages(design, measures, figure);
    return true;
  }
  bool minutes = figure == FIGURE_UNREACHABLE_PREFIX_MINUTES;
  if (!minutes && figure != FIGURE_BLACKHOLE_SHARE && figure != FIGURE_LOOP_SHARE &&
      figure != FIGURE_WRONG_ORIGIN_SHARE)
    return false;
  g_autofree double *whole = lost_each(design, measures, FIGURE_UNREACHABLE_PREFIX_MINUTES);
  g_autofree double *part = minutes ? NULL : lost_each(design, measures, figure);
  *estimate = minutes ? estimate_total(design, whole) : estimate_ratio(design, part, whole);
  estimate_clip(estimate, measures->figures.value[figure], minutes ? INFINITY : 1);
  return true;
}
