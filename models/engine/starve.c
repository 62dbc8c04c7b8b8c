/* KEEPALIVE number j of a direction is made at g(j) = start + j K, waits for the sender's queue as it stands then,
 * crosses the link, and waits for the receiver's queue as it stands at its arrival: it is read at
 *
 *     r(j) = g(j) + Bs(g(j)) + d + Br(g(j) + Bs(g(j)) + d)
 *
 * with B = 0 for an end whose KEEPALIVEs do not wait. The timer expires at r(j) + H where r(j+1) comes later. That
 * needs waits that differ by more than H - K, so some queue holds at least (H - K) / 2: below that nothing is done, and
 * the numbers of the last KEEPALIVE before a watch begins follow from the engines' past. A watch has one event: the
 * next moment at which one of the two queues must be looked at, or the expiry once it is certain. */
#include "models/engine/starve.h"

#include "models/engine/transfer.h"
#include "models/session/session.h"

struct starve_watch {
  struct sim_event event;
  uint32_t half;  /* of the receiver */
  sim_time start; /* g(0) */
  sim_time interval, hold;
  int64_t next;  /* number of the first KEEPALIVE that is not yet known to be read */
  sim_time read; /* r(next - 1), or a later UPDATE */
  sim_time heard;
};

static sim_time starve_hold(const struct world *w, uint32_t half) {
  return MIN(world_platform(w, w->net->owner[half])->hold, world_platform(w, w->net->to[half])->hold);
}

static sim_time starve_interval(const struct world *w, uint32_t half) {
  return MIN(world_platform(w, w->net->to[half])->keepalive, starve_hold(w, half) / 3);
}

sim_time starve_threshold(const struct world *w, uint32_t router) {
  sim_time least = SIM_NEVER;
  for (uint32_t h = w->net->first[router]; h < w->net->first[router + 1]; h++) {
    uint32_t back = w->net->back[h];
    sim_time longest = MAX(starve_interval(w, h), starve_interval(w, back));
    if (starve_hold(w, h)) least = MIN(least, (starve_hold(w, h) - longest) / 2);
  }
  return least;
}

/* --- the two queues --- */

static sim_time starve_wait(const struct world *w, uint32_t router, sim_time at) {
  const struct engine *e = w->engine[router];
  return e && e->past ? engine_backlog_at(w, router, at) : 0;
}

static sim_time watch_made(const struct starve_watch *watch, int64_t number) {
  return watch->start + number * watch->interval;
}

static sim_time watch_arrives(const struct world *w, const struct starve_watch *watch, int64_t number) {
  sim_time made = watch_made(watch, number);
  return made + starve_wait(w, w->net->to[watch->half], made) + w->net->delay[watch->half];
}

static bool starve_alert(struct world *w, uint32_t router) {
  struct engine *e = w->engine[router];
  if (!e || !e->alert) return false;
  return e->alert = engine_backlog(w, router) >= e->great;
}

/* Does either end of the session still have more to do than it should? */
static bool watch_needed(struct world *w, const struct starve_watch *watch) {
  bool here = starve_alert(w, w->net->owner[watch->half]), there = starve_alert(w, w->net->to[watch->half]);
  return here || there;
}

/* --- a watch --- */

static void watch_stop(struct world *w, uint32_t half) {
  struct starve_watch *watch = w->starving ? w->starving[half] : NULL;
  if (!watch) return;
  sim_cancel(&w->sim, &watch->event);
  w->starving[half] = NULL;
  g_free(watch);
}

static void watch_at(struct world *w, struct starve_watch *watch, sim_handler handle, sim_time at) {
  watch->event.handle = handle;
  sim_schedule(&w->sim, &watch->event, MAX(at, w->sim.now), WORLD_OWNER_SESSION | watch->half);
}

static void watch_look(struct sim *sim, struct sim_event *event);
static void watch_expire(struct sim *sim, struct sim_event *event);

/* Goes on from one KEEPALIVE to the next as far as the queues are known. */
static void watch_follow(struct world *w, struct starve_watch *watch) {
  uint32_t receiver = w->net->owner[watch->half];
  for (;; watch->next++) {
    sim_time made = watch_made(watch, watch->next), expires = watch->read + watch->hold;
    if (made > w->sim.now) {
      if (watch_needed(w, watch)) watch_at(w, watch, watch_look, made);
      else watch_stop(w, watch->half);
      return;
    }
    sim_time arrives = watch_arrives(w, watch, watch->next);
    if (arrives <= expires && arrives > w->sim.now) {
      watch_at(w, watch, watch_look, arrives);
      return;
    }
    sim_time read = arrives > expires ? arrives : arrives + starve_wait(w, receiver, arrives);
    if (read > expires) {
      watch_at(w, watch, watch_expire, expires);
      return;
    }
    watch->read = MAX(watch->read, read);
  }
}

