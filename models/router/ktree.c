#include "models/router/ktree.h"

enum { WAYS = 4, ROUTES = 3 };

struct ktree_node {
  uint32_t refs;          /* parents and trees that hold it */
  uint8_t children;       /* of them, in `child` */
  uint8_t stale;          /* bit i: descriptor i stayed behind when the node collapsed */
  uint32_t route[ROUTES]; /* of the node's own length, and of the lower and the upper half, one bit longer; 0: none */
  struct ktree_node *child[WAYS];
};

void ktree_init_pool(struct pool *nodes) { pool_init(nodes, sizeof(struct ktree_node)); }

void ktree_init(struct ktree *tree, struct pool *nodes) { *tree = (struct ktree){.nodes = nodes}; }

/* --- sharing --- */

static void node_release(struct pool *nodes, struct ktree_node *node) {
  if (!node || --node->refs) return;
  for (int way = 0; way < WAYS; way++) node_release(nodes, node->child[way]);
  pool_give(nodes, node);
}

void ktree_clear(struct ktree *tree) {
  for (int family = 0; family < KTREE_FAMILIES; family++) {
    node_release(tree->nodes, tree->root[family]);
    tree->root[family] = NULL;
  }
}

struct ktree ktree_copy(const struct ktree *tree) {
  for (int family = 0; family < KTREE_FAMILIES; family++)
    if (tree->root[family]) tree->root[family]->refs++;
  return *tree;
}

bool ktree_same(const struct ktree *a, const struct ktree *b) {
  return a->root[0] == b->root[0] && a->root[1] == b->root[1];
}

bool ktree_shared(const struct ktree *tree) {
  const struct ktree_node *v4 = tree->root[0], *v6 = tree->root[1];
  return (!v4 || v4->refs > 1) && (!v6 || v6->refs > 1);
}

/* The node at `*at` for writing: a new one where there is none, a copy where others see it too. */
static struct ktree_node *node_own(struct pool *nodes, struct ktree_node **at) {
  struct ktree_node *seen = *at, *own;
  if (seen && seen->refs == 1) return seen;
  own = pool_take(nodes);
  *own = seen ? *seen : (struct ktree_node){0};
  if (seen) seen->refs--;
  for (int way = 0; way < WAYS; way++)
    if (own->child[way]) own->child[way]->refs++;
  own->refs = 1;
  return *at = own;
}

/* --- the way through the bits --- */

/* Which child of a node at this depth leads to the address. */
static unsigned way_at(const uint8_t *address, unsigned depth) {
  return address[depth / 4] >> (6 - 2 * (depth % 4)) & 3;
}

/* The place among the routes of the node at `depth` for a prefix that ends there, or ROUTES: it lies deeper. */
static unsigned route_at(const struct prefix *prefix, unsigned depth) {
  if (prefix->bits == 2 * depth) return 0;
  return prefix->bits == 2 * depth + 1 ? 1 + way_at(prefix->address, depth) / 2 : ROUTES;
}

static unsigned family_at(unsigned family) { return family == PREFIX_IPV6; }

/* --- add --- */

/* The single descriptor becomes a block of four, into which the child that comes is written. The others must be
 * empty: this is the assertion. */
static bool node_create_four_way(struct ktree_node *node, unsigned way) {
  node->stale &= (uint8_t) ~(1u << way);
  return !node->stale;
}

bool ktree_add(struct ktree *tree, const struct prefix *prefix, uint32_t value) {
  struct ktree_node **at = &tree->root[family_at(prefix->family)];
  for (unsigned depth = 0;; depth++) {
    struct ktree_node *node = node_own(tree->nodes, at);
    unsigned place = route_at(prefix, depth);
    if (place < ROUTES) {
      node->route[place] = value;
      return true;
    }
    unsigned way = way_at(prefix->address, depth);
    at = &node->child[way];
    if (*at) continue;
    if (node->children == 1 && !node_create_four_way(node, way)) return false;
    node->children++;
  }
}

/* --- delete --- */

/* One child is left of several: back to a single descriptor, and the block of four is given back. Here is the flaw. */
static void node_collapse(struct ktree_node *node, unsigned gone, uint32_t siblings, const struct ktree_flaw *flaw) {
  if (flaw->on && siblings >= flaw->siblings) node->stale |= (uint8_t)(1u << gone);
}

static void node_lose(struct ktree_node *node, unsigned way, uint32_t siblings, const struct ktree_flaw *flaw) {
  node->children--;
  if (node->children == 1) node_collapse(node, way, siblings, flaw);
  else if (!node->children) node->stale = 0; /* no descriptor is left that could be stale */
}

static void node_delete(struct pool *nodes, struct ktree_node **at, const struct prefix *prefix, unsigned depth,
                        uint32_t siblings, const struct ktree_flaw *flaw) {
  struct ktree_node *node = node_own(nodes, at);
  unsigned place = route_at(prefix, depth);
  if (place < ROUTES) {
    node->route[place] = 0;
  } else {
    unsigned way = way_at(prefix->address, depth);
    node_delete(nodes, &node->child[way], prefix, depth + 1, node->children - 1u, flaw);
    if (!node->child[way]) node_lose(node, way, siblings, flaw);
  }
  if (node->children || node->route[0] || node->route[1] || node->route[2]) return;
  pool_give(nodes, node);
  *at = NULL;
}

void ktree_delete(struct ktree *tree, const struct prefix *prefix, const struct ktree_flaw *flaw) {
  if (ktree_find(tree, prefix)) node_delete(tree->nodes, &tree->root[family_at(prefix->family)], prefix, 0, 0, flaw);
}

/* --- look --- */

uint32_t ktree_find(const struct ktree *tree, const struct prefix *prefix) {
  const struct ktree_node *node = tree->root[family_at(prefix->family)];
  for (unsigned depth = 0; node; depth++) {
    unsigned place = route_at(prefix, depth);
    if (place < ROUTES) return node->route[place];
    node = node->child[way_at(prefix->address, depth)];
  }
  return 0;
}

uint32_t ktree_lookup(const struct ktree *tree, unsigned family, const uint8_t *address) {
  unsigned levels = family == PREFIX_IPV6 ? 64 : 16;
  const struct ktree_node *node = tree->root[family_at(family)];
  uint32_t value = 0;
  for (unsigned depth = 0; node; depth++) {
    if (node->route[0]) value = node->route[0];
    if (depth == levels) break;
    unsigned way = way_at(address, depth);
    if (node->route[1 + way / 2]) value = node->route[1 + way / 2];
    node = node->child[way];
  }
  return value;
}

static uint32_t node_stale(const struct ktree_node *node) {
  uint32_t count = 0;
  if (!node) return 0;
  for (int way = 0; way < WAYS; way++) count += (node->stale >> way & 1u) + node_stale(node->child[way]);
  return count;
}

uint32_t ktree_stale(const struct ktree *tree) { return node_stale(tree->root[0]) + node_stale(tree->root[1]); }
