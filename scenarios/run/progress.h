/* progress.h: one line on a terminal that says how far the work is, when it takes longer than a second.
 *
 * Workers add parts of the whole; one thread prints. Nothing is printed when stderr is no terminal, or when quiet.
 */
#ifndef SCENARIOS_RUN_PROGRESS_H
#define SCENARIOS_RUN_PROGRESS_H

#include <glib.h>

/* A cell is this many parts. */
#define PROGRESS_CELL 1000

struct progress {
  const char *name;
  guint cells;
  gint parts; /* done, of cells * PROGRESS_CELL; atomic */
  gint64 begun;
  gboolean wanted, shown;
};

void progress_init(struct progress *progress, const char *name, guint cells, gboolean quiet);
/* From any thread. */
void progress_add(struct progress *progress, guint parts);
void progress_show(struct progress *progress);
/* Wipes the line. */
void progress_clear(struct progress *progress);

#endif
