#include "analysis/cause/ledger.h"

#define LEDGER_IDS (UINT32_C(1) << 26) /* more occurrences than that no run has room for */

void ledger_init(struct ledger *ledger) {
  ledger->charge = g_array_new(FALSE, TRUE, sizeof(__int128));
  g_array_set_size(ledger->charge, 1);
}

void ledger_clear(struct ledger *ledger) { g_array_free(ledger->charge, TRUE); }

void ledger_grow(struct ledger *ledger, uint32_t id) { g_array_set_size(ledger->charge, id + 1); }

__int128 ledger_charged(const struct ledger *ledger, uint32_t id) {
  return id < ledger->charge->len ? g_array_index(ledger->charge, __int128, id) : 0;
}

void ledger_merge(struct ledger *into, const struct ledger *from) {
  for (uint32_t id = 0; id < from->charge->len; id++)
    if (ledger_charged(from, id) != 0) ledger_charge(into, id, ledger_charged(from, id));
}

void ledger_store(const struct ledger *ledger, GByteArray *bytes) {
  uint32_t count = ledger->charge->len;
  while (count > 0 && ledger_charged(ledger, count - 1) == 0) count--;
  small_count(bytes, count);
  small_array_wide(bytes, (const __int128 *)(const void *)ledger->charge->data, count);
}

void ledger_load(struct ledger *ledger, struct unpack *reader) {
  uint32_t count = (uint32_t)small_take_count(reader, LEDGER_IDS);
  g_array_set_size(ledger->charge, MAX(count, 1));
  small_take_array_wide(reader, (__int128 *)(void *)ledger->charge->data, count);
}
