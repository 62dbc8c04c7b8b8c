#include "tests/tables.h"

#include "models/world/world_inside.h"

#include <string.h>

enum { LONGEST = 4096 };

/* One side: a world, and the prefix of it. */
struct side {
  struct world *world;
  const struct plane *plane;
};

static bool same_path(const struct side *a, const struct side *b, path_id one, path_id other) {
  uint32_t first[LONGEST], second[LONGEST];
  if (one == PATH_NONE || other == PATH_NONE) return one == other;
  size_t count = path_list(a->world->paths, one, first, LONGEST);
  return path_list(b->world->paths, other, second, LONGEST) == count &&
         memcmp(first, second, MIN(count, LONGEST) * sizeof *first) == 0;
}

static bool same_inner(const struct side *a, const struct side *b, const struct plane_inner *one,
                       const struct plane_inner *other) {
  return one->egress == other->egress && one->standing == other->standing && one->preference == other->preference &&
         same_path(a, b, one->cluster, other->cluster);
}

static const char *half_differs(const struct side *a, const struct side *b, uint32_t h) {
  const struct plane *p = a->plane, *q = b->plane;
  if (!same_path(a, b, p->adj_in[h], q->adj_in[h])) return "Adj-RIB-In";
  if (!same_path(a, b, p->adj_out[h], q->adj_out[h])) return "Adj-RIB-Out";
  if (p->rank[h] != q->rank[h]) return "rank";
  if (!network_internal(a->world->net, h)) return NULL;
  uint32_t i = network_inner(a->world->net, h);
  if (p->adj_in[h] != PATH_NONE && !same_inner(a, b, &p->inner_in[i], &q->inner_in[i])) return "iBGP, received";
  if (p->adj_out[h] != PATH_NONE && !same_inner(a, b, &p->inner_out[i], &q->inner_out[i])) return "iBGP, sent";
  return NULL;
}

static const char *router_differs(const struct plane *p, const struct plane *q, uint32_t r) {
  if (p->own[r] != q->own[r]) return "origin";
  if (p->best[r] != q->best[r]) return "best route";
  if (p->tree[r].hop != q->tree[r].hop || p->tree[r].to != q->tree[r].to) return "next hop";
  return p->reach[r] != q->reach[r] ? "reach" : NULL;
}

void tables_equal(struct world *world_a, uint32_t prefix_a, struct world *world_b, uint32_t prefix_b) {
  const struct side a = {world_a, world_plane(world_a, prefix_a)}, b = {world_b, world_plane(world_b, prefix_b)};
  const struct network *n = world_a->net;
  g_assert_cmpuint(a.plane->rightful, ==, b.plane->rightful);
  for (uint32_t r = 0; r < n->routers; r++) {
    const char *what = router_differs(a.plane, b.plane, r);
    for (uint32_t h = n->first[r]; !what && h < n->first[r + 1]; h++) what = half_differs(&a, &b, h);
    if (what) g_error("router %u (AS%u), prefix of router %u: %s differs", r, n->asn[r], a.plane->rightful, what);
  }
  for (uint32_t i = 0; i < world_a->layout.blocks; i++) g_assert_cmpuint(a.plane->least[i], ==, b.plane->least[i]);
}
