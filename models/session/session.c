#include "models/session/session.h"

#include "models/bgp/notification.h"
#include "models/engine/engine.h"
#include "models/engine/starve.h"
#include "models/engine/transfer.h"
#include "models/forwarding/forwarding.h"
#include "models/session/detection.h"
#include "models/session/restart.h"
#include "models/session/stale.h"
#include "models/session/waiting.h"
#include "models/speaker/export.h"
#include "models/speaker/sink.h"
#include "models/speaker/speaker.h"

#include <string.h>

static struct session_side *side_of(const struct world *w, uint32_t half) {
  struct session *s = session_of(w, half);
  return &s->side[s->side[1].half == half];
}

static struct session_side *side_other(struct session_side *side) {
  return &side->session->side[side == &side->session->side[0]];
}

static bool side_up(const struct world *w, const struct session_side *side) { return w->state[side->half] & STATE_UP; }

static uint32_t session_owner(const struct session_side *side) { return WORLD_OWNER_SESSION | side->half; }

static void side_schedule(struct world *w, struct session_side *side, sim_handler handle, sim_time at) {
  side->event.handle = handle;
  sim_schedule(&w->sim, &side->event, at, session_owner(side));
}

/* --- coming back --- */

static void side_established(struct sim *sim, struct sim_event *event) {
  struct world *w = sim->world;
  struct session_side *side = SIM_OWNER(event, struct session_side, event), *other = side_other(side);
  struct session *s = side->session;
  sink_session(w, side->half);
  w->state[side->half] = (uint8_t)(w->state[side->half] & STATE_OUTLIVES) | STATE_UP;
  w->since[side->half] = sim->now;
  if (side_up(w, other)) {
    uint32_t dialler = s->side[s->dialler].half;
    s->up = true;
    s->because = world_occur(w, (struct occurrence){.because = s->because,
                                                    .kind = OCCURRENCE_SESSION_UP,
                                                    .router = w->net->owner[dialler],
                                                    .peer = w->net->to[dialler],
                                                    .card = OBSERVER_NONE,
                                                    .prefix = OBSERVER_NONE});
    starve_established(w, side->half);
  } else {
    other->told = 0;
  }
  if (w->engine) engine_opened(w, side->half, s->because);
  stale_resume(w, side->half, other->fib_lost, s->because);
  other->fib_lost = false;
  if (w->restart && restart_holds(w, side->half)) return;
  transfer_start(w, side->half, s->because);
}

static void session_connect(struct sim *sim, struct sim_event *event) {
  struct world *w = sim->world;
  struct session *s = SIM_OWNER(event, struct session, connect);
  struct session_side *dialler = &s->side[s->dialler];
  sim_time half_trip = w->net->delay[dialler->half], at = sim->now;
  if (w->engine) at += engine_answers(w, w->net->owner[dialler->half]) + engine_answers(w, w->net->to[dialler->half]);
  side_schedule(w, dialler, side_established, at + 4 * half_trip);
  side_schedule(w, side_other(dialler), side_established, at + 5 * half_trip);
}

/* Both sides are idle and nothing keeps them apart: the one that gets through first dials. */
static void session_plan(struct world *w, struct session *s) {
  if (s->closed || w->cut[s - w->sessions] || side_up(w, &s->side[0]) || side_up(w, &s->side[1])) return;
  if (sim_pending(&s->side[0].event) || sim_pending(&s->side[1].event)) return;
  sim_time first = waiting_over(w, &s->side[0], &s->side[1]), second = waiting_over(w, &s->side[1], &s->side[0]);
  s->dialler = second < first;
  if (MIN(first, second) == SIM_NEVER) sim_cancel(&w->sim, &s->connect);
  else sim_schedule(&w->sim, &s->connect, MIN(first, second), session_owner(&s->side[s->dialler]));
}

/* --- losing it --- */

static void side_notices(struct sim *sim, struct sim_event *event) {
  struct session_side *side = SIM_OWNER(event, struct session_side, event);
  session_lose(sim->world, side->half, side->loss, side->code, side->subcode, side->because);
}

/* `side` is going to lose the session at `at`, unless it does so earlier. */
static void side_expects(struct world *w, struct session_side *side, enum loss loss, sim_time at) {
  if (!side_up(w, side) || (sim_pending(&side->event) && sim_when(&w->sim, &side->event) <= at)) return;
  side->loss = loss;
  side->because = side->session->because;
  side_schedule(w, side, side_notices, at);
}

static void side_silence(struct world *w, struct session_side *side, bool bfd_too) {
  struct detection noticed = detection_silence(w, side->half, bfd_too);
  if (noticed.within != SIM_NEVER) side_expects(w, side, noticed.loss, w->sim.now + noticed.within);
}

