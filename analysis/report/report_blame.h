/* report_blame.h: the report's section on who is to blame: the greatest causes of the first cell, what runs without
 * them came to, and how many further crashes and resets one causes. */
#ifndef ANALYSIS_REPORT_REPORT_BLAME_H
#define ANALYSIS_REPORT_REPORT_BLAME_H

#include "analysis/report/page.h"
#include "analysis/results/results.h"

/* Nothing is put when nothing happened. `picture`: of the reproduction numbers (plot.h), or NULL. */
void report_blame_put(struct page *page, const struct results *results, const char *picture);

#endif
