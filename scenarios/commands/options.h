/* options.h: the command line of one command.
 *
 * GOption with our manners: help that names the command, positional arguments collected, and a mistake that
 * ends in one line with a hint at --help.
 */
#ifndef SCENARIOS_COMMANDS_OPTIONS_H
#define SCENARIOS_COMMANDS_OPTIONS_H

#include <glib.h>

struct options {
  const char *command;     /* "run" */
  const char *arguments;   /* "SCENARIO...": what follows the options, for the help */
  const char *summary;     /* one or two lines */
  const char *description; /* shown after the options; may be NULL */
  const GOptionEntry *entries;
  void *context; /* handed to entries of kind G_OPTION_ARG_CALLBACK */
};

/* Parses argv; what is left over goes to *rest (NULL-terminated, g_strfreev), which may be empty. `rest` NULL: nothing
 * may be left over. FALSE on a mistake. --help prints and ends the program with status 0. */
gboolean options_parse(const struct options *options, int argc, char **argv, char ***rest, GError **error);

#endif
