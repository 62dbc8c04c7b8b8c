/* ktree.h: a four-way radix tree of IPv4 and IPv6 prefixes, two bits a level, as line cards keep their FIB in one; with
 * or without the flaw in its delete.
 *
 * A node with one child keeps a single descriptor, that of the child. The second child makes it a four-way node, with a
 * block of four descriptors (`createFourWayNode` in the published assertion), and when only one child is left it
 * collapses to a single descriptor again. Prefixes of odd length sit in the node above, each in its half.
 *
 * The flaw is a hypothesis (Juniper PSN-2011-08-327 says only: the order and mix of adds and deletes can corrupt the
 * tree, and a later add then asserts in createFourWayNode). When a four-way node collapses while `siblings` or more
 * other children stand beside it under its parent, the descriptor of the child that went stays behind, stale. A later
 * add that has to make a four-way node there finds it and asserts, unless the child that comes is the one that went,
 * which is written over it. A node that loses its last child takes its stale descriptor along. So a crash follows from
 * the history of adds and deletes alone, in their order, and adds alone never lead to one.
 *
 * Trees can share nodes: a copy costs nothing, and a write to one of the copies copies the nodes on its way. Nodes
 * belong to a pool, so that its count of objects in use tells what is really shared.
 */
#ifndef MODELS_ROUTER_KTREE_H
#define MODELS_ROUTER_KTREE_H

#include "models/bgp/prefix.h"
#include "sim/pool.h"

enum { KTREE_FAMILIES = 2 };

struct ktree_flaw {
  bool on;
  uint32_t siblings; /* 0 to 3 */
};

struct ktree_node;
struct ktree {
  struct pool *nodes;
  struct ktree_node *root[KTREE_FAMILIES];
};

void ktree_init_pool(struct pool *nodes);
/* An empty tree. The pool is the caller's, and may serve many trees. */
void ktree_init(struct ktree *tree, struct pool *nodes);
void ktree_clear(struct ktree *tree);
/* A tree of its own with the same content; until either is written to, both are the same nodes. */
struct ktree ktree_copy(const struct ktree *tree);
/* Do they consist of the same nodes? */
bool ktree_same(const struct ktree *a, const struct ktree *b);
/* Is it a copy of another one, or empty? */
bool ktree_shared(const struct ktree *tree);

/* Maps the prefix to `value` > 0, replacing what it had. False: the assertion in createFourWayNode has failed, and the
 * tree is as the crash left it. */
bool ktree_add(struct ktree *tree, const struct prefix *prefix, uint32_t value);
/* Nothing happens when the prefix is not there. */
void ktree_delete(struct ktree *tree, const struct prefix *prefix, const struct ktree_flaw *flaw);
/* The value of this very prefix, 0: not there. */
uint32_t ktree_find(const struct ktree *tree, const struct prefix *prefix);
/* The value of the longest prefix that covers the address (4 or 16 octets), 0: none. */
uint32_t ktree_lookup(const struct ktree *tree, unsigned family, const uint8_t *address);
/* Stale descriptors in the tree. */
uint32_t ktree_stale(const struct ktree *tree);

#endif
