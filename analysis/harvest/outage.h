/* outage.h: who cannot reach whom that could before: U(t) of MODEL section 7, its peak, its exact integral.
 *
 * Pairs are (source router, prefix); which of them count is harvest.h's business. The weight of a pair is the product
 * of its source's and its prefix's; all sums are integers, so results do not depend on the order of summation, and
 * parts measured apart may be added. The peak is that of the level at the instants of a grid (grid.h), for that can be
 * added.
 */
#ifndef ANALYSIS_HARVEST_OUTAGE_H
#define ANALYSIS_HARVEST_OUTAGE_H

#include "analysis/harvest/bins.h"
#include "analysis/harvest/grid.h"
#include "models/world/observer.h"
#include "sim/small.h"

#include <stdbool.h>
#include <stdint.h>

#define OUTAGE_NO_REGION UINT8_MAX
/* What is longer or larger is not taken up again from octets. */
#define OUTAGE_LONGEST BINS_LONGEST
#define OUTAGE_ASES (1u << 24)

/* Sums over the sources of the whole map, or of one region. */
struct outage_meter {
  uint32_t ases;              /* ASes */
  int64_t sources, base;      /* weight of the sources; of the pairs that count */
  __int128 integral[REACHES]; /* weight times nanoseconds up to the end of the run, by what becomes of the packets */
  struct grid grid;           /* lost weight; of the whole map only what is of sources in no region */
};

struct outage {
  uint32_t routers, regions, ases; /* routers: 0 in one that was loaded, which measures nothing itself */
  sim_time end;
  uint32_t *source_weight;    /* [routers] */
  uint32_t *as_of;            /* [routers] dense index of its AS */
  uint8_t *region;            /* [ases], or OUTAGE_NO_REGION: where its first router is */
  uint8_t *region_of;         /* [routers] likewise */
  uint64_t *affected;         /* bits by AS: lost a prefix for longer than an instant */
  struct outage_meter *meter; /* [1 + regions] the whole map, then each region */
  struct bins bins, instants;
  struct bins_level level; /* total lost weight of the map */
};

struct outage_settings {
  uint32_t routers, regions;
  const uint32_t *asn;           /* [routers] ascending: routers of one AS are neighbours */
  const uint32_t *source_weight; /* [routers]; NULL: 1 each */
  const uint8_t *region;         /* [routers]; NULL: none */
  sim_time end, bin;             /* bin: width of the bins of the level */
};
void outage_init(struct outage *outage, const struct outage_settings *settings);
void outage_clear(struct outage *outage);

/* NULL: in none. */
static inline struct outage_meter *outage_region(const struct outage *outage, uint8_t region) {
  return region == OUTAGE_NO_REGION ? NULL : &outage->meter[1 + region];
}
/* A pair of `router` counts, of weight `weight`. Before anything of it is lost. */
static inline void outage_count(struct outage *outage, uint32_t router, int64_t weight) {
  struct outage_meter *region = outage_region(outage, outage->region_of[router]);
  outage->meter[0].base += weight;
  if (region) region->base += weight;
  g_assert(outage->meter[0].base > 0); /* the sum of all weights fits 63 bits */
}
/* Packets of pairs that count, of that weight together, from sources in one region (or in none) fared so from `from` up
 * to `until`; when that is the end of the run, they still do. Times when they fared in different ways may follow upon
 * one another. Returns what that adds to the integral, weight times nanoseconds. O(1). */
__int128 outage_lost(struct outage *outage, uint8_t region, int64_t weight, enum reach how, sim_time from,
                     sim_time until);
/* Such a loss will soon be told: few of so many sums are at hand. */
void outage_expect(const struct outage *outage, uint8_t region, sim_time from, sim_time until);
/* The AS of `router` lost a prefix for longer than an instant. */
void outage_affect(struct outage *outage, uint32_t router);

/* ASes that were affected, of all (meter 0) or of a region (1 + region). */
uint32_t outage_affected(const struct outage *outage, uint32_t meter);
/* How the level of all (meter 0) or of a region (1 + region) went from `begin` on. */
struct grid_course outage_course(const struct outage *outage, uint32_t meter, sim_time begin);
/* Sum of the integrals. */
__int128 outage_integral(const struct outage_meter *meter);

/* Are they of the same map, regions, bins? Only then can they be added. */
bool outage_fits(const struct outage *a, const struct outage *b);
void outage_merge(struct outage *into, const struct outage *from);
void outage_store(const struct outage *outage, GByteArray *bytes);
/* False, and nothing to clear, when the octets make no sense. */
bool outage_load(struct outage *outage, struct unpack *reader);

#endif
