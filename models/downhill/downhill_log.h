/* downhill_log.h: what routers note for those downhill (downhill.h), and where it is kept.
 *
 * From one hearing to the next, notes of those uphill come one after the other, whosever they are; a hearing begins
 * with sorting them by router. Those downhill note in turn, router by router. So in a hearing the notes of each router
 * are one range of the log. All is forgotten when everybody has heard.
 */
#ifndef MODELS_DOWNHILL_DOWNHILL_LOG_H
#define MODELS_DOWNHILL_DOWNHILL_LOG_H

#include "models/bgp/path.h"
#include "sim/arena.h"
#include "sim/sim.h"

#include <glib.h>

/* The place of an event among all: time, and owner in that instant; of records of the session run at one place, which
 * come after what the prefix has there, their number in the history, from 1. */
struct downhill_key {
  sim_time at;
  uint32_t owner, record;
};

/* A path, and how long it is. */
struct downhill_path {
  path_id id;
  uint32_t hops; /* 0 for PATH_NONE */
};

/* What a router tells all its neighbours, policy allowing; or would tell them. */
struct downhill_word {
  struct downhill_key key;
  sim_time mature; /* out-delay: before that it is not announced */
  struct downhill_path path;
  uint32_t because;
  bool told;       /* false: to none but who is served for another reason (a timer, a table transfer) */
  bool everywhere; /* peers and providers, too */
};

/* How packets to a router fare from now on. */
struct downhill_fate {
  struct downhill_key key;
  uint32_t because;
  uint8_t before, fate;
};

/* A growing array of elements of one size. */
struct downhill_list {
  struct arena arena; /* holds them */
  void *at;
  size_t size;
  uint32_t count, room;
};
void downhill_list_clear(struct downhill_list *list);
void downhill_list_grow(struct downhill_list *list);
static inline void *downhill_list_add(struct downhill_list *l) {
  if (G_UNLIKELY(l->count == l->room)) downhill_list_grow(l);
  return (char *)l->at + l->count++ * l->size;
}
/* Room for so many more, one behind the other: who writes them counts them. */
static inline void *downhill_list_room(struct downhill_list *l, uint32_t more) {
  while (G_UNLIKELY(l->room - l->count < more)) downhill_list_grow(l);
  return (char *)l->at + l->count * l->size;
}

struct downhill_range {
  uint32_t from, to;
};

struct downhill_log {
  struct downhill_list note;    /* in a hearing, by router */
  struct downhill_range *range; /* [routers] */
  struct downhill_list router;  /* uint32_t: who has some */
  struct downhill_list fresh;   /* since the last hearing */
  struct downhill_list whose;   /* uint32_t: of each of these */
};

void downhill_log_init(struct downhill_log *log, uint32_t routers, size_t size);
void downhill_log_clear(struct downhill_log *log);
/* Room for a note of `router`, which is uphill. */
void *downhill_log_note(struct downhill_log *log, uint32_t router);
/* A hearing begins. */
void downhill_log_sort(struct downhill_log *log);
/* The next notes are those of `router`; and those were all. */
void downhill_log_open(struct downhill_log *log, uint32_t router);
void downhill_log_close(struct downhill_log *log, uint32_t router);
/* Everybody has heard. */
void downhill_log_forget(struct downhill_log *log);

static inline struct downhill_path downhill_path(const struct path_table *paths, path_id path) {
  return (struct downhill_path){path, path_hops(paths, path)};
}
static inline bool downhill_key_before(struct downhill_key a, struct downhill_key b) {
  if (a.at != b.at) return a.at < b.at;
  return a.owner != b.owner ? a.owner < b.owner : a.record < b.record;
}
static inline const struct downhill_word *downhill_log_word(const struct downhill_log *log, uint32_t i) {
  return (const struct downhill_word *)log->note.at + i;
}
static inline const struct downhill_fate *downhill_log_fate(const struct downhill_log *log, uint32_t i) {
  return (const struct downhill_fate *)log->note.at + i;
}

#endif
