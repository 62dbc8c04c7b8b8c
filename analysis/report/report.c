#include "analysis/report/report.h"

#include "analysis/report/page.h"
#include "analysis/report/report_blame.h"
#include "analysis/report/report_planes.h"
#include "analysis/report/report_sampling.h"
#include "analysis/report/table.h"

#include <string.h>

static void put_results(struct page *page, const struct results *results) {
  page_heading(page, 2, "Results");
  table_put(results, page, 3);
  page_paragraph(page, "Numbers are means over the seeds, with 95 % bootstrap intervals from ten seeds on. Lost "
                       "prefix-minutes: real prefixes that the average AS cannot reach, times minutes. A time after > "
                       "had not come when the run ended. All figures are in summary.csv, compared in compare.csv.");
}

/* Pictures that stand where their numbers do. */
static bool has_place(const struct report_plot *plot) {
  return strcmp(plot->name, "reproduction") == 0 || strcmp(plot->name, "sensitivity") == 0;
}

static const char *picture_of(const struct report *report, const char *name) {
  for (size_t i = 0; i < report->plot_count; i++)
    if (strcmp(report->plots[i]->name, name) == 0) return name;
  return NULL;
}

static void put_pictures(struct page *page, const struct report *report) {
  if (report->plot_count == 0 && !report->plot_note) return;
  page_heading(page, 2, "Pictures");
  if (report->plot_note) page_paragraph(page, report->plot_note);
  for (size_t i = 0; i < report->plot_count; i++)
    if (!has_place(report->plots[i])) page_picture(page, report->plots[i]->name, report->plots[i]->caption);
}

static void put_claims(struct page *page, const struct report *report) {
  static const char *const status[] = {
      [REPORT_HELD] = "held", [REPORT_FAILED] = "FAILED", [REPORT_NOT_JUDGED] = "not judged"};
  static const char *const head[] = {"claim", "published", "simulated", "status", "source"};
  if (report->claim_count == 0) return;
  page_heading(page, 2, "Published figures and ours");
  struct page_grid *grid = page_grid_new(true);
  page_grid_row(grid);
  for (size_t i = 0; i < G_N_ELEMENTS(head); i++) page_grid_cell(grid, head[i]);
  for (size_t i = 0; i < report->claim_count; i++) {
    const struct report_claim *claim = &report->claims[i];
    page_grid_row(grid);
    page_grid_cell(grid, claim->text);
    page_grid_cell(grid, claim->published);
    page_grid_cell(grid, claim->ours);
    page_grid_cell(grid, status[claim->status]);
    page_grid_cell(grid, claim->source);
  }
  page_grid_write(page, grid);
}

static void put_parameters(struct page *page, const char *heading, const char *what, const char *const *lines) {
  if (!lines || !*lines) return;
  page_heading(page, 2, heading);
  page_paragraph(page, what);
  page_list(page, lines);
}

static void put_report(const struct report *report, const struct results *results, struct page *page) {
  page_begin(page, report->title);
  if (report->summary) page_paragraph(page, report->summary);
  put_results(page, results);
  report_sampling_put(page, results);
  put_pictures(page, report);
  report_blame_put(page, results, picture_of(report, "reproduction"));
  report_planes_put(page, results);
  put_claims(page, report);
  if (results->sensitivity) sensitivity_put(page, results->sensitivity, picture_of(report, "sensitivity"));
  put_parameters(page, "Fitted", "Chosen so that the simulation lands on what was published:", report->fitted);
  put_parameters(page, "Assumed", "No source gives these; a scenario can change them:", report->assumed);
  if (report->provenance && *report->provenance) {
    page_heading(page, 2, "Provenance");
    page_listing(page, report->provenance);
  }
  page_end(page);
}

void report_write_markdown(const struct report *report, const struct results *results, FILE *file) {
  put_report(report, results, &(struct page){file, PAGE_MARKDOWN});
}

void report_write_html(const struct report *report, const struct results *results, FILE *file) {
  put_report(report, results, &(struct page){file, PAGE_HTML});
}
