/* origins.h: the group [origins] of a scenario: how many origins are followed. */
#ifndef SCENARIOS_SETTINGS_ORIGINS_H
#define SCENARIOS_SETTINGS_ORIGINS_H

#include "scenarios/settings/scenario.h"

/* "200", "5 %" (of the origins) or "all". */
gboolean origins_check(const char *text, GError **error);
/* How many of `there` origins [origins] sample asks for: at least 1 where there is one, at most all of them. */
uint32_t origins_asked(const struct scenario *scenario, uint32_t there);

#endif
