#include "models/engine/transfer.h"

#include "models/engine/engine.h"
#include "models/forwarding/chassis.h"
#include "models/replay/replay.h"
#include "models/session/restart.h"
#include "models/speaker/export.h"

#include <math.h>
#include <stdlib.h>

struct slot {
  sim_time at;
  uint32_t plane;
};

struct transfer {
  struct sim_event event;
  sim_time started, length;
  sim_time writes, reads; /* nanoseconds of work a second, at the two ends */
  uint32_t half, because, count, done;
  struct slot slot[]; /* [planes] in order of time */
};

/* The least of some rates, 0: without limit. */
static double transfer_least(const double *rate, size_t count) {
  double least = 0;
  for (size_t i = 0; i < count; i++)
    if (rate[i] > 0 && (least <= 0 || rate[i] < least)) least = rate[i];
  return least;
}

static void transfer_job(struct world *w, struct transfer *t) {
  const struct platform *from = world_platform(w, w->net->owner[t->half]);
  const struct platform *to = world_platform(w, w->net->to[t->half]);
  const double rates[] = {from->transfer_rate, to->transfer_rate, w->link_rate,
                          from->send_cost ? (double)SIM_SECOND / (double)from->send_cost : 0,
                          to->receive_cost ? (double)SIM_SECOND / (double)to->receive_cost : 0};
  double rate = transfer_least(rates, G_N_ELEMENTS(rates));
  if (rate <= 0) return;
  t->length = (sim_time)(world_volume(w, t->half) / rate * SIM_SECOND);
  t->writes = (sim_time)(rate * (double)from->send_cost);
  t->reads = (sim_time)(rate * (double)to->receive_cost);
}

double transfer_draw(uint64_t seed, uint32_t half, uint32_t key) {
  return chance_uniform((struct chance){seed, half, WORLD_CHANCE_TRANSFER, key});
}

double transfer_share(const struct world *w, uint32_t half, const struct plane *p) {
  if (!w->replay) return transfer_draw(w->seed, half, p->key);
  double *place = &w->replay->place[half];
  if (isnan(*place)) *place = transfer_draw(w->seed, half, p->key);
  return *place;
}

sim_time transfer_place(const struct world *w, uint32_t half, const struct plane *p, sim_time length) {
  return length ? (sim_time)((double)length * transfer_share(w, half, p)) : 0;
}

sim_time transfer_slot(const struct world *w, const struct plane *p, uint32_t half) {
  const struct transfer *t = w->transfer[half];
  if (t) return t->started + transfer_place(w, half, p, t->length);
  return w->since[half] + transfer_place(w, half, p, replay_session(w, half)->value);
}

double transfer_done(const struct world *w, uint32_t half) {
  const struct transfer *t = w->transfer[half];
  return t && t->length ? MIN(1, (double)(w->sim.now - t->started) / (double)t->length) : 1;
}

sim_time transfer_began(const struct world *w, uint32_t half) {
  return w->transfer[half] ? w->transfer[half]->started : SIM_NEVER;
}

static int slot_compare(const void *left, const void *right) {
  const struct slot *a = left, *b = right;
  if (a->at != b->at) return a->at < b->at ? -1 : 1;
  return a->plane < b->plane ? -1 : a->plane > b->plane;
}

static void transfer_next(struct world *w, struct transfer *t) {
  sim_time at = t->done < t->count ? t->slot[t->done].at : t->started + t->length;
  sim_schedule(&w->sim, &t->event, at, WORLD_OWNER_TRANSFER | t->half);
}

static void transfer_step(struct sim *sim, struct sim_event *event) {
  struct world *w = sim->world;
  struct transfer *t = SIM_OWNER(event, struct transfer, event);
  if (t->done == t->count) {
    uint32_t half = t->half;
    transfer_stop(w, half);
    restart_end_of_rib(w, half);
    return;
  }
  uint32_t plane = t->slot[t->done++].plane;
  transfer_next(w, t);
  export_flush(w, world_plane(w, plane), t->half, t->because);
}

static struct transfer *transfer_new(struct world *w, uint32_t half, uint32_t because) {
  if (!w->transfers.size) pool_init(&w->transfers, sizeof(struct transfer) + w->planes->len * sizeof(struct slot));
  struct transfer *t = pool_take(&w->transfers);
  *t = (struct transfer){.event = {.handle = transfer_step}, .started = w->sim.now, .half = half, .because = because};
  return t;
}

/* Gives each prefix that is offered its place. */
static void transfer_begin(struct world *w, struct transfer *t) {
  w->transfer[t->half] = t;
  w->state[t->half] |= STATE_TRANSFER;
  for (uint32_t i = 0; i < w->planes->len; i++) {
    struct plane *p = world_plane(w, i);
    if (!export_offers(w, p, t->half)) continue;
    t->slot[t->count++] = (struct slot){t->started + transfer_place(w, t->half, p, t->length), i};
  }
  qsort(t->slot, t->count, sizeof *t->slot, slot_compare);
  transfer_next(w, t);
}

void transfer_start(struct world *w, uint32_t half, uint32_t because) {
  struct transfer *t = transfer_new(w, half, because);
  transfer_job(w, t);
  world_note(w, HISTORY_UP, half, because, t->length);
  engine_stream(w, w->net->owner[half], t->writes, because);
  engine_stream(w, w->net->to[half], t->reads, because);
  chassis_transfer(w, w->net->to[half], 1);
  transfer_begin(w, t);
}

void transfer_stop(struct world *w, uint32_t half) {
  struct transfer *t = w->transfer[half];
  if (!t) return;
  sim_cancel(&w->sim, &t->event);
  engine_stream(w, w->net->owner[half], -t->writes, t->because);
  engine_stream(w, w->net->to[half], -t->reads, t->because);
  pool_give(&w->transfers, t);
  w->transfer[half] = NULL;
  chassis_transfer(w, w->net->to[half], -1);
  w->state[half] &= (uint8_t)~STATE_TRANSFER;
}

/* --- replayed --- */

static void transfer_reaches(struct sim *sim, struct sim_event *event) {
  struct world *w = sim->world;
  struct transfer *t = SIM_OWNER(event, struct transfer, event);
  uint32_t half = t->half, because = t->because;
  pool_give(&w->transfers, t);
  export_flush(w, world_plane(w, 0), half, because);
}

/* One event at most, where there is something to tell before the session ends; the end of a transfer is but a moment
 * of the clock (transfer_runs), save for one that takes no time and ends within its instant. */
void transfer_replay(struct world *w, const struct history_record *up) {
  uint32_t half = up->what;
  const struct plane *p = world_plane(w, 0);
  if (!up->value) {
    transfer_begin(w, transfer_new(w, half, up->because));
    return;
  }
  w->state[half] |= STATE_TRANSFER;
  if (!export_offers(w, p, half)) return;
  sim_time at = w->sim.now + transfer_place(w, half, p, up->value);
  if (at >= up->ends) return;
  struct transfer *t = transfer_new(w, half, up->because);
  t->event.handle = transfer_reaches;
  sim_schedule(&w->sim, &t->event, at, WORLD_OWNER_TRANSFER | half);
}

bool transfer_runs(const struct world *w, uint32_t half) {
  return !w->replay || w->transfer[half] || w->sim.now <= w->since[half] + replay_session(w, half)->value;
}
