/* downhill_inside.h: what all who act downhill share. Only downhill*.c include this. */
#ifndef MODELS_DOWNHILL_DOWNHILL_INSIDE_H
#define MODELS_DOWNHILL_DOWNHILL_INSIDE_H

#include "models/downhill/downhill.h"
#include "models/downhill/downhill_log.h"
#include "models/downhill/downhill_map.h"

/* One end of a session that comes and goes. */
struct downhill_turn {
  _Alignas(ARENA_LINE) struct downhill_key key; /* of the next record that has to be done; at SIM_NEVER: none has */
  uint32_t record, end; /* its place in `record` of the turns, and where those of the half end */
  uint32_t resumes;     /* of a bystander: where it goes on after its first; else 0 */
  uint32_t because;     /* occurrence behind what is told at `slot` */
  sim_time slot, ends;  /* the prefix has its turn in the transfer of the session, and that is over */
  bool due, late;       /* it has not had it; something is to be told then */
};

enum downhill_stage {
  DOWNHILL_FLIES,     /* on its way: `at` it arrives */
  DOWNHILL_WAITS,     /* in the queue of the routing engine: `at` it is done */
  DOWNHILL_ANNOUNCES, /* no UPDATE: the router tells of its best route `at` */
};

/* An UPDATE over a session. */
struct downhill_letter {
  sim_time at; /* it arrives */
  struct downhill_path path;
  uint32_t because;
  uint32_t kind; /* enum message_kind */
};

/* What a router has still to do: `letter.at` says when. */
struct downhill_task {
  struct downhill_letter letter;
  sim_time session; /* since[half] when it arrived */
  uint32_t half;    /* of the router */
  uint32_t stage;
};

/* A session of the router that hears, over which somebody tells it something. */
struct downhill_session {
  struct downhill_key key;    /* of what comes next over it; at SIM_NEVER: nothing */
  uint64_t base;              /* rank of a route that comes over it, were the path of no length */
  uint64_t rank;              /* of the present one */
  path_id path;               /* Adj-RIB-In */
  struct downhill_turn *turn; /* the router's own end, if the session turns; else NULL */
  uint32_t half, back;        /* of that router, and the other end */
  uint32_t next, end;         /* letters */
  uint32_t fate, fates;       /* of the neighbour: the next one that has not been gone through; behind the last one */
  uint8_t fares;              /* enum reach: before that one */
  bool record;                /* what comes next is no letter, but a record of the router's own end */
};

/* What a router has beside its tables. */
struct downhill_ear {
  sim_time due;           /* something happens to its sessions */
  uint32_t from, letters; /* left over from the last hearing: in `left` */
};

struct downhill {
  struct arena arena; /* holds the arrays */
  struct downhill_map map;
  struct downhill_log word, fate;
  struct downhill_word *last;         /* [routers] what was noted last; of those with turns, what they began with */
  uint32_t *because;                  /* [halves] occurrence behind what MRAI holds */
  struct downhill_turn *turn;         /* as `span` of the turns */
  struct downhill_ear *ear;           /* [routers] */
  uint64_t *listed;                   /* by place in `order` of the map, a bit each: has something to hear */
  uint32_t words;                     /* of these */
  struct downhill_list open;          /* uint32_t: who has something to hear whatever is noted */
  struct downhill_list left, leaving; /* struct downhill_task, by router: from the last hearing; for the next */
  struct downhill_list letter;        /* struct downhill_letter: of the router that hears, by session */
  struct downhill_list session;       /* struct downhill_session, by owner of UPDATEs */
  struct downhill_list waiting;       /* struct downhill_task: in the queue of its routing engine */
  struct downhill_list announcing;    /* struct downhill_task: what it will tell */
  uint32_t most;                      /* those downhill hear when more has been noted uphill: a bound on memory */
};

/* A router that hears. */
struct downhill_hearing {
  struct world *w;
  struct plane *p;
  struct downhill *d;
  struct downhill_key until;
  struct downhill_session *best; /* of its best route, that packets go over; NULL: they go nowhere */
  uint32_t router;
  uint64_t rank;              /* of that route */
  enum reach fate;            /* of packets to it */
  uint32_t waited, announced; /* so many in front of `waiting` and `announcing` are over */
  sim_time busy;              /* until when its routing engine is */
  sim_time cost;              /* of an UPDATE to that */
  sim_time delay;             /* out-delay */
  bool batches, relays;       /* under a backlog it waits with what it tells; it has customers */
  bool turns;                 /* its own ends of sessions come and go */
  bool parts;                 /* those of sessions to customers do */
  bool pending;               /* something will be sent to it without another word */
  bool alone;                 /* nothing else happens to it in the instant in which an UPDATE is through */
};

/* That of an end which has the place `turns` among all; NULL: the session stands. */
static inline struct downhill_turn *downhill_turn(const struct downhill *d, uint32_t turns) {
  return turns == NETWORK_NONE ? NULL : &d->turn[turns];
}
/* That of the other end of its session. */
static inline struct downhill_turn *downhill_turn_other(const struct downhill *d, const struct downhill_turn *turn) {
  return &d->turn[(turn - d->turn) ^ 1];
}

/* Which record comes next, and when. */
static inline void downhill_turn_look(const struct downhill *d, struct downhill_turn *turn) {
  const struct downhill_record *r = &d->map.turns.record[turn->record];
  if (turn->record < turn->end) turn->key = (struct downhill_key){r->at, r->owner, r->number};
  else turn->key = (struct downhill_key){SIM_NEVER, UINT32_MAX, UINT32_MAX};
}
/* That one, which is done now. */
static inline const struct downhill_record *downhill_turn_take(const struct downhill *d, struct downhill_turn *turn) {
  const struct downhill_record *r = &d->map.turns.record[turn->record];
  turn->record = MAX(turn->record + DOWNHILL_STEP, turn->resumes);
  downhill_turn_look(d, turn);
  return r;
}

static inline struct downhill_letter *downhill_letter(const struct downhill *d, uint32_t i) {
  return (struct downhill_letter *)d->letter.at + i;
}
static inline struct downhill_task *downhill_task(const struct downhill_list *list, uint32_t i) {
  return (struct downhill_task *)list->at + i;
}
static inline void downhill_list_add_task(struct downhill_list *list, const struct downhill_task *task) {
  *(struct downhill_task *)downhill_list_add(list) = *task;
}

static inline struct downhill_session *downhill_session(const struct downhill *d, uint32_t i) {
  return (struct downhill_session *)d->session.at + i;
}
/* That of one of the router's halves. */
static inline struct downhill_session *downhill_session_of(const struct downhill_hearing *h, uint32_t half) {
  struct downhill_session *s = h->d->session.at;
  while (s->half != half) s++;
  return s;
}

#endif
