#include "models/replay/island.h"

#include "models/replay/bystander.h"
#include "models/replay/island_map.h"
#include "models/settle/guess.h"

#include <string.h>

void island_init(struct world *w) {
  struct islands *i = w->replay->islands = g_new0(struct islands, 1);
  const struct bystander *b = w->replay->bystander;
  island_map(i, w->net, w->replay->history, b->turn);
  i->stack = g_new(uint32_t, w->net->routers);
  i->passes = g_new0(bool, w->net->halves + 1 + i->count);
  for (uint32_t k = 0; k < i->count; k++) {
    i->island[k].list.passes = b->silent;
    sim_init(&i->island[k].sim, w);
  }
  w->replay->list.turn = i->turns;
  w->replay->list.passes = i->passes;
}

void island_clear(struct world *w) {
  struct islands *i = w->replay->islands;
  for (uint32_t k = 0; k < i->count; k++) sim_clear(&i->island[k].sim);
  g_free(i->stack);
  g_free(i->passes);
  island_map_clear(i);
  g_free(i);
}

void island_rest(struct world *w) {
  struct islands *i = w->replay->islands;
  w->replay->asleep = 0;
  for (uint32_t k = 0; k < i->count; k++) {
    struct island *island = &i->island[k];
    sim_reset(&island->sim);
    island->list.next = island->list.group = 0;
    island->sleeps = false;
  }
}

/* --- who sleeps --- */

/* Its records are passed over in the history, or are not. */
static void island_mark(struct world *w, uint32_t number) {
  struct islands *i = w->replay->islands;
  const struct island *island = &i->island[number];
  const bool *silent = w->replay->bystander->silent;
  for (guint k = 0; k < island->half->len; k++) {
    uint32_t half = g_array_index(island->half, uint32_t, k);
    i->passes[half] = island->sleeps || silent[half];
  }
  i->passes[w->net->halves + 1 + number] = island->sleeps;
}

/* Nobody there has the route of a customer, which it would tell all its neighbours. */
static bool island_secludes(const struct world *w, uint32_t number) {
  const struct islands *i = w->replay->islands;
  for (uint32_t m = i->members[number]; m < i->members[number + 1]; m++)
    if (w->guess->route[i->member[m]].standing == STANDING_CUSTOMER) return false;
  return true;
}

void island_begin(struct world *w) {
  struct islands *i = w->replay->islands;
  bool may = w->solved && !w->policy && !w->dampers && !w->limits && !w->handling;
  memcpy(i->passes, w->replay->bystander->silent, (w->net->halves + 1) * sizeof *i->passes);
  for (uint32_t k = 0; k < i->count; k++) {
    i->island[k].sleeps = may && island_secludes(w, k);
    w->replay->asleep += i->island[k].sleeps;
    island_mark(w, k);
  }
}

/* --- dreaming --- */

/* The island changes places with the rest. */
static void island_swap(struct world *w, struct island *island) {
  struct islands *i = w->replay->islands;
  struct replay_list list = w->replay->list;
  uint32_t *stack = w->stack;
  w->replay->list = island->list;
  island->list = list;
  w->stack = i->stack;
  i->stack = stack;
  sim_swap(&w->sim, &island->sim);
}

/* Does what comes up to `at` and `owner`, before the record with this number. */
static void island_catch_up(struct world *w, struct island *island, sim_time at, uint32_t owner, guint before) {
  bool doing = w->replay->doing;
  uint32_t asleep = w->replay->asleep;
  w->replay->asleep = 0; /* they do not stir one another */
  w->replay->dreams = true;
  island_swap(w, island);
  if (at >= w->sim.now) replay_up_to(w, at, owner, before);
  island_swap(w, island);
  w->replay->dreams = false;
  w->replay->asleep = asleep;
  w->replay->doing = doing;
}

void island_run(struct world *w, sim_time until) {
  struct islands *i = w->replay->islands;
  for (uint32_t k = 0; k < i->count && w->replay->asleep; k++)
    if (i->island[k].sleeps) island_catch_up(w, &i->island[k], until, UINT32_MAX, G_MAXUINT);
}

/* The clock may stand at an event, which is not over, or at a record, before which events of that place are. */
static void island_catch_up_now(struct world *w, struct island *island) {
  const struct replay_list *list = &w->replay->list;
  sim_time at = w->sim.now;
  uint32_t owner = w->sim.owner;
  if (w->replay->doing) {
    island_catch_up(w, island, at, owner, replay_number(list, list->next - 1));
  } else if (owner) {
    island_catch_up(w, island, at, owner - 1, G_MAXUINT);
  } else {
    island_catch_up(w, island, at - 1, UINT32_MAX, G_MAXUINT);
  }
}

static void island_get_up(struct world *w, uint32_t number) {
  struct replay *r = w->replay;
  struct island *island = &r->islands->island[number];
  if (!island->sleeps) return;
  island_catch_up_now(w, island);
  island->sleeps = false;
  r->asleep--;
  island_mark(w, number);
  sim_join(&w->sim, &island->sim);
  if (island->list.next < island->list.records)
    r->list.next = MIN(r->list.next, replay_number(&island->list, island->list.next));
  sim_stop(&w->sim); /* there may be a record before that up to which it runs */
}

void island_wake(struct world *w, uint32_t router) {
  const struct islands *i = w->replay->islands;
  for (uint32_t k = i->besides[router]; k < i->besides[router + 1]; k++) island_get_up(w, i->beside[k]);
}

void island_stir_behind(struct world *w, const struct plane *p, uint32_t router) {
  uint32_t depth = 0;
  if (!w->replay || !w->replay->asleep) return;
  w->stack[depth++] = router;
  while (depth) {
    uint32_t r = w->stack[--depth];
    island_stir(w, r);
    for (uint32_t c = p->tree[r].child; c != NETWORK_NONE; c = p->tree[c].next)
      if (c != router) w->stack[depth++] = c; /* it may forward in a circle */
  }
}

bool island_on(const struct world *w, uint32_t router) { return w->replay->islands->of[router] != NETWORK_NONE; }

static void island_rouse(struct world *w, uint32_t router) {
  uint32_t own = w->replay->islands->of[router];
  if (own != NETWORK_NONE) island_get_up(w, own);
  island_wake(w, router);
}

void island_meet(struct world *w, const struct history_record *r) {
  if (!w->replay->asleep) return;
  switch ((enum history_kind)r->kind) {
  case HISTORY_FAMILY:
  case HISTORY_REFRESH:
  case HISTORY_CUT:
  case HISTORY_MEND:
    island_rouse(w, w->net->owner[r->what]);
    island_rouse(w, w->net->to[r->what]);
    break;
  case HISTORY_CARD_OUT:
  case HISTORY_CARD_LOAD:
  case HISTORY_CARD_READY:
    island_rouse(w, world_card_router(w, r->what));
    break;
  case HISTORY_PROCESS_OUT:
  case HISTORY_PROCESS_LOST:
  case HISTORY_PROCESS_BACK:
    island_rouse(w, r->what);
    break;
  case HISTORY_UP:
  case HISTORY_DOWN:
  case HISTORY_WAYS:
  case HISTORY_RANK:
  case HISTORY_OPEN:
  case HISTORY_KINDS:
    break; /* of a session; of routers that are on none, and who is beside them is stirred in time */
  }
}
