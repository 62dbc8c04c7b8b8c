#include "scenarios/run/campaign.h"

#include "scenarios/plan/design.h"
#include "scenarios/run/cell.h"
#include "scenarios/run/claims.h"
#include "scenarios/run/jobs.h"
#include "scenarios/run/memory.h"
#include "scenarios/run/ranks.h"
#include "scenarios/run/shard.h"
#include "scenarios/run/store.h"
#include "scenarios/settings/mistake.h"

#include "analysis/report/table.h"

#include <string.h>

/* One scenario on its way. */
struct stage {
  const struct campaign *campaign;
  struct plan *plan;
  struct turns *turns; /* or NULL */
  struct manifest *manifest;
  struct output *output;
  struct deposits *deposits;
  struct results *results;
  struct foreman *foreman;
  struct memory memory;
  FILE *events; /* events.csv; NULL in a shard */
};

/* Regions of the map, or of the insides of some variant; NULL-terminated, or NULL. */
static char **campaign_regions(const struct plan *plan) {
  char **names = NULL;
  for (guint v = 0; v < plan->variants && !names; v++) names = plan->variant[v].insides->expansion->region_name;
  return names;
}

static void campaign_declare_point(struct results *results, const struct plan *plan, const struct plan_point *point) {
  const char *base = scenario_text(plan->scenario, "compare", "base_strategy");
  g_autofree char *pair = g_strdup_printf("%s to %s", base,
                                          scenario_text(plan->scenario, "compare", "adoption_strategy"));
  results_point(results, pair, point->share, point->cell);
}

static struct results *campaign_declare(const struct plan *plan, const struct turns *turns) {
  const char *const *names = (const char *const *)campaign_regions(plan);
  struct results *results = results_new(scenario_name(plan->scenario), names,
                                        names ? g_strv_length((char **)names) : 0);
  for (guint i = 0; i < plan->cell->len; i++) {
    const struct plan_cell *cell = plan_cell(plan, i);
    guint index = results_declare(results, plan->variant[cell->variant].name, cell->label, cell->seed,
                                  cell->sweep_only);
    g_assert(index == i);
    struct build_order order = cell_order(plan, i);
    results_design(results, i, design_new(&order));
  }
  for (guint i = 0; i < plan->point->len; i++)
    campaign_declare_point(results, plan, &g_array_index(plan->point, struct plan_point, i));
  const char *reason = scenario_text(plan->scenario, "compare", "reason");
  if (reason) results_reason(results, NULL, reason);
  if (turns) results->sensitivity = turns->table;
  return results;
}

static void campaign_print(const struct stage *stage, const struct claims *claims) {
  const struct scenario *scenario = stage->plan->scenario;
  if (stage->campaign->csv) {
    results_write_summary(stage->results, stdout);
  } else {
    printf("%s: %s\n\n", scenario_name(scenario), scenario_text(scenario, "scenario", "title"));
    table_write(stage->results, PAGE_TEXT, stdout);
    claims_print(claims, stdout);
    printf("\nResults: %s\n", output_directory(stage->output));
  }
  fflush(stdout);
}

/* The signal has come: what is known is kept, and the user told how to go on. */
static void campaign_interrupted(void *context) {
  const struct stage *stage = context;
  guint whole, runs;
  foreman_checkpoint(stage->foreman);
  foreman_count(stage->foreman, &whole, &runs);
  progress_clear(foreman_progress(stage->foreman));
  if (!deposits_count(stage->deposits)) return;
  g_autofree char *command = g_strjoinv(" ", (char **)stage->campaign->command);
  gboolean again = stage->campaign->start != CAMPAIGN_FRESH || stage->campaign->shards > 1;
  const char *more = again ? "" : " --resume ";
  fprintf(stderr, "faultline: interrupted; %u of %u runs done; to go on: faultline %s%s%s\n", whole, runs, command,
          more, *more ? stage->campaign->out : "");
}

static gboolean campaign_is_fresh(const struct stage *stage, GError **error) {
  guint count = deposits_count(stage->deposits);
  if (count == 0) return TRUE;
  return mistake_set(error, MISTAKE_FILE,
                     "%s/work: the unfinished work of another run is here (%u files); go on with it by --resume %s, or "
                     "remove it",
                     output_directory(stage->output), count, stage->campaign->out);
}

