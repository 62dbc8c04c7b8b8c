/* stub.h: stubs hear afterwards.
 *
 * Two messages in three go to ASes that pass nothing on. What such a stub hears is seen by nobody else: only what
 * becomes of its own packets counts. So while a replay goes on, its neighbours do not send to stubs; they note what
 * they would tell (struct stub_word) and how packets to them fare (struct stub_fate). When somebody is about to look,
 * each stub goes through what its neighbours have noted, alone, from one word to the next: MRAI, the way over the
 * link, its routing engine, its decision, and the fate of its packets. The order of what happens is that of a run in
 * which it is an event like any other (stub_key), and so are all messages and fates.
 *
 * Served like that is who has neither customers nor siblings, sessions inside nor line cards, and whose sessions and
 * neighbours' processes, cards and links nothing happens to in the history. Neither he nor a neighbour is on an island
 * (island.h), and no neighbour batches under MRAI.
 */
#ifndef MODELS_REPLAY_STUB_H
#define MODELS_REPLAY_STUB_H

#include "models/replay/replay.h"
#include "models/speaker/flight.h"

/* The place of an event among all: time, and owner in that instant. */
struct stub_key {
  sim_time at;
  uint32_t owner;
};

/* What a router tells all its neighbours, policy allowing. */
struct stub_word {
  struct stub_key key;
  sim_time mature; /* out-delay: before that it is not announced */
  path_id path;
  uint32_t because;
  bool everywhere; /* peers and providers, too */
};

struct stub_fate {
  struct stub_key key;
  uint32_t because;
  uint8_t fate;
};

/* A router that tells stubs. */
struct stub_teller {
  uint32_t router;
  uint32_t first, end; /* its halves towards stubs: in `half` of struct stubs */
  GArray *word, *fate; /* since stubs last heard */
  struct stub_word last;
  uint8_t before; /* how packets fared then */
  bool listed;    /* among `told` */
};

struct stubs {
  bool *stub;          /* [routers] */
  uint32_t *teller_of; /* [routers] NETWORK_NONE: tells none */
  bool *far;           /* [halves] leads to one */
  struct stub_teller *teller;
  uint32_t tellers;
  uint32_t *half;           /* halves towards stubs, by teller */
  uint32_t *because;        /* [halves] towards stubs: occurrence behind what MRAI holds */
  GPtrArray *told;          /* tellers that have noted something */
  uint32_t notes;           /* so many words and fates */
  uint32_t most;            /* stubs hear when there are more, too: a bound on memory */
  GArray *ear, *ears;       /* struct stub_ear: stubs that have something to hear; those that will have */
  bool *listed;             /* [routers] among `ear` */
  GArray *later, *laters;   /* struct stub_letter: under way when stubs last heard, by stub; and now */
  GArray *letter, *session; /* of the stub that hears */
  bool may, on;             /* for the present prefix */
};

/* After island_init. */
void stub_init(struct world *world);
void stub_clear(struct world *world);
void stub_rest(struct world *world);
/* The world has been settled for another prefix. */
void stub_begin(struct world *world);
/* Stubs hear what has happened up to `until`. */
void stub_run(struct world *world, sim_time until);

/* The same at a moment between events, if much has been noted. */
void stub_relieve(struct world *world);

/* Does `half` lead to a stub, that is told in another way? */
static inline bool stub_far(const struct world *w, uint32_t half) {
  return w->replay && w->replay->stubs->on && w->replay->stubs->far[half];
}
/* Is `router` a stub that nobody's tree of next hops has among the children (plane.h)? */
static inline bool stub_apart(const struct world *w, uint32_t router) {
  return w->replay && w->replay->stubs->may && w->replay->stubs->stub[router];
}
/* Adds the stubs that forward to `router`. */
void stub_behind(const struct world *world, const struct plane *plane, uint32_t router, struct replay_moves *moves);
/* `router` tells its neighbours `update`, now. */
void stub_tell(struct world *world, const struct plane *plane, uint32_t router, const struct update *update,
               bool everywhere);
/* Packets to `router` fare otherwise from now on. */
void stub_fares(struct world *world, uint32_t router, enum reach fate, uint32_t because);

#endif
