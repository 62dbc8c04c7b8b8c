/* harvest.h: all that is measured of prefixes, in a form that adds up: reachability, whose fault its loss is, delays,
 * messages, and a row for each origin.
 *
 * Both kinds of run fill one (MODEL section 9). In a joint run a harvest has a slot for each prefix; prefix runs, one
 * after the other, use one slot again and again. What every one of them brings in is whole numbers whose sums do not
 * depend on order or grouping: harvests of parts, made by whatever thread, process or machine, are put together by
 * harvest_add, and harvest_store of the sum is the same octets however it was put together. Life of a slot:
 *
 *   harvest_prefix(harvest, slot, &prefix);       the slot stands for that prefix from now on
 *   ... the world converges; messages are counted from here on ...
 *   harvest_begin(harvest, slot, at, probe);      just before the trigger: what is reachable now can be lost
 *   ... harvest_rerouted, harvest_sent; harvest_slowdown at the same instants for every prefix ...
 *   harvest_close(harvest, slot);                 the run is over; the prefix's row is written
 *
 * Memory does not grow with the number of prefixes but for the rows, about 120 octets each. A harvest is used by one
 * thread.
 */
#ifndef ANALYSIS_HARVEST_HARVEST_H
#define ANALYSIS_HARVEST_HARVEST_H

#include "analysis/cause/ledger.h"
#include "analysis/harvest/bundles.h"
#include "analysis/harvest/churn.h"
#include "analysis/harvest/origins.h"
#include "analysis/harvest/outage.h"
#include "analysis/harvest/pairs.h"
#include "analysis/harvest/slowdown.h"
#include "models/world/network.h"
#include "models/world/observer.h"
#include "models/world/world.h"

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

struct harvest_settings {
  const struct network *network;
  const uint32_t *source_weight; /* [routers]; NULL: 1 each */
  uint32_t regions;              /* 0: no regions */
  const uint8_t *region;         /* [routers] index of region, >= regions: in none */
  sim_time end;                  /* of the run: levels are integrated up to here, > 0 */
  sim_time bin;                  /* width of a bin of the series; 0: 1 s */
  uint32_t slots;
};

enum harvest_role {
  HARVEST_COUNTS,  /* all is measured */
  HARVEST_TRIGGER, /* its messages are counted, its loss is no outage */
  HARVEST_PILOT,   /* stands for others that are measured elsewhere: what it feeds to line cards is noted as assumed */
};

struct harvest_prefix {
  uint32_t number, origin; /* as in events.csv; ASN */
  double weight;           /* real prefixes that it stands for, rounded to an integer >= 1 */
  enum harvest_role role;
};

/* How the state of a world is looked at. Prefixes are numbered as the slots are. */
struct harvest_probe {
  const void *world;
  enum reach (*reach)(const void *world, uint32_t prefix, uint32_t router);
  const sim_time *(*delays)(const void *world, uint32_t prefix); /* as world_delays; NULL: no slowdown */
  struct world_moved (*moved)(const void *world);                /* as world_moved; NULL: any may have */
};
struct harvest_probe harvest_probe_world(const struct world *world);

/* What is asked for as the world tells something: millions of times. */
struct harvest_slot {
  struct pairs_one *running; /* [routers] of which losses are counted; NULL: of none, before harvest_begin or at all */
  uint64_t messages[CHURN_MESSAGES]; /* by enum message_kind */
  enum harvest_role role;
  uint32_t weight;
};
/* And what is not. */
struct harvest_kept {
  bool used;                    /* the slot stands for a prefix */
  struct pairs_one *pair;       /* [routers] what is, or will be, running; NULL: nothing was measured yet */
  struct slowdown_pairs delays; /* empty: never asked for */
  struct origins_row row;
};

/* Read by the rest of analysis/, changed by the functions below. */
struct harvest {
  uint32_t slots;            /* 0 in one that was loaded: it can only be added */
  struct harvest_slot *slot; /* [slots] */
  struct harvest_kept *kept; /* [slots] */
  struct bundles *bundles;   /* what is not counted yet of slots that are not closed; NULL without slots */
  struct outage outage;
  struct ledger ledger;
  struct slowdown slowdown;
  struct churn churn;
  uint64_t runs, events; /* prefix runs; events that their kernels handled */
  struct origins origins;
};

/* Copies the arrays; the network is not needed any more. */
struct harvest *harvest_new(const struct harvest_settings *settings);
void harvest_free(struct harvest *harvest);
/* Fills in what a world of its own, whose prefixes are numbered as the slots are, is to tell it; `occurred` and
 * `reached` are passed over. */
struct observer harvest_observer(struct harvest *harvest);

void harvest_prefix(struct harvest *harvest, uint32_t slot, const struct harvest_prefix *prefix);
/* Stores the delays, too, when the probe gives them. */
void harvest_begin(struct harvest *harvest, uint32_t slot, struct harvest_probe probe);
/* These cost O(1), for each message. What is lost is put together with what is alike (bundles.h) as it is found again,
 * or fares otherwise, and counted as a slot is closed, if not before. What happens to one router is told in order of
 * time; routers may come in any order. */
void harvest_sent(struct harvest *harvest, uint32_t slot, const struct sending *sending, uint32_t count);
void harvest_rerouted(struct harvest *harvest, uint32_t slot, sim_time at, uint32_t router, enum reach before,
                      enum reach after, uint32_t because);
/* Line cards are fed a route action about so many real prefixes. O(1). */
void harvest_fed(struct harvest *harvest, uint32_t slot, sim_time at, double volume);
/* Compares the delays at instant 0, 1, ... with those of harvest_begin. */
void harvest_slowdown(struct harvest *harvest, uint32_t slot, uint32_t instant, struct harvest_probe probe);
/* Nothing more happens to the prefix up to the end of the run. Does nothing to a slot that stands for none. */
void harvest_close(struct harvest *harvest, uint32_t slot);
/* A prefix run is over; it took so many events of the kernel. */
void harvest_events(struct harvest *harvest, uint64_t events);

/* Adds what `from` has; false, and nothing is changed, when they are of different maps, regions or times, or have an
 * origin in common. Slots are not looked at: close them before. */
bool harvest_add(struct harvest *into, const struct harvest *from, GError **error);

/* Appends "faultline harvest 1" and a new line, and with its seal at the end (sim/pack.h; numbers as in sim/small.h):
 * the end of the run, width of bins, ASes, regions, their ASes; for the map and each region its ASes, weights,
 * integrals and level; who was affected; the level by bins; charges; delays; churn; runs; rows. */
void harvest_store(const struct harvest *harvest, GByteArray *bytes);
/* NULL when the octets are no harvest, or its charges are not its losses. */
struct harvest *harvest_load(const uint8_t *bytes, size_t length, GError **error);

#define HARVEST_ERROR (harvest_error_quark())
GQuark harvest_error_quark(void);
enum harvest_error { HARVEST_ERROR_BAD, HARVEST_ERROR_OTHER, HARVEST_ERROR_TWICE };

#endif
