/* The records of a half that loops are D U D U ... D U: all but the first D and what comes from the last U on are turns
 * that may be passed over. Going through the history backwards finds the last U first. */
#include "models/replay/bystander.h"

#include "models/engine/transfer.h"
#include "models/replay/replay.h"
#include "models/settle/guess.h"

#include <math.h>

static bool bystander_turns(const struct history_record *r) { return r->kind == HISTORY_UP || r->kind == HISTORY_DOWN; }

/* Leaves the record of every half's first turn and those from its last UP on. */
static void bystander_mark(struct bystander *b, const struct network *n, const struct history *h) {
  g_autofree bool *up = g_new0(bool, n->halves);
  g_autofree guint *first = g_new(guint, n->halves);
  for (guint i = h->record->len; i-- > 0;) {
    const struct history_record *r = history_at(h, i);
    b->turn[i] = n->halves;
    if (!bystander_turns(r)) continue;
    first[r->what] = i;
    if (up[r->what]) b->turn[i] = r->what;
    up[r->what] |= r->kind == HISTORY_UP;
  }
  for (guint i = 0; i < h->record->len; i++)
    if (bystander_turns(history_at(h, i)) && first[history_at(h, i)->what] == i) b->turn[i] = n->halves;
}

double bystander_share(const struct history_record *up) {
  return up->value ? ((double)(up->ends - up->at) + 1) / (double)up->value * (1 + 1e-12) : INFINITY;
}

/* A turn without end is the last one of both ends of its session. */
static void bystander_find(struct bystander *b, const struct network *n, const struct history *h) {
  g_autofree bool *loops = g_new0(bool, n->halves);
  for (guint i = 0; i < h->record->len; i++) {
    const struct history_record *r = history_at(h, i);
    uint32_t half = b->turn[i];
    if (r->kind == HISTORY_UP && r->ends != SIM_NEVER) b->share[r->what] = MAX(b->share[r->what], bystander_share(r));
    if (half == n->halves) continue;
    if (!loops[half] && !loops[n->back[half]]) b->loops[b->looping++] = half;
    loops[half] = true;
  }
}

void bystander_init(struct world *w) {
  const struct history *h = w->replay->history;
  struct bystander *b = w->replay->bystander = g_new0(struct bystander, 1);
  b->turn = g_new(uint32_t, h->record->len);
  b->loops = g_new(uint32_t, h->record->len);
  b->share = g_new0(double, w->net->halves);
  b->silent = g_new0(bool, w->net->halves + 1);
  bystander_mark(b, w->net, h);
  bystander_find(b, w->net, h);
}

void bystander_clear(struct world *w) {
  struct bystander *b = w->replay->bystander;
  g_free(b->turn);
  g_free(b->loops);
  g_free(b->share);
  g_free(b->silent);
  g_free(b);
}

/* Is it for sure that policy never lets the owner of `half` tell the prefix there? */
static bool bystander_mute(const struct world *w, uint32_t half) {
  enum neighbor kind = (enum neighbor)w->net->kind[half];
  if (!w->solved || w->policy || (kind != NEIGHBOR_PEER && kind != NEIGHBOR_PROVIDER)) return false;
  return w->guess->route[w->net->owner[half]].standing != STANDING_CUSTOMER;
}

static bool bystander_silent(const struct world *w, uint32_t half) {
  const struct bystander *b = w->replay->bystander;
  return bystander_mute(w, half) || transfer_share(w, half, world_plane(w, 0)) >= b->share[half];
}

void bystander_begin(struct world *w) {
  struct bystander *b = w->replay->bystander;
  for (uint32_t i = 0; i < b->looping; i++) {
    uint32_t half = b->loops[i], back = w->net->back[half];
    b->silent[half] = b->silent[back] = bystander_silent(w, half) && bystander_silent(w, back);
  }
}
