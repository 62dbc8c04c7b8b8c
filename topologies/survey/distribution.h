/* distribution.h: how many have which value, and how far two such counts are apart.
 *
 * Holds samples of any number (ASes, pairs of ASes) by their distinct values, so fifteen million path lengths are
 * as easy as forty thousand degrees.
 */
#ifndef TOPOLOGIES_SURVEY_DISTRIBUTION_H
#define TOPOLOGIES_SURVEY_DISTRIBUTION_H

#include <glib.h>
#include <stdint.h>

struct distribution {
  uint32_t distinct;
  double *value;    /* [distinct] ascending */
  uint64_t *weight; /* [distinct] how many have it, above 0 */
  uint64_t total;   /* how many there are in all; may be 0 */
};

/* Of `count` samples in any order, none of them NaN. distribution_free it. */
struct distribution *distribution_new(const double *sample, uint32_t count);
/* Of weight[v] samples with value v, for v from 0 to values - 1. */
struct distribution *distribution_of_weights(const uint64_t *weight, uint32_t values);
void distribution_free(struct distribution *distribution);

/* NaN for a distribution of nothing, as with all that follow. */
double distribution_mean(const struct distribution *distribution);
double distribution_most(const struct distribution *distribution);
/* The least value that at least a share `part` (0..1] of the samples does not exceed. */
double distribution_quantile(const struct distribution *distribution, double part);
/* Share of the samples with exactly this value. */
double distribution_share(const struct distribution *distribution, double value);
/* The exponent of a power law p(x) ~ x^-a fitted to the whole-numbered samples at or above `least`, with the
 * approximate maximum-likelihood estimate a = 1 + n / sum ln(x / (least - 1/2)) (Clauset, Shalizi and Newman, SIAM
 * Review 51 (2009), eq. 3.7). It is good for `least` of about 6 and more. NaN without two such samples. It does not say
 * that there is a power law. */
double distribution_exponent(const struct distribution *distribution, double least);
/* Kolmogorov and Smirnov: the greatest difference between the two shares of samples that do not exceed x, over all x.
 * 0 for the same shares, 1 for no overlap. */
double distribution_distance(const struct distribution *a, const struct distribution *b);

#endif
