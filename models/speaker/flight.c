#include "models/speaker/flight.h"

#include "models/speaker/export.h"
#include "models/speaker/sink.h"
#include "models/speaker/speaker.h"

#define FLIGHT_TRIGGERS (1u << 31)

struct flight {
  struct sim_event event;
  struct plane *plane;
  struct update update;
  sim_time sent;
  uint32_t at, end; /* halves of the sender still to be served */
  uint32_t turn;    /* of two that a router launches in one instant the later one may not land first anywhere */
};

void flight_init(struct world *w) { pool_init(&w->flights, sizeof(struct flight)); }

/* Is what was sent at `sent` over the sender's `half` still of this session, and can it get through? */
static bool flight_arrives(struct world *w, const struct plane *p, uint32_t half, sim_time sent) {
  uint32_t back = w->net->back[half];
  if (!(w->state[half] & STATE_UP) || w->since[half] > sent || !(w->state[back] & STATE_UP)) return false;
  if (!w->cut[w->net->link[half]]) return true;
  export_unheard(w, p, half);
  return false;
}

/* From `at` on, who is told by an event. */
static uint32_t flight_skip(const struct world *w, const struct plane *p, uint32_t at, uint32_t end) {
  while (at < end && sink_hears(w, p, at)) at++;
  return at;
}

static void flight_land(struct sim *sim, struct sim_event *event) {
  struct world *w = sim->world;
  struct flight *f = SIM_OWNER(event, struct flight, event);
  struct plane *plane = f->plane;
  struct update update = f->update;
  sim_time sent = f->sent;
  uint32_t half = f->at;
  f->at = flight_skip(w, plane, half + 1, f->end);
  if (f->at < f->end) sim_schedule_turn(sim, event, sent + w->net->delay[f->at], WORLD_OWNER_FLIGHT | f->at, f->turn);
  else pool_give(&w->flights, f);
  sink_catch_up(w, w->net->to[half]);
  if (flight_arrives(w, plane, half, sent)) speaker_receive(w, plane, w->net->back[half], &update, true);
}

/* The place of a flight among those that land in one instant over one half: in order of launching, but what may end the
 * session (a trigger) after the rest, so that the rest need not know of it (replay.h). */
static uint32_t flight_turn(struct world *w, const struct plane *p) {
  return (p->trigger ? FLIGHT_TRIGGERS : 0) | ++w->launches;
}

static void flight_start(struct world *w, struct plane *plane, const struct update *update, uint32_t from, uint32_t to,
                         sim_time sent) {
  if (!w->flights.in_use) w->launches = 0;
  struct flight *f = pool_take(&w->flights);
  *f = (struct flight){{.handle = flight_land}, plane, *update, sent, from, to, flight_turn(w, plane)};
  sim_schedule_turn(&w->sim, &f->event, sent + w->net->delay[from], WORLD_OWNER_FLIGHT | from, f->turn);
}

void flight_resume(struct world *w, struct plane *plane, const struct update *update, uint32_t from, sim_time sent) {
  flight_start(w, plane, update, from, from + 1, sent);
}

/* What gets lost on a link that is out has to be seen getting lost. */
static void flight_post(struct world *w, struct plane *plane, const struct update *update, uint32_t from, uint32_t to) {
  for (uint32_t h = from; h < to; h++) {
    if (!sink_hears(w, plane, h)) continue;
    if (w->cut[w->net->link[h]]) flight_resume(w, plane, update, h, w->sim.now);
    else sink_post(w, plane, h);
  }
}

void flight_launch(struct world *w, struct plane *plane, const struct update *update, uint32_t from, uint32_t to) {
  if (w->blind && !w->settling) sink_init(w);
  if (w->sinks) flight_post(w, plane, update, from, to);
  from = flight_skip(w, plane, from, to);
  if (from < to) flight_start(w, plane, update, from, to, w->sim.now);
}
