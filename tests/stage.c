#include "tests/stage.h"

#include "models/forwarding/chassis.h"
#include "models/forwarding/interior.h"

static void witness_occurred(void *context, const struct occurrence *occurrence) {
  struct stage *stage = context;
  g_array_append_vals(stage->occurrence, occurrence, 1);
}

static void witness_sent(void *context, sim_time at, uint32_t router, uint32_t peer, uint32_t prefix,
                         enum message_kind kind) {
  struct stage *stage = context;
  struct stage_message message = {at, router, peer, prefix, kind};
  g_array_append_val(stage->message, message);
}

static void witness_reached(void *context, sim_time at, uint32_t router, uint32_t prefix) {
  struct stage *stage = context;
  (void)at;
  (void)prefix;
  g_array_append_val(stage->reached, router);
}

static void witness_rerouted(void *context, sim_time at, uint32_t router, uint32_t prefix, enum reach before,
                             enum reach after, uint32_t because) {
  struct stage *stage = context;
  struct stage_reroute reroute = {at, router, prefix, before, after, because};
  g_array_append_val(stage->reroute, reroute);
}

void stage_wait(struct platform *platform, sim_time dial, sim_time listen) {
  for (int loss = 0; loss < LOSSES; loss++) {
    platform->dial[loss] = (struct platform_wait){.first = dial, .factor = 1};
    platform->listen[loss] = (struct platform_wait){.first = listen, .factor = 1};
  }
}

struct platform stage_platform(void) {
  struct platform platform = {.hold = 90 * SIM_SECOND, .keepalive = 30 * SIM_SECOND};
  stage_wait(&platform, 0, 0);
  return platform;
}

struct world_settings stage_settings(const struct platform *platform) {
  return (struct world_settings){.seed = 1, .platforms = platform};
}

struct stage *stage_new(struct network *network, const struct world_settings *settings) {
  struct stage *stage = g_new0(struct stage, 1);
  stage->occurrence = g_array_new(FALSE, FALSE, sizeof(struct occurrence));
  stage->message = g_array_new(FALSE, FALSE, sizeof(struct stage_message));
  stage->reached = g_array_new(FALSE, FALSE, sizeof(uint32_t));
  stage->reroute = g_array_new(FALSE, FALSE, sizeof(struct stage_reroute));
  struct observer observer = {stage, witness_occurred, witness_sent, witness_reached, witness_rerouted, NULL, NULL};
  stage->world = world_new(network, settings, &observer);
  stage->sim = world_sim(stage->world);
  stage->net = network;
  return stage;
}

void stage_free(struct stage *stage) {
  world_free(stage->world);
  g_array_free(stage->occurrence, TRUE);
  g_array_free(stage->message, TRUE);
  g_array_free(stage->reached, TRUE);
  g_array_free(stage->reroute, TRUE);
  g_free(stage);
}

void stage_rest(struct stage *stage) { g_assert_cmpint(sim_run(stage->sim, SIM_NEVER, 10000000), ==, SIM_END_EMPTY); }

void stage_until(struct stage *stage, sim_time at) { sim_run(stage->sim, at, 0); }

void stage_forget(struct stage *stage) {
  g_array_set_size(stage->occurrence, 0);
  g_array_set_size(stage->message, 0);
  g_array_set_size(stage->reached, 0);
  g_array_set_size(stage->reroute, 0);
}

uint32_t stage_count(const struct stage *stage, enum occurrence_kind kind) {
  uint32_t count = 0;
  for (guint i = 0; i < stage->occurrence->len; i++)
    count += g_array_index(stage->occurrence, struct occurrence, i).kind == kind;
  return count;
}

const struct occurrence *stage_find(const struct stage *stage, enum occurrence_kind kind, uint32_t nth) {
  for (guint i = 0; i < stage->occurrence->len; i++) {
    const struct occurrence *o = &g_array_index(stage->occurrence, struct occurrence, i);
    if (o->kind == kind && nth-- == 0) return o;
  }
  return NULL;
}

