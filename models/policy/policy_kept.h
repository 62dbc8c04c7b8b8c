/* policy_kept.h: routes as they came, of those that policy rejected or took something out of. */
#ifndef MODELS_POLICY_POLICY_KEPT_H
#define MODELS_POLICY_POLICY_KEPT_H

#include "models/speaker/flight.h"

GHashTable *policy_kept_new(void);
/* In place of what was kept before. */
void policy_kept_put(GHashTable *kept, const struct plane *plane, uint32_t half, const struct update *update);
/* Takes it out. False: there is none, and *update is left alone. */
bool policy_kept_take(GHashTable *kept, const struct plane *plane, uint32_t half, struct update *update);

#endif
