#include "models/downhill/downhill_say.h"

#include "models/engine/transfer.h"
#include "models/replay/bystander.h"
#include "models/speaker/export.h"

struct say {
  struct world *w;
  struct plane *p;
  struct downhill *d;
  struct downhill_turn *turn;       /* NULL: the session stands */
  const struct downhill_word *last; /* the best route of its owner, as it would go out */
  uint32_t half, from;
  bool customer, paced; /* it is told of any route; MRAI or out-delay may have a say */
};

/* --- one UPDATE --- */

/* Is the table transfer of the present session under way? */
static bool say_transfers(const struct say *s, sim_time at) {
  if (!s->turn || s->turn->slot == SIM_NEVER) return false;
  return at <= s->turn->ends;
}

static void say_send(const struct say *s, sim_time at, path_id path, uint32_t because) {
  struct world *w = s->w;
  const struct network *n = w->net;
  bool again = s->p->adj_out[s->half] == PATH_NONE && say_transfers(s, at);
  *(struct downhill_letter *)downhill_list_add(&s->d->letter) = (struct downhill_letter){
      .at = at + n->delay[s->half], .half = n->back[s->half], .path = path, .because = because};
  s->p->adj_out[s->half] = path;
  w->messages++;
  w->sim.handled++; /* it is an event wherever it is heard */
  w->observer.sent(w->observer.context, at, n->owner[s->half], n->to[s->half], s->p->number,
                   path == PATH_NONE ? MESSAGE_WITHDRAW
                   : again           ? MESSAGE_TRANSFER
                                     : MESSAGE_ANNOUNCE);
}

static bool say_allowed(const struct say *s, const struct downhill_word *word) {
  return s->customer || word->everywhere;
}

/* MRAI: what is held goes out when it lets it. */
static bool say_paced(const struct say *s, const struct downhill_word *word, path_id path, sim_time at,
                      uint32_t because) {
  enum export_pace pace = export_pace(s->w, s->p, s->half, path, at, word->mature);
  if (pace == EXPORT_HELD && !export_hold(s->w, s->p, s->half, true)) s->d->because[s->half] = because;
  return pace == EXPORT_GOES;
}

/* What `word` says, at `at`. */
static void say_offer(const struct say *s, const struct downhill_word *word, sim_time at, uint32_t because) {
  path_id path = say_allowed(s, word) ? word->path : PATH_NONE;
  if (s->p->adj_out[s->half] == path) return;
  if (s->turn && !(s->w->state[s->half] & STATE_UP)) return;
  if (say_transfers(s, at) && s->turn->slot > at) {
    if (!s->turn->late) s->turn->because = because;
    s->turn->late = true;
  } else if (!s->paced || say_paced(s, word, path, at, because)) {
    say_send(s, at, path, because);
  }
}

/* --- the session --- */

/* A bystander's are its first, and those from its last UP on. */
void downhill_say_record(struct world *w, uint32_t half) {
  const struct downhill_map *m = &w->replay->downhill->map;
  struct downhill_turn *turn = downhill_turn(w->replay->downhill, half);
  if (turn->record > m->records[half] && w->replay->bystander->silent[half])
    turn->record = MAX(turn->record, m->last[half]);
  turn->key = (struct downhill_key){SIM_NEVER, UINT32_MAX, UINT32_MAX};
  if (turn->record == m->records[half + 1]) return;
  const struct downhill_record *r = &m->record[turn->record];
  turn->key = (struct downhill_key){r->at, r->owner, r->number};
}

/* The next record of the half is that of the end of this session. */
static void say_up(const struct say *s, const struct downhill_record *r) {
  s->w->state[s->half] = STATE_UP;
  s->turn->ends = r->at + r->transfer;
  s->turn->slot = r->at + transfer_place(s->w, s->half, s->p, r->transfer);
  s->turn->late = s->last->path != PATH_NONE && say_allowed(s, s->last) && s->turn->slot < s->turn->key.at;
  s->turn->because = r->because;
}

