#include "models/world/transfer.h"

#include "models/world/chassis.h"
#include "models/world/export.h"
#include "models/world/restart.h"

#include <stdlib.h>

struct slot {
  sim_time at;
  uint32_t plane;
};

struct transfer {
  struct sim_event event;
  sim_time started, length;
  uint32_t half, because, count, done;
  struct slot slot[]; /* [planes] in order of time */
};

static sim_time transfer_length(struct world *w, uint32_t half) {
  double sender = world_platform(w, w->net->owner[half])->transfer_rate;
  double receiver = world_platform(w, w->net->to[half])->transfer_rate;
  double rate = sender > 0 && (receiver <= 0 || sender < receiver) ? sender : receiver;
  return rate > 0 ? (sim_time)(world_volume(w, half) / rate * SIM_SECOND) : 0;
}

static sim_time transfer_place(const struct world *w, const struct transfer *t, uint32_t plane) {
  struct chance of = {w->seed, t->half, WORLD_CHANCE_TRANSFER, plane};
  return t->length ? t->started + (sim_time)((double)t->length * chance_uniform(of)) : t->started;
}

sim_time transfer_slot(const struct world *w, const struct plane *p, uint32_t half) {
  return transfer_place(w, w->transfer[half], p->number);
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

void transfer_start(struct world *w, uint32_t half, uint32_t because) {
  if (!w->transfers.size) pool_init(&w->transfers, sizeof(struct transfer) + w->planes->len * sizeof(struct slot));
  struct transfer *t = pool_take(&w->transfers);
  *t = (struct transfer){.event = {.handle = transfer_step}, .started = w->sim.now, .half = half, .because = because};
  t->length = transfer_length(w, half);
  w->transfer[half] = t;
  chassis_transfer(w, w->net->to[half], 1);
  w->state[half] |= STATE_TRANSFER;
  for (uint32_t i = 0; i < w->planes->len; i++)
    if (export_offers(w, world_plane(w, i), half)) t->slot[t->count++] = (struct slot){transfer_place(w, t, i), i};
  qsort(t->slot, t->count, sizeof *t->slot, slot_compare);
  transfer_next(w, t);
}

void transfer_stop(struct world *w, uint32_t half) {
  struct transfer *t = w->transfer[half];
  if (!t) return;
  sim_cancel(&w->sim, &t->event);
  pool_give(&w->transfers, t);
  w->transfer[half] = NULL;
  chassis_transfer(w, w->net->to[half], -1);
  w->state[half] &= (uint8_t)~STATE_TRANSFER;
}
