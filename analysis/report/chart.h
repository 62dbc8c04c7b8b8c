/* chart.h: the data behind the pictures, as files for gnuplot: what analysis/plots/timeline.gp, bars.gp, adoption.gp
 * and reproduction.gp draw.
 *
 * A file consists of blocks, two blank lines apart, one for each line or colour of the picture; a block begins
 * with its label in quotes. Strategies that came out equal are drawn as one, labelled "a = b", or "all strategies
 * (identical)". More than CHART_POINTS bins are averaged in groups of equal size; a timeline ends a little after the
 * last moment at which anything happens in any variant, the same in all of them.
 *
 * Columns (low and high bound the interval; both equal the mean below ten seeds):
 *   timeline  minutes since the trigger, then mean, low, high of: sessions down, cards down, unreachable percent,
 *             updates a second
 *   bars      number of the variant, its name in quotes, then mean, low, high and words of: session resets, card
 *             crashes, lost prefix-minutes
 *   adoption  percent that adopted, then mean, low, high of: session resets, lost prefix-minutes
 *   reproduction  generation, then further crashes and further resets that one crash or reset of it causes
 */
#ifndef ANALYSIS_REPORT_CHART_H
#define ANALYSIS_REPORT_CHART_H

#include "analysis/results/compare.h"

#include <stdio.h>

#define CHART_POINTS 2000
#define CHART_VARIANTS UINT32_MAX /* in place of a variant: a line a variant, as no strategy differs */

/* How many timelines are worth drawing: one a variant, or, when no strategy differs under any variant, a single one
 * that compares the variants. */
uint32_t chart_timelines(const struct compare *compare);
/* The variant of timeline `index`, or CHART_VARIANTS. */
uint32_t chart_timeline_variant(const struct compare *compare, uint32_t index);
void chart_write_timeline(const struct compare *compare, uint32_t variant, FILE *file);
void chart_write_bars(const struct compare *compare, FILE *file);
/* Of the first cell; false: nothing crashed and nothing was reset. */
bool chart_has_reproduction(const struct results *results);
void chart_write_reproduction(const struct results *results, FILE *file);
void chart_write_adoption(const struct compare *compare, FILE *file);

#endif
