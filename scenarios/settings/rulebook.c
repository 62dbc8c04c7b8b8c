#include "scenarios/settings/rulebook.h"

#include "scenarios/settings/members.h"
#include "scenarios/settings/mistake.h"
#include "scenarios/settings/nearest.h"
#include "scenarios/settings/units.h"

#include "models/bgp/community.h"

#include <string.h>

enum { RULEBOOK_PREFERENCE = 127, RULEBOOK_PREPEND = 255, RULEBOOK_HOPS = 1023 };

/* An action by name; the sign that `amount` gets; which directions it makes sense in. */
static const struct action {
  const char *name;
  enum rule_action action;
  int sign;
  guint64 most; /* of `amount` */
  bool import, export;
} actions[] = {
    {"reject", RULE_REJECT, 0, G_MAXUINT64, true, true},
    {"drop", RULE_DROP, 0, G_MAXUINT64, true, true},
    {"prefer", RULE_PREFER, 1, RULEBOOK_PREFERENCE, true, false},
    {"avoid", RULE_PREFER, -1, RULEBOOK_PREFERENCE, true, false},
    {"prepend", RULE_PREPEND, 1, RULEBOOK_PREPEND, false, true},
};

static gboolean read_direction(const struct scenario *s, const char *group, struct rule *rule, GError **error) {
  const char *text = scenario_text(s, group, "direction");
  rule->import = strcmp(text, "import") == 0;
  if (rule->import || strcmp(text, "export") == 0) return TRUE;
  mistake_set(error, MISTAKE_VALUE, "'%s' found, expected import or export", text);
  return scenario_blame(s, group, "direction", error);
}

static const struct action *action_find(const char *name, GError **error) {
  struct nearest nearest = {.typed = name};
  for (gsize i = 0; i < G_N_ELEMENTS(actions); i++) {
    if (strcmp(actions[i].name, name) == 0) return &actions[i];
    nearest_offer(&nearest, actions[i].name);
  }
  mistake_set(error, MISTAKE_VALUE, "unknown action '%s', nearest is '%s'", name, nearest.name);
  return NULL;
}

static gboolean read_action(const struct scenario *s, const char *group, struct rule *rule, GError **error) {
  const struct action *action = action_find(scenario_text(s, group, "action"), error);
  guint64 amount = scenario_count(s, group, "amount");
  if (!action) return scenario_blame(s, group, "action", error);
  if (!(rule->import ? action->import : action->export)) {
    mistake_set(error, MISTAKE_VALUE, "%s found, which is for %s", action->name, rule->import ? "export" : "import");
    return scenario_blame(s, group, "action", error);
  }
  if (amount < 1 || amount > action->most) {
    mistake_set(error, MISTAKE_VALUE, "%" G_GUINT64_FORMAT " found, expected 1 to %" G_GUINT64_FORMAT, amount,
                action->most);
    return scenario_blame(s, group, "amount", error);
  }
  rule->action = action->action;
  rule->amount = action->sign * (int)(action->sign ? amount : 0);
  return TRUE;
}

static gboolean read_attribute(const struct scenario *s, const char *group, struct rule *rule, GError **error) {
  guint64 type = scenario_has(s, group, "attribute") ? scenario_count(s, group, "attribute") : 0;
  gboolean drops = rule->action == RULE_DROP;
  if (type > 255 || (type == 0 && (drops || scenario_has(s, group, "attribute")))) {
    if (type == 0 && drops) mistake_set(error, MISTAKE_VALUE, "missing, needed for action = drop");
    else mistake_set(error, MISTAKE_VALUE, "%" G_GUINT64_FORMAT " found, expected a type from 1 to 255", type);
    return scenario_blame(s, group, "attribute", error);
  }
  rule->attribute = (uint8_t)type;
  if (drops) rule->amount = (int)type;
  return TRUE;
}

static gboolean read_community(const struct scenario *s, const char *group, struct rule *rule, GError **error) {
  const char *text = scenario_text(s, group, "community");
  rule->with_community = text != NULL;
  if (!text || community_parse(text, &rule->community)) return TRUE;
  mistake_set(error, MISTAKE_VALUE, "'%s' found, expected a community like 65000:120 or no-export", text);
  return scenario_blame(s, group, "community", error);
}

