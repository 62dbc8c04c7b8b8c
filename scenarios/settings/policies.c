/* policies.c: what holds from the beginning is told to the world at once; the rest becomes a list of deeds, each a
 * kernel event of its own that acts after all others of one nanosecond. */
#include "scenarios/settings/policies.h"

#include "scenarios/plan/adopters.h"
#include "scenarios/plan/wiring.h"
#include "scenarios/settings/members.h"
#include "scenarios/settings/rulebook.h"

#include <string.h>

/* Those of the timeline (timeline.c) end below this. */
#define POLICIES_OWNER (15u << 28)

enum deed_kind { DEED_RULE, DEED_ROA, DEED_LEAK, DEED_HIJACK };

struct deed {
  struct sim_event event;
  struct policies *policies;
  enum deed_kind kind;
  bool on;
  sim_time at;
  uint32_t router; /* RULE, LEAK, HIJACK */
  uint32_t what;   /* rule, index into roa, half or NETWORK_NONE, prefix */
};

struct policies {
  struct policies_order order;
  struct world *world;
  GArray *deed;     /* struct deed; does not grow once scheduled */
  GArray *roa;      /* struct roa, of [roa NAME] */
  uint32_t *router; /* [count] the origin of each prefix */
  uint32_t count;
};

/* --- what happens when --- */

static void deed_do(struct sim *sim, struct sim_event *event) {
  (void)sim;
  const struct deed *deed = SIM_OWNER(event, struct deed, event);
  struct policies *policies = deed->policies;
  struct world *world = policies->world;
  switch (deed->kind) {
  case DEED_RULE:
    policy_use_rule(world, deed->what, deed->router, deed->on);
    break;
  case DEED_ROA:
    if (deed->on) policy_issue_roa(world, &g_array_index(policies->roa, struct roa, deed->what));
    else policy_revoke_roa(world, &g_array_index(policies->roa, struct roa, deed->what));
    break;
  case DEED_LEAK:
    policy_leak(world, deed->router, deed->what, deed->on);
    break;
  case DEED_HIJACK:
    if (deed->on) policy_hijack(world, deed->what, deed->router, policies->router[deed->what]);
    else world_withdraw(world, deed->what, deed->router);
    break;
  }
}

static sim_time policies_end(const struct policies *policies) {
  return scenario_duration(policies->order.scenario, "scenario", "duration");
}

static void deed_add(struct policies *policies, struct deed deed) {
  if (deed.at >= policies_end(policies)) return;
  deed.policies = policies;
  deed.event = (struct sim_event){.handle = deed_do};
  g_array_append_val(policies->deed, deed);
}

/* From the group's `at` to its `until`. */
static void deed_add_both(struct policies *policies, const char *group, struct deed deed) {
  deed.on = true;
  deed.at = scenario_when(policies->order.scenario, group, "at");
  deed_add(policies, deed);
  deed.on = false;
  deed.at = scenario_when(policies->order.scenario, group, "until");
  deed_add(policies, deed);
}

/* --- rules, marks, validation --- */

/* Calls `tell` for the routers of the adopters. */
typedef void (*policies_teller)(struct policies *policies, const char *group, uint32_t router, uint32_t what);

static void policies_tell(struct policies *policies, const char *group, bool everybody, uint64_t draw,
                          policies_teller tell, uint32_t what) {
  const struct network *n = world_network(policies->world);
  const struct policies_order *o = &policies->order;
  struct adopters adopters = adopters_read(o->scenario, group, o->map, o->seed, draw);
  bool adopts = false;
  for (uint32_t r = 0; r < n->routers; r++) {
    if (r == 0 || n->asn[r] != n->asn[r - 1]) adopts = everybody || adopters_have(&adopters, n->asn[r]);
    if (adopts) tell(policies, group, r, what);
  }
  adopters_clear(&adopters);
}

