#include "models/speaker/speaker.h"

#include "models/engine/announce.h"
#include "models/engine/engine.h"
#include "models/engine/starve.h"
#include "models/forwarding/chassis.h"
#include "models/forwarding/interior.h"
#include "models/policy/damper.h"
#include "models/policy/limit.h"
#include "models/policy/policy_inside.h"
#include "models/session/restart.h"
#include "models/session/session.h"
#include "models/session/stale.h"
#include "models/settle/divergence_watch.h"
#include "models/speaker/export.h"
#include "models/speaker/handling.h"

static enum standing speaker_standing(const struct world *w, uint32_t half, uint8_t offered) {
  if (w->any_policy) return STANDING_CUSTOMER;
  switch ((enum neighbor)w->net->kind[half]) {
  case NEIGHBOR_CUSTOMER:
    return STANDING_CUSTOMER;
  case NEIGHBOR_PEER:
    return STANDING_PEER;
  case NEIGHBOR_PROVIDER:
    return STANDING_PROVIDER;
  case NEIGHBOR_SIBLING:
  case NEIGHBOR_CLIENT:
  case NEIGHBOR_FELLOW:
  case NEIGHBOR_REFLECTOR:
    break; /* one organisation: as good as it is to the sibling, or to the other router of the AS (LOCAL_PREF) */
  }
  return (enum standing)offered;
}

static uint8_t speaker_origin(const struct world *w, attrs_id attrs) {
  return attrs == ATTRS_PLAIN ? 0 : attrs_get(w->attrs, attrs)->origin;
}

/* The best route of `router` is another one now: to the cards and to the neighbours. */
static void speaker_changed(struct world *w, struct plane *p, uint32_t router, uint64_t before, uint32_t because) {
  if (w->restart) before = restart_forwards(w, p, router, before);
  if (w->watch) divergence_watch_note(w, p, router);
  chassis_install(w, p, router, before, because);
  announce_change(w, p, router, because);
}

/* Of what stands in the Adj-RIB-In of a session inside the AS. */
static uint64_t speaker_rank_inside(const struct world *w, const struct plane *p, uint32_t half, uint8_t origin) {
  uint32_t router = w->net->owner[half];
  const struct plane_inner *inner = &p->inner_in[network_inner(w->net, half)];
  uint32_t metric = interior_metric(w, router, inner->egress);
  if (metric == INTERIOR_FAR) return DECISION_NO_ROUTE; /* RFC 4271 section 9.1.2.1: the next hop can't be reached */
  return decision_pack((struct decision_key){.preference = inner->preference,
                                             .standing = (enum standing)inner->standing,
                                             .hops = path_hops(w->paths, p->adj_in[half]),
                                             .origin = origin,
                                             .internal = true,
                                             .metric = metric,
                                             .originator = inner->egress - interior_of(w, router)->first,
                                             .clusters = path_hops(w->paths, inner->cluster),
                                             .place = w->net->place[half]});
}

uint64_t speaker_rank_outside(const struct world *w, uint32_t half) {
  return decision_rank(speaker_standing(w, half, STANDING_PROVIDER), 0, 0, w->net->place[half]);
}

static uint64_t speaker_rank(const struct world *w, const struct plane *p, uint32_t half, const struct update *u,
                             attrs_id attrs) {
  uint8_t origin = speaker_origin(w, attrs);
  if (u->path == PATH_NONE) return DECISION_NO_ROUTE;
  if (network_internal(w->net, half)) return speaker_rank_inside(w, p, half, origin);
  if (w->dampers && damper_suppresses(w, p, half)) return DECISION_NO_ROUTE; /* RFC 2439 section 4.8.3: it stays here */
  return decision_pack((struct decision_key){.preference = u->preference,
                                             .standing = speaker_standing(w, half, u->standing),
                                             .hops = path_hops(w->paths, u->path),
                                             .origin = origin,
                                             .place = w->net->place[half]});
}

/* `least` is the rank of the best route that `router` has heard of. */
static void speaker_take(struct world *w, struct plane *p, uint32_t router, uint64_t least, uint32_t because) {
  uint64_t before = p->best[router];
  if (p->own[router] || (w->restart && restart_frozen(w, router))) return; /* RFC 4724 section 4.1 */
  p->best[router] = least;
  speaker_changed(w, p, router, before, because);
}

/* The half's route is another one, or ranks otherwise, from now on. */
static void speaker_decide(struct world *w, struct plane *p, uint32_t half, uint64_t rank, uint32_t because) {
  uint32_t router = w->net->owner[half];
  uint64_t before = p->best[router], least = plane_rank(p, w->net, &w->layout, half, rank);
  if (least == before && (least != rank || rank == DECISION_NO_ROUTE)) return;
  speaker_take(w, p, router, least, because);
}