static gboolean read_neighbors(const struct scenario *s, const char *group, struct rule *rule, GError **error) {
  struct members members;
  gboolean fine = members_read(&members, s, group, "group", error);
  for (uint32_t kind = 0; fine && kind < G_N_ELEMENTS(members.kind); kind++)
    rule->kinds |= (uint32_t)members.kind[kind] << kind;
  if (fine && members.neighbors) {
    rule->neighbors = members.neighbors->len;
    rule->neighbor = g_memdup2(members.neighbors->data, rule->neighbors * sizeof *rule->neighbor);
  }
  members_clear(&members);
  return fine;
}

/* "3356 174" */
static gboolean read_path(const struct scenario *s, const char *group, struct rule *rule, GError **error) {
  const char *text = scenario_text(s, group, "path");
  g_auto(GStrv) word = text ? g_strsplit_set(text, " ", -1) : NULL;
  GArray *asns = g_array_new(FALSE, FALSE, sizeof(guint32));
  gboolean fine = TRUE;
  guint32 asn;
  for (char **at = word; at && *at && fine; at++) {
    if (!**at) continue;
    fine = units_asn(*at, &asn, error);
    if (fine) g_array_append_val(asns, asn);
  }
  if (fine && text && asns->len == 0) fine = mistake_set(error, MISTAKE_VALUE, "nothing found, expected AS numbers");
  rule->path_hops = asns->len;
  rule->path = (const uint32_t *)(const void *)g_array_free(asns, FALSE);
  return fine || scenario_blame(s, group, "path", error);
}

static gboolean read_containing(const struct scenario *s, const char *group, struct rule *rule, GError **error) {
  const char *text = scenario_text(s, group, "containing");
  GArray *asns = text ? lists_asns(text, NULL) : NULL;
  guint count = asns ? asns->len : 0;
  if (asns) rule->containing = g_array_index(asns, guint32, 0);
  if (asns) g_array_unref(asns);
  if (count <= 1) return TRUE;
  mistake_set(error, MISTAKE_VALUE, "'%s' found, expected one AS (a rule for each)", text);
  return scenario_blame(s, group, "containing", error);
}

static gboolean read_longer(const struct scenario *s, const char *group, struct rule *rule, GError **error) {
  guint64 hops = scenario_has(s, group, "longer_than") ? scenario_count(s, group, "longer_than") : 0;
  rule->longer_than = (uint32_t)hops;
  if (hops <= RULEBOOK_HOPS) return TRUE;
  mistake_set(error, MISTAKE_VALUE, "%" G_GUINT64_FORMAT " found, expected 0 to %d", hops, RULEBOOK_HOPS);
  return scenario_blame(s, group, "longer_than", error);
}

gboolean rulebook_read(const struct scenario *s, const char *group, struct rule *rule, GError **error) {
  const char *prefix = scenario_text(s, group, "prefix");
  *rule = (struct rule){.import = true};
  if (prefix) prefix_parse(prefix, &rule->prefix);
  gboolean fine = read_direction(s, group, rule, error) && read_action(s, group, rule, error) &&
                  read_attribute(s, group, rule, error) && read_community(s, group, rule, error) &&
                  read_neighbors(s, group, rule, error) && read_path(s, group, rule, error) &&
                  read_containing(s, group, rule, error) && read_longer(s, group, rule, error);
  if (!fine) rulebook_clear(rule);
  return fine;
}

void rulebook_clear(struct rule *rule) {
  g_free((uint32_t *)rule->neighbor);
  g_free((uint32_t *)rule->path);
  *rule = (struct rule){.import = true};
}

gboolean rulebook_filters(const struct scenario *scenario) {
  g_auto(GStrv) groups = scenario_groups(scenario, "rule");
  for (char **group = groups; *group; group++)
    if (scenario_has(scenario, *group, "attribute")) return TRUE;
  return FALSE;
}
