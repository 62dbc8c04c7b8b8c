/* judge.h: one pass over an UPDATE that finds everything wrong with it, asks the strategy
 * about each, and keeps what is left of the attributes (RFC 7606).
 *
 * The workings of verdict.h; nobody else needs it. Nothing is allocated.
 */
#ifndef MODELS_BGP_JUDGE_H
#define MODELS_BGP_JUDGE_H

#include "models/bgp/verdict.h"

struct judge {
  const struct verdict_profile *profile;
  const struct verdict_facts *facts;
  struct verdict *verdict;
  struct verdict_report *report; /* NULL: no one asks */
  struct wire_buffer *kept;      /* gets the attributes that survive, without AS_PATH and NEXT_HOP; NULL: no one asks */
  size_t kept_overrun;           /* by how much the last of them overruns */
};

/* Clears the verdict and judges. */
void judge_update(struct judge *judge, const struct wire_update *update);
/* The same with header and framing. */
void judge_message(struct judge *judge, const uint8_t *bytes, size_t length);

/* For the readers (reader.h). */

/* Asks the strategy about a defect of `type` (STRATEGY_NO_TYPE: the message) and notes it; what follows. */
enum outcome judge_found(struct judge *judge, unsigned type, enum defect defect, const uint8_t *at, size_t length);
/* Notes an attribute that the platform does not know; `outcome` is what becomes of it. */
void judge_unknown(struct judge *judge, const struct wire_attribute *attribute, enum outcome outcome);
/* Puts the attribute into judge->kept, or not, as the outcome has it. */
void judge_keep(struct judge *judge, const struct wire_attribute *attribute, enum outcome outcome);
/* The verdict of a message that announces nothing and has nothing wrong with it, or nothing that matters. */
void judge_quiet(struct judge *judge, enum outcome outcome);

#endif
