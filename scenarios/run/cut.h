/* cut.h: how the prefix runs of a run in two planes are cut into parcels.
 *
 * Most origins take the same time, some a hundred times as long (forecast.h). The heaviest come first, alone, and what
 * is light last, in parcels that get smaller to the end: then whoever takes the next parcel when it has done one is
 * busy until all are, but for the last moments. A cut depends on nothing but what the origins are guessed to take, so
 * all who have the head of a run have the same.
 */
#ifndef SCENARIOS_RUN_CUT_H
#define SCENARIOS_RUN_CUT_H

#include <glib.h>

#define CUT_UNIT 100 /* an origin that nothing happens to */
/* A parcel is closed when it takes as much as so many of these, at the beginning and at the end; on the way, when it
 * takes such a part of what is left. */
#define CUT_MOST 32
#define CUT_LEAST 8
#define CUT_PART 16

struct cut {
  guint parcels;
  guint32 *origin; /* parcel after parcel; ascending within each */
  guint *first;    /* [parcels + 1] where in `origin` each parcel begins */
  guint *weight;   /* [parcels] what each takes, in origins of the average, one at least: descending but for that */
};

/* `work` [origins]: what each is guessed to take, > 0. */
struct cut *cut_new(const guint32 *work, guint origins);
/* Of an origin with so many turns (forecast.h). */
guint32 cut_work(double turns);
void cut_free(struct cut *cut);

#endif
