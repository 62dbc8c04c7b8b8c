/* session.h: the life of BGP sessions between Established and Idle (RFC 4271 section 8).
 *
 * A session has two sides that lose it at different times: one detects, the other hears a
 * NOTIFICATION, sees the light go out, or waits for BFD or its hold timer (detection.h). Each side then
 * waits by its platform's policy before it dials, and before it answers (waiting.h); the side that gets through
 * first does. From its SYN the dialler is Established after 2 RTT (TCP 1, OPEN and KEEPALIVE 1)
 * and the other half an RTT later; each begins its table transfer as it becomes Established.
 *
 * Keepalives are never simulated: a silent failure schedules the expiry that their absence would cause.
 */
#ifndef MODELS_SESSION_SESSION_H
#define MODELS_SESSION_SESSION_H

#include "models/world/world_inside.h"

struct session_side {
  struct sim_event event; /* what this side is about to notice: loss, or Established */
  struct session *session;
  uint32_t half;
  enum loss loss; /* to be noticed */
  uint8_t code, subcode;
  uint32_t because;
  sim_time dial, listen; /* when waiting is over */
  uint32_t losses;       /* in a row */
  double told;           /* not Established: the share of its table that it sent over the last session */
  bool fib_lost;         /* it stopped forwarding since the other side last came up */
};

struct session {
  struct sim_event connect; /* the dialler's SYN */
  struct session_side side[2];
  uint32_t dialler; /* index of the side */
  uint32_t because; /* occurrence of its last loss */
  uint32_t cuts;    /* by world_cut, not mended yet */
  bool up;          /* neither side has lost it */
  bool closed;      /* administratively */
  bool enduring;    /* world_spare: outlives the cut (or stop) that would have ended it */
};

/* All are up. A world that replays a history has the halves' state and no sessions. */
void session_init_all(struct world *world);

/* The side of `half` leaves Established now, for this reason. The other side learns of it in its own way.
 * Nothing happens when the side is not Established. */
void session_lose(struct world *world, uint32_t half, enum loss loss, uint8_t code, uint8_t subcode, uint32_t because);
/* The process of the owner of `half` is gone, and back at `back` at the earliest. Its own routes are not kept. */
void session_die(struct world *world, uint32_t half, sim_time back, uint32_t because);
/* The owner of `half` neither calls nor answers before `until` (SIM_NEVER: not until session_open), whatever its
 * platform's waits are: an idle timeout. After session_lose. */
void session_rest(struct world *world, uint32_t half, sim_time until);
/* Administrative stop of both ends at once, and its end. */
void session_close(struct world *world, uint32_t half, uint32_t because);
void session_open(struct world *world, uint32_t half, uint32_t because);
/* The link of `half` stops (or begins again) to carry anything. The end at a `dark` half sees it at once
 * (its own card); the far one sees the light go out unless an exchange lies between. */
enum session_cut { SESSION_CUT_SILENT, SESSION_CUT_DARK };
void session_cut(struct world *world, uint32_t half, enum session_cut how, uint32_t because);
void session_mend(struct world *world, uint32_t half, uint32_t because);

static inline struct session *session_of(const struct world *w, uint32_t half) {
  return &w->sessions[w->net->link[half]];
}

#endif
