/* cell.h: one run of the simulator: one variant, one strategy, one seed. */
#ifndef SCENARIOS_RUN_CELL_H
#define SCENARIOS_RUN_CELL_H

#include "scenarios/plan/plan.h"
#include "scenarios/run/progress.h"

/* What to build for cell `index` of a plan. */
struct build_order cell_order(const struct plan *plan, guint index);
/* Builds the world, runs it to its end, measures. Shares nothing with other cells but what is only read. The measures
 * are the caller's. NULL: the policies have no steady state. */
struct measures *cell_run(const struct build_order *order, struct progress *progress, GError **error);

/* A session run: what it measured of sessions, its history, and in octets the harvest of the triggers. */
struct measures *cell_sessions(const struct build_order *order, struct history *history, GByteArray *harvest,
                               struct progress *progress, GError **error);
/* When delays are compared for the k-th time, k = 0 .. instants - 1. */
sim_time cell_instant(const struct build *build, guint instants, guint k);

#endif
