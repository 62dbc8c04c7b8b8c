#include "models/downhill/downhill_hear.h"

#include "models/downhill/downhill_decide.h"
#include "models/downhill/downhill_next.h"
#include "models/downhill/downhill_say.h"

static void hear_letter(struct downhill_hearing *h, const struct downhill_letter *letter, struct downhill_key key) {
  downhill_follow(h, key);
  downhill_learns(h, letter->half, letter->path, key, false, letter->because);
}

static void hear_record(struct downhill_hearing *h, const struct downhill_next *e) {
  struct world *w = h->w;
  uint32_t half = downhill_session(h->d, downhill_front(h->d, e->front)->session)->half;
  struct downhill_turn *turn = downhill_turn(h->d, half);
  const struct downhill_record *r = &h->d->map.record[turn->record++];
  downhill_say_record(w, half);
  downhill_next_step(h, e->front);
  if (r->up) {
    w->state[half] = STATE_UP;
    w->since[half] = r->at;
    return;
  }
  w->state[half] = 0;
  downhill_follow(h, e->key);
  downhill_learns(h, half, PATH_NONE, e->key, true, r->because);
}

/* First come, first served. */
static void hear_arrival(struct downhill_hearing *h, const struct downhill_next *e) {
  struct world *w = h->w;
  struct downhill_letter l = *downhill_letter(&h->d->letter,
                                              downhill_session(h->d, downhill_front(h->d, e->front)->session)->next++);
  downhill_next_step(h, e->front);
  if (!(w->state[l.half] & STATE_UP)) return;
  if (!h->cost) {
    hear_letter(h, &l, e->key);
    return;
  }
  l.at = w->busy[h->router] = MAX(w->busy[h->router], l.at) + h->cost;
  l.session = w->since[l.half];
  l.stage = DOWNHILL_WAITS;
  downhill_list_add_letter(&h->d->waiting, &l);
}

static void hear_work(struct downhill_hearing *h, struct downhill_key key) {
  struct downhill_letter l = *downhill_letter(&h->d->waiting, h->waited++);
  if ((h->w->state[l.half] & STATE_UP) && h->w->since[l.half] == l.session) hear_letter(h, &l, key);
}

static void hear_announcement(struct downhill_hearing *h, struct downhill_key key) {
  downhill_follow(h, key);
  downhill_announces(h, key, downhill_letter(&h->d->announcing, h->announced++)->because);
}

static void hear_do(struct downhill_hearing *h, const struct downhill_next *e) {
  switch (e->kind) {
  case NEXT_RECORD:
    hear_record(h, e);
    break;
  case NEXT_ARRIVAL:
    hear_arrival(h, e);
    break;
  case NEXT_WORK:
    hear_work(h, e->key);
    break;
  case NEXT_ANNOUNCEMENT:
    hear_announcement(h, e->key);
    break;
  case NEXT_NOTHING:
    break;
  }
}

/* The letters of one session that come before `end`. False: the next one is not through before all is over. */
static bool hear_run(struct downhill_hearing *h, struct downhill_session *s, struct downhill_key end) {
  uint32_t flight = WORLD_OWNER_FLIGHT | h->w->net->back[s->half];
  for (; s->next < s->end; s->next++) {
    const struct downhill_letter *l = downhill_letter(&h->d->letter, s->next);
    if (!downhill_key_before((struct downhill_key){l->at, flight, 0}, end)) break;
    struct downhill_key done = {MAX(h->w->busy[h->router], l->at) + h->cost, WORLD_OWNER_WORK | s->half, 0};
    if (!downhill_key_before(done, h->until)) return false;
    h->w->busy[h->router] = done.at;
    hear_letter(h, l, done);
  }
  return true;
}

/* The same for most: where UPDATEs alone matter, one is through the queue before it matters that another has come. */
static void hear_letters(struct downhill_hearing *h) {
  struct downhill_list *front = &h->d->front;
  while (front->count) {
    struct downhill_key end = h->until;
    uint32_t first = 0;
    for (uint32_t i = 1; i < front->count; i++) {
      bool sooner = downhill_key_before(downhill_front(h->d, i)->key, downhill_front(h->d, first)->key);
      struct downhill_key later = downhill_front(h->d, sooner ? first : i)->key;
      if (downhill_key_before(later, end)) end = later;
      if (sooner) first = i;
    }
    bool over = !hear_run(h, downhill_session(h->d, downhill_front(h->d, first)->session), end);
    downhill_next_step(h, first);
    if (over) return;
  }
}

/* --- before and after --- */

