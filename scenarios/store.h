/* store.h: everything that a finished run leaves in its directory, but events.csv, which grows while it runs. */
#ifndef SCENARIOS_STORE_H
#define SCENARIOS_STORE_H

#include "scenarios/claims.h"
#include "scenarios/output.h"
#include "scenarios/plan.h"

#include "analysis/results.h"

/* Tables, plots, report, provenance. */
gboolean store_results(struct output *output, const struct plan *plan, const struct results *results,
                       const struct claims *claims, const char *command, GError **error);

#endif
