/* program.h: runs the program that was built beside the tests, and keeps what it said. */
#ifndef TESTS_PROGRAM_H
#define TESTS_PROGRAM_H

#include <glib.h>

struct program {
  int status; /* exit status */
  char *out, *err;
};

/* `arguments` as a shell would split them. */
struct program program_run(const char *arguments);
/* The same with `input` on its stdin, as printf(1) writes it. */
struct program program_feed(const char *input, const char *arguments);
/* The same, started by another program: "mpirun -n 2". */
struct program program_under(const char *starter, const char *arguments);
void program_clear(struct program *program);
/* Starts it and does not wait; what it says on stderr goes to a file. The caller reaps the child. */
GPid program_begin(const char *arguments, const char *errors);
/* Asserts that it exits with 2, prints nothing, and says exactly this line after "faultline: ". */
void program_expect_mistake(const char *arguments, const char *line);

/* A folder of its own, and its end. */
char *program_folder(void);
void program_remove(const char *folder);
/* Writes a file into a folder; returns its path (g_free). */
char *program_write(const char *folder, const char *name, const char *text);
/* Writes a scenario into `folder` as s.ini, runs it, which must go well, and returns the folder of its results
 * (g_free). */
char *program_results(const char *folder, const char *scenario);
/* How many rows of an events.csv are of this kind, at this AS (0: any), and hold `word`. */
guint program_count_events(const char *events, const char *kind, guint as, const char *word);
char *program_read(const char *folder, const char *name);
/* Reference data beside the checkout (../shared) if there is any, else skips the test and returns NULL (g_free). */
char *program_shared(const char *name);

#endif
