#include "models/world/session.h"

#include "models/world/export.h"
#include "models/world/forwarding.h"
#include "models/world/speaker.h"
#include "models/world/transfer.h"

#include <math.h>

enum { CEASE = 6, CEASE_SHUTDOWN = 2, HOLD_EXPIRED = 4 };

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

/* --- waiting and coming back --- */

static sim_time wait_length(const struct world *w, const struct platform_wait *wait, const struct session_side *side,
                            uint64_t what) {
  double length = (double)wait->first * pow(wait->factor > 0 ? wait->factor : 1, side->losses);
  if (wait->cap && length > (double)wait->cap) length = (double)wait->cap;
  if (!w->session_jitter || wait->jitter <= 0 || wait->jitter >= 1) return (sim_time)length;
  struct chance of = {w->seed, side->half, WORLD_CHANCE_WAIT + (what << 32), (uint64_t)w->sim.now};
  return (sim_time)(length * (wait->jitter + (1 - wait->jitter) * chance_uniform(of)));
}

static void side_wait(struct world *w, struct session_side *side, enum loss loss) {
  const struct platform *platform = world_platform(w, w->net->owner[side->half]);
  const struct platform_wait *dial = &platform->dial[loss], *listen = &platform->listen[loss];
  /* quiet means Established: the waiting itself does not count */
  if (dial->forget && w->sim.now - w->since[side->half] > dial->forget) side->losses = 0;
  side->dial = w->sim.now + wait_length(w, dial, side, 0);
  side->listen = w->sim.now + wait_length(w, listen, side, 1);
  side->losses++;
}

static void side_established(struct sim *sim, struct sim_event *event) {
  struct world *w = sim->world;
  struct session_side *side = SIM_OWNER(event, struct session_side, event);
  struct session *s = side->session;
  w->state[side->half] = STATE_UP;
  w->since[side->half] = sim->now;
  if (side_up(w, side_other(side))) {
    uint32_t dialler = s->side[s->dialler].half;
    s->up = true;
    s->because = world_occur(w, (struct occurrence){.because = s->because,
                                                    .kind = OCCURRENCE_SESSION_UP,
                                                    .router = w->net->owner[dialler],
                                                    .peer = w->net->to[dialler],
                                                    .card = OBSERVER_NONE,
                                                    .prefix = OBSERVER_NONE});
  }
  transfer_start(w, side->half, s->because);
}

static void session_connect(struct sim *sim, struct sim_event *event) {
  struct world *w = sim->world;
  struct session *s = SIM_OWNER(event, struct session, connect);
  struct session_side *dialler = &s->side[s->dialler];
  sim_time half_trip = w->net->delay[dialler->half];
  side_schedule(w, dialler, side_established, sim->now + 4 * half_trip);
  side_schedule(w, side_other(dialler), side_established, sim->now + 5 * half_trip);
}

/* When `side` gets through if it dials: it tries at its own time and then every ConnectRetry. */
static sim_time side_succeeds(const struct world *w, const struct session_side *side,
                              const struct session_side *other) {
  sim_time retry = world_platform(w, w->net->owner[side->half])->connect_retry, at = MAX(side->dial, w->sim.now);
  if (at >= other->listen) return at;
  return retry > 0 ? at + (other->listen - at + retry - 1) / retry * retry : other->listen;
}

