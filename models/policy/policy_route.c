#include "models/policy/policy_inside.h"
#include "models/policy/policy_kept.h"

#include "models/bgp/otc.h"

static const struct policy_name *name_of(const struct policy *policy, const struct plane *p) {
  if (p->number >= policy->name->len) return NULL;
  const struct policy_name *name = &g_array_index(policy->name, struct policy_name, p->number);
  return name->prefix.family ? name : NULL;
}

static void route_prefer(struct update *u, int amount) {
  int preference = (int)u->preference - amount;
  u->preference = (uint8_t)CLAMP(preference, 1, (int)DECISION_WORST);
}

static void route_prepend(struct world *w, uint32_t router, struct update *u, int times) {
  for (int i = 0; i < times; i++) u->path = path_prepend(w->paths, w->net->asn[router], u->path);
}

/* False: rejected. */
static bool rule_act(struct world *w, uint32_t router, const struct rule *rule, struct update *u) {
  switch (rule->action) {
  case RULE_REJECT:
    return false;
  case RULE_DROP:
    u->attrs = attrs_without(w->attrs, u->attrs, (unsigned)rule->amount);
    return true;
  case RULE_PREFER:
    route_prefer(u, rule->amount);
    return true;
  case RULE_PREPEND:
    route_prepend(w, router, u, rule->amount);
    return true;
  }
  return true;
}

/* Goes through the rules of one sort. False: rejected. */
static bool rules_act(struct world *w, const struct plane *p, uint32_t half, unsigned sort, struct update *u) {
  const struct policy *policy = w->policy;
  const struct policy_name *name = name_of(policy, p);
  uint32_t router = w->net->owner[half];
  const GArray *given = policy->given[router];
  for (guint i = 0; i < given->len; i++) {
    const struct rule *rule = policy->rules->pdata[g_array_index(given, uint32_t, i)];
    unsigned is = !rule->import ? POLICY_EXPORTS : rule_is_filter(rule) ? POLICY_FILTERS : POLICY_IMPORTS;
    struct rule_route route = {w->net->kind[half], w->net->asn[w->net->to[half]], name ? &name->prefix : NULL, u->path,
                               u->attrs};
    if (is == sort && rule_matches(rule, &route, w->paths, w->attrs) && !rule_act(w, router, rule, u)) return false;
  }
  return true;
}

bool policy_filter(struct world *w, const struct plane *p, uint32_t half, struct update *u) {
  attrs_id before = u->attrs;
  if (u->path == PATH_NONE || !policy_acts(w, w->net->owner[half], POLICY_FILTERS) || network_internal(w->net, half))
    return false;
  if (rules_act(w, p, half, POLICY_FILTERS, u)) return u->attrs != before;
  u->path = PATH_NONE;
  return true;
}

/* RFC 6811 section 2: the origin is the last AS of the path. */
static uint32_t route_origin(const struct path_table *paths, path_id path) {
  uint32_t origin = 0;
  for (; path > PATH_EMPTY; path = paths->cell[path].tail) origin = paths->cell[path].head;
  return origin;
}

static bool route_is_invalid(const struct world *w, const struct plane *p, path_id path) {
  const struct policy_name *name = name_of(w->policy, p);
  if (!name || !name->roas) return false;
  const struct roa *roas = (const struct roa *)(const void *)name->roas->data;
  return roa_validate(roas, name->roas->len, &name->prefix, route_origin(w->paths, path)) == ROA_INVALID;
}

/* RFC 9234 section 3: siblings have no roles. */
static bool otc_role(const struct world *w, uint32_t half, enum otc_neighbor *neighbor) {
  static const enum otc_neighbor role[] = {
      [NEIGHBOR_CUSTOMER] = OTC_CUSTOMER, [NEIGHBOR_PEER] = OTC_PEER, [NEIGHBOR_PROVIDER] = OTC_PROVIDER};
  if (w->net->kind[half] == NEIGHBOR_SIBLING) return false;
  *neighbor = role[w->net->kind[half]];
  return true;
}

static bool import_accepts(struct world *w, const struct plane *p, uint32_t half, struct update *u) {
  uint32_t router = w->net->owner[half], remote = w->net->asn[w->net->to[half]];
  enum otc_neighbor neighbor;
  if (policy_acts(w, router, POLICY_ROV) && route_is_invalid(w, p, u->path)) return false;
  if (policy_acts(w, router, POLICY_OTC) && otc_role(w, half, &neighbor) &&
      !otc_import(w->attrs, neighbor, remote, &u->attrs))
    return false;
  return !policy_acts(w, router, POLICY_IMPORTS) || rules_act(w, p, half, POLICY_IMPORTS, u);
}

void policy_import(struct world *w, const struct plane *p, uint32_t half, struct update *u,
                   const struct update *received, bool filtered) {
  struct update old;
  if (!policy_acts(w, w->net->owner[half], POLICY_FILTERS | POLICY_IMPORTS | POLICY_OTC | POLICY_ROV)) return;
  if (network_internal(w->net, half)) return;
  policy_kept_take(w->policy->kept, p, half, &old);
  bool rejected = u->path != PATH_NONE && !import_accepts(w, p, half, u);
  if (rejected) u->path = PATH_NONE;
  if (rejected || filtered) policy_kept_put(w->policy->kept, p, half, received);
}

bool policy_export(struct world *w, const struct plane *p, uint32_t half, bool allowed, struct update *u) {
  uint32_t router = w->net->owner[half];
  enum otc_neighbor neighbor;
  if (network_internal(w->net, half)) return allowed;
  if (!allowed && !policy_leaks(w, half)) return false;
  bool originated = p->best[router] == DECISION_OWN;
  if (policy_acts(w, router, POLICY_OTC) && otc_role(w, half, &neighbor) &&
      !otc_export(w->attrs, neighbor, w->net->asn[router], originated, &u->attrs))
    return false;
  return !policy_acts(w, router, POLICY_EXPORTS) || rules_act(w, p, half, POLICY_EXPORTS, u);
}

void policy_forget(struct world *w, uint32_t half) {
  struct update old;
  for (uint32_t i = 0; i < w->planes->len && g_hash_table_size(w->policy->kept); i++)
    policy_kept_take(w->policy->kept, world_plane(w, i), half, &old);
}
