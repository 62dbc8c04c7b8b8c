#include "scenarios/run/jobs.h"

#include "scenarios/run/cell.h"

struct jobs_thread {
  struct jobs *jobs;
  GThread *thread;
  guint worker;
};

struct jobs {
  struct jobs_source source;
  struct desk desk; /* to copy */
  guint count;
  struct jobs_thread *thread; /* [count] */
  GMutex lock;                /* what follows */
  GCond done;
  guint working; /* threads that are not done */
};

static gpointer jobs_main(gpointer data) {
  const struct jobs_thread *thread = data;
  const struct jobs_source *source = &thread->jobs->source;
  struct desk desk = thread->jobs->desk;
  struct task task;
  GBytes *head;
  while (source->next(source->context, thread->worker, &task, &head)) {
    struct task_result result;
    desk_do(&desk, &task, head, &result);
    if (head) g_bytes_unref(head);
    source->take(source->context, thread->worker, &task, &result);
  }
  desk_clear(&desk);
  g_mutex_lock(&thread->jobs->lock);
  thread->jobs->working--;
  g_cond_signal(&thread->jobs->done);
  g_mutex_unlock(&thread->jobs->lock);
  return NULL;
}

struct jobs *jobs_new(const struct jobs_source *source, const struct desk *desk, guint count) {
  struct jobs *jobs = g_new0(struct jobs, 1);
  *jobs = (struct jobs){.source = *source, .desk = *desk, .count = count, .working = count};
  g_mutex_init(&jobs->lock);
  g_cond_init(&jobs->done);
  jobs->thread = g_new0(struct jobs_thread, count);
  for (guint i = 0; i < count; i++) {
    jobs->thread[i] = (struct jobs_thread){.jobs = jobs, .worker = i};
    jobs->thread[i].thread = g_thread_new("job", jobs_main, &jobs->thread[i]);
  }
  return jobs;
}

gboolean jobs_wait(struct jobs *jobs, gint64 microseconds) {
  gint64 end = g_get_monotonic_time() + microseconds;
  g_mutex_lock(&jobs->lock);
  while (jobs->working > 0 && g_cond_wait_until(&jobs->done, &jobs->lock, end)) continue;
  gboolean done = jobs->working == 0;
  g_mutex_unlock(&jobs->lock);
  return done;
}

void jobs_free(struct jobs *jobs) {
  for (guint i = 0; i < jobs->count; i++) g_thread_join(jobs->thread[i].thread);
  g_mutex_clear(&jobs->lock);
  g_cond_clear(&jobs->done);
  g_free(jobs->thread);
  g_free(jobs);
}

static gboolean jobs_next(void *context, guint worker, struct task *task, GBytes **head) {
  (void)worker;
  return foreman_next(context, TRUE, task, head);
}

static void jobs_take(void *context, guint worker, const struct task *task, struct task_result *result) {
  (void)worker;
  foreman_take(context, task, result);
}

struct jobs_source jobs_foreman(struct foreman *foreman) {
  return (struct jobs_source){.context = foreman, .next = jobs_next, .take = jobs_take};
}

guint jobs_runs(const struct plan *plan, const struct turns *turns) {
  guint distinct = 0;
  for (guint i = 0; i < plan->cell->len; i++) {
    if (plan_cell(plan, i)->like != i) continue;
    struct build_order order = cell_order(plan, i);
    if (way_of(&order)->parcels) return G_MAXUINT;
    distinct++;
  }
  return distinct + ending_most_checks(plan) + (turns ? turns->run->len : 0);
}
