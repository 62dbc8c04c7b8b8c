#include "scenarios/commands/command.h"

#include <stdio.h>

int command_mistake(GError *error) {
  for (char *c = error->message; *c; c++)
    if (*c == '\n') *c = ' ';
  fprintf(stderr, "faultline: %s\n", error->message);
  g_error_free(error);
  return COMMAND_MISTAKE;
}
