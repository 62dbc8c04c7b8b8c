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

static uint32_t *plane_words(size_t count, uint32_t value) {
  uint32_t *words = g_new(uint32_t, count);
  for (size_t i = 0; i < count; i++) words[i] = value;
  return words;
}

struct plane *plane_new(const struct network *n, const struct plane_layout *layout, uint32_t pace_slots, bool trigger) {
  struct plane *p = g_new0(struct plane, 1);
  p->trigger = trigger;
  p->rightful = NETWORK_NONE;
  p->adj_in = g_new0(path_id, n->halves);
  p->rank = plane_words(n->halves, DECISION_NO_ROUTE);
  p->least = plane_words(layout->blocks, DECISION_NO_ROUTE);
  p->adj_out = g_new0(path_id, n->halves);
  if (trigger) {
    p->attrs_in = g_new0(attrs_id, n->halves);
    p->attrs_out = g_new0(attrs_id, n->halves);
  }
  p->best = plane_words(n->routers, DECISION_NO_ROUTE);
  p->own = g_new0(bool, n->routers);
  p->leaves = g_new0(path_id, n->routers);
  p->hop = plane_words(n->routers, NETWORK_NONE);
  p->child = plane_words(n->routers, NETWORK_NONE);
  p->next = plane_words(n->routers, NETWORK_NONE);
  p->previous = plane_words(n->routers, NETWORK_NONE);
  p->reach = g_new(uint8_t, n->routers);
  memset(p->reach, REACH_BLACKHOLE, n->routers);
  if (pace_slots) {
    p->paced = g_new0(sim_time, pace_slots);
    p->held = g_new0(uint8_t, pace_slots);
  }
  return p;
}

void plane_free(struct plane *p) {
  if (!p) return;
  g_free(p->adj_in);
  g_free(p->rank);
  g_free(p->least);
  g_free(p->adj_out);
  g_free(p->attrs_in);
  g_free(p->attrs_out);
  g_free(p->best);
  g_free(p->own);
  g_free(p->leaves);
  g_free(p->hop);
  g_free(p->child);
  g_free(p->next);
  g_free(p->previous);
  g_free(p->reach);
  g_free(p->paced);
  g_free(p->held);
  g_free(p);
}

static uint32_t plane_least(const uint32_t *rank, uint32_t count) {
  uint32_t least = DECISION_NO_ROUTE;
  for (uint32_t i = 0; i < count; i++) least = rank[i] < least ? rank[i] : least;
  return least;
}

/* The least of block `block` of router `r`. */
static uint32_t plane_block_least(const struct plane *p, const struct network *n, uint32_t r, uint32_t block) {
  uint32_t from = n->first[r] + block * PLANE_BLOCK, left = n->first[r + 1] - from;
  return plane_least(p->rank + from, left < PLANE_BLOCK ? left : PLANE_BLOCK);
}

uint32_t plane_rank(struct plane *p, const struct network *n, const struct plane_layout *layout, uint32_t half, uint32_t rank) {
  uint32_t r = n->owner[half], base = layout->block[r], old = p->rank[half];
  p->rank[half] = rank;
  if (base == NETWORK_NONE) return plane_least(p->rank + n->first[r], n->first[r + 1] - n->first[r]);
  uint32_t block = (half - n->first[r]) / PLANE_BLOCK, *least = &p->least[base + block];
  if (rank <= *least) *least = rank;
  else if (old == *least) *least = plane_block_least(p, n, r, block);
  return plane_least(p->least + base, plane_blocks_of(n, r));
}

void plane_rebuild(struct plane *p, const struct network *n, const struct plane_layout *layout) {
  for (uint32_t r = 0; r < n->routers; r++) {
    if (layout->block[r] == NETWORK_NONE) continue;
    for (uint32_t block = 0; block < plane_blocks_of(n, r); block++)
      p->least[layout->block[r] + block] = plane_block_least(p, n, r, block);
  }
}
