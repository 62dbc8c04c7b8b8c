#include "topologies/survey/distribution.h"

#include <math.h>
#include <string.h>

static int compare_samples(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static struct distribution *distribution_empty(uint32_t room) {
  struct distribution *distribution = g_new0(struct distribution, 1);
  distribution->value = g_new(double, room);
  distribution->weight = g_new0(uint64_t, room);
  return distribution;
}

/* Values come ascending. */
static void distribution_add(struct distribution *distribution, double value, uint64_t weight) {
  uint32_t last = distribution->distinct;
  if (weight == 0) return;
  if (last == 0 || distribution->value[last - 1] != value) distribution->value[distribution->distinct++] = value;
  distribution->weight[distribution->distinct - 1] += weight;
  distribution->total += weight;
}

struct distribution *distribution_new(const double *sample, uint32_t count) {
  double *sorted = g_memdup2(sample, count * sizeof *sample);
  struct distribution *distribution = distribution_empty(count);
  if (count > 0) qsort(sorted, count, sizeof *sorted, compare_samples);
  for (uint32_t i = 0; i < count; i++) distribution_add(distribution, sorted[i], 1);
  g_free(sorted);
  return distribution;
}

struct distribution *distribution_of_weights(const uint64_t *weight, uint32_t values) {
  struct distribution *distribution = distribution_empty(values);
  for (uint32_t value = 0; value < values; value++) distribution_add(distribution, value, weight[value]);
  return distribution;
}

void distribution_free(struct distribution *distribution) {
  if (!distribution) return;
  g_free(distribution->value);
  g_free(distribution->weight);
  g_free(distribution);
}

double distribution_mean(const struct distribution *distribution) {
  double sum = 0;
  for (uint32_t i = 0; i < distribution->distinct; i++) sum += distribution->value[i] * (double)distribution->weight[i];
  return distribution->total ? sum / (double)distribution->total : NAN;
}

double distribution_most(const struct distribution *distribution) {
  return distribution->distinct ? distribution->value[distribution->distinct - 1] : NAN;
}

double distribution_quantile(const struct distribution *distribution, double part) {
  uint64_t below = 0;
  for (uint32_t i = 0; i < distribution->distinct; i++) {
    below += distribution->weight[i];
    if ((double)below >= part * (double)distribution->total) return distribution->value[i];
  }
  return distribution_most(distribution);
}

double distribution_share(const struct distribution *distribution, double value) {
  for (uint32_t i = 0; i < distribution->distinct; i++)
    if (distribution->value[i] == value) return (double)distribution->weight[i] / (double)distribution->total;
  return distribution->total ? 0 : NAN;
}

double distribution_exponent(const struct distribution *distribution, double least) {
  double logs = 0, count = 0;
  for (uint32_t i = 0; i < distribution->distinct; i++) {
    if (distribution->value[i] < least) continue;
    logs += (double)distribution->weight[i] * log(distribution->value[i] / (least - 0.5));
    count += (double)distribution->weight[i];
  }
  return count > 1 ? 1 + count / logs : NAN;
}

/* Steps over the values of both in their order; where both have a value, both steps are taken before looking. */
double distribution_distance(const struct distribution *a, const struct distribution *b) {
  double below_a = 0, below_b = 0, widest = 0;
  if (a->total == 0 || b->total == 0) return NAN;
  for (uint32_t i = 0, j = 0; i < a->distinct && j < b->distinct;) {
    double x = MIN(a->value[i], b->value[j]);
    if (a->value[i] == x) below_a += (double)a->weight[i++];
    if (b->value[j] == x) below_b += (double)b->weight[j++];
    widest = MAX(widest, fabs(below_a / (double)a->total - below_b / (double)b->total));
  }
  return widest;
}
