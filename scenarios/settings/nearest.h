/* nearest.h: "did you mean": the known name that is closest to what was typed. */
#ifndef SCENARIOS_SETTINGS_NEAREST_H
#define SCENARIOS_SETTINGS_NEAREST_H

#include <glib.h>

struct nearest {
  const char *typed;
  const char *name; /* the best so far; NULL when none was offered */
  guint distance;   /* insertions, deletions and replacements of single characters */
};

void nearest_offer(struct nearest *nearest, const char *name);

#endif
