/* gadget.h: the gadgets of Griffin, Shepherd and Wilfong: small networks in which every node ranks its paths to node 0.
 *
 * Of a gadget the stable states are found by trying all; a world of it has one router a node, everybody exports
 * everything, and import rules rank the paths that the gadget permits above all others. Node i has AS number i + 1.
 */
#ifndef TESTS_GADGET_H
#define TESTS_GADGET_H

#include "tests/stage.h"

enum { GADGET_NODES = 5, GADGET_LINKS = 8, GADGET_PATHS = 2 };

struct gadget {
  const char *name;
  uint32_t nodes, links;
  uint8_t link[GADGET_LINKS][2];
  const char *path[GADGET_NODES][GADGET_PATHS]; /* by node, best first: "130" is by 3 to 0; NULL: no more */
};

extern const struct gadget gadget_good, gadget_disagree, gadget_bad, gadget_worse;

/* A state: which of its paths each node has, GADGET_PATHS: none. */
struct gadget_state {
  uint8_t choice[GADGET_NODES];
};
/* All stable states; returns how many (at most `room` are written). */
uint32_t gadget_solve(const struct gadget *gadget, struct gadget_state *state, uint32_t room);

struct gadget_clock {
  sim_time delay[GADGET_LINKS]; /* one way */
  sim_time processing;          /* cost of an UPDATE, uniform up to this */
  sim_time mrai;                /* jittered */
};
/* One prefix, not announced yet. */
struct stage *gadget_stage(const struct gadget *gadget, const struct gadget_clock *clock, uint64_t seed);
/* Node 0 announces. */
void gadget_announce(struct stage *stage);
/* Is the world in this state? */
bool gadget_is_in(const struct gadget *gadget, const struct stage *stage, const struct gadget_state *state);

#endif
