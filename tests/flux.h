/* flux.h: random changes of reachability, as a world would tell of them, and what they come to, counted again pair by
 * pair in every millisecond. Shares no code with analysis/.
 *
 * Many changes fall in the same moment; some prefixes are triggers; some ASes have two routers; some routers are in no
 * region, or are no source.
 */
#ifndef TESTS_FLUX_H
#define TESTS_FLUX_H

#include "analysis/harvest/harvest.h"

#define FLUX_ROUTERS 70
#define FLUX_ASES 40
#define FLUX_PREFIXES 6
#define FLUX_TRIGGER 5 /* the last prefix */
#define FLUX_REGIONS 2
#define FLUX_TICK SIM_MILLISECOND
#define FLUX_TICKS 4000
#define FLUX_END (FLUX_TICKS * FLUX_TICK)
#define FLUX_BIN (100 * FLUX_TICK)
#define FLUX_CAUSES 30
#define FLUX_VOLUME 2.7 /* that line cards are fed with every message; 3 when rounded */
#define FLUX_INSTANTS 3 /* at which delays are compared */

struct flux_change {
  uint32_t tick, prefix, router, because;
  enum reach before, after;
  bool message; /* none of these, but `kind` is sent */
  enum message_kind kind;
};

struct flux {
  uint32_t begin;  /* tick of the trigger */
  GArray *changes; /* struct flux_change in order of time */
  enum reach start[FLUX_PREFIXES][FLUX_ROUTERS];
  struct network *network;
  uint32_t source_weight[FLUX_ROUTERS];
  uint8_t region[FLUX_ROUTERS];
  double weight[FLUX_PREFIXES];
  sim_time *delay; /* [FLUX_ROUTERS] that were asked for last */
};

struct flux *flux_new(uint32_t seed);
void flux_free(struct flux *flux);

/* The state of prefixes from number `first` on as the run begins, and the delays of instant `instant`. */
struct flux_view {
  const struct flux *flux;
  uint32_t first;
  sim_time instant;
};
struct harvest_probe flux_probe(const struct flux_view *view);
#define FLUX_ALL UINT32_MAX
/* Tells what happens to one prefix, as number 0, or to all, by their numbers. */
void flux_tell(const struct flux *flux, const struct observer *observer, uint32_t prefix);

/* A harvest for all prefixes at once, or for one at a time. */
struct harvest *flux_harvest(const struct flux *flux, uint32_t slots);
/* The prefix from its beginning to its end, in slot 0. */
void flux_alone(const struct flux *flux, struct harvest *harvest, uint32_t prefix);
/* All prefixes at once, each in its slot. */
void flux_together(const struct flux *flux, struct harvest *harvest);

/* Counted again: of the whole map (0) and of each region. */
struct flux_sums {
  double base, integral[REACHES], level[FLUX_TICKS];
  bool affected[FLUX_ASES];
};
struct flux_count {
  struct flux_sums sums[1 + FLUX_REGIONS];
  double charge[FLUX_CAUSES], lost[FLUX_PREFIXES];
  bool missed[FLUX_PREFIXES][FLUX_ASES];
};
struct flux_count *flux_recount(const struct flux *flux);

#endif
