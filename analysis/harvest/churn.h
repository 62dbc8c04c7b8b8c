/* churn.h: what routes that change cost others: messages, and real prefixes that line cards are fed, by bins.
 *
 * In a session run pilots stand for the table (MODEL section 9): what line cards are fed for them is assumed, what they
 * are fed in the table's own runs is measured. Both are of the whole table, so they can be held against one another,
 * bin by bin. Whole numbers throughout, that can be added.
 */
#ifndef ANALYSIS_HARVEST_CHURN_H
#define ANALYSIS_HARVEST_CHURN_H

#include "analysis/harvest/bins.h"
#include "models/world/observer.h"

#include <stdbool.h>

#define CHURN_MESSAGES 3 /* of enum message_kind */

struct churn {
  int64_t *rate[CHURN_MESSAGES]; /* [bins] messages */
  int64_t *fed, *assumed;        /* [bins] real prefixes */
};

void churn_init(struct churn *churn, const struct bins *bins);
void churn_clear(struct churn *churn);
static inline void churn_sent(struct churn *churn, const struct bins *bins, sim_time at, enum message_kind kind) {
  churn->rate[kind][bins_at(bins, at)]++;
}
/* All of that kind, over the whole run. */
uint64_t churn_messages(const struct churn *churn, const struct bins *bins, enum message_kind kind);
/* `pilot`: assumed, not measured. The volume is rounded. */
void churn_fed(struct churn *churn, const struct bins *bins, sim_time at, double volume, bool pilot);

/* Both over the same bins. */
void churn_merge(struct churn *into, const struct churn *from, const struct bins *bins);
void churn_store(const struct churn *churn, const struct bins *bins, GByteArray *bytes);
/* Into one in which nothing happened. Bad: the messages are not as many as those of the bins. */
void churn_load(struct churn *churn, const struct bins *bins, struct unpack *reader);

/* What was assumed against what was measured, over the whole run. */
struct churn_match {
  int64_t assumed, fed; /* real prefixes */
  int64_t apart;        /* sum over the bins of how far the two are apart */
};
struct churn_match churn_match(const int64_t *assumed, const int64_t *fed, uint32_t bins);

#endif
