#include "models/replay/replay.h"

#include "models/downhill/downhill.h"
#include "models/engine/transfer.h"
#include "models/forwarding/chassis.h"
#include "models/forwarding/forwarding.h"
#include "models/forwarding/interior.h"
#include "models/replay/bystander.h"
#include "models/session/restart.h"
#include "models/speaker/export.h"
#include "models/speaker/speaker.h"

#include <math.h>
#include <string.h>

/* Of sessions that something happens to, both ends: the others stand as they did. */
static void replay_halves(struct world *w) {
  struct replay *r = w->replay;
  g_autofree bool *there = g_new0(bool, w->net->halves);
  r->used = g_new(uint32_t, w->net->halves);
  for (guint i = 0; i < r->history->record->len; i++) {
    const struct history_record *record = history_at(r->history, i);
    if (record->kind > HISTORY_MEND || there[record->what]) continue;
    uint32_t back = w->net->back[record->what];
    r->used[r->uses++] = record->what;
    r->used[r->uses++] = back;
    there[record->what] = there[back] = true;
  }
  for (uint32_t h = 0; h < w->net->halves; h++) r->place[h] = NAN;
}

void replay_init(struct world *w, const struct history *history) {
  struct replay *r = w->replay = g_new0(struct replay, 1);
  r->history = history;
  r->up = g_new0(const struct history_record *, w->net->halves);
  r->place = g_new(double, MAX(1, w->net->halves));
  r->wait = g_new0(const GArray *, w->net->routers);
  for (guint i = 0; i < history->waiter->len; i++) {
    uint32_t router = g_array_index(history->waiter, uint32_t, i);
    if (router < w->net->routers) r->wait[router] = g_ptr_array_index(history->wait, i);
  }
  replay_halves(w);
  r->moves = (struct replay_moves){
      .router = g_new(uint32_t, w->net->routers), .moved = g_new0(bool, w->net->routers), .all = true};
  bystander_init(w);
  downhill_init(w);
  agenda_init(w);
}

void replay_clear(struct world *w) {
  if (!w->replay) return;
  downhill_clear(w);
  bystander_clear(w);
  agenda_clear(&w->replay->agenda);
  g_free(w->replay->up);
  g_free(w->replay->place);
  g_free(w->replay->used);
  g_free(w->replay->wait);
  g_free(w->replay->moves.router);
  g_free(w->replay->moves.moved);
  g_clear_pointer(&w->replay, g_free);
}

void replay_moves_over(struct replay_moves *moves) {
  moves->last = (struct world_moved){moves->all ? NULL : moves->router, moves->count};
  for (uint32_t i = 0; i < moves->count; i++) moves->moved[moves->router[i]] = false;
  moves->count = 0;
  moves->all = false;
}

sim_time replay_waits(const struct world *w, uint32_t router) {
  const GArray *windows = w->replay->wait[router];
  guint window = (guint)(w->sim.now / HISTORY_WINDOW);
  if (!windows || window >= windows->len) return 0;
  return g_array_index(windows, uint32_t, window) * SIM_MICROSECOND;
}

/* --- what records say --- */

static void replay_up(struct world *w, const struct history_record *r) {
  w->state[r->what] = STATE_UP;
  w->since[r->what] = w->sim.now;
  w->replay->up[r->what] = r;
  transfer_replay(w, r);
}

static void replay_down(struct world *w, const struct history_record *r) {
  struct plane *p = world_plane(w, 0);
  if (w->transfer[r->what]) transfer_stop(w, r->what);
  w->state[r->what] = 0;
  if (p->adj_in[r->what] != PATH_NONE || w->dampers) speaker_drop(w, r->what, r->because);
  else export_forget(w, p, r->what);
}

static void replay_mend(struct world *w, const struct history_record *r) {
  uint32_t half = r->what, back = w->net->back[half];
  bool second = w->net->owner[half] != w->net->owner[back] ? w->net->owner[half] > w->net->owner[back] : half > back;
  const uint32_t end[] = {second ? back : half, second ? half : back}; /* in the order of struct session */
  w->cut[w->net->link[half]] = 0;
  forwarding_link(w, half, r->because);
  for (int i = 0; i < 2; i++)
    if ((w->state[end[i]] & (STATE_UP | STATE_UNHEARD)) == (STATE_UP | STATE_UNHEARD))
      export_repeat(w, end[i], r->because);
}

static void replay_interior(struct world *w, const struct history_record *r) {
  struct replay *replay = w->replay;
  const struct history *h = replay->history;
  if (r->kind == HISTORY_WAYS) {
    replay->moves.all = true;
    interior_replay_ways(w, r->what, &g_array_index(h->way, struct history_way, replay->ways), (guint)r->value);
    replay->ways += (guint)r->value;
    return;
  }
  const uint32_t *flip = &g_array_index(h->flip, uint32_t, replay->flips);
  replay->flips += (guint)r->value;
  if (r->kind == HISTORY_OPEN) interior_replay_open(w, r->what, flip, (guint)r->value, r->because);
  else interior_replay_rank(w, r->what, flip, (guint)r->value, r->because);
}

