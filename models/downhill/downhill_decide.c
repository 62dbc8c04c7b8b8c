#include "models/downhill/downhill_decide.h"

#include "models/downhill/downhill_next.h"
#include "models/engine/announce.h"
#include "models/replay/history.h"
#include "models/speaker/export.h"
#include "models/speaker/speaker.h"

/* --- what becomes of packets --- */

struct downhill_session *downhill_session_of(const struct downhill_hearing *h, uint32_t half) {
  uint32_t i = 0;
  while (downhill_session(h->d, i)->half != half) i++;
  return downhill_session(h->d, i);
}

/* Who follows a neighbour moves with it (downhill_behind). */
static void decide_mark(const struct downhill_hearing *h, struct downhill_key key, enum reach fate, uint32_t because) {
  enum reach before = (enum reach)h->p->reach[h->router];
  if (fate == before) return;
  h->p->reach[h->router] = (uint8_t)fate;
  h->w->observer.rerouted(h->w->observer.context, key.at, h->router, h->p->number, before, fate, because);
  if (!h->relays) return;
  *(struct downhill_fate *)downhill_list_add(&h->d->fate.note) = (struct downhill_fate){key, because, (uint8_t)before,
                                                                                        (uint8_t)fate};
}

/* Is the neighbour's next fate before `key`? */
static bool decide_turns(const struct downhill_hearing *h, const struct downhill_session *s, struct downhill_key key) {
  return s->fate < s->fates && downhill_key_before(downhill_log_fate(&h->d->fate, s->fate)->key, key);
}

void downhill_follow(const struct downhill_hearing *h, struct downhill_key key) {
  while (h->via && decide_turns(h, h->via, key)) {
    struct downhill_fate fate = *downhill_log_fate(&h->d->fate, h->via->fate++); /* the log may move */
    decide_mark(h, fate.key, (enum reach)fate.fate, fate.because);
  }
}

/* How the neighbour's packets fare at `key`. */
static enum reach decide_fares(const struct downhill_hearing *h, struct downhill_session *s, struct downhill_key key) {
  while (decide_turns(h, s, key)) s->fate++;
  if (s->fate > s->from) return (enum reach)downhill_log_fate(&h->d->fate, s->fate - 1)->fate;
  if (s->fates > s->from) return (enum reach)downhill_log_fate(&h->d->fate, s->from)->before;
  return (enum reach)h->p->reach[h->w->net->to[s->half]];
}

/* From `key` on packets go over `half`, or nowhere. */
static void decide_forwards(struct downhill_hearing *h, uint32_t half, struct downhill_key key, uint32_t because) {
  struct plane_hop *hop = &h->p->tree[h->router];
  hop->hop = half;
  hop->to = half == NETWORK_NONE ? NETWORK_NONE : h->w->net->to[half];
  replay_move(&h->w->replay->moves, h->router);
  h->via = half == NETWORK_NONE ? NULL : downhill_session_of(h, half);
  decide_mark(h, key, h->via ? decide_fares(h, h->via, key) : REACH_BLACKHOLE, because);
}

/* --- what it tells --- */

/* The best path as it leaves the router, which goes to and fro between a few. */
static path_id decide_leaving(const struct downhill_hearing *h) {
  struct downhill_ear *ear = &h->d->ear[h->router];
  path_id path = h->p->adj_in[plane_best_half(h->p, h->w->net, h->router)];
  if (ear->best[0] == path) return ear->own[0];
  path_id own = ear->best[1] == path ? ear->own[1] : path_prepend(h->w->paths, h->w->net->asn[h->router], path);
  ear->best[1] = ear->best[0];
  ear->own[1] = ear->own[0];
  ear->best[0] = path;
  ear->own[0] = own;
  return own;
}

static void decide_notes(const struct downhill_hearing *h, struct downhill_key key, bool told, uint32_t because) {
  bool any = h->p->best[h->router] != DECISION_NO_ROUTE;
  path_id path = any ? decide_leaving(h) : PATH_NONE;
  *(struct downhill_word *)downhill_list_add(&h->d->word.note) = (struct downhill_word){
      key, export_matures(h->w, h->p, h->router), path, because, told, false};
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
  for (; i > h->announced && downhill_letter(list, i - 1)->at > at; i--)
    *downhill_letter(list, i) = *downhill_letter(list, i - 1);
  *downhill_letter(list, i) = (struct downhill_letter){.at = at, .because = because, .stage = DOWNHILL_ANNOUNCES};
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

/* The best route is another one: announce_change. */
static void decide_changed(const struct downhill_hearing *h, struct downhill_key key, bool sweeping, uint32_t because) {
  sim_time at = h->batches ? MAX(key.at, h->w->busy[h->router]) : key.at;
  bool due = h->p->leaves[h->router] == ANNOUNCE_DUE;
  if (h->delay) {
    export_mature(h->w, h->p, h->router, key.at + h->delay);
    if (h->p->best[h->router] != DECISION_NO_ROUTE) decide_later(h, key.at + h->delay, because);
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

void downhill_learns(struct downhill_hearing *h, uint32_t half, path_id path, struct downhill_key key, bool sweeping,
                     uint32_t because) {
  struct world *w = h->w;
  struct plane *p = h->p;
  if (path != PATH_NONE && path_has(w->paths, path, w->net->asn[h->router])) path = PATH_NONE;
  if (p->adj_in[half] == path) return;
  uint64_t rank = path == PATH_NONE ? DECISION_NO_ROUTE : speaker_rank_outside(w, half, path);
  uint64_t before = p->best[h->router], least = plane_rank_from(p, w->net, &w->layout, half, rank, before);
  p->adj_in[half] = path;
  if (least == before && (least != rank || rank == DECISION_NO_ROUTE)) return;
  p->best[h->router] = least;
  bool stays = least != DECISION_NO_ROUTE && before != DECISION_NO_ROUTE &&
               decision_rank_way(least) == decision_rank_way(before);
  if (!stays) decide_forwards(h, plane_best_half(p, w->net, h->router), key, because);
  if (h->relays) decide_changed(h, key, sweeping, because);
}
