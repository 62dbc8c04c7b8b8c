#include "topologies/places/span.h"

#include "topologies/places/country.h"

#include <math.h>
#include <string.h>

/* A map of ASes 1, 2, ... that stand in the middle of the first city of their countries, "" for nowhere. */
struct land {
  struct map map;
  uint32_t asn[16];
  uint8_t country[16];
  float north[16], east[16];
};

static void land_make(struct land *land, const char *const *codes, struct map_link *link, uint32_t links) {
  *land = (struct land){.map = {.links = links,
                                .asn = land->asn,
                                .link = link,
                                .country = land->country,
                                .latitude = land->north,
                                .longitude = land->east}};
  for (uint32_t i = 0; codes[i]; i++) {
    uint8_t country = *codes[i] ? country_find(codes[i]) : COUNTRY_NONE;
    const struct country_city *city = country == COUNTRY_NONE ? NULL : country_table[country].city;
    land->asn[i] = i + 1;
    land->country[i] = country;
    land->north[i] = city ? city->latitude : NAN;
    land->east[i] = city ? city->longitude : NAN;
    land->map.ases++;
  }
}

static double between(const char *a, const char *b) {
  const struct country_city *from = country_table[country_find(a)].city, *to = country_table[country_find(b)].city;
  return span_circle(from->latitude, from->longitude, to->latitude, to->longitude);
}

/* The spherical law of cosines, another way to the same. */
static void circles(void) {
  static const double point[][2] = {{40.7, -74}, {51.5, -0.1}, {-33.9, 151.2}, {0, 179}, {0, -179}, {89, 10}};
  double degree = G_PI / 180;
  for (gsize i = 0; i < G_N_ELEMENTS(point); i++)
    for (gsize j = 0; j < G_N_ELEMENTS(point); j++) {
      if (i == j) continue;
      double a = point[i][0] * degree, b = point[j][0] * degree, east = (point[i][1] - point[j][1]) * degree;
      double km = 6371 * acos(sin(a) * sin(b) + cos(a) * cos(b) * cos(east));
      g_assert_cmpfloat_with_epsilon(span_circle(point[i][0], point[i][1], point[j][0], point[j][1]), km, 0.01);
    }
  g_assert_cmpfloat(span_circle(50, 8, 50, 8), ==, 0);
  g_assert_cmpfloat_with_epsilon(span_circle(90, 0, -90, 0), 6371 * G_PI, 0.01);
}

static void points(void) {
  struct map_link link[] = {{0, 1, MAP_TRANSIT}, {0, 2, MAP_PEER}};
  const char *codes[] = {"US", "DE", "", NULL};
  struct land land;
  land_make(&land, codes, link, 2);
  land.map.country = NULL;
  double *km = span_links(&land.map);
  g_assert_cmpfloat_with_epsilon(km[0], between("US", "DE"), 1e-9);
  g_assert_true(isnan(km[1]));
  g_free(km);
  land.map.latitude = NULL;
  g_assert_null(span_links(&land.map));
}

static void siblings(void) {
  struct map_link link[] = {{0, 1, MAP_TRANSIT}, {0, 2, MAP_TRANSIT}, {0, 3, MAP_TRANSIT}, {0, 4, MAP_SIBLING}};
  const char *codes[] = {"US", "DE", "DE", "DE", "DE", NULL};
  struct land land;
  land_make(&land, codes, link, 4);
  double *km = span_links(&land.map);
  g_assert_cmpfloat_with_epsilon(km[3], between("US", "DE"), 1e-9);
  g_assert_cmpfloat(km[0], <, km[3] / 2);
  g_free(km);
}

/* A carrier at home in the US, with three customers there and three in Germany. */
static void presence(void) {
  struct map_link link[6];
  for (uint32_t i = 0; i < 6; i++) link[i] = (struct map_link){0, i + 1, MAP_TRANSIT};
  const char *codes[] = {"US", "US", "US", "US", "DE", "DE", "DE", NULL};
  struct land land;
  land_make(&land, codes, link, 6);
  double *km = span_links(&land.map), ocean = between("US", "DE"), pairs = 0;
  /* Half of the neighbours are across the ocean, and each link pays for half of the way. */
  for (int i = 0; i < 6; i++) g_assert_cmpfloat_with_epsilon(km[i], ocean / 4, 0.01);
  /* Over all pairs of customers the mean is what it is between their places. */
  for (int i = 0; i < 6; i++)
    for (int j = 0; j < 6; j++) pairs += km[i] + km[j];
  g_assert_cmpfloat_with_epsilon(pairs / 36, ocean / 2, 0.01);
  g_free(km);
}

/* Two are not enough: they bring their lines to where the carrier is. */
static void absence(void) {
  struct map_link link[] = {{0, 1, MAP_TRANSIT}, {0, 2, MAP_TRANSIT}, {0, 3, MAP_TRANSIT}};
  const char *codes[] = {"US", "US", "DE", "DE", NULL};
  struct land land;
  land_make(&land, codes, link, 3);
  double *km = span_links(&land.map);
  g_assert_cmpfloat_with_epsilon(km[0], 0, 0.01);
  g_assert_cmpfloat_with_epsilon(km[1], between("US", "DE"), 0.01);
  g_assert_cmpfloat_with_epsilon(km[2], between("US", "DE"), 0.01);
  g_free(km);
}

/* Carriers 0 and 1 have customers of their own in the same two countries and peer with one another. */
static void carriers(void) {
  struct map_link link[13] = {{0, 1, MAP_PEER}};
  const char *codes[] = {"US", "DE", "US", "US", "US", "DE", "DE", "DE", "US", "US", "US", "DE", "DE", "DE", NULL};
  for (uint32_t i = 0; i < 12; i++) link[i + 1] = (struct map_link){i / 6, i + 2, MAP_TRANSIT};
  struct land land;
  land_make(&land, codes, link, 13);
  double *km = span_links(&land.map);
  g_assert_cmpfloat_with_epsilon(km[0], 0, 0.01);
  g_assert_cmpfloat(km[1], >, between("US", "DE") / 5);
  g_free(km);
}

static void outskirts(void) {
  struct map_link link[] = {{0, 1, MAP_TRANSIT}, {0, 2, MAP_TRANSIT}};
  const char *codes[] = {"SG", "SG", "", NULL};
  struct land land;
  land_make(&land, codes, link, 2);
  land.north[1] += 1; /* 111 km */
  double *km = span_links(&land.map);
  g_assert_cmpfloat_with_epsilon(km[0], 111.2, 0.1);
  g_assert_true(isnan(km[1]));
  g_free(km);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/span/great circles are those of the law of cosines", circles);
  g_test_add_func("/span/without countries nodes are points", points);
  g_test_add_func("/span/siblings are points", siblings);
  g_test_add_func("/span/a carrier with customers in two countries pays half a crossing a link", presence);
  g_test_add_func("/span/a carrier is not present where it has two neighbours", absence);
  g_test_add_func("/span/carriers that meet everywhere have no way between them", carriers);
  g_test_add_func("/span/an AS outside its city has a way to it, one without a place has none", outskirts);
  return g_test_run();
}
