/* jobs.h: the tasks of a plan on several threads.
 *
 * Threads share only what is read; what they leave is put in order by foreman.h and results.h, so the output does not
 * depend on their number.
 */
#ifndef SCENARIOS_RUN_JOBS_H
#define SCENARIOS_RUN_JOBS_H

#include "scenarios/run/desk.h"
#include "scenarios/run/foreman.h"

/* Where threads get their tasks from and bring what they left. `worker` is the thread's number, from 0. */
struct jobs_source {
  void *context;
  gboolean (*next)(void *context, guint worker, struct task *task, GBytes **head);
  void (*take)(void *context, guint worker, const struct task *task, struct task_result *result);
};

struct jobs;
/* Starts `count` threads; they end when the source has no more tasks. */
struct jobs *jobs_new(const struct jobs_source *source, const struct desk *desk, guint count);
/* Waits for them, so many microseconds at most. TRUE: they are done. */
gboolean jobs_wait(struct jobs *jobs, gint64 microseconds);
/* Waits for them. */
void jobs_free(struct jobs *jobs);

/* The foreman of this process. */
struct jobs_source jobs_foreman(struct foreman *foreman);

/* How many runs can be done side by side. */
guint jobs_runs(const struct plan *plan, const struct turns *turns);

#endif
