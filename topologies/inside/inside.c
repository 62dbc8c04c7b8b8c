#include "topologies/inside/inside.h"

#include "topologies/places/country.h"

#include <math.h>
#include <string.h>

void inside_free(struct inside *inside) {
  if (!inside) return;
  g_free(inside->pop);
  g_free(inside->router);
  g_free(inside->link);
  g_free(inside->first);
  g_string_chunk_free(inside->text);
  g_free(inside);
}

struct inside *inside_single(void) {
  struct inside_builder *builder = inside_builder_new();
  inside_builder_router(builder, inside_builder_pop(builder, "", NAN, NAN, COUNTRY_NONE), "", FALSE);
  return inside_builder_finish(builder);
}

uint32_t inside_find(const struct inside *inside, const char *name) {
  for (uint32_t p = 0; p < inside->pops; p++)
    if (strcmp(inside->pop[p].name, name) == 0) return p;
  return UINT32_MAX;
}

/* The routers of a PoP once more, or so many instead of its only one. Returns the number of the first. */
static uint32_t thicken_pop(struct inside_builder *builder, const struct inside *inside, uint32_t p, uint32_t routers) {
  const struct inside_pop *pop = &inside->pop[p];
  uint32_t begin = inside_builder_routers(builder);
  inside_builder_pop(builder, pop->name, (double)pop->latitude, (double)pop->longitude, pop->country);
  if (inside->first[p + 1] - inside->first[p] > 1 || routers < 2) {
    for (uint32_t r = inside->first[p]; r < inside->first[p + 1]; r++)
      inside_builder_router(builder, p, inside->router[r].name, inside->router[r].backbone);
    return begin;
  }
  for (uint32_t i = 0; i < routers; i++) {
    g_autofree char *name = g_strdup_printf("%s %u", pop->name, i + 1);
    inside_builder_router(builder, p, name, inside->router[inside->first[p]].backbone);
  }
  for (uint32_t i = 0; i < routers; i++)
    inside_builder_link(builder, begin + i, begin + (i + 1) % routers, INSIDE_METRO_MS, 1.0 / INSIDE_METRIC);
  return begin;
}

/* Where the next link of `router` ends: its own new number, or one of those that its PoP has now, in turn. */
static uint32_t thicken_end(const struct inside *inside, const uint32_t *begin, uint32_t *turn, uint32_t router,
                            uint32_t routers) {
  uint32_t p = inside->router[router].pop;
  if (inside->first[p + 1] - inside->first[p] > 1) return begin[p] + router - inside->first[p];
  return begin[p] + turn[p]++ % routers;
}

struct inside *inside_thicken(struct inside *inside, uint32_t routers) {
  if (routers < 2) return inside;
  struct inside_builder *builder = inside_builder_new();
  g_autofree uint32_t *begin = g_new(uint32_t, inside->pops), *turn = g_new0(uint32_t, inside->pops);
  for (uint32_t p = 0; p < inside->pops; p++) begin[p] = thicken_pop(builder, inside, p, routers);
  for (uint32_t i = 0; i < inside->links; i++) {
    const struct inside_link *link = &inside->link[i];
    uint32_t a = thicken_end(inside, begin, turn, link->a, routers);
    uint32_t b = thicken_end(inside, begin, turn, link->b, routers);
    inside_builder_link(builder, a, b, link->ms, (double)link->metric / INSIDE_METRIC);
  }
  struct inside *thick = inside_builder_finish(builder);
  thick->left_out = inside->left_out;
  inside_free(inside);
  return thick;
}