static void tell_rule(struct policies *policies, const char *group, uint32_t router, uint32_t rule) {
  struct deed deed = {.kind = DEED_RULE, .router = router, .what = rule};
  if (scenario_has(policies->order.scenario, group, "at")) {
    deed_add_both(policies, group, deed);
    return;
  }
  policy_use_rule(policies->world, rule, router, true);
  deed.at = scenario_when(policies->order.scenario, group, "until");
  deed_add(policies, deed);
}

static void tell_otc(struct policies *policies, const char *group, uint32_t router, uint32_t what) {
  (void)group;
  (void)what;
  policy_use_otc(policies->world, router);
}

static void tell_rov(struct policies *policies, const char *group, uint32_t router, uint32_t what) {
  (void)group;
  (void)what;
  policy_use_rov(policies->world, router);
}

static void policies_rules(struct policies *policies) {
  const struct scenario *s = policies->order.scenario;
  g_auto(GStrv) groups = scenario_groups(s, "rule");
  for (uint32_t i = 0; groups[i]; i++) {
    struct rule rule;
    gboolean fine = rulebook_read(s, groups[i], &rule, NULL);
    g_assert(fine);
    uint32_t number = policy_add_rule(policies->world, &rule);
    rulebook_clear(&rule);
    policies_tell(policies, groups[i], adopters_none(s, groups[i]), WIRING_RULED + ((uint64_t)i << 32), tell_rule,
                  number);
  }
}

struct policies *policies_new(const struct policies_order *order, struct world *world) {
  struct policies *policies = g_new0(struct policies, 1);
  policies->order = *order;
  policies->world = world;
  policies->deed = g_array_new(FALSE, TRUE, sizeof(struct deed));
  policies->roa = g_array_new(FALSE, FALSE, sizeof(struct roa));
  policies_rules(policies);
  if (!adopters_none(order->scenario, "otc")) policies_tell(policies, "otc", false, WIRING_MARKS, tell_otc, 0);
  if (!adopters_none(order->scenario, "rov")) policies_tell(policies, "rov", false, WIRING_VALIDATES, tell_rov, 0);
  return policies;
}

/* --- names and ROAs --- */

/* 240.0.0.0 and on, a /24 for each router. */
static struct prefix name_of_router(uint32_t router) {
  return (struct prefix){.address = {(uint8_t)(240 | router >> 16), (uint8_t)(router >> 8), (uint8_t)router},
                         .bits = 24,
                         .family = PREFIX_IPV4};
}

static gboolean file_names(const GArray *roas, uint32_t asn) {
  for (guint i = 0; roas && i < roas->len; i++)
    if (g_array_index(roas, struct roa, i).asn == asn) return TRUE;
  return FALSE;
}

/* The ROA of a prefix that stands for many, if its origin has one. */
static void sign_prefix(struct policies *policies, uint32_t router, const struct prefix *name) {
  const struct policies_order *o = &policies->order;
  uint32_t asn = world_network(policies->world)->asn[router];
  double share = scenario_number(o->scenario, "rov", "signed");
  if (members_picked(o->seed, asn, WIRING_SIGNED, share) || file_names(o->roas, asn))
    policy_issue_roa(policies->world, &(struct roa){*name, name->bits, asn});
}

/* The ROAs of the file that a trigger is concerned by. */
static void sign_trigger(struct policies *policies, const struct prefix *name) {
  const GArray *roas = policies->order.roas;
  for (guint i = 0; roas && i < roas->len; i++) {
    const struct roa *roa = &g_array_index(roas, struct roa, i);
    if (roa_covers(roa, name)) policy_issue_roa(policies->world, roa);
  }
}

static void policies_roas(struct policies *policies) {
  const struct scenario *s = policies->order.scenario;
  g_auto(GStrv) groups = scenario_groups(s, "roa");
  for (uint32_t i = 0; groups[i]; i++) {
    struct roa roa = policies_roa(s, groups[i]);
    struct deed deed = {.kind = DEED_ROA, .what = i, .at = scenario_when(s, groups[i], "until")};
    g_array_append_val(policies->roa, roa);
    if (scenario_has(s, groups[i], "at")) {
      deed_add_both(policies, groups[i], deed);
      continue;
    }
    policy_issue_roa(policies->world, &roa);
    deed_add(policies, deed);
  }
}

