#include "models/speaker/export.h"

#include "models/bgp/attribute.h"
#include "models/downhill/downhill.h"
#include "models/engine/announce.h"
#include "models/engine/engine.h"
#include "models/engine/transfer.h"
#include "models/forwarding/interior.h"
#include "models/policy/policy_inside.h"
#include "models/speaker/pace.h"

struct held {
  struct sim_event event;
  struct plane *plane;
  sim_time session; /* since[half]: what MRAI holds ends with the session */
  uint32_t half, because;
};

void export_init(struct world *w) {
  pool_init(&w->helds, sizeof(struct held));
  w->unheard = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
}

void export_clear(struct world *w) {
  pool_clear(&w->helds);
  g_hash_table_destroy(w->unheard);
}

static void held_due(struct sim *sim, struct sim_event *event) {
  struct world *w = sim->world;
  struct held held = *SIM_OWNER(event, struct held, event);
  pool_give(&w->helds, SIM_OWNER(event, struct held, event));
  if (w->since[held.half] != held.session) return;
  pace_release(w, held.plane, held.half);
  export_flush(w, held.plane, held.half, held.because);
}

static void late_due(struct sim *sim, struct sim_event *event) {
  struct world *w = sim->world;
  struct held late = *SIM_OWNER(event, struct held, event);
  pool_give(&w->helds, SIM_OWNER(event, struct held, event));
  export_flush(w, late.plane, late.half, late.because);
}

/* export_flush, at a later moment. */
static void export_later(struct world *w, struct plane *p, uint32_t half, sim_time at, uint32_t because,
                         sim_handler handle) {
  struct held *held = pool_take(&w->helds);
  *held = (struct held){{.handle = handle}, p, w->since[half], half, because};
  sim_schedule(&w->sim, &held->event, at, WORLD_OWNER_HELD | half);
}

/* May this go out now? If not, it is held until it may. */
static bool export_paced(struct world *w, struct plane *p, uint32_t half, const struct update *u) {
  uint32_t router = w->net->owner[half];
  struct pace pace = pace_of(w, p, router, half);
  struct pace_course course = pace_course(p, &pace);
  enum pace_verdict verdict = pace_may(&pace, &course, u->path, w->sim.now, pace_matures(w, p, router));
  if (verdict == PACE_HELD && !course.holds) {
    course.holds = true;
    export_later(w, p, half, pace_next(&pace, &course), u->because, held_due);
  }
  pace_keep(p, &pace, course);
  return verdict == PACE_GOES;
}

static bool export_known_inside(const struct world *w, const struct plane *p, uint32_t half, const struct update *u) {
  const struct plane_inner *said = &p->inner_out[network_inner(w->net, half)];
  return said->egress == u->egress && said->cluster == u->cluster && said->standing == u->standing &&
         said->preference == u->preference;
}

static bool export_known(const struct world *w, const struct plane *p, uint32_t half, const struct update *u) {
  if (p->adj_out[half] != u->path) return false;
  if (u->path == PATH_NONE) return true;
  if (p->attrs_out && p->attrs_out[half] != u->attrs) return false;
  return !network_internal(w->net, half) || export_known_inside(w, p, half, u);
}

static bool export_transfers(const struct world *w, uint32_t half) {
  return (w->state[half] & STATE_TRANSFER) && transfer_runs(w, half);
}

/* Is this part of the table? A transfer that takes no time lasts for the instant. */
static bool export_begins(const struct world *w, uint32_t half) {
  return export_transfers(w, half) || (w->since[half] && w->since[half] == w->sim.now);
}

