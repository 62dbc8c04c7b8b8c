#include "scenarios/run/task.h"

#include "scenarios/run/cell.h"

char *task_aim_name(const struct task_aim *aim) {
  switch (aim->purpose) {
  case TASK_CHECK:
    return g_strdup_printf("cell-%u-without-%u", aim->index, aim->row);
  case TASK_TURN:
    return g_strdup_printf("turn-%u", aim->index);
  default:
    return g_strdup_printf("cell-%u", aim->index);
  }
}

struct build_order task_aim_order(const struct plan *plan, const struct turns *turns, const struct task_aim *aim) {
  if (aim->purpose == TASK_TURN) return ((struct turns_run *)turns->run->pdata[aim->index])->order;
  struct build_order order = cell_order(plan, aim->index);
  order.spare = aim->spare;
  return order;
}

void task_result_clear(struct task_result *result) {
  if (result->bytes) g_bytes_unref(result->bytes);
  result->bytes = NULL;
}

static void task_run_free(gpointer pointer) {
  struct task_run *run = pointer;
  task_run_release(run);
  if (run->weight) g_array_unref(run->weight);
  g_free(run->owner);
  g_free(run->done);
  g_free(run);
}

void task_run_release(struct task_run *run) {
  task_result_clear(&run->head);
  if (run->sum) run->way->drop(run->sum);
  run->sum = NULL;
}

static struct task_run *tasks_append(struct tasks *tasks, const struct task_aim *aim, guint share) {
  struct task_run *run = g_new0(struct task_run, 1);
  run->aim = *aim;
  run->order = task_aim_order(tasks->plan, tasks->turns, aim);
  run->way = tasks->way(&run->order);
  run->share = share;
  g_ptr_array_add(tasks->run, run);
  return run;
}

struct tasks *tasks_new(const struct plan *plan, const struct turns *turns, way_choice way, guint shard, guint shards) {
  struct tasks *tasks = g_new0(struct tasks, 1);
  *tasks = (struct tasks){.plan = plan, .turns = turns, .way = way, .shard = shard, .shards = shards};
  tasks->run = g_ptr_array_new_with_free_func(task_run_free);
  for (guint i = 0; i < plan->cell->len; i++)
    if (plan_cell(plan, i)->like == i)
      tasks_append(tasks, &(struct task_aim){.purpose = TASK_CELL, .index = i}, tasks->run->len);
  for (guint i = 0; turns && i < turns->run->len; i++)
    tasks_append(tasks, &(struct task_aim){.purpose = TASK_TURN, .index = i}, tasks->run->len);
  return tasks;
}

void tasks_free(struct tasks *tasks) {
  g_ptr_array_unref(tasks->run);
  g_free(tasks);
}

struct task_run *tasks_add(struct tasks *tasks, const struct task_aim *aim, const struct task_run *after) {
  return tasks_append(tasks, aim, after->share);
}

guint task_weight(const struct task_run *run, guint parcel) { return g_array_index(run->weight, guint, parcel); }

gboolean tasks_own_run(const struct tasks *tasks, const struct task_run *run) {
  return run->way->parcels || run->share % tasks->shards == tasks->shard;
}

gboolean tasks_own_parcel(const struct tasks *tasks, const struct task_run *run, guint32 parcel) {
  return run->owner[parcel] == tasks->shard;
}

gboolean tasks_done_run(const struct tasks *tasks, const struct task_run *run) {
  if (run->whole || !run->head.bytes) return run->whole;
  for (guint i = 0; i < run->parcels; i++)
    if (!run->done[i] && tasks_own_parcel(tasks, run, i)) return FALSE;
  return TRUE;
}

static gboolean task_head_waits(const struct tasks *tasks, const struct task_run *run) {
  return !run->head.bytes && !run->head_out && !run->whole && tasks_own_run(tasks, run);
}

/* Moves the run's cursor on to a parcel that can be handed out, if there is one. */
static gboolean task_parcel_waits(const struct tasks *tasks, struct task_run *run) {
  while (run->out < run->parcels && (run->done[run->out] || !tasks_own_parcel(tasks, run, run->out))) run->out++;
  return run->out < run->parcels;
}

static gboolean task_head_is_out(const struct task_run *run) {
  return run->head_out && !run->head.bytes && !run->whole;
}

static gboolean task_run_waits(const struct tasks *tasks, struct task_run *run) {
  return task_head_waits(tasks, run) || task_head_is_out(run) || task_parcel_waits(tasks, run);
}

/* Is the next head due, though parcels of so much weight wait? Two workers have done them by the time it is. */
static gboolean task_head_is_due(const struct task_run *next, guint64 waiting) {
  return waiting <= 2 * (guint64)next->way->weight(&next->order);
}

