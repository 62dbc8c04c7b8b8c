/* parcels.h: the prefix runs of a run in two planes: origins, one after the other, through the history of its sessions.
 *
 * A thread opens its own world for a run, and does parcels (cut.h) in it, in any order; each leaves a harvest. Memory:
 * one network, one plane and one harvest a thread, whatever the number of origins.
 */
#ifndef SCENARIOS_RUN_PARCELS_H
#define SCENARIOS_RUN_PARCELS_H

#include "scenarios/plan/build.h"
#include "scenarios/run/progress.h"

#include "analysis/harvest/harvest.h"
#include "models/replay/history.h"

struct parcels;
/* The history outlives it. */
struct parcels *parcels_open(const struct build_order *order, const struct history *history);
void parcels_close(struct parcels *parcels);
/* Instead of parcels: so many origins, others than the pilots where there are enough, that stand for all (followed.h).
 */
struct harvest *parcels_sound(struct parcels *parcels, const GArray *work, guint count);
guint parcels_origins(const struct parcels *parcels);
/* Of these origins of the sample, `count` of them, ascending (harvest_free). */
struct harvest *parcels_run(struct parcels *parcels, const guint32 *origin, guint count, struct progress *progress);

#endif