/* What has not arrived by then never will. */
static void say_down(const struct say *s, struct downhill_key down) {
  struct downhill_list *letters = &s->d->letter;
  struct downhill_letter *letter = letters->at;
  while (letters->count > s->from && downhill_key_before(down, (struct downhill_key){letter[letters->count - 1].at,
                                                                                     WORLD_OWNER_FLIGHT | s->half, 0}))
    letters->count--;
  s->w->state[s->half] = 0;
  s->turn->slot = SIM_NEVER;
  s->turn->late = false;
  export_forget(s->w, s->p, s->half);
}

/* --- in order --- */

enum say_kind { SAY_HELD, SAY_SLOT, SAY_RECORD };

/* What comes first of all that is no word, and when. */
static enum say_kind say_other(const struct say *s, struct downhill_key *key) {
  enum say_kind kind = SAY_HELD;
  *key = (struct downhill_key){s->paced ? export_held(s->w, s->p, s->half) : SIM_NEVER, WORLD_OWNER_HELD | s->half, 0};
  if (!s->turn) return kind;
  struct downhill_key slot = {s->turn->late ? s->turn->slot : SIM_NEVER, WORLD_OWNER_TRANSFER | s->half, 0};
  if (downhill_key_before(slot, *key)) {
    *key = slot;
    kind = SAY_SLOT;
  }
  if (downhill_key_before(s->turn->key, *key)) {
    *key = s->turn->key;
    kind = SAY_RECORD;
  }
  return kind;
}

static void say_do(const struct say *s, enum say_kind kind, struct downhill_key key) {
  const struct downhill_record *r;
  switch (kind) {
  case SAY_HELD:
    export_hold(s->w, s->p, s->half, false);
    say_offer(s, s->last, key.at, s->d->because[s->half]);
    break;
  case SAY_SLOT:
    s->turn->late = false;
    say_offer(s, s->last, key.at, s->turn->because);
    break;
  case SAY_RECORD:
    r = &s->d->map.record[s->turn->record++];
    downhill_say_record(s->w, s->half);
    if (r->up) say_up(s, r);
    else say_down(s, key);
  }
}

/* Where nothing but words matters. */
static void say_words(struct say *s, struct downhill_range words) {
  for (uint32_t i = words.from; i < words.to; i++) {
    const struct downhill_word *word = downhill_log_word(&s->d->word, i);
    if (word->told) say_offer(s, word, word->key.at, word->because);
  }
}

static void say_all(struct say *s, struct downhill_range words, struct downhill_key until) {
  for (uint32_t i = words.from;;) {
    const struct downhill_word *word = i < words.to ? downhill_log_word(&s->d->word, i) : NULL;
    struct downhill_key key;
    enum say_kind kind = say_other(s, &key);
    if (downhill_key_before(key, word ? word->key : until)) {
      say_do(s, kind, key);
    } else if (word) {
      s->last = word;
      if (word->told) say_offer(s, word, word->key.at, word->because);
      i++;
    } else {
      return;
    }
  }
}

void downhill_say(struct world *w, struct plane *p, uint32_t half, uint32_t from, struct downhill_key until) {
  struct downhill *d = w->replay->downhill;
  uint32_t router = w->net->owner[half];
  struct say s = {w,
                  p,
                  d,
                  downhill_turn(d, half),
                  &d->last[router],
                  half,
                  from,
                  half < w->net->peers[router],
                  w->pace_first[router] != NETWORK_NONE};
  if (s.turn || s.paced) say_all(&s, d->word.range[router], until);
  else say_words(&s, d->word.range[router]);
}

bool downhill_say_pending(const struct world *w, const struct plane *p, uint32_t half) {
  const struct downhill_turn *turn = downhill_turn(w->replay->downhill, half);
  return (turn && turn->late) || export_held(w, p, half) != SIM_NEVER;
}

void downhill_say_begin(struct world *w, struct plane *p, uint32_t half) {
  uint32_t router = w->net->owner[half];
  bool any = p->best[router] != DECISION_NO_ROUTE;
  w->replay->downhill->last[router] = (struct downhill_word){
      .path = any ? export_leaving(w, p, router) : PATH_NONE,
      .everywhere = any && decision_rank_standing(p->best[router]) == STANDING_CUSTOMER};
}
