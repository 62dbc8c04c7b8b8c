/* guess.h: which way every router would choose under Gao-Rexford policy, found by search instead of by messages.
 *
 * Three phases, each a breadth-first search: up from the origin along providers, once across peerings, down to
 * customers. The routers of an AS all have a route of the kind and the length of the best that one of them got from a
 * neighbour; who did not get one as good goes through another router of the AS (guess_inside.h finds which).
 *
 * Five ASes in six are stubs: they have no customers, so nobody's route depends on theirs, and few sessions. The last
 * phase leaves them out; what a stub gets from its providers is known by who looks at them (solver.c).
 *
 * A guess is made once for a network and used for one origin after the other; finding allocates nothing.
 */
#ifndef MODELS_SETTLE_GUESS_H
#define MODELS_SETTLE_GUESS_H

#include "models/world/world_inside.h"

#define GUESS_INSIDE (UINT32_MAX - 1) /* via: another router of the AS */
#define GUESS_NO_ROUTE UINT32_MAX     /* hops */

/* What a router chose inside its AS, and where it heard of it. */
struct guess_choice {
  uint32_t half; /* NETWORK_NONE: nothing yet */
  uint32_t egress;
  path_id cluster; /* CLUSTER_LIST as it came */
  uint64_t rank;
};

/* What a router chose. Kept together: who looks at a neighbour looks at all of it. */
struct guess_route {
  uint32_t hops;    /* of the AS_PATH, or GUESS_NO_ROUTE */
  uint32_t via;     /* neighbour, GUESS_INSIDE, or NETWORK_NONE at the origin and without a route */
  uint32_t half;    /* of the router, towards that neighbour */
  uint8_t standing; /* enum standing */
};

#define GUESS_ROUTE_NONE ((struct guess_route){GUESS_NO_ROUTE, NETWORK_NONE, NETWORK_NONE, UINT8_MAX})

struct guess_down {
  uint32_t to, half; /* the customer, and its half */
};

/* A stub, and its halves to providers: first to last. */
struct guess_stub {
  uint32_t router, first, last;
};

/* A half to a provider: who that is, as a number in `transit`, and its place among the router's neighbours. */
struct guess_up {
  uint32_t transit, place;
};

/* What a transit tells its customers: the path, and the rank that it has with them, but for the place. */
struct guess_offer {
  uint64_t rank;
  path_id path;
};

struct guess {
  struct guess_stub *stub; /* [stubs] in order */
  uint32_t stubs, ups;
  bool *lone;                  /* [routers] is one */
  bool circular;               /* there may be an AS that is its own customer's customer */
  uint32_t *transit, transits; /* routers that are no stubs, in order */
  struct guess_down *down;     /* sessions of routers to customers that are transits, in order */
  uint32_t *downs;             /* [routers + 1] where those of each begin */
  struct guess_up *up;         /* [ups] halves to providers: those of stubs, then those of transits, in order */
  struct guess_offer *offer;   /* [transits] */
  struct guess_route *route;   /* [routers] */
  uint32_t *queue, *sorted;    /* [routers] with a route, in order of settling: by length within a phase; by length */
  uint32_t *length;            /* [routers + 1] to sort with */
  struct guess_choice *choice; /* [routers], of those that go through GUESS_INSIDE */
  uint32_t queued, climbed;    /* so many; so many of these have a customer's route or their own, ... */
  uint32_t crossed;            /* ... or a peer's */
};

struct guess *guess_new(const struct network *network);
void guess_free(struct guess *guess);
/* The choices of those that go through GUESS_INSIDE are left to guess_inside_find; stubs that only their providers tell
 * have no route yet. */
void guess_find(struct guess *guess, const struct network *network, uint32_t origin);

/* Does policy let a router with this route tell a neighbour of this kind, of another AS? No siblings are asked for. */
static inline bool guess_tells(const struct guess_route *route, enum neighbor kind) {
  return route->hops != GUESS_NO_ROUTE && (kind == NEIGHBOR_CUSTOMER || route->standing == STANDING_CUSTOMER);
}

#endif
