#include "models/forwarding/fib.h"

#include "models/replay/replay.h"

void fib_init(struct world *w) { pool_init(&w->installs, sizeof(struct install)); }

void fib_start(struct fib *f, uint32_t router, double rate, double share, sim_handler through) {
  *f = (struct fib){.event = {.handle = through}, .krt = {.share = share}, .rate = rate, .router = router};
}

static void fib_schedule(struct world *w, struct fib *f) {
  sim_time at = !f->head ? SIM_NEVER : w->replay ? f->head->due : krt_finish(&f->krt);
  if (at == SIM_NEVER) sim_cancel(&w->sim, &f->event);
  else sim_schedule(&w->sim, &f->event, at, WORLD_OWNER_INSTALL | f->router);
}

void fib_push(struct world *w, struct fib *f, struct install install) {
  struct install *item = pool_take(&w->installs);
  *item = install;
  item->next = NULL;
  item->pushed = w->sim.now;
  if (w->replay) item->due = f->due = MAX(f->due, w->sim.now + replay_waits(w, f->router));
  else item->service = f->rate > 0 ? (sim_time)(install.plane->weight / f->rate * SIM_SECOND) : 0;
  if (f->head) {
    f->tail = f->tail->next = item;
    f->behind += item->service;
    return;
  }
  f->head = f->tail = item;
  krt_serve(&f->krt, w->sim.now, item->service);
  fib_schedule(w, f);
}

struct install fib_pop(struct world *w, struct fib *f) {
  struct install item = *f->head;
  pool_give(&w->installs, f->head);
  f->head = item.next;
  if (w->history) history_wait(w->history, f->router, item.pushed, w->sim.now - item.pushed);
  if (f->head) {
    f->behind -= f->head->service;
    krt_serve(&f->krt, w->sim.now, f->head->service);
  }
  fib_schedule(w, f);
  return item;
}

void fib_rest(struct fib *f) {
  f->head = f->tail = NULL;
  f->due = 0;
}

double fib_backlog(const struct world *w, const struct fib *f) {
  struct krt krt = f->krt;
  if (!f->head) return 0;
  krt_transfer(&krt, w->sim.now, 0);
  return (double)(krt.left + f->behind) / SIM_SECOND * f->rate;
}

void fib_transfer(struct world *w, struct fib *f, int change) {
  krt_transfer(&f->krt, w->sim.now, change);
  fib_schedule(w, f);
}

void fib_busy(struct world *w, struct fib *f, sim_time until) {
  krt_busy(&f->krt, w->sim.now, until);
  fib_schedule(w, f);
}