static const struct occurrence *stage_occurrence(const struct stage *stage, uint32_t id) {
  for (guint i = 0; i < stage->occurrence->len; i++) {
    const struct occurrence *o = &g_array_index(stage->occurrence, struct occurrence, i);
    if (o->id == id) return o;
  }
  return NULL;
}

bool stage_led_to(const struct stage *stage, uint32_t cause, uint32_t id) {
  while (id > cause) {
    const struct occurrence *o = stage_occurrence(stage, id);
    if (!o) return false;
    g_assert_cmpuint(o->because, <, id);
    id = o->because;
  }
  return id == cause;
}

uint32_t stage_sent(const struct stage *stage, uint32_t router, uint32_t peer, uint32_t prefix) {
  uint32_t count = 0;
  for (guint i = 0; i < stage->message->len; i++) {
    const struct stage_message *m = &g_array_index(stage->message, struct stage_message, i);
    count += m->router == router && (peer == OBSERVER_NONE || m->peer == peer) && m->prefix == prefix;
  }
  return count;
}

bool stage_path_is(const struct stage *stage, uint32_t prefix, uint32_t router, const uint32_t *asn, uint32_t count) {
  enum { ROOM = 4096 };
  uint32_t have[ROOM];
  path_id best = world_best(stage->world, prefix, router);
  if (best == PATH_NONE) return count == 0;
  if (path_list(world_paths(stage->world), best, have, ROOM) != count || count > ROOM) return false;
  for (uint32_t i = 0; i < count; i++)
    if (have[i] != asn[i]) return false;
  return true;
}

enum reach stage_walk(const struct stage *stage, uint32_t prefix, uint32_t router) {
  const struct world *w = stage->world;
  const struct plane *p = world_plane(w, prefix);
  for (uint32_t steps = 0; steps <= stage->net->routers; steps++) {
    uint32_t hop = p->tree[router].hop;
    if (p->own[router]) return router == p->rightful ? REACH_DELIVERED : REACH_WRONG_ORIGIN;
    if (hop == NETWORK_NONE) return REACH_BLACKHOLE;
    bool inside = network_internal(stage->net, hop);
    if (inside ? !interior_open(w, router, p->tree[router].to) : w->cut[stage->net->link[hop]]) return REACH_BLACKHOLE;
    const struct line_card *card = w->port[stage->net->back[hop]];
    if (card && !chassis_ready(w, card, prefix)) return REACH_BLACKHOLE;
    router = p->tree[router].to;
  }
  return REACH_LOOP;
}

void stage_check_reach(struct stage *stage, uint32_t prefix, uint8_t *fate) {
  for (guint i = 0; i < stage->reroute->len; i++) {
    const struct stage_reroute *r = &g_array_index(stage->reroute, struct stage_reroute, i);
    if (r->prefix != prefix) continue;
    g_assert_cmpint(r->before, !=, r->after);
    g_assert_cmpint(r->before, ==, fate[r->router]);
    fate[r->router] = (uint8_t)r->after;
  }
  for (uint32_t r = 0; r < stage->net->routers; r++) {
    g_assert_cmpint(world_reach(stage->world, prefix, r), ==, stage_walk(stage, prefix, r));
    g_assert_cmpint(world_reach(stage->world, prefix, r), ==, fate[r]);
  }
}

struct network *stage_network(uint32_t routers, const struct network_link *link, size_t links) {
  uint32_t *asn = g_new(uint32_t, routers);
  for (uint32_t r = 0; r < routers; r++) asn[r] = r + 1;
  struct network *network = network_new(routers, asn, link, links);
  g_free(asn);
  return network;
}

uint32_t stage_half(const struct stage *stage, uint32_t router, uint32_t peer) {
  uint32_t half = network_half(stage->net, router, peer);
  g_assert_cmpuint(half, !=, NETWORK_NONE);
  return half;
}
