/* waiting.h: when a side of a session may call again, and when it answers.
 *
 * After a loss each side waits by the policy of its platform, which depends on the cause as that side saw it. It calls
 * when its own wait is over, and, refused, again every ConnectRetry; the other answers from a moment of its own on. The
 * side that gets through first is the dialler.
 */
#ifndef MODELS_SESSION_WAITING_H
#define MODELS_SESSION_WAITING_H

#include "models/session/session.h"

/* `side` loses the session at `at`, for `loss` as it sees it: its waits run from then. */
void waiting_begin(struct world *world, struct session_side *side, enum loss loss, sim_time at);
/* Its process starts anew at `at`, with no memory of what was: it neither calls nor answers before. */
void waiting_anew(const struct world *world, struct session_side *side, sim_time at);
/* When `side` gets through if it dials: it tries at its own time and then every ConnectRetry. SIM_NEVER: never. */
sim_time waiting_over(const struct world *world, const struct session_side *side, const struct session_side *other);

#endif
