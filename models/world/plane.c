#include "models/world/plane.h"

#include "models/world/observer.h"

#include <glib.h>
#include <string.h>

static uint32_t plane_blocks_of(const struct network *n, uint32_t r) {
  uint32_t degree = n->first[r + 1] - n->first[r];
  return degree > PLANE_BLOCK ? (degree + PLANE_BLOCK - 1) / PLANE_BLOCK : 0;
}

void plane_layout_init(struct plane_layout *layout, const struct network *n) {
  layout->block = g_new(uint32_t, n->routers);
  layout->blocks = 0;
  for (uint32_t r = 0; r < n->routers; r++) {
    uint32_t blocks = plane_blocks_of(n, r);
    layout->block[r] = blocks ? layout->blocks : NETWORK_NONE;
    layout->blocks += blocks;
  }
}

void plane_layout_clear(struct plane_layout *layout) { g_clear_pointer(&layout->block, g_free); }

void plane_reset_routes(struct plane *p, const struct network *n) {
  memset(p->arena.base, 0, p->ribs);
  memset(p->arena.base + p->rest, 0xff, p->arena.size - p->rest); /* DECISION_NO_ROUTE, NETWORK_NONE */
  memset(p->reach, REACH_BLACKHOLE, n->routers);
}

void plane_reset_rest(struct plane *p) {
  p->rightful = NETWORK_NONE;
  p->own_attrs = ATTRS_PLAIN;
  memset(p->arena.base + p->ribs, 0, p->zeros - p->ribs);
  memset(p->arena.base + p->zeros, 0xff, p->rest - p->zeros); /* DECISION_NO_ROUTE */
}

void plane_reset(struct plane *p, const struct network *n) {
  plane_reset_rest(p);
  plane_reset_routes(p, n);
}

struct plane *plane_new(const struct network *n, const struct plane_layout *layout, uint32_t pace_slots, bool carries) {
  struct plane *p = g_new0(struct plane, 1);
  uint32_t inner = n->inner[n->routers];
  const struct arena_part ribs[] = {
      {&p->adj_in, n->halves, sizeof *p->adj_in},
      {&p->adj_out, n->halves, sizeof *p->adj_out},
      {&p->reach, n->routers, sizeof *p->reach},
  };
  const struct arena_part zeros[] = {
      {&p->inner_in, inner, sizeof *p->inner_in},
      {&p->inner_out, inner, sizeof *p->inner_out},
      {&p->attrs_in, carries ? n->halves : 0, sizeof *p->attrs_in},
      {&p->attrs_out, carries ? n->halves : 0, sizeof *p->attrs_out},
      {&p->own, n->routers, sizeof *p->own},
      {&p->leaves, n->routers, sizeof *p->leaves},
      {&p->paced, pace_slots, sizeof *p->paced},
      {&p->held, pace_slots, sizeof *p->held},
  };
  const struct arena_part least[] = {{&p->least, layout->blocks, sizeof *p->least}};
  const struct arena_part ones[] = {
      {&p->rank, n->halves, sizeof *p->rank},
      {&p->best, n->routers, sizeof *p->best},
      {&p->tree, n->routers, sizeof *p->tree},
  };
  p->ribs = arena_parts_room(ribs, G_N_ELEMENTS(ribs));
  p->zeros = p->ribs + arena_parts_room(zeros, G_N_ELEMENTS(zeros));
  p->rest = p->zeros + arena_parts_room(least, G_N_ELEMENTS(least));
  arena_init(&p->arena, p->rest + arena_parts_room(ones, G_N_ELEMENTS(ones)));
  arena_carve(&p->arena, ribs, G_N_ELEMENTS(ribs));
  arena_carve(&p->arena, zeros, G_N_ELEMENTS(zeros));
  arena_carve(&p->arena, least, G_N_ELEMENTS(least));
  arena_carve(&p->arena, ones, G_N_ELEMENTS(ones));
  plane_reset(p, n);
  return p;
}

void plane_free(struct plane *p) {
  if (!p) return;
  arena_clear(&p->arena);
  g_free(p);
}

/* The least of block `block` of router `r`. */
static uint64_t plane_block_least(const struct plane *p, const struct network *n, uint32_t r, uint32_t block) {
  uint32_t from = n->first[r] + block * PLANE_BLOCK, left = n->first[r + 1] - from;
  return plane_least(p->rank + from, left < PLANE_BLOCK ? left : PLANE_BLOCK);
}

uint64_t plane_rank(struct plane *p, const struct network *n, const struct plane_layout *layout, uint32_t half,
                    uint64_t rank) {
  uint32_t r = n->owner[half], base = layout->block[r];
  uint64_t old = p->rank[half];
  p->rank[half] = rank;
  if (base == NETWORK_NONE) return plane_least(p->rank + n->first[r], n->first[r + 1] - n->first[r]);
  uint32_t block = (half - n->first[r]) / PLANE_BLOCK;
  uint64_t *least = &p->least[base + block];
  if (rank <= *least) *least = rank;
  else if (old == *least) *least = plane_block_least(p, n, r, block);
  return plane_least(p->least + base, plane_blocks_of(n, r));
}
