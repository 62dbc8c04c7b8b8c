/* pace.h: how soon what a router announces may follow upon what it announced before.
 *
 * MRAI (RFC 4271 section 9.2.1.1) runs per neighbour and prefix: after an announcement the next one waits; withdrawals
 * wait only where the platform says so. Over iBGP it is 5 s at most, as section 10 suggests. Out-delay is the router's:
 * a best route is not announced before it is so old.
 *
 * A draw takes a while, and of most announcements nobody has to know how long MRAI is after them: no other follows so
 * soon; or one waits, but is withdrawn before the timer can have run out. So it is drawn when it has to be known.
 */
#ifndef MODELS_SPEAKER_PACE_H
#define MODELS_SPEAKER_PACE_H

#include "models/world/world_inside.h"

/* What it follows for a prefix over one session. */
struct pace {
  uint32_t slot;            /* among those of the plane; NETWORK_NONE: nothing is paced at this router */
  bool jitter, withdrawals; /* it is drawn; withdrawals wait as well */
  sim_time least, mrai;     /* the least and greatest that the draw may give */
  uint64_t chance, who;     /* what chance draws it by: the key of the world, and prefix and session */
};
/* And how far it is. */
struct pace_course {
  sim_time next; /* when MRAI lets the next announcement go; below 0: not drawn, -1 - when the last one went out */
  bool holds;    /* something waits for that moment */
};
/* `half` of `router`. */
struct pace pace_of(const struct world *world, const struct plane *plane, uint32_t router, uint32_t half);
/* Its course, of a pace with a slot; and what has become of that. */
static inline struct pace_course pace_course(const struct plane *p, const struct pace *pace) {
  return (struct pace_course){p->paced[pace->slot], p->held[pace->slot]};
}
static inline void pace_keep(struct plane *p, const struct pace *pace, struct pace_course course) {
  p->paced[pace->slot] = course.next;
  p->held[pace->slot] = course.holds;
}
/* What waits does no more. */
void pace_release(const struct world *world, struct plane *plane, uint32_t half);
/* The session is gone, and with it whatever waits. */
void pace_forget(const struct world *world, struct plane *plane, uint32_t half);

/* The best route of a router with out-delay is not announced before `at`. */
void pace_mature(const struct world *world, struct plane *plane, uint32_t router, sim_time at);
/* When that is. */
sim_time pace_matures(const struct world *world, const struct plane *plane, uint32_t router);

/* When the next announcement may follow one that went out at `at` (RFC 4271 section 10). */
static inline sim_time pace_draw(const struct pace *pace, sim_time at) {
  uint64_t bits = chance_quick(pace->chance, pace->who, (uint64_t)at);
  return at + pace->least + (sim_time)chance_share(bits, (uint64_t)(pace->mrai - pace->least));
}
/* Within which time that is, whatever is drawn. */
static inline sim_time pace_soonest(const struct pace *pace, struct pace_course course) {
  return course.next < 0 ? -1 - course.next + pace->least : course.next;
}
static inline sim_time pace_latest(const struct pace *pace, struct pace_course course) {
  return course.next < 0 ? -1 - course.next + pace->mrai : course.next;
}
/* When it is. */
static inline sim_time pace_next(const struct pace *pace, struct pace_course *course) {
  if (course->next < 0) course->next = pace_draw(pace, -1 - course->next);
  return course->next;
}

enum pace_verdict {
  PACE_GOES,
  PACE_HELD,  /* until MRAI lets it go */
  PACE_YOUNG, /* it is announced again when it is old enough */
};
/* May `path`, or the withdrawal, go out at `at`, of a route that may from `matures` on? If it does, the next one waits.
 */
static inline enum pace_verdict pace_may(const struct pace *pace, struct pace_course *course, path_id path, sim_time at,
                                         sim_time matures) {
  if (pace->slot == NETWORK_NONE || (path == PATH_NONE && !pace->withdrawals)) return PACE_GOES;
  if (path != PATH_NONE && at < matures) return PACE_YOUNG;
  if (at < pace_soonest(pace, *course)) return PACE_HELD;
  if (at < pace_latest(pace, *course) && at < pace_next(pace, course)) return PACE_HELD;
  course->next = pace->jitter ? -1 - at : at + pace->mrai;
  return PACE_GOES;
}

#endif
