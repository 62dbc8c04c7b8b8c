/* estimate.h: from a sample of origins to the whole table: how far may the figures be off?
 *
 * The followed origins are a stratified sample (scenarios/plan/sample.h). Each was drawn, in proportion to prefixes,
 * out of a run of origins of its stratum, and its weight is the number of prefixes of the run. Totals are the weighted
 * sums. Their variance is estimated from how much the origins of a stratum differ; what is taken for certain and what
 * stands for nobody but itself adds nothing to it (finite population correction), so it is 0 when all are followed.
 * The order in which the runs were cut is taken for chance; where neighbours are alike, the interval is too wide rather
 * than too narrow.
 *
 * Cochran, Sampling Techniques, 3rd edition (1977): strata, 5.3 and 5.4 (degrees of freedom (5.16)); one unit for each
 * group, 9A.11 (Rao, Hartley, Cochran 1962); ratios, 6.11; strata with few units joined, 5A.12.
 */
#ifndef ANALYSIS_RESULTS_ESTIMATE_H
#define ANALYSIS_RESULTS_ESTIMATE_H

#include "analysis/measure/figures.h"
#include "analysis/measure/measures.h"

#include <stdbool.h>
#include <stdint.h>

/* How a sample was drawn. */
struct estimate_design {
  uint32_t count, origins; /* followed; of so many */
  uint32_t strata;
  uint32_t *stratum; /* [count] below `strata` */
  double *weight;    /* [count] prefixes that each stands for, > 0 */
  double *squares;   /* [count] the squares of the numbers of prefixes of the origins it stands for, added up */
  double *own;       /* [count] prefixes of its own, > 0 */
};
/* Room for so many; estimate_design_free it. */
struct estimate_design *estimate_design_new(uint32_t count, uint32_t origins, uint32_t strata);
void estimate_design_free(struct estimate_design *design);

struct estimate {
  double value;
  bool given;       /* is there a standard error? Not from one origin, nor for what none of a sample showed */
  double error;     /* standard error */
  double freedom;   /* effective degrees of freedom; infinite where the error is 0 */
  double low, high; /* 95 %; the value itself when all are followed */
};

/* Sum over all origins of own prefixes times `each`, which is known of the followed ones ([count]). */
struct estimate estimate_total(const struct estimate_design *design, const double *each);
/* The ratio of two such sums; 0 when the lower one is 0. */
struct estimate estimate_ratio(const struct estimate_design *design, const double *above, const double *below);
/* t so that a share 0.95 of Student's distribution lies within -t and t. `freedom` >= 1, rounded down. */
double estimate_student(double freedom);

/* What summary.csv would say of a figure were all origins followed: its lost prefix-minutes, their shares, and its
 * messages (which count one prefix for each origin). false for all other figures: these have no interval. */
bool estimate_figure(const struct estimate_design *design, const struct measures *measures, enum figure figure,
                     struct estimate *estimate);

#endif
