/* desk.h: where one thread does tasks, one after the other, and keeps what the parcels of one run have in common. */
#ifndef SCENARIOS_RUN_DESK_H
#define SCENARIOS_RUN_DESK_H

#include "scenarios/run/task.h"

struct desk {
  const struct plan *plan;
  const struct turns *turns;
  way_choice choice;
  struct progress *progress; /* the whole */
  const struct way *way;     /* of what is open, or NULL */
  guint32 run;
  GBytes *head;
  void *opened;
};

void desk_init(struct desk *desk, const struct plan *plan, const struct turns *turns, way_choice choice,
               struct progress *progress);
void desk_clear(struct desk *desk);
/* Does it. `head`: of the task's run, for a parcel; stays the caller's. */
void desk_do(struct desk *desk, const struct task *task, GBytes *head, struct task_result *result);

#endif
