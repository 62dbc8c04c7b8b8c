#include "scenarios/plan/alike.h"

#include "scenarios/settings/policies.h"
#include "scenarios/settings/trigger.h"

#include "models/bgp/verdict.h"

/* No trigger that anybody thought of gives rise to more sets of attributes than this. */
#define ALIKE_MOST 4096

struct alike {
  struct attrs_table *attrs;
  struct verdict_table *verdicts;
  size_t profiles;
  bool inside;   /* some AS has iBGP */
  attrs_id last; /* the greatest id seen: ids are given in order */
  GString *text;
};

static void alike_see(struct alike *alike, attrs_id id) { alike->last = MAX(alike->last, id); }

/* What goes on over a session of kind `to`. */
static void alike_send(struct alike *alike, attrs_id id, unsigned profile, enum session_kind to) {
  attrs_id sent = verdict_resend(alike->verdicts, id, profile, to);
  alike_see(alike, sent);
  g_string_append_printf(alike->text, ">%u", sent);
}

static void alike_judge(struct alike *alike, attrs_id id, unsigned profile, enum session_kind from) {
  const struct verdict *verdict = verdict_of(alike->verdicts, id, profile, from);
  g_string_append_printf(alike->text, "%u.%u.%u.%u.%u", verdict->outcome, verdict->code, verdict->subcode,
                         verdict->attribute, verdict->defect);
  alike_send(alike, id, profile, SESSION_EBGP); /* by who originates it */
  if (verdict->outcome < OUTCOME_WITHDRAW) {
    alike_see(alike, verdict->attrs);
    g_string_append_printf(alike->text, ">%u", verdict->attrs);
    alike_send(alike, verdict->attrs, profile, SESSION_EBGP);
    if (alike->inside) alike_send(alike, verdict->attrs, profile, SESSION_IBGP);
  }
  g_string_append_c(alike->text, ' ');
}

static void alike_start(struct alike *alike, const struct scenario *scenario) {
  g_auto(GStrv) groups = scenario_groups(scenario, "trigger");
  for (char **group = groups; *group; group++) {
    struct trigger_bytes bytes;
    gboolean fine = trigger_read(scenario, *group, &bytes, NULL);
    g_assert(fine);
    alike_see(alike, trigger_intern(&bytes, alike->attrs));
    trigger_clear(&bytes);
  }
}

char *alike_signature(const struct scenario *scenario, const GPtrArray *platforms,
                      const struct population_choice *choice) {
  struct population population;
  if (policies_filter(scenario)) return NULL;
  population_profiles(&population, scenario, platforms, choice);
  struct alike alike = {.attrs = attrs_table_new(), .profiles = population.profile_count, .text = g_string_new(NULL)};
  alike.verdicts = verdict_table_new(alike.attrs, population.profiles, population.profile_count);
  g_auto(GStrv) insides = scenario_groups(scenario, "inside");
  alike.inside = insides[0] != NULL;
  alike_start(&alike, scenario);
  for (unsigned id = 0; id <= alike.last && id < ALIKE_MOST; id++)
    for (unsigned profile = 0; profile < alike.profiles; profile++) {
      alike_judge(&alike, (attrs_id)id, profile, SESSION_EBGP);
      if (alike.inside) alike_judge(&alike, (attrs_id)id, profile, SESSION_IBGP);
    }
  /* Who has adopted matters only between strategies that differ, and those show in the text. */
  if (choice->base != choice->adopted) g_string_append_printf(alike.text, "adoption %.17g", choice->adoption);
  gboolean whole = alike.last < ALIKE_MOST;
  verdict_table_free(alike.verdicts);
  attrs_table_free(alike.attrs);
  population_clear(&population);
  return g_string_free(alike.text, !whole);
}
