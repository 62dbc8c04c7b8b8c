#include "scenarios/run/progress.h"

#include <stdio.h>
#include <unistd.h>

void progress_init(struct progress *progress, const char *name, guint cells, gboolean quiet) {
  *progress = (struct progress){.name = name, .cells = cells, .begun = g_get_monotonic_time()};
  progress->wanted = !quiet && isatty(STDERR_FILENO);
}

void progress_add(struct progress *progress, guint parts) { g_atomic_int_add(&progress->parts, (gint)parts); }

void progress_show(struct progress *progress) {
  double passed = (double)(g_get_monotonic_time() - progress->begun) / G_USEC_PER_SEC;
  guint parts = (guint)g_atomic_int_get(&progress->parts);
  if (!progress->wanted || passed < 1) return;
  double share = (double)parts / ((double)progress->cells * PROGRESS_CELL);
  progress->shown = TRUE;
  fprintf(stderr, "\r\033[K%s: %u of %u runs, %.0f %%", progress->name, parts / PROGRESS_CELL, progress->cells,
          100 * share);
  if (share > 0.02) fprintf(stderr, ", about %.0f s left", passed / share * (1 - share));
  fflush(stderr);
}

void progress_clear(struct progress *progress) {
  if (progress->shown) fputs("\r\033[K", stderr);
}
