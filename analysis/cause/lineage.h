/* lineage.h: the occurrences of a cell as a forest: which came of which, and how many crashes and resets one brings.
 *
 * A crash is that of a line card or of a routing process, a reset a session that left Established. The generation of
 * an occurrence is the number of crashes and resets on the way back to its root. Of a crash or reset, the further ones
 * that it causes are those for which it is the nearest crash or reset on their way back.
 */
#ifndef ANALYSIS_CAUSE_LINEAGE_H
#define ANALYSIS_CAUSE_LINEAGE_H

#include "analysis/cause/events.h"

#include <glib.h>

enum lineage_kind { LINEAGE_CRASH, LINEAGE_RESET, LINEAGE_KINDS, LINEAGE_OTHER = LINEAGE_KINDS };
enum lineage_kind lineage_kind(const struct event *event);

/* The crashes and resets of one generation. */
struct lineage_generation {
  uint64_t count[LINEAGE_KINDS];
  uint64_t further[LINEAGE_KINDS][LINEAGE_KINDS]; /* [by][what]: those of the next generation that they caused */
};

/* Mean number of further crashes or resets (`what`) that one crash or one reset of the generation causes (`by`;
 * LINEAGE_KINDS: one of either sort). NaN when there is none that could. */
double lineage_further(const struct lineage_generation *generation, enum lineage_kind by, enum lineage_kind what);

struct lineage {
  uint32_t count;                      /* of occurrences; the arrays are indexed by id, 0 .. count */
  uint32_t *because;                   /* 0: a root */
  uint32_t *generation;                /* 0: nothing crashed or was reset before it */
  uint32_t *descendant[LINEAGE_KINDS]; /* crashes and resets among the descendants */
  GArray *of;                          /* struct lineage_generation, by generation */
};

/* `events` in order of their ids, 1, 2, ... without a gap. */
void lineage_init(struct lineage *lineage, const struct events *events);
void lineage_clear(struct lineage *lineage);

#endif
