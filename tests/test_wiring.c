#include "scenarios/wiring.h"

#include <glib.h>

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

static void delays_follow_distance(void) {
  uint32_t asn[] = {1, 2, 3};
  float north[] = {40.7f, 51.5f, 40.0f}, east[] = {-74.0f, -0.1f, -74.0f};
  struct map_link link[] = {{0, 1, MAP_PEER}, {0, 2, MAP_PEER}};
  struct map map = {.ases = 3, .links = 2, .asn = asn, .link = link, .latitude = north, .longitude = east};
  struct wiring wiring = wiring_default();
  struct network *network = wiring_network(&map, &wiring, 1);
  /* New York to London: 5,570 km, with the detour of cables 42 ms; next door: the least */
  g_assert_cmpint(ABS(network->delay[network_half(network, 0, 1)] - 42 * SIM_MILLISECOND), <, SIM_MILLISECOND);
  g_assert_cmpint(network->delay[network_half(network, 0, 2)], ==, wiring.delay_low);
  network_free(network);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/wiring/a link keeps its delay on another map", delays_belong_to_links);
  g_test_add_func("/wiring/with coordinates delays follow distance", delays_follow_distance);
  return g_test_run();
}
