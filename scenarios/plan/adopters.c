#include "scenarios/plan/adopters.h"

#include "scenarios/settings/members.h"

struct adopters adopters_read(const struct scenario *scenario, const char *group, const struct map *map, uint64_t seed,
                              uint64_t what) {
  const char *routers = scenario_text(scenario, group, "routers");
  return (struct adopters){.listed = routers ? lists_asns(routers, NULL) : NULL,
                           .map = scenario_switch(scenario, group, "tier1") ? map : NULL,
                           .share = scenario_number(scenario, group, "share"),
                           .seed = seed,
                           .what = what};
}

void adopters_clear(struct adopters *adopters) {
  if (adopters->listed) g_array_unref(adopters->listed);
}

bool adopters_none(const struct scenario *scenario, const char *group) {
  return !scenario_has(scenario, group, "routers") && scenario_number(scenario, group, "share") == 0 &&
         !scenario_switch(scenario, group, "tier1");
}

static bool clique_has(const struct map *map, uint32_t asn) {
  for (uint32_t i = 0; i < map->clique_size; i++)
    if (map->asn[map->clique[i]] == asn) return true;
  return false;
}

bool adopters_have(const struct adopters *a, uint32_t asn) {
  return (a->listed && members_listed(a->listed, asn)) || (a->map && clique_has(a->map, asn)) ||
         members_picked(a->seed, asn, a->what, a->share);
}
