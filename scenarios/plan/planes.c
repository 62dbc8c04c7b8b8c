#include "scenarios/plan/planes.h"

#include "scenarios/files/platform_file.h"
#include "scenarios/plan/adopters.h"
#include "scenarios/settings/mistake.h"

#include <string.h>

/* A run that takes no more octets is joint by itself, on whatever machine: results do not depend on that. */
#define PLANES_JOINT (4.0 * (1 << 30))

static gboolean planes_any(const struct scenario *scenario, const char *class) {
  g_auto(GStrv) groups = scenario_groups(scenario, class);
  return groups[0] != NULL;
}

static gboolean planes_event(const struct scenario *scenario, const char *kind) {
  gboolean found = FALSE;
  g_auto(GStrv) groups = scenario_groups(scenario, "event");
  for (char **group = groups; *group; group++) found |= strcmp(scenario_text(scenario, *group, "kind"), kind) == 0;
  return found;
}

/* What a routing engine has to do depends on all prefixes. */
static gboolean planes_costs(const struct platform *p) {
  return p->receive_cost || p->send_cost || p->withdraw_cost || p->open_cost || p->keepalives_wait || p->batches;
}

static const char *planes_joint_platform(const GPtrArray *platforms) {
  for (guint i = 0; i < platforms->len; i++) {
    const struct platform_file *file = platforms->pdata[i];
    if (planes_costs(&file->platform)) return "a platform has costs of a routing engine that all prefixes share";
    if (file->platform.graceful == PLATFORM_GRACEFUL_YES || file->platform.keeps_fib)
      return "a platform restarts gracefully";
  }
  return NULL;
}

const char *planes_joint(const struct scenario *scenario, const GPtrArray *platforms) {
  gboolean cards = scenario_has(scenario, "cards", "carriers");
  if (cards && strcmp(scenario_text(scenario, "cards", "model"), "hazard") != 0)
    return "cards other than model = hazard are fed every prefix in order";
  if (planes_any(scenario, "limit")) return "[limit] counts all prefixes of a session";
  if (planes_any(scenario, "damping")) return "[damping] logs each prefix that it suppresses";
  if (planes_any(scenario, "rule") || planes_any(scenario, "roa") || !adopters_none(scenario, "rov") ||
      !adopters_none(scenario, "otc") || planes_event(scenario, "leak") || planes_event(scenario, "hijack"))
    return "policy beyond customers, peers and providers tells prefixes apart";
  return planes_joint_platform(platforms);
}

gboolean planes_check(const struct scenario *scenario, const GPtrArray *platforms, GError **error) {
  const char *word = scenario_text(scenario, "origins", "planes"), *why = planes_joint(scenario, platforms);
  if (strcmp(word, "auto") == 0 || strcmp(word, "joint") == 0) return TRUE;
  if (strcmp(word, "two") != 0)
    mistake_set(error, MISTAKE_UNKNOWN, "'%s' found, expected one of auto, joint, two", word);
  else if (why) mistake_set(error, MISTAKE_VALUE, "two cannot be: %s", why);
  else return TRUE;
  return scenario_blame(scenario, "origins", "planes", error);
}

gboolean planes_two(const struct scenario *scenario, const GPtrArray *platforms, double joint) {
  const char *word = scenario_text(scenario, "origins", "planes");
  if (strcmp(word, "auto") != 0) return strcmp(word, "two") == 0;
  return joint > PLANES_JOINT && !planes_joint(scenario, platforms);
}

uint32_t planes_pilots(const struct scenario *scenario, uint32_t origins) {
  if (!scenario_has(scenario, "cards", "carriers") && !planes_any(scenario, "inside")) return 0;
  return (uint32_t)MIN(scenario_count(scenario, "origins", "pilots"), origins);
}
