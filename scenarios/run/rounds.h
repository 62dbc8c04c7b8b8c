/* rounds.h: session runs, each with the churn that the one before led to (MODEL section 9, step 3).
 *
 * In a session run pilots stand for the table: what they feed to line cards, times what they stand for, is assumed to
 * be what the table feeds. After a round other origins, as many, go through its history alone; bin by bin of the time
 * series, what the pilots feed in the next round is multiplied by what those fed and divided by what the pilots had.
 * Who the pilots are is decided before the first round: a session run without them tells whose ways will loop
 * (followed.h).
 * A round is the same as the last up to the first thing that the new churn changes; rounds end when nothing is
 * changed, or at [origins] rounds.
 */
#ifndef SCENARIOS_RUN_ROUNDS_H
#define SCENARIOS_RUN_ROUNDS_H

#include "scenarios/run/cell.h"

/* The last round, as cell_sessions; the measures say how many there were and up to when the last two agree. */
struct measures *rounds_run(const struct build_order *order, struct cell_sessions *sessions, struct progress *progress,
                            GError **error);

#endif
