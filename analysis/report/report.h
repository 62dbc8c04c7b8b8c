/* report.h: report.md and report.html: what was run, what came out, how far to trust it.
 *
 * The facts that results do not know are handed in as plain text. Arrays of strings are NULL-terminated; a NULL
 * array is an empty one. Nothing is kept.
 */
#ifndef ANALYSIS_REPORT_REPORT_H
#define ANALYSIS_REPORT_REPORT_H

#include "analysis/results/results.h"

#include <stdio.h>

struct report_plot {
  char *name; /* path without its suffix, relative to the report: "sessions" for sessions.svg and sessions.png */
  char *caption;
};

enum report_status { REPORT_HELD, REPORT_FAILED, REPORT_NOT_JUDGED };

struct report_claim {
  const char *text, *published, *ours, *source; /* any but `text` may be NULL */
  enum report_status status;
};

struct report {
  const char *title;
  const char *summary;           /* a paragraph on what was run; may be NULL */
  const char *const *provenance; /* lines "key: value" */
  const char *const *fitted;     /* parameters chosen so that the result comes out as published, with why */
  const char *const *assumed;    /* parameters that no source gives */
  const struct report_claim *claims;
  size_t claim_count;
  const struct report_plot *const *plots; /* [plot_count], as plot_draw returns them (GPtrArray pdata) */
  size_t plot_count;
  const char *plot_note; /* why there are no pictures, or NULL */
};

void report_write_markdown(const struct report *report, const struct results *results, FILE *file);
/* One file without scripts; pictures are linked. */
void report_write_html(const struct report *report, const struct results *results, FILE *file);

#endif
