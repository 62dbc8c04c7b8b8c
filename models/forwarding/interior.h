/* interior.h: the inside of an AS with several routers: wires, and an IGP that finds the ways over them.
 *
 * The IGP is link-state: every router knows the shortest path by metric to every other (ties: the lower next router id;
 * no equal-cost multipath). A wire that goes out or comes back changes the ways `convergence` later, for all routers at
 * once (flooding and SPF in one figure, *assumed*), and whatever changed meanwhile with them; until then what is sent
 * over it is lost.
 *
 * Between two routers of the AS packets travel in a tunnel (MPLS, as at large carriers): the ingress looks the
 * prefix up and the egress forwards it to the neighbour; routers between them see labels only. So inside an AS there
 * are no deflections, and a FIB that is still loading drops only what enters the AS there.
 *
 * BGP stands on it: the metric to the egress is a step of the decision process; a route whose egress cannot be reached
 * is not eligible (RFC 4271 section 9.1.2.1); an iBGP session whose ends cannot reach each other is silent until its
 * hold timers end it. Egresses set NEXT_HOP to themselves.
 *
 * Shapes: router i of the AS is router first + i of the network; matrices are [count * count], row = from.
 */
#ifndef MODELS_FORWARDING_INTERIOR_H
#define MODELS_FORWARDING_INTERIOR_H

#include "models/world/world_inside.h"

#define INTERIOR_FAR UINT32_MAX /* metric of what cannot be reached */

struct interior_wire {
  uint32_t a, b;   /* 0 .. count - 1 */
  uint32_t metric; /* > 0 */
  sim_time delay;
  uint32_t out;  /* reasons why it is */
  uint32_t cuts; /* ... of them by world_cut_inside */
};

struct interior {
  struct sim_event spf; /* the ways are found anew */
  uint32_t first, count;
  struct interior_wire *wire;
  uint32_t wires, number;      /* number: among the interiors of the world */
  uint32_t *edge_first, *edge; /* [count + 1], [2 * wires]: wires at each router */
  uint32_t *cluster;           /* [count] CLUSTER_ID of each reflector */
  sim_time convergence;
  uint32_t because;
  uint32_t *metric, *next; /* [count * count]; next: the wire to take first */
  sim_time *delay;         /* [count * count] */
  bool *open;              /* [count * count] all wires of the way are in */
  uint32_t *metric_at_rest;
  sim_time *delay_at_rest; /* [count * count] the two before the run, for a world that replays, else NULL */
  bool *changed;           /* [count] scratch */
};

void interior_add(struct world *world, const struct world_interior *interior);
void interior_clear(struct world *world);

/* Of the IGP as it stands, between two routers of one AS. */
uint32_t interior_metric(const struct world *world, uint32_t from, uint32_t to);
sim_time interior_delay(const struct world *world, uint32_t from, uint32_t to);
/* Do packets get through? */
bool interior_open(const struct world *world, uint32_t from, uint32_t to);
/* CLUSTER_ID of a reflector (RFC 4456 section 7). */
uint32_t interior_cluster(const struct world *world, uint32_t router);

/* The wires at a router: how many, and the number of each. */
uint32_t interior_degree(const struct interior *interior, uint32_t router);
uint32_t interior_wire_at(const struct interior *interior, uint32_t router, uint32_t nth);
/* The first wire between two routers; that there is one is the caller's business (asserted). */
uint32_t interior_wire_between(const struct interior *interior, uint32_t router, uint32_t peer);
/* Wire number `wire` of the interior goes out, or one reason for that ends. */
void interior_cut(struct world *world, struct interior *interior, uint32_t wire, uint32_t because);
void interior_mend(struct world *world, struct interior *interior, uint32_t wire, uint32_t because);

/* What records of a history say (replay.h): ways that the IGP has found; routers of interior `number` between which
 * packets fare otherwise (cells of its matrices); egresses by which `router` ranks anew. Before the run of another
 * prefix, all wires are in. */
void interior_replay_ways(struct world *world, uint32_t number, const struct history_way *way, guint count);
void interior_replay_open(struct world *world, uint32_t number, const uint32_t *cell, guint count, uint32_t because);
void interior_replay_rank(struct world *world, uint32_t router, const uint32_t *egress, guint count, uint32_t because);
void interior_rest(struct world *world);

static inline struct interior *interior_of(const struct world *w, uint32_t router) {
  return w->interior_of ? w->interior_of[router] : NULL;
}

#endif
