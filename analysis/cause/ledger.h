/* ledger.h: what each lost nanosecond of each pair is charged to: by occurrence, weight times time.
 *
 * A pair (router, prefix) that is lost is charged to the occurrence that set the loss off (pairs.h), with its weight
 * times the time until it is found again or the run ends. Integers throughout: the charges add up to the integral that
 * outage.h keeps, exactly, and ledgers that were kept apart may be added.
 */
#ifndef ANALYSIS_CAUSE_LEDGER_H
#define ANALYSIS_CAUSE_LEDGER_H

#include "sim/arena.h"
#include "sim/small.h"

#include <glib.h>
#include <stdint.h>

struct ledger {
  uint32_t ids;
  __int128 *charge;   /* [ids] weight times nanoseconds, by id of the occurrence; 0: nobody knows which */
  struct arena arena; /* where they are, and zeros behind them */
};

void ledger_init(struct ledger *ledger);
void ledger_clear(struct ledger *ledger);
/* Makes room for all ids up to that. */
void ledger_grow(struct ledger *ledger, uint32_t id);
static inline void ledger_charge(struct ledger *ledger, uint32_t id, __int128 charge) {
  if (G_UNLIKELY(id >= ledger->ids)) ledger_grow(ledger, id);
  ledger->charge[id] += charge;
}
/* It will soon be charged: few of so many charges are at hand. */
static inline void ledger_expect(const struct ledger *ledger, uint32_t id) {
  if (id < ledger->ids) __builtin_prefetch(&ledger->charge[id], 1);
}
/* What an occurrence has been charged with. */
__int128 ledger_charged(const struct ledger *ledger, uint32_t id);
void ledger_merge(struct ledger *into, const struct ledger *from);
void ledger_store(const struct ledger *ledger, GByteArray *bytes);
void ledger_load(struct ledger *ledger, struct unpack *reader);

#endif
