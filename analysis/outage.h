/* outage.h: who cannot reach whom that could before: U(t) of MODEL section 7, its peak, its exact integral.
 *
 * Pairs are (source router, prefix number); those that count are the ones that were delivered when outage_begin looked.
 * The weight of a pair is the product of its source's and its prefix's; all sums are integers, so results do not depend
 * on the order of summation and parts measured apart may be added.
 */
#ifndef ANALYSIS_OUTAGE_H
#define ANALYSIS_OUTAGE_H

#include "analysis/bins.h"
#include "models/world/observer.h"

#include <stdbool.h>
#include <stdint.h>

#define OUTAGE_NO_REGION UINT8_MAX

/* Sums over the sources of the whole map, or of one region. */
struct outage_meter {
  uint32_t ases, affected;    /* ASes; those that lost a prefix for longer than an instant */
  int64_t sources, base;      /* weight of the sources; of the pairs that count */
  int64_t lost[REACHES];      /* weight of pairs now lost, by what becomes of the packets */
  int64_t total;              /* their sum */
  __int128 integral[REACHES]; /* weight times nanoseconds up to the end of the run */
  sim_time changed;           /* since when `total` stands */
  int64_t peak;
  sim_time peak_at, high_until; /* first moment of the peak; last moment above a twentieth of it */
};

struct outage_as {
  uint32_t lost; /* prefixes that one of its routers lacks */
  bool affected;
  sim_time since; /* when `lost` left 0 */
};

struct outage {
  uint32_t routers, prefixes, regions, words; /* words: of 64 routers, per prefix */
  sim_time end;
  uint32_t *prefix_weight, *source_weight; /* [prefixes] (0: trigger), [routers] */
  uint32_t *as_of;                         /* [routers] dense index of its AS */
  uint32_t ases;
  uint8_t *region;            /* [routers], or OUTAGE_NO_REGION */
  uint64_t *counts;           /* [prefixes * words] bit: the pair counts */
  struct outage_as *as;       /* [ases] */
  struct outage_meter *meter; /* [1 + regions] the whole map, then each region */
  struct bins *bins;
  struct bins_level level; /* total lost weight of the map */
};

struct outage_settings {
  uint32_t routers, prefixes, regions;
  const uint32_t *asn;           /* [routers] ascending: routers of one AS are neighbours */
  const uint32_t *source_weight; /* [routers]; NULL: 1 each */
  const double *weight;          /* [prefixes]; NULL: 1 each */
  const bool *trigger;           /* [prefixes]; NULL: none */
  const uint8_t *region;         /* [routers]; NULL: none */
  struct bins *bins;             /* shared, must outlive the outage */
};
void outage_init(struct outage *outage, const struct outage_settings *settings);
void outage_clear(struct outage *outage);

/* Before anything is lost: the pair counts. */
void outage_count(struct outage *outage, uint32_t prefix, uint32_t router);
/* From now on, time `at`, losses are measured. */
void outage_begin(struct outage *outage, sim_time at);
/* Packets from `router` to `prefix` fare differently from now on. O(1); pairs that do not count change nothing. Returns
 * the weight of a pair that is lost by this, less than 0 for one that is found again, 0 for neither. */
int64_t outage_change(struct outage *outage, sim_time at, uint32_t router, uint32_t prefix, enum reach before,
                      enum reach after);
/* Integrates up to the end of the run. */
void outage_end(struct outage *outage);

/* Is the level still above a twentieth of its peak? After outage_end. */
bool outage_open(const struct outage_meter *meter);
/* Sum of the integrals. */
__int128 outage_integral(const struct outage_meter *meter);

static inline bool outage_counts(const struct outage *outage, uint32_t prefix, uint32_t router) {
  return outage->counts[(size_t)prefix * outage->words + router / 64] >> (router % 64) & 1;
}

#endif
