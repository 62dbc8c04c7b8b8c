#include "scenarios/run/foreman.h"

#include <string.h>

#define FOREMAN_TICK (G_USEC_PER_SEC / 5)
/* How often the sum of a run's parcels is written. */
#define FOREMAN_KEEP (30 * G_USEC_PER_SEC)

struct foreman {
  struct foreman_order order;
  struct progress progress;
  GMutex lock; /* what follows */
  GCond changed;
  struct tasks *tasks;
  guint busy;     /* threads that are putting a result away */
  guint64 weight; /* of all tasks that are known */
  GError *error;  /* the first */
  GMutex keeping; /* one sum is written at a time, so that the last written is the newest */
};

static char *foreman_head_name(const struct task_run *run) {
  g_autofree char *name = task_aim_name(&run->aim);
  return g_strconcat(name, ".head", NULL);
}

static char *foreman_sum_name(const struct foreman *foreman, const struct task_run *run) {
  g_autofree char *name = task_aim_name(&run->aim);
  if (foreman->order.shards == 1) return g_strconcat(name, ".parcels", NULL);
  return g_strdup_printf("%s.parcels-%u-of-%u", name, foreman->order.shard + 1, foreman->order.shards);
}

/* The head is there: now the parcels are known. */
static void foreman_weigh_parcels(struct foreman *foreman, const struct task_run *run) {
  for (guint i = 0; i < run->parcels; i++)
    if (tasks_own_parcel(foreman->tasks, run, i)) foreman->weight += task_weight(run, i);
}

static void foreman_weigh(struct foreman *foreman, const struct task_run *run) {
  if (tasks_own_run(foreman->tasks, run)) foreman->weight += run->way->weight(&run->order);
}

/* The run's results go where they belong, and it is forgotten. */
static void foreman_finish(struct foreman *foreman, struct task_run *run) {
  GArray *more = g_array_new(FALSE, FALSE, sizeof(struct task_aim));
  GError *error = NULL;
  if (!ending_take(&foreman->order.ending, run, more, &error)) {
    if (foreman->error) g_error_free(error);
    else foreman->error = error;
  }
  for (guint i = 0; i < more->len; i++)
    foreman_weigh(foreman, tasks_add(foreman->tasks, &g_array_index(more, struct task_aim, i), run));
  g_array_unref(more);
  task_run_release(run);
}

static gboolean foreman_head_fits(const struct deposit *deposit, const void *context) {
  const struct task_run *run = context;
  return deposit->result.failed || !run->way->fits || run->way->fits(&run->order, deposit->result.bytes, NULL);
}

static gboolean foreman_sum_fits(const struct deposit *deposit, const void *context) {
  const struct task_run *run = context;
  return deposit->parcels == run->parcels &&
         (!run->way->fits || run->way->fits(&run->order, run->head.bytes, deposit->result.bytes));
}

/* Takes up what is deposited of a run. */
static void foreman_recall_sums(struct foreman *foreman, struct task_run *run) {
  g_autofree char *own = foreman_sum_name(foreman, run);
  g_auto(GStrv) names = deposits_names(foreman->order.deposits, own);
  for (char **name = names; *name && !run->whole; name++) {
    struct deposit deposit;
    if (foreman->order.shards > 1 && strcmp(*name, own) != 0) continue;
    if (!deposits_get(foreman->order.deposits, *name, foreman_sum_fits, run, &deposit)) continue;
    if (tasks_recall_sum(foreman->tasks, run, deposit.done, deposit.parcels, &deposit.result))
      for (guint i = 0; i < deposit.parcels; i++)
        if (deposit.done[i]) progress_count(&foreman->progress, (gint64)task_weight(run, i) * PROGRESS_CELL, TRUE);
    deposit_clear(&deposit);
  }
}

