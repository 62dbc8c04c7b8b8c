/* levels.c: every session begins with what its router does; then the levels speak in turn, the widest first, each
 * over what was said before. */
#include "scenarios/settings/levels.h"

#include "scenarios/settings/members.h"
#include "scenarios/settings/mistake.h"

#include <string.h>

enum level { LEVEL_GLOBAL, LEVEL_GROUP, LEVEL_NEIGHBOR, LEVELS };

static enum level level_of(const struct scenario *scenario, const char *group) {
  if (scenario_has(scenario, group, "neighbor")) return LEVEL_NEIGHBOR;
  return scenario_has(scenario, group, "group") ? LEVEL_GROUP : LEVEL_GLOBAL;
}

/* --- reading --- */

static gboolean members_of(struct members *members, const struct scenario *scenario, const char *group,
                           GError **error) {
  static const char *const key[LEVELS] = {NULL, "group", "neighbor"};
  return members_read(members, scenario, group, key[level_of(scenario, group)], error);
}

static gboolean check_range(const struct scenario *scenario, const char *group, const char *key, double value,
                            double least, double most, GError **error) {
  if (!scenario_has(scenario, group, key) || (value >= least && value <= most)) return TRUE;
  mistake_set(error, MISTAKE_VALUE, "%s found, expected %.0f to %.0f", scenario_text(scenario, group, key), least,
              most);
  return scenario_blame(scenario, group, key, error);
}

static double number_or(const struct scenario *scenario, const char *group, const char *key, bool duration) {
  if (!scenario_has(scenario, group, key)) return 0;
  return duration ? (double)scenario_duration(scenario, group, key) / SIM_SECOND
                  : (double)scenario_count(scenario, group, key);
}

static gboolean check_group(const struct scenario *scenario, const char *group, GError **error) {
  struct members members;
  gboolean fine = members_of(&members, scenario, group, error);
  members_clear(&members);
  if (!fine) return FALSE;
  if (scenario_has(scenario, group, "group") && scenario_has(scenario, group, "neighbor")) {
    mistake_set(error, MISTAKE_VALUE, "a group or a neighbor, not both");
    return scenario_blame(scenario, group, "group", error);
  }
  double limit = number_or(scenario, group, "malformed_route_limit", false);
  double interval = number_or(scenario, group, "malformed_update_log_interval", true);
  return check_range(scenario, group, "malformed_route_limit", limit, 0, UINT32_MAX, error) &&
         check_range(scenario, group, "malformed_update_log_interval", interval, LEVELS_INTERVAL_LEAST_S,
                     LEVELS_INTERVAL_MOST_S, error);
}

gboolean levels_check(const struct scenario *scenario, GError **error) {
  g_auto(GStrv) groups = scenario_groups(scenario, "handling");
  for (char **group = groups; *group; group++)
    if (!check_group(scenario, *group, error)) return FALSE;
  return TRUE;
}

char **levels_groups(const struct scenario *scenario) {
  static const char *const classes[] = {"handling", "event"};
  GPtrArray *found = g_ptr_array_new();
  for (gsize i = 0; i < G_N_ELEMENTS(classes); i++) {
    g_auto(GStrv) groups = scenario_groups(scenario, classes[i]);
    for (char **group = groups; *group; group++)
      if (scenario_has(scenario, *group, "strategy")) g_ptr_array_add(found, g_strdup(*group));
  }
  g_ptr_array_add(found, NULL);
  return (char **)g_ptr_array_free(found, FALSE);
}

/* --- applying --- */

struct applying {
  const struct scenario *scenario;
  const struct population *population;
  const struct population_choice *choice;
  const struct network *network;
  struct world_terms *terms; /* [halves] */
  bool *given;               /* [halves] somebody speaks for it */
};

/* What a group says, read once. */
struct said {
  const char *strategy; /* NULL: nothing */
  bool own_profile, limit_said, interval_said, keeps_said, keeps;
  uint32_t limit;
  sim_time interval;
};

