/* foreman.h: keeps the list of a plan's tasks, hands them out and takes back what they left, from any thread.
 *
 * What comes back is deposited (deposit.h) before it counts: a head at once, the sum of a run's parcels every half
 * minute, so that a kill loses at most what was in flight. Runs that are whole go to ending.h, in any order.
 */
#ifndef SCENARIOS_RUN_FOREMAN_H
#define SCENARIOS_RUN_FOREMAN_H

#include "scenarios/run/deposit.h"
#include "scenarios/run/ending.h"

struct foreman_order {
  struct ending ending;
  way_choice way;
  struct deposits *deposits; /* NULL: nothing is kept */
  guint shard, shards;       /* from 0; 1 shard: all */
  gboolean quiet;
};

struct foreman;
/* Takes up what was deposited before. */
struct foreman *foreman_new(const struct foreman_order *order);
void foreman_free(struct foreman *foreman);
struct progress *foreman_progress(struct foreman *foreman);

/* The next task and, for a parcel, its run's head (g_bytes_unref; else NULL). FALSE: there is none; with `wait`, there
 * will be none. */
gboolean foreman_next(struct foreman *foreman, gboolean wait, struct task *task, GBytes **head);
/* The head of a run of which a parcel is out (g_bytes_unref). */
GBytes *foreman_head(struct foreman *foreman, guint32 run);
/* Takes the result. */
void foreman_take(struct foreman *foreman, const struct task *task, struct task_result *result);
/* Is all done that can be done, or has something failed? */
gboolean foreman_over(struct foreman *foreman);
/* Waits for that, showing the progress. FALSE: something has failed. */
gboolean foreman_wait(struct foreman *foreman, GError **error);

/* Of the runs that are known and, in a shard, its own: those that it has nothing more to do with, and all. */
void foreman_count(struct foreman *foreman, guint *whole, guint *runs);
/* How many runs that do not follow from others are not whole; the names of the first `most`, by commas (g_free). */
char *foreman_missing(struct foreman *foreman, guint most, guint *missing);
/* Deposits what has not been yet: when a signal ends the process. */
void foreman_checkpoint(struct foreman *foreman);

#endif