static void foreman_recall(struct foreman *foreman, struct task_run *run) {
  g_autofree char *name = foreman_head_name(run);
  struct deposit deposit;
  if (!tasks_own_run(foreman->tasks, run)) return;
  if (!deposits_get(foreman->order.deposits, name, foreman_head_fits, run, &deposit)) return;
  tasks_recall_head(foreman->tasks, run, &deposit.result);
  deposit_clear(&deposit);
  progress_count(&foreman->progress, (gint64)run->way->weight(&run->order) * PROGRESS_CELL, TRUE);
  foreman_weigh_parcels(foreman, run);
  if (!run->whole) foreman_recall_sums(foreman, run);
  if (run->whole) foreman_finish(foreman, run);
}

struct foreman *foreman_new(const struct foreman_order *order) {
  struct foreman *foreman = g_new0(struct foreman, 1);
  const struct ending *ending = &order->ending;
  foreman->order = *order;
  g_mutex_init(&foreman->lock);
  g_mutex_init(&foreman->keeping);
  g_cond_init(&foreman->changed);
  progress_init(&foreman->progress, scenario_name(ending->plan->scenario), order->quiet);
  foreman->tasks = tasks_new(ending->plan, ending->turns, order->way, order->shard, order->shards);
  for (guint i = 0; i < foreman->tasks->run->len; i++) foreman_weigh(foreman, tasks_run(foreman->tasks, i));
  for (guint i = 0; order->deposits && i < foreman->tasks->run->len; i++)
    foreman_recall(foreman, tasks_run(foreman->tasks, i));
  return foreman;
}

void foreman_free(struct foreman *foreman) {
  progress_clear(&foreman->progress);
  tasks_free(foreman->tasks);
  g_clear_error(&foreman->error);
  g_mutex_clear(&foreman->lock);
  g_mutex_clear(&foreman->keeping);
  g_cond_clear(&foreman->changed);
  g_free(foreman);
}

struct progress *foreman_progress(struct foreman *foreman) {
  return &foreman->progress;
}

/* The caller holds the lock. */
static gboolean foreman_is_over(struct foreman *foreman) {
  return !foreman->busy && (foreman->error || tasks_over(foreman->tasks));
}

gboolean foreman_next(struct foreman *foreman, gboolean wait, struct task *task, GBytes **head) {
  g_mutex_lock(&foreman->lock);
  gboolean found = FALSE;
  while (!foreman->error && !(found = tasks_next(foreman->tasks, task)) && wait && !foreman_is_over(foreman))
    g_cond_wait(&foreman->changed, &foreman->lock);
  *head = found && task->parcel != TASK_HEAD ? g_bytes_ref(tasks_run(foreman->tasks, task->run)->head.bytes) : NULL;
  g_mutex_unlock(&foreman->lock);
  return found;
}

GBytes *foreman_head(struct foreman *foreman, guint32 run) {
  g_mutex_lock(&foreman->lock);
  GBytes *head = g_bytes_ref(tasks_run(foreman->tasks, run)->head.bytes);
  g_mutex_unlock(&foreman->lock);
  return head;
}

/* Writes the sum of a run's parcels as it is now. */
static void foreman_keep_sum(struct foreman *foreman, struct task_run *run) {
  g_autofree char *name = foreman_sum_name(foreman, run);
  g_mutex_lock(&foreman->keeping);
  g_mutex_lock(&foreman->lock);
  struct deposit deposit = {.result = run->rest, .parcels = run->parcels};
  deposit.result.bytes = run->sum ? run->way->keep(run->sum) : NULL;
  deposit.done = g_memdup2(run->done, run->parcels);
  run->kept = run->parcels - run->left;
  run->kept_at = g_get_monotonic_time();
  g_mutex_unlock(&foreman->lock);
  if (deposit.result.bytes) deposits_put(foreman->order.deposits, name, &deposit);
  g_mutex_unlock(&foreman->keeping);
  deposit_clear(&deposit);
}

static void foreman_keep_head(struct foreman *foreman, const struct task *task, const struct task_result *result) {
  g_autofree char *name = task_aim_name(&task->aim), *file = g_strconcat(name, ".head", NULL);
  deposits_put(foreman->order.deposits, file, &(struct deposit){.result = *result});
}