/* The same command may have been here a moment ago. */
static void campaign_forget(const struct stage *stage) {
  guint place;
  g_autofree char *folder = g_build_filename(output_directory(stage->output), "work", NULL);
  if (!g_ptr_array_find_with_equal_func(stage->campaign->finished, folder, g_str_equal, &place)) return;
  deposits_remove(folder);
  g_ptr_array_remove_index(stage->campaign->finished, place);
}

static gboolean campaign_open_deposits(struct stage *stage, GError **error) {
  const struct campaign *campaign = stage->campaign;
  campaign_forget(stage);
  stage->deposits = deposits_new(stage->output, stage->manifest, campaign->command);
  for (guint i = 0; campaign->parts && i < campaign->parts->len; i++) {
    g_autofree char *folder = g_build_filename(campaign->parts->pdata[i], scenario_name(stage->plan->scenario), NULL);
    deposits_add_folder(stage->deposits, folder);
  }
  if (campaign->start == CAMPAIGN_FRESH && campaign->shards == 1) return campaign_is_fresh(stage, error);
  return deposits_check(stage->deposits, error);
}

/* What every rank has. */
static gboolean campaign_plan(struct stage *stage, const char *name, GError **error) {
  const struct campaign *campaign = stage->campaign;
  stage->plan = plan_new(name, &campaign->wish, error);
  if (!stage->plan || !claims_check(stage->plan, error)) return FALSE;
  if (campaign->sensitivity || scenario_switch(stage->plan->scenario, "compare", "sensitivity"))
    stage->turns = turns_new(stage->plan);
  stage->manifest = manifest_new(stage->plan, stage->turns != NULL);
  guint jobs = campaign->jobs ? campaign->jobs : ranks_jobs(&campaign->mail);
  return memory_fit(&stage->memory, stage->plan, jobs, jobs_runs(stage->plan, stage->turns), campaign->memory,
                    campaign->mail.here, error);
}

/* Where rank 0 puts what comes of it. */
static gboolean campaign_open(struct stage *stage, GError **error) {
  const struct campaign *campaign = stage->campaign;
  for (guint i = 0; i < stage->plan->notes->len && !campaign->quiet; i++)
    fprintf(stderr, "faultline: note: %s\n", (char *)stage->plan->notes->pdata[i]);
  g_autofree char *directory = g_build_filename(campaign->out, scenario_name(stage->plan->scenario), NULL);
  stage->output = output_new(directory, error);
  if (!stage->output || !campaign_open_deposits(stage, error)) return FALSE;
  stage->results = campaign_declare(stage->plan, stage->turns);
  if (campaign->shards > 1) return TRUE;
  output_sweep(stage->output);
  stage->events = output_begin(stage->output, "events.csv", error);
  if (stage->events) results_stream_events(stage->results, stage->events);
  return stage->events != NULL;
}

static void campaign_open_foreman(struct stage *stage) {
  const struct campaign *campaign = stage->campaign;
  const struct foreman_order order = {.ending = {.plan = stage->plan,
                                                 .results = stage->results,
                                                 .turns = stage->turns,
                                                 .jobs = stage->memory.jobs * campaign->mail.count},
                                      .way = way_of,
                                      .deposits = stage->deposits,
                                      .shard = campaign->shard,
                                      .shards = campaign->shards,
                                      .quiet = campaign->quiet};
  stage->foreman = foreman_new(&order);
}

static void campaign_announce(const struct stage *stage) {
  guint whole, runs;
  g_autofree char *size = memory_say(&stage->memory, stage->campaign->mail.count);
  foreman_count(stage->foreman, &whole, &runs);
  if (stage->campaign->quiet || whole == runs) return;
  fprintf(stderr, "faultline: %s: %u run%s to do; %s\n", scenario_name(stage->plan->scenario), runs - whole,
          runs - whole == 1 ? "" : "s", size);
}