static void export_note(struct world *w, struct plane *p, uint32_t half, const struct update *u) {
  bool again = p->adj_out[half] == PATH_NONE && export_begins(w, half);
  p->adj_out[half] = u->path;
  if (p->attrs_out) p->attrs_out[half] = u->attrs;
  if (network_internal(w->net, half))
    p->inner_out[network_inner(w->net, half)] = (struct plane_inner){u->egress, u->cluster, u->standing, u->preference};
  w->messages++;
  if (w->engine) engine_sent(w, p, half, u);
  if (w->settling) return;
  enum message_kind kind = u->path == PATH_NONE ? MESSAGE_WITHDRAW : again ? MESSAGE_TRANSFER : MESSAGE_ANNOUNCE;
  w->observer.sent(w->observer.context, w->sim.now, w->net->owner[half], w->net->to[half], p->number, kind);
}

/* Writes the Adj-RIB-Out of `half`. True: the caller puts `u` on the wire. */
static bool export_take(struct world *w, struct plane *p, uint32_t half, const struct update *u) {
  if (downhill_far(w, half) || (w->state[half] & (STATE_UP | STATE_QUIET)) != STATE_UP || export_known(w, p, half, u))
    return false;
  if (export_transfers(w, half) && transfer_slot(w, p, half) > w->sim.now) {
    export_later(w, p, half, transfer_slot(w, p, half), u->because, late_due);
    return false;
  }
  if (w->pace_first[w->net->owner[half]] != NETWORK_NONE && !export_paced(w, p, half, u)) return false;
  export_note(w, p, half, u);
  return true;
}

/* Offers `u` over [from, to), halves of one export group. */
static void export_range(struct world *w, struct plane *p, const struct update *u, uint32_t from, uint32_t to) {
  for (uint32_t run = downhill_near(w, from, to), end; run < to; run = downhill_near(w, end + 1, to)) {
    for (end = run; end < to && export_take(w, p, end, u);) end++;
    if (run < end) flight_launch(w, p, u, run, end);
    if (end == to) break;
  }
}

/* What one neighbour is told, where that may differ from what the next one is: with sender-side loop detection a
 * neighbour on the path is told of no route instead. */
static void export_each(struct world *w, struct plane *p, const struct update *u, bool allowed, uint32_t from,
                        uint32_t to) {
  struct update none = {.path = PATH_NONE, .because = u->because};
  for (uint32_t h = from; h < to; h++) {
    struct update offer = *u;
    bool told = u->path != PATH_NONE && (w->policy ? policy_export(w, p, h, allowed, &offer) : allowed);
    if (told && w->sender_loop_check) told = !path_has(w->paths, u->path, w->net->asn[w->net->to[h]]);
    export_range(w, p, told ? &offer : &none, h, h + 1);
  }
}

/* RFC 1997: a route that was received with NO_EXPORT or NO_EXPORT_SUBCONFED does not leave the AS, one with
 * NO_ADVERTISE the router: if that knows the attribute. */
static bool export_stays(const struct world *w, const struct plane *p, uint32_t half, attrs_id attrs) {
  uint32_t router = w->net->owner[half];
  bool knows = !w->verdicts || verdict_table_knows(w->verdicts, w->profile_of[router], ATTRIBUTE_COMMUNITY);
  if (!knows || p->best[router] == DECISION_OWN) return false;
  enum attrs_scope scope = (enum attrs_scope)attrs_get(w->attrs, attrs)->scope;
  return scope == ATTRS_NOWHERE || (scope == ATTRS_WITHIN_AS && !network_internal(w->net, half));
}

static void export_group(struct world *w, struct plane *p, const struct update *u, bool allowed, uint32_t from,
                         uint32_t to) {
  struct update none = {.path = PATH_NONE, .because = u->because};
  if (from == to) return;
  if (u->attrs != ATTRS_PLAIN && export_stays(w, p, from, u->attrs)) u = &none;
  if (w->sender_loop_check || policy_acts(w, w->net->owner[from], POLICY_EXPORTS | POLICY_OTC | POLICY_LEAKS))
    export_each(w, p, u, allowed, from, to);
  else export_range(w, p, allowed ? u : &none, from, to);
}

