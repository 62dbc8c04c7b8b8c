/* picture_discs.c: no large disc behind another.
 *
 * The layout knows no sizes. Here the large discs, the greatest first, move along their rings, to and fro in ever
 * larger steps, until they hide nothing that stands already. The radius, which tells something, stays.
 */
#include "topologies/picture/picture_part.h"

#include "topologies/survey/rank.h"

#include <math.h>

#define STEPS 80
#define STEP 4.0     /* along the ring */
#define COVERED 0.25 /* of the radii: how far two discs may reach into each other on a large map */
#define ARROW 20.0   /* room for an arrow between two of a small one */

static gboolean is_hiding(const struct picture *picture, const uint32_t *placed, uint32_t count, uint32_t as, double x,
                          double y) {
  const struct layout *layout = picture->layout;
  for (uint32_t i = 0; i < count; i++) {
    double apart = hypot(layout->x[placed[i]] - x, layout->y[placed[i]] - y) * PICTURE_RADIUS;
    double reach = picture->radius[placed[i]] + picture->radius[as];
    if (apart < (picture->small ? reach + ARROW : (1 - COVERED) * reach)) return TRUE;
  }
  return FALSE;
}

/* A clique in the middle stands evenly round it, and stays. */
static void move_disc(const struct picture *picture, const uint32_t *placed, uint32_t count, uint32_t as) {
  double *x = &picture->layout->x[as], *y = &picture->layout->y[as];
  double far = hypot(*x, *y), angle = atan2(*y, *x);
  if ((picture->tier1[as] && picture->layout->rings == LAYOUT_CONE) || far < 1e-6) return;
  for (int step = 0; step < STEPS; step++) {
    int side = step % 2 ? 1 : -1;
    double turned = angle + side * ((step + 1) / 2) * STEP / PICTURE_RADIUS / far;
    double at_x = far * cos(turned), at_y = far * sin(turned);
    if (is_hiding(picture, placed, count, as, at_x, at_y)) continue;
    *x = at_x;
    *y = at_y;
    return;
  }
}

void picture_part_discs(struct picture *picture) {
  if (picture->layout->rings == LAYOUT_PLACES) return;
  uint32_t ases = picture->map->ases, count;
  double *rank = g_new(double, ases);
  for (uint32_t as = 0; as < ases; as++) rank[as] = picture->radius[as] + (picture->tier1[as] ? 1e3 : 0);
  uint32_t *by_size = rank_leaders(rank, rank, ases, UINT32_MAX, &count);
  for (uint32_t i = 0; i < count && rank[by_size[i]] >= PICTURE_OUTLINE; i++)
    move_disc(picture, by_size, i, by_size[i]);
  g_free(by_size);
  g_free(rank);
}
