#include "models/downhill/downhill_map.h"

#include "models/forwarding/chassis.h"
#include "models/speaker/speaker.h"

#include <stdlib.h>
#include <string.h>

/* --- who never is --- */

static void map_bar(struct downhill_map *m, uint32_t router) { m->down[router] = false; }

static void map_bar_ends(struct downhill_map *m, const struct network *n, uint32_t half) {
  map_bar(m, n->owner[half]);
  map_bar(m, n->to[half]);
}

/* Behind a port of a card that is out for a while, packets are lost. */
static void map_bar_card(struct downhill_map *m, const struct world *w, uint32_t card) {
  const struct line_card *c = g_ptr_array_index(w->cards, card);
  for (uint32_t i = 0; i < c->ports; i++) map_bar_ends(m, w->net, c->port[i]);
}

static void map_bar_record(struct downhill_map *m, const struct world *w, const struct history_record *r) {
  switch ((enum history_kind)r->kind) {
  case HISTORY_FAMILY:
  case HISTORY_REFRESH:
  case HISTORY_CUT:
  case HISTORY_MEND:
    map_bar_ends(m, w->net, r->what);
    break;
  case HISTORY_CARD_OUT:
  case HISTORY_CARD_LOAD:
  case HISTORY_CARD_READY:
    map_bar_card(m, w, r->what);
    break;
  case HISTORY_PROCESS_OUT:
  case HISTORY_PROCESS_LOST:
  case HISTORY_PROCESS_BACK:
    map_bar(m, r->what);
    break;
  case HISTORY_UP:
  case HISTORY_DOWN:
  case HISTORY_WAYS:
  case HISTORY_RANK:
  case HISTORY_OPEN:
  case HISTORY_KINDS:
    break; /* a session's, or inside an AS */
  }
}

static bool map_plain(const struct world *w, uint32_t router) {
  const struct network *n = w->net;
  if (w->chassis[router] || n->clients[router] < n->first[router + 1]) return false;
  if (network_as_end(n, router) - network_as_first(n, router) > 1) return false;
  for (uint32_t h = n->first[router]; h < n->peers[router]; h++)
    if (n->kind[h] != NEIGHBOR_CUSTOMER) return false;
  return true;
}

/* How many providers are above one another over each, from the top; who is a provider of its own provider never is
 * reached, and is barred. */
static uint32_t *map_levels(struct downhill_map *m, const struct network *n) {
  g_autofree uint32_t *left = g_new(uint32_t, n->routers), *queue = g_new(uint32_t, n->routers);
  uint32_t *level = g_new0(uint32_t, n->routers), queued = 0;
  for (uint32_t r = 0; r < n->routers; r++) {
    left[r] = n->clients[r] - n->providers[r];
    if (!left[r]) queue[queued++] = r;
  }
  for (uint32_t i = 0; i < queued; i++) {
    uint32_t r = queue[i];
    for (uint32_t h = n->first[r]; h < n->peers[r]; h++) {
      uint32_t customer = n->to[h];
      if (n->kind[h] != NEIGHBOR_CUSTOMER) continue;
      level[customer] = MAX(level[customer], level[r] + 1);
      if (!--left[customer]) queue[queued++] = customer;
    }
  }
  for (uint32_t r = 0; r < n->routers; r++)
    if (left[r]) map_bar(m, r);
  return level;
}

/* By level, and within one as they are customers of somebody one level higher: what these have about them lies together
 * in memory. */
static void map_order(struct downhill_map *m, const struct network *n, const uint32_t *level) {
  g_autofree uint32_t *from = g_new0(uint32_t, n->routers + 1);
  for (uint32_t r = 0; r < n->routers; r++) {
    from[level[r] + 1]++;
    m->place[r] = NETWORK_NONE;
  }
  for (uint32_t k = 0; k < n->routers; k++) from[k + 1] += from[k];
  for (uint32_t h = 0; h < n->halves; h++) {
    uint32_t r = n->to[h];
    if (n->kind[h] == NEIGHBOR_CUSTOMER && level[r] == level[n->owner[h]] + 1 && m->place[r] == NETWORK_NONE)
      m->place[r] = from[level[r]]++;
  }
  for (uint32_t r = 0; r < n->routers; r++) {
    if (m->place[r] == NETWORK_NONE) m->place[r] = from[level[r]]++;
    m->order[m->place[r]] = r;
  }
}

/* Those above routers at and behind `ups` in the list, which are not down, are not down either: adds them to it. */
static void map_climb(struct downhill_map *m, const struct network *n, uint32_t from) {
  for (uint32_t i = from; i < m->ups; i++) {
    uint32_t r = m->up[i];
    for (uint32_t h = n->providers[r]; h < n->clients[r]; h++) {
      if (!m->down[n->to[h]]) continue;
      m->down[n->to[h]] = false;
      m->up[m->ups++] = n->to[h];
    }
  }
}

