#include "scenarios/commands/command.h"

#include "scenarios/settings/mistake.h"

#include <locale.h>
#include <stdio.h>
#include <string.h>

struct command {
  const char *name;
  int (*call)(int argc, char **argv);
  const char *summary;
};

static const struct command main_commands[] = {
    {"run", command_run, "run scenarios and compare error-handling strategies"},
    {"merge", command_merge, "put together what run --shard has left"},
    {"routes", command_routes, "best paths of every AS, event by event from cold"},
    {"decode", command_decode, "what strategies and platforms do with the bytes of an UPDATE"},
    {"topology", command_topology, "look at maps, generate and convert them"},
    {"report", command_report, "write the report of a finished run again"},
    {"list", command_list, "list strategies, platforms, scenarios, variants, keys"},
};

static int main_help(FILE *out) {
  fprintf(out, "Usage: faultline COMMAND [OPTION...] [ARGUMENT...]\n\n"
               "A discrete-event simulator of BGP outages.\n\nCommands:\n");
  for (size_t i = 0; i < G_N_ELEMENTS(main_commands); i++)
    fprintf(out, "  %-10s %s\n", main_commands[i].name, main_commands[i].summary);
  fprintf(out, "\nfaultline COMMAND --help tells about one command; faultline --version prints the version.\n");
  return out == stdout ? COMMAND_DONE : COMMAND_MISTAKE;
}

static int main_unknown(const char *name) {
  return command_mistake(g_error_new(MISTAKE_ERROR, MISTAKE_UNKNOWN,
                                     "'%s' is no command, expected run, merge, routes, decode, topology, report "
                                     "or list",
                                     name));
}

int main(int argc, char **argv) {
  setlocale(LC_ALL, "C.UTF-8");
  if (argc < 2) return main_help(stderr);
  if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 || strcmp(argv[1], "help") == 0)
    return main_help(stdout);
  if (strcmp(argv[1], "--version") == 0) return printf("faultline %s\n", FAULTLINE_VERSION), COMMAND_DONE;
  for (size_t i = 0; i < G_N_ELEMENTS(main_commands); i++)
    if (strcmp(argv[1], main_commands[i].name) == 0) return main_commands[i].call(argc - 1, argv + 1);
  return main_unknown(argv[1]);
}
