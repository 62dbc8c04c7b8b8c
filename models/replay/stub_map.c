#include "models/replay/stub_map.h"

#include "models/forwarding/chassis.h"
#include "models/replay/island.h"

/* Routers whose process dies in the history, halves and ports that something happens to. */
struct stub_restless {
  bool *router, *half;
};

static void stub_restless_card(const struct world *w, struct stub_restless *restless, uint32_t card) {
  const struct line_card *c = g_ptr_array_index(w->cards, card);
  for (uint32_t i = 0; i < c->ports; i++) restless->half[c->port[i]] = true;
}

static void stub_restless_record(const struct world *w, struct stub_restless *restless,
                                 const struct history_record *r) {
  switch ((enum history_kind)r->kind) {
  case HISTORY_UP:
  case HISTORY_DOWN:
  case HISTORY_FAMILY:
  case HISTORY_REFRESH:
  case HISTORY_CUT:
  case HISTORY_MEND:
    restless->half[r->what] = true;
    break;
  case HISTORY_CARD_OUT:
  case HISTORY_CARD_LOAD:
  case HISTORY_CARD_READY:
    stub_restless_card(w, restless, r->what);
    break;
  case HISTORY_PROCESS_OUT:
  case HISTORY_PROCESS_LOST:
  case HISTORY_PROCESS_BACK:
    restless->router[r->what] = true;
    break;
  case HISTORY_WAYS:
  case HISTORY_RANK:
  case HISTORY_OPEN:
  case HISTORY_KINDS:
    break; /* inside an AS */
  }
}

/* Does `half` stand still, and who is behind it, as far as the owner of `half` can see? On an island time goes on by
 * itself. Who batches under MRAI tells, when the timer runs out, of a route that he has not announced yet: that is
 * noted nowhere. */
static bool stub_still(const struct world *w, const struct stub_restless *restless, uint32_t half) {
  uint32_t neighbor = w->net->to[half];
  const struct platform *platform = world_platform(w, neighbor);
  return !restless->half[half] && !restless->half[w->net->back[half]] && !restless->router[neighbor] &&
         !(platform->batches && platform->mrai) && !island_on(w, neighbor);
}

static bool stub_is(const struct world *w, const struct stub_restless *restless, uint32_t router) {
  const struct network *n = w->net;
  if (n->first[router] != n->peers[router] || n->clients[router] != n->first[router + 1]) return false;
  if (w->chassis[router] || restless->router[router] || island_on(w, router)) return false;
  for (uint32_t h = n->first[router]; h < n->first[router + 1]; h++)
    if (!stub_still(w, restless, h)) return false;
  return true;
}

static void stub_map_tellers(struct stubs *s, const struct network *n) {
  uint32_t halves = 0;
  s->teller = g_new0(struct stub_teller, n->routers);
  for (uint32_t r = 0; r < n->routers; r++) {
    struct stub_teller *t = &s->teller[s->tellers];
    *t = (struct stub_teller){.router = r, .first = halves};
    for (uint32_t h = n->first[r]; h < n->first[r + 1]; h++)
      if (s->far[h]) s->half[halves++] = h;
    t->end = halves;
    s->teller_of[r] = t->first < t->end ? s->tellers++ : NETWORK_NONE;
  }
  for (uint32_t i = 0; i < s->tellers; i++) {
    s->teller[i].word = g_array_new(FALSE, FALSE, sizeof(struct stub_word));
    s->teller[i].fate = g_array_new(FALSE, FALSE, sizeof(struct stub_fate));
  }
}

void stub_map(struct stubs *s, struct world *w) {
  const struct network *n = w->net;
  g_autofree bool *router = g_new0(bool, n->routers), *half = g_new0(bool, n->halves);
  struct stub_restless restless = {router, half};
  for (guint i = 0; i < w->replay->history->record->len; i++)
    stub_restless_record(w, &restless, history_at(w->replay->history, i));
  s->stub = g_new0(bool, n->routers);
  s->far = g_new0(bool, n->halves);
  s->half = g_new(uint32_t, n->halves);
  s->teller_of = g_new(uint32_t, n->routers);
  for (uint32_t r = 0; r < n->routers; r++) {
    s->stub[r] = stub_is(w, &restless, r);
    for (uint32_t h = n->first[r]; s->stub[r] && h < n->first[r + 1]; h++) s->far[n->back[h]] = true;
  }
  stub_map_tellers(s, n);
}

void stub_map_clear(struct stubs *s) {
  for (uint32_t i = 0; i < s->tellers; i++) {
    g_array_unref(s->teller[i].word);
    g_array_unref(s->teller[i].fate);
  }
  g_free(s->teller);
  g_free(s->teller_of);
  g_free(s->stub);
  g_free(s->far);
  g_free(s->half);
}
