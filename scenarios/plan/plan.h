/* plan.h: what `faultline run` is about to do with one scenario: everything read, checked and laid out as cells.
 *
 * A cell is one run of the simulator: one variant, one strategy, one seed. After plan_new nothing the user wrote
 * can go wrong any more.
 */
#ifndef SCENARIOS_PLAN_PLAN_H
#define SCENARIOS_PLAN_PLAN_H

#include "scenarios/plan/build.h"
#include "scenarios/settings/scenario.h"

#include "analysis/measure/figures.h"
#include "analysis/results/results.h"
#include "topologies/map/map.h"

/* What the command line asks for beyond the scenario; NULL or 0 where it says nothing. */
struct plan_wish {
  char **strategies, **variants, **settings; /* settings: "group.key=value" */
  const char *topology;
  const char *seed;
  guint seeds;
};

struct plan_variant {
  char *name;
  struct scenario *scenario;
  struct insides *insides;
  GArray *roas; /* struct roa, or NULL */
};

struct plan_cell {
  guint variant;
  char *label; /* of the strategy column */
  struct population_choice choice;
  guint64 seed;
  gboolean sweep_only;    /* serves the adoption sweep alone */
  guint like;             /* an earlier cell that will come out the same (alike.h), or its own index */
  struct figures figures; /* once it has run */
};

struct plan_point {
  guint variant, cell;
  double share;
};

struct plan {
  struct scenario *scenario; /* with --set applied */
  gboolean as_written;       /* claims are judged */
  char *topology;            /* path, or NULL: embedded */
  char *countries, *weights; /* paths, or NULL */
  struct map *map;
  struct strata *strata;
  struct plan_variant *variant;
  guint variants;
  GPtrArray *platforms;  /* struct platform_file * */
  GPtrArray *strategies; /* struct strategy *: those compared first, in order */
  guint compared;        /* of strategies */
  GPtrArray *strategy_paths;
  struct population_named named; /* by groups [handling NAME] and events */
  GArray *cell;                  /* struct plan_cell, in order of the output */
  GArray *point;                 /* struct plan_point: the adoption sweep */
  GPtrArray *notes;              /* char *: what the map lacks, which strategies are unwise; for stderr */
};

struct plan *plan_new(const char *scenario, const struct plan_wish *wish, GError **error);
void plan_free(struct plan *plan);

static inline struct plan_cell *plan_cell(const struct plan *plan, guint i) {
  return &g_array_index(plan->cell, struct plan_cell, i);
}
/* The cell of a comparison, or NULL. */
const struct plan_cell *plan_find(const struct plan *plan, guint variant, const char *label, guint64 seed);

#endif
