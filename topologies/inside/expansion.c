#include "topologies/inside/expansion.h"

#include "topologies/inside/attach.h"
#include "topologies/inside/expansion_region.h"
#include "topologies/inside/reflection.h"
#include "topologies/places/span.h"

#include <math.h>
#include <stdlib.h>

static int compare_wishes(const void *left, const void *right) {
  const struct expansion_wish *a = left, *b = right;
  return a->as < b->as ? -1 : a->as > b->as;
}

const struct expansion_wish *expansion_wish(const struct expansion *expansion, uint32_t as) {
  for (uint32_t i = 0; i < expansion->wishes; i++)
    if (expansion->wish[i].as == as) return &expansion->wish[i];
  return NULL;
}

const struct inside_pop *expansion_pop(const struct expansion *expansion, uint32_t router) {
  uint32_t as = expansion->as_of[router];
  const struct expansion_wish *wish = expansion_wish(expansion, as);
  if (!wish) return NULL;
  return &wish->inside->pop[wish->inside->router[router - expansion->first[as]].pop];
}

static void number_routers(struct expansion *expansion) {
  const struct map *map = expansion->map;
  expansion->first = g_new(uint32_t, map->ases + 1);
  for (uint32_t as = 0, next = 0; as < map->ases; as++) {
    const struct expansion_wish *wish = next < expansion->wishes && expansion->wish[next].as == as
                                            ? &expansion->wish[next++]
                                            : NULL;
    expansion->first[as] = expansion->routers;
    expansion->routers += wish ? wish->inside->routers : 1;
  }
  expansion->first[map->ases] = expansion->routers;
  expansion->asn = g_new(uint32_t, expansion->routers);
  expansion->as_of = g_new(uint32_t, expansion->routers);
  for (uint32_t as = 0; as < map->ases; as++)
    for (uint32_t r = expansion->first[as]; r < expansion->first[as + 1]; r++) {
      expansion->asn[r] = map->asn[as];
      expansion->as_of[r] = as;
    }
}

static void name_routers(struct expansion *expansion) {
  if (!expansion->wishes) return;
  expansion->place = g_new0(const char *, expansion->routers);
  for (uint32_t i = 0; i < expansion->wishes; i++) {
    const struct inside *inside = expansion->wish[i].inside;
    const char **place = expansion->place + expansion->first[expansion->wish[i].as];
    for (uint32_t r = 0; inside->routers > 1 && r < inside->routers; r++) place[r] = inside->router[r].name;
  }
}

struct linking {
  struct expansion *expansion;
  const struct attach *attach;
  struct span *span;
  double *km; /* [map links] as without any expansion; or NULL */
  GArray *link;
};

/* From a PoP to an AS that is not expanded, or to another PoP; as on the map where a place is missing. */
static double length(const struct linking *linking, const struct expansion_link *link, const struct expansion_wish *a,
                     const struct expansion_wish *b, const struct attach_point *point) {
  const struct map_link *drawn = &linking->expansion->map->link[link->link];
  const struct inside_pop *here = a ? &a->inside->pop[point->pop_a] : NULL;
  const struct inside_pop *there = b ? &b->inside->pop[point->pop_b] : NULL;
  double plain = linking->km ? linking->km[link->link] : NAN, km = NAN;
  if (here && there)
    km = span_circle((double)here->latitude, (double)here->longitude, (double)there->latitude,
                     (double)there->longitude);
  else if (here) km = span_point(linking->span, drawn->b, (double)here->latitude, (double)here->longitude);
  else if (there) km = span_point(linking->span, drawn->a, (double)there->latitude, (double)there->longitude);
  return isnan(km) ? plain : km;
}

static void add_link(struct linking *linking, uint32_t i) {
  struct expansion *expansion = linking->expansion;
  const struct map_link *drawn = &expansion->map->link[i];
  const struct expansion_wish *a = expansion_wish(expansion, drawn->a), *b = expansion_wish(expansion, drawn->b);
  struct expansion_link link = {.link = i, .a = expansion->first[drawn->a], .b = expansion->first[drawn->b]};
  if (!a && !b) {
    link.km = linking->km ? linking->km[i] : NAN;
    g_array_append_val(linking->link, link);
    return;
  }
  GArray *points = attach_points(linking->attach, i, a, b);
  for (; link.nth < points->len; link.nth++) {
    const struct attach_point *point = &g_array_index(points, struct attach_point, link.nth);
    struct expansion_link made = link;
    if (a) made.a += attach_router(linking->attach, a->inside, point->pop_a, i, 2 * link.nth);
    if (b) made.b += attach_router(linking->attach, b->inside, point->pop_b, i, 2 * link.nth + 1);
    made.km = length(linking, &link, a, b, point);
    g_array_append_val(linking->link, made);
  }
  g_array_unref(points);
}