static struct said said_of(const struct scenario *s, const char *group) {
  struct said said = {.strategy = scenario_text(s, group, "strategy"),
                      .own_profile = level_of(s, group) != LEVEL_GLOBAL,
                      .limit_said = scenario_has(s, group, "malformed_route_limit"),
                      .interval_said = scenario_has(s, group, "malformed_update_log_interval"),
                      .keeps_said = scenario_has(s, group, "keep_none")};
  if (said.limit_said) said.limit = (uint32_t)scenario_count(s, group, "malformed_route_limit");
  if (said.interval_said) said.interval = scenario_duration(s, group, "malformed_update_log_interval");
  if (said.keeps_said) said.keeps = !scenario_switch(s, group, "keep_none");
  if (!scenario_has(s, group, "no_malformed_route_limit") || !scenario_switch(s, group, "no_malformed_route_limit"))
    return said;
  said.limit_said = true;
  said.limit = WORLD_NO_LIMIT;
  return said;
}

/* It goes over what wider levels said. */
static void terms_override(const struct applying *a, const struct said *said, uint32_t half) {
  struct world_terms *terms = &a->terms[half];
  if (said->strategy) {
    terms->profile = population_profile(a->population, a->choice, a->network->owner[half], said->strategy);
    terms->own_profile = said->own_profile;
  }
  if (said->limit_said) terms->limit = said->limit;
  if (said->interval_said) terms->log_interval = said->interval;
  if (said->keeps_said) terms->keeps = said->keeps;
}

static void terms_begin(const struct applying *a, uint32_t half) {
  if (a->given[half]) return;
  a->given[half] = true;
  a->terms[half] = (struct world_terms){.profile = a->population->profile_of[a->network->owner[half]],
                                        .keeps = true,
                                        .limit = LEVELS_LIMIT,
                                        .log_interval = LEVELS_INTERVAL_S * SIM_SECOND};
}

static void group_apply(const struct applying *a, const char *group) {
  struct said said = said_of(a->scenario, group);
  struct members members;
  members_of(&members, a->scenario, group, NULL);
  for (uint32_t half = 0; half < a->network->halves; half++) {
    if (!members_have(&members, a->network, half)) continue;
    terms_begin(a, half);
    terms_override(a, &said, half);
  }
  members_clear(&members);
}

/* Routers that will change their ways have to know what they threw away, configured or not. */
static void event_apply(const struct applying *a, const char *event) {
  const char *routers = scenario_text(a->scenario, event, "routers");
  GArray *asns = routers ? lists_asns(routers, NULL) : NULL;
  for (uint32_t half = 0; half < a->network->halves; half++) {
    uint32_t router = a->network->owner[half];
    if (a->given[half] || (asns && !members_listed(asns, a->network->asn[router]))) continue;
    a->given[half] = true;
    a->terms[half] = (struct world_terms){.profile = a->population->profile_of[router]};
  }
  if (asns) g_array_unref(asns);
}

void levels_apply(const struct scenario *scenario, const struct population *population,
                  const struct population_choice *choice, struct world *world) {
  g_auto(GStrv) groups = scenario_groups(scenario, "handling");
  g_auto(GStrv) events = scenario_groups(scenario, "event");
  const struct network *network = world_network(world);
  struct applying a = {scenario,
                       population,
                       choice,
                       network,
                       g_new0(struct world_terms, network->halves),
                       g_new0(bool, network->halves)};
  for (int level = 0; level < LEVELS; level++)
    for (char **group = groups; *group; group++)
      if ((int)level_of(scenario, *group) == level) group_apply(&a, *group);
  for (char **event = events; *event; event++)
    if (strcmp(scenario_text(scenario, *event, "kind"), "handle") == 0) event_apply(&a, *event);
  for (uint32_t half = 0; half < network->halves; half++)
    if (a.given[half]) world_set_terms(world, half, &a.terms[half]);
  g_free(a.terms);
  g_free(a.given);
}
