#include "models/downhill/downhill_next.h"

bool downhill_next_of(const struct downhill_hearing *h, uint32_t session, struct downhill_front *front) {
  const struct downhill_session *s = downhill_session(h->d, session);
  const struct downhill_turn *turn = h->turns ? downhill_turn(h->d, s->half) : NULL;
  *front = (struct downhill_front){h->until, session, false};
  if (s->next < s->end)
    front->key = (struct downhill_key){downhill_letter(&h->d->letter, s->next)->at,
                                       WORLD_OWNER_FLIGHT | h->w->net->back[s->half], 0};
  if (turn && downhill_key_before(turn->key, front->key)) *front = (struct downhill_front){turn->key, session, true};
  return downhill_key_before(front->key, h->until);
}

void downhill_next_step(const struct downhill_hearing *h, uint32_t i) {
  struct downhill_list *list = &h->d->front;
  if (!downhill_next_of(h, downhill_front(h->d, i)->session, downhill_front(h->d, i)))
    *downhill_front(h->d, i) = *downhill_front(h->d, --list->count);
}

static void next_sooner(struct downhill_next *first, struct downhill_key key, enum downhill_next_kind kind) {
  if (downhill_key_before(key, first->key)) *first = (struct downhill_next){key, kind, 0};
}

static void next_letter(const struct downhill_hearing *h, struct downhill_next *first) {
  for (uint32_t i = 0; i < h->d->front.count; i++) {
    const struct downhill_front *f = downhill_front(h->d, i);
    if (downhill_key_before(f->key, first->key))
      *first = (struct downhill_next){f->key, f->record ? NEXT_RECORD : NEXT_ARRIVAL, i};
  }
}

static void next_announcement(const struct downhill_hearing *h, struct downhill_next *first) {
  if (h->announced == h->d->announcing.count) return;
  sim_time at = downhill_letter(&h->d->announcing, h->announced)->at;
  next_sooner(first, (struct downhill_key){at, WORLD_OWNER_ANNOUNCE | h->router, 0}, NEXT_ANNOUNCEMENT);
}

struct downhill_next downhill_next(const struct downhill_hearing *h, struct downhill_key until) {
  struct downhill_next first = {until, NEXT_NOTHING, 0};
  if (h->waited < h->d->waiting.count) {
    const struct downhill_letter *l = downhill_letter(&h->d->waiting, h->waited);
    next_sooner(&first, (struct downhill_key){l->at, WORLD_OWNER_WORK | l->half, 0}, NEXT_WORK);
  }
  next_announcement(h, &first);
  next_letter(h, &first);
  return first;
}