static void watch_look(struct sim *sim, struct sim_event *event) {
  struct world *w = sim->world;
  struct starve_watch *watch = SIM_OWNER(event, struct starve_watch, event);
  if (w->cut[w->net->link[watch->half]]) watch_stop(w, watch->half); /* session_cut sees to that */
  else watch_follow(w, watch);
}

/* A table transfer under way is being read: then the timer runs anew all the time. */
static bool watch_fed(const struct world *w, const struct starve_watch *watch) {
  sim_time came = transfer_began(w, w->net->back[watch->half]);
  if (came == SIM_NEVER) return false;
  came += w->net->delay[watch->half];
  return came <= w->sim.now && came + starve_wait(w, w->net->owner[watch->half], came) <= w->sim.now;
}

static uint32_t watch_cause(const struct world *w, const struct starve_watch *watch) {
  uint32_t here = w->net->owner[watch->half], there = w->net->to[watch->half];
  const struct engine *mine = w->engine[here], *theirs = w->engine[there];
  if (!mine || !mine->past || (theirs && theirs->past && engine_backlog(w, there) > engine_backlog(w, here)))
    return theirs->because;
  return mine->because;
}

static void watch_expire(struct sim *sim, struct sim_event *event) {
  struct world *w = sim->world;
  struct starve_watch *watch = SIM_OWNER(event, struct starve_watch, event);
  if (watch_fed(w, watch)) watch->heard = sim->now;
  if (watch->heard > watch->read) {
    watch->read = watch->heard;
    watch_look(sim, event);
  } else {
    uint32_t half = watch->half, because = watch_cause(w, watch);
    watch_stop(w, half);
    if (!w->cut[w->net->link[half]]) session_lose(w, half, LOSS_HOLD, 0, 0, because);
  }
}

void starve_hear(struct world *w, uint32_t half) { w->starving[half]->heard = w->sim.now; }

/* --- beginning and end --- */

/* When the sender made the KEEPALIVE that ended the OPEN, or one of those before the run. */
static sim_time watch_start(const struct world *w, uint32_t half) {
  uint32_t back = w->net->back[half];
  if (w->since[back] || !w->session_jitter) return w->since[back];
  struct chance of = {w->seed, back, WORLD_CHANCE_KEEPALIVE, 0};
  return -chance_between(of, 0, starve_interval(w, half));
}

/* The last KEEPALIVE that has arrived by now, and when it is or was read. */
static void watch_catch_up(const struct world *w, struct starve_watch *watch) {
  int64_t last = MAX(0, (w->sim.now - watch->start) / watch->interval);
  while (last > 0 && watch_arrives(w, watch, last) > w->sim.now) last--;
  watch->next = last + 1;
  sim_time arrived = last ? watch_arrives(w, watch, last) : watch->start + w->net->delay[watch->half];
  if (last) watch->read = arrived + starve_wait(w, w->net->owner[watch->half], arrived);
  else watch->read = w->since[watch->half] ? MAX(arrived, w->since[watch->half]) : arrived;
}

static void watch_begin(struct world *w, uint32_t half) {
  uint32_t back = w->net->back[half];
  if (w->starving[half] || !(w->state[half] & w->state[back] & STATE_UP) || !starve_hold(w, half)) return;
  if (w->cut[w->net->link[half]]) return;
  struct starve_watch *watch = w->starving[half] = g_new0(struct starve_watch, 1);
  watch->half = half;
  watch->interval = starve_interval(w, half);
  watch->hold = starve_hold(w, half);
  watch->start = watch_start(w, half);
  watch_catch_up(w, watch);
  watch->heard = watch->read;
  watch_follow(w, watch);
}

static uint32_t starve_report(struct world *w, const struct engine *e) {
  return world_occur(w, (struct occurrence){.because = e->blame,
                                            .kind = OCCURRENCE_OVERLOAD,
                                            .router = e->router,
                                            .peer = OBSERVER_NONE,
                                            .card = OBSERVER_NONE,
                                            .prefix = OBSERVER_NONE,
                                            .count = (uint32_t)(engine_backlog(w, e->router) / SIM_SECOND)});
}

void starve_begin(struct world *w, struct engine *e) {
  if (!w->starving) w->starving = g_new0(struct starve_watch *, w->net->halves);
  e->alert = true;
  e->because = starve_report(w, e);
  for (uint32_t h = w->net->first[e->router]; h < w->net->first[e->router + 1]; h++) {
    watch_begin(w, h);
    watch_begin(w, w->net->back[h]);
  }
}

void starve_established(struct world *w, uint32_t half) {
  if (!w->starving) return;
  bool here = starve_alert(w, w->net->owner[half]), there = starve_alert(w, w->net->to[half]);
  if (!here && !there) return;
  watch_begin(w, half);
  watch_begin(w, w->net->back[half]);
}

void starve_lost(struct world *w, uint32_t half) {
  watch_stop(w, half);
  watch_stop(w, w->net->back[half]);
}

void starve_clear(struct world *w) {
  for (uint32_t h = 0; w->starving && h < w->net->halves; h++) g_free(w->starving[h]);
  g_clear_pointer(&w->starving, g_free);
}