/* Is it time to write the run's sum? The caller holds the lock. */
static gboolean foreman_sum_is_due(struct foreman *foreman, struct task_run *run) {
  if (!foreman->order.deposits || !run->parcels) return FALSE;
  if (!run->kept_at) run->kept_at = g_get_monotonic_time();
  return run->whole || g_get_monotonic_time() - run->kept_at >= FOREMAN_KEEP;
}

void foreman_take(struct foreman *foreman, const struct task *task, struct task_result *result) {
  gboolean must_be = result->failed && task->aim.purpose != TASK_TURN;
  if (foreman->order.deposits && task->parcel == TASK_HEAD && !must_be) foreman_keep_head(foreman, task, result);
  g_mutex_lock(&foreman->lock);
  struct task_run *run = tasks_run(foreman->tasks, task->run);
  foreman->busy++;
  gboolean whole = tasks_take(foreman->tasks, task, result);
  if (task->parcel == TASK_HEAD) foreman_weigh_parcels(foreman, run);
  gboolean due = foreman_sum_is_due(foreman, run);
  g_mutex_unlock(&foreman->lock);
  if (due) foreman_keep_sum(foreman, run);
  g_mutex_lock(&foreman->lock);
  if (whole) foreman_finish(foreman, run);
  foreman->busy--;
  g_cond_broadcast(&foreman->changed);
  g_mutex_unlock(&foreman->lock);
}

gboolean foreman_over(struct foreman *foreman) {
  g_mutex_lock(&foreman->lock);
  gboolean over = foreman_is_over(foreman);
  g_mutex_unlock(&foreman->lock);
  return over;
}

static void foreman_count_locked(const struct foreman *foreman, guint *over, guint *runs) {
  *over = *runs = 0;
  for (guint i = 0; i < foreman->tasks->run->len; i++) {
    const struct task_run *run = tasks_run(foreman->tasks, i);
    if (!tasks_own_run(foreman->tasks, run)) continue;
    *over += tasks_done_run(foreman->tasks, run);
    *runs += 1;
  }
}

gboolean foreman_wait(struct foreman *foreman, GError **error) {
  guint over, runs;
  g_mutex_lock(&foreman->lock);
  while (!foreman_is_over(foreman)) {
    g_cond_wait_until(&foreman->changed, &foreman->lock, g_get_monotonic_time() + FOREMAN_TICK);
    foreman_count_locked(foreman, &over, &runs);
    progress_show(&foreman->progress, over, runs, foreman->weight);
  }
  progress_clear(&foreman->progress);
  if (foreman->error) g_propagate_error(error, g_error_copy(foreman->error));
  gboolean fine = !foreman->error;
  g_mutex_unlock(&foreman->lock);
  return fine;
}

void foreman_count(struct foreman *foreman, guint *over, guint *runs) {
  g_mutex_lock(&foreman->lock);
  foreman_count_locked(foreman, over, runs);
  g_mutex_unlock(&foreman->lock);
}

char *foreman_missing(struct foreman *foreman, guint most, guint *missing) {
  GString *names = g_string_new(NULL);
  *missing = 0;
  g_mutex_lock(&foreman->lock);
  for (guint i = 0; i < foreman->tasks->run->len; i++) {
    const struct task_run *run = tasks_run(foreman->tasks, i);
    if (run->whole || run->aim.purpose == TASK_CHECK) continue;
    g_autofree char *name = task_aim_name(&run->aim);
    if (++*missing <= most) g_string_append_printf(names, "%s%s", names->len ? ", " : "", name);
  }
  g_mutex_unlock(&foreman->lock);
  if (*missing > most) g_string_append(names, ", ...");
  return g_string_free(names, FALSE);
}

void foreman_checkpoint(struct foreman *foreman) {
  gboolean more = foreman->order.deposits != NULL;
  for (guint i = 0; more; i++) {
    g_mutex_lock(&foreman->lock);
    more = i < foreman->tasks->run->len;
    struct task_run *run = more ? tasks_run(foreman->tasks, i) : NULL;
    gboolean news = run && run->sum && run->parcels - run->left > run->kept;
    g_mutex_unlock(&foreman->lock);
    if (news) foreman_keep_sum(foreman, run);
  }
}
