/* ending.h: what becomes of a run when it is whole: figures of a cell, a row of the ledger checked, a turn of the
 * sensitivity table.
 *
 * The greatest causes of a cell are checked by runs without them; which they are, its own run tells.
 */
#ifndef SCENARIOS_RUN_ENDING_H
#define SCENARIOS_RUN_ENDING_H

#include "scenarios/run/task.h"

#include "analysis/results/results.h"

struct ending {
  struct plan *plan;
  struct results *results;
  struct turns *turns; /* may be NULL */
  guint jobs;          /* for cost.csv */
};

/* Hands over what the whole run measured. The runs that follow from it are appended to `more` (struct task_aim). FALSE:
 * a cell that must be there has failed. */
gboolean ending_take(const struct ending *ending, const struct task_run *run, GArray *more, GError **error);
/* How many runs may follow, at most. */
guint ending_most_checks(const struct plan *plan);

#endif
