#include "scenarios/commands/run_options.h"

#include "scenarios/commands/options.h"
#include "scenarios/run/deposit.h"
#include "scenarios/run/shard.h"
#include "scenarios/settings/mistake.h"
#include "scenarios/settings/units.h"

#include <string.h>

gboolean run_means_check(struct run_means *means, GError **error) {
  if (means->jobs < 0) return mistake_set(error, MISTAKE_VALUE, "--jobs: %d found, expected 1 or more", means->jobs);
  if (means->format && strcmp(means->format, "text") != 0 && strcmp(means->format, "csv") != 0)
    return mistake_set(error, MISTAKE_VALUE, "--format: '%s' found, expected text or csv", means->format);
  return !means->memory || units_size(means->memory, &means->limit, error) ||
         mistake_locate(error, "--memory-limit", 0);
}

void run_means_use(const struct run_means *means, struct campaign *campaign) {
  campaign->jobs = (guint)means->jobs;
  campaign->quiet = means->quiet;
  campaign->csv = g_strcmp0(means->format, "csv") == 0;
  campaign->memory = means->limit;
}

void run_means_clear(struct run_means *means) {
  g_free(means->out);
  g_free(means->format);
  g_free(means->memory);
}

static gboolean run_options_check(struct run_options *options, GError **error) {
  guint64 seed;
  const char *out = options->means.out;
  if (!options->scenarios[0])
    return mistake_set(error, MISTAKE_SYNTAX, "run: no scenario given (see faultline list scenarios)");
  if (options->seed && !units_count(options->seed, &seed, error)) return mistake_locate(error, "--seed", 0);
  if (options->seeds < 0 || options->seeds > 100000)
    return mistake_set(error, MISTAKE_VALUE, "--seeds: %d found, expected 1 or more", options->seeds);
  if (options->resume && out && strcmp(options->resume, out) != 0)
    return mistake_set(error, MISTAKE_VALUE, "--resume %s and --out %s found, expected the same folder",
                       options->resume, out);
  return run_means_check(&options->means, error);
}

static gboolean run_options_wish(struct run_options *options, GError **error) {
  struct plan_wish *wish = &options->campaign.wish;
  if (options->strategy && !(wish->strategies = lists_names(options->strategy, error)))
    return mistake_locate(error, "--strategy", 0);
  if (options->variant && !(wish->variants = lists_names(options->variant, error)))
    return mistake_locate(error, "--variant", 0);
  wish->settings = options->settings;
  wish->topology = options->topology;
  wish->seed = options->seed;
  wish->seeds = (guint)options->seeds;
  return TRUE;
}

static gboolean run_options_campaign(struct run_options *options, GError **error) {
  struct campaign *campaign = &options->campaign;
  const char *out = options->means.out ? options->means.out : "out";
  campaign->start = options->resume ? CAMPAIGN_RESUME : CAMPAIGN_FRESH;
  options->root = options->resume ? deposits_root(options->resume) : g_strdup(out);
  campaign->out = options->root;
  campaign->command = (const char *const *)options->command;
  campaign->shards = 1;
  campaign->finished = g_ptr_array_new_with_free_func(g_free);
  run_means_use(&options->means, campaign);
  return !options->shard || shard_parse(options->shard, &campaign->shard, &campaign->shards, error);
}

gboolean run_options_parse(struct run_options *options, int argc, char **argv, GError **error) {
  const GOptionEntry entries[] = {
      {"strategy", 0, 0, G_OPTION_ARG_STRING, &options->strategy,
       "Strategies to compare, by name or file, instead of the scenario's", "A,B"},
      {"variant", 0, 0, G_OPTION_ARG_STRING, &options->variant, "Variants to run, instead of all", "A,B"},
      {"seed", 0, 0, G_OPTION_ARG_STRING, &options->seed, "First seed", "S"},
      {"seeds", 0, 0, G_OPTION_ARG_INT, &options->seeds, "How many seeds", "N"},
      {"topology", 0, 0, G_OPTION_ARG_FILENAME, &options->topology, "The map, instead of the scenario's", "FILE"},
      {"set", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options->settings, "Change a setting; may be repeated",
       "GROUP.KEY=VALUE"},
      {"out", 0, 0, G_OPTION_ARG_FILENAME, &options->means.out,
       "Where results go, one folder a scenario (default: out)", "DIR"},
      {"resume", 0, 0, G_OPTION_ARG_FILENAME, &options->resume,
       "Go on with the same command's unfinished work in DIR (its --out)", "DIR"},
      {"shard", 0, 0, G_OPTION_ARG_STRING, &options->shard, "Do the I-th of N parts of the work, for faultline merge",
       "I/N"},
      {"sensitivity", 0, 0, G_OPTION_ARG_NONE, &options->campaign.sensitivity,
       "Halve and double what is fitted or assumed, one parameter at a time", NULL},
      {"jobs", 0, 0, G_OPTION_ARG_INT, &options->means.jobs, "Threads (default: one a core, less when memory is short)",
       "N"},
      {"memory-limit", 0, 0, G_OPTION_ARG_STRING, &options->means.memory,
       "Memory to stay within, by fewer threads (default: most of what is free)", "SIZE"},
      {"format", 0, 0, G_OPTION_ARG_STRING, &options->means.format, "Of the table on stdout: text or csv", "FORMAT"},
      {"quiet", 0, 0, G_OPTION_ARG_NONE, &options->means.quiet, "No notes, no progress", NULL},
      {NULL, 0, 0, 0, NULL, NULL, NULL}};
  const struct options parser = {
      "run",
      "SCENARIO...",
      "Runs scenarios and compares error-handling strategies.",
      "SCENARIO is a file, or the name of a scenario that came with the program. The claims of a scenario\n"
      "are judged when it is run as written; the exit status is 1 when one of them fails.\n",
      entries,
      NULL};
  options->command = g_strdupv(argv);
  return options_parse(&parser, argc, argv, &options->scenarios, error) && run_options_check(options, error) &&
         run_options_wish(options, error) && run_options_campaign(options, error);
}

void run_options_clear(struct run_options *options) {
  char *texts[] = {options->strategy, options->variant, options->topology, options->seed,
                   options->resume,   options->shard,   options->root};
  for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) g_free(texts[i]);
  run_means_clear(&options->means);
  g_strfreev(options->settings);
  g_strfreev(options->scenarios);
  g_strfreev(options->command);
  g_strfreev(options->campaign.wish.strategies);
  g_strfreev(options->campaign.wish.variants);
  if (options->campaign.finished) g_ptr_array_unref(options->campaign.finished);
}
