/* ledger.c: like the integral in outage.c, a charge is kept as what is lost from now to the end of the run, less what
 * is found again: no time of last change is needed. A pair needs to remember whom it is charged to, and that is all. */
#include "analysis/ledger.h"

void ledger_init(struct ledger *ledger, uint32_t routers, uint32_t prefixes, sim_time end) {
  *ledger = (struct ledger){.routers = routers, .prefixes = prefixes, .end = end, .instant = 1};
  ledger->pair = g_new0(struct ledger_pair *, prefixes);
  ledger->charge = g_array_new(FALSE, TRUE, sizeof(__int128));
  g_array_set_size(ledger->charge, 1);
}

void ledger_clear(struct ledger *ledger) {
  for (uint32_t p = 0; p < ledger->prefixes; p++) g_free(ledger->pair[p]);
  g_free(ledger->pair);
  g_array_free(ledger->charge, TRUE);
}

static struct ledger_pair *ledger_at(struct ledger *ledger, sim_time at, uint32_t router, uint32_t prefix) {
  if (at != ledger->now) ledger->instant++;
  ledger->now = at;
  if (!ledger->pair[prefix]) ledger->pair[prefix] = g_new0(struct ledger_pair, ledger->routers);
  return &ledger->pair[prefix][router];
}

static void ledger_add(struct ledger *ledger, uint32_t id, __int128 charge) {
  if (id >= ledger->charge->len) g_array_set_size(ledger->charge, id + 1);
  g_array_index(ledger->charge, __int128, id) += charge;
}

void ledger_lose(struct ledger *ledger, sim_time at, uint32_t router, uint32_t prefix, int64_t weight,
                 uint32_t because) {
  struct ledger_pair *pair = ledger_at(ledger, at, router, prefix);
  if (pair->found != ledger->instant) pair->cause = because;
  ledger_add(ledger, pair->cause, (__int128)weight * (ledger->end - at));
}

void ledger_find(struct ledger *ledger, sim_time at, uint32_t router, uint32_t prefix, int64_t weight) {
  struct ledger_pair *pair = ledger_at(ledger, at, router, prefix);
  pair->found = ledger->instant;
  ledger_add(ledger, pair->cause, -(__int128)weight * (ledger->end - at));
}

__int128 ledger_charge(const struct ledger *ledger, uint32_t id) {
  return id < ledger->charge->len ? g_array_index(ledger->charge, __int128, id) : 0;
}
