/* sim.c: the queue is a 4-ary heap that keeps whole keys apart from the events.
 *
 * A key is one 128-bit number: time, owner, count of schedulings, from the most significant
 * bits down, so that comparing two needs no branch. Slots are numbered from 3: then the
 * four children of slot i begin at 4i - 8, a multiple of four, and fill one cache line.
 * Unused slots of the last group hold the greatest key, so that choosing the earliest of
 * four needs no look at where the heap ends. An event knows its slot, which makes
 * cancelling and moving it as cheap as pushing.
 *
 * Most handlers schedule exactly one event: their own, again. Taking the top out and
 * putting another in would sift twice, once from the bottom. So the top is not filled
 * while its handler runs: it stays as a hole, with a key before all others, and the first
 * event that the handler schedules drops into it and sinks from there. Only a handler that
 * schedules nothing has the hole filled from the end of the heap.
 */
#include "sim/sim.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

typedef unsigned __int128 sim_key;

#define ARITY 4
#define TOP 3 /* the first slot; 0 says of an event that it is not pending */
#define CACHE_LINE 64
#define KEY_HOLE ((sim_key)0) /* no event has it, as the count of schedulings begins at 1 */
#define KEY_UNUSED (~(sim_key)0)
#define COUNT_BITS 32

struct slot {
  sim_key key;
  struct sim_event *event;
};

static inline uint32_t slot_parent(uint32_t at) { return at / ARITY + 2; }

static inline uint32_t slot_child(uint32_t at) { return ARITY * (at - 2); }

static inline uint32_t slot_end(const struct sim *sim) { return TOP + sim->pending; }

static inline void slot_fill(struct sim *sim, uint32_t at, struct slot slot) {
  sim->key[at] = slot.key;
  sim->event[at] = slot.event;
  slot.event->place = at;
}

static inline struct slot slot_at(const struct sim *sim, uint32_t at) {
  return (struct slot){sim->key[at], sim->event[at]};
}

static void slot_rise(struct sim *sim, uint32_t at, struct slot slot) {
  for (uint32_t parent; at > TOP; at = parent) {
    parent = slot_parent(at);
    if (slot.key >= sim->key[parent]) break;
    slot_fill(sim, at, slot_at(sim, parent));
  }
  slot_fill(sim, at, slot);
}

static inline uint32_t earliest_of_four(const sim_key *key, uint32_t at) {
  uint32_t left = at + (key[at + 1] < key[at]), right = at + 2 + (key[at + 3] < key[at + 2]);
  return left + (right - left) * (key[right] < key[left]);
}

/* Which of its four children a slot will follow is decided only by the comparison that comes first;
 * the keys under all four are four lines on end, and fetched meanwhile. */
static inline void fetch_grandchildren(const sim_key *key, uint32_t child, uint32_t end) {
  uint32_t first = slot_child(child);
  if (first >= end) return;
  for (uint32_t i = 0; i < ARITY * ARITY; i += ARITY) __builtin_prefetch(&key[first + i]);
}

static void slot_sink(struct sim *sim, uint32_t at, struct slot slot) {
  const sim_key *key = sim->key;
  uint32_t end = slot_end(sim);
  for (uint32_t child; (child = slot_child(at)) < end; at = child) {
    fetch_grandchildren(key, child, end);
    child = earliest_of_four(key, child);
    if (slot.key < key[child]) break;
    slot_fill(sim, at, slot_at(sim, child));
  }
  slot_fill(sim, at, slot);
}

/* Puts what is given into `at`, whose former event is gone, and lets it find its place. */
static void slot_settle(struct sim *sim, uint32_t at, struct slot slot) {
  if (at > TOP && slot.key < sim->key[slot_parent(at)]) slot_rise(sim, at, slot);
  else slot_sink(sim, at, slot);
}

/* Closes the empty slot `at` with the last of the heap. */
static void slot_close(struct sim *sim, uint32_t at) {
  sim->pending--;
  uint32_t end = slot_end(sim);
  struct slot last = slot_at(sim, end);
  sim->key[end] = KEY_UNUSED;
  if (at < end) slot_settle(sim, at, last);
}

static int slot_compare(const void *a, const void *b) {
  sim_key ka = ((const struct slot *)a)->key, kb = ((const struct slot *)b)->key;
  return (ka > kb) - (ka < kb);
}

/* The count of schedulings has run through its bits: number what is pending afresh, in its
 * order; turns are the caller's and stay. A sorted array is a heap; a hole stays at the top, being the earliest. */
static void counts_renew(struct sim *sim) {
  struct slot *sorted = g_new(struct slot, sim->pending + 1);
  for (uint32_t i = 0; i < sim->pending; i++) sorted[i] = slot_at(sim, TOP + i);
  qsort(sorted, sim->pending, sizeof *sorted, slot_compare);
  for (uint32_t i = sim->hole; i < sim->pending; i++) {
    if (!sorted[i].event->in_turn) sorted[i].key = sorted[i].key >> COUNT_BITS << COUNT_BITS | (i + 1);
    slot_fill(sim, TOP + i, sorted[i]);
  }
  sim->scheduled = sim->pending;
  g_free(sorted);
}

/* Room for `sim->room` events, and for the rest of the last one's group. */
static void heap_grow(struct sim *sim) {
  g_assert(sim->room < UINT32_MAX / ARITY / 2);
  uint32_t slots = sim->room ? sim->room * 2 : CACHE_LINE;
  sim_key *key = g_aligned_alloc(slots, sizeof *key, CACHE_LINE);
  memset(key, 0xff, slots * sizeof *key);
  if (sim->pending) memcpy(key, sim->key, slot_end(sim) * sizeof *key);
  g_aligned_free(sim->key);
  sim->key = key;
  sim->event = g_renew(struct sim_event *, sim->event, slots);
  sim->room = slots;
}

