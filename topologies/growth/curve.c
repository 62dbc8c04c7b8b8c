#include "topologies/growth/curve.h"

#include <glib.h>
#include <math.h>

#define TILT_LEAST 0.02
#define TILT_MOST 50.0
#define HALVINGS 48

/* The greatest degree that a share `share` of the population reaches; straight beyond the last point. */
static double degree_at(const struct curve_point *curve, double share) {
  if (share > curve[0].share) return 0;
  uint32_t i = 0;
  while (curve[i + 2].share > 0 && share <= curve[i + 1].share) i++;
  double way = log(curve[i].share / share) / log(curve[i].share / curve[i + 1].share);
  return curve[i].degree * pow(curve[i + 1].degree / curve[i].degree, way);
}

static uint64_t part_fill(const struct curve_part *part, double tilt) {
  uint64_t sum = 0;
  for (uint32_t i = 0; i < part->count; i++) {
    double quantile = (i + 0.5) / part->count;
    double degree = floor(degree_at(part->curve, pow(quantile, 1 / tilt)) + 1e-9);
    part->degree[i] = (uint32_t)CLAMP(degree, part->least, part->most);
    sum += part->degree[i];
  }
  return sum;
}

static uint64_t parts_fill(const struct curve_part *part, uint32_t parts, double tilt) {
  uint64_t sum = 0;
  for (uint32_t i = 0; i < parts; i++) sum += part_fill(&part[i], tilt);
  return sum;
}

/* One more for each in turn, the greatest first, until the sum is right or nobody may have more. */
static uint64_t round_up(const struct curve_part *part, uint32_t parts, uint64_t sum, uint64_t total) {
  for (gboolean moved = TRUE; moved && sum < total;) {
    moved = FALSE;
    for (uint32_t p = 0; p < parts; p++)
      for (uint32_t i = 0; i < part[p].count && sum < total; i++)
        if (part[p].degree[i] > 0 && part[p].degree[i] < part[p].most) {
          part[p].degree[i]++;
          sum++;
          moved = TRUE;
        }
  }
  return sum;
}

uint64_t curve_fill(const struct curve_part *part, uint32_t parts, uint64_t total) {
  double low = TILT_LEAST, high = TILT_MOST; /* the sum falls with the tilt */
  for (int i = 0; i < HALVINGS; i++) {
    double tilt = sqrt(low * high);
    if (parts_fill(part, parts, tilt) > total) low = tilt;
    else high = tilt;
  }
  return round_up(part, parts, parts_fill(part, parts, high), total);
}
