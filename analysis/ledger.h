/* ledger.h: what each lost nanosecond of each pair is charged to, while a cell runs.
 *
 * A pair (router, prefix) that is lost is charged to the occurrence that set the loss off, with its weight times the
 * time until it is found again or the run ends. The rule for losses whose circumstances change:
 *
 *   - as long as the pair stays lost, the charge stays: what else breaks meanwhile (a backup that fails, a blackhole
 *     that becomes a loop) adds nothing to what is lost already;
 *   - found and lost again in one instant, it was never found: no packet saw it;
 *   - found for longer than an instant, the next loss is the next cause's.
 *
 * Integers throughout: the charges add up to the integral that outage.h keeps, exactly.
 */
#ifndef ANALYSIS_LEDGER_H
#define ANALYSIS_LEDGER_H

#include "sim/sim.h"

#include <glib.h>
#include <stdint.h>

struct ledger_pair {
  uint32_t cause; /* of the last loss */
  uint32_t found; /* instant in which it was found again */
};

struct ledger {
  uint32_t routers, prefixes;
  sim_time end, now;
  uint32_t instant;          /* how many different times have been seen */
  struct ledger_pair **pair; /* [prefixes][routers]; NULL: nothing was lost of it yet */
  GArray *charge;            /* __int128, weight times nanoseconds, by id of the occurrence; 0: nobody knows which */
};

void ledger_init(struct ledger *ledger, uint32_t routers, uint32_t prefixes, sim_time end);
void ledger_clear(struct ledger *ledger);
/* O(1). */
void ledger_lose(struct ledger *ledger, sim_time at, uint32_t router, uint32_t prefix, int64_t weight,
                 uint32_t because);
void ledger_find(struct ledger *ledger, sim_time at, uint32_t router, uint32_t prefix, int64_t weight);
/* The charge of an occurrence. */
__int128 ledger_charge(const struct ledger *ledger, uint32_t id);

#endif
