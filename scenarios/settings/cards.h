/* cards.h: the group [cards] of a scenario: which routers have line cards, how those crash, what they hold. */
#ifndef SCENARIOS_SETTINGS_CARDS_H
#define SCENARIOS_SETTINGS_CARDS_H

#include "scenarios/plan/sample.h"
#include "scenarios/settings/scenario.h"

#include "models/world/world.h"

gboolean cards_check(const struct scenario *scenario, GError **error);

/* Gives the carriers on the map their cards. The prefixes of the triggers have the numbers from `first_trigger` on. */
void cards_add(struct world *world, const struct scenario *scenario, uint32_t first_trigger);
/* Gives followed prefixes the concrete ones that trees of cards are made of, if there are such cards: number i is that
 * of the sample's i-th origin, and then come the triggers. Once, when all have been added. */
void cards_give_concrete(struct world *world, const struct scenario *scenario, const struct sample *sample,
                         uint64_t seed);
/* How many concrete prefixes stand for how many real ones; NULL where there are no trees (g_free). */
char *cards_scale(const struct scenario *scenario);

#endif
