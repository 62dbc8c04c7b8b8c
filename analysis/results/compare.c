#include "analysis/results/compare.h"

#include "analysis/report/sheet.h"

#include <glib.h>
#include <math.h>
#include <string.h>

const struct compare_group *compare_at(const struct compare *compare, uint32_t variant, uint32_t strategy) {
  return &compare->group[(size_t)variant * compare->strategies + strategy];
}

static struct statistics *resamples(GPtrArray *by_size, size_t n) {
  while (by_size->len <= n) g_ptr_array_add(by_size, NULL);
  if (!by_size->pdata[n]) by_size->pdata[n] = statistics_new(n, STATISTICS_ROUNDS);
  return by_size->pdata[n];
}

/* Censored seeds count as greater than every known one, which is what a median needs to know of them,
 * unless a known one exceeds a bound. */
static void set_median(struct compare_figure *figure, double *known) {
  size_t n = figure->known + figure->censored;
  double greatest = -INFINITY;
  for (size_t i = 0; i < figure->known; i++) greatest = fmax(greatest, known[i]);
  if (figure->censored && greatest > figure->bound) return;
  figure->median_censored = n / 2 >= figure->known;
  if (figure->median_censored) {
    figure->median = figure->bound;
    return;
  }
  for (size_t i = figure->known; i < n; i++) known[i] = INFINITY;
  figure->median = statistics_median(known, n);
}

static void set_figure(struct compare_group *group, enum figure which, GPtrArray *by_size) {
  struct compare_figure *figure = &group->figure[which];
  double *known = g_new(double, group->seeds);
  *figure = (struct compare_figure){
      .mean = NAN, .median = NAN, .bound = INFINITY, .strategy.mean = NAN, .variant.mean = NAN};
  for (size_t i = 0; i < group->seeds; i++) {
    const struct figures *figures = &group->cell[i]->measures->figures;
    if (figures->censored[which]) {
      figure->censored++;
      figure->bound = fmin(figure->bound, figures->value[which]);
    } else if (!isnan(figures->value[which])) {
      known[figure->known++] = figures->value[which];
    }
  }
  if (figure->known == group->seeds) {
    figure->mean = statistics_mean(known, group->seeds);
    figure->interval = statistics_interval(resamples(by_size, group->seeds), known);
  }
  if (figure->known + figure->censored == group->seeds) set_median(figure, known);
  g_free(known);
}

static const struct results_cell *with_seed(const struct compare_group *group, uint64_t seed) {
  for (size_t i = 0; i < group->seeds; i++)
    if (group->cell[i]->seed == seed) return group->cell[i];
  return NULL;
}

/* Differences of the seeds that both have; none when a number is missing. */
static void set_paired(struct compare_paired *paired, const struct compare_group *group,
                       const struct compare_group *base, enum figure which, GPtrArray *by_size) {
  double *difference = g_new(double, group->seeds);
  size_t n = 0;
  for (size_t i = 0; i < group->seeds; i++) {
    const struct results_cell *other = with_seed(base, group->cell[i]->seed);
    if (!other) continue;
    const struct figures *a = &group->cell[i]->measures->figures, *b = &other->measures->figures;
    if (a->censored[which] || b->censored[which]) break;
    difference[n++] = a->value[which] - b->value[which];
  }
  if (n > 0 && n == MIN(group->seeds, base->seeds)) {
    paired->mean = statistics_mean(difference, n);
    if (!isnan(paired->mean)) paired->interval = statistics_interval(resamples(by_size, n), difference);
  }
  g_free(difference);
}

static bool groups_equal(const struct compare_group *a, const struct compare_group *b) {
  if (a->seeds != b->seeds) return false;
  for (size_t i = 0; i < a->seeds; i++) {
    const struct results_cell *other = with_seed(b, a->cell[i]->seed);
    if (!other || !measures_equal(a->cell[i]->measures, other->measures)) return false;
  }
  return true;
}

static void find_equal(struct compare *compare, uint32_t variant) {
  struct compare_group *row = &compare->group[(size_t)variant * compare->strategies];
  for (uint32_t s = 0; s < compare->strategies; s++) {
    row[s].same_as = s;
    for (uint32_t t = 0; t < s && row[s].same_as == s; t++)
      if (row[t].seeds && row[t].same_as == t && groups_equal(&row[s], &row[t])) row[s].same_as = t;
  }
}

static void set_group(struct compare *compare, uint32_t variant, uint32_t strategy, GPtrArray *by_size) {
  struct compare_group *group = &compare->group[(size_t)variant * compare->strategies + strategy];
  if (!group->seeds) return;
  const struct compare_group *first = compare_at(compare, variant, 0), *plain = compare_at(compare, 0, strategy);
  for (int f = 0; f < FIGURES; f++) {
    set_figure(group, (enum figure)f, by_size);
    if (strategy) set_paired(&group->figure[f].strategy, group, first, (enum figure)f, by_size);
    if (variant) set_paired(&group->figure[f].variant, group, plain, (enum figure)f, by_size);
  }
}

