#include "scenarios/run/desk.h"

#include <string.h>
#include <sys/resource.h>

void desk_init(struct desk *desk, const struct plan *plan, const struct turns *turns, way_choice choice,
               struct progress *progress) {
  *desk = (struct desk){.plan = plan, .turns = turns, .choice = choice, .progress = progress};
}

void desk_clear(struct desk *desk) {
  if (!desk->way) return;
  desk->way->close(desk->opened);
  g_bytes_unref(desk->head);
  desk->way = NULL;
}

static double desk_peak_mib(void) {
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return (double)usage.ru_maxrss / 1024;
}

static void desk_open(struct desk *desk, const struct task *task, const struct build_order *order, GBytes *head) {
  if (desk->way && desk->run == task->run) return;
  desk_clear(desk);
  desk->way = desk->choice(order);
  desk->run = task->run;
  desk->head = g_bytes_ref(head);
  desk->opened = desk->way->open(order, head);
}

static void desk_do_head(struct desk *desk, const struct task *task, const struct build_order *order,
                         struct task_result *result) {
  const struct way *way = desk->choice(order);
  g_autoptr(GError) error = NULL;
  struct progress part;
  desk_clear(desk);
  progress_part(&part, desk->progress, task->weight);
  result->bytes = way->head(order, &part, &error);
  progress_end(&part);
  if (result->bytes) return;
  result->failed = TRUE;
  result->bytes = g_bytes_new(error->message, strlen(error->message));
}

static void desk_do_parcel(struct desk *desk, const struct task *task, const struct build_order *order, GBytes *head,
                           struct task_result *result) {
  struct progress part;
  desk_open(desk, task, order, head);
  progress_part(&part, desk->progress, task->weight);
  result->bytes = desk->way->parcel(desk->opened, task->parcel, &part);
  progress_end(&part);
}

void desk_do(struct desk *desk, const struct task *task, GBytes *head, struct task_result *result) {
  struct build_order order = task_aim_order(desk->plan, desk->turns, &task->aim);
  gint64 begin = g_get_monotonic_time();
  *result = (struct task_result){.bytes = NULL};
  if (task->parcel == TASK_HEAD) desk_do_head(desk, task, &order, result);
  else desk_do_parcel(desk, task, &order, head, result);
  result->wall_seconds = (double)(g_get_monotonic_time() - begin) / G_USEC_PER_SEC;
  result->peak_memory_mib = desk_peak_mib();
}