static void add_links(struct expansion *expansion, const struct attach *attach) {
  const struct map *map = expansion->map;
  struct linking linking = {.expansion = expansion,
                            .attach = attach,
                            .span = expansion->wishes ? span_new(map) : NULL,
                            .km = span_links(map),
                            .link = g_array_sized_new(FALSE, FALSE, sizeof(struct expansion_link), map->links)};
  for (uint32_t i = 0; i < map->links; i++) add_link(&linking, i);
  expansion->links = linking.link->len;
  expansion->link = (struct expansion_link *)(void *)g_array_free(linking.link, FALSE);
  if (linking.span) span_free(linking.span);
  g_free(linking.km);
}

static void add_sessions(struct expansion *expansion) {
  GArray *list = g_array_new(FALSE, FALSE, sizeof(struct expansion_session));
  expansion->cluster = g_new(uint32_t, expansion->routers);
  for (uint32_t r = 0; r < expansion->routers; r++) expansion->cluster[r] = r;
  for (uint32_t i = 0; i < expansion->wishes; i++) {
    const struct expansion_wish *wish = &expansion->wish[i];
    uint32_t first = expansion->first[wish->as];
    uint32_t *cluster = expansion->cluster + first;
    GArray *found = reflection_sessions(wish->inside, wish->reflectors, cluster);
    for (uint32_t r = 0; r < wish->inside->routers; r++) cluster[r] += first;
    for (guint j = 0; j < found->len; j++) {
      const struct reflection_session *session = &g_array_index(found, struct reflection_session, j);
      struct expansion_session made = {first + session->a, first + session->b, session->client, session->ms};
      g_array_append_val(list, made);
    }
    g_array_unref(found);
  }
  expansion->sessions = list->len;
  expansion->session = (struct expansion_session *)(void *)g_array_free(list, FALSE);
}

struct expansion *expansion_new(const struct map *map, const struct expansion_wish *wish, uint32_t wishes,
                                uint64_t seed) {
  struct expansion *expansion = g_new0(struct expansion, 1);
  struct attach attach;
  expansion->map = map;
  expansion->wishes = wishes;
  expansion->wish = g_memdup2(wish, wishes * sizeof *wish);
  if (wishes) qsort(expansion->wish, wishes, sizeof *wish, compare_wishes);
  attach_init(&attach, map, expansion->wish, wishes, seed);
  number_routers(expansion);
  name_routers(expansion);
  add_links(expansion, &attach);
  add_sessions(expansion);
  expansion_region_fill(expansion, &attach);
  attach_clear(&attach);
  return expansion;
}

void expansion_free(struct expansion *expansion) {
  if (!expansion) return;
  g_strfreev(expansion->region_name);
  g_free(expansion->wish);
  g_free(expansion->asn);
  g_free(expansion->as_of);
  g_free(expansion->first);
  g_free(expansion->link);
  g_free(expansion->session);
  g_free(expansion->cluster);
  g_free(expansion->place);
  g_free(expansion->region);
  g_free(expansion);
}

uint32_t *expansion_spread(const struct expansion *expansion, const uint32_t *count) {
  uint32_t *spread = g_new(uint32_t, expansion->routers);
  for (uint32_t r = 0; r < expansion->routers; r++) {
    uint32_t as = expansion->as_of[r], n = expansion->first[as + 1] - expansion->first[as];
    spread[r] = count[as] / n + (r - expansion->first[as] < count[as] % n);
  }
  return spread;
}

static uint64_t divisor(uint64_t a, uint64_t b) { return b ? divisor(b, a % b) : a; }

uint32_t *expansion_weights(const struct expansion *expansion) {
  uint32_t *weight = g_new(uint32_t, expansion->routers);
  uint64_t one = 1;
  for (uint32_t i = 0; i < expansion->wishes; i++) {
    uint32_t routers = expansion->wish[i].inside->routers;
    one = MIN(EXPANSION_MOST_WEIGHT, one / divisor(one, routers) * routers);
  }
  for (uint32_t r = 0; r < expansion->routers; r++) {
    uint32_t as = expansion->as_of[r], n = expansion->first[as + 1] - expansion->first[as];
    weight[r] = (uint32_t)MAX(1, (one + n / 2) / n);
  }
  return weight;
}
