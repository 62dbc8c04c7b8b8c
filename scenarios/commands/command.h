/* command.h: the commands of the program, and how they end.
 *
 * Each command parses its own arguments (argv[0] is its name) and returns the exit status. Results go to files and
 * stdout, everything else to stderr. A mistake of the user is one line on stderr and COMMAND_MISTAKE.
 */
#ifndef SCENARIOS_COMMANDS_COMMAND_H
#define SCENARIOS_COMMANDS_COMMAND_H

#include <glib.h>

enum command_status {
  COMMAND_DONE = 0,
  COMMAND_CLAIMS_FAILED = 1, /* for decode: some profile resets or crashes */
  COMMAND_MISTAKE = 2,
  COMMAND_INTERRUPTED = 130,
};

int command_run(int argc, char **argv);
int command_merge(int argc, char **argv);
int command_routes(int argc, char **argv);
int command_decode(int argc, char **argv);
int command_topology(int argc, char **argv);
int command_report(int argc, char **argv);
int command_list(int argc, char **argv);

/* Prints "faultline: <message>" and frees the error. Returns COMMAND_MISTAKE. */
int command_mistake(GError *error);

#endif
