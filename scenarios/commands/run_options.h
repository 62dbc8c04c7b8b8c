/* run_options.h: the command line of `faultline run`, which `faultline merge` reads again from the deposits, and what
 * both say of how to go about it. */
#ifndef SCENARIOS_COMMANDS_RUN_OPTIONS_H
#define SCENARIOS_COMMANDS_RUN_OPTIONS_H

#include "scenarios/run/campaign.h"

struct run_means {
  char *out, *format, *memory;
  gint jobs;
  gboolean quiet;
  guint64 limit; /* `memory` in octets; 0: none given */
};
/* Of what options_parse has left; finds the limit. */
gboolean run_means_check(struct run_means *means, GError **error);
/* All but `out`. */
void run_means_use(const struct run_means *means, struct campaign *campaign);
void run_means_clear(struct run_means *means);

struct run_options {
  struct campaign campaign;
  struct run_means means;
  char **scenarios;
  char **command; /* argv */
  char *strategy, *variant, *topology, *seed, *resume, *shard;
  char *root; /* where results go */
  char **settings;
  gint seeds;
};

gboolean run_options_parse(struct run_options *options, int argc, char **argv, GError **error);
void run_options_clear(struct run_options *options);

#endif
