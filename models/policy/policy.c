/* policy.c: what is configured, and what a change of it sets off.
 *
 * A change means that routes have to be looked at again: those that stand in the Adj-RIB-In, and those that were
 * rejected or had attributes taken out, of which a copy as they came is kept (policy_route.c). What would come out as
 * it is now is left alone; the rest goes through the speaker once more, as if it had just arrived. */
#include "models/policy/policy.h"

#include "models/engine/announce.h"
#include "models/policy/policy_inside.h"
#include "models/policy/policy_kept.h"
#include "models/speaker/speaker.h"

static struct rule *rule_copy(const struct rule *rule) {
  struct rule *copy = g_memdup2(rule, sizeof *rule);
  copy->neighbor = g_memdup2(rule->neighbor, rule->neighbors * sizeof *rule->neighbor);
  copy->path = g_memdup2(rule->path, rule->path_hops * sizeof *rule->path);
  return copy;
}

static void rule_free(gpointer data) {
  struct rule *rule = data;
  g_free((uint32_t *)rule->neighbor);
  g_free((uint32_t *)rule->path);
  g_free(rule);
}

static void name_clear(gpointer data) {
  struct policy_name *name = data;
  if (name->roas) g_array_unref(name->roas);
}

static struct policy *policy_of(struct world *w) {
  if (w->policy) return w->policy;
  w->policy = g_new0(struct policy, 1);
  w->policy->rules = g_ptr_array_new_with_free_func(rule_free);
  w->policy->given = g_new0(GArray *, w->net->routers);
  w->policy->acts = g_new0(uint8_t, w->net->routers);
  w->policy->name = g_array_new(FALSE, TRUE, sizeof(struct policy_name));
  g_array_set_clear_func(w->policy->name, name_clear);
  w->policy->kept = policy_kept_new();
  return w->policy;
}

void policy_clear(struct world *w) {
  struct policy *policy = w->policy;
  if (!policy) return;
  for (uint32_t r = 0; r < w->net->routers; r++)
    if (policy->given[r]) g_array_unref(policy->given[r]);
  g_ptr_array_free(policy->rules, TRUE);
  g_array_unref(policy->name);
  g_hash_table_destroy(policy->kept);
  g_free(policy->given);
  g_free(policy->acts);
  g_free(policy->leaks);
  g_clear_pointer(&w->policy, g_free);
}

bool policy_settles(const struct world *w, const struct plane *p) {
  const struct policy *policy = w->policy;
  if (!policy) return true;
  if (policy->ruled || policy->carries || policy->leaks) return false;
  if (p->number >= policy->name->len) return true;
  const struct policy_name *name = &g_array_index(policy->name, struct policy_name, p->number);
  return !name->roas;
}

/* --- looking again --- */

static uint32_t policy_occur(struct world *w, enum occurrence_kind kind, uint32_t router, uint32_t prefix) {
  return world_occur(
      w, (struct occurrence){
             .kind = kind, .router = router, .peer = OBSERVER_NONE, .card = OBSERVER_NONE, .prefix = prefix});
}

/* Would a route that stands in the Adj-RIB-In still come in as it stands there? */
static bool review_is_idle(struct world *w, const struct plane *p, uint32_t half, const struct update *standing) {
  struct update u = *standing;
  u.preference = DECISION_EVEN;
  if (policy_filter(w, p, half, &u)) return false;
  policy_import(w, p, half, &u, standing, false);
  return u.path == standing->path && u.attrs == standing->attrs &&
         u.preference == decision_rank_preference(p->rank[half]);
}

static void review_route(struct world *w, struct plane *p, uint32_t half, uint32_t because) {
  struct update u = {.path = p->adj_in[half], .because = because};
  if (policy_kept_take(w->policy->kept, p, half, &u)) {
    u.because = because;
    speaker_review(w, p, half, &u);
    return;
  }
  if (u.path == PATH_NONE || network_internal(w->net, half)) return;
  u.standing = (uint8_t)decision_rank_standing(p->rank[half]);
  u.attrs = p->attrs_in ? p->attrs_in[half] : ATTRS_PLAIN;
  if (!review_is_idle(w, p, half, &u)) speaker_review(w, p, half, &u);
}

static void review_plane(struct world *w, struct plane *p, uint32_t router, uint32_t because) {
  w->sweeping = true; /* neighbours hear of what comes out of it all */
  for (uint32_t half = w->net->first[router]; half < w->net->first[router + 1]; half++)
    review_route(w, p, half, because);
  w->sweeping = false;
}

static void policy_review(struct world *w, uint32_t router, bool imports, uint32_t because) {
  for (uint32_t i = 0; i < w->planes->len; i++) {
    struct plane *p = world_plane(w, i);
    if (imports) review_plane(w, p, router, because);
    else announce_change(w, p, router, because);
  }
}

/* --- rules --- */

uint32_t policy_add_rule(struct world *w, const struct rule *rule) {
  struct policy *policy = policy_of(w);
  g_ptr_array_add(policy->rules, rule_copy(rule));
  return policy->rules->len - 1;
}

static const struct rule *policy_rule(const struct policy *policy, uint32_t rule) { return policy->rules->pdata[rule]; }

