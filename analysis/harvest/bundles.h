/* bundles.h: losses that are alike, put together before they are counted.
 *
 * When a router loses a prefix, all who send packets over it lose it in the same instant, through the same fault, and
 * find it again in the same instant. A loss is alike another one when both are of one prefix, lasted from the same time
 * up to the same time, fared in the same way, are charged to the same occurrence, and their sources are in one region.
 * All that is counted of losses are sums of weights, some of them times something that such losses share: a bundle of
 * them is counted in one go, as one loss that weighs what they weigh together.
 *
 * A bundle is kept at a place that follows from what its losses share. One that comes and finds another at its place
 * takes it, and the other is counted then; the rest as a prefix is over. Who puts in what does the counting.
 *
 * What has left is counted a few at a time: sums lie far apart in memory, and are asked for as it leaves (harvest.c).
 *
 * Measured in the two hours of level3-2011-malformed on the map of 2012: of the heaviest origin, with 33 million
 * losses, 19 of 100 begin a bundle when there are 512 places, 12 with 1,024, 8 with 2,048, 5 with 4,096, 2 with 65,536.
 * Of a light one, with 30 thousand, 97 do with any number. Counting takes four times as many steps as finding a bundle;
 * 2,048 places are 64 KiB.
 */
#ifndef ANALYSIS_HARVEST_BUNDLES_H
#define ANALYSIS_HARVEST_BUNDLES_H

#include "models/world/observer.h"
#include "sim/sim.h"

#include <stdbool.h>
#include <stdint.h>

#define BUNDLES_BITS 11
#define BUNDLES (1u << BUNDLES_BITS)
#define BUNDLES_LEAVING 16
#define BUNDLES_SLOTS (1u << 22) /* no more prefixes at once */

struct bundles_one {
  sim_time from, until;
  uint64_t what;  /* bundles_what */
  int64_t weight; /* of the sources; 0: nothing is here */
};

struct bundles {
  struct bundles_one place[BUNDLES];
  struct bundles_one leaving[BUNDLES_LEAVING];
  uint32_t leave; /* so many of those: fewer than BUNDLES_LEAVING when one is added */
};

/* A prefix, a region (any octet), how packets fared, and the occurrence behind it, in one number. */
static inline uint64_t bundles_what(uint32_t slot, uint8_t region, enum reach how, uint32_t cause) {
  _Static_assert(REACHES <= 4, "two bits");
  return (uint64_t)cause << 32 | slot << 10 | (uint32_t)region << 2 | how;
}
static inline uint32_t bundles_slot(const struct bundles_one *one) { return (uint32_t)one->what >> 10; }
static inline uint8_t bundles_region(const struct bundles_one *one) { return (uint8_t)(one->what >> 2); }
static inline enum reach bundles_how(const struct bundles_one *one) { return (enum reach)(one->what & 3); }
static inline uint32_t bundles_cause(const struct bundles_one *one) { return (uint32_t)(one->what >> 32); }

/* The place of a loss. Neither time is worth much without the other: one occurrence sets off many losses, and a timer
 * ends many. */
static inline struct bundles_one *bundles_place(struct bundles *bundles, const struct bundles_one *loss) {
  uint64_t mixed = ((uint64_t)loss->from ^ (uint64_t)loss->until << 1) + loss->what;
  return &bundles->place[mixed * UINT64_C(0x9e3779b97f4a7c15) >> (64 - BUNDLES_BITS)];
}
static inline bool bundles_alike(const struct bundles_one *a, const struct bundles_one *b) {
  return a->from == b->from && a->until == b->until && a->what == b->what;
}
/* Another bundle makes room. True: it is the last of those `leaving`; false: there was none. */
static inline bool bundles_leave(struct bundles *bundles, struct bundles_one *place) {
  bool leaves = place->weight != 0;
  bundles->leaving[bundles->leave] = *place;
  bundles->leave += leaves;
  place->weight = 0;
  return leaves;
}
/* True: another bundle has made room, and is the last of those `leaving`. */
static inline bool bundles_add(struct bundles *bundles, struct bundles_one loss) {
  struct bundles_one *place = bundles_place(bundles, &loss);
  if (bundles_alike(place, &loss)) {
    place->weight += loss.weight;
    return false;
  }
  bool leaves = bundles_leave(bundles, place);
  *place = loss;
  return leaves;
}

#endif
