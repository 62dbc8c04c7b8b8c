/* scenario.h: what goes wrong, where and when: a scenario as it was read, with its variants.
 *
 * A scenario is a set of settings, each a checked text with the place where it was written and, for numbers that
 * describe the world, with its source. Settings are addressed by group and key as in the file; what nobody set has the
 * default of keys.h. Every value has been checked when it was read, so the functions below that turn one into a number
 * cannot fail; they assert that the key exists.
 */
#ifndef SCENARIOS_SETTINGS_SCENARIO_H
#define SCENARIOS_SETTINGS_SCENARIO_H

#include "scenarios/settings/keys.h"
#include "scenarios/settings/lists.h"
#include "sim/sim.h"

#include <glib.h>

struct scenario;

/* A path, or the name of a scenario that came with the program. `base` scenarios are read first. */
struct scenario *scenario_load(const char *name, GError **error);
void scenario_free(struct scenario *scenario);
const char *scenario_name(const struct scenario *scenario); /* of the file, without folder and suffix */
const char *scenario_path(const struct scenario *scenario);

/* "cards.patched=50 %", or "trigger.NAME.origin=3356": as --set gives it. */
gboolean scenario_set(struct scenario *scenario, const char *assignment, GError **error);
/* A copy with the settings of [variant NAME] applied. */
struct scenario *scenario_variant(const struct scenario *scenario, const char *variant);
/* Names of the variants to run, in order; "main" alone when there are none (g_strfreev). */
char **scenario_variants(const struct scenario *scenario);
/* Of `asked`, the first that is no variant, or NULL. */
const char *scenario_unknown_variant(const struct scenario *scenario, char *const *asked);

/* A file that the scenario names: beside the scenario or, failing that, as it is written (g_free). */
char *scenario_beside(const struct scenario *scenario, const char *file);

/* Headings of a class: "trigger a", "trigger b", in order of appearance (g_strfreev). */
char **scenario_groups(const struct scenario *scenario, const char *class);

/* Every setting that is not a default, sources and variants among them, in order of their first appearance. */
typedef void (*scenario_reader)(const char *group, const char *key, const char *value, void *context);
void scenario_each(const struct scenario *scenario, scenario_reader reader, void *context);

/* Is there a value, set or by default? */
gboolean scenario_has(const struct scenario *scenario, const char *group, const char *key);
/* NULL when there is none. */
const char *scenario_text(const struct scenario *scenario, const char *group, const char *key);
sim_time scenario_duration(const struct scenario *scenario, const char *group, const char *key);
/* Share (fraction of 1), rate (a second) or plain number. */
double scenario_number(const struct scenario *scenario, const char *group, const char *key);
guint64 scenario_count(const struct scenario *scenario, const char *group, const char *key);
gboolean scenario_switch(const struct scenario *scenario, const char *group, const char *key);
/* Time since the start of the run; SIM_NEVER when there is no value. */
sim_time scenario_when(const struct scenario *scenario, const char *group, const char *key);

/* Puts the setting's place (file:line) and name in front of the error. Returns FALSE. */
gboolean scenario_blame(const struct scenario *scenario, const char *group, const char *key, GError **error);
/* Where a value comes from, as its source or the label of its default begins: "published", "fitted", "assumed"; NULL
 * for what says nothing about the world. */
const char *scenario_source(const struct scenario *scenario, const char *group, const char *key);
/* Everything that is claimed about the world and whose source begins with `label` ("fitted", "assumed", "published"),
 * as lines "group.key = value (source)" (g_strfreev). */
char **scenario_labelled(const struct scenario *scenario, const char *label);

#endif
