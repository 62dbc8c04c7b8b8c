/* turns.h: the runs behind the sensitivity table: the first cell of a plan, with one parameter halved or doubled. */
#ifndef SCENARIOS_PLAN_TURNS_H
#define SCENARIOS_PLAN_TURNS_H

#include "scenarios/plan/plan.h"

#include "analysis/results/sensitivity.h"

struct turns_run {
  struct build_order order;
  struct sensitivity_turn *turn; /* where its figures belong */
  struct scenario *scenario;     /* what the order needs and the plan has not; NULL: the plan's does */
  struct insides *insides;
  GPtrArray *platforms;
  struct platform_file *file; /* the platform of `platforms` that was changed */
};

struct turns {
  struct sensitivity *table;
  GPtrArray *run; /* struct turns_run * */
};

/* Lays out every run that can be made; those that cannot have a note in the table. The plan must outlive it. */
struct turns *turns_new(const struct plan *plan);
void turns_free(struct turns *turns);

#endif
