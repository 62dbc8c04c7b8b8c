#include "scenarios/alike.h"

#include "scenarios/trigger.h"

#include "models/bgp/verdict.h"

/* No trigger that anybody thought of gives rise to more sets of attributes than this. */
#define ALIKE_MOST 4096

struct alike {
  struct attrs_table *attrs;
  struct verdict_table *verdicts;
  size_t profiles;
  attrs_id last; /* the greatest id seen: ids are given in order */
  GString *text;
};

static void alike_see(struct alike *alike, attrs_id id) { alike->last = MAX(alike->last, id); }

static void alike_judge(struct alike *alike, attrs_id id, unsigned profile) {
  const struct verdict *verdict = verdict_of(alike->verdicts, id, profile, SESSION_EBGP);
  g_string_append_printf(alike->text, "%u.%u.%u.%u.%u", verdict->outcome, verdict->code, verdict->subcode,
                         verdict->attribute, verdict->defect);
  attrs_id own = verdict_resend(alike->verdicts, id, profile); /* by who originates it */
  alike_see(alike, own);
  g_string_append_printf(alike->text, ">%u", own);
  if (verdict->outcome < OUTCOME_WITHDRAW) {
    attrs_id held = verdict->attrs, sent = verdict_resend(alike->verdicts, held, profile);
    alike_see(alike, held);
    alike_see(alike, sent);
    g_string_append_printf(alike->text, ">%u>%u", held, sent);
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
  population_profiles(&population, scenario, platforms, choice);
  struct alike alike = {.attrs = attrs_table_new(), .profiles = population.profile_count, .text = g_string_new(NULL)};
  alike.verdicts = verdict_table_new(alike.attrs, population.profiles, population.profile_count);
  alike_start(&alike, scenario);
  for (unsigned id = 0; id <= alike.last && id < ALIKE_MOST; id++)
    for (unsigned profile = 0; profile < alike.profiles; profile++) alike_judge(&alike, (attrs_id)id, profile);
  /* Who has adopted matters only between strategies that differ, and those show in the text. */
  if (choice->base != choice->adopted) g_string_append_printf(alike.text, "adoption %.17g", choice->adoption);
  gboolean whole = alike.last < ALIKE_MOST;
  verdict_table_free(alike.verdicts);
  attrs_table_free(alike.attrs);
  population_clear(&population);
  return g_string_free(alike.text, !whole);
}
