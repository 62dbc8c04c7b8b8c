#include "scenarios/plan/adopters.h"
#include "scenarios/settings/mistake.h"
#include "scenarios/settings/policies.h"
#include "scenarios/settings/roas.h"
#include "scenarios/settings/rulebook.h"

struct roa policies_roa(const struct scenario *s, const char *group) {
  struct roa roa = {.asn = (uint32_t)scenario_count(s, group, "asn")};
  prefix_parse(scenario_text(s, group, "prefix"), &roa.prefix);
  roa.most = scenario_has(s, group, "max_length") ? (uint8_t)scenario_count(s, group, "max_length") : roa.prefix.bits;
  return roa;
}

static gboolean check_roa(const struct scenario *s, const char *group, GError **error) {
  static const char *const needed[] = {"prefix", "asn"};
  for (gsize i = 0; i < G_N_ELEMENTS(needed); i++)
    if (!scenario_has(s, group, needed[i])) {
      mistake_set(error, MISTAKE_VALUE, "missing");
      return scenario_blame(s, group, needed[i], error);
    }
  guint64 most = scenario_has(s, group, "max_length") ? scenario_count(s, group, "max_length") : 0;
  struct roa roa = policies_roa(s, group);
  guint widest = roa.prefix.family == PREFIX_IPV6 ? 128 : 32;
  if (scenario_count(s, group, "asn") > UINT32_MAX) {
    mistake_set(error, MISTAKE_VALUE, "%s found, expected an AS number", scenario_text(s, group, "asn"));
    return scenario_blame(s, group, "asn", error);
  }
  if (!scenario_has(s, group, "max_length") || (most >= roa.prefix.bits && most <= widest)) return TRUE;
  mistake_set(error, MISTAKE_VALUE, "%" G_GUINT64_FORMAT " found, expected %u to %u", most, roa.prefix.bits, widest);
  return scenario_blame(s, group, "max_length", error);
}

gboolean policies_check(const struct scenario *scenario, GError **error) {
  g_auto(GStrv) rules = scenario_groups(scenario, "rule");
  g_auto(GStrv) roas = scenario_groups(scenario, "roa");
  for (char **group = rules; *group; group++) {
    struct rule rule;
    if (!rulebook_read(scenario, *group, &rule, error)) return FALSE;
    rulebook_clear(&rule);
  }
  for (char **group = roas; *group; group++)
    if (!check_roa(scenario, *group, error)) return FALSE;
  return TRUE;
}

gboolean policies_load(const struct scenario *scenario, GArray **roas, GError **error) {
  const char *file = scenario_text(scenario, "rov", "roas");
  *roas = NULL;
  if (!file) return TRUE;
  g_autofree char *path = scenario_beside(scenario, file);
  *roas = roas_load(path, error);
  return *roas || scenario_blame(scenario, "rov", "roas", error);
}

gboolean policies_filter(const struct scenario *scenario) {
  return !adopters_none(scenario, "otc") || rulebook_filters(scenario);
}
