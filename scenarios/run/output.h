/* output.h: a directory of results in which every file is whole or absent.
 *
 * A file is written under a temporary name (".NAME.XXXXXX"), synchronised, and renamed when it is complete; a device or
 * a pipe of that name is written to as it is. While an
 * output is open, a thread of its own waits for SIGINT, SIGTERM and SIGHUP; they are blocked in the thread that called
 * output_new and in every thread started from there afterwards, so call it before starting others. When one of them
 * comes, that thread calls output_on_end's function, removes the temporary files and ends the process by the same
 * signal; SIGINT ends it at once if it comes in between.
 *
 * One output is open at a time. Its functions may be called from several threads.
 */
#ifndef SCENARIOS_RUN_OUTPUT_H
#define SCENARIOS_RUN_OUTPUT_H

#include <glib.h>
#include <stdio.h>

#define OUTPUT_ERROR (output_error_quark())
GQuark output_error_quark(void);
enum output_error { OUTPUT_ERROR_DIRECTORY, OUTPUT_ERROR_WRITE };

struct output;
/* Makes the directory, with its parents, when it is missing. NULL and an error when that fails. */
struct output *output_new(const char *directory, GError **error);
/* Removes unfinished files and stops waiting for signals; they are delivered as before again. NULL is fine. */
void output_free(struct output *output);
/* What is still to be done when a signal comes; files may be begun and ended there. NULL: nothing. */
typedef void (*output_last)(void *context);
void output_on_end(struct output *output, output_last last, void *context);
const char *output_directory(const struct output *output);

/* Removes what a killed process has left unfinished here and in plots/: nobody else may be writing there. */
void output_sweep(const struct output *output);

/* Begins a file. The FILE is the output's: end it with output_end or output_drop, not with fclose. */
FILE *output_begin(struct output *output, const char *name, GError **error);
/* Flushes, synchronises, closes, renames. FALSE and an error (the temporary is gone) when anything failed,
 * a write long before among it. */
gboolean output_end(struct output *output, FILE *file, GError **error);
/* Closes and removes. */
void output_drop(struct output *output, FILE *file);

/* The common case: begin, let `write` fill it, end. */
typedef void (*output_writer)(const void *what, FILE *file);
gboolean output_write(struct output *output, const char *name, output_writer write, const void *what, GError **error);

#endif
