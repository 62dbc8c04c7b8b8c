#include "scenarios/commands/command.h"

#include "scenarios/commands/options.h"
#include "scenarios/plan/plan.h"
#include "scenarios/run/claims.h"
#include "scenarios/run/jobs.h"
#include "scenarios/run/output.h"
#include "scenarios/run/store.h"
#include "scenarios/settings/mistake.h"
#include "scenarios/settings/units.h"

#include "analysis/table.h"

#include <stdio.h>
#include <string.h>

struct run {
  char *strategy, *variant, *topology, *seed, *out, *format;
  char **settings;
  gint seeds, jobs;
  gboolean quiet, sensitivity;
  char **scenarios;
  char *command;
  struct plan_wish wish;
};

static gboolean run_check(struct run *run, GError **error) {
  guint64 seed;
  if (!run->scenarios[0])
    return mistake_set(error, MISTAKE_SYNTAX, "run: no scenario given (see faultline list scenarios)");
  if (run->seed && !units_count(run->seed, &seed, error)) return mistake_locate(error, "--seed", 0);
  if (run->seeds < 0 || run->seeds > 100000)
    return mistake_set(error, MISTAKE_VALUE, "--seeds: %d found, expected 1 or more", run->seeds);
  if (run->jobs < 0) return mistake_set(error, MISTAKE_VALUE, "--jobs: %d found, expected 1 or more", run->jobs);
  if (strcmp(run->format, "text") != 0 && strcmp(run->format, "csv") != 0)
    return mistake_set(error, MISTAKE_VALUE, "--format: '%s' found, expected text or csv", run->format);
  if (run->strategy && !(run->wish.strategies = lists_names(run->strategy, error)))
    return mistake_locate(error, "--strategy", 0);
  if (run->variant && !(run->wish.variants = lists_names(run->variant, error)))
    return mistake_locate(error, "--variant", 0);
  return TRUE;
}

static gboolean run_parse(struct run *run, int argc, char **argv, GError **error) {
  const GOptionEntry entries[] = {
      {"strategy", 0, 0, G_OPTION_ARG_STRING, &run->strategy,
       "Strategies to compare, by name or file, instead of the scenario's", "A,B"},
      {"variant", 0, 0, G_OPTION_ARG_STRING, &run->variant, "Variants to run, instead of all", "A,B"},
      {"seed", 0, 0, G_OPTION_ARG_STRING, &run->seed, "First seed", "S"},
      {"seeds", 0, 0, G_OPTION_ARG_INT, &run->seeds, "How many seeds", "N"},
      {"topology", 0, 0, G_OPTION_ARG_FILENAME, &run->topology, "The map, instead of the scenario's", "FILE"},
      {"set", 0, 0, G_OPTION_ARG_STRING_ARRAY, &run->settings, "Change a setting; may be repeated", "GROUP.KEY=VALUE"},
      {"out", 0, 0, G_OPTION_ARG_FILENAME, &run->out, "Where results go, one folder a scenario (default: out)", "DIR"},
      {"sensitivity", 0, 0, G_OPTION_ARG_NONE, &run->sensitivity,
       "Halve and double what is fitted or assumed, one parameter at a time", NULL},
      {"jobs", 0, 0, G_OPTION_ARG_INT, &run->jobs, "Threads (default: one a core, less when memory is short)", "N"},
      {"format", 0, 0, G_OPTION_ARG_STRING, &run->format, "Of the table on stdout: text or csv", "FORMAT"},
      {"quiet", 0, 0, G_OPTION_ARG_NONE, &run->quiet, "No notes, no progress", NULL},
      {NULL, 0, 0, 0, NULL, NULL, NULL}};
  const struct options options = {
      "run",
      "SCENARIO...",
      "Runs scenarios and compares error-handling strategies.",
      "SCENARIO is a file, or the name of a scenario that came with the program. The claims of a scenario\n"
      "are judged when it is run as written; the exit status is 1 when one of them fails.\n",
      entries,
      NULL};
  run->command = g_strjoinv(" ", argv);
  gboolean fine = options_parse(&options, argc, argv, &run->scenarios, error);
  if (!run->out) run->out = g_strdup("out");
  if (!run->format) run->format = g_strdup("text");
  if (!fine || !run_check(run, error)) return FALSE;
  run->wish.settings = run->settings;
  run->wish.topology = run->topology;
  run->wish.seed = run->seed;
  run->wish.seeds = (guint)run->seeds;
  return TRUE;
}

