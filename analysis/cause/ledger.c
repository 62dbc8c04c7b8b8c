#include "analysis/cause/ledger.h"

#include <string.h>

#define LEDGER_IDS (UINT32_C(1) << 26) /* more occurrences than that no run has room for */

void ledger_init(struct ledger *ledger) {
  *ledger = (struct ledger){.ids = 0};
  ledger_grow(ledger, 0);
}

void ledger_clear(struct ledger *ledger) { arena_clear(&ledger->arena); }

/* There is room for so many, or for twice as many as there was. */
static void ledger_move(struct ledger *ledger, size_t ids) {
  struct arena arena;
  arena_init(&arena, MAX(ids * sizeof *ledger->charge, 2 * ledger->arena.size));
  if (ledger->ids) memcpy(arena.base, ledger->charge, ledger->ids * sizeof *ledger->charge);
  arena_clear(&ledger->arena);
  ledger->charge = (__int128 *)(void *)arena.base;
  ledger->arena = arena;
}

void ledger_grow(struct ledger *ledger, uint32_t id) {
  size_t ids = (size_t)id + 1;
  if (ids * sizeof *ledger->charge > ledger->arena.size) ledger_move(ledger, ids);
  ledger->ids = MAX(ledger->ids, (uint32_t)ids);
}

__int128 ledger_charged(const struct ledger *ledger, uint32_t id) { return id < ledger->ids ? ledger->charge[id] : 0; }

void ledger_merge(struct ledger *into, const struct ledger *from) {
  for (uint32_t id = 0; id < from->ids; id++)
    if (from->charge[id] != 0) ledger_charge(into, id, from->charge[id]);
}

void ledger_store(const struct ledger *ledger, GByteArray *bytes) {
  uint32_t count = ledger->ids;
  while (count > 0 && ledger->charge[count - 1] == 0) count--;
  small_count(bytes, count);
  small_array_wide(bytes, ledger->charge, count);
}

void ledger_load(struct ledger *ledger, struct unpack *reader) {
  uint32_t count = (uint32_t)small_take_count(reader, LEDGER_IDS);
  if (count > 0) ledger_grow(ledger, count - 1);
  small_take_array_wide(reader, ledger->charge, count);
}
