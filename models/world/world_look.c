/* world_look.c: what stands in the tables of a world now. */
#include "models/downhill/downhill.h"
#include "models/engine/engine.h"
#include "models/forwarding/chassis.h"
#include "models/forwarding/interior.h"
#include "models/replay/replay.h"
#include "models/session/session.h"
#include "models/world/world_inside.h"

#include <string.h>

enum { WORLD_LOOK_AHEAD = 32 }; /* routers, whose hops are asked for before they are gone over */

static struct line_card *world_card(const struct world *w, uint32_t card) { return g_ptr_array_index(w->cards, card); }

void world_observe(struct world *w, const struct observer *observer) { w->observer = *observer; }

struct sim *world_sim(struct world *w) {
  return &w->sim;
}
const struct network *world_network(const struct world *w) { return w->net; }
struct attrs_table *world_attrs(struct world *w) {
  return w->attrs;
}
struct path_table *world_paths(struct world *w) {
  return w->paths;
}
uint32_t world_card_count(const struct world *w) { return w->cards->len; }
uint32_t world_card_router(const struct world *w, uint32_t card) {
  return world_card(w, card)->chassis->settings.router;
}
bool world_card_up(const struct world *w, uint32_t card) { return world_card(w, card)->state == LINE_CARD_READY; }
bool world_session_up(const struct world *w, uint32_t half) { return session_of(w, half)->up; }
uint64_t world_messages(const struct world *w) { return w->messages; }

path_id world_best(const struct world *w, uint32_t prefix, uint32_t router) {
  const struct plane *p = world_plane(w, prefix);
  uint32_t half = plane_best_half(p, w->net, router);
  return half == NETWORK_NONE ? PATH_NONE : p->adj_in[half];
}

bool world_is_origin(const struct world *w, uint32_t prefix, uint32_t router) {
  return world_plane(w, prefix)->own[router];
}

enum reach world_reach(const struct world *w, uint32_t prefix, uint32_t router) {
  return (enum reach)world_plane(w, prefix)->reach[router];
}

/* From `router`, which has one, over its next hop. */
static sim_time world_hop_delay(const struct world *w, const struct plane *p, uint32_t router) {
  uint32_t hop = p->tree[router].hop;
  if (network_internal(w->net, hop)) return interior_delay(w, router, p->tree[router].to);
  return w->net->delay[hop];
}

/* From `router` up to the first whose delay is known, and down again: most are leaves of the tree, a hop away from one
 * of the few that have been looked at a moment ago. */
static void world_delay(const struct world *w, const struct plane *p, uint32_t router, sim_time *delay) {
  uint32_t depth = 0, at = router;
  while (delay[at] < 0 && p->reach[at] == REACH_DELIVERED && !p->own[at]) {
    w->stack[depth++] = at;
    at = p->tree[at].to;
  }
  while (depth && delay[at] >= 0) {
    uint32_t from = w->stack[--depth];
    delay[from] = delay[at] + world_hop_delay(w, p, from);
    at = from;
  }
}

static void world_delays_all(const struct world *w, const struct plane *p, sim_time *delay) {
  for (uint32_t r = 0; r < w->net->routers; r++) delay[r] = -1;
  if (p->rightful == NETWORK_NONE || !p->own[p->rightful]) return;
  delay[p->rightful] = 0;
  for (uint32_t r = 0; r < w->net->routers; r++) {
    uint32_t soon = p->tree[MIN(r + WORLD_LOOK_AHEAD, w->net->routers - 1)].hop;
    __builtin_prefetch(&w->net->delay[soon]);
    __builtin_prefetch(&w->net->kind[soon]);
    world_delay(w, p, r, delay);
  }
}

/* Of those whose way has changed since the last time, and of all behind them. */
static void world_delays_moved(const struct world *w, const struct plane *p, struct replay_moves *moves) {
  uint32_t *behind = moves->router;
  for (uint32_t i = 0; i < moves->count; i++) {
    w->delay[behind[i]] = behind[i] == p->rightful ? 0 : -1;
    for (uint32_t c = p->tree[behind[i]].child; c != NETWORK_NONE; c = p->tree[c].next) replay_move(moves, c);
    downhill_behind(w, p, behind[i], moves);
  }
  for (uint32_t i = 0; i < moves->count; i++) world_delay(w, p, behind[i], w->delay);
}

const sim_time *world_delays(const struct world *w, uint32_t prefix) {
  const struct plane *p = world_plane(w, prefix);
  if (w->replay && !w->replay->moves.all) world_delays_moved(w, p, &w->replay->moves);
  else world_delays_all(w, p, w->delay);
  if (w->replay) replay_moves_over(&w->replay->moves);
  return w->delay;
}

struct world_moved world_moved(const struct world *w) {
  return w->replay ? w->replay->moves.last : (struct world_moved){.router = NULL};
}

double world_backlog(const struct world *w) { return chassis_backlog(w); }

double world_engine_backlog(const struct world *w) {
  sim_time most = 0;
  for (uint32_t r = 0; r < w->net->routers; r++) most = MAX(most, engine_backlog(w, r));
  return (double)most / SIM_SECOND;
}
