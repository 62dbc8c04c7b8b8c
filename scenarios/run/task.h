/* task.h: the work of a plan, cut into tasks that can be done anywhere.
 *
 * A plan asks for runs of the simulator (way.h): of each cell that is not like another; of a cell once more without one
 * of its greatest causes; of the turns of the sensitivity table. A task is the head of a run, or one of its parcels.
 * It is named by numbers that mean the same to everybody who has read the same plan.
 *
 * Tasks are handed out in this order: parcels before heads, earlier runs before later ones, so that few runs are
 * open at a time; but the head of the next run comes before the last parcels, so that nobody waits for it. Of a work
 * split over shards, a run without parcels belongs to one shard, with what follows from it; the parcels of a run are
 * dealt out among the shards, each to who has least to do, and each that has some does the head, too.
 *
 * Not thread-safe: the owner locks.
 */
#ifndef SCENARIOS_RUN_TASK_H
#define SCENARIOS_RUN_TASK_H

#include "scenarios/plan/plan.h"
#include "scenarios/plan/turns.h"
#include "scenarios/run/way.h"

enum task_purpose { TASK_CELL, TASK_CHECK, TASK_TURN };

/* What a run is for. */
struct task_aim {
  guint32 purpose;
  guint32 index; /* of the cell, or of the turn */
  guint32 row;   /* TASK_CHECK: of the cell's ledger */
  guint32 spare; /* TASK_CHECK: the occurrence that does not happen */
};
/* "cell-3", "cell-3-without-7", "turn-2" (g_free). */
char *task_aim_name(const struct task_aim *aim);
struct build_order task_aim_order(const struct plan *plan, const struct turns *turns, const struct task_aim *aim);

#define TASK_HEAD G_MAXUINT32
struct task {
  guint32 run;    /* index among the runs */
  guint32 parcel; /* or TASK_HEAD */
  guint32 weight; /* what it takes (way.h) */
  struct task_aim aim;
};

/* What a task left. `bytes` is a message when it failed. */
struct task_result {
  GBytes *bytes;
  gboolean failed;
  double wall_seconds, peak_memory_mib;
};
void task_result_clear(struct task_result *result);

struct task_run {
  struct task_aim aim;
  struct build_order order;
  const struct way *way;
  struct task_result head;  /* bytes NULL until it is done */
  gboolean head_out;        /* handed out */
  guint parcels, out, left; /* once the head is done: in all, handed out up to here, not done */
  GArray *weight;           /* guint [parcels] */
  guint *owner;             /* [parcels] shard */
  guint64 waiting;          /* weight of those of this shard that are to be handed out */
  guint8 *done;             /* [parcels] */
  void *sum;                /* of the parcels done (way.h), or NULL */
  struct task_result rest;  /* what they cost; no bytes */
  guint share;              /* decides to whom it belongs */
  gboolean whole;
  gint64 kept_at; /* for who deposits the sum: when that was, and how many parcels it had */
  guint kept;
};

struct tasks {
  const struct plan *plan;
  const struct turns *turns;
  way_choice way;
  guint shard, shards; /* from 0; 1 shard: all */
  GPtrArray *run;      /* struct task_run * */
  guint first;         /* runs before this one have nothing to hand out */
  guint pending;       /* handed out, not taken back */
};

/* The runs that do not depend on results. `turns` may be NULL. */
struct tasks *tasks_new(const struct plan *plan, const struct turns *turns, way_choice way, guint shard, guint shards);
void tasks_free(struct tasks *tasks);
static inline struct task_run *tasks_run(const struct tasks *tasks, guint index) { return tasks->run->pdata[index]; }

/* One run more, that follows from `after`. */
struct task_run *tasks_add(struct tasks *tasks, const struct task_aim *aim, const struct task_run *after);
/* FALSE: there is nothing to hand out at the moment. */
gboolean tasks_next(struct tasks *tasks, struct task *task);
/* Nothing to hand out, and nothing out that could lead to more. */
gboolean tasks_over(struct tasks *tasks);

/* What was handed out is back. Takes the result. TRUE: the run is whole by it. */
gboolean tasks_take(struct tasks *tasks, const struct task *task, struct task_result *result);
/* The same for what was done before anything was handed out: a head; then the sum of the parcels flagged in `done`
 * [count]. FALSE (nothing is taken): the flags do not fit, or some of them are there already. */
void tasks_recall_head(const struct tasks *tasks, struct task_run *run, struct task_result *result);
gboolean tasks_recall_sum(const struct tasks *tasks, struct task_run *run, const guint8 *done, guint count,
                          struct task_result *result);

guint task_weight(const struct task_run *run, guint parcel);
/* Has this shard something to do with the run? Is this parcel its own? */
gboolean tasks_own_run(const struct tasks *tasks, const struct task_run *run);
gboolean tasks_own_parcel(const struct tasks *tasks, const struct task_run *run, guint32 parcel);
/* Is all done of the run that is this shard's? */
gboolean tasks_done_run(const struct tasks *tasks, const struct task_run *run);
/* Frees what a whole run has left, when it has been used. */
void task_run_release(struct task_run *run);

#endif
