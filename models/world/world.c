#include "models/world/world.h"

#include "models/engine/announce.h"
#include "models/engine/engine.h"
#include "models/engine/starve.h"
#include "models/engine/transfer.h"
#include "models/forwarding/chassis.h"
#include "models/forwarding/forwarding.h"
#include "models/forwarding/interior.h"
#include "models/policy/damper.h"
#include "models/policy/limit.h"
#include "models/policy/policy_inside.h"
#include "models/replay/replay.h"
#include "models/session/restart.h"
#include "models/session/session.h"
#include "models/session/stale.h"
#include "models/settle/divergence.h"
#include "models/settle/solver.h"
#include "models/speaker/export.h"
#include "models/speaker/flight.h"
#include "models/speaker/handling.h"
#include "models/speaker/sink.h"
#include "models/speaker/speaker.h"
#include "models/world/world_inside.h"

static void world_settings(struct world *w, const struct world_settings *s) {
  uint32_t routers = w->net->routers, most = 0;
  w->seed = s->seed;
  w->sender_loop_check = s->sender_loop_check;
  w->mrai_jitter = s->mrai_jitter;
  w->mrai_chance = chance_key(s->seed, WORLD_CHANCE_MRAI);
  w->session_jitter = s->session_jitter;
  w->any_policy = s->any_policy;
  w->by_origin = s->by_origin;
  w->processing_low = s->processing_low;
  w->processing_high = s->processing_high;
  w->link_rate = s->link_rate;
  w->history = s->writes;
  w->blind = s->blind;
  if (s->feed_bins) w->feed = g_memdup2(s->feed, s->feed_bins * sizeof *s->feed);
  w->feed_bins = s->feed_bins;
  w->feed_bin = s->feed_bin;
  w->platform_of = s->platform_of ? g_memdup2(s->platform_of, routers) : g_new0(uint8_t, routers);
  w->profile_of = s->profile_of ? g_memdup2(s->profile_of, routers * sizeof *w->profile_of) : g_new0(uint16_t, routers);
  w->prefixes = g_new(uint32_t, routers);
  for (uint32_t r = 0; r < routers; r++) {
    most = MAX(most, w->platform_of[r]);
    w->prefixes[r] = s->prefixes ? s->prefixes[r] : 1;
  }
  w->platforms = g_memdup2(s->platforms, (most + 1) * sizeof *w->platforms);
  w->attrs = attrs_table_new();
  if (s->profile_count) w->verdicts = verdict_table_new(w->attrs, s->profiles, s->profile_count);
}

static void world_pace(struct world *w) {
  w->mrai = g_new(sim_time, w->net->routers);
  w->pace_first = g_new(uint32_t, w->net->routers);
  for (uint32_t r = 0; r < w->net->routers; r++) {
    w->mrai[r] = world_platform(w, r)->mrai;
    bool paces = w->mrai[r] || world_platform(w, r)->out_delay;
    w->pace_first[r] = paces ? w->pace_slots : NETWORK_NONE;
    if (paces) w->pace_slots += w->net->first[r + 1] - w->net->first[r] + 1; /* and one for the router itself */
  }
}

static void world_arrays(struct world *w) {
  uint32_t routers = w->net->routers, halves = MAX(1, w->net->halves), links = MAX(1, w->session_count);
  const struct arena_part part[] = {
      {&w->state, halves, sizeof *w->state},       {&w->since, halves, sizeof *w->since},
      {&w->transfer, halves, sizeof *w->transfer}, {&w->cut, links, sizeof *w->cut},
      {&w->busy, routers, sizeof *w->busy},        {&w->worked, routers, sizeof *w->worked},
      {&w->stack, routers, sizeof *w->stack},      {&w->delay, routers, sizeof *w->delay}};
  arena_init(&w->arena, arena_parts_room(part, G_N_ELEMENTS(part)));
  arena_carve(&w->arena, part, G_N_ELEMENTS(part));
}

struct world *world_new(struct network *network, const struct world_settings *settings,
                        const struct observer *observer) {
  struct world *w = g_new0(struct world, 1);
  w->net = network;
  w->observer = *observer;
  sim_init(&w->sim, w);
  world_settings(w, settings);
  world_pace(w);
  w->paths = path_table_new();
  w->planes = g_ptr_array_new_with_free_func((GDestroyNotify)plane_free);
  plane_layout_init(&w->layout, network);
  w->session_count = network->halves / 2;
  world_arrays(w);
  w->sessions = settings->replays ? NULL : g_new0(struct session, w->session_count);
  w->interiors = g_ptr_array_new();
  flight_init(w);
  speaker_init(w);
  export_init(w);
  announce_init(w);
  chassis_init(w);
  restart_init(w);
  if (settings->replays) replay_init(w, settings->replays);
  session_init_all(w);
  if (!w->replay) engine_init(w);
  return w;
}