void sim_init(struct sim *sim, void *world) { *sim = (struct sim){.world = world}; }

void sim_clear(struct sim *sim) {
  for (uint32_t i = TOP + sim->hole; i < slot_end(sim); i++) sim->event[i]->place = 0;
  g_aligned_free(sim->key);
  g_free(sim->event);
  sim_init(sim, sim->world);
}

/* Puts what is not in the queue into it. */
static inline void slot_add(struct sim *sim, struct slot slot) {
  if (sim->hole) {
    sim->hole = false;
    slot_sink(sim, TOP, slot);
  } else {
    if (slot_end(sim) == sim->room || !sim->room) heap_grow(sim);
    sim->pending++;
    slot_rise(sim, slot_end(sim) - 1, slot);
  }
}

static inline void event_add(struct sim *sim, struct sim_event *event, sim_time at, uint64_t order) {
  g_assert(at >= sim->now && at < SIM_NEVER);
  struct slot slot = {.key = (sim_key)at << 64 | order, .event = event};
  if (event->place) slot_settle(sim, event->place, slot);
  else slot_add(sim, slot);
}

void sim_schedule(struct sim *sim, struct sim_event *event, sim_time at, uint32_t owner) {
  if (G_UNLIKELY(sim->scheduled == UINT32_MAX)) counts_renew(sim);
  event->in_turn = false;
  event_add(sim, event, at, (uint64_t)owner << COUNT_BITS | ++sim->scheduled);
}

void sim_schedule_turn(struct sim *sim, struct sim_event *event, sim_time at, uint32_t owner, uint32_t turn) {
  event->in_turn = true;
  event_add(sim, event, at, (uint64_t)owner << COUNT_BITS | turn);
}

void sim_cancel(struct sim *sim, struct sim_event *event) {
  if (!event->place) return;
  uint32_t at = event->place;
  event->place = 0;
  slot_close(sim, at);
}

static inline sim_time key_time(sim_key key) { return (sim_time)(key >> 64); }

sim_time sim_when(const struct sim *sim, const struct sim_event *event) {
  return event->place ? key_time(sim->key[event->place]) : SIM_NEVER;
}

static inline sim_key key_next(const struct sim *sim) {
  if (sim->pending == sim->hole) return KEY_UNUSED;
  return sim->key[sim->hole ? earliest_of_four(sim->key, slot_child(TOP)) : TOP];
}

sim_time sim_next(const struct sim *sim) { return sim->pending == sim->hole ? SIM_NEVER : key_time(key_next(sim)); }

static inline void clock_set(struct sim *sim, sim_time at, uint32_t owner) {
  if (at > sim->now || owner > sim->passed) sim->passed = owner;
  sim->now = at;
  sim->owner = owner;
}

bool sim_ahead(struct sim *sim, sim_time at, uint32_t owner) {
  sim_key key = (sim_key)at << 64 | (sim_key)owner << COUNT_BITS | UINT32_MAX;
  if (key > sim->last || key >= key_next(sim) || sim->handled >= sim->most || sim->stopping) return false;
  clock_set(sim, at, owner);
  sim->handled++;
  return true;
}

static inline void top_run(struct sim *sim) {
  struct sim_event *event = sim->event[TOP];
  clock_set(sim, key_time(sim->key[TOP]), (uint32_t)(sim->key[TOP] >> COUNT_BITS));
  sim->key[TOP] = KEY_HOLE;
  sim->hole = true;
  event->place = 0;
  sim->handled++;
  event->handle(sim, event);
  if (sim->hole) {
    sim->hole = false;
    slot_close(sim, TOP);
  }
}

static enum sim_end clock_rest(struct sim *sim, sim_time until, enum sim_end end) {
  if (until != SIM_NEVER && until > sim->now) sim->now = until;
  return end;
}

enum sim_end sim_run(struct sim *sim, sim_time until, uint64_t budget) {
  g_assert(!sim->hole);
  sim->last = ((sim_key)until + 1) << 64;
  sim->most = budget ? sim->handled + budget : UINT64_MAX;
  sim->stopping = false;
  while (sim->pending) {
    if (key_time(sim->key[TOP]) > until) return clock_rest(sim, until, SIM_END_TIME);
    if (sim->handled == sim->most) return SIM_END_BUDGET;
    top_run(sim);
    if (sim->stopping) return SIM_END_STOPPED;
  }
  return clock_rest(sim, until, SIM_END_EMPTY);
}

void sim_run_up_to(struct sim *sim, sim_time at, uint32_t owner) {
  g_assert(!sim->hole && at >= sim->now);
  sim->last = (sim_key)at << 64 | (sim_key)owner << COUNT_BITS | UINT32_MAX;
  sim->most = UINT64_MAX;
  sim->stopping = false;
  while (sim->pending && sim->key[TOP] <= sim->last) top_run(sim);
  clock_set(sim, at, owner);
}

void sim_reset(struct sim *sim) {
  for (uint32_t i = TOP; i < slot_end(sim); i++) {
    sim->event[i]->place = 0;
    sim->key[i] = KEY_UNUSED;
  }
  sim->now = 0;
  sim->passed = 0;
  sim->pending = sim->scheduled = 0;
}

void sim_stop(struct sim *sim) { sim->stopping = true; }