/* The point of this pair and share, made at the end of the pair's points if need be. */
static struct compare_share *share_at(GArray *shares, const struct results_point *point) {
  guint place = shares->len;
  for (guint i = 0; i < shares->len; i++) {
    struct compare_share *share = &g_array_index(shares, struct compare_share, i);
    if (strcmp(share->pair, point->pair) != 0) continue;
    if (share->share == point->share) return share;
    place = i + 1;
  }
  struct compare_share fresh = {.pair = point->pair, .share = point->share};
  g_array_insert_val(shares, place, fresh);
  return &g_array_index(shares, struct compare_share, place);
}

static void set_shares(struct compare *compare, GPtrArray *by_size) {
  const struct results *results = compare->results;
  for (guint i = 0; i < results->points->len; i++) {
    const struct results_point *point = &g_array_index(results->points, struct results_point, i);
    struct compare_group *group = &share_at(compare->shares, point)->group;
    if (!group->cell) group->cell = g_new0(const struct results_cell *, results->points->len);
    group->cell[group->seeds++] = results_cell(results, point->cell);
  }
  for (guint i = 0; i < compare->shares->len; i++) {
    struct compare_group *group = &g_array_index(compare->shares, struct compare_share, i).group;
    group->variant = group->cell[0]->variant;
    group->strategy = group->cell[0]->strategy;
    for (int f = 0; f < FIGURES; f++) set_figure(group, (enum figure)f, by_size);
  }
}

struct compare *compare_new(const struct results *results) {
  struct compare *compare = g_new0(struct compare, 1);
  compare->results = results;
  compare->variants = results->variants->len;
  compare->strategies = results->strategies->len;
  compare->group = g_new0(struct compare_group, (size_t)compare->variants * compare->strategies);
  compare->shares = g_array_new(FALSE, FALSE, sizeof(struct compare_share));
  GPtrArray *by_size = g_ptr_array_new_with_free_func((GDestroyNotify)statistics_free);
  for (uint32_t v = 0; v < compare->variants; v++)
    for (uint32_t s = 0; s < compare->strategies; s++) {
      struct compare_group *group = &compare->group[(size_t)v * compare->strategies + s];
      group->variant = results->variants->pdata[v];
      group->strategy = results->strategies->pdata[s];
      group->cell = results_group(results, group->variant, group->strategy, &group->seeds);
    }
  for (uint32_t v = 0; v < compare->variants; v++) {
    find_equal(compare, v);
    for (uint32_t s = 0; s < compare->strategies; s++) set_group(compare, v, s, by_size);
  }
  set_shares(compare, by_size);
  g_ptr_array_free(by_size, TRUE);
  return compare;
}

void compare_free(struct compare *compare) {
  if (!compare) return;
  for (size_t i = 0; i < (size_t)compare->variants * compare->strategies; i++) g_free(compare->group[i].cell);
  for (guint i = 0; i < compare->shares->len; i++)
    g_free(g_array_index(compare->shares, struct compare_share, i).group.cell);
  g_array_free(compare->shares, TRUE);
  g_free(compare->group);
  g_free(compare);
}

bool compare_all_equal(const struct compare *compare, uint32_t variant) {
  uint32_t first = COMPARE_NONE, count = 0;
  for (uint32_t s = 0; s < compare->strategies; s++) {
    const struct compare_group *group = compare_at(compare, variant, s);
    if (!group->seeds) continue;
    if (first == COMPARE_NONE) first = s;
    if (group->same_as != first) return false;
    count++;
  }
  return count > 1;
}

bool compare_nothing_differs(const struct compare *compare) {
  for (uint32_t v = 0; v < compare->variants; v++)
    if (!compare_all_equal(compare, v)) return false;
  return compare->variants > 0;
}

/* Did any strategy find fault with an UPDATE under this variant? */
static bool anything_judged(const struct compare *compare, uint32_t variant) {
  for (uint32_t s = 0; s < compare->strategies; s++) {
    const struct compare_group *group = compare_at(compare, variant, s);
    for (size_t i = 0; i < group->seeds; i++)
      for (int o = OUTCOME_REPAIR; o < OUTCOMES; o++)
        if (group->cell[i]->measures->verdicts[o]) return true;
  }
  return false;
}

char *compare_reason(const struct compare *compare, uint32_t variant) {
  const char *given = results_reason_given(compare->results, compare->results->variants->pdata[variant]);
  if (given && compare_all_equal(compare, variant)) return g_strdup(given);
  return g_strdup(anything_judged(compare, variant)
                      ? "they gave the same verdict on every UPDATE"
                      : "no UPDATE was judged anything but accepted, so error handling had nothing to decide");
}

void compare_say(char text[FIGURES_TEXT], const struct compare_group *group, enum figure figure) {
  const struct compare_figure *of = &group->figure[figure];
  if (!group->seeds) g_strlcpy(text, "-", FIGURES_TEXT);
  else figures_say(text, figure, of->censored ? of->bound : of->mean, of->censored > 0);
}
