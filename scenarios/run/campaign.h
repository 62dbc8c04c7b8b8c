/* campaign.h: one scenario from its file to its results: what `faultline run` and `faultline merge` do.
 *
 * While tasks are being done, what they leave is deposited in OUT/SCENARIO/work (deposit.h), which goes when all
 * scenarios of the command are done.
 */
#ifndef SCENARIOS_RUN_CAMPAIGN_H
#define SCENARIOS_RUN_CAMPAIGN_H

#include "scenarios/plan/plan.h"
#include "scenarios/run/mail.h"

enum campaign_start {
  CAMPAIGN_FRESH,  /* what an earlier run has left unfinished is in the way */
  CAMPAIGN_RESUME, /* it is taken up */
  CAMPAIGN_MERGE,  /* only what is there counts */
};

struct campaign {
  struct plan_wish wish;
  gboolean sensitivity, quiet, csv; /* csv: of the table on stdout */
  const char *out;
  enum campaign_start start;
  GPtrArray *parts;           /* char *, for MERGE: folders like `out`, to look for deposits in */
  guint jobs;                 /* 0: one a core */
  guint64 memory;             /* limit in octets, 0: what is free */
  guint shard, shards;        /* from 0; 1 shard: all */
  const char *const *command; /* as it was given */
  GPtrArray *finished;        /* char *: folders to remove in the end */
  struct mail mail;           /* the processes that do this together */
};

/* In every rank; all but rank 0 help, write nothing and say nothing. *failed is set when a claim failed. FALSE: an
 * error. */
gboolean campaign_run(const struct campaign *campaign, const char *scenario, gboolean *failed, GError **error);

#endif
