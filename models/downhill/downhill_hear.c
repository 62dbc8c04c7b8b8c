#include "models/downhill/downhill_hear.h"

#include "models/downhill/downhill_decide.h"
#include "models/downhill/downhill_next.h"
#include "models/downhill/downhill_say.h"

static void hear_letter(struct downhill_hearing *h, struct downhill_session *s, const struct downhill_letter *letter,
                        struct downhill_key key) {
  downhill_learns(h, s, letter->path, key, false, letter->because);
}

static void hear_record(struct downhill_hearing *h, const struct downhill_next *e) {
  struct world *w = h->w;
  struct downhill_session *s = e->session;
  const struct downhill_record *r = downhill_turn_take(h->d, s->turn);
  downhill_next_over(h, s);
  if (r->up) {
    w->state[s->half] = STATE_UP;
    w->since[s->half] = r->at;
    return;
  }
  w->state[s->half] = 0;
  downhill_learns(h, s, (struct downhill_path){.id = PATH_NONE}, e->key, true, r->because);
}

/* First come, first served: and mostly one is through before anything else happens. */
static void hear_arrival(struct downhill_hearing *h, const struct downhill_next *e) {
  struct downhill_session *s = e->session;
  const struct downhill_letter *letter = downhill_letter(h->d, s->next++);
  downhill_next_over(h, s);
  if (!(h->w->state[s->half] & STATE_UP)) return;
  if (!h->cost) {
    hear_letter(h, s, letter, e->key);
    return;
  }
  struct downhill_key done = {MAX(h->busy, letter->at) + h->cost, WORLD_OWNER_WORK | s->half, 0};
  h->busy = done.at;
  if (downhill_key_before(done, h->until) && downhill_next(h, done).kind == NEXT_NOTHING) {
    hear_letter(h, s, letter, done);
    return;
  }
  *(struct downhill_task *)downhill_list_add(&h->d->waiting) = (struct downhill_task){
      .letter = {done.at, letter->path, letter->because, letter->kind},
      .session = h->w->since[s->half],
      .half = s->half,
      .stage = DOWNHILL_WAITS};
}

static void hear_work(struct downhill_hearing *h, struct downhill_key key) {
  const struct downhill_task *t = downhill_task(&h->d->waiting, h->waited++);
  if ((h->w->state[t->half] & STATE_UP) && h->w->since[t->half] == t->session)
    hear_letter(h, downhill_session_of(h, t->half), &t->letter, key);
}

static void hear_announcement(struct downhill_hearing *h, struct downhill_key key) {
  downhill_announces(h, key, downhill_task(&h->d->announcing, h->announced++)->letter.because);
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

/* Over which session the next one comes, and which route is best, nobody can foretell: so it is found without branches,
 * and for so many sessions as most routers have without a loop. */
static G_ALWAYS_INLINE inline void hear_letters_of(struct downhill_hearing *h, uint32_t sessions) {
  struct downhill_session *session = h->d->session.at, *end = session + sessions;
  const struct downhill_letter *letters = h->d->letter.at;
  struct downhill_choice choice = downhill_choice(session, end);
  while (choice.soonest != SIM_NEVER) {
    struct downhill_session *s = choice.first;
    struct downhill_key done = {MAX(h->busy, choice.soonest) + h->cost, WORLD_OWNER_WORK | s->half, 0};
    if (!downhill_key_before(done, h->until)) return;
    const struct downhill_letter *letter = &letters[s->next++];
    bool news = downhill_keeps(s, letter->path);
    s->key.at = s->next < s->end ? letter[1].at : SIM_NEVER;
    h->busy = done.at;
    choice = downhill_choice(session, end);
    if (news) downhill_decides(h, s, &choice, done, false, letter->because);
  }
}

/* Where UPDATEs alone matter, as to most: one is through the queue before it matters that another has come. */
static void hear_letters(struct downhill_hearing *h) {
  switch (h->d->session.count) {
  case 1:
    hear_letters_of(h, 1);
    break;
  case 2:
    hear_letters_of(h, 2);
    break;
  case 3:
    hear_letters_of(h, 3);
    break;
  default:
    hear_letters_of(h, h->d->session.count);
  }
}

/* --- before and after --- */

/* How packets to `teller` fared before the first of its fates. */
static enum reach hear_fared(const struct downhill_hearing *h, uint32_t teller, struct downhill_range fates) {
  bool any = fates.from < fates.to;
  return (enum reach)(any ? downhill_log_fate(&h->d->fate, fates.from)->before : h->p->reach[teller]);
}

/* What was under way there at the last hearing, and what has been sent since. */
static void hear_open(struct downhill_hearing *h, const struct downhill_ear *ear, const struct downhill_way *way) {
  struct downhill *d = h->d;
  uint32_t half = way->half;
  struct downhill_range fates = d->fate.range[way->teller];
  struct downhill_session s = {.base = way->base,
                               .rank = h->p->rank[half],
                               .path = h->p->adj_in[half],
                               .turn = downhill_turn(d, way->turns),
                               .half = half,
                               .back = way->back,
                               .next = d->letter.count,
                               .fate = fates.from,
                               .fates = fates.to,
                               .fares = (uint8_t)hear_fared(h, way->teller, fates)};
  for (uint32_t i = ear->from; i < ear->from + ear->letters; i++) {
    const struct downhill_task *t = downhill_task(&d->left, i);
    if (t->half == half && t->stage == DOWNHILL_FLIES)
      *(struct downhill_letter *)downhill_list_add(&d->letter) = t->letter;
  }
  h->pending |= downhill_say(h->w, h->p, way, h->router, s.next, h->until);
  s.end = d->letter.count;
  h->turns |= s.turn != NULL;
  downhill_next_over(h, &s);
  *(struct downhill_session *)downhill_list_add(&d->session) = s;
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
                               .rank = p->best[router],
                               .fate = (enum reach)p->reach[router],
                               .busy = w->busy[router],
                               .cost = platform->processing,
                               .delay = relays ? platform->out_delay : 0,
                               .batches = relays && platform->batches,
                               .relays = relays,
                               .parts = d->map.parts[router]};
  d->session.count = d->letter.count = d->waiting.count = d->announcing.count = 0;
  for (uint32_t i = n->peers[router]; i < n->clients[router]; i++) {
    const struct downhill_way *way = &d->map.way[i];
    if (way->customer || !d->map.far[way->half]) hear_open(&h, ear, way);
  }
  for (uint32_t i = ear->from; i < ear->from + ear->letters; i++) {
    const struct downhill_task *t = downhill_task(&d->left, i);
    if (t->stage != DOWNHILL_FLIES)
      downhill_list_add_task(t->stage == DOWNHILL_WAITS ? &d->waiting : &d->announcing, t);
  }
  downhill_goes_on(&h);
  return h;
}

