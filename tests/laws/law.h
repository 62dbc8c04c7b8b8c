/* law.h: a law with a known answer, as an experiment.
 *
 * Every law is run in a short form by `make check` (test_laws.c: each claim must hold) and in full by `make laws`,
 * which writes what was found to a table, draws it (NAME.gp) and puts it into laws.md beside what was expected. So a
 * law says what it found in rows of numbers, and in claims: sentences with the numbers in them that hold or do not.
 *
 * Sizes of the short form are chosen so that it takes some seconds at most. No claim is about the machine's time.
 */
#ifndef TESTS_LAWS_LAW_H
#define TESTS_LAWS_LAW_H

#include <glib.h>
#include <stdbool.h>

struct law_run {
  bool full;         /* or else short */
  GString *rows;     /* CSV: a line of names, then the numbers */
  GPtrArray *claims; /* of struct law_claim * */
};

struct law_claim {
  bool holds;
  char *text;
};

struct law {
  const char *name;   /* "v2": of NAME.csv, NAME.gp, NAME.svg */
  const char *title;  /* "V2 Griffin and Premore: ..." */
  const char *source; /* who found it, and where the numbers come from */
  const char *text;   /* what is done and what must come out; some sentences */
  void (*run)(struct law_run *run);
};

/* All laws, in order. */
extern const struct law *const laws[];
extern const size_t law_count;

/* The names of the columns, separated by commas; once, before any row. */
void law_columns(struct law_run *run, const char *names);
/* One line of the table. */
void law_row(struct law_run *run, const char *format, ...) G_GNUC_PRINTF(2, 3);
/* A sentence that says what was found and what was expected; `holds` if the two agree. */
void law_claim(struct law_run *run, bool holds, const char *format, ...) G_GNUC_PRINTF(3, 4);

struct law_run *law_perform(const struct law *law, bool full);
void law_run_free(struct law_run *run);

#endif
