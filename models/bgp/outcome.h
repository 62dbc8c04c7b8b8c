/* outcome.h: what follows from the bytes of a message, mildest first.
 *
 * In order of severity: of several outcomes the greatest wins (RFC 7606 section 3 (h)).
 */
#ifndef MODELS_BGP_OUTCOME_H
#define MODELS_BGP_OUTCOME_H

#include <stdbool.h>

enum outcome {
  OUTCOME_ACCEPT,             /* the route enters the Adj-RIB-In */
  OUTCOME_PROPAGATE_UNPARSED, /* unknown optional transitive: kept, Partial on re-send */
  OUTCOME_IGNORE_ATTRIBUTE,   /* unknown optional non-transitive: dropped without a word */
  OUTCOME_REPAIR,             /* set right, then accepted */
  OUTCOME_ATTRIBUTE_DISCARD,  /* the route without that attribute */
  OUTCOME_WITHDRAW,           /* a well-formed withdrawal */
  OUTCOME_IGNORE,             /* the message changes nothing */
  OUTCOME_TREAT_AS_WITHDRAW,  /* the routes of the message are withdrawn */
  OUTCOME_AFI_SAFI_DISABLE,   /* the family is dead until the session is made anew */
  OUTCOME_SESSION_RESET,
  OUTCOME_PROCESS_CRASH, /* all sessions of the router */
  OUTCOMES
};
/* "accept", "treat-as-withdraw", ...: the spelling of files and output. */
const char *outcome_name(enum outcome outcome);
bool outcome_parse(const char *name, enum outcome *outcome);

#endif
