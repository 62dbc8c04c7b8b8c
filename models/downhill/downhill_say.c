#include "models/downhill/downhill_say.h"

#include "models/engine/transfer.h"
#include "models/speaker/export.h"
#include "models/speaker/pace.h"

#define SAY_SEVERAL 64

/* How far it has come. */
struct say_state {
  const struct downhill_word *last; /* the best route of its owner, as it would go out */
  struct pace_course course;
  path_id told;                   /* what the neighbour has been told last */
  struct downhill_letter *letter; /* the next one, while there is room (say_begin) */
};

struct say {
  struct world *w;
  struct plane *p;
  struct downhill *d;
  struct downhill_turn *turn;               /* NULL: the session stands */
  const struct downhill_word *word, *words; /* the next one, and behind the last */
  struct say_state state;
  struct pace pace;
  uint32_t half, from, owner, to;
  sim_time delay;
  sim_time ends;     /* of the table transfer of the present session; -1: there is none */
  bool customer;     /* it is told of any route */
  uint32_t reported; /* letters before that are known to the observer */
};

/* --- one UPDATE --- */

/* What kind comes next nobody can foretell: it is found without branches. */
static inline enum message_kind say_kind(bool withdrawn, bool transfers) {
  _Static_assert(MESSAGE_ANNOUNCE == 0 && MESSAGE_WITHDRAW == 1 && MESSAGE_TRANSFER == 2, "two bits");
  return (enum message_kind)(withdrawn | (!withdrawn & transfers) << 1);
}

static inline void say_send(const struct say *s, struct say_state *now, sim_time at, struct downhill_path path,
                            uint32_t because) {
  enum message_kind kind = say_kind(path.id == PATH_NONE, (now->told == PATH_NONE) & (at <= s->ends));
  *now->letter++ = (struct downhill_letter){at + s->delay, path, because, kind};
  now->told = path.id;
}

static inline bool say_allowed(const struct say *s, const struct downhill_word *word) {
  return s->customer || word->everywhere;
}

static inline struct downhill_path say_path(const struct say *s, const struct downhill_word *word) {
  return say_allowed(s, word) ? word->path : (struct downhill_path){.id = PATH_NONE};
}

/* May nothing go out at `at`, for the session is down, or its transfer has not come to the prefix? */
static inline bool say_waits(const struct say *s, sim_time at, uint32_t because) {
  if (!(s->w->state[s->half] & STATE_UP)) return true;
  if (!s->turn->due || s->turn->slot <= at) return false;
  if (!s->turn->late) s->turn->because = because;
  s->turn->late = true;
  return true;
}

/* Does it wait with what MRAI holds? */
static inline bool say_holds(const struct say *s, const struct say_state *now, path_id path) {
  return now->course.holds && (path != PATH_NONE || s->pace.withdrawals);
}

/* What `word` says, at `at`: it goes out, waits for MRAI, or is announced again. */
static inline void say_offer(const struct say *s, struct say_state *now, const struct downhill_word *word, sim_time at,
                             uint32_t because) {
  struct downhill_path path = say_path(s, word);
  if (say_holds(s, now, path.id) || now->told == path.id) return;
  if (s->turn && say_waits(s, at, because)) return;
  enum pace_verdict verdict = pace_may(&s->pace, &now->course, path.id, at, word->mature);
  if (verdict == PACE_GOES) say_send(s, now, at, path, because);
  if (verdict != PACE_HELD) return;
  now->course.holds = true;
  s->d->because[s->half] = because;
}

/* What MRAI holds, if that lets it go before `until`. */
static inline void say_release(const struct say *s, struct say_state *now, struct downhill_key until) {
  if (!now->course.holds || until.at < pace_soonest(&s->pace, now->course)) return;
  if (until.at > pace_latest(&s->pace, now->course) && say_path(s, now->last).id == now->told) {
    now->course = (struct pace_course){0, false}; /* it has come to nothing */
    return;
  }
  struct downhill_key due = {pace_next(&s->pace, &now->course), WORLD_OWNER_HELD | s->half, 0};
  if (!downhill_key_before(due, until)) return;
  now->course.holds = false;
  say_offer(s, now, now->last, due.at, s->d->because[s->half]);
}

/* Room for so many letters; and what has become of it. */
static void say_begin(struct say *s, uint32_t most) { s->state.letter = downhill_list_room(&s->d->letter, most); }
static void say_end(struct say *s) {
  struct downhill_list *letters = &s->d->letter;
  letters->count = (uint32_t)(s->state.letter - (struct downhill_letter *)letters->at);
}

/* The words up to `end` and whatever else comes before `until`, while the session stands. */
static void say_on(struct say *s, const struct downhill_word *end, struct downhill_key until) {
  say_begin(s, 2 * (uint32_t)(end - s->word) + 1); /* with each what MRAI held before */
  struct say_state now = s->state;
  for (const struct downhill_word *word = s->word; word < end; word++) {
    say_release(s, &now, word->key);
    now.last = word;
    if (word->told) say_offer(s, &now, word, word->key.at, word->because);
  }
  say_release(s, &now, until);
  s->word = end;
  s->state = now;
  say_end(s);
}

/* --- the session --- */

