/* progress.h: how far the work is: one line on a terminal, when it takes longer than a second; where stderr is no
 * terminal, a line a minute, for the log of a batch system.
 *
 * Tasks weigh differently: each is so many origins, followed from begin to end, and tells in thousandths how far it is.
 * Any thread may tell; one prints.
 */
#ifndef SCENARIOS_RUN_PROGRESS_H
#define SCENARIOS_RUN_PROGRESS_H

#include <glib.h>

/* Parts of a task. */
#define PROGRESS_CELL 1000

struct progress {
  struct progress *whole; /* what this is a part of; NULL: the whole, which has the rest */
  guint weight, told;     /* of a task: origins; parts told so far */

  const char *name;
  _Atomic gint64 done;  /* parts times weights */
  _Atomic gint64 known; /* of `done`: what had been done before this process began */
  gint64 begun, printed;
  gboolean wanted, terminal, shown;
};

void progress_init(struct progress *progress, const char *name, gboolean quiet);
/* A task of so much weight: for the one thread that does it. */
void progress_part(struct progress *part, struct progress *whole, guint weight);
/* Of a task. */
void progress_add(struct progress *part, guint parts);
/* Of a task: all of it. */
void progress_end(struct progress *part);
/* Of the whole: what others did, or (known) what was done before; parts times weights. */
void progress_count(struct progress *whole, gint64 done, gboolean known);

/* Where the whole stands: runs over and in all, and the weight of all tasks. Prints when it is time to. */
void progress_show(struct progress *whole, guint over, guint runs, guint64 weight);
/* Wipes the line. */
void progress_clear(struct progress *whole);

#endif
