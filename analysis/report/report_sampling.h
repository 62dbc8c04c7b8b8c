/* report_sampling.h: the report's section on samples: how many origins were followed, and how sure that makes the
 * figures. */
#ifndef ANALYSIS_REPORT_REPORT_SAMPLING_H
#define ANALYSIS_REPORT_REPORT_SAMPLING_H

#include "analysis/report/page.h"
#include "analysis/results/results.h"

/* Nothing is put when nobody said how origins were drawn. */
void report_sampling_put(struct page *page, const struct results *results);

#endif