void policies_name(struct policies *policies, const struct policies_prefix *prefix, uint32_t count) {
  const struct scenario *s = policies->order.scenario;
  g_auto(GStrv) rules = scenario_groups(s, "rule");
  policies->count = count;
  policies->router = g_new(uint32_t, count);
  for (uint32_t i = 0; i < count; i++) policies->router[i] = prefix[i].router;
  if (adopters_none(s, "rov") && !rules[0]) return; /* nobody asks */
  for (uint32_t i = 0; i < count; i++) {
    struct prefix name = name_of_router(prefix[i].router);
    if (prefix[i].name) prefix_parse(prefix[i].name, &name);
    policy_name(policies->world, i, &name);
    if (adopters_none(s, "rov")) continue;
    if (prefix[i].name) sign_trigger(policies, &name);
    else sign_prefix(policies, prefix[i].router, &name);
  }
  if (!adopters_none(s, "rov")) policies_roas(policies);
}

/* --- leaks and hijacks --- */

static void event_leak(struct policies *policies, const char *group, uint32_t router, const GArray *neighbors) {
  const struct network *n = world_network(policies->world);
  struct deed deed = {.kind = DEED_LEAK, .router = router, .what = NETWORK_NONE};
  if (!neighbors) deed_add_both(policies, group, deed);
  for (uint32_t h = n->first[router]; neighbors && h < n->clients[router]; h++) {
    deed.what = h;
    if (members_listed(neighbors, n->asn[n->to[h]])) deed_add_both(policies, group, deed);
  }
}

static void event_hijack(struct policies *policies, const char *group, uint32_t router, const GArray *origins) {
  const struct network *n = world_network(policies->world);
  double share = scenario_number(policies->order.scenario, group, "share");
  for (uint32_t i = 0; i < policies->count; i++) {
    uint32_t asn = n->asn[policies->router[i]];
    if (asn == n->asn[router] || (origins && !members_listed(origins, asn))) continue;
    if (!members_picked(policies->order.seed, asn, WIRING_HIJACKED, share)) continue;
    deed_add_both(policies, group, (struct deed){.kind = DEED_HIJACK, .router = router, .what = i});
  }
}

static void policies_event(struct policies *policies, const char *group) {
  const struct scenario *s = policies->order.scenario;
  const struct network *n = world_network(policies->world);
  bool leak = strcmp(scenario_text(s, group, "kind"), "leak") == 0;
  const char *text = scenario_text(s, group, leak ? "neighbor" : "origins");
  GArray *asns = lists_asns(scenario_text(s, group, "routers"), NULL), *others = text ? lists_asns(text, NULL) : NULL;
  for (guint i = 0; i < asns->len; i++) {
    uint32_t first = network_find(n, g_array_index(asns, guint32, i));
    if (first == NETWORK_NONE) continue;
    for (uint32_t r = first; leak && r < network_as_end(n, first); r++) event_leak(policies, group, r, others);
    if (!leak) event_hijack(policies, group, first, others);
  }
  g_array_unref(asns);
  if (others) g_array_unref(others);
}

void policies_schedule(struct policies *policies) {
  g_auto(GStrv) events = scenario_groups(policies->order.scenario, "event");
  for (char **group = events; *group; group++) {
    const char *kind = scenario_text(policies->order.scenario, *group, "kind");
    if (strcmp(kind, "leak") == 0 || strcmp(kind, "hijack") == 0) policies_event(policies, *group);
  }
  for (guint i = 0; i < policies->deed->len; i++) {
    struct deed *deed = &g_array_index(policies->deed, struct deed, i);
    sim_schedule(world_sim(policies->world), &deed->event, deed->at, POLICIES_OWNER + i);
  }
}

void policies_free(struct policies *policies) {
  if (!policies) return;
  g_array_unref(policies->deed);
  g_array_unref(policies->roa);
  g_free(policies->router);
  g_free(policies);
}
