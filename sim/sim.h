/* sim.h: the clock and the queue of a discrete-event simulation.
 *
 * Time is an integer count of nanoseconds, so that adding delays is exact and
 * associative. Events are embedded in their owners (or taken from a pool by
 * them); the kernel allocates none. The heap holds the keys, so that
 * sifting compares without touching the owners.
 *
 * Total order: events run by (time, owner, order of scheduling). The owner is
 * a number the caller chooses; as ties between different owners do not depend
 * on who scheduled first, adding an unrelated event never reorders others.
 *
 * A handler runs with sim->now at its event's time and the event no longer
 * pending: it may schedule it again, or free it. It reaches its owner by SIM_OWNER.
 * Programming errors (scheduling in the past) are asserted.
 */
#ifndef SIM_SIM_H
#define SIM_SIM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef int64_t sim_time; /* nanoseconds since the start of the run */

#define SIM_MICROSECOND ((sim_time)1000)
#define SIM_MILLISECOND ((sim_time)1000000)
#define SIM_SECOND ((sim_time)1000000000)
#define SIM_NEVER INT64_MAX

/* The struct of type `type` whose member `member` is at `pointer`. */
#define SIM_OWNER(pointer, type, member) ((type *)((char *)(pointer)-offsetof(type, member)))

struct sim;
struct sim_event;
typedef void (*sim_handler)(struct sim *sim, struct sim_event *event);

/* Zero-initialised is a valid idle event but for its handler. */
struct sim_event {
  sim_handler handle;
  uint32_t place; /* private: slot of the heap, 0 when not pending */
  bool in_turn;   /* private: put there by sim_schedule_turn */
};

struct sim {
  sim_time now;
  void *world;      /* the caller's: what handlers of pooled events work on */
  uint64_t handled; /* events run so far */
  uint32_t owner;   /* of the event that runs, or ran last */
  uint32_t passed;  /* the greatest owner of events of this instant so far: an event may ask for one before its own */
  /* private */
  unsigned __int128 last;   /* no event after this runs now */
  uint64_t most;            /* nor one when so many have been */
  unsigned __int128 *key;   /* [room] by slot */
  struct sim_event **event; /* [room] by slot */
  uint32_t pending, room, scheduled;
  bool stopping, hole; /* hole: the top slot is empty while its handler runs */
};

enum sim_end { SIM_END_EMPTY, SIM_END_TIME, SIM_END_BUDGET, SIM_END_STOPPED };

void sim_init(struct sim *sim, void *world);
void sim_clear(struct sim *sim);

/* Puts `event` at time `at` (>= now, before SIM_NEVER); moves it there when it is pending. */
void sim_schedule(struct sim *sim, struct sim_event *event, sim_time at, uint32_t owner);
/* The same, but among the events of one time and owner it runs by `turn` > 0, least first, whenever it was
 * scheduled: for events that move on and must not be overtaken. Such an owner has no events of the other sort. */
void sim_schedule_turn(struct sim *sim, struct sim_event *event, sim_time at, uint32_t owner, uint32_t turn);
/* Takes `event` out; nothing happens when it is not pending. */
void sim_cancel(struct sim *sim, struct sim_event *event);
static inline bool sim_pending(const struct sim_event *event) { return event->place != 0; }
/* From within a handler that is about to end: would an event put at `at` for `owner` be the next one to run? Then it is
 * as if it had been: the clock stands there, and the caller does what its handler would do. Spares the way through the
 * queue where events follow one another closely. */
bool sim_ahead(struct sim *sim, sim_time at, uint32_t owner);
/* When a pending event will run; SIM_NEVER for one that is not pending. */
sim_time sim_when(const struct sim *sim, const struct sim_event *event);
/* When the next pending event will run, also from within a handler; SIM_NEVER without any. */
sim_time sim_next(const struct sim *sim);

/* Runs events with time <= `until`, at most `budget` of them (0: no limit).
 * On SIM_END_TIME and SIM_END_EMPTY the clock stands at `until` unless that is SIM_NEVER. */
enum sim_end sim_run(struct sim *sim, sim_time until, uint64_t budget);
/* Runs all events that come before anything that happens at `at` for `owner`, and those at that very place, too; then
 * the clock stands at `at`. For a caller with a list of its own of what happens when. */
void sim_run_up_to(struct sim *sim, sim_time at, uint32_t owner);
/* Nothing is pending any more, no owner is told, and it is time 0 again. The room of the queue is kept. */
void sim_reset(struct sim *sim);
/* From within a handler: end sim_run after this event. */
void sim_stop(struct sim *sim);

#endif
