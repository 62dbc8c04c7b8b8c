/* steps.h: what the routes command is told to do, one step after the other.
 *
 * "AS=PREFIX[,AS=PREFIX...]" announces or withdraws, "A-B[,A-B...]" fails or restores sessions. Each use of an option
 * but
 * --announce is a phase of its own; the announcements together are the first.
 */
#ifndef SCENARIOS_RUN_STEPS_H
#define SCENARIOS_RUN_STEPS_H

#include <glib.h>

enum step_kind { STEP_ANNOUNCE, STEP_WITHDRAW, STEP_FAIL, STEP_RESTORE };

struct step {
  enum step_kind kind;
  guint phase;   /* 0: the announcements */
  guint32 as;    /* ANNOUNCE, WITHDRAW: the origin; else one end */
  guint32 other; /* FAIL, RESTORE: the other end */
  guint prefix;  /* ANNOUNCE, WITHDRAW: index into steps.prefix */
};

struct steps {
  GArray *step;      /* struct step, in the order given */
  GPtrArray *prefix; /* char *: distinct prefixes, canonical */
  GPtrArray *phase;  /* char *: their names */
};

void steps_init(struct steps *steps);
void steps_clear(struct steps *steps);
/* Adds what one option said. FALSE: not understood, or a prefix withdrawn that nobody announced. */
gboolean steps_add(struct steps *steps, enum step_kind kind, const char *text, GError **error);

#endif
