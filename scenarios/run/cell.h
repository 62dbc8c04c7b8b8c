/* cell.h: one run of the simulator: one variant, one strategy, one seed. */
#ifndef SCENARIOS_RUN_CELL_H
#define SCENARIOS_RUN_CELL_H

#include "scenarios/plan/plan.h"
#include "scenarios/run/progress.h"

#include "models/replay/history.h"

/* What to build for cell `index` of a plan. */
struct build_order cell_order(const struct plan *plan, guint index);
/* Builds the world, runs it to its end, measures. Shares nothing with other cells but what is only read. The measures
 * are the caller's. NULL: the policies have no steady state. */
struct measures *cell_run(const struct build_order *order, struct progress *progress, GError **error);

/* What a session run leaves for the prefix runs. */
struct cell_sessions {
  struct history *history;
  GByteArray *harvest; /* of the triggers, in octets */
  GArray *work;        /* of guint32: what each origin of the sample is guessed to take (cut.h) */
};
void cell_sessions_init(struct cell_sessions *sessions);
void cell_sessions_clear(struct cell_sessions *sessions);
/* Fills what is initialised; what is measured of sessions. */
struct measures *cell_sessions(const struct build_order *order, struct cell_sessions *sessions,
                               struct progress *progress, GError **error);
/* When delays are compared for the k-th time, k = 0 .. instants - 1. */
sim_time cell_instant(const struct build *build, guint instants, guint k);

#endif
