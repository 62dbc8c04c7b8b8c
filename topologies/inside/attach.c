#include "topologies/inside/attach.h"

#include "sim/chance.h"
#include "topologies/places/country.h"
#include "topologies/places/span.h"

#include <math.h>

#define NONE UINT32_MAX
#define ATTACH_YEAR 2012 /* of the shares of the regions among the networks of the world */
#define TRIES 8          /* to draw a PoP that is not taken yet */

enum attach_draw { ATTACH_POP = 0x61747461, ATTACH_NEIGHBOUR, ATTACH_ROUTER, ATTACH_MEETING };

/* Names what the AS of a wish and a neighbour draw for each other. */
static struct chance chance_of(const struct attach *attach, uint32_t as, uint32_t other, enum attach_draw what) {
  uint64_t who = (uint64_t)attach->map->asn[as] << 32 | attach->map->asn[other];
  return (struct chance){.seed = attach->seed, .who = who, .what = what};
}

static uint32_t nearest_to(const struct inside *inside, double north, double east) {
  uint32_t nearest = NONE;
  double least = INFINITY;
  for (uint32_t p = 0; p < inside->pops; p++) {
    const struct inside_pop *pop = &inside->pop[p];
    double far = span_circle(north, east, (double)pop->latitude, (double)pop->longitude);
    if (isnan(far) || far >= least) continue;
    least = far;
    nearest = p;
  }
  return nearest;
}

/* Networks of one country, in their cities, to the PoPs nearest to those. */
static void weigh_country(const struct inside *inside, const struct country *country, double networks, double *weight) {
  double total = 0;
  for (int i = 0; i < COUNTRY_CITIES; i++) total += country->city[i].weight;
  for (int i = 0; i < COUNTRY_CITIES && country->city[i].weight; i++) {
    const struct country_city *city = &country->city[i];
    uint32_t pop = nearest_to(inside, (double)city->latitude, (double)city->longitude);
    weight[pop] += networks * city->weight / total;
  }
}

/* Networks of the regions that have PoPs, as many per mille as each region has of the world's, to the nearest PoPs. */
static void weigh_places(const struct inside *inside, double *weight) {
  gboolean present[CARRIERS_REGIONS] = {FALSE};
  double share[CARRIERS_REGIONS], ases[CARRIERS_REGIONS] = {0};
  country_region_share(ATTACH_YEAR, share);
  for (uint32_t p = 0; p < inside->pops; p++)
    if (inside->pop[p].country != COUNTRY_NONE && !isnan(inside->pop[p].latitude))
      present[country_table[inside->pop[p].country].region] = TRUE;
  for (uint8_t c = 0; c < country_count; c++) ases[country_table[c].region] += country_table[c].ases;
  for (uint8_t c = 0; c < country_count; c++) {
    const struct country *country = &country_table[c];
    double networks = 1000 * share[country->region] * country->ases / ases[country->region];
    if (present[country->region]) weigh_country(inside, country, networks, weight);
  }
}

/* Where no PoP has a place: links to other PoPs. */
static void weigh_links(const struct inside *inside, double *weight) {
  for (uint32_t i = 0; i < inside->links; i++) {
    uint32_t a = inside->router[inside->link[i].a].pop, b = inside->router[inside->link[i].b].pop;
    weight[a] += a != b;
    weight[b] += a != b;
  }
}

static double *weights_new(const struct inside *inside) {
  double *weight = g_new0(double, inside->pops), total = 0;
  weigh_places(inside, weight);
  for (uint32_t p = 0; p < inside->pops; p++) total += weight[p];
  if (total == 0) weigh_links(inside, weight);
  for (uint32_t p = 0; p < inside->pops; p++) weight[p] = MAX(1, weight[p]);
  return weight;
}

static uint32_t draw_pop(const struct attach *attach, const struct expansion_wish *wish, struct chance chance) {
  const double *weight = attach->weight[wish - attach->wish];
  double total = 0;
  for (uint32_t p = 0; p < wish->inside->pops; p++) total += weight[p];
  double left = total * chance_uniform(chance);
  uint32_t pop = 0;
  while (pop + 1 < wish->inside->pops && left >= weight[pop]) left -= weight[pop++];
  return pop;
}

/* NONE when nobody knows where the AS is, or where the PoPs are. */
static uint32_t nearest_pop(const struct attach *attach, const struct inside *inside, uint32_t as) {
  if (isnan(attach->latitude[as])) return NONE;
  return nearest_to(inside, (double)attach->latitude[as], (double)attach->longitude[as]);
}

