/* oracle.h: random policy graphs and an independent answer to "who learns which route?".
 *
 * The answer comes from the rule alone: customer over peer over provider, then the shortest path,
 * then the lowest neighbour; to a customer goes everything, to the rest what customers sent. It
 * relaxes over the plain list of links until nothing changes, keeps no tables, and shares no code with models/.
 */
#ifndef TESTS_ORACLE_H
#define TESTS_ORACLE_H

#include "models/world/network.h"
#include "tests/dice.h"

#include <stdbool.h>
#include <stdint.h>

/* Routers are in order of ASN, as everywhere. */
struct oracle_graph {
  uint32_t routers, links;
  uint32_t *asn;
  struct network_link *link;
};

struct oracle_shape {
  uint32_t routers;
  double transit, peering; /* chance that a pair is joined so */
  uint32_t clique;         /* this many are all peers of one another */
  bool connected;          /* everyone but one has a provider */
  sim_time delay_low, delay_high;
};
/* Transit runs down a random order, so there is no provider cycle; ids say nothing about it. */
struct oracle_graph *oracle_random(struct dice *dice, const struct oracle_shape *shape);
/* A shape by chance, of at most `most` routers: sparse, dense, with and without cliques, ties in delay or none. */
struct oracle_shape oracle_shape_random(struct dice *dice, uint32_t most);
/* The links of a network, read back. */
struct oracle_graph *oracle_graph_of(const struct network *network);
void oracle_graph_free(struct oracle_graph *graph);
struct network *oracle_network(const struct oracle_graph *graph);

enum oracle_from { ORACLE_NOTHING, ORACLE_PROVIDER, ORACLE_PEER, ORACLE_CUSTOMER, ORACLE_SELF };

struct oracle_routes {
  uint8_t *from;  /* [routers] enum oracle_from: who sent the best route */
  uint32_t *hops; /* [routers] length of the path, 0 at the origin */
  uint32_t *next; /* [routers] neighbour, UINT32_MAX for none */
};
/* `down` [links]: no session there. `deaf` [routers]: takes no route. Either may be NULL. */
struct oracle_routes *oracle_solve(const struct oracle_graph *graph, const bool *down, const bool *deaf,
                                   uint32_t origin);
void oracle_routes_free(struct oracle_routes *routes);
/* The path as `router` learned it, neighbour first. Returns its length, at most `room`. */
uint32_t oracle_path(const struct oracle_graph *graph, const struct oracle_routes *routes, uint32_t router,
                     uint32_t *asn, uint32_t room);
/* Does `from` tell `to` of its route? `to_is` is what `to` is to it. */
bool oracle_exports(const struct oracle_routes *routes, uint32_t from, enum neighbor to_is);

#endif
