/* plane.h: the route state of one prefix at every router.
 *
 * Adj-RIB-In, Loc-RIB (the best half and its rank) and Adj-RIB-Out are arrays over the
 * network's halves and routers; so is the data plane: the installed next hop of each
 * router, and the forest that these next hops form (forwarding.h keeps it).
 *
 * Best of many: ranks are contiguous per router, and a router with many sessions has
 * its ranks in blocks of PLANE_BLOCK with the least of each block beside them. Losing the
 * best route rescans one block and the row of block minima, never all sessions.
 */
#ifndef MODELS_WORLD_PLANE_H
#define MODELS_WORLD_PLANE_H

#include "models/bgp/attrs.h"
#include "models/bgp/decision.h"
#include "models/bgp/path.h"
#include "models/world/network.h"
#include "sim/arena.h"

enum { PLANE_BLOCK = 32 };

/* A router in the forest. Kept together, since what touches one of the four touches the others. */
struct plane_hop {
  uint32_t hop;                   /* installed half, NETWORK_NONE: none */
  uint32_t to;                    /* the router behind it: the neighbour, or inside an AS the egress */
  uint32_t child, next, previous; /* routers: first that forwards to this one, and its place in such a list */
};

/* What a route over iBGP carries besides. */
struct plane_inner {
  uint32_t egress;    /* NEXT_HOP, and ORIGINATOR_ID (RFC 4456): who has it over eBGP, or its origin */
  path_id cluster;    /* CLUSTER_LIST */
  uint8_t standing;   /* LOCAL_PREF, as the egress has it */
  uint8_t preference; /* ... with what its import rules made of it */
};

struct plane {
  struct arena arena; /* holds all the arrays: first those that begin as zeros, then those of ones */
  size_t ribs, zeros; /* where the first of the former end, the Adj-RIBs and reach; and all of them */
  size_t rest;        /* where least ends, the first of the latter */
  uint32_t number;    /* its place in the world, by which observers hear of its messages and fate */
  uint32_t name;      /* what occurrences call it */
  uint32_t key;       /* what chance draws by */
  double weight;      /* real prefixes that it stands for */
  bool trigger;       /* carries attributes that are judged */
  uint32_t rightful;  /* router that first announced it, NETWORK_NONE: nobody yet */
  path_id *adj_in;    /* [halves] path as received, PATH_NONE when not eligible */
  uint64_t *rank;     /* [halves] of adj_in, DECISION_NO_ROUTE for none */
  uint64_t *least;    /* [blocks of the network's great routers] */
  struct plane_inner *inner_in, *inner_out; /* [sessions inside] by network_inner, of adj_in and adj_out */
  path_id *adj_out;                         /* [halves] path last sent, PATH_NONE: nothing or withdrawn */
  attrs_id *attrs_in;     /* [halves], where routes carry attributes (triggers always do), else NULL */
  attrs_id *attrs_out;    /* [halves], the same */
  uint64_t *best;         /* [routers] rank of the best route, DECISION_OWN, DECISION_NO_ROUTE */
  bool *own;              /* [routers] originates it */
  path_id *leaves;        /* [routers] the best path with the own AS in front; PATH_NONE until somebody is to hear it,
                             and ANNOUNCE_DUE while that waits for its moment (announce.h) */
  attrs_id own_attrs;     /* of the origins' announcements */
  struct plane_hop *tree; /* [routers] the installed next hops, as a forest */
  uint8_t *reach;         /* [routers] enum reach */
  sim_time *paced;        /* [pace slots] when MRAI lets the next announcement go, below 0 not drawn yet; or NULL */
  uint8_t *held;          /* [pace slots] one waits for that moment */
};

/* Where the blocks of each router begin, fixed for a network. */
struct plane_layout {
  uint32_t *block; /* [routers] first block, NETWORK_NONE for routers with few sessions */
  uint32_t blocks;
};
void plane_layout_init(struct plane_layout *layout, const struct network *network);
void plane_layout_clear(struct plane_layout *layout);

struct plane *plane_new(const struct network *network, const struct plane_layout *layout, uint32_t pace_slots,
                        bool carries);
void plane_free(struct plane *plane);
/* As plane_new left it, but for number, weight and trigger: ready for another origin. */
void plane_reset(struct plane *plane, const struct network *network);
/* The parts of that: the tables and the data plane, which are the solver's business (solver.h); the rest. */
void plane_reset_routes(struct plane *plane, const struct network *network);
void plane_reset_rest(struct plane *plane);

/* What tables know a prefix at one half by (g_int64_hash). */
static inline int64_t plane_half_key(const struct plane *p, uint32_t half) {
  return (int64_t)((uint64_t)p->number << 32 | half);
}

/* Half of the best route of `router`, or NETWORK_NONE when it has none or its own. */
static inline uint32_t plane_best_half(const struct plane *p, const struct network *n, uint32_t router) {
  uint64_t rank = p->best[router];
  if (rank == DECISION_NO_ROUTE || rank == DECISION_OWN) return NETWORK_NONE;
  return n->by_place[n->first[router] + decision_rank_place(rank)];
}

static inline uint64_t plane_least(const uint64_t *rank, uint32_t count) {
  uint64_t least = DECISION_NO_ROUTE;
  for (uint32_t i = 0; i < count; i++) least = rank[i] < least ? rank[i] : least;
  return least;
}
/* Sets the rank of one half and returns the least rank of its router. */
uint64_t plane_rank(struct plane *plane, const struct network *network, const struct plane_layout *layout,
                    uint32_t half, uint64_t rank);
/* The same without the answer, for a half of `router`. */
static inline void plane_set_rank(struct plane *p, const struct network *n, const struct plane_layout *layout,
                                  uint32_t router, uint32_t half, uint64_t rank) {
  if (layout->block[router] == NETWORK_NONE) p->rank[half] = rank;
  else plane_rank(p, n, layout, half, rank);
}
/* The same for one that had none. */
static inline void plane_begin(struct plane *p, const struct network *n, const struct plane_layout *layout,
                               uint32_t router, uint32_t half, uint64_t rank) {
  uint32_t base = layout->block[router];
  p->rank[half] = rank;
  if (base == NETWORK_NONE) return;
  uint64_t *least = &p->least[base + (half - n->first[router]) / PLANE_BLOCK];
  if (rank < *least) *least = rank;
}
/* The same for halves `from` to `to`, whose ranks are there already. */
static inline void plane_begin_range(struct plane *p, const struct network *n, const struct plane_layout *layout,
                                     uint32_t router, uint32_t from, uint32_t to) {
  if (layout->block[router] == NETWORK_NONE) return;
  for (uint32_t h = from; h < to; h++) plane_begin(p, n, layout, router, h, p->rank[h]);
}

#endif