/* Writes one entry of the Adj-RIB-In. False: it stood there. */
static bool speaker_keep(struct world *w, struct plane *p, uint32_t half, const struct update *u, attrs_id attrs) {
  bool same = p->adj_in[half] == u->path && (!p->attrs_in || p->attrs_in[half] == attrs);
  if (w->limits) limit_counts(w, p, half, u->path);
  p->adj_in[half] = u->path;
  if (p->attrs_in) p->attrs_in[half] = attrs;
  if (!network_internal(w->net, half) || u->path == PATH_NONE) return !same;
  struct plane_inner *inner = &p->inner_in[network_inner(w->net, half)];
  same &= inner->egress == u->egress && inner->cluster == u->cluster;
  *inner = (struct plane_inner){u->egress, u->cluster, u->standing, u->preference};
  return !same;
}

void speaker_learn(struct world *w, struct plane *p, uint32_t half, const struct update *u) {
  attrs_id attrs = u->path == PATH_NONE ? ATTRS_PLAIN : u->attrs;
  bool changed = speaker_keep(w, p, half, u, attrs);
  uint64_t rank = speaker_rank(w, p, half, u, attrs);
  if (changed || p->rank[half] != rank) speaker_decide(w, p, half, rank, u->because);
}

/* Ranks all routes anew before it decides: no neighbour hears of what is best halfway. */
static void speaker_rerank_plane(struct world *w, struct plane *p, uint32_t router, const bool *changed,
                                 uint32_t because) {
  uint32_t first = interior_of(w, router)->first;
  uint64_t before = p->best[router], least = before;
  for (uint32_t h = w->net->clients[router]; h < w->net->first[router + 1]; h++) {
    if (p->adj_in[h] == PATH_NONE || !changed[p->inner_in[network_inner(w->net, h)].egress - first]) continue;
    uint8_t origin = speaker_origin(w, p->attrs_in ? p->attrs_in[h] : ATTRS_PLAIN);
    least = plane_rank(p, w->net, &w->layout, h, speaker_rank_inside(w, p, h, origin));
  }
  if (least != before) speaker_take(w, p, router, least, because);
}

void speaker_rerank(struct world *w, uint32_t router, const bool *changed, uint32_t because) {
  for (uint32_t i = 0; i < w->planes->len; i++) speaker_rerank_plane(w, world_plane(w, i), router, changed, because);
}

void speaker_disable(struct world *w, uint32_t half, uint32_t because) {
  struct update none = {.path = PATH_NONE, .because = because};
  w->state[half] |= STATE_FAMILY_DEAD;
  world_note(w, HISTORY_FAMILY, half, because, 0);
  handling_forget(w, half);
  if (w->policy) policy_forget(w, half);
  for (uint32_t i = 0; i < w->planes->len; i++) {
    if (w->dampers) damper_loses(w, world_plane(w, i), half, because);
    speaker_learn(w, world_plane(w, i), half, &none);
  }
}

static uint32_t speaker_report(struct world *w, const struct plane *p, uint32_t half, const struct verdict *v,
                               uint32_t because) {
  return world_occur(w, (struct occurrence){.because = because,
                                            .kind = OCCURRENCE_VERDICT,
                                            .router = w->net->owner[half],
                                            .peer = w->net->to[half],
                                            .card = OBSERVER_NONE,
                                            .prefix = p->name,
                                            .code = v->code,
                                            .subcode = v->subcode,
                                            .verdict = v});
}

/* Parses the announcement as this platform does. False: nothing of it is left to learn. */
static bool speaker_judge(struct world *w, struct plane *p, uint32_t half, struct update *u) {
  uint32_t router = w->net->owner[half];
  if (!w->settling && p->trigger) w->observer.reached(w->observer.context, w->sim.now, router, p->number);
  if (!w->verdicts || u->attrs == ATTRS_PLAIN) return true;
  const struct verdict *v = verdict_of(w->verdicts, u->attrs, handling_profile(w, half),
                                       network_internal(w->net, half) ? SESSION_IBGP : SESSION_EBGP);
  if (v->outcome >= OUTCOME_REPAIR) {
    u->because = speaker_report(w, p, half, v, u->because);
    handling_judged(w, p, u, half, v, u->because);
  }
  u->attrs = v->attrs;
  switch ((enum outcome)v->outcome) {
  case OUTCOME_IGNORE:
    return false;
  case OUTCOME_WITHDRAW:
  case OUTCOME_TREAT_AS_WITHDRAW:
    u->path = PATH_NONE;
    return true;
  case OUTCOME_AFI_SAFI_DISABLE:
    speaker_disable(w, half, u->because);
    return false;
  case OUTCOME_SESSION_RESET:
    session_lose(w, half, LOSS_NOTIFICATION_SENT, v->code, v->subcode, u->because);
    return false;
  case OUTCOME_PROCESS_CRASH:
    restart_crash(w, router, u->because);
    return false;
  default:
    return true;
  }
}

/* A route that has been here before is not eligible: RFC 4271 section 9.1.2, inside an AS RFC 4456 section 8. */
static bool speaker_looped(const struct world *w, uint32_t half, const struct update *u) {
  uint32_t router = w->net->owner[half];
  if (!network_internal(w->net, half)) return path_has(w->paths, u->path, w->net->asn[router]);
  return u->egress == router ||
         (u->cluster > PATH_EMPTY && path_has(w->paths, u->cluster, interior_cluster(w, router)));
}

