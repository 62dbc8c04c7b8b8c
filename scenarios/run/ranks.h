/* ranks.h: one plan's tasks spread over the processes that mpirun has started, each with its threads.
 *
 * All read the same plan. Rank 0 keeps the list of tasks (foreman.h), works on it like the others, and writes what
 * comes of it; a thread of its own answers the others, who ask for one task after the other, so that nobody waits for
 * the slowest. When a rank dies, mpirun ends all; what was deposited stays (deposit.h).
 */
#ifndef SCENARIOS_RUN_RANKS_H
#define SCENARIOS_RUN_RANKS_H

#include "scenarios/run/jobs.h"
#include "scenarios/run/mail.h"

/* How many threads each should have when nobody says. */
guint ranks_jobs(const struct mail *mail);

/* All call this, with the digest of their plan or, when there is none, the reason. FALSE, and the same error for all,
 * unless all have the same plan. */
gboolean ranks_agree(const struct mail *mail, const char *digest, const GError *failure, GError **error);

/* Rank 0: answers the others; freeing waits until they are done. */
struct ranks_service;
struct ranks_service *ranks_service_new(const struct mail *mail, struct foreman *foreman);
void ranks_service_free(struct ranks_service *service);

/* The others: does tasks on so many threads until there are none. */
void ranks_help(const struct desk *desk, guint jobs);

#endif