/* Puts the number in its place, or takes it out; what the router does follows. */
static void rule_give(struct policy *policy, uint32_t rule, uint32_t router, bool on) {
  if (!policy->given[router]) policy->given[router] = g_array_new(FALSE, FALSE, sizeof(uint32_t));
  GArray *given = policy->given[router];
  guint at = 0;
  while (at < given->len && g_array_index(given, uint32_t, at) < rule) at++;
  bool there = at < given->len && g_array_index(given, uint32_t, at) == rule;
  if (on && !there) g_array_insert_val(given, at, rule);
  if (!on && there) g_array_remove_index(given, at);
  policy->acts[router] &= (uint8_t) ~(POLICY_FILTERS | POLICY_IMPORTS | POLICY_EXPORTS);
  for (guint i = 0; i < given->len; i++) {
    const struct rule *each = policy_rule(policy, g_array_index(given, uint32_t, i));
    policy->acts[router] |= (uint8_t)(!each->import          ? POLICY_EXPORTS
                                      : rule_is_filter(each) ? POLICY_FILTERS
                                                             : POLICY_IMPORTS);
  }
}

void policy_use_rule(struct world *w, uint32_t rule, uint32_t router, bool on) {
  struct policy *policy = policy_of(w);
  rule_give(policy, rule, router, on);
  policy->ruled = true;
  if (!w->planes->len) return;
  uint32_t because = policy_occur(w, OCCURRENCE_POLICY, router, OBSERVER_NONE);
  policy_review(w, router, policy_rule(policy, rule)->import, because);
}

void policy_use_otc(struct world *w, uint32_t router) {
  struct policy *policy = policy_of(w);
  g_assert(!w->planes->len);
  policy->acts[router] |= POLICY_OTC;
  policy->carries = true;
}

/* --- origin validation --- */

void policy_use_rov(struct world *w, uint32_t router) {
  policy_of(w)->acts[router] |= POLICY_ROV;
  if (!w->planes->len) return;
  policy_review(w, router, true, policy_occur(w, OCCURRENCE_POLICY, router, OBSERVER_NONE));
}

void policy_name(struct world *w, uint32_t prefix, const struct prefix *name) {
  struct policy *policy = policy_of(w);
  if (policy->name->len <= prefix) g_array_set_size(policy->name, prefix + 1);
  g_array_index(policy->name, struct policy_name, prefix).prefix = *name;
}

/* What ROAs say about the prefix is something else now. */
static void roa_changed(struct world *w, uint32_t prefix) {
  struct plane *p = world_plane(w, prefix);
  if (p->rightful == NETWORK_NONE) return; /* nobody has heard of it yet */
  uint32_t because = policy_occur(w, OCCURRENCE_ROA, OBSERVER_NONE, prefix);
  for (uint32_t r = 0; r < w->net->routers; r++)
    if (policy_acts(w, r, POLICY_ROV)) review_plane(w, p, r, because);
}

static bool roa_take(GArray *roas, const struct roa *roa) {
  for (guint i = 0; roas && i < roas->len; i++) {
    const struct roa *each = &g_array_index(roas, struct roa, i);
    if (each->asn != roa->asn || each->most != roa->most || each->prefix.bits != roa->prefix.bits) continue;
    g_array_remove_index(roas, i);
    return true;
  }
  return false;
}

void policy_issue_roa(struct world *w, const struct roa *roa) {
  GArray *names = policy_of(w)->name;
  for (uint32_t i = 0; i < names->len; i++) {
    struct policy_name *name = &g_array_index(names, struct policy_name, i);
    if (!roa_covers(roa, &name->prefix)) continue;
    if (!name->roas) name->roas = g_array_new(FALSE, FALSE, sizeof(struct roa));
    g_array_append_vals(name->roas, roa, 1);
    roa_changed(w, i);
  }
}

void policy_revoke_roa(struct world *w, const struct roa *roa) {
  GArray *names = policy_of(w)->name;
  for (uint32_t i = 0; i < names->len; i++) {
    struct policy_name *name = &g_array_index(names, struct policy_name, i);
    if (roa_covers(roa, &name->prefix) && roa_take(name->roas, roa)) roa_changed(w, i);
  }
}

/* --- leaks and hijacks --- */

void policy_leak(struct world *w, uint32_t router, uint32_t half, bool on) {
  struct policy *policy = policy_of(w);
  uint32_t from = half == NETWORK_NONE ? w->net->first[router] : half;
  uint32_t to = half == NETWORK_NONE ? w->net->first[router + 1] : half + 1;
  bool any = false;
  if (on && world_spared(w)) return;
  if (!policy->leaks) policy->leaks = g_new0(bool, w->net->halves);
  for (uint32_t h = from; h < to; h++) policy->leaks[h] = on;
  for (uint32_t h = w->net->first[router]; h < w->net->first[router + 1]; h++) any |= policy->leaks[h];
  policy->acts[router] &= (uint8_t)~POLICY_LEAKS;
  if (any) policy->acts[router] |= POLICY_LEAKS;
  uint32_t because = world_occur(w, (struct occurrence){.kind = on ? OCCURRENCE_LEAK : OCCURRENCE_LEAK_END,
                                                        .router = router,
                                                        .peer = half == NETWORK_NONE ? OBSERVER_NONE : w->net->to[half],
                                                        .card = OBSERVER_NONE,
                                                        .prefix = OBSERVER_NONE});
  policy_review(w, router, false, because);
}

void policy_hijack(struct world *w, uint32_t prefix, uint32_t router, uint32_t rightful) {
  struct plane *p = world_plane(w, prefix);
  if (world_spared(w)) return;
  if (p->rightful == NETWORK_NONE) p->rightful = rightful;
  speaker_originate(w, p, router, true, policy_occur(w, OCCURRENCE_HIJACK, router, prefix));
}
