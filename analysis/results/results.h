/* results.h: the cells of a scenario, collected, and the files that tell of them.
 *
 * Cells are declared in the order in which they shall stand in every file; variants and strategies are ordered by
 * their first declaration, and the first of each is what the others are compared with. Measured cells are handed
 * over in any order (results_take), so that the output does not depend on the number of threads. Calls are not
 * thread-safe: a lock of the caller's around results_take is enough.
 *
 * Nothing here opens a path; files are handed in. Write errors stay in the FILE (ferror), for its owner to see.
 */
#ifndef ANALYSIS_RESULTS_RESULTS_H
#define ANALYSIS_RESULTS_RESULTS_H

#include "analysis/measure/measures.h"
#include "analysis/results/estimate.h"
#include "analysis/results/sensitivity.h"

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/* What a cell cost to compute; may differ from run to run. */
struct results_cost {
  double wall_seconds;
  double peak_memory_mib; /* of the process, when the cell ended */
  unsigned jobs;
};

struct results_cell {
  char *variant, *strategy;
  uint64_t seed;
  bool sweep_only;
  struct measures *measures;      /* NULL until taken */
  struct estimate_design *design; /* NULL: nobody said how its origins were drawn */
  struct results_cost cost;
};

struct results_point {
  char *pair;
  double share;
  uint32_t cell;
};

/* Read by the rest of analysis/, changed by the functions below. */
struct results {
  char *scenario;
  char **region_names;              /* NULL-terminated */
  GArray *cells;                    /* struct results_cell */
  GArray *points;                   /* struct results_point */
  GPtrArray *variants, *strategies; /* names, of cells that are not sweep_only */
  GHashTable *reasons;              /* variant ("" for all others) -> sentence */
  FILE *events;
  const struct sensitivity *sensitivity; /* the caller's; NULL: not asked for */
  uint32_t streamed;                     /* cells whose log has been dealt with */
};

/* `scenario` names it in the files. `region_names` [regions] or NULL: copied. */
struct results *results_new(const char *scenario, const char *const *region_names, uint32_t regions);
void results_free(struct results *results);

/* A cell to come; returns its index 0, 1, 2, ... `sweep_only`: it serves only the adoption sweep, so it stands in
 * summary.csv, events.csv, regions.csv and cost.csv, but is no party to comparisons, time series, tables. */
uint32_t results_declare(struct results *results, const char *variant, const char *strategy, uint64_t seed,
                         bool sweep_only);
/* How the origins of cell `index` were drawn; takes it. */
void results_design(struct results *results, uint32_t index, struct estimate_design *design);
/* A point of the adoption sweep: at `share` (0..1) of adopters the cell `index` is the outcome for its seed.
 * `pair` names the strategies, e.g. "rfc4271 to rfc7606". A cell may serve both here and in the comparison. */
void results_point(struct results *results, const char *pair, double share, uint32_t index);
/* Why the strategies of a variant came out equal, if they do: a sentence without its full stop. NULL variant: of all
 * variants that have none of their own. Without any, results find words from the verdicts of the cells. */
void results_reason(struct results *results, const char *variant, const char *reason);

/* Writes the header of events.csv to `file`, and from then on the log of each cell as soon as all cells before it are
 * there; each log is freed once written. Without a file logs are freed at once. Call before the first results_take. */
void results_stream_events(struct results *results, FILE *file);
/* Hands over what was measured in cell `index`, once; takes it. `cost` is copied. */
void results_take(struct results *results, uint32_t index, struct measures *measures, const struct results_cost *cost);

/* Notes what cell `index`, run again without the cause in row `row` of its ledger, came to. */
void results_check(struct results *results, uint32_t index, uint32_t row, const struct figures *without);

/* Cell `index`. */
const struct results_cell *results_cell(const struct results *results, uint32_t index);
/* The cells of one variant and strategy, sweep_only ones left out, in order; `count` of them. The caller frees the
 * array (g_free), not the cells. */
const struct results_cell **results_group(const struct results *results, const char *variant, const char *strategy,
                                          size_t *count);
/* The reason given for this variant, or NULL. */
const char *results_reason_given(const struct results *results, const char *variant);

/* When all declared cells have been taken: */
void results_write_summary(const struct results *results, FILE *file);
void results_write_compare(const struct results *results, FILE *file);
void results_write_timeline(const struct results *results, FILE *file);
bool results_has_regions(const struct results *results);
void results_write_regions(const struct results *results, FILE *file);
bool results_has_sweep(const struct results *results);
void results_write_adoption(const struct results *results, FILE *file);
/* blame.csv and reproduction.csv (results_blame.c). */
void results_write_blame(const struct results *results, FILE *file);
void results_write_reproduction(const struct results *results, FILE *file);
/* origins.csv (results_origins.c). */
bool results_has_origins(const struct results *results);
void results_write_origins(const struct results *results, FILE *file);
/* sampling.csv (results_sampling.c), of the cells whose design is known. */
void results_write_sampling(const struct results *results, FILE *file);
void results_write_cost(const struct results *results, FILE *file);

#endif
