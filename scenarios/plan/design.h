/* design.h: how the origins of a cell were drawn, for those who say how sure its figures are. */
#ifndef SCENARIOS_PLAN_DESIGN_H
#define SCENARIOS_PLAN_DESIGN_H

#include "scenarios/plan/build.h"

#include "analysis/results/estimate.h"

/* Number i is the i-th of the followed origins. The caller's. */
struct estimate_design *design_new(const struct build_order *order);

#endif
