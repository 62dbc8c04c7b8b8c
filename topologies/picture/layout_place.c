#include "topologies/picture/layout_place.h"

#include <math.h>

#define ROUNDS 8    /* of standing amid one's neighbours: as far as knowledge travels */
#define APART 0.045 /* least distance in a small map; a turn of the spiral round a crowded place */
#define GOLDEN_ANGLE 2.399963229728653

struct box {
  double west, east, south, north;
};

static struct box box_around(const double *x, const double *y, uint32_t ases) {
  struct box box = {INFINITY, -INFINITY, INFINITY, -INFINITY};
  for (uint32_t as = 0; as < ases; as++) {
    if (!isfinite(x[as])) continue;
    box = (struct box){fmin(box.west, x[as]), fmax(box.east, x[as]), fmin(box.south, y[as]), fmax(box.north, y[as])};
  }
  return box;
}

/* Degrees to a flat map: a degree of longitude is as wide as at the middle latitude. */
static void project(const struct map *map, double *x, double *y) {
  for (uint32_t as = 0; as < map->ases; as++) {
    gboolean known = isfinite(map->longitude[as]) && isfinite(map->latitude[as]);
    x[as] = known ? map->longitude[as] : NAN;
    y[as] = known ? map->latitude[as] : NAN;
  }
  struct box box = box_around(x, y, map->ases);
  double narrow = cos((box.south + box.north) / 2 * (G_PI / 180));
  for (uint32_t as = 0; as < map->ases; as++) x[as] *= narrow;
}

static void stand_amid(const struct adjacency *adjacency, double *x, double *y, uint32_t as) {
  double sum_x = 0, sum_y = 0;
  uint32_t known = 0;
  for (uint32_t i = adjacency->first[as]; i < adjacency->first[as + 1]; i++) {
    uint32_t neighbour = adjacency->neighbour[i];
    if (!isfinite(x[neighbour])) continue;
    sum_x += x[neighbour];
    sum_y += y[neighbour];
    known++;
  }
  if (known == 0) return;
  x[as] = sum_x / known;
  y[as] = sum_y / known;
}

static void fill_unknown(const struct adjacency *adjacency, double *x, double *y) {
  gboolean *unknown = g_new(gboolean, adjacency->ases);
  for (uint32_t as = 0; as < adjacency->ases; as++) unknown[as] = !isfinite(x[as]);
  for (int round = 0; round < ROUNDS; round++)
    for (uint32_t as = 0; as < adjacency->ases; as++)
      if (unknown[as]) stand_amid(adjacency, x, y, as);
  struct box box = box_around(x, y, adjacency->ases);
  for (uint32_t as = 0; as < adjacency->ases; as++) {
    if (isfinite(x[as])) continue;
    x[as] = (box.west + box.east) / 2;
    y[as] = box.south;
  }
  g_free(unknown);
}

static void fit_disc(double *x, double *y, uint32_t ases, double within) {
  struct box box = box_around(x, y, ases);
  double middle_x = (box.west + box.east) / 2, middle_y = (box.south + box.north) / 2, furthest = 0;
  for (uint32_t as = 0; as < ases; as++) furthest = fmax(furthest, hypot(x[as] - middle_x, y[as] - middle_y));
  for (uint32_t as = 0; as < ases; as++) {
    x[as] = furthest > 0 ? (x[as] - middle_x) / furthest * within : 0;
    y[as] = furthest > 0 ? (y[as] - middle_y) / furthest * within : 0;
  }
}

static gboolean is_taken(const double *x, const double *y, uint32_t as, double at_x, double at_y, double apart) {
  for (uint32_t other = 0; other < as; other++)
    if (hypot(x[other] - at_x, y[other] - at_y) < apart) return TRUE;
  return FALSE;
}

/* A sunflower round the place until there is room. Crowds beyond what a picture can keep apart stay where they are. */
static void step_aside(double *x, double *y, uint32_t as, double apart) {
  for (uint32_t step = 0; step < 64; step++) {
    double far = apart * sqrt(step), at_x = x[as] + far * cos(step * GOLDEN_ANGLE),
           at_y = y[as] + far * sin(step * GOLDEN_ANGLE);
    if (is_taken(x, y, as, at_x, at_y, apart * 0.999)) continue;
    x[as] = at_x;
    y[as] = at_y;
    return;
  }
}

void layout_place_fill(const struct map *map, const struct adjacency *adjacency, double *x, double *y) {
  project(map, x, y);
  fill_unknown(adjacency, x, y);
  fit_disc(x, y, map->ases, 1);
  double apart = fmin(APART, 0.35 / sqrt(map->ases));
  for (uint32_t as = 0; as < map->ases && map->ases <= 4000; as++) step_aside(x, y, as, apart);
  fit_disc(x, y, map->ases, 1);
}
