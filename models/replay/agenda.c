#include "models/replay/agenda.h"

#include "models/downhill/downhill.h"
#include "models/replay/bystander.h"

#include <string.h>

static void agenda_set(uint64_t *bits, uint32_t record) { bits[record / 64] |= UINT64_C(1) << record % 64; }

/* Of a turn: the number of its list. */
static uint32_t agenda_list(const struct replay *r, const uint32_t *use, uint32_t record, uint32_t half) {
  return 2 * use[half] + (r->bystander->turn[record] != half);
}

static bool agenda_turns(const struct history_record *r) { return r->kind == HISTORY_UP || r->kind == HISTORY_DOWN; }

/* Two passes: how long each list is, and its records. */
static void agenda_lists(struct agenda *a, const struct replay *r, const uint32_t *use) {
  guint records = r->history->record->len;
  uint32_t lists = 2 * r->uses;
  for (guint i = 0; i < records; i++) {
    const struct history_record *record = history_at(r->history, i);
    if (agenda_turns(record)) a->begins[agenda_list(r, use, i, record->what) + 1]++;
    else agenda_set(a->always, i);
  }
  for (uint32_t i = 0; i < lists; i++) a->begins[i + 1] += a->begins[i];
  g_autofree uint32_t *next = g_memdup2(a->begins, (lists + 1) * sizeof *next);
  for (guint i = 0; i < records; i++) {
    const struct history_record *record = history_at(r->history, i);
    if (agenda_turns(record)) a->record[next[agenda_list(r, use, i, record->what)]++] = i;
  }
}

void agenda_init(struct world *w) {
  struct replay *r = w->replay;
  struct agenda *a = &r->agenda;
  guint records = r->history->record->len;
  g_autofree uint32_t *use = g_new(uint32_t, w->net->halves);
  for (uint32_t i = 0; i < r->uses; i++) use[r->used[i]] = i;
  a->words = records / 64 + 1;
  a->always = g_new0(uint64_t, a->words);
  a->due = g_new(uint64_t, a->words);
  a->record = g_new(uint32_t, records);
  a->begins = g_new0(uint32_t, 2 * r->uses + 1);
  agenda_lists(a, r, use);
  agenda_set(a->always, records);
}

void agenda_clear(struct agenda *a) {
  g_free(a->always);
  g_free(a->due);
  g_free(a->record);
  g_free(a->begins);
}

static void agenda_add(struct agenda *a, uint32_t list) {
  for (uint32_t i = a->begins[list]; i < a->begins[list + 1]; i++) agenda_set(a->due, a->record[i]);
}

void agenda_begin(struct world *w) {
  struct replay *r = w->replay;
  memcpy(r->agenda.due, r->agenda.always, r->agenda.words * sizeof *r->agenda.due);
  for (uint32_t i = 0; i < r->uses; i++) {
    uint32_t half = r->used[i];
    if (downhill_far(w, half) || downhill_far(w, w->net->back[half])) continue;
    if (!r->bystander->silent[half]) agenda_add(&r->agenda, 2 * i);
    agenda_add(&r->agenda, 2 * i + 1);
  }
}
