/* command_report.c: a finished run once more: its report on stdout, its pictures drawn anew from the data beside
 * them, so that a changed gnuplot script shows without a run. */
#include "scenarios/commands/command.h"

#include "scenarios/commands/options.h"
#include "scenarios/files/datafile.h"
#include "scenarios/files/input.h"
#include "scenarios/run/output.h"
#include "scenarios/run/plot.h"
#include "scenarios/settings/mistake.h"

#include <stdio.h>

/* `line` as the report names a picture, ![CAPTION](NAME.svg); the parts go to the caller (g_free). */
static gboolean report_picture(const char *line, char **caption, char **name) {
  g_autoptr(GRegex) shape = g_regex_new("^!\\[(.*)\\]\\(([^/]+)\\.svg\\)$", 0, 0, NULL);
  g_autoptr(GMatchInfo) match = NULL;
  if (!g_regex_match(shape, line, 0, &match)) return FALSE;
  *caption = g_match_info_fetch(match, 1);
  *name = g_match_info_fetch(match, 2);
  return TRUE;
}

static gboolean report_redraw(struct output *output, const char *line, GError **error) {
  g_autofree char *caption = NULL, *name = NULL, *note = NULL;
  g_autofree char *scripts = datafile_directory(DATAFILE_GNUPLOT);
  if (!report_picture(line, &caption, &name)) return TRUE;
  gboolean fine = plot_redraw(output, scripts, name, caption, &note, error);
  if (note) fprintf(stderr, "faultline: note: %s\n", note);
  return fine;
}

static gboolean report_directory(const char *directory, GError **error) {
  g_autofree char *path = g_build_filename(directory, "report.md", NULL), *text = NULL;
  gsize length;
  if (!g_file_test(path, G_FILE_TEST_IS_REGULAR))
    return mistake_set(error, MISTAKE_FILE, "%s: no report.md found, expected a folder that faultline run has written",
                       directory);
  if (!input_read(path, &text, &length, error)) return FALSE;
  struct output *output = output_new(directory, error);
  if (!output) return FALSE;
  g_autofree char *copy = g_strndup(text, length);
  g_auto(GStrv) lines = g_strsplit(copy, "\n", -1);
  gboolean fine = TRUE;
  for (char **line = lines; fine && *line; line++) fine = report_redraw(output, *line, error);
  output_free(output);
  if (fine) fwrite(text, 1, length, stdout);
  return fine;
}

int command_report(int argc, char **argv) {
  const GOptionEntry entries[] = {{NULL, 0, 0, 0, NULL, NULL, NULL}};
  const struct options options = {"report", "DIR",   "Prints the report of a finished run and draws its pictures anew.",
                                  NULL,     entries, NULL};
  g_auto(GStrv) rest = NULL;
  GError *error = NULL;
  gboolean fine = options_parse(&options, argc, argv, &rest, &error);
  if (fine && (!rest[0] || rest[1]))
    fine = mistake_set(&error, MISTAKE_SYNTAX, "report: expected one folder of results");
  if (fine) fine = report_directory(rest[0], &error);
  return fine ? COMMAND_DONE : command_mistake(error);
}
