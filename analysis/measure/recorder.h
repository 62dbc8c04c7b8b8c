/* recorder.h: measures one cell (one variant, strategy and seed) while it runs: sessions, cards and occurrences itself,
 * prefixes by a harvest with a slot for each (harvest.h).
 *
 * A recorder fills a struct observer and is used by one thread, the one that runs the cell's world; recorders
 * share nothing. Life of a cell:
 *
 *   recorder = recorder_new(&settings);           the network as it will be given to the world
 *   world = world_new(network, ..., recorder_observer(recorder));
 *   ... add cards and prefixes, settle, schedule ...
 *   sim_run up to just before the trigger;
 *   recorder_begin(recorder, at, probe);          what is reachable now is what can be lost
 *   sim_run on; now and then, at times that are the same in every cell:
 *     recorder_backlog(recorder, at, world_backlog(world));
 *     recorder_slowdown(recorder, at, probe);     costs prefixes * routers
 *   measures = recorder_finish(recorder, world_sim(world)->handled);
 *   world_free(world);
 *
 * The observer calls cost O(1) each and allocate nothing but the log's growth (occurrences only).
 *
 * Prefix numbers flagged as trigger are no part of U(t) and what derives from it; they show in
 * trigger_reached_ases alone. Before recorder_begin nothing can be lost, but sessions, cards and messages are counted.
 */
#ifndef ANALYSIS_MEASURE_RECORDER_H
#define ANALYSIS_MEASURE_RECORDER_H

#include "analysis/harvest/harvest.h"
#include "analysis/measure/measures.h"
#include "models/world/network.h"
#include "models/world/observer.h"
#include "sim/sim.h"

#include <stdbool.h>
#include <stdint.h>

struct recorder_settings {
  const struct network *network; /* must live until recorder_finish (so: finish before world_free) */
  uint32_t prefixes;             /* prefix numbers 0 .. prefixes-1 */
  const double *weight;          /* [prefixes] real prefixes each stands for, rounded to integers >= 1; NULL: 1 each */
  const bool *trigger;           /* [prefixes]; NULL: none */
  const uint32_t *origin;        /* [prefixes] ASN; NULL: 0 each */
  bool session;                  /* a session run: what is no trigger is a pilot that nobody measures */
  const uint32_t *source_weight; /* [routers]; NULL: 1 each */
  const char *const *place;      /* [routers] name of a router where its AS has several, or NULL; NULL: no AS has */
  uint32_t regions;              /* 0: no regions */
  const uint8_t *region;         /* [routers] index of region, >= regions: in none */
  const uint32_t *focus;         /* [focus_count] routers whose recovery is timed; NULL: none */
  uint32_t focus_count;
  uint32_t blame_rows; /* that the closed ledger keeps (blame.h); 0: all */
  sim_time end;        /* of the run: levels are integrated up to here, > 0 */
  sim_time bin;        /* width of a bin of the series; 0: 1 s */
};

struct recorder;
/* Copies the arrays, keeps the network. */
struct recorder *recorder_new(const struct recorder_settings *settings);
/* Context is the recorder; valid as long as it. */
const struct observer *recorder_observer(const struct recorder *recorder);
/* What was measured of prefixes so far; the recorder's. Of a session run: the triggers' messages, to be added to what
 * prefix runs bring in. */
const struct harvest *recorder_harvest(const struct recorder *recorder);

/* The moment just before the trigger. Once. Stores the delays, too, when the probe gives them (4 octets a pair). */
void recorder_begin(struct recorder *recorder, sim_time at, struct harvest_probe probe);
/* Real prefixes waiting in FIB queues at `at`. */
void recorder_backlog(struct recorder *recorder, sim_time at, double prefixes);
/* Compares the delays at `at` with those of recorder_begin. */
void recorder_slowdown(struct recorder *recorder, sim_time at, struct harvest_probe probe);

/* Closes the books and frees the recorder. `events` are those of the kernel. The measures are whole, with what the
 * recorder's own harvest holds; those of a session run get the sum of all harvests by measures_adopt. */
struct measures *recorder_finish(struct recorder *recorder, uint64_t events);

#endif
