/* plot.h: pictures of a scenario's results, drawn by gnuplot from the scripts in analysis/ (*.gp).
 *
 * The data of each picture stand in plots/NAME.dat in the output directory and stay there, so that a picture can be
 * drawn anew by hand: gnuplot -c analysis/plots/timeline.gp out/level3-2011/plots/timeline.dat timeline.svg svg
 */
#ifndef SCENARIOS_RUN_PLOT_H
#define SCENARIOS_RUN_PLOT_H

#include "analysis/report/report.h"
#include "analysis/results/results.h"
#include "scenarios/run/output.h"

#include <glib.h>

/* Draws every picture of `results` as NAME.svg and NAME.png. `scripts` is the directory of the *.gp files. Returns the
 * pictures (struct report_plot *, freed with the array) in order. Without gnuplot, or when it fails, the data files are
 * written all the same, the picture is missing from the array, and *note (g_free) says why; otherwise *note is NULL.
 * NULL and an error when a file cannot be written. */
GPtrArray *plot_draw(const struct results *results, struct output *output, const char *scripts, char **note,
                     GError **error);

/* Draws one picture anew from plots/NAME.dat in the output's directory. *note as above. */
gboolean plot_redraw(struct output *output, const char *scripts, const char *name, const char *caption, char **note,
                     GError **error);

#endif