/* What the other side makes of it. */
static enum loss side_hears(enum loss loss, uint8_t code) {
  if ((loss == LOSS_NOTIFICATION_SENT && code != NOTIFICATION_CEASE) || loss == LOSS_HOLD)
    return LOSS_NOTIFICATION_RECEIVED;
  return loss == LOSS_PEER ? LOSS_PEER : LOSS_CEASE;
}

/* It hears of it unless the link is out: session_cut sees to that. */
static void side_tell(struct world *w, struct session_side *other, enum loss loss, uint8_t code, uint8_t subcode) {
  sim_time at = w->sim.now + w->net->delay[other->half];
  if (side_up(w, other)) {
    if (w->cut[w->net->link[other->half]]) return;
    side_expects(w, other, side_hears(loss, code), at);
    if (!sim_pending(&other->event)) return;
    other->code = code;
    other->subcode = subcode;
  } else if (sim_pending(&other->event)) { /* in OpenConfirm */
    sim_cancel(&w->sim, &other->event);
    waiting_begin(w, other, side_hears(loss, code), at);
  }
}

static void session_report(struct world *w, const struct session_side *side, enum loss loss, uint8_t code,
                           uint8_t subcode, uint32_t because) {
  side->session->up = false;
  side->session->because = world_occur(w, (struct occurrence){.because = because,
                                                              .kind = OCCURRENCE_SESSION_DOWN,
                                                              .router = w->net->owner[side->half],
                                                              .peer = w->net->to[side->half],
                                                              .card = OBSERVER_NONE,
                                                              .prefix = OBSERVER_NONE,
                                                              .loss = loss,
                                                              .code = code,
                                                              .subcode = subcode});
}

/* This side is Idle. */
static void side_leave(struct world *w, struct session_side *side) {
  sim_cancel(&w->sim, &side->event);
  sink_session(w, side->half);
  if (side_up(w, side)) side->told = transfer_done(w, side->half);
  transfer_stop(w, side->half);
  w->state[side->half] &= STATE_OUTLIVES;
  starve_lost(w, side->half);
}

static void side_drop(struct world *w, struct session_side *side) {
  world_note(w, HISTORY_DOWN, side->half, side->session->because, 0);
  stale_forget(w, side->half);
  speaker_drop(w, side->half, side->session->because);
}

/* world_spare: what would have ended the session does not, on either side, as long as it lasts. */
static bool session_endures(struct world *w, struct session *s) {
  if (!s->up || !world_spared(w)) return s->enduring;
  for (int i = 0; i < 2; i++)
    if (s->side[i].event.handle == side_notices) sim_cancel(&w->sim, &s->side[i].event);
  s->enduring = w->cut[s - w->sessions] || s->closed;
  return true;
}

void session_lose(struct world *w, uint32_t half, enum loss loss, uint8_t code, uint8_t subcode, uint32_t because) {
  struct session_side *side = side_of(w, half), *other = side_other(side);
  if (!side_up(w, side) || session_endures(w, side->session)) return;
  if (loss == LOSS_HOLD) code = NOTIFICATION_HOLD_TIMER;
  if (side->session->up) session_report(w, side, loss, code, subcode, because);
  waiting_begin(w, side, loss, w->sim.now);
  side_leave(w, side);
  if (!side_up(w, other) || (loss != LOSS_NOTIFICATION_RECEIVED && loss != LOSS_CEASE))
    side_tell(w, other, loss, code, subcode);
  if (stale_covers(w, half, loss, code, subcode)) {
    stale_keep(w, half, side->session->because);
  } else {
    engine_lost(w, half, side_up(w, other) ? transfer_done(w, other->half) : other->told, side->session->because);
    side_drop(w, side);
  }
  session_plan(w, side->session);
}

/* How the other side notices that there is no process any more. */
static void side_orphan(struct world *w, struct session_side *other, bool silent, sim_time open) {
  if (!silent || !side_up(w, other)) side_tell(w, other, LOSS_PEER, 0, 0);
  if (!silent || w->cut[w->net->link[other->half]]) return;
  side_silence(w, other, false);
  side_expects(w, other, LOSS_PEER, open + w->net->delay[other->half]); /* at the latest its OPEN says it */
}

void session_die(struct world *w, uint32_t half, sim_time back, uint32_t because) {
  struct session_side *side = side_of(w, half);
  const struct platform *platform = world_platform(w, w->net->owner[half]);
  if (side_up(w, side) && side->session->up) session_report(w, side, LOSS_PEER, 0, 0, because);
  sim_cancel(&w->sim, &side->session->connect);
  waiting_anew(w, side, back);
  side_leave(w, side);
  side_orphan(w, side_other(side), platform->crash_silent, side->dial);
  side->fib_lost |= !platform->keeps_fib;
  w->state[half] &= (uint8_t)~STATE_AWAITED;
  side_drop(w, side);
  session_plan(w, side->session);
}

