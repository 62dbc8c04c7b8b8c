#include "scenarios/settings/prefix_limit.h"

#include "scenarios/plan/wiring.h"
#include "scenarios/settings/members.h"
#include "scenarios/settings/mistake.h"
#include "scenarios/settings/units.h"

#include <string.h>

/* "30 min" or "forever". */
static gboolean idle_read(const struct scenario *s, const char *group, sim_time *idle, GError **error) {
  const char *text = scenario_text(s, group, "idle_timeout");
  *idle = !text ? 0 : SIM_NEVER;
  if (!text || strcmp(text, "forever") == 0 || units_duration(text, idle, NULL)) return TRUE;
  mistake_set(error, MISTAKE_VALUE, "'%s' found, expected forever or a duration such as 30 min", text);
  return scenario_blame(s, group, "idle_timeout", error);
}

static struct world_limit limit_read(const struct scenario *s, const char *group) {
  struct world_limit limit = {.warning = scenario_number(s, group, "warning"),
                              .teardown = scenario_switch(s, group, "teardown")};
  if (scenario_has(s, group, "maximum")) limit.maximum = (double)scenario_count(s, group, "maximum");
  if (scenario_has(s, group, "factor")) limit.factor = scenario_number(s, group, "factor");
  idle_read(s, group, &limit.idle, NULL);
  return limit;
}

static gboolean check_group(const struct scenario *s, const char *group, GError **error) {
  gboolean number = scenario_has(s, group, "maximum"), factor = scenario_has(s, group, "factor");
  struct members members;
  sim_time idle;
  gboolean fine = members_read(&members, s, group, "group", error);
  members_clear(&members);
  if (!fine || !idle_read(s, group, &idle, error)) return FALSE;
  if (number == factor) {
    mistake_set(error, MISTAKE_VALUE, number ? "a maximum or a factor, not both" : "missing, or a factor");
    return scenario_blame(s, group, "maximum", error);
  }
  const char *key = number ? "maximum" : "factor";
  if (number ? scenario_count(s, group, key) > 0 : scenario_number(s, group, key) > 0) return TRUE;
  mistake_set(error, MISTAKE_VALUE, "'%s' found, expected more than 0", scenario_text(s, group, key));
  return scenario_blame(s, group, key, error);
}

gboolean prefix_limit_check(const struct scenario *scenario, GError **error) {
  g_auto(GStrv) groups = scenario_groups(scenario, "limit");
  for (char **group = groups; *group; group++)
    if (!check_group(scenario, *group, error)) return FALSE;
  return TRUE;
}

static void group_apply(const struct scenario *s, const char *group, uint64_t seed, struct world *world) {
  const struct network *n = world_network(world);
  struct world_limit limit = limit_read(s, group);
  double share = scenario_number(s, group, "share");
  struct members members;
  members_read(&members, s, group, "group", NULL);
  for (uint32_t half = 0; half < n->halves; half++)
    if (!network_internal(n, half) && members_have(&members, n, half) &&
        members_picked(seed, n->asn[n->owner[half]], WIRING_LIMITS, share))
      world_set_limit(world, half, &limit);
  members_clear(&members);
}

void prefix_limit_apply(const struct scenario *scenario, uint64_t seed, struct world *world) {
  g_auto(GStrv) groups = scenario_groups(scenario, "limit");
  for (char **group = groups; *group; group++) group_apply(scenario, *group, seed, world);
}
