/* downhill_inside.h: what all who act downhill share. Only downhill*.c include this. */
#ifndef MODELS_DOWNHILL_DOWNHILL_INSIDE_H
#define MODELS_DOWNHILL_DOWNHILL_INSIDE_H

#include "models/downhill/downhill.h"
#include "models/downhill/downhill_log.h"
#include "models/downhill/downhill_map.h"

/* A half whose session comes and goes, at either end. */
struct downhill_turn {
  struct downhill_key key; /* of the next of its records that has to be done; at SIM_NEVER: none has */
  uint32_t record;         /* its place in `record` of the map */
  uint32_t because;        /* occurrence behind what is told at `slot` */
  sim_time slot, ends;     /* the prefix has its turn in the transfer, and it is over; SIM_NEVER: no session */
  bool late;               /* something is to be told then */
};

enum downhill_stage {
  DOWNHILL_FLIES,     /* on its way: `at` it arrives */
  DOWNHILL_WAITS,     /* in the queue of the routing engine: `at` it is done */
  DOWNHILL_ANNOUNCES, /* no UPDATE: the router tells of its best route `at` */
};

struct downhill_letter {
  sim_time at;
  sim_time session; /* since[half] when it arrived */
  uint32_t half;    /* of the router */
  path_id path;
  uint32_t because;
  uint32_t stage;
};

/* A session of the router that hears. */
struct downhill_session {
  uint32_t half;              /* of that router */
  uint32_t next, end;         /* letters */
  uint32_t fate, from, fates; /* of the neighbour: the next one that has not been gone through; all, [from, fates) */
};

/* What comes next over a session. */
struct downhill_front {
  struct downhill_key key;
  uint32_t session;
  bool record; /* no letter, but a record of the router's own end */
};

/* What a router has beside its tables. */
struct downhill_ear {
  sim_time due;            /* something happens to its sessions */
  uint32_t from, letters;  /* left over from the last hearing: in `left` */
  path_id best[2], own[2]; /* paths that were best, and the same with its own AS in front */
};

struct downhill {
  struct downhill_map map;
  struct downhill_log word, fate;
  struct downhill_word *last; /* [routers] what was noted last; of those with turns, what they began with */
  uint32_t *because;          /* [halves] occurrence behind what MRAI holds */
  uint32_t *turn_of;          /* [halves] NETWORK_NONE: the session stands */
  struct downhill_turn *turn;
  struct downhill_ear *ear;           /* [routers] */
  uint64_t *listed;                   /* by place in `order` of the map, a bit each: has something to hear */
  uint32_t words;                     /* of these */
  struct downhill_list open;          /* uint32_t: who has something to hear whatever is noted */
  struct downhill_list left, leaving; /* struct downhill_letter, by router: from the last hearing; for the next */
  struct downhill_list letter;        /* struct downhill_letter: of the router that hears, by half */
  struct downhill_list session;       /* struct downhill_session, the same */
  struct downhill_list front;         /* struct downhill_front: of those over which something comes */
  struct downhill_list waiting;       /* struct downhill_letter: in the queue of its routing engine */
  struct downhill_list announcing;    /* struct downhill_letter: what it will tell */
  uint32_t most;                      /* those downhill hear when more has been noted uphill: a bound on memory */
};

/* A router that hears. */
struct downhill_hearing {
  struct world *w;
  struct plane *p;
  struct downhill *d;
  struct downhill_key until;
  struct downhill_session *via; /* that packets go over, NULL: they go nowhere */
  uint32_t router;
  uint32_t waited, announced; /* so many in front of `waiting` and `announcing` are over */
  sim_time cost;              /* of an UPDATE to its routing engine */
  sim_time delay;             /* out-delay */
  bool batches, relays;       /* under a backlog it waits with what it tells; it has customers */
  bool turns;                 /* its own ends of sessions come and go */
  bool parts;                 /* those of sessions to customers do */
  bool alone;                 /* nothing else happens to it in the instant in which an UPDATE is through */
};

static inline struct downhill_turn *downhill_turn(const struct downhill *d, uint32_t half) {
  return d->turn_of[half] == NETWORK_NONE ? NULL : &d->turn[d->turn_of[half]];
}

static inline struct downhill_letter *downhill_letter(const struct downhill_list *list, uint32_t i) {
  return (struct downhill_letter *)list->at + i;
}
static inline void downhill_list_add_letter(struct downhill_list *list, const struct downhill_letter *letter) {
  *(struct downhill_letter *)downhill_list_add(list) = *letter;
}

static inline struct downhill_session *downhill_session(const struct downhill *d, uint32_t i) {
  return (struct downhill_session *)d->session.at + i;
}
static inline struct downhill_front *downhill_front(const struct downhill *d, uint32_t i) {
  return (struct downhill_front *)d->front.at + i;
}

#endif
