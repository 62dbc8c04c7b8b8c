/* run_options.h: the command line of `faultline run`, which `faultline merge` reads again from the deposits. */
#ifndef SCENARIOS_COMMANDS_RUN_OPTIONS_H
#define SCENARIOS_COMMANDS_RUN_OPTIONS_H

#include "scenarios/run/campaign.h"

struct run_options {
  struct campaign campaign;
  char **scenarios;
  char **command; /* argv */
  char *strategy, *variant, *topology, *seed, *out, *format, *resume, *shard, *memory;
  char *root; /* where results go */
  char **settings;
  gint seeds, jobs;
};

gboolean run_options_parse(struct run_options *options, int argc, char **argv, GError **error);
void run_options_clear(struct run_options *options);

#endif
