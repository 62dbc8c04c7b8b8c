/* inner.h: random policy graphs some of whose ASes have several routers. */
#ifndef TESTS_INNER_H
#define TESTS_INNER_H

#include "models/world/world.h"
#include "tests/oracle.h"

enum { INNER_MOST = 6 }; /* routers to an AS */

struct inner {
  const struct oracle_graph *graph; /* of ASes */
  uint32_t routers, links, wires;
  uint32_t *asn;                    /* [routers] */
  uint32_t *as;                     /* [routers] index in the graph */
  uint32_t *first;                  /* [graph->routers + 1] */
  struct network_link *link;        /* to other ASes and inside */
  struct world_interior_link *wire; /* AS by AS */
  uint32_t *wire_first;             /* [graph->routers + 1] */
};

/* Every third AS or so has 2 .. INNER_MOST routers on a connected net of wires, with a full mesh of sessions, or
 * one or two route reflectors and clients. */
struct inner *inner_random(struct dice *dice, const struct oracle_graph *graph, bool reflectors);
void inner_free(struct inner *inner);
struct network *inner_network(const struct inner *inner);
/* To be called for a new world on that network. */
void inner_add(const struct inner *inner, struct world *world);
/* Metric of the shortest way between two routers of one AS, found otherwise than by Dijkstra. */
uint32_t inner_metric(const struct inner *inner, uint32_t from, uint32_t to);

#endif
