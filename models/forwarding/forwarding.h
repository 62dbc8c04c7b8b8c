/* forwarding.h: who reaches whom: the data plane of every plane, kept up to date at each change.
 *
 * The installed next hops of one prefix form a forest over the routers. What becomes of a packet
 * is the same for a whole subtree, so a change costs as much as the part of the tree whose fate changes,
 * and nothing when the new next hop fares like the old one. A hop fails where the link is out or where the card
 * that it enters through has not loaded the prefix into its FIB: then the packet is dropped. Inside an AS a hop is a
 * tunnel to the egress, and fails where one of its wires is out (interior.h).
 */
#ifndef MODELS_FORWARDING_FORWARDING_H
#define MODELS_FORWARDING_FORWARDING_H

#include "models/world/world_inside.h"

struct forwarding_hop {
  uint32_t half; /* NETWORK_NONE: to nowhere, or it is an origin */
  uint32_t to;   /* router */
};
#define FORWARDING_NOWHERE ((struct forwarding_hop){NETWORK_NONE, NETWORK_NONE})
/* Over a half to another AS, or NETWORK_NONE. */
static inline struct forwarding_hop forwarding_over(const struct network *n, uint32_t half) {
  return (struct forwarding_hop){half, half == NETWORK_NONE ? NETWORK_NONE : n->to[half]};
}
/* Each change is told with the occurrence that brought it about, `because`.
 *
 * `router` forwards over `hop` from now on. */
void forwarding_set(struct world *world, struct plane *plane, uint32_t router, struct forwarding_hop hop,
                    uint32_t because);
/* Where the best route of `router` leads. */
struct forwarding_hop forwarding_best(const struct world *world, const struct plane *plane, uint32_t router);
/* The tunnel that `router` forwards through carries packets again, or no more. */
void forwarding_inside(struct world *world, struct plane *plane, uint32_t router, uint32_t because);
/* The link of `half` went out or came back: who forwards over it, in either direction? */
void forwarding_link(struct world *world, uint32_t half, uint32_t because);
/* The card behind `port` loads or lost the plane's prefix: the neighbour may forward over it. */
void forwarding_port(struct world *world, struct plane *plane, uint32_t port, uint32_t because);
/* Where everything begins: `router` has a route of this rank, or none, and forwards over `hop`; nothing has gone wrong
 * yet, so a route leads to the origin. Nobody is told. */
static inline void forwarding_begin(struct plane *p, uint32_t router, uint64_t rank, struct forwarding_hop hop) {
  p->best[router] = rank;
  p->reach[router] = rank == DECISION_NO_ROUTE ? REACH_BLACKHOLE : REACH_DELIVERED;
  p->tree[router] = (struct plane_hop){hop.half, hop.to, NETWORK_NONE, NETWORK_NONE, NETWORK_NONE};
}
/* When that has been said of all routers: those with a place in the forest take it. */
void forwarding_join(const struct world *world, struct plane *plane);

#endif
