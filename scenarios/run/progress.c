#include "scenarios/run/progress.h"

#include <stdio.h>
#include <unistd.h>

#define PROGRESS_LOG (60 * G_USEC_PER_SEC)

void progress_init(struct progress *progress, const char *name, gboolean quiet) {
  *progress = (struct progress){.name = name, .begun = g_get_monotonic_time(), .wanted = !quiet};
  progress->printed = progress->begun;
  progress->terminal = isatty(STDERR_FILENO);
}

void progress_part(struct progress *part, struct progress *whole, guint weight) {
  *part = (struct progress){.whole = whole, .weight = weight};
}

void progress_add(struct progress *part, guint parts) {
  parts = MIN(parts, PROGRESS_CELL - part->told); /* who does more than was foreseen stands still at the end */
  part->told += parts;
  progress_count(part->whole, (gint64)parts * part->weight, FALSE);
}

void progress_end(struct progress *part) {
  if (part->told < PROGRESS_CELL) progress_add(part, PROGRESS_CELL - part->told);
}

void progress_count(struct progress *whole, gint64 done, gboolean known) {
  whole->done += done;
  if (known) whole->known += done;
}

static void progress_say_left(double seconds) {
  if (seconds < 120) fprintf(stderr, ", about %.0f s left", seconds);
  else if (seconds < 7200) fprintf(stderr, ", about %.0f min left", seconds / 60);
  else fprintf(stderr, ", about %.1f h left", seconds / 3600);
}

static void progress_print(const struct progress *whole, double passed, guint over, guint runs, double weight) {
  double done = (double)whole->done / PROGRESS_CELL, rate = (done - (double)whole->known / PROGRESS_CELL) / passed;
  fprintf(stderr, "%s: %u of %u runs, %.0f %%", whole->name, over, runs, weight > 0 ? 100 * done / weight : 0);
  if (rate <= 0) return;
  fprintf(stderr, ", %.*f origins/s", rate < 10, rate);
  progress_say_left((weight - done) / rate);
}

void progress_show(struct progress *whole, guint over, guint runs, guint64 weight) {
  gint64 now = g_get_monotonic_time();
  double passed = (double)(now - whole->begun) / G_USEC_PER_SEC;
  if (!whole->wanted || passed < 1 || (!whole->terminal && now - whole->printed < PROGRESS_LOG)) return;
  whole->printed = now;
  whole->shown = TRUE;
  if (whole->terminal) fputs("\r\033[K", stderr);
  progress_print(whole, passed, over, runs, (double)weight);
  if (!whole->terminal) fputc('\n', stderr);
  fflush(stderr);
}

void progress_clear(struct progress *whole) {
  if (whole->shown && whole->terminal) fputs("\r\033[K", stderr);
}