void session_rest(struct world *w, uint32_t half, sim_time until) {
  struct session_side *side = side_of(w, half);
  side->dial = MAX(side->dial, until);
  side->listen = MAX(side->listen, until);
  session_plan(w, side->session);
}

void session_close(struct world *w, uint32_t half, uint32_t because) {
  struct session *s = session_of(w, half);
  s->closed = true;
  sim_cancel(&w->sim, &s->connect);
  for (int i = 0; i < 2; i++)
    if (s->side[i].event.handle == side_established) sim_cancel(&w->sim, &s->side[i].event);
  session_lose(w, half, LOSS_ADMIN, NOTIFICATION_CEASE, NOTIFICATION_ADMINISTRATIVE_SHUTDOWN, because);
  session_lose(w, w->net->back[half], LOSS_ADMIN, NOTIFICATION_CEASE, NOTIFICATION_ADMINISTRATIVE_SHUTDOWN, because);
}

void session_open(struct world *w, uint32_t half, uint32_t because) {
  struct session *s = session_of(w, half);
  s->closed = s->enduring = false;
  s->because = because;
  for (int i = 0; i < 2; i++) s->side[i].dial = s->side[i].listen = restart_returns(w, w->net->owner[s->side[i].half]);
  session_plan(w, s);
}

/* --- the link under it --- */

static void side_abandon(struct world *w, struct session_side *side) {
  if (sim_pending(&side->event) && side->event.handle == side_established) sim_cancel(&w->sim, &side->event);
}

/* Its interface is down, and whatever it forwards over it is lost. */
static void side_dark(struct world *w, struct session_side *side, uint32_t because) {
  side->fib_lost = true;
  session_lose(w, side->half, LOSS_INTERFACE, 0, 0, because);
  stale_flush(w, side->half, because);
}

void session_cut(struct world *w, uint32_t half, enum session_cut how, uint32_t because) {
  uint32_t link = w->net->link[half];
  struct session_side *near = side_of(w, half), *far = side_other(near);
  bool dark = how == SESSION_CUT_DARK;
  if (!w->cut[link]) sink_cut(w, half);
  if (w->cut[link]++) {
    if (dark) side_dark(w, near, because);
    return;
  }
  world_note(w, HISTORY_CUT, half, because, 0);
  forwarding_link(w, half, because);
  sim_cancel(&w->sim, &near->session->connect);
  side_abandon(w, near);
  side_abandon(w, far);
  if (dark) side_dark(w, near, because);
  else side_silence(w, near, true);
  if (dark && !w->net->exchange[half]) {
    side_expects(w, far, LOSS_INTERFACE, w->sim.now + w->net->delay[half]);
    stale_flush(w, far->half, because);
  } else {
    side_silence(w, far, true);
  }
  if (side_up(w, near)) near->because = because;
  if (side_up(w, far) && !dark) far->because = because;
}

void session_mend(struct world *w, uint32_t half, uint32_t because) {
  uint32_t link = w->net->link[half];
  g_assert(w->cut[link] > 0);
  if (--w->cut[link]) return;
  struct session *s = &w->sessions[link];
  s->enduring = false;
  world_note(w, HISTORY_MEND, half, because, 0);
  forwarding_link(w, half, because);
  if (!s->up) s->because = because;
  for (int i = 0; i < 2; i++) {
    struct session_side *side = &s->side[i];
    if (!side_up(w, side)) continue;
    /* KEEPALIVEs come again in time, or the other end has started anew and its OPEN ends what is left of the old
     * session */
    sim_cancel(&w->sim, &side->event);
    if (w->state[side->half] & STATE_UNHEARD) export_repeat(w, side->half, because);
    if (!w->transfer[side->half]) restart_end_of_rib(w, side->half);
    if (!side_up(w, side_other(side))) side_expects(w, side, LOSS_PEER, w->sim.now + w->net->delay[side->half]);
  }
  session_plan(w, s);
}

void session_init_all(struct world *w) {
  const struct network *n = w->net;
  memset(w->state, STATE_UP, n->halves);
  for (uint32_t h = 0; w->sessions && h < n->halves; h++) {
    struct session *s = session_of(w, h);
    uint32_t i = n->owner[h] > n->owner[n->back[h]] || (n->owner[h] == n->owner[n->back[h]] && h > n->back[h]);
    s->side[i] = (struct session_side){.session = s, .half = h};
    s->connect.handle = session_connect;
    s->up = true;
  }
}
