#include "models/downhill/downhill_say.h"

#include "models/engine/transfer.h"
#include "models/speaker/export.h"
#include "models/speaker/pace.h"

struct say {
  struct world *w;
  struct plane *p;
  struct downhill *d;
  struct downhill_turn *turn;       /* NULL: the session stands */
  const struct downhill_word *last; /* the best route of its owner, as it would go out */
  path_id *told;                    /* what the neighbour has been told last */
  struct pace pace;
  uint32_t half, from, owner, to;
  sim_time delay;
  bool customer; /* it is told of any route */
};

/* --- one UPDATE --- */

/* Is the table transfer of the present session under way? */
static bool say_transfers(const struct say *s, sim_time at) {
  if (!s->turn || s->turn->slot == SIM_NEVER) return false;
  return at <= s->turn->ends;
}

static inline void say_send(const struct say *s, sim_time at, struct downhill_path path, uint32_t because) {
  struct world *w = s->w;
  enum message_kind kind = path.id == PATH_NONE                            ? MESSAGE_WITHDRAW
                           : *s->told == PATH_NONE && say_transfers(s, at) ? MESSAGE_TRANSFER
                                                                           : MESSAGE_ANNOUNCE;
  *(struct downhill_letter *)downhill_list_add(&s->d->letter) = (struct downhill_letter){at + s->delay, path, because};
  *s->told = path.id;
  w->messages++;
  w->sim.handled++; /* it is an event wherever it is heard */
  w->observer.sent(w->observer.context, at, s->owner, s->to, s->p->number, kind);
}

static inline bool say_allowed(const struct say *s, const struct downhill_word *word) {
  return s->customer || word->everywhere;
}

/* It goes out, waits for MRAI, or is announced again. True: what waits may do so until another time now. */
static inline bool say_paced(const struct say *s, sim_time mature, struct downhill_path path, sim_time at,
                             uint32_t because) {
  enum pace_verdict verdict = pace_may(&s->pace, path.id, at, mature);
  if (verdict == PACE_GOES) {
    say_send(s, at, path, because);
    return pace_until(&s->pace) != SIM_NEVER;
  }
  if (verdict == PACE_YOUNG || *s->pace.holds) return false;
  *s->pace.holds = true;
  s->d->because[s->half] = because;
  return true;
}

/* What `word` says, at `at`. True: there may be something else to do now, or at another time. */
static inline bool say_offer(const struct say *s, const struct downhill_word *word, sim_time at, uint32_t because) {
  struct downhill_path path = say_allowed(s, word) ? word->path : (struct downhill_path){.id = PATH_NONE};
  if (*s->told == path.id) return false;
  if (!s->turn) return say_paced(s, word->mature, path, at, because);
  if (!(s->w->state[s->half] & STATE_UP)) return false;
  if (!say_transfers(s, at) || s->turn->slot <= at) return say_paced(s, word->mature, path, at, because);
  if (!s->turn->late) s->turn->because = because;
  s->turn->late = true;
  return true;
}

/* --- the session --- */

/* The next record of the half is that of the end of this session. */
static void say_up(const struct say *s, const struct downhill_record *r) {
  s->w->state[s->half] = STATE_UP;
  s->turn->ends = r->at + r->transfer;
  s->turn->slot = r->at + transfer_place(s->w, s->half, s->p, r->transfer);
  s->turn->late = s->last->path.id != PATH_NONE && say_allowed(s, s->last) && s->turn->slot < s->turn->key.at;
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
static inline enum say_kind say_other(const struct say *s, struct downhill_key *key) {
  enum say_kind kind = SAY_HELD;
  *key = (struct downhill_key){pace_until(&s->pace), WORLD_OWNER_HELD | s->half, 0};
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
    *s->pace.holds = false;
    say_offer(s, s->last, key.at, s->d->because[s->half]);
    break;
  case SAY_SLOT:
    s->turn->late = false;
    say_offer(s, s->last, key.at, s->turn->because);
    break;
  case SAY_RECORD:
    r = downhill_turn_take(s->d, s->turn);
    if (r->up) say_up(s, r);
    else say_down(s, key);
  }
}

/* All of that before `until`; returns what comes first then. */
static struct downhill_key say_others(const struct say *s, struct downhill_key until) {
  for (;;) {
    struct downhill_key key;
    enum say_kind kind = say_other(s, &key);
    if (!downhill_key_before(key, until)) return key;
    say_do(s, kind, key);
  }
}

/* Where nothing else matters. */
static void say_freely(const struct say *s, struct downhill_range words) {
  for (uint32_t i = words.from; i < words.to; i++) {
    const struct downhill_word *word = downhill_log_word(&s->d->word, i);
    struct downhill_path path = say_allowed(s, word) ? word->path : (struct downhill_path){.id = PATH_NONE};
    if (word->told && *s->told != path.id) say_send(s, word->key.at, path, word->because);
  }
}

static void say_words(struct say *s, struct downhill_range words) {
  struct downhill_key other = {INT64_MIN, 0, 0}; /* before that there are words alone */
  for (uint32_t i = words.from; i < words.to; i++) {
    const struct downhill_word *word = downhill_log_word(&s->d->word, i);
    if (downhill_key_before(other, word->key)) other = say_others(s, word->key);
    s->last = word;
    if (word->told && say_offer(s, word, word->key.at, word->because)) other.at = INT64_MIN;
  }
}

/* Will something go out without another word? */
static bool say_pending(const struct say *s) { return (s->turn && s->turn->late) || pace_until(&s->pace) != SIM_NEVER; }

bool downhill_say(struct world *w, struct plane *p, const struct downhill_way *way, uint32_t router, uint32_t from,
                  struct downhill_key until) {
  struct downhill *d = w->replay->downhill;
  struct say s = {.w = w,
                  .p = p,
                  .d = d,
                  .turn = way->turns ? downhill_turn(d, way->back) : NULL,
                  .last = &d->last[way->teller],
                  .told = &p->adj_out[way->back],
                  .pace = pace_of(w, p, way->teller, way->back),
                  .half = way->back,
                  .from = from,
                  .owner = way->teller,
                  .to = router,
                  .delay = way->delay,
                  .customer = way->customer};
  if (!s.turn && !s.pace.next) {
    say_freely(&s, d->word.range[way->teller]);
    return false;
  }
  say_words(&s, d->word.range[way->teller]);
  say_others(&s, until);
  return say_pending(&s);
}

void downhill_say_begin(struct world *w, struct plane *p, uint32_t half) {
  uint32_t router = w->net->owner[half];
  bool any = p->best[router] != DECISION_NO_ROUTE;
  w->replay->downhill->last[router] = (struct downhill_word){
      .path = downhill_path(w->paths, any ? export_leaving(w, p, router) : PATH_NONE),
      .everywhere = any && decision_rank_standing(p->best[router]) == STANDING_CUSTOMER};
}
