#include "tests/gadget.h"

#include "models/policy/policy.h"

const struct gadget gadget_good = {"GOOD GADGET",
                                   5,
                                   7,
                                   {{1, 0}, {2, 0}, {3, 0}, {1, 3}, {1, 2}, {4, 3}, {4, 2}},
                                   {{NULL}, {"130", "10"}, {"210", "20"}, {"30"}, {"430", "420"}}};

const struct gadget gadget_disagree = {
    "DISAGREE", 3, 3, {{1, 0}, {2, 0}, {1, 2}}, {{NULL}, {"120", "10"}, {"210", "20"}}};

const struct gadget gadget_bad = {"BAD GADGET",
                                  4,
                                  6,
                                  {{1, 0}, {2, 0}, {3, 0}, {1, 2}, {2, 3}, {3, 1}},
                                  {{NULL}, {"120", "10"}, {"230", "20"}, {"310", "30"}}};

const struct gadget gadget_worse = {"BAD GADGET of five",
                                    5,
                                    7,
                                    {{1, 0}, {2, 0}, {3, 0}, {1, 3}, {1, 2}, {4, 3}, {4, 2}},
                                    {{NULL}, {"130", "10"}, {"210", "20"}, {"3420", "30"}, {"420", "430"}}};

/* --- all states --- */

/* Is `path` there to be had: does the node behind its first have the rest of it? */
static bool path_offered(const struct gadget *g, const struct gadget_state *state, const char *path) {
  uint32_t next = (uint32_t)(path[1] - '0');
  if (next == 0) return true;
  const char *has = state->choice[next] < GADGET_PATHS ? g->path[next][state->choice[next]] : NULL;
  return has && strcmp(has, path + 1) == 0;
}

static uint8_t best_offered(const struct gadget *g, const struct gadget_state *state, uint32_t node) {
  for (uint8_t i = 0; i < GADGET_PATHS && g->path[node][i]; i++)
    if (path_offered(g, state, g->path[node][i])) return i;
  return GADGET_PATHS;
}

static bool state_is_stable(const struct gadget *g, const struct gadget_state *state) {
  for (uint32_t node = 1; node < g->nodes; node++)
    if (state->choice[node] != best_offered(g, state, node)) return false;
  return true;
}

uint32_t gadget_solve(const struct gadget *g, struct gadget_state *state, uint32_t room) {
  uint32_t all = 1, found = 0;
  for (uint32_t node = 1; node < g->nodes; node++) all *= GADGET_PATHS + 1;
  for (uint32_t number = 0; number < all; number++) {
    struct gadget_state s = {{0}};
    for (uint32_t node = 1, rest = number; node < g->nodes; node++, rest /= GADGET_PATHS + 1)
      s.choice[node] = (uint8_t)(rest % (GADGET_PATHS + 1));
    if (!state_is_stable(g, &s)) continue;
    if (found < room) state[found] = s;
    found++;
  }
  return found;
}

/* --- the world --- */

/* The path as node's neighbour tells it: "130" is AS4 AS1. */
static uint32_t path_asns(const char *path, uint32_t *asn) {
  uint32_t hops = 0;
  for (const char *at = path + 1; *at; at++) asn[hops++] = (uint32_t)(*at - '0') + 1;
  return hops;
}

static void node_prefers(struct world *w, uint32_t node, const char *path, int amount) {
  uint32_t asn[GADGET_NODES];
  struct rule rule = {.import = true, .action = RULE_PREFER, .amount = amount, .path = asn};
  rule.path_hops = path_asns(path, asn);
  policy_use_rule(w, policy_add_rule(w, &rule), node, true);
}

struct stage *gadget_stage(const struct gadget *g, const struct gadget_clock *clock, uint64_t seed) {
  struct platform platform = stage_platform();
  platform.mrai = clock->mrai;
  struct world_settings settings = stage_settings(&platform);
  struct network_link link[GADGET_LINKS];
  settings.any_policy = true;
  settings.seed = seed;
  settings.processing_high = clock->processing;
  settings.mrai_jitter = true;
  for (uint32_t i = 0; i < g->links; i++)
    link[i] = (struct network_link){g->link[i][0], g->link[i][1], NEIGHBOR_PEER, clock->delay[i], false};
  struct stage *stage = stage_new(stage_network(g->nodes, link, g->links), &settings);
  for (uint32_t node = 1; node < g->nodes; node++)
    for (int i = 0; i < GADGET_PATHS && g->path[node][i]; i++)
      node_prefers(stage->world, node, g->path[node][i], GADGET_PATHS - i);
  world_add_prefix(stage->world, 1, false);
  return stage;
}

void gadget_announce(struct stage *stage) { world_announce(stage->world, 0, 0, ATTRS_PLAIN); }

bool gadget_is_in(const struct gadget *g, const struct stage *stage, const struct gadget_state *state) {
  for (uint32_t node = 1; node < g->nodes; node++) {
    uint32_t asn[GADGET_NODES], hops = 0;
    if (state->choice[node] < GADGET_PATHS) hops = path_asns(g->path[node][state->choice[node]], asn);
    if (!stage_path_is(stage, 0, node, asn, hops)) return false;
  }
  return true;
}