/* The PoP of the first attachment. */
static uint32_t first_pop(const struct attach *attach, const struct expansion_wish *wish, uint32_t other) {
  uint32_t pop = nearest_pop(attach, wish->inside, other);
  return pop == NONE ? draw_pop(attach, wish, chance_of(attach, wish->as, other, ATTACH_POP)) : pop;
}

/* Near some neighbour of the neighbour. */
static uint32_t further_pop(const struct attach *attach, const struct expansion_wish *wish, uint32_t other,
                            uint32_t nth) {
  const struct adjacency *adjacency = attach->adjacency;
  struct chance chance = chance_of(attach, wish->as, other, ATTACH_NEIGHBOUR);
  chance.nth = nth;
  uint32_t which = (uint32_t)chance_below(chance, adjacency_degree(adjacency, other));
  uint32_t neighbour = adjacency->neighbour[adjacency->first[other] + which];
  uint32_t pop = neighbour == wish->as ? NONE : nearest_pop(attach, wish->inside, neighbour);
  chance.what = ATTACH_POP;
  chance.nth = nth;
  return pop == NONE ? draw_pop(attach, wish, chance) : pop;
}

static gboolean is_taken(const uint32_t *pop, uint32_t count, uint32_t which) {
  for (uint32_t i = 0; i < count; i++)
    if (pop[i] == which) return TRUE;
  return FALSE;
}

static void choose_pops(const struct attach *attach, const struct expansion_wish *wish, uint32_t other, uint32_t count,
                        uint32_t *pop) {
  pop[0] = first_pop(attach, wish, other);
  for (uint32_t i = 1; i < count; i++) {
    uint32_t nth = i * TRIES;
    do pop[i] = further_pop(attach, wish, other, nth++);
    while (is_taken(pop, i, pop[i]) && nth < (i + 1) * TRIES);
    while (is_taken(pop, i, pop[i])) pop[i] = (pop[i] + 1) % wish->inside->pops;
  }
}

/* How often `other` is attached, at the other end of the map's link number `link`. */
static uint32_t count_of(const struct attach *attach, const struct expansion_wish *wish, uint32_t other,
                         uint32_t link) {
  const struct map_link *drawn = &attach->map->link[link];
  gboolean buys = drawn->kind == MAP_TRANSIT && drawn->a == wish->as;
  gboolean sells = adjacency_customers(attach->adjacency, other) > 0;
  uint32_t wanted = !buys ? wish->peers : sells ? wish->transit : wish->stubs;
  return MIN(wanted, MIN(wish->inside->pops, adjacency_degree(attach->adjacency, other)));
}

struct meeting {
  struct attach_point point;
  double km, draw;
};

static int compare_meetings(const void *left, const void *right) {
  const struct meeting *a = left, *b = right;
  if (a->km != b->km) return a->km < b->km ? -1 : 1;
  return (a->draw > b->draw) - (a->draw < b->draw);
}

/* All pairs of PoPs of two expanded ASes, in the order in which they are chosen. */
static GArray *list_meetings(const struct attach *attach, const struct expansion_wish *a,
                             const struct expansion_wish *b) {
  struct chance chance = chance_of(attach, MIN(a->as, b->as), MAX(a->as, b->as), ATTACH_MEETING);
  GArray *meetings = g_array_new(FALSE, FALSE, sizeof(struct meeting));
  for (uint32_t p = 0; p < a->inside->pops; p++)
    for (uint32_t q = 0; q < b->inside->pops; q++) {
      const struct inside_pop *here = &a->inside->pop[p], *there = &b->inside->pop[q];
      double km = span_circle((double)here->latitude, (double)here->longitude, (double)there->latitude,
                              (double)there->longitude);
      struct meeting meeting = {{p, q}, km > EXPANSION_METRO_KM ? km : 0, chance_uniform(chance)};
      chance.nth++;
      g_array_append_val(meetings, meeting);
    }
  g_array_sort(meetings, compare_meetings);
  return meetings;
}

