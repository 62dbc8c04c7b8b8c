#include "scenarios/run/jobs.h"

#include "scenarios/run/cell.h"

#include <stdio.h>

/* Of the memory that is free at the start, this much may be used. */
#define JOBS_MEMORY 0.8
#define JOBS_TICK (G_USEC_PER_SEC / 5)
/* Causes that are checked by runs without them: by default so many, but no more than so many kernel events all the runs
 * together take (two minutes of one core; events rather than seconds, so that every machine checks the same); at most.
 */
#define JOBS_CHECKS 5
#define JOBS_CHECK_EVENTS 200e6
#define JOBS_MOST_CHECKS 1000

struct jobs {
  struct plan *plan;
  struct results *results;
  struct progress progress;
  GThreadPool *pool;
  guint jobs, tasks, done; /* threads; runs begun, runs over */
  GError *error;           /* the first */
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

/* Runs that can be done at a time. */
static guint jobs_runs(const struct plan *plan, const struct turns *turns) {
  const struct scenario *scenario = plan->scenario;
  gboolean asked = scenario_has(scenario, "measure", "blame_checks");
  guint64 checks = asked ? scenario_count(scenario, "measure", "blame_checks") : JOBS_CHECKS;
  return jobs_distinct(plan) + (guint)MIN(checks, JOBS_MOST_CHECKS) + (turns ? turns->run->len : 0);
}

guint jobs_count(const struct plan *plan, const struct turns *turns, guint asked) {
  double memory = 0, available = jobs_free_memory() * JOBS_MEMORY;
  for (guint v = 0; v < plan->variants; v++)
    memory = MAX(memory, build_memory(plan->variant[v].scenario, plan->variant[v].insides->expansion));
  guint jobs = MIN(asked ? asked : g_get_num_processors(), jobs_runs(plan, turns));
  if (available > 0) jobs = (guint)MIN(jobs, available / memory);
  return MAX(jobs, 1);
}

/* One run: of a cell, of a cell once more without one of its causes, or of a turn. */
struct jobs_task {
  struct build_order order;
  guint cell, row; /* row: of the cell's ledger */
  struct sensitivity_turn *turn;
};

static void jobs_push(struct jobs *jobs, struct jobs_task task) {
  jobs->tasks++;
  g_thread_pool_push(jobs->pool, g_memdup2(&task, sizeof task), NULL);
}

/* How many causes of a cell that took so many events are checked. */
static uint32_t jobs_checks(const struct jobs *jobs, guint index, double events) {
  const struct scenario *scenario = jobs->plan->scenario;
  if (index > 0 && !scenario_switch(scenario, "measure", "blame_every")) return 0;
  if (scenario_has(scenario, "measure", "blame_checks"))
    return (uint32_t)MIN(scenario_count(scenario, "measure", "blame_checks"), JOBS_MOST_CHECKS);
  return (uint32_t)MIN(JOBS_CHECKS, JOBS_CHECK_EVENTS / MAX(events, 1));
}

static void jobs_suspect(struct jobs *jobs, guint index, const struct measures *measures) {
  uint32_t place[JOBS_MOST_CHECKS];
  uint32_t count = blame_suspects(measures->blame, place,
                                  jobs_checks(jobs, index, measures->figures.value[FIGURE_EVENTS]));
  for (uint32_t i = 0; i < count; i++) {
    struct jobs_task task = {.order = cell_order(jobs->plan, index), .cell = index, .row = place[i]};
    task.order.spare = blame_row(measures->blame, place[i])->event.id;
    jobs_push(jobs, task);
  }
  jobs->progress.cells += count;
}

/* Hands over a cell, then the others that came out the same. */
static void jobs_deliver(struct jobs *jobs, guint index, struct measures *measures, const struct results_cost *cost) {
  const struct results_cost nothing = {.peak_memory_mib = cost->peak_memory_mib, .jobs = cost->jobs};
  for (guint i = index + 1; i < jobs->plan->cell->len; i++) {
    struct plan_cell *other = plan_cell(jobs->plan, i);
    if (other->like != index) continue;
    other->figures = measures->figures;
    results_take(jobs->results, i, measures_copy(measures), &nothing);
  }
  plan_cell(jobs->plan, index)->figures = measures->figures;
  results_take(jobs->results, index, measures, cost);
  jobs_suspect(jobs, index, measures);
}

/* Takes the measures or, where there are none, the error. */
static void jobs_turn(struct sensitivity_turn *turn, struct measures *measures, GError *error) {
  if (measures) turn->figures = measures->figures;
  else turn->note = g_strdup(error->message);
  turn->done = measures != NULL;
  measures_free(measures);
  g_clear_error(&error);
}

static void jobs_work(gpointer data, gpointer context) {
  struct jobs *jobs = context;
  struct jobs_task *task = data;
  struct results_cost cost = {.jobs = jobs->jobs};
  GError *error = NULL;
  struct measures *measures = cell_run(&task->order, &jobs->progress, &cost, &error);
  g_mutex_lock(&jobs->lock);
  if (task->turn) {
    jobs_turn(task->turn, measures, error);
  } else if (!measures) {
    if (jobs->error) g_error_free(error);
    else jobs->error = error;
  } else if (task->order.spare) {
    results_check(jobs->results, task->cell, task->row, &measures->figures);
    measures_free(measures);
  } else {
    jobs_deliver(jobs, task->cell, measures, &cost);
  }
  jobs->done++;
  g_cond_signal(&jobs->finished);
  g_mutex_unlock(&jobs->lock);
  g_free(task);
}

static void jobs_wait(struct jobs *jobs) {
  g_mutex_lock(&jobs->lock);
  while (jobs->done < jobs->tasks && !jobs->error) {
    g_cond_wait_until(&jobs->finished, &jobs->lock, g_get_monotonic_time() + JOBS_TICK);
    progress_show(&jobs->progress);
  }
  g_mutex_unlock(&jobs->lock);
}

gboolean jobs_run(struct plan *plan, struct results *results, struct turns *turns, guint count, gboolean quiet,
                  GError **error) {
  struct jobs jobs = {.plan = plan, .results = results, .jobs = count};
  g_mutex_init(&jobs.lock);
  g_cond_init(&jobs.finished);
  progress_init(&jobs.progress, scenario_name(plan->scenario), jobs_distinct(plan) + (turns ? turns->run->len : 0),
                quiet);
  jobs.pool = g_thread_pool_new(jobs_work, &jobs, (gint)count, TRUE, NULL);
  g_mutex_lock(&jobs.lock);
  for (guint i = 0; i < plan->cell->len; i++)
    if (plan_cell(plan, i)->like == i) jobs_push(&jobs, (struct jobs_task){.order = cell_order(plan, i), .cell = i});
  for (guint i = 0; turns && i < turns->run->len; i++) {
    const struct turns_run *run = turns->run->pdata[i];
    jobs_push(&jobs, (struct jobs_task){.order = run->order, .turn = run->turn});
  }
  g_mutex_unlock(&jobs.lock);
  jobs_wait(&jobs);
  if (turns) turns->table->base = plan_cell(plan, 0)->figures;
  g_thread_pool_free(jobs.pool, FALSE, TRUE);
  progress_clear(&jobs.progress);
  g_cond_clear(&jobs.finished);
  g_mutex_clear(&jobs.lock);
  if (!jobs.error) return TRUE;
  g_propagate_error(error, jobs.error);
  return FALSE;
}
