#include "models/bgp/outcome.h"

#include <glib.h>
#include <string.h>

static const char *const outcome_names[OUTCOMES] = {
    [OUTCOME_ACCEPT] = "accept",
    [OUTCOME_PROPAGATE_UNPARSED] = "propagate-unparsed",
    [OUTCOME_IGNORE_ATTRIBUTE] = "ignore-attribute",
    [OUTCOME_REPAIR] = "repair",
    [OUTCOME_ATTRIBUTE_DISCARD] = "attribute-discard",
    [OUTCOME_WITHDRAW] = "withdraw",
    [OUTCOME_IGNORE] = "ignore",
    [OUTCOME_TREAT_AS_WITHDRAW] = "treat-as-withdraw",
    [OUTCOME_AFI_SAFI_DISABLE] = "afi-safi-disable",
    [OUTCOME_SESSION_RESET] = "session-reset",
    [OUTCOME_PROCESS_CRASH] = "process-crash",
};

const char *outcome_name(enum outcome outcome) {
  g_assert(outcome < OUTCOMES);
  return outcome_names[outcome];
}

bool outcome_parse(const char *name, enum outcome *outcome) {
  for (int i = 0; i < OUTCOMES; i++)
    if (strcmp(outcome_names[i], name) == 0) {
      *outcome = (enum outcome)i;
      return true;
    }
  return false;
}
