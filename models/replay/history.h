/* history.h: what a session run leaves for the prefix runs (MODEL section 9).
 *
 * Prefixes are independent of one another given what happened to sessions, links, line cards, queues and the IGP. A
 * world that was made with `writes` in its settings appends all of that here, in the order in which it happened; a
 * world made with `replays` goes through it with one prefix at a time (replay.h). What the routes of a prefix read of
 * the rest of the world, and nothing else, is in it:
 *
 *   records   sessions that end and begin again, with the length of the table transfer; links that carry nothing;
 *             line cards that boot and load; processes; what the IGP found
 *   waits     how long a route action waits for the line cards of a router, by windows of HISTORY_WINDOW
 *
 * Shape: a record names its time and the owner of the kernel event that it happened in, so that a replay does it at its
 * place among the events of one instant. Halves, cards and routers are those of the network, which a replay must have
 * in common with the session run.
 *
 * As octets (history_store; pack.h): the line "faultline history 1"; 8 octets the number of records, then each: at,
 * value, ends (8 octets each), owner, what, because (4 each), kind, follows (2 each); the number of ways, then each:
 * cell, metric (4 each), delay (8); the number of flips, 4 octets each; the number of routers with waits and those
 * (4 each); for each of these how many windows it has (8), 4 octets for each; 1 octet `joint`; the seal.
 */
#ifndef MODELS_REPLAY_HISTORY_H
#define MODELS_REPLAY_HISTORY_H

#include "sim/sim.h"

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#define HISTORY_WINDOW SIM_SECOND

enum history_kind {
  HISTORY_UP,           /* the owner of half `what` is Established; value: how long its table transfer takes */
  HISTORY_DOWN,         /* ... is not any more, and its routes are gone */
  HISTORY_FAMILY,       /* ... ignores what it hears until the session is new (RFC 7606 section 2) */
  HISTORY_REFRESH,      /* ... sends again what it has sent (RFC 2918) */
  HISTORY_CUT,          /* the link of half `what` carries nothing */
  HISTORY_MEND,         /* ... does again */
  HISTORY_CARD_OUT,     /* line card `what` is out */
  HISTORY_CARD_LOAD,    /* ... its ports are back and it loads its FIB; value: how long that takes */
  HISTORY_CARD_READY,   /* ... all of it */
  HISTORY_PROCESS_OUT,  /* the BGP process of router `what` is gone: it makes no decisions */
  HISTORY_PROCESS_LOST, /* ... and its Loc-RIB with it */
  HISTORY_PROCESS_BACK,
  HISTORY_WAYS, /* the IGP of interior `what` has found other ways: the next `value` of the history's ways */
  HISTORY_RANK, /* router `what` ranks the routes anew whose egress is among the next `value` flips */
  HISTORY_OPEN, /* packets between the routers of interior `what` fare otherwise: the next `value` flips */
  HISTORY_KINDS
};

struct history_record {
  sim_time at;
  sim_time value;
  sim_time ends;  /* UP: when the session goes down again, SIM_NEVER: it does not */
  uint32_t owner; /* of the kernel event */
  uint32_t what;
  uint32_t because; /* occurrence */
  uint16_t kind;    /* enum history_kind */
  uint16_t follows; /* 1: part of the same kernel event as the record before */
};

/* A cell of an interior's matrices (interior.h). */
struct history_way {
  uint32_t cell, metric;
  sim_time delay;
};

struct history {
  GArray *record;   /* struct history_record */
  GArray *way;      /* struct history_way */
  GArray *flip;     /* uint32_t: cells, or routers of an AS counted from its first */
  GArray *waiter;   /* uint32_t: routers with waits, in order of their first */
  GPtrArray *wait;  /* of GArray of uint32_t, mean microseconds by window: by the place of the router in `waiter` */
  GPtrArray *waits; /* in the making: of GArray of uint32_t, of how many actions each is the mean */
  uint64_t event;   /* in the making: number of the kernel event of the last record */
  bool joint;       /* something happened that a replay does not do: the scenario has to be run jointly */
};

struct history *history_new(void);
void history_free(struct history *history);

/* --- the session run's --- */

/* `event`: number of the kernel event that it happens in. */
void history_add(struct history *history, struct history_record record, uint64_t event);
/* An action that came to the queue of `router` at `at` had waited so long when it was through. */
void history_wait(struct history *history, uint32_t router, sim_time at, sim_time waited);
/* The run is over: fills in what is only known afterwards. Once. */
void history_close(struct history *history);

/* --- the prefix runs' --- */

static inline const struct history_record *history_at(const struct history *history, guint i) {
  return &g_array_index(history->record, struct history_record, i);
}
/* How long, on average, an action waits that comes to the queue of `router` at `at`. */
sim_time history_waits(const struct history *history, uint32_t router, sim_time at);

/* --- for who keeps it --- */

/* Appends it to `octets`. */
void history_store(const struct history *history, GByteArray *octets);
/* NULL: not a history, of another version, or damaged. `message`: why, static. */
struct history *history_load(const uint8_t *octets, size_t length, const char **message);
/* The first moment at which two histories differ; SIM_NEVER: they are the same but for waits. */
sim_time history_agrees(const struct history *a, const struct history *b);

#endif