/* The next parcel of a run whose head is done, or else, or soon, the next head. */
static gboolean tasks_find(struct tasks *tasks, struct task *task) {
  struct task_run *open = NULL, *next = NULL;
  guint open_at = 0, next_at = 0;
  gboolean head_is_out = FALSE;
  guint64 waiting = 0;
  while (tasks->first < tasks->run->len && !task_run_waits(tasks, tasks_run(tasks, tasks->first))) tasks->first++;
  for (guint i = tasks->first; i < tasks->run->len && !next; i++) {
    struct task_run *run = tasks_run(tasks, i);
    head_is_out |= task_head_is_out(run);
    if (task_head_waits(tasks, run)) next = run, next_at = i;
    if (!open && task_parcel_waits(tasks, run)) open = run, open_at = i;
    waiting += run->waiting;
  }
  gboolean head = next && (!open || (!head_is_out && task_head_is_due(next, waiting)));
  if (head) *task = (struct task){.run = next_at, .parcel = TASK_HEAD, .weight = next->way->weight(&next->order)};
  else if (open) *task = (struct task){.run = open_at, .parcel = open->out, .weight = task_weight(open, open->out)};
  return head || open;
}

gboolean tasks_next(struct tasks *tasks, struct task *task) {
  if (!tasks_find(tasks, task)) return FALSE;
  struct task_run *run = tasks_run(tasks, task->run);
  task->aim = run->aim;
  if (task->parcel == TASK_HEAD) {
    run->head_out = TRUE;
  } else {
    run->out++;
    run->waiting -= task->weight;
  }
  tasks->pending++;
  return TRUE;
}

gboolean tasks_over(struct tasks *tasks) {
  struct task task;
  return tasks->pending == 0 && !tasks_find(tasks, &task);
}

/* Deals the parcels out, each to the shard that has least so far; of equals, the first after the run's own. */
static void tasks_deal(const struct tasks *tasks, struct task_run *run) {
  g_autofree guint64 *load = g_new0(guint64, tasks->shards);
  run->owner = g_new(guint, run->parcels);
  for (guint i = 0; i < run->parcels; i++) {
    guint least = run->share % tasks->shards;
    for (guint k = 1; k < tasks->shards; k++) {
      guint shard = (run->share + k) % tasks->shards;
      if (load[shard] < load[least]) least = shard;
    }
    run->owner[i] = least;
    load[least] += task_weight(run, i);
  }
  run->waiting = load[tasks->shard];
}

static void task_take_head(const struct tasks *tasks, struct task_run *run, struct task_result *result) {
  run->head = *result;
  result->bytes = NULL;
  if (run->way->parcels && !run->head.failed) run->weight = run->way->parcels(&run->order, run->head.bytes);
  if (run->weight) run->parcels = run->weight->len;
  tasks_deal(tasks, run);
  run->left = run->parcels;
  run->done = g_new0(guint8, run->parcels + 1);
  run->whole = run->left == 0;
}

static gboolean task_add_sum(struct task_run *run, guint news, struct task_result *result) {
  if (!run->way->gather(&run->sum, result->bytes)) return FALSE;
  run->left -= news;
  run->rest.wall_seconds += result->wall_seconds;
  run->rest.peak_memory_mib = MAX(run->rest.peak_memory_mib, result->peak_memory_mib);
  run->whole = run->left == 0;
  task_result_clear(result);
  return TRUE;
}

gboolean tasks_take(struct tasks *tasks, const struct task *task, struct task_result *result) {
  struct task_run *run = tasks_run(tasks, task->run);
  g_assert(!run->whole && tasks->pending > 0);
  tasks->pending--;
  if (task->parcel == TASK_HEAD) {
    task_take_head(tasks, run, result);
  } else {
    g_assert(!run->done[task->parcel]);
    run->done[task->parcel] = 1;
    gboolean fine = task_add_sum(run, 1, result);
    g_assert(fine); /* of one run, and each parcel once */
  }
  return run->whole;
}

void tasks_recall_head(const struct tasks *tasks, struct task_run *run, struct task_result *result) {
  g_assert(!run->head.bytes);
  task_take_head(tasks, run, result);
}

gboolean tasks_recall_sum(const struct tasks *tasks, struct task_run *run, const guint8 *done, guint count,
                          struct task_result *result) {
  guint news = 0;
  if (!run->head.bytes || count != run->parcels || result->failed) return FALSE;
  for (guint i = 0; i < count; i++) {
    if (done[i] && run->done[i]) return FALSE;
    news += done[i] != 0;
  }
  if (!task_add_sum(run, news, result)) return FALSE;
  for (guint i = 0; i < count; i++) {
    if (done[i] && tasks_own_parcel(tasks, run, i)) run->waiting -= task_weight(run, i);
    run->done[i] |= done[i];
  }
  return TRUE;
}
