#include "scenarios/jobs.h"

#include "scenarios/cell.h"

#include <stdio.h>

/* Of the memory that is free at the start, this much may be used. */
#define JOBS_MEMORY 0.8
#define JOBS_TICK (G_USEC_PER_SEC / 5)

struct jobs {
  struct plan *plan;
  struct results *results;
  struct progress progress;
  guint jobs, done;
  GMutex lock;
  GCond finished;
};

/* Octets that can be had without swapping; 0 when nobody knows. */
static double jobs_free_memory(void) {
  char line[128];
  unsigned long kib = 0;
  FILE *file = fopen("/proc/meminfo", "r");
  while (file && fgets(line, sizeof line, file))
    if (sscanf(line, "MemAvailable: %lu", &kib) == 1) break;
  if (file) fclose(file);
  return (double)kib * 1024;
}

static guint jobs_distinct(const struct plan *plan) {
  guint distinct = 0;
  for (guint i = 0; i < plan->cell->len; i++) distinct += plan_cell(plan, i)->like == i;
  return distinct;
}

guint jobs_count(const struct plan *plan, guint asked) {
  double memory = 0, available = jobs_free_memory() * JOBS_MEMORY;
  for (guint v = 0; v < plan->variants; v++)
    memory = MAX(memory, build_memory(plan->variant[v].scenario, plan->variant[v].insides->expansion));
  guint jobs = MIN(asked ? asked : g_get_num_processors(), jobs_distinct(plan));
  if (available > 0) jobs = (guint)MIN(jobs, available / memory);
  return MAX(jobs, 1);
}

/* Hands over a cell, then the others that came out the same. */
static void jobs_deliver(struct jobs *jobs, guint index, struct measures *measures, const struct results_cost *cost) {
  const struct results_cost nothing = {.peak_memory_mib = cost->peak_memory_mib, .jobs = cost->jobs};
  for (guint i = index + 1; i < jobs->plan->cell->len; i++) {
    struct plan_cell *other = plan_cell(jobs->plan, i);
    if (other->like != index) continue;
    other->figures = measures->figures;
    results_take(jobs->results, i, measures_copy(measures), &nothing);
    jobs->done++;
  }
  plan_cell(jobs->plan, index)->figures = measures->figures;
  results_take(jobs->results, index, measures, cost);
  jobs->done++;
}

static void jobs_work(gpointer data, gpointer context) {
  struct jobs *jobs = context;
  guint index = GPOINTER_TO_UINT(data) - 1;
  struct results_cost cost = {.jobs = jobs->jobs};
  struct measures *measures = cell_run(jobs->plan, index, &jobs->progress, &cost);
  g_mutex_lock(&jobs->lock);
  jobs_deliver(jobs, index, measures, &cost);
  g_cond_signal(&jobs->finished);
  g_mutex_unlock(&jobs->lock);
}

static void jobs_wait(struct jobs *jobs) {
  g_mutex_lock(&jobs->lock);
  while (jobs->done < jobs->plan->cell->len) {
    g_cond_wait_until(&jobs->finished, &jobs->lock, g_get_monotonic_time() + JOBS_TICK);
    progress_show(&jobs->progress);
  }
  g_mutex_unlock(&jobs->lock);
}

void jobs_run(struct plan *plan, struct results *results, guint count, gboolean quiet) {
  struct jobs jobs = {.plan = plan, .results = results, .jobs = count};
  g_mutex_init(&jobs.lock);
  g_cond_init(&jobs.finished);
  progress_init(&jobs.progress, scenario_name(plan->scenario), jobs_distinct(plan), quiet);
  GThreadPool *pool = g_thread_pool_new(jobs_work, &jobs, (gint)count, TRUE, NULL);
  for (guint i = 0; i < plan->cell->len; i++)
    if (plan_cell(plan, i)->like == i) g_thread_pool_push(pool, GUINT_TO_POINTER(i + 1), NULL);
  jobs_wait(&jobs);
  g_thread_pool_free(pool, FALSE, TRUE);
  progress_clear(&jobs.progress);
  g_cond_clear(&jobs.finished);
  g_mutex_clear(&jobs.lock);
}