/* What has not come over the session yet. */
static void hear_flying(struct downhill *d, const struct downhill_session *s) {
  for (uint32_t i = s->next; i < s->end; i++)
    *(struct downhill_task *)downhill_list_add(&d->leaving) = (struct downhill_task){
        .letter = *downhill_letter(d, i), .half = s->half, .stage = DOWNHILL_FLIES};
}

static void hear_leave(struct downhill *d, const struct downhill_list *from, uint32_t next) {
  for (uint32_t i = next; i < from->count; i++) downhill_list_add_task(&d->leaving, downhill_task(from, i));
}

/* What others find in the tables from now on. */
static void hear_route(const struct downhill_hearing *h, const struct downhill_session *s) {
  struct plane *p = h->p;
  p->adj_in[s->half] = s->path;
  if (p->rank[s->half] != s->rank) plane_set_rank(p, h->w->net, &h->w->layout, h->router, s->half, s->rank);
}

static void hear_best(const struct downhill_hearing *h) {
  struct plane_hop *hop = &h->p->tree[h->router];
  uint32_t half = h->best ? h->best->half : NETWORK_NONE;
  h->w->busy[h->router] = h->busy;
  h->p->best[h->router] = h->rank;
  h->p->reach[h->router] = (uint8_t)h->fate;
  if (hop->hop == half) return;
  hop->hop = half;
  hop->to = half == NETWORK_NONE ? NETWORK_NONE : h->w->net->to[half];
  replay_move(&h->w->replay->moves, h->router);
}

/* Keeps what is left for the next time. */
static void hear_close(const struct downhill_hearing *h) {
  struct downhill *d = h->d;
  struct downhill_ear *ear = &d->ear[h->router];
  ear->from = d->leaving.count;
  ear->due = SIM_NEVER;
  for (uint32_t i = 0; i < d->session.count; i++) {
    const struct downhill_session *s = downhill_session(h->d, i);
    hear_route(h, s);
    hear_flying(d, s);
    if (s->turn) ear->due = MIN(ear->due, MIN(s->turn->key.at, downhill_turn_other(d, s->turn)->key.at));
  }
  hear_leave(d, &d->waiting, h->waited);
  hear_leave(d, &d->announcing, h->announced);
  hear_best(h);
  ear->letters = d->leaving.count - ear->from;
  if (ear->letters || h->pending) *(uint32_t *)downhill_list_add(&d->open) = h->router;
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
  downhill_follows(&h, until);
  downhill_signs(&h);
  hear_close(&h);
  downhill_log_close(&h.d->word, router);
  downhill_log_close(&h.d->fate, router);
}
