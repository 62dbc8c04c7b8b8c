/* fib.h: the queue of route actions on their way from a router's RIB to its line cards (the krt queue).
 *
 * First in, first out, at the platform's rate, and at a share of it while the routing engine is receiving (krt.h). One
 * queue a router, since every card gets the same actions in the same order; one event a queue, however long it is.
 * Link delays are left out of when a transfer begins and ends to be received.
 */
#ifndef MODELS_FORWARDING_FIB_H
#define MODELS_FORWARDING_FIB_H

#include "models/forwarding/forwarding.h"
#include "models/router/card.h"
#include "models/router/krt.h"

struct install {
  struct install *next;
  struct plane *plane;
  enum card_verb verb;
  struct forwarding_hop hop;
  uint32_t because;
  sim_time service;
  sim_time pushed;
  sim_time due; /* in a replay: when it is through */
};

struct fib {
  struct sim_event event; /* the head is through */
  struct krt krt;
  struct install *head, *tail;
  double rate;     /* prefixes a second, 0: at once */
  sim_time behind; /* service that those behind the head need */
  uint32_t router;
  sim_time due; /* in a replay: of the last one pushed */
};

void fib_init(struct world *world);
/* `through` runs whenever the head is through, and takes it with fib_pop. */
void fib_start(struct fib *fib, uint32_t router, double rate, double share, sim_handler through);
void fib_push(struct world *world, struct fib *fib, struct install install);
/* Empty, without giving back what was in it. */
void fib_rest(struct fib *fib);
struct install fib_pop(struct world *world, struct fib *fib);
/* Real prefixes in the queue, now. */
double fib_backlog(const struct world *world, const struct fib *fib);

/* A table transfer towards the router begins (1) or ends (-1). */
void fib_transfer(struct world *world, struct fib *fib, int change);
/* The router's engine works on UPDATEs until then. */
void fib_busy(struct world *world, struct fib *fib, sim_time until);

#endif
