#include "models/downhill/downhill_turns.h"

#include <string.h>

static bool turns_is(const struct history_record *r) { return r->kind == HISTORY_UP || r->kind == HISTORY_DOWN; }

/* How many there are of each half. */
static uint32_t *turns_count(const struct network *n, const struct history *h) {
  uint32_t *count = g_new0(uint32_t, n->halves);
  for (guint i = 0; i < h->record->len; i++)
    if (turns_is(history_at(h, i))) count[history_at(h, i)->what]++;
  return count;
}

static uint32_t turns_session(struct downhill_turns *t, const struct network *n, const uint32_t *count, uint32_t half,
                              uint32_t from) {
  uint32_t back = n->back[half], most = MAX(count[half], count[back]);
  if (!most || t->of[half] != NETWORK_NONE) return from;
  t->of[half] = t->count++;
  t->of[back] = t->count++;
  t->span[t->of[half]] = (struct downhill_span){from, from, from};
  t->span[t->of[back]] = (struct downhill_span){from + 1, from + 1, from + 1};
  return from + DOWNHILL_STEP * most;
}

/* Gives all sessions their places; returns how many records that are. */
static uint32_t turns_places(struct downhill_turns *t, const struct network *n, const struct history *h,
                             const uint32_t *order) {
  g_autofree uint32_t *count = turns_count(n, h);
  uint32_t sum = 0;
  for (uint32_t k = 0; k < n->halves; k++) t->of[k] = NETWORK_NONE;
  for (uint32_t i = 0; i < n->routers; i++)
    for (uint32_t k = n->peers[order[i]]; k < n->clients[order[i]]; k++) sum = turns_session(t, n, count, k, sum);
  return sum;
}

static void turns_record(struct downhill_turns *t, const struct history_record *r, uint32_t number) {
  struct downhill_span *span = &t->span[t->of[r->what]];
  t->record[span->end] = (struct downhill_record){r->at, r->value, r->owner, r->because, number, r->kind == HISTORY_UP};
  if (r->kind == HISTORY_UP) span->last = span->end;
  span->end += DOWNHILL_STEP;
}

void downhill_turns_init(struct downhill_turns *t, const struct network *n, const struct history *h,
                         const uint32_t *order) {
  *t = (struct downhill_turns){.count = 0};
  const struct arena_part parts[] = {{&t->of, n->halves, sizeof *t->of}, {&t->span, n->halves, sizeof *t->span}};
  arena_init(&t->arena, arena_parts_room(parts, G_N_ELEMENTS(parts)));
  arena_carve(&t->arena, parts, G_N_ELEMENTS(parts));
  size_t bytes = turns_places(t, n, h, order) * sizeof *t->record;
  arena_init(&t->records, arena_room(bytes));
  t->record = bytes ? arena_take(&t->records, bytes) : NULL;
  for (guint i = 0; i < h->record->len; i++) {
    const struct history_record *r = history_at(h, i);
    if (turns_is(r) && t->of[r->what] != NETWORK_NONE) turns_record(t, r, i + 1);
  }
}

void downhill_turns_clear(struct downhill_turns *t) {
  arena_clear(&t->arena);
  arena_clear(&t->records);
}
