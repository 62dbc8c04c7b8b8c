#include "models/downhill/downhill_decide.h"

#include "models/downhill/downhill_next.h"
#include "models/engine/announce.h"
#include "models/replay/history.h"
#include "models/speaker/pace.h"

/* --- what becomes of packets --- */

/* Who follows a neighbour moves with it (downhill_behind). */
static void decide_mark(struct downhill_hearing *h, struct downhill_key key, enum reach fate, uint32_t because) {
  enum reach before = h->fate;
  if (fate == before) return;
  h->fate = fate;
  h->w->observer.rerouted(h->w->observer.context, key.at, h->router, h->p->number, before, fate, because);
  if (!h->relays) return;
  *(struct downhill_fate *)downhill_list_add(&h->d->fate.note) = (struct downhill_fate){key, because, (uint8_t)before,
                                                                                        (uint8_t)fate};
}

void downhill_follows(struct downhill_hearing *h, struct downhill_key key) {
  struct downhill_session *s = h->best;
  while (s && s->fate < s->fates) {
    struct downhill_fate fate = *downhill_log_fate(&h->d->fate, s->fate); /* the log may move */
    if (!downhill_key_before(fate.key, key)) return;
    s->fate++;
    s->fares = fate.fate;
    decide_mark(h, fate.key, (enum reach)fate.fate, fate.because);
  }
}

void downhill_goes_on(struct downhill_hearing *h) {
  struct downhill_session *s = h->d->session.at;
  h->best = NULL;
  if (h->rank != DECISION_NO_ROUTE) {
    while (s->rank != h->rank) s++;
    h->best = s;
  }
}

/* How the neighbour's packets fare at `key`. */
static enum reach decide_fares(const struct downhill_hearing *h, struct downhill_session *s, struct downhill_key key) {
  const struct downhill_fate *fate = downhill_log_fate(&h->d->fate, s->fate);
  for (; s->fate < s->fates && downhill_key_before(fate->key, key); fate++) {
    s->fares = fate->fate;
    s->fate++;
  }
  return (enum reach)s->fares;
}

void downhill_forwards(struct downhill_hearing *h, struct downhill_session *best, struct downhill_key key,
                       uint32_t because) {
  downhill_follows(h, key);
  h->best = best;
  decide_mark(h, key, best ? decide_fares(h, best, key) : REACH_BLACKHOLE, because);
}

/* --- what it tells --- */

static void decide_notes(const struct downhill_hearing *h, struct downhill_key key, bool told, uint32_t because) {
  path_id path = h->best ? h->best->path : PATH_NONE;
  *(struct downhill_word *)downhill_list_add(&h->d->word.note) = (struct downhill_word){
      key, pace_matures(h->w, h->p, h->router), {.id = path}, because, told, false};
}

/* Memory is slow to say what such a path is: it is asked for all of them before any is waited for. */
void downhill_signs(const struct downhill_hearing *h) {
  struct path_table *paths = h->w->paths;
  const struct downhill_list *note = &h->d->word.note;
  struct downhill_word *word = note->at;
  uint32_t asn = h->w->net->asn[h->router], from = h->d->word.range[h->router].from;
  for (uint32_t i = from; i < note->count; i++)
    if (word[i].path.id != PATH_NONE) path_expect(paths, asn, word[i].path.id);
  for (uint32_t i = from; i < note->count; i++)
    if (word[i].path.id != PATH_NONE) word[i].path = downhill_path(paths, path_prepend(paths, asn, word[i].path.id));
}

void downhill_announces(const struct downhill_hearing *h, struct downhill_key key, uint32_t because) {
  h->p->leaves[h->router] = PATH_NONE;
  decide_notes(h, key, true, because);
}

/* In order of time, of two of one instant the later one behind. */
static void decide_later(const struct downhill_hearing *h, sim_time at, uint32_t because) {
  struct downhill_list *list = &h->d->announcing;
  downhill_list_add(list);
  uint32_t i = list->count - 1;
  for (; i > h->announced && downhill_task(list, i - 1)->letter.at > at; i--)
    *downhill_task(list, i) = *downhill_task(list, i - 1);
  *downhill_task(list, i) = (struct downhill_task){.letter = {.at = at, .because = because},
                                                   .stage = DOWNHILL_ANNOUNCES};
}

/* Is a record still to come in this instant? A customer that is lost with it is not told before. */
static bool decide_interrupted(const struct downhill_hearing *h, struct downhill_key key) {
  const struct history *history = h->w->replay->history;
  guint low = 0, high = history->record->len; /* the first record of the instant */
  while (low < high) {
    guint middle = low + (high - low) / 2;
    if (history_at(history, middle)->at < key.at) low = middle + 1;
    else high = middle;
  }
  for (; low < history->record->len && history_at(history, low)->at == key.at; low++)
    if (history_at(history, low)->owner >= key.owner) return true;
  return false;
}

/* Will more changes come in this instant? */
static bool decide_crowded(const struct downhill_hearing *h, struct downhill_key key, bool sweeping) {
  if (h->w->mrai[h->router] || h->alone) return false;
  if (sweeping || (h->parts && decide_interrupted(h, key))) return true;
  return downhill_next(h, (struct downhill_key){key.at, UINT32_MAX, UINT32_MAX}).kind != NEXT_NOTHING;
}

void downhill_changes(const struct downhill_hearing *h, struct downhill_key key, bool sweeping, uint32_t because) {
  sim_time at = h->batches ? MAX(key.at, h->busy) : key.at;
  bool due = h->p->leaves[h->router] == ANNOUNCE_DUE;
  if (h->delay) {
    pace_mature(h->w, h->p, h->router, key.at + h->delay);
    if (h->best) decide_later(h, key.at + h->delay, because);
  }
  if (!due && at == key.at && !decide_crowded(h, key, sweeping)) {
    downhill_announces(h, key, because);
    return;
  }
  if (!due) decide_later(h, at, because);
  h->p->leaves[h->router] = ANNOUNCE_DUE;
  decide_notes(h, key, false, because);
}

/* --- what it learns --- */

void downhill_learns(struct downhill_hearing *h, struct downhill_session *s, struct downhill_path path,
                     struct downhill_key key, bool sweeping, uint32_t because) {
  struct downhill_session *from = h->d->session.at;
  if (!downhill_keeps(s, path)) return;
  struct downhill_choice choice = downhill_choice(from, from + h->d->session.count);
  downhill_decides(h, s, &choice, key, sweeping, because);
}
