#include "scenarios/run/store.h"

#include "scenarios/files/datafile.h"
#include "scenarios/run/plot.h"
#include "scenarios/run/provenance.h"

#include "analysis/report/report.h"

static void store_summary(const void *results, FILE *file) { results_write_summary(results, file); }
static void store_compare(const void *results, FILE *file) { results_write_compare(results, file); }
static void store_timeline(const void *results, FILE *file) { results_write_timeline(results, file); }
static void store_regions(const void *results, FILE *file) { results_write_regions(results, file); }
static void store_adoption(const void *results, FILE *file) { results_write_adoption(results, file); }
static void store_blame(const void *results, FILE *file) { results_write_blame(results, file); }
static void store_reproduction(const void *results, FILE *file) { results_write_reproduction(results, file); }
static void store_origins(const void *results, FILE *file) { results_write_origins(results, file); }
static void store_sensitivity(const void *results, FILE *file) {
  sensitivity_write(((const struct results *)results)->sensitivity, file);
}
static void store_sampling(const void *results, FILE *file) { results_write_sampling(results, file); }
static void store_cost(const void *results, FILE *file) { results_write_cost(results, file); }

static gboolean store_tables(struct output *output, const struct results *results, GError **error) {
  const struct {
    const char *name;
    output_writer write;
    gboolean wanted;
  } table[] = {{"summary.csv", store_summary, TRUE},
               {"compare.csv", store_compare, TRUE},
               {"timeline.csv", store_timeline, TRUE},
               {"regions.csv", store_regions, results_has_regions(results)},
               {"adoption.csv", store_adoption, results_has_sweep(results)},
               {"blame.csv", store_blame, TRUE},
               {"reproduction.csv", store_reproduction, TRUE},
               {"origins.csv", store_origins, results_has_origins(results)},
               {"sensitivity.csv", store_sensitivity, results->sensitivity != NULL},
               {"sampling.csv", store_sampling, TRUE},
               {"cost.csv", store_cost, TRUE}};
  for (gsize i = 0; i < G_N_ELEMENTS(table); i++)
    if (table[i].wanted && !output_write(output, table[i].name, table[i].write, results, error)) return FALSE;
  return TRUE;
}

struct store_report {
  struct report report;
  const struct results *results;
};

static void store_markdown(const void *what, FILE *file) {
  const struct store_report *store = what;
  report_write_markdown(&store->report, store->results, file);
}

static void store_html(const void *what, FILE *file) {
  const struct store_report *store = what;
  report_write_html(&store->report, store->results, file);
}

/* What is assumed: the scenario's own numbers, then the platforms'. */
static char **store_assumed(const struct plan *plan) {
  g_auto(GStrv) own = scenario_labelled(plan->scenario, "assumed");
  GPtrArray *lines = g_ptr_array_new();
  for (char **line = own; *line; line++) g_ptr_array_add(lines, g_strdup(*line));
  for (guint i = 0; i < plan->platforms->len; i++) {
    const GPtrArray *assumed = ((struct platform_file *)plan->platforms->pdata[i])->assumed;
    for (guint j = 0; j < assumed->len; j++) g_ptr_array_add(lines, g_strdup(assumed->pdata[j]));
  }
  g_ptr_array_add(lines, NULL);
  return (char **)g_ptr_array_free(lines, FALSE);
}

static gboolean store_report(struct output *output, const struct plan *plan, const struct results *results,
                             const struct claims *claims, const GPtrArray *plots, const char *note, GError **error) {
  g_auto(GStrv) provenance = provenance_lines(plan);
  g_auto(GStrv) fitted = scenario_labelled(plan->scenario, "fitted");
  g_auto(GStrv) assumed = store_assumed(plan);
  const char *title = scenario_text(plan->scenario, "scenario", "title");
  struct store_report store = {.results = results,
                               .report = {.title = *title ? title : scenario_name(plan->scenario),
                                          .summary = scenario_text(plan->scenario, "scenario", "summary"),
                                          .provenance = (const char *const *)provenance,
                                          .fitted = (const char *const *)fitted,
                                          .assumed = (const char *const *)assumed,
                                          .claims = claims->claim,
                                          .claim_count = claims->count,
                                          .plots = (const struct report_plot *const *)plots->pdata,
                                          .plot_count = plots->len,
                                          .plot_note = note}};
  return output_write(output, "report.md", store_markdown, &store, error) &&
         output_write(output, "report.html", store_html, &store, error);
}

struct store_provenance {
  const struct plan *plan;
  const char *command;
};

static void store_run_ini(const void *what, FILE *file) {
  const struct store_provenance *store = what;
  provenance_write(store->plan, store->command, file);
}

gboolean store_results(struct output *output, const struct plan *plan, const struct results *results,
                       const struct claims *claims, const char *command, GError **error) {
  struct store_provenance provenance = {.plan = plan, .command = command};
  g_autofree char *scripts = datafile_directory(DATAFILE_GNUPLOT);
  g_autofree char *note = NULL;
  if (!store_tables(output, results, error)) return FALSE;
  GPtrArray *plots = plot_draw(results, output, scripts, &note, error);
  gboolean fine = plots && store_report(output, plan, results, claims, plots, note, error) &&
                  output_write(output, "run.ini", store_run_ini, &provenance, error);
  if (plots) g_ptr_array_unref(plots);
  return fine;
}