static void replay_do(struct world *w, const struct history_record *r) {
  switch ((enum history_kind)r->kind) {
  case HISTORY_UP:
    replay_up(w, r);
    break;
  case HISTORY_DOWN:
    replay_down(w, r);
    break;
  case HISTORY_FAMILY:
    speaker_disable(w, r->what, r->because);
    break;
  case HISTORY_REFRESH:
    export_again(w, r->what, r->because);
    break;
  case HISTORY_CUT:
    w->cut[w->net->link[r->what]] = 1;
    forwarding_link(w, r->what, r->because);
    break;
  case HISTORY_MEND:
    replay_mend(w, r);
    break;
  case HISTORY_CARD_OUT:
  case HISTORY_CARD_LOAD:
  case HISTORY_CARD_READY:
    chassis_replay(w, r);
    break;
  case HISTORY_PROCESS_OUT:
  case HISTORY_PROCESS_LOST:
  case HISTORY_PROCESS_BACK:
    restart_replay(w, r);
    break;
  case HISTORY_WAYS:
  case HISTORY_RANK:
  case HISTORY_OPEN:
    replay_interior(w, r);
    break;
  case HISTORY_KINDS:
    g_assert_not_reached();
  }
}

/* The next record that has to be done, NULL: there is none. */
static const struct history_record *replay_due(struct replay *r) {
  r->next = agenda_next(&r->agenda, r->next);
  return r->next < r->history->record->len ? history_at(r->history, r->next) : NULL;
}

/* From the next record on, all that one kernel event of the session run has left. */
static void replay_event(struct world *w) {
  struct replay *r = w->replay;
  r->group = r->next;
  do r->group++;
  while (r->group < r->history->record->len && history_at(r->history, r->group)->follows);
  for (const struct history_record *record; (record = replay_due(r)) && r->next < r->group;) {
    r->doing = ++r->next;
    replay_do(w, record);
  }
  r->doing = 0;
}

/* All that happens up to the end of the instant `until`. */
static void replay_pause(struct world *w, sim_time until) {
  sim_run_up_to(&w->sim, until, UINT32_MAX);
  downhill_run(w, until);
}

void replay_run(struct world *w, sim_time until) {
  const struct history_record *r;
  while ((r = replay_due(w->replay)) && r->at <= until) {
    if (r->at > w->sim.now && downhill_full(w)) replay_pause(w, w->sim.now);
    sim_run_up_to(&w->sim, r->at, r->owner);
    replay_event(w);
  }
  replay_pause(w, until);
}

sim_time replay_next(const struct world *w) {
  struct replay *r = w->replay;
  for (; r->group < r->history->record->len; r->group++) {
    const struct history_record *coming = history_at(r->history, r->group);
    if (coming->at > w->sim.now || (coming->at == w->sim.now && coming->owner >= w->sim.owner)) return coming->at;
  }
  return SIM_NEVER;
}

/* --- once more --- */

/* Pending events live in the pools: none is pending any more. */
static void replay_forget_events(struct world *w) {
  struct pool *pool[] = {&w->flights,       &w->works,     &w->helds,  &w->installs,
                         &w->announcements, &w->transfers, &w->markers};
  sim_reset(&w->sim);
  for (size_t i = 0; i < G_N_ELEMENTS(pool); i++)
    if (pool[i]->size) pool_clear(pool[i]);
  w->transfers.size = 0; /* made anew when the planes are known */
  for (uint32_t i = 0; i < w->replay->uses; i++) w->transfer[w->replay->used[i]] = NULL;
  if (w->lost) g_hash_table_remove_all(w->unheard);
  w->lost = 0;
  w->launches = 0;
}

void replay_begin(struct world *w) {
  bystander_begin(w);
  downhill_begin(w);
  agenda_begin(w);
}

void replay_rest(struct world *w, uint32_t origin) {
  const struct network *n = w->net;
  replay_forget_events(w);
  for (uint32_t i = 0; i < w->replay->uses; i++) {
    uint32_t half = w->replay->used[i];
    w->replay->place[half] = NAN;
    w->state[half] = STATE_UP;
    w->since[half] = 0;
    w->cut[n->link[half]] = 0;
  }
  memset(w->busy, 0, n->routers * sizeof *w->busy);
  if (w->processing_high) memset(w->worked, 0, n->routers * sizeof *w->worked);
  chassis_rest(w);
  interior_rest(w);
  restart_clear(w);
  restart_init(w);
  downhill_rest(w, origin);
  w->replay->next = w->replay->group = w->replay->ways = w->replay->flips = 0;
  w->replay->moves.all = true;
  w->messages = 0;
}
