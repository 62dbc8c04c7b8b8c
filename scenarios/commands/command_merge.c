/* command_merge.c: the shards of a work put together. What was to be run is read from the deposits: the command that
 * left them, and the folder in which it was given. */
#include "scenarios/commands/command.h"

#include "scenarios/commands/options.h"
#include "scenarios/commands/run_options.h"
#include "scenarios/files/input.h"
#include "scenarios/run/deposit.h"
#include "scenarios/settings/mistake.h"

#include <string.h>
#include <unistd.h>

struct merge {
  struct run_means means;
  char **command, **parts;
};

static gboolean merge_parse(struct merge *merge, int argc, char **argv, GError **error) {
  const GOptionEntry entries[] = {
      {"out", 0, 0, G_OPTION_ARG_FILENAME, &merge->means.out, "Where results go (default: the first DIR)", "DIR"},
      {"jobs", 0, 0, G_OPTION_ARG_INT, &merge->means.jobs, "Threads, for what follows from results", "N"},
      {"memory-limit", 0, 0, G_OPTION_ARG_STRING, &merge->means.memory, "Memory to stay within", "SIZE"},
      {"format", 0, 0, G_OPTION_ARG_STRING, &merge->means.format, "Of the table on stdout: text or csv", "FORMAT"},
      {"quiet", 0, 0, G_OPTION_ARG_NONE, &merge->means.quiet, "No notes, no progress", NULL},
      {NULL, 0, 0, 0, NULL, NULL, NULL}};
  const struct options parser = {
      "merge",
      "DIR...",
      "Puts together what faultline run --shard I/N has left.",
      "DIR is what was --out there: one folder for all shards, or several. Whatever is missing is named, and\n"
      "the exit status is 2.\n",
      entries,
      NULL};
  merge->command = g_strdupv(argv);
  if (!options_parse(&parser, argc, argv, &merge->parts, error)) return FALSE;
  if (!merge->parts[0])
    return mistake_set(error, MISTAKE_SYNTAX, "merge: expected a folder that faultline run has left");
  if (!run_means_check(&merge->means, error)) return FALSE;
  for (char **part = merge->parts; *part; part++) {
    char *given = *part;
    *part = deposits_root(given);
    g_free(given);
  }
  return TRUE;
}

static void merge_clear(struct merge *merge) {
  run_means_clear(&merge->means);
  g_strfreev(merge->command);
  g_strfreev(merge->parts);
}

static int merge_order(gconstpointer a, gconstpointer b) { return strcmp(*(char **)a, *(char **)b); }

/* Names of the scenarios that have deposits below any of the folders. */
static GPtrArray *merge_scenarios(const struct merge *merge) {
  GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
  for (char **part = merge->parts; *part; part++) {
    GDir *dir = g_dir_open(*part, 0, NULL);
    for (const char *name; dir && (name = g_dir_read_name(dir));) {
      g_autofree char *directory = g_build_filename(*part, name, NULL), *plan = deposits_plan(directory);
      if (!g_file_test(plan, G_FILE_TEST_EXISTS)) continue;
      if (!g_ptr_array_find_with_equal_func(names, name, g_str_equal, NULL)) g_ptr_array_add(names, g_strdup(name));
    }
    if (dir) g_dir_close(dir);
  }
  g_ptr_array_sort(names, merge_order);
  return names;
}

/* The first plan.ini of a scenario (g_free). */
static char *merge_plan(const struct merge *merge, const char *name) {
  for (char **part = merge->parts; *part; part++) {
    g_autofree char *directory = g_build_filename(*part, name, NULL), *plan = deposits_plan(directory);
    if (g_file_test(plan, G_FILE_TEST_EXISTS)) return g_steal_pointer(&plan);
  }
  g_assert_not_reached();
}

/* Relative paths of the command mean the same again; ours go on meaning what they do. */
static void merge_go(struct campaign *campaign, const struct merge *merge, const char *directory) {
  g_autofree char *here = g_get_current_dir();
  gboolean same = strcmp(here, directory) == 0 || !g_file_test(directory, G_FILE_TEST_IS_DIR);
  for (char **part = merge->parts; *part; part++)
    g_ptr_array_add(campaign->parts, same ? g_strdup(*part) : g_canonicalize_filename(*part, here));
  const char *out = merge->means.out ? merge->means.out : merge->parts[0];
  g_ptr_array_add(campaign->parts, same ? g_strdup(out) : g_canonicalize_filename(out, here));
  campaign->out = campaign->parts->pdata[campaign->parts->len - 1];
  if (!same && chdir(directory) != 0) g_assert_not_reached();
}

static void merge_campaign(struct campaign *campaign, const struct merge *merge) {
  campaign->start = CAMPAIGN_MERGE;
  campaign->mail = (struct mail){.count = 1, .here = 1};
  campaign->shards = 1;
  campaign->shard = 0;
  run_means_use(&merge->means, campaign);
  campaign->command = (const char *const *)merge->command;
}

static gboolean merge_scenario(const struct merge *merge, const char *name, gboolean *failed, GError **error) {
  g_autofree char *plan = merge_plan(merge, name), *text = NULL, *directory = NULL, *scenario = NULL;
  g_auto(GStrv) command = NULL;
  gsize length;
  if (!input_read(plan, &text, &length, error)) return FALSE;
  if (!manifest_command(text, length, &command, &directory, &scenario))
    return mistake_at(error, MISTAKE_FILE, plan, 0, "[command] is damaged, expected what faultline run has written");
  struct run_options options = {.seeds = 0};
  struct campaign *campaign = &options.campaign;
  campaign->parts = g_ptr_array_new_with_free_func(g_free);
  gboolean fine = run_options_parse(&options, (int)g_strv_length(command), command, error);
  if (fine) {
    merge_campaign(campaign, merge);
    merge_go(campaign, merge, directory);
    fine = campaign_run(campaign, scenario, failed, error);
  }
  for (guint i = 0; campaign->finished && i < campaign->finished->len; i++)
    deposits_remove(campaign->finished->pdata[i]);
  g_ptr_array_unref(campaign->parts);
  run_options_clear(&options);
  return fine;
}

int command_merge(int argc, char **argv) {
  struct merge merge = {.parts = NULL};
  GError *error = NULL;
  gboolean failed = FALSE, fine = merge_parse(&merge, argc, argv, &error);
  g_autoptr(GPtrArray) names = fine ? merge_scenarios(&merge) : NULL;
  if (fine && names->len == 0)
    fine = mistake_at(&error, MISTAKE_FILE, merge.parts[0], 0,
                      "nothing to merge here, expected SCENARIO/work/plan.ini");
  g_autofree char *here = g_get_current_dir();
  for (guint i = 0; fine && i < names->len; i++)
    fine = chdir(here) == 0 && merge_scenario(&merge, names->pdata[i], &failed, &error);
  merge_clear(&merge);
  if (!fine) return command_mistake(error);
  return failed ? COMMAND_CLAIMS_FAILED : COMMAND_DONE;
}
