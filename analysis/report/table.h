/* table.h: the comparison in tables of headline figures, for a terminal or for a report.
 *
 * One table a variant, a row a strategy; numbers are means over the seeds, and with ten seeds or more the interval
 * stands below them. `>` marks what had not recovered, in some seed, when the run ended. Where no strategy differs
 * from another under any variant there is one table with a row a variant. Strategies that came out equal are said
 * to be equal, and why.
 */
#ifndef ANALYSIS_REPORT_TABLE_H
#define ANALYSIS_REPORT_TABLE_H

#include "analysis/report/page.h"
#include "analysis/results/results.h"

/* Everything: variants, words, and the adoption sweep if there is one. */
void table_write(const struct results *results, enum page_style style, FILE *file);
/* The same as part of a page, under headings of this level. */
void table_put(const struct results *results, struct page *page, int level);

#endif
