#include "models/downhill/downhill_next.h"

void downhill_next_over(const struct downhill_hearing *h, struct downhill_session *s) {
  s->key = (struct downhill_key){SIM_NEVER, UINT32_MAX, UINT32_MAX};
  if (s->next < s->end)
    s->key = (struct downhill_key){downhill_letter(h->d, s->next)->at, WORLD_OWNER_FLIGHT | s->back, 0};
  s->record = s->turn && downhill_key_before(s->turn->key, s->key);
  if (s->record) s->key = s->turn->key;
}

static void next_sooner(struct downhill_next *first, struct downhill_key key, enum downhill_next_kind kind) {
  if (downhill_key_before(key, first->key)) *first = (struct downhill_next){key, kind, NULL};
}

static void next_letter(const struct downhill_hearing *h, struct downhill_next *first) {
  for (uint32_t i = 0; i < h->d->session.count; i++) {
    struct downhill_session *s = downhill_session(h->d, i);
    if (downhill_key_before(s->key, first->key))
      *first = (struct downhill_next){s->key, s->record ? NEXT_RECORD : NEXT_ARRIVAL, s};
  }
}

static void next_announcement(const struct downhill_hearing *h, struct downhill_next *first) {
  if (h->announced == h->d->announcing.count) return;
  sim_time at = downhill_task(&h->d->announcing, h->announced)->letter.at;
  next_sooner(first, (struct downhill_key){at, WORLD_OWNER_ANNOUNCE | h->router, 0}, NEXT_ANNOUNCEMENT);
}

struct downhill_next downhill_next(const struct downhill_hearing *h, struct downhill_key until) {
  struct downhill_next first = {until, NEXT_NOTHING, NULL};
  if (h->waited < h->d->waiting.count) {
    const struct downhill_task *t = downhill_task(&h->d->waiting, h->waited);
    next_sooner(&first, (struct downhill_key){t->letter.at, WORLD_OWNER_WORK | t->half, 0}, NEXT_WORK);
  }
  next_announcement(h, &first);
  next_letter(h, &first);
  return first;
}