static void run_clear(struct run *run) {
  char *texts[] = {run->strategy, run->variant, run->topology, run->seed, run->out, run->format, run->command};
  for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) g_free(texts[i]);
  g_strfreev(run->settings);
  g_strfreev(run->scenarios);
  g_strfreev(run->wish.strategies);
  g_strfreev(run->wish.variants);
}

/* Regions of the map, or of the insides of some variant; NULL-terminated, or NULL. */
static char **run_regions(const struct plan *plan) {
  char **names = NULL;
  for (guint v = 0; v < plan->variants && !names; v++) names = plan->variant[v].insides->expansion->region_name;
  return names;
}

static struct results *run_declare(const struct plan *plan) {
  const char *const *names = (const char *const *)run_regions(plan);
  struct results *results = results_new(scenario_name(plan->scenario), names,
                                        names ? g_strv_length((char **)names) : 0);
  for (guint i = 0; i < plan->cell->len; i++) {
    const struct plan_cell *cell = plan_cell(plan, i);
    guint index = results_declare(results, plan->variant[cell->variant].name, cell->label, cell->seed,
                                  cell->sweep_only);
    g_assert(index == i);
  }
  for (guint i = 0; i < plan->point->len; i++) {
    const struct plan_point *point = &g_array_index(plan->point, struct plan_point, i);
    const char *base = scenario_text(plan->scenario, "compare", "base_strategy");
    g_autofree char *pair = g_strdup_printf("%s to %s", base,
                                            scenario_text(plan->scenario, "compare", "adoption_strategy"));
    results_point(results, pair, point->share, point->cell);
  }
  const char *reason = scenario_text(plan->scenario, "compare", "reason");
  if (reason) results_reason(results, NULL, reason);
  return results;
}

static void run_print(const struct run *run, const struct plan *plan, const struct results *results,
                      const struct claims *claims, const char *directory) {
  if (strcmp(run->format, "csv") == 0) {
    results_write_summary(results, stdout);
  } else {
    printf("%s: %s\n\n", scenario_name(plan->scenario), scenario_text(plan->scenario, "scenario", "title"));
    table_write(results, PAGE_TEXT, stdout);
    claims_print(claims, stdout);
    printf("\nResults: %s\n", directory);
  }
  fflush(stdout);
}

/* Runs the plan into an open output. */
static gboolean run_plan(const struct run *run, struct plan *plan, struct output *output, gboolean *failed,
                         GError **error) {
  FILE *events = output_begin(output, "events.csv", error);
  if (!events) return FALSE;
  struct results *results = run_declare(plan);
  struct claims claims;
  struct turns *turns = run->sensitivity || scenario_switch(plan->scenario, "compare", "sensitivity") ? turns_new(plan)
                                                                                                      : NULL;
  if (turns) results->sensitivity = turns->table;
  results_stream_events(results, events);
  if (!jobs_run(plan, results, turns, jobs_count(plan, turns, (guint)run->jobs), run->quiet, error)) {
    results_free(results);
    turns_free(turns);
    return FALSE;
  }
  claims_judge(&claims, plan);
  gboolean fine = output_end(output, events, error) &&
                  store_results(output, plan, results, &claims, run->command, error);
  if (fine) run_print(run, plan, results, &claims, output_directory(output));
  *failed |= claims_failed(&claims);
  claims_clear(&claims);
  results_free(results);
  turns_free(turns);
  return fine;
}

static gboolean run_scenario(const struct run *run, const char *name, gboolean *failed, GError **error) {
  struct plan *plan = plan_new(name, &run->wish, error);
  if (!plan) return FALSE;
  for (guint i = 0; i < plan->notes->len && !run->quiet; i++)
    fprintf(stderr, "faultline: note: %s\n", (char *)plan->notes->pdata[i]);
  g_autofree char *directory = g_build_filename(run->out, scenario_name(plan->scenario), NULL);
  gboolean fine = claims_check(plan, error);
  struct output *output = fine ? output_new(directory, error) : NULL;
  fine = output && run_plan(run, plan, output, failed, error);
  output_free(output);
  plan_free(plan);
  return fine;
}

int command_run(int argc, char **argv) {
  struct run run = {.seeds = 0};
  GError *error = NULL;
  gboolean failed = FALSE, fine = run_parse(&run, argc, argv, &error);
  for (char **name = run.scenarios; fine && *name; name++) fine = run_scenario(&run, *name, &failed, &error);
  run_clear(&run);
  if (!fine) return command_mistake(error);
  return failed ? COMMAND_CLAIMS_FAILED : COMMAND_DONE;
}
