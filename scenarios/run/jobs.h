/* jobs.h: the cells of a plan on several threads.
 *
 * Cells share only what is read; results are handed over under a lock and put in order by results.h, so the output
 * does not depend on the number of threads.
 */
#ifndef SCENARIOS_RUN_JOBS_H
#define SCENARIOS_RUN_JOBS_H

#include "scenarios/plan/plan.h"
#include "scenarios/plan/turns.h"

#include "analysis/results.h"

/* How many threads to use: as asked (0: one a core), but no more than there are runs and than memory allows. */
guint jobs_count(const struct plan *plan, const struct turns *turns, guint asked);
/* Runs all cells but those that will come out like another, then the greatest causes' checks and the turns, if any;
 * afterwards each plan_cell and each turn has its figures, and `results` everything. `turns` may be NULL. */
gboolean jobs_run(struct plan *plan, struct results *results, struct turns *turns, guint jobs, gboolean quiet,
                  GError **error);

#endif