/* What has been sent since the last time, each an event wherever it is heard. */
static void say_reports(struct say *s) {
  struct world *w = s->w;
  struct sending sending[SAY_SEVERAL];
  const struct downhill_letter *letter = (const struct downhill_letter *)s->d->letter.at + s->reported;
  uint32_t sent = s->d->letter.count - s->reported;
  w->messages += sent;
  w->sim.handled += sent;
  for (uint32_t some; sent; sent -= some, letter += some) {
    some = MIN(sent, SAY_SEVERAL);
    for (uint32_t i = 0; i < some; i++)
      sending[i] = (struct sending){letter[i].at - s->delay, (enum message_kind)letter[i].kind};
    observer_sent(&w->observer, s->owner, s->to, s->p->number, sending, some);
  }
  s->reported = s->d->letter.count;
}

/* The next record of the half is that of the end of this session. */
static void say_up(struct say *s, const struct downhill_record *r) {
  s->w->state[s->half] = STATE_UP;
  s->turn->ends = s->ends = r->at + r->transfer;
  s->turn->slot = r->at + transfer_place(s->w, s->half, s->p, r->transfer);
  s->turn->due = true;
  s->turn->late = s->state.last->path.id != PATH_NONE && say_allowed(s, s->state.last);
  s->turn->because = r->because;
}

/* What has not arrived by then never will. */
static void say_down(struct say *s, struct downhill_key down) {
  struct downhill_list *letters = &s->d->letter;
  struct downhill_letter *letter = letters->at;
  say_reports(s);
  while (letters->count > s->from && downhill_key_before(down, (struct downhill_key){letter[letters->count - 1].at,
                                                                                     WORLD_OWNER_FLIGHT | s->half, 0}))
    letters->count--;
  s->reported = letters->count;
  s->w->state[s->half] = 0;
  s->turn->ends = s->ends = -1;
  s->turn->due = s->turn->late = false;
  s->state.told = PATH_NONE;
  s->state.course = (struct pace_course){0, false};
}

/* What happens to the session next: the prefix has its turn in the transfer, or a record. */
static inline struct downhill_key say_turns(const struct say *s) {
  struct downhill_key slot = {s->turn->slot, WORLD_OWNER_TRANSFER | s->half, 0};
  return s->turn->due && downhill_key_before(slot, s->turn->key) ? slot : s->turn->key;
}

/* Behind the words that come before. */
static const struct downhill_word *say_before(const struct say *s, struct downhill_key key) {
  const struct downhill_word *word = s->word;
  while (word < s->words && downhill_key_before(word->key, key)) word++;
  return word;
}

static void say_turn(struct say *s, struct downhill_key key) {
  struct downhill_turn *turn = s->turn;
  if (downhill_key_before(key, turn->key)) {
    turn->due = false;
    say_begin(s, 1);
    if (turn->late) say_offer(s, &s->state, s->state.last, key.at, turn->because);
    say_end(s);
    turn->late = false;
    return;
  }
  const struct downhill_record *r = downhill_turn_take(s->d, turn);
  if (r->up) say_up(s, r);
  else say_down(s, key);
}

/* --- both --- */

bool downhill_say(struct world *w, struct plane *p, const struct downhill_way *way, uint32_t router, uint32_t from,
                  struct downhill_key until) {
  struct downhill *d = w->replay->downhill;
  struct downhill_range words = d->word.range[way->teller];
  struct downhill_turn *heard = downhill_turn(d, way->turns), *turn = heard ? downhill_turn_other(d, heard) : NULL;
  struct say s = {.w = w,
                  .p = p,
                  .d = d,
                  .turn = turn,
                  .word = downhill_log_word(&d->word, words.from),
                  .words = downhill_log_word(&d->word, words.to),
                  .state = {.last = &d->last[way->teller], .told = p->adj_out[way->back]},
                  .pace = pace_of(w, p, way->teller, way->back),
                  .half = way->back,
                  .from = from,
                  .owner = way->teller,
                  .to = router,
                  .delay = way->delay,
                  .ends = turn ? turn->ends : -1,
                  .customer = way->customer,
                  .reported = d->letter.count};
  if (s.pace.slot != NETWORK_NONE) s.state.course = pace_course(p, &s.pace);
  for (struct downhill_key next; s.turn && downhill_key_before(next = say_turns(&s), until);) {
    say_on(&s, say_before(&s, next), next);
    say_turn(&s, next);
  }
  say_on(&s, s.words, until);
  say_reports(&s);
  p->adj_out[way->back] = s.state.told;
  if (s.pace.slot != NETWORK_NONE) pace_keep(p, &s.pace, s.state.course);
  return s.state.course.holds || (s.turn && s.turn->late);
}

void downhill_say_begin(struct world *w, struct plane *p, uint32_t half) {
  uint32_t router = w->net->owner[half];
  bool any = p->best[router] != DECISION_NO_ROUTE;
  w->replay->downhill->last[router] = (struct downhill_word){
      .path = downhill_path(w->paths, any ? export_leaving(w, p, router) : PATH_NONE),
      .everywhere = any && decision_rank_standing(p->best[router]) == STANDING_CUSTOMER};
}
