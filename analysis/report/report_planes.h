/* report_planes.h: the report's section on cells that were run in two planes (MODEL section 9): how many origins were
 * followed alone, and how well what the session run assumed of the table agrees with what the table's own runs did. */
#ifndef ANALYSIS_REPORT_REPORT_PLANES_H
#define ANALYSIS_REPORT_REPORT_PLANES_H

#include "analysis/report/page.h"
#include "analysis/results/results.h"

/* Nothing is put when all cells were run jointly. */
void report_planes_put(struct page *page, const struct results *results);

#endif
