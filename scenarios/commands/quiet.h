/* quiet.h: an observer that listens to nothing, for runs of which only the end state matters. */
#ifndef SCENARIOS_COMMANDS_QUIET_H
#define SCENARIOS_COMMANDS_QUIET_H

#include "models/world/observer.h"

const struct observer *quiet_observer(void);

#endif