/* Both sides are idle and nothing keeps them apart: the one that gets through first dials. */
static void session_plan(struct world *w, struct session *s) {
  if (s->closed || w->cut[s - w->sessions] || side_up(w, &s->side[0]) || side_up(w, &s->side[1])) return;
  if (sim_pending(&s->side[0].event) || sim_pending(&s->side[1].event)) return;
  sim_time first = side_succeeds(w, &s->side[0], &s->side[1]), second = side_succeeds(w, &s->side[1], &s->side[0]);
  s->dialler = second < first;
  sim_schedule(&w->sim, &s->connect, MIN(first, second), session_owner(&s->side[s->dialler]));
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

/* Nothing arrives any more: BFD, or the hold timer (RFC 4271 section 6.5) that the last KEEPALIVE started. */
static void side_silence(struct world *w, struct session_side *side) {
  const struct platform *here = world_platform(w, w->net->owner[side->half]);
  const struct platform *there = world_platform(w, w->net->to[side->half]);
  if (here->bfd && there->bfd) {
    side_expects(w, side, LOSS_BFD, w->sim.now + here->bfd);
    return;
  }
  sim_time hold = MIN(here->hold, there->hold), keepalive = MIN(there->keepalive, hold / 3), elapsed = 0;
  if (!hold) return; /* negotiated away */
  struct chance of = {w->seed, side->half, WORLD_CHANCE_HOLD, (uint64_t)w->sim.now};
  if (w->session_jitter) elapsed = chance_between(of, 0, keepalive);
  side_expects(w, side, LOSS_HOLD, w->sim.now + hold - elapsed);
}

/* How the other side hears of it. */
static void side_tell(struct world *w, struct session_side *other, enum loss loss, uint8_t code, uint8_t subcode) {
  if (w->cut[w->net->link[other->half]]) return; /* session_cut sees to that */
  enum loss heard = loss == LOSS_NOTIFICATION_SENT || loss == LOSS_HOLD ? LOSS_NOTIFICATION_RECEIVED
                    : loss == LOSS_PEER                                 ? LOSS_PEER
                                                                        : LOSS_CEASE;
  side_expects(w, other, heard, w->sim.now + w->net->delay[other->half]);
  if (!sim_pending(&other->event)) return;
  other->code = code;
  other->subcode = subcode;
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

void session_lose(struct world *w, uint32_t half, enum loss loss, uint8_t code, uint8_t subcode, uint32_t because) {
  struct session_side *side = side_of(w, half), *other = side_other(side);
  if (!side_up(w, side)) return;
  if (loss == LOSS_HOLD) code = HOLD_EXPIRED;
  if (side->session->up) session_report(w, side, loss, code, subcode, because);
  sim_cancel(&w->sim, &side->event);
  side_wait(w, side, loss);
  transfer_stop(w, half);
  w->state[half] = 0;
  if (sim_pending(&other->event) && other->event.handle == side_established) sim_cancel(&w->sim, &other->event);
  if (side_up(w, other) && loss != LOSS_NOTIFICATION_RECEIVED && loss != LOSS_CEASE)
    side_tell(w, other, loss, code, subcode);
  speaker_drop(w, half, side->session->because);
  session_plan(w, side->session);
}

void session_close(struct world *w, uint32_t half, uint32_t because) {
  struct session *s = session_of(w, half);
  s->closed = true;
  sim_cancel(&w->sim, &s->connect);
  for (int i = 0; i < 2; i++)
    if (s->side[i].event.handle == side_established) sim_cancel(&w->sim, &s->side[i].event);
  session_lose(w, half, LOSS_ADMIN, CEASE, CEASE_SHUTDOWN, because);
  session_lose(w, w->net->back[half], LOSS_ADMIN, CEASE, CEASE_SHUTDOWN, because);
}

void session_open(struct world *w, uint32_t half, uint32_t because) {
  struct session *s = session_of(w, half);
  s->closed = false;
  s->because = because;
  for (int i = 0; i < 2; i++) s->side[i].dial = s->side[i].listen = w->sim.now;
  session_plan(w, s);
}

/* --- the link under it --- */

static void side_abandon(struct world *w, struct session_side *side) {
  if (sim_pending(&side->event) && side->event.handle == side_established) sim_cancel(&w->sim, &side->event);
}

void session_cut(struct world *w, uint32_t half, enum session_cut how, uint32_t because) {
  uint32_t link = w->net->link[half];
  struct session_side *near = side_of(w, half), *far = side_other(near);
  if (w->cut[link]++) {
    if (how == SESSION_CUT_DARK) session_lose(w, half, LOSS_INTERFACE, 0, 0, because);
    return;
  }
  forwarding_link(w, half, because);
  sim_cancel(&w->sim, &near->session->connect);
  side_abandon(w, near);
  side_abandon(w, far);
  if (how == SESSION_CUT_DARK) session_lose(w, half, LOSS_INTERFACE, 0, 0, because);
  else side_silence(w, near);
  if (how == SESSION_CUT_DARK && !w->net->exchange[half])
    side_expects(w, far, LOSS_INTERFACE, w->sim.now + w->net->delay[half]);
  else side_silence(w, far);
  if (side_up(w, near)) near->because = because;
  if (side_up(w, far) && how == SESSION_CUT_SILENT) far->because = because;
}

void session_mend(struct world *w, uint32_t half, uint32_t because) {
  uint32_t link = w->net->link[half];
  g_assert(w->cut[link] > 0);
  if (--w->cut[link]) return;
  struct session *s = &w->sessions[link];
  forwarding_link(w, half, because);
  if (!s->up) s->because = because;
  for (int i = 0; i < 2; i++) {
    struct session_side *side = &s->side[i];
    if (!side_up(w, side)) continue;
    /* KEEPALIVEs come again in time, or the other end has started anew and its OPEN ends what is left of the old
     * session */
    sim_cancel(&w->sim, &side->event);
    if (w->state[side->half] & STATE_UNHEARD) export_repeat(w, side->half, because);
    if (!side_up(w, side_other(side))) side_expects(w, side, LOSS_PEER, w->sim.now + w->net->delay[side->half]);
  }
  session_plan(w, s);
}

void session_init_all(struct world *w) {
  const struct network *n = w->net;
  for (uint32_t h = 0; h < n->halves; h++) {
    struct session *s = session_of(w, h);
    uint32_t i = n->owner[h] > n->owner[n->back[h]] || (n->owner[h] == n->owner[n->back[h]] && h > n->back[h]);
    s->side[i] = (struct session_side){.session = s, .half = h};
    s->connect.handle = session_connect;
    s->up = true;
    w->state[h] = STATE_UP;
  }
}
