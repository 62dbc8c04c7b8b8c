/* provenance.h: where a result comes from: version, seeds, and the SHA-256 of everything that was read. */
#ifndef SCENARIOS_RUN_PROVENANCE_H
#define SCENARIOS_RUN_PROVENANCE_H

#include "scenarios/plan/plan.h"

#include <stdio.h>

/* Groups run, map, cards, sha256. */
GKeyFile *provenance_collect(const struct plan *plan);
/* Of a file, or of the files of a folder (g_free). */
char *provenance_sum(const char *path);
/* Lines "key: value" for the report (g_strfreev). They do not depend on when, where or how fast the run was. */
char **provenance_lines(const struct plan *plan);
/* run.ini: the same, and the command line as it was given. */
void provenance_write(const struct plan *plan, const char *command, FILE *file);

#endif
