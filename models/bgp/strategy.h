/* strategy.h: how a speaker handles errors in UPDATEs, as a table of rules.
 *
 * A strategy is data (files of models/strategies/): one row says that this defect of this attribute on
 * this kind of session has this outcome. The row is looked for from the particular to the
 * general: (type, defect), (any type, defect). A strategy may start from another one, its base: its own
 * rules, the general ones too, go before all those of the base. The message as a whole has
 * rules of its own (STRATEGY_NO_TYPE). The files are read by scenarios/; here is what they become.
 */
#ifndef MODELS_BGP_STRATEGY_H
#define MODELS_BGP_STRATEGY_H

#include "models/bgp/defect.h"
#include "models/bgp/outcome.h"

#include <stddef.h>
#include <stdint.h>

enum session_kind { SESSION_EBGP, SESSION_IBGP };

#define STRATEGY_ANY_TYPE 256u /* the row holds for every type that has none of its own */
#define STRATEGY_NO_TYPE 257u  /* the message as a whole: framing, NLRI */
#define STRATEGY_BOTH_KINDS 2u

struct strategy_rule {
  uint16_t type;         /* 0..255, STRATEGY_ANY_TYPE or STRATEGY_NO_TYPE */
  uint8_t defect;        /* enum defect */
  uint8_t session;       /* enum session_kind or STRATEGY_BOTH_KINDS */
  uint8_t outcome;       /* enum outcome */
  uint8_t code, subcode; /* of the NOTIFICATION, should it come to a reset, be it by DEFECT_NO_NLRI */
  char *source;          /* RFC section or page, for people */
};

struct strategy {
  char *name;
  char *title;                 /* one line for `list strategies` */
  struct strategy_rule *rules; /* those of the base first */
  size_t count;
  uint8_t knows[32]; /* bit set: the attribute types of its time, for judging without a platform */
  uint16_t *index;   /* private */
};

/* Copies everything. `base` may be NULL and is not needed afterwards. Of two rules for the same
 * (type, defect, session) the later one holds. */
struct strategy *strategy_new(const char *name, const char *title, const struct strategy *base,
                              const struct strategy_rule *rules, size_t count);
void strategy_free(struct strategy *strategy);

/* The rule for a defect, or NULL: then the parser takes it for no error. */
const struct strategy_rule *strategy_find(const struct strategy *strategy, unsigned type, enum defect defect,
                                          enum session_kind session);

#endif
