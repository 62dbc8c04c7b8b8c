#include "scenarios/wiring.h"

#include "sim/chance.h"

#include <glib.h>
#include <math.h>

/* Light in fibre covers 200 km a millisecond; a cable is about half as long again as the great circle. */
#define WIRING_KM_PER_MS 200.0
#define WIRING_DETOUR 1.5
#define WIRING_EARTH_KM 6371.0

struct wiring wiring_default(void) {
  return (struct wiring){.delay_low = 2 * SIM_MILLISECOND, .delay_high = 80 * SIM_MILLISECOND, .exchange_share = 0};
}

uint64_t wiring_pair(uint32_t asn_a, uint32_t asn_b) { return (uint64_t)MIN(asn_a, asn_b) << 32 | MAX(asn_a, asn_b); }

static double wiring_distance(const struct map *map, uint32_t a, uint32_t b) {
  double degree = G_PI / 180;
  double north_a = map->latitude[a] * degree, north_b = map->latitude[b] * degree;
  double half_north = (north_b - north_a) / 2, half_east = (map->longitude[b] - map->longitude[a]) * degree / 2;
  double chord = sin(half_north) * sin(half_north) + cos(north_a) * cos(north_b) * sin(half_east) * sin(half_east);
  return 2 * WIRING_EARTH_KM * asin(sqrt(CLAMP(chord, 0, 1)));
}

static sim_time wiring_delay(const struct map *map, const struct map_link *link, const struct wiring *wiring,
                             struct chance chance) {
  if (wiring->delay_low == wiring->delay_high) return wiring->delay_low;
  if (!map->latitude || !map->longitude) return chance_log_between(chance, wiring->delay_low, wiring->delay_high);
  double way = wiring_distance(map, link->a, link->b) * WIRING_DETOUR / WIRING_KM_PER_MS;
  return MAX(wiring->delay_low, (sim_time)(way * (double)SIM_MILLISECOND));
}

static enum neighbor wiring_neighbor(enum map_kind kind) {
  if (kind == MAP_TRANSIT) return NEIGHBOR_CUSTOMER;
  return kind == MAP_PEER ? NEIGHBOR_PEER : NEIGHBOR_SIBLING;
}

struct network *wiring_network(const struct map *map, const struct wiring *wiring, uint64_t seed) {
  g_autofree struct network_link *link = g_new(struct network_link, map->links);
  for (uint32_t i = 0; i < map->links; i++) {
    const struct map_link *drawn = &map->link[i];
    struct chance chance = {
        .seed = seed, .who = wiring_pair(map->asn[drawn->a], map->asn[drawn->b]), .what = WIRING_DELAY};
    link[i] = (struct network_link){.a = drawn->a, .b = drawn->b, .b_is = wiring_neighbor(drawn->kind)};
    link[i].delay = wiring_delay(map, drawn, wiring, chance);
    chance.what = WIRING_EXCHANGE;
    link[i].exchange = drawn->kind == MAP_PEER && chance_uniform(chance) < wiring->exchange_share;
  }
  return network_new(map->ases, map->asn, link, map->links);
}
