/* span.c: presence, landings and the ways between them.
 *
 * All cities of all countries have one number. An AS's list of cities is sorted by it, so that where two
 * ASes meet is a merge of two lists. A list also counts the neighbours that each city serves; those that stand where
 * the AS is not present come to its home.
 */
#include "topologies/places/span.h"

#include "topologies/map/adjacency.h"
#include "topologies/places/country.h"

#include <math.h>

#define SPAN_EARTH_KM 6371.0
#define SPAN_NOWHERE UINT16_MAX

struct city {
  float north, east;
};

struct presence {
  uint16_t city;
  uint32_t serves; /* neighbours */
};

/* Where one AS is. */
struct place {
  const struct presence *city;
  uint32_t cities;
};

struct span {
  const struct map *map;
  uint32_t cities;
  struct city *city; /* [cities] */
  float *way;        /* [cities x cities] km */
  uint16_t *base;    /* [country_count + 1] first city of each country */
  uint16_t *home;    /* [ases] or SPAN_NOWHERE */
  float *outskirts;  /* [ases] km from there to the AS */
  uint32_t *first;   /* [ases + 1] in presence */
  GArray *presence;  /* struct presence, AS by AS, by city within */
};

double span_circle(double north_a, double east_a, double north_b, double east_b) {
  double degree = G_PI / 180;
  double half_north = (north_b - north_a) * degree / 2, half_east = (east_b - east_a) * degree / 2;
  double across = sin(half_east) * sin(half_east) * cos(north_a * degree) * cos(north_b * degree);
  double chord = sin(half_north) * sin(half_north) + across;
  return 2 * SPAN_EARTH_KM * asin(sqrt(CLAMP(chord, 0, 1)));
}

static void number_cities(struct span *span) {
  span->base = g_new(uint16_t, country_count + 1);
  span->city = g_new(struct city, country_count * COUNTRY_CITIES);
  for (uint8_t i = 0; i < country_count; i++) {
    span->base[i] = (uint16_t)span->cities;
    const struct country_city *city = country_table[i].city;
    for (int j = 0; j < COUNTRY_CITIES && city[j].weight; j++)
      span->city[span->cities++] = (struct city){city[j].latitude, city[j].longitude};
  }
  span->base[country_count] = (uint16_t)span->cities;
  span->way = g_new(float, (gsize)span->cities * span->cities);
  for (uint32_t i = 0; i < span->cities; i++)
    for (uint32_t j = 0; j < span->cities; j++) {
      const struct city *a = &span->city[i], *b = &span->city[j];
      span->way[i * span->cities + j] = (float)span_circle(a->north, a->east, b->north, b->east);
    }
}

static inline double way(const struct span *span, uint16_t a, uint16_t b) {
  return (double)span->way[(uint32_t)a * span->cities + b];
}

/* The nearest city of its own country. */
static void settle(struct span *span, uint32_t as) {
  const struct map *map = span->map;
  span->home[as] = SPAN_NOWHERE;
  span->outskirts[as] = INFINITY;
  if (map->country[as] == COUNTRY_NONE || isnan(map->latitude[as]) || isnan(map->longitude[as])) return;
  for (uint16_t i = span->base[map->country[as]]; i < span->base[map->country[as] + 1]; i++) {
    double far = span_circle(span->city[i].north, span->city[i].east, map->latitude[as], map->longitude[as]);
    if (far >= (double)span->outskirts[as]) continue;
    span->home[as] = i;
    span->outskirts[as] = (float)far;
  }
}

/* Neighbours that stand where the AS is not present come to its home. `count` [cities] is zero before and after. */
static void list_presence(struct span *span, const struct adjacency *adjacency, uint32_t as, uint32_t *count) {
  uint16_t home = span->home[as];
  span->first[as] = span->presence->len;
  if (home == SPAN_NOWHERE) return;
  for (uint32_t i = adjacency->first[as]; i < adjacency->first[as + 1]; i++) {
    uint16_t there = span->home[adjacency->neighbour[i]];
    if (there != SPAN_NOWHERE) count[there]++;
  }
  for (uint16_t city = 0; city < span->cities; city++) {
    if (city == home || count[city] >= SPAN_PRESENCE) continue;
    count[home] += count[city];
    count[city] = 0;
  }
  for (uint16_t city = 0; city < span->cities; city++) {
    struct presence here = {city, count[city]};
    if (city == home || count[city]) g_array_append_val(span->presence, here);
    count[city] = 0;
  }
}

static struct place place_of(const struct span *span, uint32_t as) {
  return (struct place){&g_array_index(span->presence, struct presence, span->first[as]),
                        span->first[as + 1] - span->first[as]};
}