path_id export_leaving(struct world *w, struct plane *p, uint32_t router) {
  path_id leaves = p->leaves[router];
  if (leaves != PATH_NONE && leaves != ANNOUNCE_DUE) return leaves;
  uint32_t half = plane_best_half(p, w->net, router);
  path_id path = path_prepend(w->paths, w->net->asn[router], half == NETWORK_NONE ? PATH_EMPTY : p->adj_in[half]);
  if (leaves == PATH_NONE) p->leaves[router] = path;
  return path;
}

/* The best route of `router`, which has one, as it leaves it. */
static struct update export_update(struct world *w, struct plane *p, uint32_t router, uint32_t because) {
  uint32_t half = plane_best_half(p, w->net, router);
  struct update u = {.standing = (uint8_t)decision_rank_standing(p->best[router]), .because = because};
  u.path = export_leaving(w, p, router);
  if (!p->attrs_in) return u;
  u.attrs = half == NETWORK_NONE ? p->own_attrs : p->attrs_in[half];
  if (w->verdicts && half != NETWORK_NONE)
    u.attrs = verdict_resend(w->verdicts, u.attrs, w->profile_of[router], SESSION_EBGP);
  return u;
}

/* The same as it goes to the other routers of the AS. What is passed on from one of them is being reflected: it keeps
 * its egress, and the own CLUSTER_ID goes in front (RFC 4456 section 8). */
static struct update export_update_inside(struct world *w, struct plane *p, uint32_t router, uint32_t because) {
  uint32_t half = plane_best_half(p, w->net, router);
  uint64_t rank = p->best[router];
  struct update u = {.path = half == NETWORK_NONE ? PATH_EMPTY : p->adj_in[half],
                     .attrs = half == NETWORK_NONE ? p->own_attrs : ATTRS_PLAIN,
                     .standing = (uint8_t)decision_rank_standing(rank),
                     .preference = half == NETWORK_NONE ? DECISION_EVEN : decision_rank_preference(rank),
                     .egress = router,
                     .cluster = PATH_EMPTY,
                     .because = because};
  if (p->attrs_in && half != NETWORK_NONE) u.attrs = p->attrs_in[half];
  if (w->verdicts && half != NETWORK_NONE)
    u.attrs = verdict_resend(w->verdicts, u.attrs, w->profile_of[router], SESSION_IBGP);
  if (!decision_rank_internal(rank)) return u;
  const struct plane_inner *inner = &p->inner_in[network_inner(w->net, half)];
  u.egress = inner->egress;
  u.cluster = path_prepend(w->paths, interior_cluster(w, router), inner->cluster);
  return u;
}

/* May the best route of `router`, which has one, go to fellows that are no clients? */
static bool export_to_fellows(const struct world *w, const struct plane *p, uint32_t router) {
  uint64_t rank = p->best[router];
  return !decision_rank_internal(rank) || w->net->kind[plane_best_half(p, w->net, router)] == NEIGHBOR_CLIENT;
}

static void export_inside(struct world *w, struct plane *p, uint32_t router, uint32_t because) {
  const struct network *n = w->net;
  uint32_t clients = n->clients[router], fellows = n->fellows[router], end = n->first[router + 1];
  struct update u = {.path = PATH_NONE, .because = because};
  bool any = p->best[router] != DECISION_NO_ROUTE;
  if (any) u = export_update_inside(w, p, router, because);
  export_group(w, p, &u, true, clients, fellows);
  export_group(w, p, &u, any && export_to_fellows(w, p, router), fellows, end);
}

static bool export_everywhere(const struct world *w, uint64_t rank) {
  return w->any_policy || decision_rank_standing(rank) == STANDING_CUSTOMER;
}