/* What was under way over `half` at the last hearing, and what has been sent since. */
static void hear_open(struct downhill_hearing *h, const struct downhill_ear *ear, uint32_t half) {
  struct downhill *d = h->d;
  struct downhill_range fates = d->fate.range[h->w->net->to[half]];
  struct downhill_session s = {
      .half = half, .next = d->letter.count, .fate = fates.from, .from = fates.from, .fates = fates.to};
  struct downhill_front front;
  for (uint32_t i = ear->from; i < ear->from + ear->letters; i++) {
    const struct downhill_letter *l = downhill_letter(&d->left, i);
    if (l->half == half && l->stage == DOWNHILL_FLIES) downhill_list_add_letter(&d->letter, l);
  }
  downhill_say(h->w, h->p, h->w->net->back[half], s.next, h->until);
  s.end = d->letter.count;
  h->turns |= d->turn_of[half] != NETWORK_NONE;
  *(struct downhill_session *)downhill_list_add(&d->session) = s;
  if (downhill_next_of(h, d->session.count - 1, &front)) *(struct downhill_front *)downhill_list_add(&d->front) = front;
}

static struct downhill_hearing hear_begin(struct world *w, struct plane *p, uint32_t router,
                                          struct downhill_key until) {
  struct downhill *d = w->replay->downhill;
  const struct network *n = w->net;
  const struct downhill_ear *ear = &d->ear[router];
  const struct platform *platform = world_platform(w, router);
  bool relays = n->first[router] < n->peers[router];
  struct downhill_hearing h = {.w = w,
                               .p = p,
                               .d = d,
                               .until = until,
                               .router = router,
                               .cost = platform->processing,
                               .delay = relays ? platform->out_delay : 0,
                               .batches = relays && platform->batches,
                               .relays = relays,
                               .parts = d->map.parts[router]};
  d->session.count = d->front.count = d->letter.count = d->waiting.count = d->announcing.count = 0;
  for (uint32_t half = n->peers[router]; half < n->clients[router]; half++)
    if (half >= n->providers[router] || !d->map.far[half]) hear_open(&h, ear, half);
  for (uint32_t i = ear->from; i < ear->from + ear->letters; i++) {
    const struct downhill_letter *l = downhill_letter(&d->left, i);
    if (l->stage != DOWNHILL_FLIES)
      downhill_list_add_letter(l->stage == DOWNHILL_WAITS ? &d->waiting : &d->announcing, l);
  }
  if (p->tree[router].hop != NETWORK_NONE) h.via = downhill_session_of(&h, p->tree[router].hop);
  return h;
}

static void hear_leave(struct downhill *d, const struct downhill_list *from, uint32_t next, uint32_t end) {
  for (uint32_t i = next; i < end; i++) downhill_list_add_letter(&d->leaving, downhill_letter(from, i));
}

static sim_time hear_due(const struct downhill_hearing *h, uint32_t half) {
  const struct downhill_turn *turn = downhill_turn(h->d, half);
  return turn ? turn->key.at : SIM_NEVER;
}

/* Keeps what is left for the next time. */
static void hear_close(const struct downhill_hearing *h) {
  struct downhill *d = h->d;
  struct downhill_ear *ear = &d->ear[h->router];
  bool pending = false;
  ear->from = d->leaving.count;
  ear->due = SIM_NEVER;
  for (uint32_t i = 0; i < d->session.count; i++) {
    const struct downhill_session *s = downhill_session(h->d, i);
    uint32_t back = h->w->net->back[s->half];
    hear_leave(d, &d->letter, s->next, s->end);
    pending |= downhill_say_pending(h->w, h->p, back);
    if (h->turns) ear->due = MIN(ear->due, MIN(hear_due(h, s->half), hear_due(h, back)));
  }
  hear_leave(d, &d->waiting, h->waited, d->waiting.count);
  hear_leave(d, &d->announcing, h->announced, d->announcing.count);
  ear->letters = d->leaving.count - ear->from;
  if (ear->letters || pending) *(uint32_t *)downhill_list_add(&d->open) = h->router;
}

void downhill_hear(struct world *w, struct plane *p, uint32_t router, struct downhill_key until) {
  struct downhill_hearing h = hear_begin(w, p, router, until);
  struct downhill_next event;
  downhill_log_open(&h.d->word, router);
  downhill_log_open(&h.d->fate, router);
  h.alone = h.cost && !h.turns && !h.parts && !h.d->waiting.count && !h.d->announcing.count && !h.batches && !h.delay;
  if (h.alone) hear_letters(&h);
  h.alone = false;
  while ((event = downhill_next(&h, until)).kind != NEXT_NOTHING) hear_do(&h, &event);
  downhill_follow(&h, until);
  hear_close(&h);
  downhill_log_close(&h.d->word, router);
  downhill_log_close(&h.d->fate, router);
}