/* `said`: just now by the neighbour, and not looked at again. */
static void speaker_process(struct world *w, struct plane *p, uint32_t half, const struct update *received, bool said) {
  struct update u = *received;
  starve_heard(w, half);
  if (!network_internal(w->net, half)) u.preference = DECISION_EVEN;
  if (w->state[half] & STATE_FAMILY_DEAD) return;
  if (p->trigger && w->handling) handling_replaced(w, p, half);
  bool filtered = w->policy && policy_filter(w, p, half, &u);
  if (p->attrs_in && u.path != PATH_NONE && !speaker_judge(w, p, half, &u)) return;
  if (said && (w->state[half] & STATE_STALE)) stale_renew(w, p, half);
  if (u.path != PATH_NONE && speaker_looped(w, half, &u)) u.path = PATH_NONE;
  if (w->policy) policy_import(w, p, half, &u, received, filtered);
  if (w->dampers) damper_hears(w, p, half, &u, said);
  speaker_learn(w, p, half, &u);
  if (w->limits) limit_check(w, half, u.because);
}

void speaker_review(struct world *w, struct plane *p, uint32_t half, const struct update *update) {
  speaker_process(w, p, half, update, false);
}

/* An UPDATE in the queue of a routing engine. */
struct work {
  struct sim_event event;
  struct plane *plane;
  struct update update;
  sim_time session; /* since[half] on arrival: a lost session takes its queue along */
  uint32_t half;
};

void speaker_init(struct world *w) { pool_init(&w->works, sizeof(struct work)); }

static void work_done(struct sim *sim, struct sim_event *event) {
  struct world *w = sim->world;
  struct work work = *SIM_OWNER(event, struct work, event);
  pool_give(&w->works, SIM_OWNER(event, struct work, event));
  if ((w->state[work.half] & STATE_UP) && w->since[work.half] == work.session)
    speaker_process(w, work.plane, work.half, &work.update, true);
}

static sim_time speaker_cost(struct world *w, uint32_t router) {
  if (!w->processing_high) return world_platform(w, router)->processing;
  struct chance of = {w->seed, router, WORLD_CHANCE_PROCESSING, w->worked[router]++};
  return chance_between(of, w->processing_low, w->processing_high);
}

void speaker_receive(struct world *w, struct plane *p, uint32_t half, const struct update *update, bool last) {
  uint32_t router = w->net->owner[half];
  sim_time cost = speaker_cost(w, router) + engine_receive_cost(w, p, router, update);
  sim_time done = engine_queue(w, router, cost, update->because);
  if (done > w->sim.now) chassis_busy(w, router, done);
  if (done == w->sim.now || (last && sim_ahead(&w->sim, done, WORLD_OWNER_WORK | half))) {
    speaker_process(w, p, half, update, true);
    return;
  }
  struct work *work = pool_take(&w->works);
  *work = (struct work){{.handle = work_done}, p, *update, w->since[half], half};
  sim_schedule(&w->sim, &work->event, done, WORLD_OWNER_WORK | half);
}

void speaker_forget(struct world *w, struct plane *p, uint32_t half, uint32_t because) {
  struct update none = {.path = PATH_NONE, .because = because};
  if (w->dampers) damper_loses(w, p, half, because);
  speaker_learn(w, p, half, &none);
}

void speaker_part(struct world *w, uint32_t half) {
  handling_forget(w, half);
  if (w->policy) policy_forget(w, half);
}

void speaker_drop(struct world *w, uint32_t half, uint32_t because) {
  speaker_part(w, half);
  w->sweeping = true; /* sessions rarely go alone */
  for (uint32_t i = 0; i < w->planes->len; i++) {
    struct plane *p = world_plane(w, i);
    export_forget(w, p, half);
    if (p->adj_in[half] != PATH_NONE) speaker_forget(w, p, half, because);
    else if (w->dampers) damper_loses(w, p, half, because);
  }
  w->sweeping = false;
}

/* The rank of the best route of `router`, as its tables stand. */
static uint64_t speaker_best(const struct world *w, struct plane *p, uint32_t router) {
  uint32_t from = w->net->first[router];
  if (p->own[router]) return DECISION_OWN;
  if (w->net->first[router + 1] == from || (w->restart && restart_frozen(w, router))) return DECISION_NO_ROUTE;
  return plane_rank(p, w->net, &w->layout, from, p->rank[from]);
}

void speaker_select(struct world *w, struct plane *p, uint32_t router, uint32_t because) {
  uint64_t before = p->best[router];
  p->best[router] = speaker_best(w, p, router);
  speaker_changed(w, p, router, before, because);
}

void speaker_originate(struct world *w, struct plane *p, uint32_t router, bool on, uint32_t because) {
  p->own[router] = on;
  if (on && p->rightful == NETWORK_NONE) p->rightful = router;
  speaker_select(w, p, router, because);
}