static void map_find(struct downhill_map *m, const struct world *w) {
  const struct network *n = w->net;
  const struct history *h = w->replay->history;
  for (uint32_t r = 0; r < n->routers; r++) m->down[r] = map_plain(w, r);
  for (guint i = 0; i < h->record->len; i++) map_bar_record(m, w, history_at(h, i));
  g_autofree uint32_t *level = map_levels(m, n);
  map_order(m, n, level);
  for (uint32_t r = 0; r < n->routers; r++)
    if (!m->down[r]) m->up[m->ups++] = r;
  map_climb(m, n, 0);
  m->ups = 0; /* for all origins */
  for (uint32_t k = 0; k < n->halves; k++) m->far[k] = m->down[n->to[k]];
}

/* --- whose sessions turn --- */

static bool map_restless(const struct downhill_map *m, const struct network *n, uint32_t router) {
  for (uint32_t h = n->peers[router]; h < n->clients[router]; h++)
    if (m->way[h].turns != NETWORK_NONE) return true;
  return false;
}

static bool map_parts(const struct downhill_map *m, const struct network *n, uint32_t router) {
  for (uint32_t h = n->first[router]; h < n->peers[router]; h++)
    if (downhill_turns_any(&m->turns, h)) return true;
  return false;
}

static struct downhill_way map_way(const struct downhill_map *m, const struct world *w, uint32_t half) {
  const struct network *n = w->net;
  uint32_t back = n->back[half], teller = n->to[half];
  return (struct downhill_way){.base = speaker_rank_outside(w, half),
                               .delay = n->delay[half],
                               .half = half,
                               .back = back,
                               .teller = teller,
                               .turns = m->turns.of[half],
                               .customer = back < n->peers[teller]};
}

static int map_way_order(const void *a, const void *b) {
  uint32_t x = ((const struct downhill_way *)a)->back, y = ((const struct downhill_way *)b)->back;
  return (x > y) - (x < y);
}

static void map_ways(struct downhill_map *m, const struct world *w) {
  const struct network *n = w->net;
  for (uint32_t h = 0; h < n->halves; h++) m->way[h] = map_way(m, w, h);
  for (uint32_t r = 0; r < n->routers; r++) {
    uint32_t count = n->clients[r] - n->peers[r];
    if (count > 1) qsort(m->way + n->peers[r], count, sizeof *m->way, map_way_order);
  }
}

void downhill_map_init(struct downhill_map *m, const struct world *w) {
  const struct network *n = w->net;
  *m = (struct downhill_map){.count = 0};
  const struct arena_part parts[] = {
      {&m->down, n->routers, sizeof *m->down},   {&m->far, n->halves, sizeof *m->far},
      {&m->order, n->routers, sizeof *m->order}, {&m->place, n->routers, sizeof *m->place},
      {&m->up, n->routers, sizeof *m->up},       {&m->restless, n->routers, sizeof *m->restless},
      {&m->way, n->halves, sizeof *m->way},      {&m->parts, n->routers, sizeof *m->parts},
  };
  arena_init(&m->arena, arena_parts_room(parts, G_N_ELEMENTS(parts)));
  arena_carve(&m->arena, parts, G_N_ELEMENTS(parts));
  map_find(m, w);
  downhill_turns_init(&m->turns, n, w->replay->history, m->order);
  map_ways(m, w);
  for (uint32_t r = 0; r < n->routers; r++) {
    m->parts[r] = map_parts(m, n, r);
    if (m->down[r] && map_restless(m, n, r)) m->restless[m->count++] = r;
  }
}

void downhill_map_clear(struct downhill_map *m) {
  arena_clear(&m->arena);
  downhill_turns_clear(&m->turns);
}

/* --- of an origin --- */

static void map_mark(struct downhill_map *m, const struct network *n, bool down) {
  for (uint32_t i = 0; i < m->ups; i++) {
    uint32_t r = m->up[i];
    m->down[r] = down;
    for (uint32_t h = n->first[r]; h < n->first[r + 1]; h++) m->far[n->back[h]] = down;
  }
}

void downhill_map_turn(struct downhill_map *m, const struct network *n, uint32_t origin) {
  map_mark(m, n, true);
  m->ups = 0;
  if (!m->down[origin]) return;
  m->down[origin] = false;
  m->up[m->ups++] = origin;
  map_climb(m, n, 0);
  map_mark(m, n, false);
}
