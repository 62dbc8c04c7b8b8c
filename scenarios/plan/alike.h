/* alike.h: will two runs come out the same because no byte is judged differently?
 *
 * A strategy bears on a run through its verdicts alone. So before anything is run, every set of attributes that can
 * arise from the triggers (as they are sent, accepted, repaired, stripped, marked Partial, damaged) is judged under
 * every profile. What comes out is the run's signature: runs of one variant and seed with equal signatures are equal,
 * octet for octet, and one of them is enough.
 */
#ifndef SCENARIOS_PLAN_ALIKE_H
#define SCENARIOS_PLAN_ALIKE_H

#include "scenarios/plan/population.h"
#include "scenarios/settings/scenario.h"

/* g_free it. NULL when the sets do not come to an end, or when policies make others of them. */
char *alike_signature(const struct scenario *scenario, const GPtrArray *platforms,
                      const struct population_choice *choice);

#endif