static void meet(const struct attach *attach, const struct expansion_wish *a, const struct expansion_wish *b,
                 uint32_t count, GArray *points) {
  GArray *meetings = list_meetings(attach, a, b);
  g_autofree gboolean *met_a = g_new0(gboolean, a->inside->pops), *met_b = g_new0(gboolean, b->inside->pops);
  for (guint i = 0; i < meetings->len && points->len < count; i++) {
    struct attach_point point = g_array_index(meetings, struct meeting, i).point;
    if (met_a[point.pop_a] || met_b[point.pop_b]) continue;
    met_a[point.pop_a] = met_b[point.pop_b] = TRUE;
    g_array_append_val(points, point);
  }
  g_array_unref(meetings);
}

GArray *attach_points(const struct attach *attach, uint32_t link, const struct expansion_wish *a,
                      const struct expansion_wish *b) {
  const struct map_link *drawn = &attach->map->link[link];
  GArray *points = g_array_new(FALSE, FALSE, sizeof(struct attach_point));
  uint32_t count_a = a ? count_of(attach, a, drawn->b, link) : 0, count_b = b ? count_of(attach, b, drawn->a, link) : 0;
  if (a && b) {
    meet(attach, a, b, MIN(MAX(count_a, count_b), MIN(a->inside->pops, b->inside->pops)), points);
    return points;
  }
  uint32_t count = a ? count_a : b ? count_b : 1;
  g_autofree uint32_t *pop = g_new0(uint32_t, count);
  if (a || b) choose_pops(attach, a ? a : b, a ? drawn->b : drawn->a, count, pop);
  for (uint32_t i = 0; i < count; i++) {
    struct attach_point point = {a ? pop[i] : 0, a ? 0 : pop[i]};
    g_array_append_val(points, point);
  }
  return points;
}

uint32_t attach_router(const struct attach *attach, const struct inside *inside, uint32_t pop, uint32_t link,
                       uint32_t nth) {
  const struct map_link *drawn = &attach->map->link[link];
  uint32_t from = inside->first[pop], until = inside->first[pop + 1], edge = 0;
  for (uint32_t r = from; r < until; r++) edge += !inside->router[r].backbone;
  struct chance chance = chance_of(attach, MIN(drawn->a, drawn->b), MAX(drawn->a, drawn->b), ATTACH_ROUTER);
  chance.nth = nth;
  uint64_t left = chance_below(chance, edge ? edge : until - from);
  for (uint32_t r = from;; r++) {
    if (edge && inside->router[r].backbone) continue;
    if (left-- == 0) return r;
  }
}

/* A neighbour without a place stands at the PoP that it draws. */
static void settle(struct attach *attach, uint32_t which, uint32_t other) {
  const struct expansion_wish *wish = &attach->wish[which];
  if (attach->home[other] != NONE) return;
  attach->home[other] = first_pop(attach, wish, other);
  attach->home_wish[other] = which;
  const struct inside_pop *pop = &wish->inside->pop[attach->home[other]];
  if (!isnan(attach->latitude[other])) return;
  attach->latitude[other] = pop->latitude;
  attach->longitude[other] = pop->longitude;
}

void attach_init(struct attach *attach, const struct map *map, const struct expansion_wish *wish, uint32_t wishes,
                 uint64_t seed) {
  *attach = (struct attach){.map = map, .wish = wish, .wishes = wishes, .seed = seed};
  attach->adjacency = adjacency_new(map);
  attach->latitude = g_new(float, map->ases);
  attach->longitude = g_new(float, map->ases);
  attach->home = g_new(uint32_t, map->ases);
  attach->home_wish = g_new(uint32_t, map->ases);
  attach->weight = g_new(double *, wishes);
  for (uint32_t as = 0; as < map->ases; as++) {
    attach->latitude[as] = map->latitude && map->longitude ? map->latitude[as] : NAN;
    attach->longitude[as] = map->latitude && map->longitude ? map->longitude[as] : NAN;
    attach->home[as] = attach->home_wish[as] = NONE;
  }
  for (uint32_t i = 0; i < wishes; i++) {
    attach->weight[i] = weights_new(wish[i].inside);
    const struct adjacency *adjacency = attach->adjacency;
    for (uint32_t h = adjacency->first[wish[i].as]; h < adjacency->first[wish[i].as + 1]; h++)
      settle(attach, i, adjacency->neighbour[h]);
  }
}

void attach_clear(struct attach *attach) {
  for (uint32_t i = 0; i < attach->wishes; i++) g_free(attach->weight[i]);
  g_free(attach->weight);
  g_free(attach->latitude);
  g_free(attach->longitude);
  g_free(attach->home);
  g_free(attach->home_wish);
  adjacency_free(attach->adjacency);
}
