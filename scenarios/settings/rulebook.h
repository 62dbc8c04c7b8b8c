/* rulebook.h: the groups [rule NAME] of a scenario, read. */
#ifndef SCENARIOS_SETTINGS_RULEBOOK_H
#define SCENARIOS_SETTINGS_RULEBOOK_H

#include "scenarios/settings/scenario.h"

#include "models/bgp/rule.h"

/* The rule of a group. Clear it. FALSE and an error that names the key. */
gboolean rulebook_read(const struct scenario *scenario, const char *group, struct rule *rule, GError **error);
void rulebook_clear(struct rule *rule);
/* Does any rule bear on what is judged: does it take attributes out, or routes with an attribute? */
gboolean rulebook_filters(const struct scenario *scenario);

#endif
