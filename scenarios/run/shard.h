/* shard.h: a plan split over processes that know nothing of each other, and whether all of it has come together. */
#ifndef SCENARIOS_RUN_SHARD_H
#define SCENARIOS_RUN_SHARD_H

#include "scenarios/run/foreman.h"

/* "2/5": *shard counts from 0. */
gboolean shard_parse(const char *text, guint *shard, guint *shards, GError **error);
/* This shard's work is done: leaves a word of it among the deposits. FALSE: some of it could not be kept. */
gboolean shard_done(struct deposits *deposits, guint shard, guint shards, GError **error);
/* Is there a deposit of everything that does not follow from results? FALSE, and the error says what is missing and
 * which shards have not said that they are done. */
gboolean shard_check_all(struct foreman *foreman, struct deposits *deposits, GError **error);

#endif
