/* policies.h: what ASes of a scenario do beyond Gao and Rexford: the groups [rov], [roa NAME], [otc], [rule NAME], and
 * the events of kind leak and hijack.
 *
 * The prefixes of sampled origins stand for many and have no address of their own. For ROAs each gets one of
 * 240.0.0.0/4, which nobody routes; so rules with a prefix and the ROAs of a file concern triggers only, and an origin
 * that has a ROA in the file, or is drawn by rov.signed, has one for what is followed of it.
 */
#ifndef SCENARIOS_SETTINGS_POLICIES_H
#define SCENARIOS_SETTINGS_POLICIES_H

#include "scenarios/settings/scenario.h"

#include "models/policy/policy.h"
#include "topologies/map/map.h"

#include <stdbool.h>

/* What policies.c has to know of a run. */
struct policies_order {
  const struct scenario *scenario;
  const struct map *map;
  const GArray *roas; /* struct roa, of the file; NULL: none */
  uint64_t seed;
};
/* A prefix that is followed: who originates it, and what it is called (NULL: it stands for many). */
struct policies_prefix {
  uint32_t router;
  const char *name;
};

/* The ROA of a group [roa NAME] that has been checked. */
struct roa policies_roa(const struct scenario *scenario, const char *group);
gboolean policies_check(const struct scenario *scenario, GError **error);
/* The file of rov.roas, read (g_array_unref); *roas is NULL when the scenario names none. */
gboolean policies_load(const struct scenario *scenario, GArray **roas, GError **error);
/* May the judged attributes be others than those that strategies and platforms make of the triggers? */
gboolean policies_filter(const struct scenario *scenario);

struct policies;
/* Before prefixes are added to the world. */
struct policies *policies_new(const struct policies_order *order, struct world *world);
/* After they were added and before they settle; `prefix` by number. */
void policies_name(struct policies *policies, const struct policies_prefix *prefix, uint32_t count);
/* What changes during the run, on the world's clock (which stands at 0). */
void policies_schedule(struct policies *policies);
/* Before or after the world. */
void policies_free(struct policies *policies);

#endif