void world_free(struct world *w) {
  if (!w) return;
  sim_clear(&w->sim); /* pending events live in what follows */
  chassis_clear(w);
  handling_clear(w);
  engine_clear(w);
  starve_clear(w);
  interior_clear(w);
  policy_clear(w);
  restart_clear(w);
  stale_clear(w);
  damper_clear(w);
  limit_clear(w);
  solver_clear(w);
  replay_clear(w);
  sink_clear(w);
  g_free(w->feed);
  g_ptr_array_free(w->planes, TRUE);
  pool_clear(&w->flights);
  pool_clear(&w->works);
  export_clear(w);
  pool_clear(&w->announcements);
  if (w->transfers.size) pool_clear(&w->transfers);
  verdict_table_free(w->verdicts);
  attrs_table_free(w->attrs);
  path_table_free(w->paths);
  plane_layout_clear(&w->layout);
  void *arrays[] = {w->platforms, w->platform_of, w->profile_of, w->volume,
                    w->prefixes,  w->mrai,        w->pace_first, w->sessions};
  for (size_t i = 0; i < G_N_ELEMENTS(arrays); i++) g_free(arrays[i]);
  arena_clear(&w->arena);
  network_free(w->net);
  g_free(w);
}

uint32_t world_occur(struct world *w, struct occurrence occurrence) {
  if (w->settling) return 0;
  occurrence.id = ++w->occurrences;
  occurrence.at = w->sim.now;
  w->observer.occurred(w->observer.context, &occurrence);
  return occurrence.id;
}

/* Inside an AS: what is offered now, as far as the simulated prefixes stand for the real ones. */
static double world_volume_inside(const struct world *w, uint32_t half) {
  double sum = 0;
  for (uint32_t i = 0; i < w->planes->len; i++) {
    const struct plane *p = world_plane(w, i);
    if (export_offers(w, p, half)) sum += p->weight;
  }
  return sum;
}

double world_volume(struct world *w, uint32_t half) {
  if (network_internal(w->net, half)) return world_volume_inside(w, half);
  if (!w->volume) w->volume = network_volume(w->net, w->prefixes);
  return w->volume[half];
}

/* --- setting up --- */

void world_add_interior(struct world *w, const struct world_interior *interior) { interior_add(w, interior); }

uint32_t world_add_cards(struct world *w, const struct world_cards *cards) {
  uint32_t first = w->cards->len;
  g_assert(!w->chassis[cards->router] && cards->count > 0);
  chassis_add(w, cards);
  return first;
}

void world_set_terms(struct world *w, uint32_t half, const struct world_terms *terms) { handling_set(w, half, terms); }

void world_set_damping(struct world *w, uint32_t half, const struct damping *damping) { damper_set(w, half, damping); }

void world_set_limit(struct world *w, uint32_t half, const struct world_limit *limit) { limit_set(w, half, limit); }

uint32_t world_add_prefix(struct world *w, double weight, bool trigger) {
  return world_add_named(w, w->planes->len, weight, trigger);
}

/* For the first, second, ... trigger, whatever else there is; no router has it. */
static uint32_t world_trigger_key(const struct world *w) {
  uint32_t key = UINT32_MAX;
  for (guint i = 0; i < w->planes->len; i++) key -= world_plane(w, i)->trigger;
  return key;
}

uint32_t world_add_named(struct world *w, uint32_t name, double weight, bool trigger) {
  g_assert(!w->transfers.size); /* prefixes come before the run */
  struct plane *p = plane_new(w->net, &w->layout, w->pace_slots, trigger || (w->policy && w->policy->carries));
  p->trigger = trigger;
  p->number = w->planes->len;
  p->name = name;
  p->key = trigger && w->by_origin ? world_trigger_key(w) : name;
  p->weight = weight;
  g_ptr_array_add(w->planes, p);
  return p->number;
}

void world_set_concrete(struct world *w, uint32_t prefix, const struct prefix *concrete, uint32_t count) {
  chassis_concrete(w, prefix, concrete, count);
}

/* A settled world has been so for long: no MRAI timer runs, no message is under way, no engine is busy. */
static bool world_settle_cold(struct world *w, struct plane *p, uint32_t router) {
  plane_reset_routes(p, w->net); /* the solver would have written them */
  speaker_originate(w, p, router, true, 0);
  struct divergence d = divergence_run(w, 0);
  divergence_clear(&d);
  if (d.end != DIVERGENCE_REST) return false;
  for (uint32_t i = 0; i < w->pace_slots; i++) p->paced[i] = 0;
  for (uint32_t r = 0; r < w->net->routers; r++) w->busy[r] = 0;
  w->sim.now = 0;
  return true;
}

bool world_settle(struct world *w, uint32_t prefix, uint32_t router) {
  struct plane *p = world_plane(w, prefix);
  g_assert(w->sim.now == 0 && p->rightful == NETWORK_NONE);
  uint64_t messages = w->messages;
  w->settling = true;
  p->own[router] = true;
  p->rightful = router;
  if (w->by_origin) p->key = router;
  bool solved = solver_applies(w) && policy_settles(w, p) && solver_settle(w, p, router);
  w->solved = solved;
  if (!solved && !world_settle_cold(w, p, router)) return false;
  w->settling = false;
  w->messages = messages;
  chassis_settled(w, p);
  return true;
}

