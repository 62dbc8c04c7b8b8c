/* measures.h: what was measured in one cell (one variant, strategy and seed): figures, time series, regions, and
 * the log of what happened. Made by recorder_finish, collected by results.h; a plain value that refers to nothing
 * of the run, so that the world may be gone. Freed with measures_free.
 */
#ifndef ANALYSIS_MEASURE_MEASURES_H
#define ANALYSIS_MEASURE_MEASURES_H

#include "analysis/cause/blame.h"
#include "analysis/cause/events.h"
#include "analysis/harvest/harvest.h"
#include "analysis/harvest/origins.h"
#include "analysis/measure/figures.h"
#include "models/bgp/strategy.h"
#include "sim/sim.h"

#include <stdint.h>

/* Time series, one value a bin. */
enum series {
  SERIES_SESSIONS_DOWN, /* mean over the bin */
  SERIES_CARDS_DOWN,    /* mean over the bin; from crash or patch to FIB loaded */
  SERIES_UNREACHABLE,   /* mean over the bin of U(t), 0..1 */
  SERIES_ANNOUNCEMENTS, /* messages a second, table transfers not among them */
  SERIES_WITHDRAWALS,   /* messages a second */
  SERIES_TRANSFERS,     /* announcements a second that belong to table transfers */
  SERIES_BACKLOG,       /* real prefixes waiting in FIB queues, latest sample */
  SERIES_FED,           /* real prefixes a second that line cards are fed */
  SERIES
};
/* Column name in timeline.csv, e.g. "sessions_down". */
const char *measures_series_name(enum series series);

/* The same figures for the sources of one region. */
struct measures_region {
  uint32_t ases;
  uint64_t session_resets, card_crashes; /* a session between two regions counts in both */
  struct figures figures;                /* those of reachability; the rest is absent */
};

struct measures {
  struct figures figures;
  sim_time bin, trigger_at, end;
  bool begun;          /* it came to a trigger */
  uint64_t handled;    /* kernel events of the joint or session run */
  uint32_t blame_rows; /* that blame keeps; 0: all */
  uint32_t bins;
  double *series[SERIES]; /* [bins] */
  uint32_t regions;
  struct measures_region *region; /* [regions] */
  uint64_t verdicts[OUTCOMES];    /* how often an UPDATE that was not simply accepted had this outcome */
  struct events *events;
  struct blame *blame;
  struct origins origins; /* what each followed origin contributed */
  int64_t sources;        /* weight of all sources: what lost weight is divided by */
  /* In two planes (MODEL section 9); all 0 when the run was joint. */
  uint32_t pilots;           /* prefixes that stood for the table in the session run */
  uint32_t rounds;           /* session runs made, each with the churn that the one before led to; 0: no two planes */
  sim_time agreed;           /* up to when the last two of them are the same, SIM_NEVER: throughout */
  uint64_t runs, run_events; /* origins that were followed alone; events of their kernels */
  int64_t *fed, *assumed;    /* [bins] real prefixes that line cards were fed: by all of the table; by the pilots */
};

/* Everything that follows from prefixes is that of `harvest` from now on: the sum of the recorder's own
 * (recorder_harvest) and those of all prefix runs. The log of events must still be there. */
void measures_adopt(struct measures *measures, const struct harvest *harvest);
void measures_free(struct measures *measures);
/* With a log of its own: for a cell that is known to come out the same. */
struct measures *measures_copy(const struct measures *measures);
/* Appends "faultline measures 1" and a new line, and with its seal at the end (sim/pack.h). What is loaded again gives
 * the same files to the last octet; checks of blame, which come later, are not in it. Only while the log of events is
 * there. */
void measures_store(const struct measures *measures, GByteArray *bytes);
/* NULL when the octets are no measures of this version. */
struct measures *measures_load(const uint8_t *bytes, size_t length, GError **error);
#define MEASURES_ERROR (measures_error_quark())
GQuark measures_error_quark(void);
enum measures_error { MEASURES_ERROR_BAD };
/* Do two runs agree in every figure and every bin? (The number of kernel events is no matter.) */
bool measures_equal(const struct measures *a, const struct measures *b);

#endif
