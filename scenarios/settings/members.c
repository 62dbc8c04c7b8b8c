#include "scenarios/settings/members.h"

#include "scenarios/settings/mistake.h"
#include "scenarios/settings/units.h"
#include "sim/chance.h"

#include <string.h>

static const char *const kind_name[] = {[NEIGHBOR_CUSTOMER] = "customers",
                                        [NEIGHBOR_SIBLING] = "siblings",
                                        [NEIGHBOR_PEER] = "peers",
                                        [NEIGHBOR_PROVIDER] = "providers"};

/* "peers, 701": kinds of neighbours, AS numbers, or both. */
static gboolean members_neighbors(struct members *members, const char *text, GError **error) {
  g_auto(GStrv) names = lists_names(text, error);
  if (!names) return FALSE;
  members->neighbors = g_array_new(FALSE, FALSE, sizeof(guint32));
  for (char **name = names; *name; name++) {
    guint32 asn;
    gsize kind = 0;
    while (kind < G_N_ELEMENTS(kind_name) && strcmp(*name, kind_name[kind]) != 0) kind++;
    if (kind < G_N_ELEMENTS(kind_name)) {
      members->kind[kind] = true;
    } else if (units_asn(*name, &asn, NULL)) {
      g_array_append_val(members->neighbors, asn);
    } else {
      return mistake_set(error, MISTAKE_VALUE,
                         "'%s' found, expected customers, siblings, peers, providers or AS numbers", *name);
    }
  }
  return TRUE;
}

gboolean members_read(struct members *members, const struct scenario *scenario, const char *group, const char *key,
                      GError **error) {
  const char *routers = scenario_text(scenario, group, "routers");
  *members = (struct members){.routers = routers ? lists_asns(routers, NULL) : NULL};
  if (!key || !scenario_has(scenario, group, key)) return TRUE;
  return members_neighbors(members, scenario_text(scenario, group, key), error) ||
         scenario_blame(scenario, group, key, error);
}

void members_clear(struct members *members) {
  if (members->routers) g_array_unref(members->routers);
  if (members->neighbors) g_array_unref(members->neighbors);
}

bool members_listed(const GArray *asns, uint32_t asn) {
  for (guint i = 0; i < asns->len; i++)
    if (g_array_index(asns, guint32, i) == asn) return true;
  return false;
}

bool members_have(const struct members *members, const struct network *n, uint32_t half) {
  if (members->routers && !members_listed(members->routers, n->asn[n->owner[half]])) return false;
  return !members->neighbors || members->kind[n->kind[half]] || members_listed(members->neighbors, n->asn[n->to[half]]);
}

bool members_picked(uint64_t seed, uint32_t asn, uint64_t what, double share) {
  return chance_uniform((struct chance){.seed = seed, .who = asn, .what = what}) < share;
}
