/* conditions.h: the pattern of conditions under which a card crashes (models/router/pattern.h), as people write it.
 *
 *   add update, present helper, absent guard, deleted helper within 60 s, deleted 1000 within 60 s
 *
 * Words separated by commas, in any order: `add NAME` once, for the trigger whose add crashes the card, and any number
 * of conditions that must all hold then. A NAME is that of a [trigger NAME]; a number counts real prefixes of any kind.
 */
#ifndef SCENARIOS_SETTINGS_CONDITIONS_H
#define SCENARIOS_SETTINGS_CONDITIONS_H

#include "models/router/pattern.h"

#include <glib.h>

/* `triggers` are headings ("trigger a", NULL at the end); the prefix of trigger i has number `first` + i. The caller
 * frees the result (pattern_free); NULL and an error when it cannot be read. */
struct pattern *conditions_read(const char *text, char *const *triggers, uint32_t first, GError **error);

#endif
