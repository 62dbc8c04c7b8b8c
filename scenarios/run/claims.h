/* claims.h: what a scenario claims ([expect NAME]), and whether it came out.
 *
 * A claim bounds a figure's mean over the seeds of one variant under one strategy, says that a figure is greater under
 * one strategy than under another, or that all strategies come out equal. Claims are judged only for the scenario as it
 * was written.
 */
#ifndef SCENARIOS_RUN_CLAIMS_H
#define SCENARIOS_RUN_CLAIMS_H

#include "scenarios/plan/plan.h"

#include "analysis/report/report.h"

#include <stdio.h>

struct claims {
  struct report_claim *claim;
  gsize count;
  GPtrArray *text; /* what the claims point to */
};

/* Can every claim be judged: are figure, variant and strategy known? */
gboolean claims_check(const struct plan *plan, GError **error);
/* When all cells have run. */
void claims_judge(struct claims *claims, const struct plan *plan);
void claims_clear(struct claims *claims);
void claims_print(const struct claims *claims, FILE *file);
gboolean claims_failed(const struct claims *claims);

#endif