/* Fills `landing` with the cities that both are present in. */
static uint32_t meet(struct place a, struct place b, uint16_t *landing) {
  uint32_t met = 0;
  for (uint32_t i = 0, j = 0; i < a.cities && j < b.cities;) {
    if (a.city[i].city == b.city[j].city) landing[met++] = a.city[i].city;
    if (a.city[i].city <= b.city[j].city) i++;
    else j++;
  }
  return met;
}

/* Kilometres between the two nearest cities of a and b, which go to *from and *to. */
static double bridge(const struct span *span, struct place a, struct place b, uint16_t *from, uint16_t *to) {
  double least = INFINITY;
  for (uint32_t i = 0; i < a.cities; i++)
    for (uint32_t j = 0; j < b.cities; j++) {
      double gap = way(span, a.city[i].city, b.city[j].city);
      if (gap >= least) continue;
      least = gap;
      *from = a.city[i].city;
      *to = b.city[j].city;
    }
  return least;
}

/* The mean way from the neighbours of an AS to the nearest landing. */
static double inside(const struct span *span, struct place place, const uint16_t *landing, uint32_t landings) {
  double total = 0, serves = 0;
  for (uint32_t i = 0; i < place.cities; i++) {
    double least = INFINITY;
    for (uint32_t j = 0; j < landings; j++) least = MIN(least, way(span, place.city[i].city, landing[j]));
    total += least * place.city[i].serves;
    serves += place.city[i].serves;
  }
  return total / serves;
}

/* `landing` [cities] is scratch. */
static double length(const struct span *span, const struct map_link *link, uint16_t *landing) {
  struct place a = place_of(span, link->a), b = place_of(span, link->b);
  double last = (a.cities == 1 ? (double)span->outskirts[link->a] : 0) +
                (b.cities == 1 ? (double)span->outskirts[link->b] : 0);
  uint32_t met = meet(a, b, landing);
  if (met) return last + (inside(span, a, landing, met) + inside(span, b, landing, met)) / 2;
  uint16_t from = 0, to = 0;
  double gap = bridge(span, a, b, &from, &to);
  return last + gap + (inside(span, a, &from, 1) + inside(span, b, &to, 1)) / 2;
}

struct span *span_new(const struct map *map) {
  struct span *span = g_new0(struct span, 1);
  span->map = map;
  span->presence = g_array_new(FALSE, FALSE, sizeof(struct presence));
  if (!map->country || !map->latitude || !map->longitude) return span;
  number_cities(span);
  span->home = g_new(uint16_t, map->ases);
  span->outskirts = g_new(float, map->ases);
  span->first = g_new(uint32_t, map->ases + 1);
  for (uint32_t as = 0; as < map->ases; as++) settle(span, as);
  struct adjacency *adjacency = adjacency_new(map);
  uint32_t *count = g_new0(uint32_t, span->cities);
  for (uint32_t as = 0; as < map->ases; as++) list_presence(span, adjacency, as, count);
  span->first[map->ases] = span->presence->len;
  adjacency_free(adjacency);
  g_free(count);
  return span;
}

void span_free(struct span *span) {
  void *arrays[] = {span->city, span->way, span->base, span->home, span->outskirts, span->first, span};
  g_array_free(span->presence, TRUE);
  for (gsize i = 0; i < G_N_ELEMENTS(arrays); i++) g_free(arrays[i]);
}

double span_point(const struct span *span, uint32_t as, double north, double east) {
  const struct map *map = span->map;
  if (!map->latitude || !map->longitude) return NAN;
  if (!span->home || span->home[as] == SPAN_NOWHERE)
    return span_circle((double)map->latitude[as], (double)map->longitude[as], north, east);
  struct place place = place_of(span, as);
  uint16_t landing = 0;
  double least = INFINITY;
  for (uint32_t i = 0; i < place.cities; i++) {
    const struct city *city = &span->city[place.city[i].city];
    double gap = span_circle((double)city->north, (double)city->east, north, east);
    if (gap >= least) continue;
    least = gap;
    landing = place.city[i].city;
  }
  double last = place.cities == 1 ? (double)span->outskirts[as] : 0;
  return last + least + inside(span, place, &landing, 1) / 2;
}

double *span_links(const struct map *map) {
  if (!map->latitude || !map->longitude) return NULL;
  double *km = g_new(double, map->links);
  struct span *span = span_new(map);
  uint16_t *landing = g_new(uint16_t, MAX(1, span->cities));
  for (uint32_t i = 0; i < map->links; i++) {
    const struct map_link *link = &map->link[i];
    uint32_t a = link->a, b = link->b;
    gboolean settled = span->home && span->home[a] != SPAN_NOWHERE && span->home[b] != SPAN_NOWHERE;
    if (settled && link->kind != MAP_SIBLING) km[i] = length(span, link, landing);
    else km[i] = span_circle(map->latitude[a], map->longitude[a], map->latitude[b], map->longitude[b]);
  }
  g_free(landing);
  span_free(span);
  return km;
}
