/* origins.h: how many origins a scenario wants followed ([origins]), and which it has a special interest in. */
#ifndef SCENARIOS_SETTINGS_ORIGINS_H
#define SCENARIOS_SETTINGS_ORIGINS_H

#include "scenarios/settings/scenario.h"

/* "200", "5 %" (of the origins) or "all". */
gboolean origins_check(const char *text, GError **error);
/* How many of `there` origins [origins] sample asks for: at least 1 where there is one, at most all of them. */
uint32_t origins_asked(const struct scenario *scenario, uint32_t there);
/* The networks that the scenario looks at, has line cards or events at, or touches links of: guint32, some perhaps
 * more than once (g_array_unref). */
GArray *origins_named(const struct scenario *scenario);

#endif
