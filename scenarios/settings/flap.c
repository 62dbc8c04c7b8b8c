#include "scenarios/settings/flap.h"

#include "scenarios/plan/wiring.h"
#include "scenarios/settings/members.h"
#include "scenarios/settings/mistake.h"
#include "scenarios/settings/nearest.h"

#include <string.h>

static const char *const loss_name[] = {
    [DAMPING_LOSS_KEEPS] = "keep", [DAMPING_LOSS_COUNTS] = "flap", [DAMPING_LOSS_FORGETS] = "forget"};

/* Index into loss_name, or their number. */
static gsize loss_find(const char *name) {
  gsize loss = 0;
  while (loss < G_N_ELEMENTS(loss_name) && strcmp(name, loss_name[loss]) != 0) loss++;
  return loss;
}

static void number_read(const struct scenario *s, const char *group, const char *key, double *number) {
  if (scenario_has(s, group, key)) *number = scenario_number(s, group, key);
}

static void duration_read(const struct scenario *s, const char *group, const char *key, sim_time *duration) {
  if (scenario_has(s, group, key)) *duration = scenario_duration(s, group, key);
}

/* The set is known. */
static struct damping flap_read(const struct scenario *s, const char *group) {
  struct damping d = damping_find(scenario_text(s, group, "set"))->damping;
  number_read(s, group, "withdrawal", &d.withdrawal);
  number_read(s, group, "announcement", &d.announcement);
  number_read(s, group, "change", &d.change);
  number_read(s, group, "suppress", &d.suppress);
  number_read(s, group, "reuse", &d.reuse);
  number_read(s, group, "ceiling", &d.ceiling);
  duration_read(s, group, "half_life", &d.half_life);
  duration_read(s, group, "max_suppress", &d.longest);
  if (scenario_has(s, group, "session_loss"))
    d.loss = (enum damping_loss)loss_find(scenario_text(s, group, "session_loss"));
  return d;
}

static gboolean check_set(const struct scenario *s, const char *group, GError **error) {
  const char *name = scenario_text(s, group, "set");
  struct nearest nearest = {.typed = name};
  gsize count;
  const struct damping_set *sets = damping_sets(&count);
  for (gsize i = 0; i < count; i++) nearest_offer(&nearest, sets[i].name);
  if (!nearest.distance) return TRUE;
  mistake_set(error, MISTAKE_VALUE, "unknown set '%s', nearest is '%s'", name, nearest.name);
  return scenario_blame(s, group, "set", error);
}

static gboolean check_loss(const struct scenario *s, const char *group, GError **error) {
  const char *name = scenario_text(s, group, "session_loss");
  if (!name || loss_find(name) < G_N_ELEMENTS(loss_name)) return TRUE;
  mistake_set(error, MISTAKE_VALUE, "'%s' found, expected keep, flap or forget", name);
  return scenario_blame(s, group, "session_loss", error);
}

static gboolean check_positive(const struct scenario *s, const char *group, const char *key, gboolean positive,
                               GError **error) {
  if (positive) return TRUE;
  mistake_set(error, MISTAKE_VALUE, "'%s' found, expected more than 0", scenario_text(s, group, key));
  return scenario_blame(s, group, key, error);
}

/* Blames the key that the group has set, or else its set. */
static gboolean check_order(const struct scenario *s, const char *group, const char *key, gboolean fine,
                            const char *expected, double bound, GError **error) {
  if (fine) return TRUE;
  mistake_set(error, MISTAKE_VALUE, "expected %s, %g", expected, bound);
  return scenario_blame(s, group, scenario_has(s, group, key) ? key : "set", error);
}

static gboolean check_group(const struct scenario *s, const char *group, GError **error) {
  struct members members;
  gboolean fine = members_read(&members, s, group, "group", error);
  members_clear(&members);
  if (!fine || !check_set(s, group, error) || !check_loss(s, group, error)) return FALSE;
  struct damping d = flap_read(s, group);
  return check_positive(s, group, "half_life", d.half_life > 0, error) &&
         check_positive(s, group, "max_suppress", d.longest > 0, error) &&
         check_positive(s, group, "reuse", d.reuse > 0, error) &&
         check_order(s, group, "suppress", d.suppress > d.reuse, "more than the reuse threshold", d.reuse, error) &&
         check_order(s, group, "suppress", d.suppress < damping_ceiling(&d), "less than the penalty's ceiling",
                     damping_ceiling(&d), error);
}

gboolean flap_check(const struct scenario *scenario, GError **error) {
  g_auto(GStrv) groups = scenario_groups(scenario, "damping");
  for (char **group = groups; *group; group++)
    if (!check_group(scenario, *group, error)) return FALSE;
  return TRUE;
}

static void group_apply(const struct scenario *s, const char *group, uint64_t seed, struct world *world) {
  const struct network *n = world_network(world);
  struct damping damping = flap_read(s, group);
  double share = scenario_number(s, group, "share");
  struct members members;
  members_read(&members, s, group, "group", NULL);
  for (uint32_t half = 0; half < n->halves; half++)
    if (!network_internal(n, half) && members_have(&members, n, half) &&
        members_picked(seed, n->asn[n->owner[half]], WIRING_DAMPS, share))
      world_set_damping(world, half, &damping);
  members_clear(&members);
}

void flap_apply(const struct scenario *scenario, uint64_t seed, struct world *world) {
  g_auto(GStrv) groups = scenario_groups(scenario, "damping");
  for (char **group = groups; *group; group++) group_apply(scenario, *group, seed, world);
}
