/* cell.h: one run of the simulator: one variant, one strategy, one seed. */
#ifndef SCENARIOS_CELL_H
#define SCENARIOS_CELL_H

#include "scenarios/plan.h"
#include "scenarios/progress.h"

/* Builds the world, runs it to its end, measures. Shares nothing with other cells but what is only read. The measures
 * are the caller's; `cost->jobs` is left alone. */
struct measures *cell_run(const struct plan *plan, guint index, struct progress *progress, struct results_cost *cost);

#endif
