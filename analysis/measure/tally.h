/* tally.h: what happened to sessions and line cards: counts by cause, flaps, outages, how many are down when.
 *
 * Fed with occurrences, of which there are few, in order of time.
 */
#ifndef ANALYSIS_MEASURE_TALLY_H
#define ANALYSIS_MEASURE_TALLY_H

#include "analysis/harvest/bins.h"
#include "models/bgp/strategy.h"
#include "models/world/network.h"
#include "models/world/observer.h"

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

struct tally_session {
  uint32_t losses;
  bool down;
  bool focus;   /* one of its ends is a focus network */
  bool counted; /* ... and it was up just before the trigger */
};

struct tally_card {
  sim_time crashed; /* since when, SIM_NEVER: no crash to recover from */
  bool down;
};

struct tally_region {
  uint64_t session_resets, card_crashes;
};

struct tally {
  const struct network *network;
  struct bins *bins;
  struct tally_session *session; /* [network->halves], indexed by the lower half of the link */
  GArray *cards;                 /* struct tally_card, by card number */
  uint64_t losses[LOSSES], resets, card_crashes, router_crashes;
  uint64_t verdicts[OUTCOMES];
  struct bins_level sessions_down, cards_down;
  sim_time outage_min, outage_max; /* of cards, from the last crash to ready; outage_max < 0: none ended */
  uint32_t regions;
  const uint8_t *region_of;    /* [routers] or NULL; the caller's */
  struct tally_region *region; /* [regions] */
  uint32_t focus, focus_down;  /* focus sessions that were up just before the trigger; of those now down */
  bool focus_low;              /* fewer than 95 % of them are up */
  sim_time focus_until;        /* last moment at which that was so; -1: never */
};

void tally_init(struct tally *tally, const struct network *network, struct bins *bins, uint32_t regions,
                const uint8_t *region_of);
void tally_clear(struct tally *tally);
/* The sessions of `router` with other ASes are watched for the focus recovery. Before tally_begin. */
void tally_focus(struct tally *tally, uint32_t router);
/* Just before the trigger: which focus sessions are up. */
void tally_begin(struct tally *tally);
void tally_occurred(struct tally *tally, const struct occurrence *occurrence);

/* Sessions lost at least `times` times. */
uint64_t tally_lost(const struct tally *tally, uint32_t times);

#endif
