/* trial.h: a scenario of a second on a map of 300 ASes, run by the program beside the tests. */
#ifndef TESTS_TRIAL_H
#define TESTS_TRIAL_H

#include "tests/program.h"

struct trial {
  char *folder, *map;
};

extern const char trial_scenario[];

/* As fixtures: a folder with small.ini and map. */
void trial_setup(struct trial *trial, gconstpointer unused);
void trial_teardown(struct trial *trial, gconstpointer unused);

/* "run FOLDER/small.ini --quiet --topology MAP --out FOLDER/OUT MORE" (g_free). */
char *trial_line(const struct trial *trial, const char *out, const char *more);
/* Runs that, which says nothing on stderr and ends with `status`; returns where the files are (g_free). */
char *trial_run(const struct trial *trial, const char *out, const char *more, int status);
/* Every file of a folder of results but cost.csv and run.ini: the same in both, or not? */
void trial_expect_same(const char *a, const char *b, gboolean same);

#endif