bool world_replay(struct world *w, uint32_t name, double weight, uint32_t router) {
  g_assert(w->replay && w->planes->len <= 1);
  replay_rest(w, router);
  path_table_reset(w->paths);
  if (w->planes->len) plane_reset_rest(world_plane(w, 0));
  else world_add_prefix(w, weight, false);
  world_plane(w, 0)->name = world_plane(w, 0)->key = name;
  world_plane(w, 0)->weight = weight;
  if (!world_settle(w, 0, router)) return false;
  replay_begin(w);
  return true;
}

void world_replay_until(struct world *w, sim_time until) { replay_run(w, until); }

/* --- what goes wrong --- */

void world_spare(struct world *w, uint32_t occurrence) { w->spared = occurrence; }

bool world_may_spare(enum occurrence_kind kind, enum loss loss) {
  if (kind == OCCURRENCE_SESSION_DOWN) return loss != LOSS_PEER; /* nothing to talk to */
  return kind == OCCURRENCE_ANNOUNCE || kind == OCCURRENCE_WITHDRAW || kind == OCCURRENCE_LINK_DOWN ||
         kind == OCCURRENCE_LEAK || kind == OCCURRENCE_HIJACK || kind == OCCURRENCE_CARD_CRASH ||
         kind == OCCURRENCE_CARD_PATCH || kind == OCCURRENCE_PROCESS_CRASH;
}

static uint32_t world_route_event(struct world *w, uint32_t prefix, uint32_t router, enum occurrence_kind kind) {
  return world_occur(w, (struct occurrence){.kind = kind,
                                            .router = router,
                                            .peer = OBSERVER_NONE,
                                            .card = OBSERVER_NONE,
                                            .prefix = world_plane(w, prefix)->name});
}

static uint32_t world_link_event(struct world *w, uint32_t half, enum occurrence_kind kind) {
  return world_occur(w, (struct occurrence){.kind = kind,
                                            .router = w->net->owner[half],
                                            .peer = w->net->to[half],
                                            .card = OBSERVER_NONE,
                                            .prefix = OBSERVER_NONE});
}

void world_announce(struct world *w, uint32_t prefix, uint32_t router, attrs_id attrs) {
  struct plane *p = world_plane(w, prefix);
  if (world_spared(w)) return;
  p->own_attrs = attrs;
  w->solved &= router == p->rightful; /* the solver has nothing to do with others */
  speaker_originate(w, p, router, true, world_route_event(w, prefix, router, OCCURRENCE_ANNOUNCE));
}

void world_withdraw(struct world *w, uint32_t prefix, uint32_t router) {
  if (world_spared(w)) return;
  speaker_originate(w, world_plane(w, prefix), router, false,
                    world_route_event(w, prefix, router, OCCURRENCE_WITHDRAW));
}

void world_fail(struct world *w, uint32_t half) {
  if (!world_spared(w)) session_close(w, half, world_link_event(w, half, OCCURRENCE_LINK_DOWN));
}

void world_restore(struct world *w, uint32_t half) {
  session_open(w, half, world_link_event(w, half, OCCURRENCE_LINK_UP));
}

void world_cut(struct world *w, uint32_t half) {
  if (world_spared(w)) return;
  session_of(w, half)->cuts++;
  session_cut(w, half, SESSION_CUT_SILENT, world_link_event(w, half, OCCURRENCE_LINK_DOWN));
}

void world_mend(struct world *w, uint32_t half) {
  if (!session_of(w, half)->cuts) return;
  session_of(w, half)->cuts--;
  session_mend(w, half, world_link_event(w, half, OCCURRENCE_LINK_UP));
}

static uint32_t world_wire_event(struct world *w, uint32_t router, uint32_t peer, enum occurrence_kind kind) {
  return world_occur(w,
                     (struct occurrence){
                         .kind = kind, .router = router, .peer = peer, .card = OBSERVER_NONE, .prefix = OBSERVER_NONE});
}

void world_cut_inside(struct world *w, uint32_t router, uint32_t peer) {
  struct interior *in = interior_of(w, router);
  uint32_t wire = interior_wire_between(in, router, peer);
  if (world_spared(w)) return;
  in->wire[wire].cuts++;
  interior_cut(w, in, wire, world_wire_event(w, router, peer, OCCURRENCE_LINK_DOWN));
}

void world_mend_inside(struct world *w, uint32_t router, uint32_t peer) {
  struct interior *in = interior_of(w, router);
  uint32_t wire = interior_wire_between(in, router, peer);
  if (!in->wire[wire].cuts) return;
  in->wire[wire].cuts--;
  interior_mend(w, in, wire, world_wire_event(w, router, peer, OCCURRENCE_LINK_UP));
}

void world_change_profile(struct world *w, uint32_t router, unsigned profile) { handling_change(w, router, profile); }

static struct line_card *world_card(const struct world *w, uint32_t card) { return g_ptr_array_index(w->cards, card); }

void world_patch_card(struct world *w, uint32_t card) { chassis_patch(w, world_card(w, card), 0); }

void world_crash_card(struct world *w, uint32_t card) { chassis_crash(w, world_card(w, card), 0); }

void world_crash_process(struct world *w, uint32_t router) { restart_crash(w, router, 0); }
