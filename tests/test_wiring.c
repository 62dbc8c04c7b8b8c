#include "scenarios/plan/wiring.h"

#include "scenarios/files/topology.h"

#include "topologies/survey/distribution.h"

#include <glib.h>
#include <math.h>

static void delays_belong_to_links(void) {
  uint32_t few[] = {10, 20, 30}, many[] = {5, 10, 20, 25, 30};
  struct map_link short_list[] = {{0, 1, MAP_TRANSIT}, {1, 2, MAP_PEER}};
  struct map_link long_list[] = {{0, 1, MAP_PEER}, {1, 2, MAP_TRANSIT}, {2, 3, MAP_TRANSIT}, {2, 4, MAP_PEER}};
  struct map small = {.ases = 3, .links = 2, .asn = few, .link = short_list};
  struct map great = {.ases = 5, .links = 4, .asn = many, .link = long_list};
  struct wiring wiring = wiring_default();
  struct network *a = wiring_network(&small, &wiring, 9), *b = wiring_network(&great, &wiring, 9);
  struct network *c = wiring_network(&small, &wiring, 10);
  g_assert_cmpint(a->delay[network_half(a, 0, 1)], ==, b->delay[network_half(b, 1, 2)]);
  g_assert_cmpint(a->delay[network_half(a, 1, 2)], ==, b->delay[network_half(b, 2, 4)]);
  g_assert_cmpint(a->delay[network_half(a, 0, 1)], !=, c->delay[network_half(c, 0, 1)]);
  for (uint32_t h = 0; h < b->halves; h++) {
    g_assert_cmpint(b->delay[h], >=, wiring.delay_low);
    g_assert_cmpint(b->delay[h], <=, wiring.delay_high);
  }
  network_free(a);
  network_free(b);
  network_free(c);
}

/* New York to London: 5,570 km, in cables of 1.3 to 2.1 times that; next door; to nowhere. */
static void delays_follow_distance(void) {
  uint32_t asn[] = {1, 2, 3, 4};
  float north[] = {40.7f, 51.5f, 40.7f, NAN}, east[] = {-74.0f, -0.1f, -74.0f, NAN};
  struct map_link link[] = {{0, 1, MAP_PEER}, {0, 2, MAP_PEER}, {0, 3, MAP_PEER}};
  struct map map = {.ases = 4, .links = 3, .asn = asn, .link = link, .latitude = north, .longitude = east};
  struct wiring wiring = wiring_default();
  sim_time low = wiring.delay_low, ocean = 27850 * SIM_MICROSECOND, least = SIM_NEVER, most = 0;
  for (uint64_t seed = 0; seed < 200; seed++) {
    struct network *network = wiring_network(&map, &wiring, seed);
    sim_time far = network->delay[network_half(network, 0, 1)], near = network->delay[network_half(network, 0, 2)];
    sim_time lost = network->delay[network_half(network, 0, 3)];
    least = MIN(least, far);
    most = MAX(most, far);
    g_assert_true(low <= near && near <= 3 * low);
    g_assert_true(low <= lost && lost <= wiring.delay_high);
    network_free(network);
  }
  g_assert_cmpint(least, >=, low + ocean * 13 / 10);
  g_assert_cmpint(least, <, low + ocean * 14 / 10);
  g_assert_cmpint(most, <=, 3 * low + ocean * 21 / 10);
  g_assert_cmpint(most, >, 2 * low + ocean * 19 / 10);
}

static void delays_of_the_map(void) {
  uint32_t asn[] = {1, 2, 3};
  float north[] = {40.7f, 51.5f, 40.7f}, east[] = {-74.0f, -0.1f, -74.0f}, delay[] = {12.5f, NAN};
  struct map_link link[] = {{0, 1, MAP_PEER}, {0, 2, MAP_PEER}};
  struct map map = {
      .ases = 3, .links = 2, .asn = asn, .link = link, .latitude = north, .longitude = east, .delay_ms = delay};
  struct wiring wiring = wiring_default(), alike = {.delay_low = 7, .delay_high = 7};
  struct network *network = wiring_network(&map, &wiring, 1), *flat = wiring_network(&map, &alike, 1);
  g_assert_cmpint(network->delay[network_half(network, 0, 1)], ==, 12500 * SIM_MICROSECOND);
  g_assert_cmpint(network->delay[network_half(network, 0, 2)], <=, 3 * wiring.delay_low);
  for (uint32_t h = 0; h < flat->halves; h++) g_assert_cmpint(flat->delay[h], ==, 7);
  network_free(network);
  network_free(flat);
}

static double median_ms(GArray *ms) {
  struct distribution *distribution = distribution_new((const double *)(void *)ms->data, ms->len);
  double median = distribution_quantile(distribution, 0.5);
  distribution_free(distribution);
  return median;
}

/* On the embedded map. */
static void regions_are_apart(void) {
  struct map *map = topology_load(&(struct topology_options){.seed = 1}, NULL);
  struct wiring wiring = wiring_default();
  struct network *network = wiring_network(map, &wiring, 1);
  GArray *within = g_array_new(FALSE, FALSE, sizeof(double)), *across = g_array_new(FALSE, FALSE, sizeof(double));
  for (uint32_t i = 0; i < map->links; i++) {
    uint32_t a = map->link[i].a, b = map->link[i].b;
    double ms = (double)network->delay[network_half(network, a, b)] / (double)SIM_MILLISECOND;
    g_array_append_val(map->region[a] == map->region[b] ? within : across, ms);
    g_assert_cmpfloat(ms, >=, 2);
    g_assert_cmpfloat(ms, <, 300);
  }
  g_assert_cmpfloat(median_ms(across), >, 1.5 * median_ms(within));
  g_assert_cmpfloat(median_ms(within), <, 25);
  g_array_free(within, TRUE);
  g_array_free(across, TRUE);
  network_free(network);
  map_free(map);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/wiring/a link keeps its delay on another map", delays_belong_to_links);
  g_test_add_func("/wiring/with coordinates delays follow distance", delays_follow_distance);
  g_test_add_func("/wiring/delays that the map has are kept", delays_of_the_map);
  g_test_add_func("/wiring/links between regions are longer than within", regions_are_apart);
  return g_test_run();
}
