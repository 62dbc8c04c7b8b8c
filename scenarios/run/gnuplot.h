/* gnuplot.h: runs gnuplot on a script of ours. */
#ifndef SCENARIOS_RUN_GNUPLOT_H
#define SCENARIOS_RUN_GNUPLOT_H

#include <glib.h>

/* Path of the program, or NULL when it is not installed (g_free). */
char *gnuplot_find(void);

/* gnuplot -d -c SCRIPT ARGUMENT..., its output to the file descriptor `out` (name it "-"), its input from `in`, which a
 * script can read as /dev/stdin; -1 for none. FALSE unless it ends with status 0. */
gboolean gnuplot_run(const char *program, const char *script, const char *const *arguments, int in, int out);

#endif
