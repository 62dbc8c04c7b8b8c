#include "models/session/stale.h"

#include "models/bgp/notification.h"
#include "models/speaker/export.h"
#include "models/speaker/speaker.h"

struct stale {
  struct sim_event event;
  uint32_t half, because;
  uint32_t count;   /* of routes that are stale */
  sim_time restart; /* by then the neighbour must be back; SIM_NEVER: it is */
  sim_time since[]; /* [planes] SIM_NEVER: not stale */
};

static bool stale_notifications(const struct world *w, uint32_t half) {
  return world_platform(w, w->net->owner[half])->graceful_notification &&
         world_platform(w, w->net->to[half])->graceful_notification;
}

/* A Hard Reset, or what RFC 8538 section 5.1 advises to send as one: whatever is meant to last. A Cease without a
 * subcode is taken for one. */
static bool stale_hard(uint8_t code, uint8_t subcode) {
  if (code != NOTIFICATION_CEASE) return code == 0;
  return subcode == NOTIFICATION_UNSPECIFIC || subcode == NOTIFICATION_MOST_PREFIXES ||
         subcode == NOTIFICATION_ADMINISTRATIVE_SHUTDOWN || subcode == NOTIFICATION_PEER_REMOVED ||
         subcode == NOTIFICATION_HARD_RESET || subcode == NOTIFICATION_BFD_DOWN;
}

bool stale_covers(const struct world *w, uint32_t half, enum loss loss, uint8_t code, uint8_t subcode) {
  if (world_platform(w, w->net->owner[half])->graceful == PLATFORM_GRACEFUL_NO) return false;
  if (world_platform(w, w->net->to[half])->graceful != PLATFORM_GRACEFUL_YES) return false;
  if (loss == LOSS_PEER) return true; /* RFC 4724 section 4.2: the TCP connection has ended */
  if (loss == LOSS_INTERFACE || loss == LOSS_BFD) return false;
  return stale_notifications(w, half) && !stale_hard(code, subcode); /* RFC 8538 section 4 */
}

static struct stale *stale_make(struct world *w, uint32_t half, sim_handler timer) {
  if (!w->stale) w->stale = g_new0(struct stale *, w->net->halves);
  struct stale *s = w->stale[half];
  if (s) return s;
  s = w->stale[half] = g_malloc0(sizeof *s + w->planes->len * sizeof *s->since);
  s->event.handle = timer;
  s->half = half;
  for (uint32_t i = 0; i < w->planes->len; i++) s->since[i] = SIM_NEVER;
  return s;
}

void stale_forget(struct world *w, uint32_t half) {
  if (!(w->state[half] & STATE_STALE)) return;
  sim_cancel(&w->sim, &w->stale[half]->event);
  g_clear_pointer(&w->stale[half], g_free);
  w->state[half] &= (uint8_t)~STATE_STALE;
}

static void stale_drop(struct stale *s, uint32_t plane) {
  s->count -= s->since[plane] != SIM_NEVER;
  s->since[plane] = SIM_NEVER;
}

/* Routes that have been stale since `until` or longer leave. */
static void stale_expire(struct world *w, struct stale *s, sim_time until, uint32_t because) {
  uint32_t due = 0;
  for (uint32_t i = 0; i < w->planes->len; i++) due += s->since[i] != SIM_NEVER && s->since[i] <= until;
  if (!due) return;
  because = world_occur(w, (struct occurrence){.because = because,
                                               .kind = OCCURRENCE_STALE_GONE,
                                               .router = w->net->owner[s->half],
                                               .peer = w->net->to[s->half],
                                               .card = OBSERVER_NONE,
                                               .prefix = OBSERVER_NONE,
                                               .count = due});
  for (uint32_t i = 0; i < w->planes->len; i++) {
    if (s->since[i] == SIM_NEVER || s->since[i] > until) continue;
    stale_drop(s, i);
    speaker_forget(w, world_plane(w, i), s->half, because);
  }
}

/* The next moment at which something leaves by itself; without stale routes it is over. */
static void stale_watch(struct world *w, struct stale *s) {
  sim_time keeps = world_platform(w, w->net->owner[s->half])->stale_time, next = s->restart;
  if (!s->count) {
    stale_forget(w, s->half);
    return;
  }
  for (uint32_t i = 0; keeps && i < w->planes->len; i++)
    if (s->since[i] != SIM_NEVER) next = MIN(next, s->since[i] + keeps);
  if (next == SIM_NEVER) sim_cancel(&w->sim, &s->event);
  else sim_schedule(&w->sim, &s->event, next, WORLD_OWNER_SESSION | s->half);
}

static void stale_timer(struct sim *sim, struct sim_event *event) {
  struct world *w = sim->world;
  struct stale *s = SIM_OWNER(event, struct stale, event);
  bool gone = sim->now >= s->restart; /* RFC 4724 section 4.2: not back within its Restart Time */
  stale_expire(w, s, gone ? sim->now : sim->now - world_platform(w, w->net->owner[s->half])->stale_time, s->because);
  stale_watch(w, s);
}

static void stale_mark(struct world *w, struct stale *s) {
  for (uint32_t i = 0; i < w->planes->len; i++) {
    struct plane *p = world_plane(w, i);
    export_forget(w, p, s->half);
    if (p->adj_in[s->half] == PATH_NONE || s->since[i] != SIM_NEVER) continue;
    s->since[i] = w->sim.now;
    s->count++;
  }
}

void stale_keep(struct world *w, uint32_t half, uint32_t because) {
  struct stale *s = stale_make(w, half, stale_timer);
  world_note_joint(w);
  w->state[half] |= STATE_STALE;
  speaker_part(w, half);
  /* RFC 4724 section 4.2: of consecutive restarts, what was stale before must go; RFC 8538 section 4.1 keeps it until
   * its time is over */
  if (!stale_notifications(w, half)) stale_expire(w, s, w->sim.now, because);
  stale_mark(w, s);
  s->restart = w->sim.now + world_platform(w, w->net->to[half])->restart_time;
  s->because = because;
  if (s->count)
    s->because = world_occur(w, (struct occurrence){.because = because,
                                                    .kind = OCCURRENCE_STALE_KEPT,
                                                    .router = w->net->owner[half],
                                                    .peer = w->net->to[half],
                                                    .card = OBSERVER_NONE,
                                                    .prefix = OBSERVER_NONE,
                                                    .count = s->count});
  stale_watch(w, s);
}

void stale_resume(struct world *w, uint32_t half, bool empty, uint32_t because) {
  if (!(w->state[half] & STATE_STALE)) return;
  struct stale *s = w->stale[half];
  s->restart = SIM_NEVER;
  if (empty) stale_expire(w, s, w->sim.now, because); /* RFC 4724 section 4.2: the Forwarding State bit is not set */
  stale_watch(w, s);
}

void stale_renew(struct world *w, const struct plane *p, uint32_t half) { stale_drop(w->stale[half], p->number); }

void stale_flush(struct world *w, uint32_t half, uint32_t because) {
  if (!(w->state[half] & STATE_STALE)) return;
  stale_expire(w, w->stale[half], w->sim.now, because);
  stale_forget(w, half);
}

void stale_clear(struct world *w) {
  for (uint32_t h = 0; w->stale && h < w->net->halves; h++) g_free(w->stale[h]);
  g_clear_pointer(&w->stale, g_free);
}
