/* unsettled.h: what a user is told when the policies of a network chase one another for ever. */
#ifndef SCENARIOS_COMMANDS_UNSETTLED_H
#define SCENARIOS_COMMANDS_UNSETTLED_H

#include "models/settle/divergence.h"

/* Clears the divergence. FALSE, and an error of one line that tells the round, when the network did not come to rest.
 */
gboolean unsettled_check(const struct world *world, struct divergence *divergence, GError **error);

#endif
