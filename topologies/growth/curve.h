/* curve.h: distributions of degrees as a few points, and sequences drawn from them.
 *
 * A curve says which share S(k) of a population has degree k or more, at a few degrees; between them it is straight in
 * log k and log S. Degrees of another year follow S(k)^tilt: where the tilt is below 1 everybody is likelier to have
 * one link more, by the same factor in the hazard of stopping (Cox's proportional hazards). One number moves a whole
 * curve, and the number follows from the count of links: nobody has to set a distribution for each year.
 */
#ifndef TOPOLOGIES_GROWTH_CURVE_H
#define TOPOLOGIES_GROWTH_CURVE_H

#include <stdint.h>

/* Degree and share fall off together: degree rises, share falls strictly; the first share may be below 1, the rest of
 * the population has degree 0. Ends with share 0. */
struct curve_point {
  double degree, share;
};

/* Part of a population whose degrees are wanted: `count` numbers into `degree`, falling. */
struct curve_part {
  const struct curve_point *curve;
  uint32_t count, least, most; /* degrees are held within [least, most] */
  uint32_t *degree;            /* [count] */
};

/* Draws without chance: the i-th of n has the quantile (i + 1/2) / n. The one tilt of all parts is the one that makes
 * the degrees add up to `total`; what rounding leaves is spread over the greatest, or the smallest where these are at
 * their limit. Returns the sum, which differs from `total` only where the limits do not allow it. */
uint64_t curve_fill(const struct curve_part *part, uint32_t parts, uint64_t total);

#endif
