/* engine.h: the routing engine of a router: one server, one queue, first come first served (MODEL section 5).
 *
 * world->busy says of every router until when it is at work. Work comes in two sorts. Lumps: an UPDATE received or
 * sent, an OPEN, the routes of a lost session. And streams: a table transfer of N real prefixes brings work at an even
 * rate to both of its ends, for as long as it runs (the link between them is taken to be short beside that). The
 * queue is a fluid: between events it falls by one second a second, less what streams bring.
 *
 * What costs: `processing` (or U(low, high)) an UPDATE about a simulated prefix, whatever that stands for; besides,
 * `receive_cost`, `withdraw_cost` and `send_cost` a real prefix. A simulated prefix counts as many as it stands for, a
 * trigger prefix one; the UPDATEs of a table transfer count nothing more, its volume being charged as a stream; a
 * lost session costs `withdraw_cost` for each real prefix that came over it. Tables change at once (RFC 4271 section
 * 8.2.2): it is what comes later that waits. Nothing is charged while a world settles.
 *
 * A router whose platform has none of these costs and whose KEEPALIVEs have priority has no struct engine, only `busy`.
 */
#ifndef MODELS_ENGINE_ENGINE_H
#define MODELS_ENGINE_ENGINE_H

#include "models/speaker/flight.h"

/* The queue from `at` to the next of these: how it stood right after `at`, and what streams brought. */
struct engine_past {
  sim_time at, backlog, load;
};

struct engine {
  struct sim_event alarm; /* when streams alone will have made the backlog great */
  uint32_t router;
  sim_time load;    /* what streams bring: nanoseconds of work a second */
  sim_time at;      /* world->busy was right then */
  sim_time great;   /* a backlog that may cost a hold timer (starve.h); SIM_NEVER: none can */
  bool alert;       /* it has been reached, and not yet been seen to have gone */
  uint32_t because; /* occurrence of that */
  uint32_t blame;   /* occurrence behind the work that came last */
  sim_time deepest; /* the greatest backlog in `past` */
  guint room;       /* `past` may grow to before it is shortened */
  GArray *past;     /* of struct engine_past, in order of time: only where KEEPALIVEs wait in the queue */
};

/* Where a platform asks for it. */
void engine_init(struct world *world);
void engine_clear(struct world *world);

/* A lump of work for a router that has an engine. Returns when it will be done. */
sim_time engine_work(struct world *world, uint32_t router, sim_time cost, uint32_t because);
/* The stream into a router grows or shrinks by `load` nanoseconds of work a second. */
void engine_stream(struct world *world, uint32_t router, sim_time load, uint32_t because);

/* The process of `router` is gone, and what waited for it. */
void engine_stop(struct world *world, uint32_t router);

/* Adds work to the queue of any router. Returns when it will be done. */
static inline sim_time engine_queue(struct world *w, uint32_t router, sim_time cost, uint32_t because) {
  if (w->engine && w->engine[router] && !w->settling) return engine_work(w, router, cost, because);
  sim_time done = MAX(w->busy[router], w->sim.now) + cost;
  if (done > w->sim.now) w->busy[router] = done;
  return done;
}

/* What an UPDATE about this prefix costs beyond `processing`: to who receives it, to who sends it. */
sim_time engine_receive_cost(const struct world *world, const struct plane *plane, uint32_t router,
                             const struct update *update);
void engine_sent(struct world *world, const struct plane *plane, uint32_t half, const struct update *update);
/* The session of `half` is lost, with the `share` of the neighbour's table that came over it; or it comes up, with an
 * OPEN. */
void engine_lost(struct world *world, uint32_t half, double share, uint32_t because);
void engine_opened(struct world *world, uint32_t half, uint32_t because);

/* How long an OPEN waits now: behind all work where KEEPALIVEs do. */
sim_time engine_answers(const struct world *world, uint32_t router);
/* Work that waits now; and that waited at `at`, of which the engine still keeps the past. */
sim_time engine_backlog(const struct world *world, uint32_t router);
sim_time engine_backlog_at(const struct world *world, uint32_t router, sim_time at);

#endif