void export_best(struct world *w, struct plane *p, uint32_t router, uint32_t because) {
  const struct network *n = w->net;
  uint64_t rank = p->best[router];
  uint32_t customers = n->first[router], peers = n->peers[router], providers = n->providers[router];
  bool everywhere = rank != DECISION_NO_ROUTE && export_everywhere(w, rank);
  struct update u = {.path = PATH_NONE, .because = because};
  p->leaves[router] = PATH_NONE;
  bool heard = everywhere || customers < peers || policy_acts(w, router, POLICY_LEAKS);
  if (rank != DECISION_NO_ROUTE && heard) u = export_update(w, p, router, because);
  downhill_tells(w, p, router, &u, everywhere);
  export_group(w, p, &u, true, customers, peers);
  export_group(w, p, &u, everywhere, peers, providers);
  export_group(w, p, &u, everywhere, providers, n->clients[router]);
  if (n->clients[router] < n->first[router + 1]) export_inside(w, p, router, because);
}

bool export_offers(const struct world *w, const struct plane *p, uint32_t half) {
  uint32_t router = w->net->owner[half];
  uint64_t rank = p->best[router];
  if (rank == DECISION_NO_ROUTE) return false;
  if (network_internal(w->net, half)) return half < w->net->fellows[router] || export_to_fellows(w, p, router);
  return half < w->net->peers[router] || export_everywhere(w, rank) || policy_leaks(w, half);
}

void export_flush(struct world *w, struct plane *p, uint32_t half, uint32_t because) {
  bool offers = export_offers(w, p, half);
  struct update u = {.path = PATH_NONE, .because = because};
  if (offers && network_internal(w->net, half)) u = export_update_inside(w, p, w->net->owner[half], because);
  else if (offers) u = export_update(w, p, w->net->owner[half], because);
  u.bulk = export_transfers(w, half);
  export_group(w, p, &u, offers, half, half + 1);
}

/* What was last said over `half`, once more. */
static void export_said(struct world *w, struct plane *p, uint32_t half, uint32_t because) {
  struct update u = {.path = p->adj_out[half], .because = because};
  if (u.path != PATH_NONE) u.standing = (uint8_t)decision_rank_standing(p->best[w->net->owner[half]]);
  if (p->attrs_out) u.attrs = p->attrs_out[half];
  if (u.path != PATH_NONE && network_internal(w->net, half)) {
    const struct plane_inner *said = &p->inner_out[network_inner(w->net, half)];
    u.standing = said->standing;
    u.preference = said->preference;
    u.egress = said->egress;
    u.cluster = said->cluster;
  }
  flight_launch(w, p, &u, half, half + 1);
}

void export_unheard(struct world *w, const struct plane *p, uint32_t half) {
  gint64 key = plane_half_key(p, half);
  w->state[half] |= STATE_UNHEARD;
  if (g_hash_table_add(w->unheard, g_memdup2(&key, sizeof key))) w->lost++;
}

static bool export_lost(struct world *w, const struct plane *p, uint32_t half) {
  gint64 key = plane_half_key(p, half);
  bool lost = g_hash_table_remove(w->unheard, &key);
  w->lost -= lost;
  return lost;
}

void export_repeat(struct world *w, uint32_t half, uint32_t because) {
  w->state[half] &= (uint8_t)~STATE_UNHEARD;
  for (uint32_t i = 0; i < w->planes->len; i++) {
    struct plane *p = world_plane(w, i);
    if (export_lost(w, p, half)) export_said(w, p, half, because);
  }
}

void export_again(struct world *w, uint32_t half, uint32_t because) {
  world_note(w, HISTORY_REFRESH, half, because, 0);
  for (uint32_t i = 0; i < w->planes->len && (w->state[half] & STATE_UP); i++) {
    struct plane *p = world_plane(w, i);
    if (p->adj_out[half] == PATH_NONE) continue;
    w->messages++;
    w->observer.sent(w->observer.context, w->sim.now, w->net->owner[half], w->net->to[half], p->number,
                     MESSAGE_TRANSFER);
    export_said(w, p, half, because);
  }
}

void export_forget(struct world *w, struct plane *p, uint32_t half) {
  p->adj_out[half] = PATH_NONE;
  if (w->lost) export_lost(w, p, half);
  if (p->attrs_out) p->attrs_out[half] = ATTRS_PLAIN;
  pace_forget(w, p, half);
}
