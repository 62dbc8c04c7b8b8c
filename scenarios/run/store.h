/* store.h: everything that a finished run leaves in its directory, but events.csv, which grows while it runs. */
#ifndef SCENARIOS_RUN_STORE_H
#define SCENARIOS_RUN_STORE_H

#include "scenarios/plan/plan.h"
#include "scenarios/run/claims.h"
#include "scenarios/run/output.h"

#include "analysis/results/results.h"

/* Tables, plots, report, provenance. */
gboolean store_results(struct output *output, const struct plan *plan, const struct results *results,
                       const struct claims *claims, const char *command, GError **error);

#endif