/* All tasks that are there to be done, together with the other ranks. */
static gboolean campaign_work(struct stage *stage, GError **error) {
  struct desk desk;
  struct jobs_source source = jobs_foreman(stage->foreman);
  desk_init(&desk, stage->plan, stage->turns, way_of, foreman_progress(stage->foreman));
  output_on_end(stage->output, campaign_interrupted, stage);
  struct ranks_service *service = ranks_service_new(&stage->campaign->mail, stage->foreman);
  struct jobs *jobs = jobs_new(&source, &desk, stage->memory.jobs);
  gboolean fine = foreman_wait(stage->foreman, error);
  jobs_free(jobs);
  ranks_service_free(service);
  output_on_end(stage->output, NULL, NULL);
  return fine;
}

static gboolean campaign_compute(struct stage *stage, GError **error) {
  campaign_open_foreman(stage);
  if (stage->campaign->start == CAMPAIGN_MERGE && !shard_check_all(stage->foreman, stage->deposits, error))
    return mistake_locate(error, output_directory(stage->output), 0);
  campaign_announce(stage);
  return campaign_work(stage, error);
}

/* From the measures to the files. */
static gboolean campaign_tell(struct stage *stage, gboolean *failed, GError **error) {
  struct claims claims;
  if (stage->turns) stage->turns->table->base = plan_cell(stage->plan, 0)->figures;
  claims_judge(&claims, stage->plan);
  g_autofree char *command = g_strjoinv(" ", (char **)stage->campaign->command);
  gboolean fine = output_end(stage->output, stage->events, error) &&
                  store_results(stage->output, stage->plan, stage->results, &claims, command, error);
  if (fine) campaign_print(stage, &claims);
  else if (error && *error && deposits_count(stage->deposits))
    g_prefix_error(error, "what was computed is kept (--resume %s), but ", stage->campaign->out);
  *failed |= claims_failed(&claims);
  claims_clear(&claims);
  return fine;
}

/* A shard leaves its deposits and nothing else. */
static gboolean campaign_shard(struct stage *stage, GError **error) {
  const struct campaign *campaign = stage->campaign;
  if (!campaign_compute(stage, error)) return FALSE;
  foreman_checkpoint(stage->foreman);
  if (!shard_done(stage->deposits, campaign->shard, campaign->shards, error)) return FALSE;
  printf("%s: shard %u of %u is done, and kept in %s/work.\nWhen all are: faultline merge %s\n",
         scenario_name(stage->plan->scenario), campaign->shard + 1, campaign->shards, output_directory(stage->output),
         campaign->out);
  return TRUE;
}

static gboolean campaign_whole(struct stage *stage, gboolean *failed, GError **error) {
  if (!campaign_compute(stage, error) || !campaign_tell(stage, failed, error)) return FALSE;
  deposits_finish(stage->deposits, stage->campaign->finished);
  return TRUE;
}

static gboolean campaign_help(const struct stage *stage) {
  struct desk desk;
  desk_init(&desk, stage->plan, stage->turns, way_of, NULL);
  ranks_help(&desk, stage->memory.jobs);
  return TRUE;
}

/* First the output: a signal that is being dealt with needs the rest till the end. */
static void stage_clear(struct stage *stage) {
  output_free(stage->output);
  if (stage->foreman) foreman_free(stage->foreman);
  deposits_free(stage->deposits);
  manifest_free(stage->manifest);
  results_free(stage->results);
  turns_free(stage->turns);
  plan_free(stage->plan);
}

/* Do all ranks stand where this one does, and is all well with them? */
static gboolean campaign_agree(const struct campaign *campaign, gboolean fine, const char *where, GError **error) {
  GError *failure = NULL;
  if (campaign->mail.count == 1) return fine;
  if (!fine) failure = g_steal_pointer(error);
  fine = ranks_agree(&campaign->mail, where, failure, error);
  g_clear_error(&failure);
  return fine;
}

gboolean campaign_run(const struct campaign *campaign, const char *scenario, gboolean *failed, GError **error) {
  struct stage stage = {.campaign = campaign};
  gboolean first = campaign->mail.rank == 0;
  gboolean fine = campaign_plan(&stage, scenario, error) && (!first || campaign_open(&stage, error));
  fine = campaign_agree(campaign, fine, fine ? stage.manifest->digest : NULL, error);
  if (fine) {
    if (!first) fine = campaign_help(&stage);
    else fine = campaign->shards > 1 ? campaign_shard(&stage, error) : campaign_whole(&stage, failed, error);
    fine = campaign_agree(campaign, fine, "done", error);
  }
  stage_clear(&stage);
  return fine;
}
