/* inside_builder.c: the largest piece of what was collected, in order, with a delay and a metric for every link. */
#include "topologies/inside/inside.h"

#include "topologies/places/span.h"

#include <math.h>
#include <string.h>

#define TEXT_BLOCK 1024
#define NONE UINT32_MAX

struct raw_link {
  uint32_t a, b;
  double ms, weight;
};

struct inside_builder {
  GArray *pop, *router, *link; /* struct inside_pop, inside_router, raw_link */
  GHashTable *joined;          /* a << 32 | b of every link; only looked up */
  GStringChunk *text;
};

struct inside_builder *inside_builder_new(void) {
  struct inside_builder *builder = g_new0(struct inside_builder, 1);
  builder->pop = g_array_new(FALSE, FALSE, sizeof(struct inside_pop));
  builder->router = g_array_new(FALSE, FALSE, sizeof(struct inside_router));
  builder->link = g_array_new(FALSE, FALSE, sizeof(struct raw_link));
  builder->joined = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
  builder->text = g_string_chunk_new(TEXT_BLOCK);
  return builder;
}

void inside_builder_free(struct inside_builder *builder) {
  if (!builder) return;
  g_array_unref(builder->pop);
  g_array_unref(builder->router);
  g_array_unref(builder->link);
  g_hash_table_destroy(builder->joined);
  if (builder->text) g_string_chunk_free(builder->text);
  g_free(builder);
}

uint32_t inside_builder_pop(struct inside_builder *builder, const char *name, double latitude, double longitude,
                            uint8_t country) {
  struct inside_pop pop = {.name = g_string_chunk_insert(builder->text, name),
                           .latitude = (float)latitude,
                           .longitude = (float)longitude,
                           .country = country};
  g_array_append_val(builder->pop, pop);
  return builder->pop->len - 1;
}

uint32_t inside_builder_router(struct inside_builder *builder, uint32_t pop, const char *name, gboolean backbone) {
  g_assert(pop < builder->pop->len);
  struct inside_router router = {.name = g_string_chunk_insert(builder->text, name), .pop = pop, .backbone = backbone};
  g_array_append_val(builder->router, router);
  return builder->router->len - 1;
}

uint32_t inside_builder_routers(const struct inside_builder *builder) { return builder->router->len; }

void inside_builder_link(struct inside_builder *builder, uint32_t a, uint32_t b, double ms, double weight) {
  g_assert(a < builder->router->len && b < builder->router->len);
  struct raw_link link = {.a = MIN(a, b), .b = MAX(a, b), .ms = ms, .weight = weight};
  gint64 pair = (gint64)((guint64)link.a << 32 | link.b);
  if (a == b || !g_hash_table_add(builder->joined, g_memdup2(&pair, sizeof pair))) return;
  g_array_append_val(builder->link, link);
}

static const struct raw_link *link_at(const struct inside_builder *builder, guint i) {
  return &g_array_index(builder->link, struct raw_link, i);
}

/* piece[r]: the lowest router that r is joined with, over however many links. */
static void find_pieces(const struct inside_builder *builder, uint32_t *piece) {
  for (uint32_t r = 0; r < builder->router->len; r++) piece[r] = r;
  for (gboolean again = TRUE; again;) {
    again = FALSE;
    for (guint i = 0; i < builder->link->len; i++) {
      uint32_t *a = &piece[link_at(builder, i)->a], *b = &piece[link_at(builder, i)->b];
      if (*a == *b) continue;
      *a = *b = MIN(*a, *b);
      again = TRUE;
    }
  }
}

/* The piece that has the most routers, of equals the first. */
static uint32_t largest_piece(const uint32_t *piece, uint32_t routers) {
  g_autofree uint32_t *size = g_new0(uint32_t, routers);
  uint32_t largest = 0;
  for (uint32_t r = 0; r < routers; r++) size[piece[r]]++;
  for (uint32_t r = 1; r < routers; r++)
    if (size[r] > size[largest]) largest = r;
  return largest;
}

/* Moves the PoPs and routers of one piece, in order; fills number[router] or NONE. */
static void take_routers(struct inside *inside, const struct inside_builder *builder, const uint32_t *piece,
                         uint32_t chosen, uint32_t *number) {
  for (uint32_t r = 0; r < builder->router->len; r++) number[r] = NONE;
  for (uint32_t p = 0; p < builder->pop->len; p++) {
    uint32_t before = inside->routers;
    for (uint32_t r = 0; r < builder->router->len; r++) {
      struct inside_router router = g_array_index(builder->router, struct inside_router, r);
      if (router.pop != p || piece[r] != chosen) continue;
      number[r] = inside->routers;
      router.pop = inside->pops;
      inside->router[inside->routers++] = router;
    }
    if (inside->routers == before) continue;
    inside->first[inside->pops] = before;
    inside->pop[inside->pops++] = g_array_index(builder->pop, struct inside_pop, p);
  }
  inside->first[inside->pops] = inside->routers;
}

static double link_ms(const struct inside_pop *a, const struct inside_pop *b, const struct raw_link *raw) {
  if (!isnan(raw->ms)) return raw->ms;
  if (a == b || isnan(a->latitude) || isnan(b->latitude)) return INSIDE_METRO_MS;
  double km = span_circle((double)a->latitude, (double)a->longitude, (double)b->latitude, (double)b->longitude);
  return MAX(INSIDE_METRO_MS, km * INSIDE_DETOUR / INSIDE_KM_PER_MS);
}

static struct inside_link link_finish(const struct inside *inside, const struct raw_link *raw, const uint32_t *number) {
  uint32_t one = number[raw->a], other = number[raw->b];
  struct inside_link link = {.a = MIN(one, other), .b = MAX(one, other)};
  const struct inside_pop *a = &inside->pop[inside->router[link.a].pop], *b = &inside->pop[inside->router[link.b].pop];
  link.ms = link_ms(a, b, raw);
  double weight = (isnan(raw->weight) ? link.ms : raw->weight) * INSIDE_METRIC;
  link.metric = a == b && isnan(raw->weight) ? 1 : (uint32_t)CLAMP(round(weight), 1, UINT16_MAX);
  return link;
}

struct inside *inside_builder_finish(struct inside_builder *builder) {
  uint32_t routers = builder->router->len;
  struct inside *inside = routers ? g_new0(struct inside, 1) : NULL;
  if (inside) {
    g_autofree uint32_t *piece = g_new(uint32_t, routers), *number = g_new(uint32_t, routers);
    inside->pop = g_new(struct inside_pop, builder->pop->len);
    inside->router = g_new(struct inside_router, routers);
    inside->first = g_new(uint32_t, builder->pop->len + 1);
    inside->link = g_new(struct inside_link, builder->link->len);
    find_pieces(builder, piece);
    take_routers(inside, builder, piece, largest_piece(piece, routers), number);
    for (guint i = 0; i < builder->link->len; i++)
      if (number[link_at(builder, i)->a] != NONE)
        inside->link[inside->links++] = link_finish(inside, link_at(builder, i), number);
    inside->left_out = routers - inside->routers;
    inside->text = g_steal_pointer(&builder->text);
  }
  inside_builder_free(builder);
  return inside;
}
