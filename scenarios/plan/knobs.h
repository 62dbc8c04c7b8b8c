/* knobs.h: what a scenario only assumes or has fitted, as things that can be turned: halved, doubled.
 *
 * Every setting labelled fitted or assumed that is a number, count, duration, rate or share, and those of the platforms
 * in use that their files call assumed. Switches, names and lists cannot be turned, and 0 stays 0.
 */
#ifndef SCENARIOS_PLAN_KNOBS_H
#define SCENARIOS_PLAN_KNOBS_H

#include "scenarios/settings/scenario.h"

struct knob {
  char *name;     /* "cards.fib_rate", "junos.platform.processing" */
  char *source;   /* "fitted" or "assumed" */
  char *value;    /* as it is written */
  char *group;    /* of the scenario; NULL: a platform's */
  char *key;      /* of the group, or "platform.processing" in the file of the platform */
  char *platform; /* its name, or NULL */
};

/* `platforms`: struct platform_file *. In order of keys.h, then of the platforms. An array of struct knob *, which it
 * frees. */
GPtrArray *knobs_list(const struct scenario *scenario, const GPtrArray *platforms);
/* The value, `factor` times as great, as it would be written; a share ends at 100 %, a count is whole and at least 1.
 * NULL when that is no other value. */
char *knobs_turn(const struct knob *knob, double factor);

#endif
